"""What a study group wrote on the published page, read from the files that its tools export.

Takes the text of a file: W3C Web Annotation (https://www.w3.org/TR/annotation-model/) as JSON,
an export or a query of Hypothes.is as JSON, or the table (CSV) of its export. Gives
`GatheredNote`s; where their words stand in the script is asked later. What is no note is told.
"""

from __future__ import annotations

from booklet.gather.notes import read_notes

__all__ = ["read_notes"]
