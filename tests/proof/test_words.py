"""Folding forgets what printing changes, and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booklet.proof.words import fold, words


def folded(text: str) -> list[str]:
    return [word.folded for word in words(text)]


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("don't", "don’t"),
        ('"Row," she says', "“Row,” she says"),
        ("wait--now", "wait—now"),
        ("wait -- now", "wait — now"),
        ("so...", "so…"),
        ("so...long", "so…long"),
        ("seventy-two", "seventy\u2010two"),
        ("seventy-two", "SEVENTYTWO"),
        ("office", "o\ufb03ce"),
        ("Straße", "STRASSE"),
        ("re\u0301sume\u0301", "résumé"),
        ("8,316", "8316"),
        ("Έλληνας", "ΕΛΛΗΝΑΣ"),
        ("τῷ", "ΤΩΙ"),
    ],
)
def test_typed_and_printed_are_the_same_words(typed: str, printed: str) -> None:
    assert folded(typed) == folded(printed)


def test_other_words_stay_other_words() -> None:
    assert folded("the boat") != folded("the boot")
    assert folded("no, one") == ["no", "one"]
    assert folded("край") != folded("краи")


def test_a_text_without_words_gives_its_signs() -> None:
    assert folded("--") == folded("—") == ["-"]
    assert folded("?!") == ["?!"]
    assert folded("  ") == []


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_words_stand_where_they_say(text: str) -> None:
    for word in words(text):
        piece = text[word.start : word.end]
        assert piece
        assert not piece[0].isspace()
        assert not piece[-1].isspace()
        if any(map(str.isalnum, word.folded)):
            assert fold(piece) == word.folded
