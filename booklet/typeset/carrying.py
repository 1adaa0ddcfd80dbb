"""Which page's column each note goes to, when some pages have more than they hold.

In: for each page its column's height, for each note its home page (where its line
stands) and its height; one unit throughout (CSS px in this program).
Out: for each note a page, or None: set on a page of its own at the end of the booklet.

Notes keep their order. Moving a note costs the reader something: the facing page is
in sight, the next leaf is not, the leaf before is turned back to, a page at the end is a
search. Around each page that is too full, the cheapest assignment is found by dynamic
programming over the pages; the state is how many notes have found a column so far.
Elsewhere every note stays at home.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

FACING = 1.0
NEXT_LEAF = 3.0
PREVIOUS_LEAF = 6.0
FURTHER_PAGE = 2.0
END_OF_BOOKLET = 14.0
FARTHEST = 3  # pages; a note farther from its line is easier to find at the end
REACH = 6  # pages after a full one that its notes may push about
REACH_BACK = 2  # pages before it


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns to fill: `heights[p]` is that of page p (0-based; page 0 is a recto).

    `gap` stands between two notes; `mark` is the height of the line that tells, where
    notes left a page or came to it, from where and where to. Where leaves are printed on
    one side, no two pages face each other.
    """

    heights: Sequence[float]
    gap: float
    mark: float
    two_sided: bool = True


def facing(one: int, other: int, two_sided: bool = True) -> bool:
    """Whether two pages (0-based, page 0 a recto) lie open side by side."""
    return two_sided and one // 2 + one % 2 == other // 2 + other % 2


def move_cost(home: int, page: int, two_sided: bool = True) -> float:
    """What it costs a reader that a note of page `home` stands on `page`: one before or later."""
    if page == home:
        return 0.0
    if facing(page, home, two_sided):
        return FACING
    if page < home:
        return PREVIOUS_LEAF
    return NEXT_LEAF + FURTHER_PAGE * (page - home - 1)


def carry(columns: Columns, homes: Sequence[int], heights: Sequence[float]) -> list[int | None]:
    """The page of each note (0-based), None for the end of the booklet.

    `homes` does not decrease. A note alone may be as tall as its column less two marks.
    """
    pages = len(columns.heights)
    case = _Case(
        columns,
        homes,
        [0.0, *accumulate(height + columns.gap for height in heights)],
        [bisect_left(homes, page) for page in range(pages + 1)],
    )
    goes_to: list[int | None] = list(homes)
    for start, end in _stretches(
        [page for page in range(pages) if not case.is_settled(page)], pages
    ):
        goes_to[case.first[start] : case.first[end]] = case.cheapest(start, end)
    return goes_to


def _stretches(full: Sequence[int], pages: int) -> Iterator[tuple[int, int]]:
    """The half-open ranges of pages around the full ones, those that touch made one."""
    start = end = 0
    for page in full:
        if page - REACH_BACK > end:
            if end:
                yield start, end
            start = page - REACH_BACK
        end = min(pages, page + REACH)
    if end:
        yield max(start, 0), end


@dataclass(frozen=True, slots=True)
class _Case:
    """`solid[i]`: the height of the first i notes with gaps; `first[p]`: page p's first note."""

    columns: Columns
    homes: Sequence[int]
    solid: Sequence[float]
    first: Sequence[int]

    def is_settled(self, page: int) -> bool:
        """Whether the page holds its own notes."""
        return self._fits(page, self.first[page], self.first[page + 1])

    def _fits(self, page: int, start: int, end: int) -> bool:
        """Whether notes start..end fit page's column, with a mark at each end where some moved.

        No notes fit any column, even one that a style sheet left no height.
        """
        if start == end:
            return True
        moved = (start != self.first[page]) + (end != self.first[page + 1])
        marks = moved * (self.columns.mark + self.columns.gap)
        return self.solid[end] - self.solid[start] + marks <= (
            self.columns.heights[page] + self.columns.gap + 1e-6
        )

    def cheapest(self, start: int, end: int) -> list[int | None]:
        """The pages of the notes whose homes are the pages start..end."""
        first_note, last_note = self.first[start], self.first[end]
        best: dict[int, float] = {first_note: 0.0}
        trail: list[dict[int, tuple[int, int]]] = []
        for page in range(start, end):
            settled: dict[int, float] = {}
            taken: dict[int, tuple[int, int]] = {}
            for before, cost in best.items():
                for dropped in range(max(0, self.first[page] - before) + 1):
                    self._take(page, (before, before + dropped), cost, end, settled, taken)
                    cost += END_OF_BOOKLET
            oldest = self.first[max(0, page + 1 - FARTHEST)]
            best = {count: cost for count, cost in settled.items() if count >= oldest}
            trail.append(taken)
        count = min(
            best, key=lambda settled: best[settled] + END_OF_BOOKLET * (last_note - settled)
        )
        goes_to: list[int | None] = [None] * (last_note - first_note)
        for page in reversed(range(start, end)):
            before, begin = trail[page - start][count]
            goes_to[begin - first_note : count - first_note] = [page] * (count - begin)
            count = before
        return goes_to

    def _take(
        self,
        page: int,
        origin: tuple[int, int],
        cost: float,
        stop: int,
        settled: dict[int, float],
        taken: dict[int, tuple[int, int]],
    ) -> None:
        """Let the page take the notes from origin[1] on, for every end that fits."""
        start = origin[1]
        furthest = self.first[min(stop, page + 2)]
        for count in range(start, furthest + 1):
            if count > start:
                cost += move_cost(self.homes[count - 1], page, self.columns.two_sided)
                if self.solid[count] - self.solid[start] > (
                    self.columns.heights[page] + self.columns.gap + 1e-6
                ):
                    break
            if cost < settled.get(count, float("inf")) and self._fits(page, start, count):
                settled[count] = cost
                taken[count] = origin
