"""From a PDF to sheets for the printer, step by step.

In: the bytes of any PDF, and `PrintOptions`. Out: an `Imposition`, and all problems.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pikepdf

from booklet.impose.geometry import MM, SideGeometry
from booklet.impose.order import Sheet, grid, order, scheme_of, turned, turning_axis
from booklet.impose.pages import (
    SourcePage,
    UnusablePdfError,
    bounded,
    broken,
    imposed_warnings,
    open_pdf,
    read_pages,
    repair_warnings,
)
from booklet.impose.paper import holding_paper, lying, shifts, suited_paper
from booklet.impose.sheets import DrawnSheets, draw_sheets
from booklet.model import Paper, PrintOptions
from booklet.printing import clashes
from booklet.problems import Problem, Result, error, has_errors, warning

NARROWEST_ROOM = 10.0
"""The least width in mm that the gutter has to leave for a page."""

USUAL_WEIGHT = 80.0
MOST_LAYERS = 20
"""Layers of paper of the usual weight (g/m²) that can be folded together and stapled."""


@dataclass(frozen=True)
class Imposition:
    """Imposed sheets: the PDF, and what is on it.

    `paper` is the sheet as it lies (mm), `scales` the least and the greatest scale of a
    page, `shifts` how far creep moves pages (mm) by depth; the backs of `sheets` are as
    the printer is to print them.
    """

    pdf: bytes
    pages: int
    sheets: tuple[Sheet, ...]
    paper: Paper
    scales: tuple[float, float]
    shifts: tuple[float, ...]
    options: PrintOptions


def impose(pdf: bytes, options: PrintOptions) -> Result[Imposition]:
    """Put the pages of the PDF on sheets, as the options say.

    No value where a problem is an error: options that clash, a PDF that cannot be read.
    """
    problems = [
        error("print-options", clash.message, hint=clash.hint) for clash in clashes(options)
    ]
    try:
        with bounded():
            source = open_pdf(pdf)
            pages, found = read_pages(source)
            problems += [*found, *imposed_warnings(source)]
            if not pages or has_errors(problems):
                return Result(None, tuple(problems))
            made = _impose(source, pages, options)
            problems += [*repair_warnings(source), *made.problems]
    except UnusablePdfError as unusable:
        return Result(None, (*problems, unusable.problem))
    except (pikepdf.PdfError, RuntimeError) as reason:
        return Result(None, (*problems, broken(str(reason)).problem))
    return Result(made.value, tuple(problems))


def _impose(
    source: pikepdf.Pdf, pages: Sequence[SourcePage], options: PrintOptions
) -> Result[Imposition]:
    columns, rows = grid(options.layout)
    width, height = _common_size(pages)
    chosen = options.paper or suited_paper(width, height, columns, rows)
    paper = lying(chosen, width, height, columns, rows)
    if paper.width / columns - options.gutter < NARROWEST_ROOM:
        return Result(None, (_gutter_too_wide(paper, columns, options),))
    sheets = turned(
        order(len(pages), scheme_of(options)),
        options.layout,
        turning_axis(options.flip, paper.width, paper.height),
    )
    deepest = max(slot.depth for sheet in sheets for slot in sheet.front)
    creep = shifts(deepest, options.paper_weight, options.creep)
    side = SideGeometry(
        paper.width * MM,
        paper.height * MM,
        columns,
        rows,
        options.gutter * MM,
        trimmed=options.crop_marks and options.folded,
    )
    drawn = draw_sheets(source, pages, sheets, side, creep, options)
    made = Imposition(drawn.pdf, len(pages), sheets, paper, drawn.scales, creep, options)
    findings = (
        *_findings(drawn, _at_full_size(width, height, paper, options), options),
        *_too_thick(sheets, options),
    )
    return Result(made, findings)


def _common_size(pages: Sequence[SourcePage]) -> tuple[float, float]:
    """The size that most pages have, in mm; of two as common the first."""
    sizes = Counter((round(page.width / MM, 1), round(page.height / MM, 1)) for page in pages)
    return sizes.most_common(1)[0][0]


def _findings(drawn: DrawnSheets, at_full_size: str, options: PrintOptions) -> Iterator[Problem]:
    if drawn.scales[0] < 1:
        least, greatest = (percent(scale) for scale in drawn.scales)
        scale = least if least == greatest else f"between {least} and {greatest}"
        yield warning(
            "pages-scaled",
            f"the paper is too small for the pages: they are printed at {scale} of their size",
            hint=at_full_size,
        )
    if options.crop_marks and not drawn.marks and not options.cut:
        yield warning(
            "no-room-for-marks",
            "the pages fill the paper, so that no crop mark has room beside them",
            hint="take larger paper, such as sra4 or a3",
        )


def _at_full_size(width: float, height: float, paper: Paper, options: PrintOptions) -> str:
    """What to do where pages of that size (mm), the most common one, do not fit the paper."""
    columns, rows = grid(options.layout)
    width += options.gutter
    needed = holding_paper(width, height, columns, rows)
    if needed is None:
        return f"at full size they need paper of {columns * width:.0f} × {rows * height:.0f} mm"
    if needed.name == paper.name:
        return "a few pages are larger than the others; at full size they need larger paper"
    return f"to print them at full size take the paper {needed.name}"


def _too_thick(sheets: Sequence[Sheet], options: PrintOptions) -> Iterator[Problem]:
    """A warning where more sheets are folded together than a fold holds."""
    if not options.folded:
        return
    layers = Counter(sheet.signature for sheet in sheets)
    most = max(layers.values()) * (2 if options.layout == "quarto" else 1)
    if most * (options.paper_weight or USUAL_WEIGHT) > MOST_LAYERS * USUAL_WEIGHT:
        fewer = "fewer sheets per signature" if len(layers) > 1 else "the layout signatures"
        yield warning(
            "too-thick-to-fold",
            f"{most} layers of paper are folded together, more than a fold and a staple hold",
            hint=f"take {fewer}, or for a binder the layout 2-up, cut",
        )


def percent(scale: float) -> str:
    """ "71 %"; a page that all but vanishes has at least its "0.1 %"."""
    return f"{scale * 100:.0f} %" if scale >= 0.01 else f"{max(scale * 100, 0.1):.1f} %"


def _gutter_too_wide(paper: Paper, columns: int, options: PrintOptions) -> Problem:
    most = paper.width / columns - NARROWEST_ROOM
    return error(
        "gutter-too-wide",
        f"a gutter of {options.gutter:g} mm leaves no room for a page on this paper",
        hint=f"{max(0, int(most))} mm is the most, or take larger paper",
    )
