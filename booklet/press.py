"""The job of `booklet impose`: a PDF becomes sheets for the printer.

In: the bytes of a PDF and options. Out: `PrintSheets`, and every problem met on the way.
Like the jobs of `booklet.build` it runs in a process of its own, as PDFs come from other
people; it stands apart since it needs none of the layout that `build` imports.
"""

from __future__ import annotations

from collections.abc import Callable

from booklet.impose import PrintOptions, as_data, impose, instructions, summary
from booklet.outputs import PrintSheets
from booklet.problems import Result


def impose_pdf(
    pdf: bytes, options: PrintOptions, tell: Callable[[str], None]
) -> Result[PrintSheets]:
    """Impose the PDF; no files are written. `tell` hears the one stage there is."""
    tell("impose")
    result = impose(pdf, options)
    made = result.value
    if made is None:
        return Result(None, result.problems)
    sheets = PrintSheets(made.pdf, summary(made), instructions(made), as_data(made))
    return Result(sheets, result.problems)
