"""Where the notes of one column stand: pure arithmetic on (wanted top, height) pairs.

In: the tops that the notes would like to have, their heights, a gap, the column's
top and bottom; all in one unit (CSS px in this program), y growing downwards.
Out: a top for each note, in the given order, without overlap, inside the column,
such that the sum of |top - wanted| is least.

Method: with c_i the sum of the heights and gaps above note i, z_i = top_i - c_i must
not decrease, which makes it an L1 isotonic regression of a_i = wanted_i - c_i; it is
solved by pooling adjacent violators, each pool at its median (Barlow, Bartholomew,
Bremner & Brunk, Statistical Inference under Order Restrictions, 1972). Clipping the
free solution to the column keeps it optimal, since the cost is separable and convex.
The L1 sum keeps most notes exactly on their line where a least-squares sum would
move all of them a little.
"""

from __future__ import annotations

from bisect import insort
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate


def height_of(heights: Sequence[float], gap: float) -> float:
    """The height of a column of notes set solid: the heights and the gaps between."""
    return sum(heights) + gap * max(0, len(heights) - 1)


def place(
    wanted: Sequence[float], heights: Sequence[float], gap: float, top: float, bottom: float
) -> list[float]:
    """The tops of the notes, in order.

    Raises ValueError where the notes set solid are taller than the column.
    """
    if not wanted:
        return []
    room = bottom - top - height_of(heights, gap)
    if room < -1e-6:
        raise ValueError("the notes are taller than their column")
    above = [0.0, *accumulate(height + gap for height in heights[:-1])]
    free = _isotonic_medians([want - offset for want, offset in zip(wanted, above, strict=True)])
    return [min(max(z, top), top + max(room, 0.0)) + c for z, c in zip(free, above, strict=True)]


@dataclass(frozen=True, slots=True)
class Slot:
    """A place on pages of columns: page and column 0-based, `top` from the column's top."""

    page: int
    column: int
    top: float


def fill_columns(heights: Sequence[float], room: float, columns: int, gap: float) -> list[Slot]:
    """Boxes set one below the other, column after column, page after page."""
    slots: list[Slot] = []
    column, used = 0, 0.0
    for height in heights:
        if used and used + height > room:
            column, used = column + 1, 0.0
        slots.append(Slot(column // columns, column % columns, used))
        used += height + gap
    return slots


def _isotonic_medians(values: Sequence[float]) -> list[float]:
    """The non-decreasing sequence with the least sum of absolute differences."""
    pools: list[list[float]] = []
    for value in values:
        pool = [value]
        while pools and _median(pools[-1]) > _median(pool):
            larger, smaller = sorted((pools.pop(), pool), key=len, reverse=True)
            for member in smaller:
                insort(larger, member)
            pool = larger
        pools.append(pool)
    return [_median(pool) for pool in pools for _ in pool]


def _median(ordered: Sequence[float]) -> float:
    """The upper median: a value that occurs, so that a note of the pool is on its line.

    Of two notes on one line the first stays and the second moves down, as one reads.
    """
    return ordered[len(ordered) // 2]
