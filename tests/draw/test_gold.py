"""The gold set's scores do not fall below what is promised."""

from __future__ import annotations

import pytest

from benchmarks.gold import Tally, by_booklet, score
from benchmarks.gold_set import labelled_essays, sample_essays
from booklet.draw.index import index
from booklet.read.course import read_course
from tests.conftest import ROOT


@pytest.fixture(scope="module")
def tally() -> Tally:
    course = read_course(ROOT / "content" / "lamplight", "content/lamplight").value
    assert course is not None
    script = index(course.script)
    essays = [
        *sample_essays(course.analyses, script),
        *labelled_essays("tuned", script),
        *labelled_essays("held", script),
    ]
    return score(by_booklet, essays, course.script)


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
