"""Where one meeting ends and the next begins.

In: the lengths of pieces in their order, and how many meetings. Out: where each meeting
begins. The best of all divisions, by dynamic programming over (meetings, pieces): the
linear partition problem (Skiena, The Algorithm Design Manual, 8.5). Its cost obeys the
quadrangle inequality (sums of convex functions of a contiguous sum, and a cost for each
boundary), so the best last boundary never moves back and each row of the table is filled
by divide and conquer, in O(meetings · pieces · log pieces).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

Cost = tuple[int, int, int]
"""What counts first, second and third: see `cost`."""

_IMPOSSIBLE: Cost = (1 << 200, 0, 0)


@dataclass(frozen=True, slots=True)
class Piece:
    """What is read in one meeting whole; `opens`: whether a scene begins with it."""

    milliseconds: int
    opens: bool = True


def divide(pieces: Sequence[Piece], meetings: int, most: int) -> tuple[int, ...]:
    """The first piece (0-based) of each meeting, so that `cost` is the least possible.

    Every meeting gets a piece at least. `most` is the length of a meeting in milliseconds.
    Raises ValueError where there are fewer pieces than meetings, or no meetings.
    """
    if not 1 <= meetings <= len(pieces):
        raise ValueError(f"{len(pieces)} pieces cannot be divided into {meetings}")
    table = _Table(pieces, most)
    row = [_IMPOSSIBLE, *(table.segment(0, end) for end in range(1, len(pieces) + 1))]
    last_starts: list[list[int]] = []
    for meeting in range(2, meetings + 1):
        row, starts = table.next_row(row, meeting)
        last_starts.append(starts)
    begin = len(pieces)
    bounds = []
    for starts in reversed(last_starts):
        begin = starts[begin]
        bounds.append(begin)
    return (0, *reversed(bounds))


def cost(pieces: Sequence[Piece], starts: Sequence[int], most: int) -> Cost:
    """What a division costs; of two, the lesser is better.

    First the time by which meetings are longer than `most`, then the number of scenes that
    are split, then the unevenness: the sum of the squares of the meetings' lengths, which is
    least where their variance is.
    """
    table = _Table(pieces, most)
    total: Cost = (0, 0, 0)
    for start, end in pairwise((*starts, len(pieces))):
        total = _add(total, table.segment(start, end))
    return total


class _Table:
    def __init__(self, pieces: Sequence[Piece], most: int) -> None:
        self._sums = [0, *accumulate(piece.milliseconds for piece in pieces)]
        self._splits = [int(not piece.opens) for piece in pieces]
        self._most = most

    def segment(self, start: int, end: int) -> Cost:
        """The cost of one meeting with the pieces from `start` up to `end`."""
        length = self._sums[end] - self._sums[start]
        return (max(0, length - self._most), self._splits[start], length * length)

    def next_row(self, row: list[Cost], meeting: int) -> tuple[list[Cost], list[int]]:
        """The least costs of all first pieces with one meeting more, and its first pieces."""
        count = len(row)
        best, starts = [_IMPOSSIBLE] * count, [0] * count
        ranges = [(meeting, count - 1, meeting - 1, count - 2)]
        while ranges:
            low, high, first, last = ranges.pop()
            if low > high:
                continue
            end = (low + high) // 2
            best[end], starts[end] = min(
                (_add(row[start], self.segment(start, end)), start)
                for start in range(first, min(last, end - 1) + 1)
            )
            ranges.append((low, end - 1, first, starts[end]))
            ranges.append((end + 1, high, starts[end], last))
        return best, starts


def _add(one: Cost, other: Cost) -> Cost:
    return (one[0] + other[0], one[1] + other[1], one[2] + other[2])
