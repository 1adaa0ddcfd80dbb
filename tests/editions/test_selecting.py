"""What an edition shows of the numbered whole."""

from __future__ import annotations

from dataclasses import replace

import pytest

from booklet.edit import edit
from booklet.model import (
    Annotation,
    EditedLine,
    EditedSpeech,
    Edition,
    EditionChoice,
    NoteChoice,
    Question,
    Term,
)
from tests.edit.making import HERE, analysis, course, note, scene, speech

BELL = "The bell is late again tonight."
PIER = course(
    scene(
        "INT. HUT",
        speech("TOM", BELL),
        speech("UNA", "It is not a bell. It was never a bell."),
    ),
    analyses=(analysis("ash", "Tom Ash"), analysis("reed", "Una Reed")),
    questions=(Question("q", "Is it a bell?", HERE, "1", "No."),),
    terms=(Term("bell", "It rings.", HERE),),
)
NOTES = (
    replace(note("one", PIER, BELL, "Four words in it.", "ash"), themes=("time",)),
    replace(note("two", PIER, BELL, "Rather more words are in this one.", "reed"), kind="staging"),
    note("three", PIER, "never a bell", "The editor speaks.", ""),
    replace(note("four", PIER, "not a bell", "Ask why.", ""), kind="leader"),
)


def edition(choice: EditionChoice, notes: tuple[Annotation, ...] = NOTES) -> Edition:
    result = edit(PIER, notes, choice)
    assert result.value is not None
    return result.value


def shown(**wishes: object) -> list[str]:
    choice = NoteChoice(**wishes)  # type: ignore[arg-type]
    return [one.id for one in edition(EditionChoice(notes=choice)).notes]


@pytest.mark.parametrize(
    ("wishes", "ids"),
    [
        ({}, ["one", "two", "three"]),
        ({"kinds": ("all",)}, ["one", "two", "four", "three"]),
        ({"kinds": ("leader",)}, ["four"]),
        ({"kinds": ("staging",)}, ["two"]),
        ({"sources": ("reed",)}, ["two"]),
        ({"sources": ("",)}, ["three"]),
        ({"themes": ("time", "weather")}, ["one"]),
        ({"longest": 4}, ["one", "three"]),
        ({"at": "none"}, []),
    ],
)
def test_notes_are_chosen_by_source_theme_kind_and_length(
    wishes: dict[str, object], ids: list[str]
) -> None:
    assert shown(**wishes) == ids


def test_a_mark_keeps_its_number_when_others_go() -> None:
    whole = edition(EditionChoice(notes=NoteChoice(kinds=("all",))))
    few = edition(EditionChoice(notes=NoteChoice(sources=("",))))
    assert [(one.id, one.number) for one in whole.notes][-1] == ("three", 2)
    assert [(one.id, one.number) for one in few.notes] == [("three", 2)]


def test_the_first_note_that_is_left_shows_the_words() -> None:
    whole = edition(EditionChoice())
    assert [(one.id, one.leads) for one in whole.notes[:2]] == [("one", True), ("two", False)]
    (second,) = edition(EditionChoice(notes=NoteChoice(sources=("reed",)))).notes
    assert (second.id, second.leads) == ("two", True)


def test_a_mark_without_notes_goes() -> None:
    few = edition(EditionChoice(notes=NoteChoice(sources=("reed",))))
    marks = [
        mark
        for element in few.scenes[0].elements
        if isinstance(element, EditedSpeech)
        for part in element.body
        if isinstance(part, EditedLine)
        for mark in part.marks
    ]
    assert [[one.id for one in mark.notes] for mark in marks] == [["two"]]


def test_sources_keep_their_letters_and_count_the_words_that_are_shown() -> None:
    few = edition(EditionChoice(notes=NoteChoice(sources=("reed",))))
    assert [(one.letter, one.words) for one in few.series] == [("A", 0), ("B", 7), ("C", 0)]


def test_answers_are_only_in_an_edition_with_answers() -> None:
    assert edition(EditionChoice()).questions[0].answer == ""
    assert edition(EditionChoice(questions="answers")).questions[0].answer == "No."
    assert edition(EditionChoice(questions="none")).questions == ()


def test_no_piece_stands_before_and_after_the_script() -> None:
    matter = edition(EditionChoice(front=("title-page", "credits"))).settings.matter
    assert matter.front == ("title-page", "credits")
    assert "credits" not in matter.back
    assert "questions" in matter.back


@pytest.mark.parametrize(
    ("choice", "code", "words"),
    [
        (NoteChoice(sources=("read",)), "unknown-source", "Did you mean `reed`?"),
        (NoteChoice(themes=("tine",)), "theme-without-notes", "Did you mean `time`?"),
        (NoteChoice(kinds=("stagin",)), "kind-without-notes", "Did you mean `staging`?"),
    ],
)
def test_what_no_note_has_is_told_with_the_nearest(
    choice: NoteChoice, code: str, words: str
) -> None:
    (problem,) = edit(PIER, NOTES, EditionChoice("mine", notes=choice)).problems
    assert (problem.code, problem.hint) == (code, words)


def test_paper_theme_binding_and_sides_of_the_edition_stand_before_the_courses() -> None:
    settings = edition(EditionChoice(theme="ink", binding=8.0, sides="one")).settings
    assert (settings.theme, settings.binding, settings.sides) == ("ink", 8.0, "one")
    assert settings.paper == PIER.settings.paper
