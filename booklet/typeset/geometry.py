"""The page: how a paper size is divided into text, note column and margins.

In: a `Paper` (mm). Out: a `Geometry` (mm, pt) and the CSS that says so to the
typesetter. The proportions grow with the paper, so that any own size works as well.

From the binding edge outwards: inner margin (with the numbers for citing), text,
gap, note column, outer edge.
"""

from __future__ import annotations

from dataclasses import dataclass

from booklet.model import Paper

PX_PER_MM = 96 / 25.4
SMALLEST_TEXT = 62.0
SMALLEST_NOTE = 28.0
MEASURING_ROOM = 20_000.0  # CSS px above the page, where no note meets the page's end and breaks


@dataclass(frozen=True, slots=True)
class Geometry:
    """The divisions of a page in mm; type sizes in pt."""

    width: float
    height: float
    top: float
    bottom: float
    inner: float
    gap: float
    note: float
    edge: float
    type_size: float
    leading: float
    note_size: float
    note_leading: float

    @property
    def outer(self) -> float:
        """The whole outer margin: gap, note column and edge."""
        return self.gap + self.note + self.edge

    @property
    def text(self) -> float:
        """The width of the text."""
        return self.width - self.inner - self.outer


def page_geometry(paper: Paper) -> Geometry | None:
    """The divisions of this paper; None where it is too small for a column of notes."""
    scale = min(max((paper.width - 148) / (210 - 148), -0.3), 1.2)
    note = 36 + 16 * scale
    type_size = 10.4 + 0.8 * scale
    note_size = 7.3 + 0.6 * scale
    page = Geometry(
        width=paper.width,
        height=paper.height,
        top=round(paper.height * 0.083, 2),
        bottom=round(paper.height * 0.076, 2),
        inner=16 + 6 * scale,
        gap=4 + 1.5 * scale,
        note=max(note, SMALLEST_NOTE),
        edge=7 + 4 * scale,
        type_size=type_size,
        leading=round(type_size * 1.29, 2),
        note_size=note_size,
        note_leading=round(note_size * 1.24, 2),
    )
    return page if page.text >= SMALLEST_TEXT and paper.height >= 120 else None


def stylesheet(page: Geometry) -> str:
    """The `@page` rules and sizes of this geometry. Themes and courses may overrule them."""
    return f"""
@page {{ size: {page.width:g}mm {page.height:g}mm; margin: {page.top:g}mm 0 {page.bottom:g}mm }}
@page :right {{ margin-left: {page.inner:g}mm; margin-right: {page.outer:g}mm }}
@page :left {{ margin-left: {page.outer:g}mm; margin-right: {page.inner:g}mm }}
html {{ font-size: {page.type_size:g}pt; line-height: {page.leading:g}pt }}
.note, .carry {{ top: -{MEASURING_ROOM:g}px; width: {page.note:g}mm }}
.note, .carry {{ font-size: {page.note_size:g}pt; line-height: {page.note_leading:g}pt }}
"""
