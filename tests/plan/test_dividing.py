"""Dividing pieces into meetings: in order, nothing lost, and no better division exists."""

from __future__ import annotations

from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booklet.plan.dividing import Piece, cost, divide

PIECES = st.lists(st.builds(Piece, st.integers(0, 40), st.booleans()), min_size=1, max_size=9)


@st.composite
def divisions(draw: st.DrawFn) -> tuple[list[Piece], int, int]:
    pieces = draw(PIECES)
    return pieces, draw(st.integers(1, len(pieces))), draw(st.integers(1, 80))


@given(divisions())
def test_every_piece_is_in_exactly_one_meeting_in_order(case: tuple[list[Piece], int, int]) -> None:
    pieces, meetings, most = case
    starts = divide(pieces, meetings, most)
    assert len(starts) == meetings
    assert starts[0] == 0
    assert all(one < other for one, other in pairwise((*starts, len(pieces))))


def by_hand(pieces: list[Piece], starts: tuple[int, ...], most: int) -> tuple[int, int, int]:
    """Time over, scenes split, sum of squares: counted once more, in another way."""
    meetings = [pieces[one:other] for one, other in pairwise((*starts, len(pieces)))]
    lengths = [sum(piece.milliseconds for piece in meeting) for meeting in meetings]
    over = sum(length - most for length in lengths if length > most)
    return over, sum(not meeting[0].opens for meeting in meetings), sum(n**2 for n in lengths)


@given(divisions())
def test_no_other_division_costs_less(case: tuple[list[Piece], int, int]) -> None:
    pieces, meetings, most = case
    starts = divide(pieces, meetings, most)
    assert cost(pieces, starts, most) == by_hand(pieces, starts, most)
    others = combinations(range(1, len(pieces)), meetings - 1)
    assert by_hand(pieces, starts, most) == min(
        by_hand(pieces, (0, *other), most) for other in others
    )


@given(st.lists(st.integers(0, 4000), min_size=2, max_size=120), st.data())
def test_moving_a_boundary_by_one_scene_never_evens_out(
    lengths: list[int], data: st.DataObject
) -> None:
    meetings = data.draw(st.integers(1, min(len(lengths), 12)))
    pieces = [Piece(length) for length in lengths]
    most = sum(lengths)
    starts = divide(pieces, meetings, most)
    best = cost(pieces, starts, most)
    for index in range(1, meetings):
        for step in (-1, 1):
            moved = (*starts[:index], starts[index] + step, *starts[index + 1 :])
            if all(one < other for one, other in pairwise((*moved, len(pieces)))):
                assert cost(pieces, moved, most) >= best


def test_a_scene_is_split_only_where_meetings_would_be_too_long_otherwise() -> None:
    whole, half = Piece(20), [Piece(30), Piece(30, opens=False)]
    assert divide([whole, *half], 2, 60) == (0, 1)
    assert divide([whole, *half], 2, 59) == (0, 2)


@pytest.mark.parametrize("meetings", [0, 3])
def test_meetings_without_a_piece_are_refused(meetings: int) -> None:
    with pytest.raises(ValueError, match="2 pieces"):
        divide([Piece(1), Piece(1)], meetings, 10)
