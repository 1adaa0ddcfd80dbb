"""The exports: an edition in forms for other programs.

In: an `Edition`. Out: text: plain, Markdown, TEI, or W3C Web Annotations. Whoever has these can
leave with all that the booklet holds.
"""

from booklet.export.readable import markdown_text, plain_text
from booklet.export.tei import tei_text
from booklet.export.web_annotation import notes_as_json as web_annotations

__all__ = ["markdown_text", "plain_text", "tei_text", "web_annotations"]
