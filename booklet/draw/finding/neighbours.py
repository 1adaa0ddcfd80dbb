"""What the quotations around a quotation tell about it.

Takes a finding and those placed in its analysis, by block and in order; gives the few
that stand near it, and the longer ones before it that may hold its words.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence

from booklet.draw.finding.decide import Neighbour
from booklet.draw.finding.finding import Finding

_NEAR_CHARACTERS = 300
_LEADING_CHARACTERS = 160
_MOST_NEIGHBOURS = 8
_HOLDING_BLOCKS = 2
_MOST_HOLDERS = 40

Placed = Mapping[int, Sequence[Finding]]


def neighbours(finding: Finding, by_block: Placed) -> Iterator[Neighbour]:
    """Quotations placed near it in its paragraph, and block quotations beside that."""
    here = by_block.get(finding.block, [])
    at = bisect_left(here, finding.start, key=lambda other: other.start)
    near = list(here[max(0, at - _MOST_NEIGHBOURS) : at + _MOST_NEIGHBOURS])
    near += by_block.get(finding.block - 1, [])[-_MOST_NEIGHBOURS:]
    near += by_block.get(finding.block + 1, [])[:_MOST_NEIGHBOURS]
    for other in near:
        if other.place is not None and _is_beside(finding, other):
            is_close = (
                other.block == finding.block and _distance(finding, other) <= _LEADING_CHARACTERS
            )
            leads = is_close and other.start < finding.start
            yield Neighbour(
                other.place.first, other.place.last, leads, trails=is_close and not leads
            )


def holders(finding: Finding, length: int, by_block: Placed) -> Iterator[tuple[int, int]]:
    """Clearly longer quotations placed before it, in its paragraph or shortly above."""
    for back in range(_HOLDING_BLOCKS + 1):
        placed = by_block.get(finding.block - back, [])
        end = len(placed)
        if not back:
            end = bisect_left(placed, finding.start, key=lambda one: one.start)
        for other in placed[max(0, end - _MOST_HOLDERS) : end]:
            place = other.verdict.place
            if place is not None:
                first, last = place.first, place.last
                if last - first >= length + 3:
                    yield first, last


def _is_beside(one: Finding, other: Finding) -> bool:
    """In the same paragraph and near, or a block quotation above or below."""
    if one.block == other.block:
        return _distance(one, other) <= _NEAR_CHARACTERS
    return "block" in (one.kind, other.kind)


def _distance(one: Finding, other: Finding) -> int:
    return max(one.start - other.end, other.start - one.end, 0)
