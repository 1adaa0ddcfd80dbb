"""Which page a note goes to when pages are too full."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from booklet.typeset.carrying import END_OF_BOOKLET, Columns, carry, facing, move_cost

GAP, MARK = 5.0, 12.0


def columns(pages: int, height: float = 100.0) -> Columns:
    return Columns([height] * pages, GAP, MARK)


def filled(
    spec: Columns, homes: Sequence[int], heights: Sequence[float], goes_to: Sequence[int | None]
) -> list[float]:
    """What stands in each column, marks and gaps included."""
    used = []
    for page in range(len(spec.heights)):
        here = [i for i, to in enumerate(goes_to) if to == page]
        first, last = bisect_left(homes, page), bisect_right(homes, page)
        if here and here != list(range(here[0], here[-1] + 1)):
            return [float("inf")]  # a note left out between two others: nothing would tell
        moved = (here[0] != first) + (here[-1] + 1 != last) if here else int(first != last)
        total = sum(heights[i] for i in here) + GAP * max(0, len(here) - 1)
        used.append(total + moved * MARK + (moved * GAP if here else 0))
    return used


cases = st.integers(1, 7).flatmap(
    lambda pages: st.lists(st.tuples(st.integers(0, pages - 1), st.floats(5, 70)), max_size=18).map(
        lambda notes: (pages, sorted(notes))
    )
)


@given(cases)
@settings(max_examples=300)
def test_notes_keep_their_order_and_no_column_overflows(
    case: tuple[int, list[tuple[int, float]]],
) -> None:
    pages, notes = case
    homes, heights = [n[0] for n in notes], [n[1] for n in notes]
    goes_to = carry(columns(pages), homes, heights)
    placed = [to for to in goes_to if to is not None]
    assert len(goes_to) == len(notes)
    assert placed == sorted(placed)
    assert all(u <= 100.0 + 1e-6 for u in filled(columns(pages), homes, heights, goes_to))


@given(cases)
def test_a_note_moves_only_to_the_page_before_or_a_few_pages_on(
    case: tuple[int, list[tuple[int, float]]],
) -> None:
    pages, notes = case
    homes = [n[0] for n in notes]
    for home, to in zip(homes, carry(columns(pages), homes, [n[1] for n in notes]), strict=True):
        assert to is None or home - 1 <= to <= home + 3


@given(
    st.lists(st.tuples(st.integers(0, 2), st.sampled_from([20.0, 45.0, 60.0])), max_size=5).map(
        sorted
    )
)
@settings(deadline=None)
def test_no_cheaper_assignment_exists(notes: list[tuple[int, float]]) -> None:
    homes, heights = [n[0] for n in notes], [n[1] for n in notes]
    spec = columns(3)

    def cost(goes_to: Sequence[int | None]) -> float:
        return sum(
            END_OF_BOOKLET if to is None else move_cost(home, to)
            for home, to in zip(homes, goes_to, strict=True)
        )

    def allowed(goes_to: Sequence[int | None]) -> bool:
        placed = [to for to in goes_to if to is not None]
        return (
            placed == sorted(placed)
            and all(to is None or to >= home - 1 for home, to in zip(homes, goes_to, strict=True))
            and all(u <= 100.0 for u in filled(spec, homes, heights, goes_to))
        )

    found = carry(spec, homes, heights)
    best = min(
        cost(option) for option in product((0, 1, 2, None), repeat=len(notes)) if allowed(option)
    )
    assert cost(found) <= best + 1e-9


def test_notes_that_fit_stay_at_home() -> None:
    assert carry(columns(3), [0, 1, 1, 2], [50, 40, 40, 90]) == [0, 1, 1, 2]


def test_the_facing_page_is_preferred_to_the_next_leaf() -> None:
    # Pages 1 and 2 face each other; page 2 is too full, and page 1 as free as page 3.
    assert carry(columns(4), [2, 2, 2], [40, 40, 40])[0] == 1


def test_what_finds_no_column_goes_to_the_end_of_the_booklet() -> None:
    goes_to = carry(columns(1), [0, 0, 0], [60, 60, 60])
    assert goes_to.count(None) == 2


@pytest.mark.parametrize(("one", "other"), [(1, 2), (3, 4), (2, 1)])
def test_facing_pages(one: int, other: int) -> None:
    assert facing(one, other)


@pytest.mark.parametrize(("one", "other"), [(0, 1), (2, 3), (4, 5)])
def test_two_sides_of_a_leaf_do_not_face(one: int, other: int) -> None:
    assert not facing(one, other)


def test_the_last_leaf_that_is_too_full_looks_back_before_the_end_of_the_booklet() -> None:
    # Page 2 turns over to page 3, after which the script ends.
    assert carry(columns(4), [3, 3, 3], [40, 40, 40])[0] == 2


def test_the_next_leaf_is_preferred_to_the_one_before() -> None:
    assert carry(columns(5), [3, 3, 3], [40, 40, 40])[-1] == 4
