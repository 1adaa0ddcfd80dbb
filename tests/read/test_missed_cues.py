"""Speeches that a slip of the pen makes action are told of, and no others."""

from __future__ import annotations

import pytest

from booklet.problems import Problem
from booklet.read.fountain.reader import parse_fountain
from booklet.read.speakers import nobody_speaks
from tests.conftest import ROOT

SPOKEN = "INT. HALL\n\nMARA\nIs that you?\n\n"


def missed(text: str) -> list[Problem]:
    found = parse_fountain(text, "s.fountain").problems
    return [problem for problem in found if problem.code == "fountain-cue-in-text"]


@pytest.mark.parametrize(
    "words", ["Mara: Shut it.", "Mara\nShut it.", "mara\nShut it.", "Mara (softly)\nShut it."]
)
def test_the_name_of_somebody_who_speaks_is_told_of_where_it_is_read_as_action(words: str) -> None:
    (problem,) = missed(SPOKEN + words)
    assert str(problem.span) == "s.fountain:6:1"
    assert "MARA" in problem.hint


@pytest.mark.parametrize(
    "words",
    [
        "Mara shuts it: she is cold.",
        "Note: the door sticks.",
        "The door\nsticks.",
        "At the door.\nMara",
        "!CLOSE UP\nthe door\n\n!CLOSE UP\nher hand\n\n!CLOSE UP\nthe lock",
    ],
)
def test_what_is_no_cue_stays_untold(words: str) -> None:
    assert missed(SPOKEN + words) == []


def test_a_name_that_speaks_nowhere_is_told_of_from_its_third_time_on() -> None:
    twice = SPOKEN + "Bren\nClose it.\n\nBren\nNow.\n\n"
    assert missed(twice) == []
    (problem,) = missed(twice + "Bren\nPlease.")
    assert problem.message.startswith("`Bren` is read as action")


def test_where_nobody_speaks_a_name_is_told_of_at_once() -> None:
    script = parse_fountain("INT. HALL\n\nBren: Close it.\n", "s.fountain")
    assert [problem.code for problem in script.problems] == ["fountain-cue-in-text"]
    assert script.value
    assert [problem.code for problem in nobody_speaks(script.value)] == ["script-without-speeches"]


def test_a_script_with_one_speech_has_somebody_who_speaks() -> None:
    script = parse_fountain(SPOKEN, "s.fountain").value
    assert script
    assert nobody_speaks(script) == ()


def test_the_sample_has_no_missed_cue() -> None:
    text = (ROOT / "content/lamplight/script.fountain").read_text("utf-8")
    assert missed(text) == []
