"""Where notes stand in their column: properties, and a comparison with brute force."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booklet.typeset.placement import height_of, place

TOP, BOTTOM, GAP = 50.0, 650.0, 5.0

columns = st.lists(st.tuples(st.floats(0, 800), st.floats(1, 60)), min_size=1, max_size=9).map(
    sorted
)


def total_displacement(wanted: Sequence[float], tops: Sequence[float]) -> float:
    return sum(abs(want - top) for want, top in zip(wanted, tops, strict=True))


@given(columns)
def test_notes_keep_their_order_do_not_overlap_and_stay_in_the_column(
    notes: list[tuple[float, float]],
) -> None:
    wanted, heights = zip(*notes, strict=True)
    tops = place(wanted, heights, GAP, TOP, BOTTOM)
    assert tops[0] >= TOP - 1e-6
    assert tops[-1] + heights[-1] <= BOTTOM + 1e-6
    for (above, height), (below, _) in pairwise(zip(tops, heights, strict=True)):
        assert above + height + GAP <= below + 1e-6


@given(columns, st.lists(st.floats(-80, 80), min_size=9, max_size=9))
def test_no_other_arrangement_is_nearer_to_the_lines(
    notes: list[tuple[float, float]], nudges: list[float]
) -> None:
    wanted, heights = zip(*notes, strict=True)
    tops = place(wanted, heights, GAP, TOP, BOTTOM)
    other: list[float] = []
    lowest = TOP
    for index, top in enumerate(tops):
        below = height_of(heights[index:], GAP)
        other.append(min(max(top + nudges[index], lowest), BOTTOM - below))
        lowest = other[-1] + heights[index] + GAP
    assert total_displacement(wanted, tops) <= total_displacement(wanted, other) + 1e-6


@given(columns)
def test_notes_that_do_not_touch_stand_exactly_on_their_lines(
    notes: list[tuple[float, float]],
) -> None:
    heights = [height for _, height in notes]
    wanted = [TOP]
    for height in heights[:-1]:
        wanted.append(wanted[-1] + height + GAP)
    assert place(wanted, heights, GAP, TOP, 5000.0) == pytest.approx(wanted)


def test_of_two_notes_on_one_line_one_stands_on_it() -> None:
    assert place([100.0, 100.0], [30.0, 30.0], GAP, TOP, BOTTOM) == [100.0, 135.0]


def test_a_note_at_the_foot_moves_up_as_far_as_it_must() -> None:
    assert place([640.0], [40.0], GAP, TOP, BOTTOM) == [610.0]


def test_more_notes_than_fit_are_refused() -> None:
    with pytest.raises(ValueError, match="taller"):
        place([100.0, 100.0], [400.0, 400.0], GAP, TOP, BOTTOM)


def test_an_empty_column_stays_empty() -> None:
    assert place([], [], GAP, TOP, BOTTOM) == []
