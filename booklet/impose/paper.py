"""Sheets of paper: the one that suits a page, how thick it is, and creep.

In: sizes, weights. Out: `Paper` (mm) and shifts (mm).
"""

from __future__ import annotations

from booklet.model import Paper
from booklet.printing import AMERICAN, PAPERS

BULK = 1.3
"""Thickness in µm for each g/m² of uncoated paper for copiers (apparent specific bulk in
cm³/g, ISO 534): a common sheet of 80 g/m² is a little over a tenth of a millimetre."""

_ALIKE = 1.0  # mm: half an A4 is half a millimetre wider than an A5


def suited_paper(width: float, height: float, columns: int, rows: int) -> Paper:
    """A4 or letter: the one that holds so many such pages (mm) exactly, or is of their kind."""
    for name in ("a4", "letter"):
        paper = PAPERS[name]
        sheet = lying(paper, width, height, columns, rows)
        if abs(sheet.width - columns * width) <= _ALIKE and (
            abs(sheet.height - rows * height) <= _ALIKE
        ):
            return paper
    american = any(_same_size(PAPERS[name], width, height) for name in AMERICAN)
    return PAPERS["letter" if american else "a4"]


def holding_paper(width: float, height: float, columns: int, rows: int) -> Paper | None:
    """The smallest named paper that holds so many pages of that size (mm) unscaled."""
    fitting = [
        paper
        for paper in PAPERS.values()
        if scale_on(lying(paper, width, height, columns, rows), width, height, columns, rows) >= 1
    ]
    return min(fitting, key=lambda paper: paper.width * paper.height, default=None)


def lying(paper: Paper, width: float, height: float, columns: int, rows: int) -> Paper:
    """The paper upright or on its side, whichever shows the pages larger."""
    sideways = Paper(paper.name, paper.height, paper.width)

    def shown(sheet: Paper) -> tuple[float, bool]:
        return scale_on(sheet, width, height, columns, rows), sheet.width > sheet.height

    return max((paper, sideways), key=shown)


def scale_on(sheet: Paper, width: float, height: float, columns: int, rows: int) -> float:
    """How large a page is shown in its part of the sheet; a hair's breadth counts as nothing."""
    scale = min(sheet.width / columns / width, sheet.height / rows / height)
    return 1.0 if 0.999 <= scale < 1 else scale


def thickness(weight: float) -> float:
    """How thick a sheet of that weight (g/m²) is, in mm: an estimate for uncoated paper."""
    return weight * BULK / 1000


def shifts(deepest: int, weight: float | None, creep: float | None) -> tuple[float, ...]:
    """How far pages move towards the fold, in mm, for each depth from 0 to the deepest.

    Each folded sheet is pushed out by the thickness of those around it, so a page that is
    `k` deep moves by `k` thicknesses; the innermost by `(sheets - 1) × thickness`, as
    imposition programs reckon for a tight fold (see "Reduction of creeping pages" in the
    manual of Impozycjoner, with its coefficient at 1; a loose fold pushes out up to 1.4
    times as far: measure it, and give `creep`). `creep` is the innermost shift itself.
    """
    if creep is not None:
        step = creep / deepest if deepest else 0.0
    else:
        step = thickness(weight) if weight is not None else 0.0
    return tuple(step * depth for depth in range(deepest + 1))


def _same_size(paper: Paper, width: float, height: float) -> bool:
    sides, given = sorted((paper.width, paper.height)), sorted((width, height))
    return all(abs(side - other) <= _ALIKE for side, other in zip(sides, given, strict=True))
