"""Which numbers are shown, what runs in after a name, which headings say their number."""

from __future__ import annotations

from dataclasses import replace

import pytest

from booklet.compose.preparing.data import EditionData
from booklet.compose.preparing.prepare import prepare
from booklet.edit import edit
from booklet.model import Course, Direction, DualDialogue, Line, Part
from tests.edit.making import HERE, course, scene, speech, verse


def prepared(of: Course) -> EditionData:
    edition = edit(of, ()).value
    assert edition is not None
    return prepare(edition, "print")


def numbered(text: str, number: str, part: Part | None = None) -> Line:
    return replace(verse(text), number=number, part=part)


def test_the_number_of_a_shared_line_stands_after_its_last_part() -> None:
    data = prepared(
        course(
            scene(
                "S",
                speech("Ada", numbered("Is it the fourth?", "4"), numbered("I think", "5", "I")),
                speech("Bo", numbered("you think", "5", "F"), numbered("we think.", "6")),
            )
        )
    )
    shown = [
        (paragraph["pieces"], paragraph["number"])
        for element in data["scenes"][0]["elements"]
        if element["speech"]
        for paragraph in element["speech"]["paragraphs"]
    ]
    assert [number for _, number in shown] == ["", "", "5", ""]


@pytest.mark.parametrize(
    ("heading", "shown"),
    [("Scene 1", ""), ("SCENE I: a hut", ""), ("1. A hut", ""), ("INT. HUT", "1"), ("Hut", "1")],
)
def test_a_number_that_the_heading_says_is_not_said_twice(heading: str, shown: str) -> None:
    data = prepared(course(scene(heading, speech("Ada", "x")), scene("Other", speech("Bo", "y"))))
    assert data["scenes"][0]["number"] == shown


def test_a_script_of_one_scene_without_heading_has_neither_heading_nor_contents() -> None:
    data = prepared(course(scene("", speech("Ada", "x"))))
    assert not data["scenes"][0]["titled"]
    assert data["contents"] == []


def test_a_long_stage_direction_between_sentences_is_a_paragraph_of_its_own() -> None:
    long = Direction("She looks at the sea. " * 8, HERE, kind="stage")
    short = Direction("She looks.", HERE, kind="stage")
    data = prepared(course(scene("S", speech("Ada", "One.", short, "Two.", long, "Three."))))
    made = data["scenes"][0]["elements"][0]["speech"]
    assert made is not None
    assert [paragraph["css"] for paragraph in made["paragraphs"]] == [
        "sp",
        "sd end",
        "sp-more end",
    ]


def test_a_name_without_words_beside_it_is_marked() -> None:
    data = prepared(course(scene("S", speech("Ada", verse("Row, row", "lyric")))))
    made = data["scenes"][0]["elements"][0]["speech"]
    assert made is not None
    assert [paragraph["css"] for paragraph in made["paragraphs"]] == ["sp alone end", "lyric end"]


def test_a_screenplays_cont_d_is_not_printed() -> None:
    spoken = replace(speech("Ada", "x"), extension="V.O., CONT'D")
    data = prepared(course(scene("S", spoken)))
    made = data["scenes"][0]["elements"][0]["speech"]
    assert made is not None
    assert made["extension"] == "V.O."


def test_speeches_side_by_side_have_their_numbers_at_the_first() -> None:
    both = DualDialogue((speech("Ada", "x"), speech("Bo", "y")), HERE)
    data = prepared(course(scene("S", speech("Ada", "w"), both)))
    sides = data["scenes"][0]["elements"][1]["sides"]
    assert [side["number"] for side in sides] == ["2–3", ""]


def test_where_it_is_set_stands_below_the_cast() -> None:
    play = course(scene("S", speech("Ada", "x")))
    place = Direction("Everything happens on a pier.", HERE, kind="stage")
    data = prepared(replace(play, script=replace(play.script, front=(place,))))
    assert [element["kind"] for element in data["setting"]] == ["direction"]
    assert data["front"] == []


def test_a_prologue_stays_before_the_script() -> None:
    play = course(scene("S", speech("Ada", "x")))
    spoken = speech("Ada", "Good evening to all of you.")
    data = prepared(replace(play, script=replace(play.script, front=(spoken,))))
    assert data["setting"] == []
    assert [element["kind"] for element in data["front"]] == ["speech"]
