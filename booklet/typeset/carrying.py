"""Which page's column each note goes to, when some pages have more than they hold.

In: for each page its column's height, for each note its home page (where its line
stands) and its height; one unit throughout (CSS px in this program).
Out: for each note a page, or None: set on a page of its own at the end of the booklet.

Notes keep their order. Moving a note costs the reader something: the facing page is
in sight, the next leaf is not, a page at the end is a search. The cheapest assignment
is found exactly, by dynamic programming over the pages; the state is how many notes
have found a column so far, which stays within a few of the notes at home so far, so
that the work grows with the number of pages.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

FACING = 1.0
NEXT_LEAF = 3.0
FURTHER_PAGE = 2.0
END_OF_BOOKLET = 14.0
FARTHEST = 4  # pages; a note farther from its line is easier to find at the end


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns to fill: `heights[p]` of page p (0 where it has none); page 0 is a recto.

    `gap` stands between two notes; `mark` is the height of the line that tells, where
    notes left a page or came to it, from where and where to.
    """

    heights: Sequence[float]
    gap: float
    mark: float


def facing(one: int, other: int) -> bool:
    """Whether two pages (0-based, page 0 a recto) lie open side by side."""
    return one // 2 + one % 2 == other // 2 + other % 2


def move_cost(home: int, page: int) -> float:
    """What it costs a reader that a note of page `home` stands on `page`, facing or later."""
    if page == home:
        return 0.0
    if facing(page, home):
        return FACING
    return NEXT_LEAF + FURTHER_PAGE * (page - home - 1)


def carry(columns: Columns, homes: Sequence[int], heights: Sequence[float]) -> list[int | None]:
    """The page of each note (0-based), None for the end of the booklet.

    `homes` does not decrease. A note alone may be as tall as its column, with no mark.
    """
    pages = len(columns.heights)
    first = [bisect_left(homes, page) for page in range(pages + 1)]
    solid = [0.0, *accumulate(height + columns.gap for height in heights)]
    if all(
        _fits(columns, solid, first, page, first[page], first[page + 1]) for page in range(pages)
    ):
        return list(homes)
    return _cheapest(columns, homes, solid, first)


def _fits(
    columns: Columns, solid: Sequence[float], first: Sequence[int], page: int, start: int, end: int
) -> bool:
    """Whether notes start..end fit page's column, with a mark at each end where some moved."""
    home_start, home_end = first[page], first[page + 1]
    if start == end:
        marks = home_start != home_end
        return not marks or columns.mark <= columns.heights[page]
    moved_above = start != home_start
    moved_below = end != home_end
    needed = solid[end] - solid[start] - columns.gap
    needed += (moved_above + moved_below) * (columns.mark + columns.gap)
    return needed <= columns.heights[page] + 1e-6


def _cheapest(
    columns: Columns, homes: Sequence[int], solid: Sequence[float], first: Sequence[int]
) -> list[int | None]:
    pages, notes = len(columns.heights), len(homes)
    # best[i]: the least cost with notes 0..i-1 settled; trail[page][i]: the interval taken.
    best: dict[int, float] = {0: 0.0}
    trail: list[dict[int, tuple[int, int]]] = []
    for page in range(pages):
        settled: dict[int, float] = {}
        taken: dict[int, tuple[int, int]] = {}
        furthest = first[min(pages, page + 1 + facing(page, page + 1))]
        for before, cost_before in best.items():
            start, cost = before, cost_before
            while True:
                _take(
                    columns,
                    homes,
                    solid,
                    first,
                    page,
                    (before, start),
                    cost,
                    furthest,
                    settled,
                    taken,
                )
                if start >= first[page] or start >= notes:
                    break
                cost += END_OF_BOOKLET
                start += 1
        best = {
            end: cost
            for end, cost in settled.items()
            if end >= notes or homes[end] > page - FARTHEST or page == pages - 1
        }
        trail.append(taken)
    end = min(best, key=lambda count: best[count] + END_OF_BOOKLET * (notes - count))
    pages_of: list[int | None] = [None] * notes
    for page in reversed(range(pages)):
        before, start = trail[page][end]
        for note in range(start, end):
            pages_of[note] = page
        end = before
    return pages_of


def _take(
    columns: Columns,
    homes: Sequence[int],
    solid: Sequence[float],
    first: Sequence[int],
    page: int,
    origin: tuple[int, int],
    cost: float,
    furthest: int,
    settled: dict[int, float],
    taken: dict[int, tuple[int, int]],
) -> None:
    """Let `page` take the notes from origin's second number on, for every end that fits."""
    start = origin[1]
    for end in range(start, furthest + 1):
        if end > start:
            cost += move_cost(homes[end - 1], page)
            if solid[end] - solid[start] - columns.gap > columns.heights[page] + 1e-6:
                break
        if _fits(columns, solid, first, page, start, end) and cost < settled.get(end, float("inf")):
            settled[end] = cost
            taken[end] = origin
