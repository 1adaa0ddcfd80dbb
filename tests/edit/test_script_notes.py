"""What an edition, or the author, says in the file of a play is printed at its word."""

from __future__ import annotations

from dataclasses import replace

import pytest

from booklet.edit import edit
from booklet.edit.script_notes import script_annotations
from booklet.model import Edition, EditionChoice, Note, NoteChoice, Script
from booklet.problems import has_errors
from booklet.read.fountain.reader import parse_fountain
from booklet.read.tei.reader import parse_tei
from tests.edit.making import course

HEAD = (
    "<teiHeader><fileDesc><titleStmt><title>The Harbour</title></titleStmt>"
    "<publicationStmt><p/></publicationStmt><sourceDesc><p/></sourceDesc></fileDesc></teiHeader>"
)


def play(body: str) -> Script:
    text = f"<text><body><div type='scene'><head>One</head>{body}</div></body></text>"
    read = parse_tei(
        f"<TEI xmlns='http://www.tei-c.org/ns/1.0'>{HEAD}{text}</TEI>".encode(), "p.xml"
    )
    assert read.value is not None
    return read.value


def said(line: str) -> Script:
    return play(f"<sp><speaker>Ada</speaker>{line}</sp>")


def edited(script: Script, choice: EditionChoice = EditionChoice()) -> Edition:  # noqa: B008
    result = edit(replace(course(), script=script), (), choice)
    assert result.value is not None
    assert not has_errors(result.problems)
    return result.value


def notes(script: Script) -> tuple[Note, ...]:
    return edited(script).notes


@pytest.mark.parametrize(
    ("line", "lemma"),
    [
        ("<l>Bring the lantern<note>n</note>, and oil.</l>", "lantern"),
        ("<l>Bring the lantern, <note>n</note>and oil.</l>", "lantern"),
        ("<l>Bring the lan<note>n</note>tern.</l>", "lantern"),
        ("<l><note>n</note>Bring the lantern.</l>", "Bring"),
        ("<l>Down.</l><l>Bring the lantern<note>n</note>.</l>", "lantern"),
        ("<p>Bring  the\n   lantern <note>n</note> and oil.</p>", "lantern"),
        ("<l>Bring <hi>the lantern</hi><note>n</note>.</l>", "lantern"),
        ("<l>So <stage>rises</stage> be<note>n</note> it.</l>", "be"),
    ],
)
def test_a_note_stands_at_the_word_before_it(line: str, lemma: str) -> None:
    (note,) = notes(said(line))
    assert (note.lemma, note.body) == (lemma, "n")


def test_each_note_of_a_line_has_its_own_word() -> None:
    found = notes(said("<l>Oil<note>a</note> for the lamp<note>b</note>.</l>"))
    assert [(note.lemma, note.body) for note in found] == [("Oil", "a"), ("lamp", "b")]


def test_notes_between_lines_are_on_their_speech_and_those_before_any_on_the_scene() -> None:
    script = play("<note>first</note><sp><speaker>Ada</speaker><l>Oil.</l><note>second</note></sp>")
    assert [(note.scope, note.body) for note in notes(script)] == [
        ("scene", "first"),
        ("speech", "second"),
    ]


def test_the_authors_notes_are_apart_from_the_editions() -> None:
    found = notes(said("<l>Oil<note resp='#author'>a</note> or wick<note resp='#ed'>b</note>.</l>"))
    assert [note.series.title for note in found] == ["Notes of the author", "Notes of the edition"]


def test_another_reading_is_one_of_the_words_that_it_replaces() -> None:
    line = "<l>Take <app><lem>the oil</lem><rdg>the oars</rdg></app> down.</l>"
    (note,) = notes(said(line))
    assert (note.kind, note.lemma, note.body) == ("apparatus", "the oil", "the oars")


def test_what_is_kept_apart_and_is_no_note_is_not_printed() -> None:
    assert notes(said("<l>Take <del>my</del> the oil.</l>")) == ()


def test_a_writers_notes_on_the_work_are_nobodys_to_read() -> None:
    read = parse_fountain("INT. ROOM - DAY\n\nADA\nOil. [[cut this?]]\n", "s.fountain")
    assert read.value is not None
    assert read.value.notes
    assert notes(read.value) == ()


def test_nothing_in_a_note_is_taken_for_markdown() -> None:
    (note,) = script_annotations(said("<l>Oil<note>*not* [a](b) &lt;i&gt;</note>.</l>"))
    assert note.body == r"\*not\* \[a\](b) \<i\>"


def test_an_edition_can_leave_them_out_or_show_them_alone() -> None:
    script = said("<l>Oil<note>a</note> or wick<note resp='#author'>b</note>.</l>")
    choice = EditionChoice(notes=NoteChoice(sources=("notes-of-author",)))
    assert [note.body for note in edited(script, choice).notes] == ["b"]
