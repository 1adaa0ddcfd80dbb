"""Imposition: the pages of a PDF on sheets for the printer.

In: the bytes of any PDF, and `PrintOptions`. Out: an `Imposition` (the PDF of the sheets
and the table of what stands where), and problems for what cannot be printed so.
The order is pure arithmetic (`order`); pikepdf draws it (`sheets`).
"""

from __future__ import annotations

from booklet.impose.imposition import Imposition, impose
from booklet.impose.report import as_data, instructions, summary
from booklet.impose.trial import trial_sheet

__all__ = [
    "Imposition",
    "as_data",
    "impose",
    "instructions",
    "summary",
    "trial_sheet",
]
