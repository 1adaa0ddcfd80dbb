"""Sheets for the printer, with what there is to tell of them.

In: the bytes of a PDF and options. Out: `PrintSheets`, and every problem met on the way.
`impose_pdf` is the job of `booklet impose`. Like the jobs of `booklet.build` it runs in a
process of its own, as PDFs come from other people; it stands apart since it needs none of
the layout that `build` imports.
"""

from __future__ import annotations

from dataclasses import replace

from booklet.impose import as_data, impose, instructions, summary
from booklet.limits import Tell
from booklet.model import PrintOptions
from booklet.outputs import PrintSheets
from booklet.problems import Result


def impose_pdf(tell: Tell, pdf: bytes, options: PrintOptions) -> Result[PrintSheets]:
    """Impose the PDF; no files are written. `tell` hears the one stage there is."""
    tell("impose")
    return print_sheets(pdf, options)


def print_sheets(pdf: bytes, options: PrintOptions) -> Result[PrintSheets]:
    """The PDF's pages on sheets; problems stand where the options do."""
    result = impose(pdf, options)
    problems = tuple(
        replace(problem, span=problem.span or options.span) for problem in result.problems
    )
    made = result.value
    if made is None:
        return Result(None, problems)
    return Result(PrintSheets(made.pdf, summary(made), instructions(made), as_data(made)), problems)
