"""Rectangles: what lies over what."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from booklet.proof.rectangles import Rectangle, overlapping

NUMBER = st.integers(0, 40).map(float)
RECTANGLE = st.builds(Rectangle.of, NUMBER, NUMBER, NUMBER, NUMBER)


@given(st.lists(RECTANGLE, max_size=20))
def test_the_sweep_finds_what_comparing_all_pairs_finds(rectangles: list[Rectangle]) -> None:
    every = {
        (i, j)
        for (i, one), (j, other) in combinations(enumerate(rectangles), 2)
        if one.common(other) is not None
    }
    found = [(i, j) for i, j, _ in overlapping(rectangles)]
    assert set(found) == every
    assert len(found) == len(every)


@given(RECTANGLE, RECTANGLE)
def test_what_is_common_lies_in_both(one: Rectangle, other: Rectangle) -> None:
    common = one.common(other)
    if common is not None:
        assert one.beyond(common) == other.beyond(common) == 0
    assert one.joined(other).beyond(one) == 0


def test_beyond_is_the_farthest_side() -> None:
    page = Rectangle(0, 0, 100, 100)
    assert page.beyond(Rectangle(-3, 10, 107, 20)) == 7
    assert page.holds(Rectangle(-0.2, 0, 100, 100))


def test_a_quarter_turn_keeps_the_rectangle_upright() -> None:
    turned = Rectangle(0, 0, 10, 2).moved((0, 1, -1, 0, 50, 0))
    assert turned == Rectangle(48, 0, 50, 10)
