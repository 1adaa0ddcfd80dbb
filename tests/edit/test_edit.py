"""Editing: which annotations become notes, how they are numbered, grouped and marked."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booklet.counting import count_words
from booklet.edit import edit
from booklet.edit.lemma import shorten
from booklet.edit.series import letter_of
from booklet.model import (
    Act,
    Annotation,
    CastMember,
    Course,
    DualDialogue,
    EditedDual,
    EditedLine,
    EditedSpeech,
    Edition,
    EditionChoice,
    Mark,
    NoteChoice,
    Question,
    Target,
    Term,
)
from booklet.problems import Problem
from tests.edit.making import HERE, analysis, course, note, prose, scene, speech, verse

PIER = course(
    scene(
        "EXT. PIER",
        speech("Ada", "The ferry is late again, and nobody has rung the bell."),
        speech("Bo", "Then ring it yourself.\nI have only the one arm."),
    ),
    scene("INT. HUT", speech("Ada", "You could have told me about the arm.")),
    analyses=(analysis("waiting", "Una Reed"), analysis("bells", "Tom Ash")),
)


def edition_of(of: Course, *notes: Annotation) -> Edition:
    result = edit(of, notes)
    assert result.value is not None
    assert result.problems == ()
    return result.value


def problems_of(of: Course, *notes: Annotation) -> tuple[Problem, ...]:
    return edit(of, notes).problems


def marks_of(edition: Edition, scene: int = 0) -> list[Mark]:
    return [
        mark
        for element in edition.scenes[scene].elements
        if isinstance(element, EditedSpeech)
        for part in element.body
        if isinstance(part, EditedLine)
        for mark in part.marks
    ]


def test_what_is_unplaced_ambiguous_rejected_or_empty_is_no_note() -> None:
    edition = edition_of(
        PIER,
        note("a", PIER, "the bell"),
        note("b", PIER, "ring it", status="ambiguous"),
        note("c", PIER, "ring it", status="unplaced"),
        note("d", PIER, "ring it", decision="rejected"),
        note("e", PIER, "ring it", body="  "),
        note("f", PIER, "ring it", decision="pinned"),
    )
    assert [entry.id for entry in edition.notes] == ["a", "f"]


def test_marks_count_through_the_script_so_that_no_spread_has_a_number_twice() -> None:
    edition = edition_of(
        PIER,
        note("arm", PIER, "told me about"),
        note("bell", PIER, "rung the bell"),
        note("ferry", PIER, "The ferry"),
    )
    assert [(entry.id, entry.number) for entry in edition.notes] == [
        ("ferry", 1),
        ("bell", 2),
        ("arm", 3),
    ]
    assert [entry.citation for entry in edition.notes] == ["1.1", "1.1", "2.1"]


def test_marks_for_the_leader_alone_are_counted_last_so_that_the_group_sees_no_gap() -> None:
    leader = replace(note("ferry", PIER, "The ferry"), kind="leader")
    everything = EditionChoice(notes=NoteChoice(kinds=("all",)))
    edition = edit(PIER, (leader, note("bell", PIER, "rung the bell")), everything).value
    assert edition is not None
    assert {entry.id: entry.number for entry in edition.notes} == {"bell": 1, "ferry": 2}


def test_notes_on_nearly_the_same_words_share_mark_and_lemma_in_the_order_of_the_series() -> None:
    edition = edition_of(
        PIER,
        note("w", PIER, "nobody has rung the bell", source="waiting"),
        note("b", PIER, "nobody has rung the bell.", source="bells"),
        note("h", PIER, "and nobody has rung the bell"),
    )
    assert [(entry.id, entry.number, entry.leads) for entry in edition.notes] == [
        ("b", 1, True),
        ("w", 1, False),
        ("h", 1, False),
    ]
    assert {entry.lemma for entry in edition.notes} == {"and nobody has rung the bell"}
    (mark,) = marks_of(edition)
    assert len(mark.notes) == 3


def test_notes_further_on_are_grouped_too() -> None:
    edition = edition_of(
        PIER,
        note("a", PIER, "The ferry"),
        note("b", PIER, "only the one arm"),
        note("c", PIER, "only the one arm"),
    )
    assert [(entry.id, entry.number) for entry in edition.notes] == [("a", 1), ("b", 2), ("c", 2)]


def test_words_inside_longer_words_have_a_mark_of_their_own() -> None:
    edition = edition_of(
        PIER, note("inner", PIER, "The ferry"), note("outer", PIER, "The ferry is late again")
    )
    assert [(entry.id, entry.number) for entry in edition.notes] == [("outer", 1), ("inner", 2)]


def test_a_target_over_several_lines_opens_on_the_first_only() -> None:
    song = course(scene("S", speech("Ada", verse("Row to the light"), verse("and row home"))))
    edition = edition_of(song, note("n", song, "to the light\nand row"))
    assert [(m.start, m.end, m.opens, len(m.notes)) for m in marks_of(edition)] == [
        (4, 16, True, 1),
        (0, 7, False, 0),
    ]
    assert edition.notes[0].lemma == "to the light / and row"


def test_a_target_over_several_speeches_marks_them_all() -> None:
    target = Target(0, 0, 4, 8, "…", last_speech=1)
    long = Annotation("n", "", "On the whole exchange.", "placed", HERE, target=target)
    edition = edition_of(PIER, long)
    assert [(m.start, m.end, m.opens) for m in marks_of(edition)] == [(4, 54, True), (0, 8, False)]


def test_a_target_outside_the_script_is_an_error_and_no_note() -> None:
    for target in (Target(0, 9, 0, 4, ""), Target(9, 0, 0, 4, ""), Target(0, 0, 900, 904, "")):
        lost = Annotation("n", "", "Body.", "placed", HERE, target=target)
        result = edit(PIER, (lost,))
        assert [problem.code for problem in result.problems] == ["note-without-words"]
        assert result.value is not None
        assert result.value.notes == ()


def test_two_notes_with_one_id_are_an_error() -> None:
    twice = problems_of(PIER, note("n", PIER, "The ferry"), note("n", PIER, "the bell"))
    assert [problem.code for problem in twice] == ["duplicate-annotation"]


def test_letters_run_through_the_sources_with_notes_by_file_name_and_the_editor_last() -> None:
    edition = edition_of(
        PIER, note("w", PIER, "the bell", source="waiting"), note("h", PIER, "ring it")
    )
    assert [(s.letter, s.shape, s.source) for s in edition.series] == [
        ("", "", "bells"),
        ("A", "●", "waiting"),
        ("B", "■", ""),
    ]
    assert [s.author for s in edition.series] == ["Tom Ash", "Una Reed", ""]


def test_letters_do_not_depend_on_which_notes_are_printed() -> None:
    notes = (note("b", PIER, "late", source="bells"), note("h", PIER, "ring it"))
    editions = [
        edit(PIER, notes, EditionChoice(notes=NoteChoice(sources=sources))).value
        for sources in ((), ("editor",))
    ]
    letters = [[s.letter for s in one.series] for one in editions if one is not None]
    assert letters == [["A", "", "B"]] * 2


def test_the_words_taken_from_a_source_are_counted() -> None:
    edition = edition_of(
        PIER,
        note("a", PIER, "late", body="Four words, it’s said.", source="bells"),
        note("b", PIER, "bell", body="*Three* more-or-less here", source="bells"),
    )
    assert edition.series[0].words == 7


def test_letters_go_on_after_z() -> None:
    assert [letter_of(n) for n in (0, 25, 26, 51, 52, 701, 702)] == [
        "A",
        "Z",
        "AA",
        "AZ",
        "BA",
        "ZZ",
        "AAA",
    ]


def test_ninth_series_repeats_colour_and_shape_but_not_the_letter() -> None:
    many = replace(PIER, analyses=tuple(analysis(f"essay-{n}") for n in range(9)))
    notes = [note(f"n{n}", many, "late", source=f"essay-{n}") for n in range(9)]
    series = edition_of(many, *notes).series
    assert (series[8].colour, series[8].shape) == (series[0].colour, series[0].shape)
    assert series[8].letter == "I"


@pytest.mark.parametrize(
    ("words", "lemma"),
    [
        ("only the one arm", "only the one arm"),
        ("one two three four five six", "one two three four five six"),
        ("one two three four five six seven", "one two three … six seven"),
        ("late again, and nobody has rung it", "late again, and … rung it"),
        ("the bell,", "the bell"),
        ("who rang?", "who rang?"),
        ("“Ring it twice,” she said, and meant it", "“Ring it twice,” … meant it"),
        ("“Ring it twice for all of us who wait", "Ring it twice … who wait"),
        ("and he says, “It is only the wind”", "and he says … the wind"),
        ('"Ring it', "Ring it"),
        ("the dogs’ bell (not ours)", "the dogs’ bell (not ours)"),
        ("—", "—"),
    ],
)
def test_a_lemma_has_at_most_six_words(words: str, lemma: str) -> None:
    assert shorten(words) == lemma


@given(st.text(alphabet="abc ,./—?", min_size=1))
def test_a_lemma_is_short_and_begins_as_its_words_do(words: str) -> None:
    lemma = shorten(words)
    assert len(lemma.replace("/", " ").split()) <= 6 + words.count("/")
    first, _, _ = lemma.partition(" … ")
    assert first in " ".join(words.split())


def test_words_are_counted_as_a_reader_would() -> None:
    assert count_words("It's a well-known thing — isn’t it?") == 6


def test_cast_comes_from_settings_then_script_then_who_speaks() -> None:
    assert [member.name for member in edition_of(PIER).cast] == ["Ada", "Bo"]
    of_script = replace(PIER, script=replace(PIER.script, cast=(CastMember("Bo", "a man"),)))
    assert [member.name for member in edition_of(of_script).cast] == ["Bo"]
    settings = replace(PIER.settings, cast=(CastMember("Ada", "a woman"),))
    assert [m.name for m in edition_of(replace(of_script, settings=settings)).cast] == ["Ada"]


def test_a_question_about_no_scene_is_a_warning_with_the_nearest() -> None:
    asked = replace(PIER, questions=(Question("q", "Why?", HERE, scene="21"),))
    (problem,) = problems_of(asked)
    assert (problem.code, problem.severity) == ("question-without-scene", "warning")
    assert "scene 2" in problem.hint


def test_a_glossary_word_that_never_occurs_is_a_warning() -> None:
    terms = (
        Term("ferry", "a boat", HERE),
        Term("ring", "to sound", HERE, forms=("rung",)),
        Term("buoy", "a float", HERE),
        Term("err", "to be wrong", HERE),
    )
    problems = problems_of(replace(PIER, terms=terms))
    assert [problem.code for problem in problems] == ["term-not-in-script"] * 2
    assert "buoy" in problems[0].message
    assert "err" in problems[1].message


def test_speeches_side_by_side_are_numbered_one_after_the_other() -> None:
    both = DualDialogue((speech("Ada", "Wait!"), speech("Bo", "Go!")), HERE)
    of = course(scene("S", speech("Ada", "Now."), both, speech("Bo", "Gone.")))
    edition = edition_of(of, note("n", of, "Go!"))
    dual = edition.scenes[0].elements[1]
    assert isinstance(dual, EditedDual)
    assert [s.citation for s in dual.speeches] == ["1.2", "1.3"]
    assert edition.notes[0].citation == "1.3"


def test_an_act_opens_with_its_first_scene() -> None:
    one, two = Act("1", "Act 1", HERE), Act("2", "Act 2", HERE)
    of = course(
        scene("A", speech("Ada", "x"), act=one, label="1"),
        scene("B", speech("Ada", "x"), act=one, label="2"),
        scene("C", speech("Ada", "x"), act=two, label="1"),
    )
    assert [s.opens_act for s in edition_of(of).scenes] == [True, False, True]
    assert [s.number for s in edition_of(of).scenes] == ["1.1", "1.2", "2.1"]


def test_a_verse_play_is_cited_by_lines_and_a_poem_in_a_screenplay_is_not() -> None:
    lines = [verse(f"line {n} of the long song") for n in range(1, 8)]
    play = course(scene("S", speech("Ada", *lines)))
    edition = edition_of(play, note("n", play, "line 6"))
    assert edition.has_verse
    assert edition.notes[0].citation == "1.6"

    talk = [speech("Bo", prose(f"word number {n}")) for n in range(20)]
    screenplay = course(scene("S", speech("Ada", verse("a single line")), *talk))
    edition = edition_of(screenplay, note("n", screenplay, "single"))
    assert not edition.has_verse
    assert edition.notes[0].citation == "1.1"


@st.composite
def targets(draw: st.DrawFn) -> Target:
    speeches = list(PIER.script.scenes[0].speeches())
    index = draw(st.integers(0, len(speeches) - 1))
    length = len(speeches[index].text)
    start = draw(st.integers(0, length - 1))
    end = draw(st.integers(start + 1, length))
    return Target(0, index, start, end, "")


@given(st.lists(targets(), max_size=12))
def test_no_note_is_lost_whatever_overlaps(places: list[Target]) -> None:
    annotations = tuple(
        Annotation(f"n{index}", "", "Body.", "placed", HERE, target=place)
        for index, place in enumerate(places)
    )
    result = edit(PIER, annotations)
    assert result.value is not None
    lost = sum(problem.code == "note-without-words" for problem in result.problems)
    assert len(result.value.notes) + lost == len(places)
    numbers = [entry.number for entry in result.value.notes]
    assert numbers == sorted(numbers)
    assert set(numbers) == set(range(1, max(numbers, default=0) + 1))
    opened = [note.id for mark in marks_of(result.value) for note in mark.notes]
    assert sorted(opened) == sorted(note.id for note in result.value.notes)
