"""Characters that no text should hold are told by place and name; nothing else is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booklet.read.text.characters import MOST_MARKS, check_characters, without_refused
from booklet.read.text.files import span_at


def told(text: str) -> list[tuple[str, str]]:
    """Code and place of each problem of a text."""
    problems = check_characters(text, lambda offset: span_at(text, offset, "f"))
    return [(problem.code, str(problem.span)) for problem in problems]


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        pytest.param("ab\ncd\x1be", "control-character", "f:2:3", id="escape"),
        pytest.param("a\ufdd0", "control-character", "f:1:2", id="noncharacter"),
        pytest.param("a\U0001ffff", "control-character", "f:1:2", id="end of a plane"),
        pytest.param("a\ud800", "control-character", "f:1:2", id="half of a pair"),
        pytest.param("a \u202eb", "bidi-character", "f:1:3", id="override"),
        pytest.param("a \u2067b\u2069", "bidi-character", "f:1:3", id="isolate"),
        pytest.param("lan\u200btern", "invisible-character", "f:1:4", id="zero width space"),
        pytest.param("lan\ufefftern", "invisible-character", "f:1:4", id="mark inside"),
        pytest.param("lan\u200dtern", "invisible-character", "f:1:4", id="joiner in English"),
        pytest.param("\u200dlantern", "invisible-character", "f:1:1", id="joiner at the start"),
        pytest.param("a\u200fb", "invisible-character", "f:1:2", id="direction mark in English"),
        pytest.param("a\u2028b", "invisible-character", "f:1:2", id="line separator"),
        pytest.param("a\U000e0041", "invisible-character", "f:1:2", id="tag"),
        pytest.param("a\ufffd", "replacement-character", "f:1:2", id="lost letter"),
        pytest.param("a\ue123", "private-character", "f:1:2", id="private use"),
        pytest.param("Zo" + "\u0308" * 9, "combining-flood", "f:1:2", id="flood"),
        pytest.param("Zo" + "\u0308\u20dd" * 9, "combining-flood", "f:1:2", id="mixed flood"),
    ],
)
def test_is_told(text: str, code: str, place: str) -> None:
    assert (code, place) in told(text)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("plain\ttext\nand more", id="ASCII"),
        pytest.param("na\u00efve caf\u00e9 \u2013 \u2018so\u2019", id="Western"),
        pytest.param("nai\u0308ve", id="decomposed"),
        pytest.param("Schiff\u00adfahrt", id="soft hyphen"),
        pytest.param("no\u00a0break \u202fhere\u2060.", id="spaces of typography"),
        pytest.param("\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645", id="Persian"),
        pytest.param("\u0915\u094d\u200d\u0937", id="Hindi"),
        pytest.param("\U0001f469\u200d\U0001f680", id="emoji of two"),
        pytest.param("\u2764\ufe0f\u200d\U0001f525", id="emoji with a variation"),
        pytest.param("\u05e9\u05dc\u05d5\u05dd\u200f!", id="Hebrew with a mark"),
        pytest.param("\u05d1\u05bc\u05b0\u0596", id="Hebrew with accents"),
        pytest.param("o" + "\u0308" * MOST_MARKS, id="as many marks as may be"),
    ],
)
def test_is_left_alone(text: str) -> None:
    assert told(text) == []


def test_a_character_is_told_once_a_file_with_how_often_it_stands_there() -> None:
    text = "a\u200bb\u200bc\n\u202ed"
    problems = check_characters(text, lambda offset: span_at(text, offset, "f"))
    assert [problem.code for problem in problems] == ["bidi-character", "invisible-character"]
    assert "zero width space (U+200B), 2 times" in problems[1].message


@given(st.text())
def test_what_is_read_on_has_nothing_that_is_refused(text: str) -> None:
    assert "control-character" not in {code for code, _ in told(without_refused(text))}
    assert len(without_refused(text)) == len(text)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("It is 5O years.", "5O"),
        ("In 19O7, and in 2OOO.", "19O7"),
        ("За 5О лет.", "5О"),
        ("1,OOO lamps", "1,OOO"),
        ("OS1 and H2O and CO2", ""),
        ("GUARD 10. Over by 5 O’clock", ""),
        ("50 years in Room 2OB", ""),
        ("https://example.org/watch?v=3O9 and id-4O", ""),
    ],
)
def test_a_letter_in_a_number_is_told(text: str, said: str) -> None:
    problems = check_characters(text, lambda offset: span_at(text, offset, "f"))
    found = [problem for problem in problems if problem.code == "letter-in-number"]
    assert [said in problem.message for problem in found] == [True] * bool(said)
