"""The gold set's scores do not fall below what is promised."""

from __future__ import annotations

import pytest

from benchmarks.gold import Tally, by_booklet, score
from benchmarks.gold_set import GoldPart, gold_parts
from booklet.read.course import read_course
from tests.conftest import ROOT


@pytest.fixture(scope="module")
def parts() -> tuple[GoldPart, ...]:
    course = read_course(ROOT / "content" / "lamplight", "content/lamplight").value
    assert course is not None
    return gold_parts(course)


@pytest.fixture(scope="module")
def tally(parts: tuple[GoldPart, ...]) -> Tally:
    return score(by_booklet, parts)


def test_the_set_is_large_and_a_good_part_has_no_right_place(tally: Tally) -> None:
    whole = tally.scores["all"]
    assert whole.labels >= 200
    assert 3 * (whole.labels - whole.to_find) >= whole.labels


def test_what_is_placed_is_right(tally: Tally) -> None:
    assert tally.scores["all"].precision >= 0.99


def test_long_quotations_are_found(tally: Tally) -> None:
    assert tally.scores["five words and more"].f1 >= 0.95


def test_short_quotations_are_found(tally: Tally) -> None:
    assert tally.scores["below five words"].f1 >= 0.80
