"""The page: how a paper size is divided into text, note column and margins.

In: a `Paper` (mm), and what an edition asks of it. Out: a `Geometry` (mm, pt). The proportions
grow with the paper, so that any own size works as well.

From the binding edge outwards: what the binding takes, inner margin (with the numbers for
citing), text, gap, note column, outer edge. Without notes beside the text there is no
column, and the text takes its room as far as its lines stay readable. So does the front and
back matter, which has no notes, on pages of its own (`@page matter`, `@page title`).
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count

from booklet.model import Paper

MM_PER_PT = 25.4 / 72
SMALLEST_TEXT = 62.0
SMALLEST_NOTE = 28.0
SMALLEST_HEIGHT = 120.0
LEAST_NOTE = 8.0  # pt: in a plain sans serif what every reader, and a copier, can read
NOTE_LEADING = 1.22
LEAST_MEASURE = 9.6  # em: some twenty characters
LONGEST_MEASURE = 31.0  # em: some 75 characters, beyond which the eye loses the line
MATTER_MEASURE = 28.0  # em: lists and short paragraphs read best in somewhat shorter lines
LEAST_EDGE = 5.5  # mm that most printers leave white
NUMBER_GAP = 2.4  # mm between the numbers for citing and the text
NUMBER_WIDTH = 1.85, 2.6  # em of the text, for "30–31"; in large print it is as large as the text
LARGE = 16.0  # pt
HEAD_GAP = 3.4  # mm between the head and the text
HEAD_EDGE = 0.5, 4.0  # mm over a head of one line at least, and over one of two
FOLIO = 12.0  # mm for a page number
MATTER_MARGIN = 16.0  # mm at least on both sides of them


@dataclass(frozen=True, slots=True)
class Geometry:
    """The divisions of a page in mm; type sizes in pt. `binding` is part of `inner`."""

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
    binding: float = 0.0

    @property
    def outer(self) -> float:
        """The whole outer margin: gap, note column and edge."""
        return self.gap + self.note + self.edge

    @property
    def text(self) -> float:
        """The width of the text."""
        return self.width - self.inner - self.outer

    @property
    def head_lines(self) -> int:
        """How many lines the head of a page may have: one where two would come near its edge."""
        return 2 if self.top >= _head(2, self.leading) else 1

    @property
    def folio(self) -> float:
        """Room for the page number in the head; without a column the citations stand in it too."""
        return FOLIO if self.note else FOLIO + 7.5 * self.type_size * MM_PER_PT

    @property
    def matter(self) -> tuple[float, float]:
        """The inner and outer margin of front and back matter: nearly in the middle."""
        if not self.note:
            return self.inner, self.outer
        room = self.width - self.binding
        text = min(room - 2 * MATTER_MARGIN, MATTER_MEASURE * self.type_size * MM_PER_PT)
        text = max(text, self.text)
        return self.binding + 0.46 * (room - text), 0.54 * (room - text)


def page_geometry(
    paper: Paper,
    *,
    binding: float = 0.0,
    column: bool = True,
    type_size: float = 0.0,
    margin: float = 0.0,
) -> Geometry | None:
    """The divisions of this paper; None where it is too small.

    `binding` is what staples or holes take of the inner margin, in mm; `column` tells
    whether there is a column beside the text; `type_size` is in pt, and `margin`, the width of
    that column, in mm, 0 for what suits.
    """
    scale = min(max((paper.width - 148) / (210 - 148), -0.3), 1.2)
    size = type_size or 10.4 + (1.7 if scale > 0 else 0.8) * scale + (0 if column else 0.5)
    note_size = LEAST_NOTE + 0.6 * max(scale, 0) if column and not type_size else 0.75 * size
    inner = max(
        15.5 + 6 * scale, LEAST_EDGE + NUMBER_GAP + NUMBER_WIDTH[size >= LARGE] * size * MM_PER_PT
    )
    edge = max(6 + 4 * scale, LEAST_EDGE) if column else 13 + 6 * scale
    gap = 4 + 1.5 * scale if column else 0.0
    note = max(38.5 + (16 if scale > 0 else 24) * scale, SMALLEST_NOTE) if column else 0.0
    note = max(margin, SMALLEST_NOTE) if column and margin else note
    beside = binding + inner + gap + note + edge
    spare = paper.width - beside - LONGEST_MEASURE * size * MM_PER_PT
    if spare > 0:
        inner, edge = inner + 0.4 * spare, edge + 0.6 * spare
    leading = round(size * 1.29, 2)
    page = Geometry(
        width=paper.width,
        height=paper.height,
        top=round(max(paper.height * 0.083, _head(1, leading)), 2),
        bottom=round(paper.height * 0.076, 2),
        inner=binding + inner,
        gap=gap,
        note=note,
        edge=edge,
        type_size=size,
        leading=leading,
        note_size=note_size,
        note_leading=round(note_size * NOTE_LEADING, 2),
        binding=binding,
    )
    least = max(SMALLEST_TEXT, LEAST_MEASURE * size * MM_PER_PT)
    return page if page.text >= least and paper.height >= SMALLEST_HEIGHT else None


def _head(lines: int, leading: float) -> float:
    """The least height of a top margin with so many lines of a head, in mm."""
    return HEAD_EDGE[lines - 1] + lines * leading * MM_PER_PT + HEAD_GAP


def smallest_paper(*, binding: float, column: bool, type_size: float, margin: float = 0.0) -> Paper:
    """The smallest paper that has room for all this; sides in whole mm."""
    width = next(
        width
        for width in count(80)
        if page_geometry(
            Paper("", float(width), SMALLEST_HEIGHT),
            binding=binding,
            column=column,
            type_size=type_size,
            margin=margin,
        )
    )
    return Paper("", float(width), SMALLEST_HEIGHT)
