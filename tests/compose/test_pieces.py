"""A line cut into pieces: nothing lost, whatever marks, styles and directions overlap."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from booklet.compose.preparing.data import Medium, NoteData, Piece, SeriesData
from booklet.compose.preparing.pieces import bind, line_pieces, mark_offset, text_pieces
from booklet.compose.preparing.typography import Typographer
from booklet.model import (
    EditedLine,
    Emphasis,
    InlineDirection,
    Line,
    Mark,
    Note,
    Series,
)
from tests.edit.making import HERE

SERIES = Series("A", 1, "●", "essay", "Essay")
PLAIN = Typographer("fi", quotes=False)
TEXT = "Ring the bell. Nobody will hear it, but ring it. Then wait for me there."


def series_data(css: str) -> SeriesData:
    return SeriesData(
        id="essay",
        letter="A",
        shape="●",
        sign="A\u00a0●",
        css=css,
        name="Una Reed",
        author="Una Reed",
        title="Essay",
        publication="",
        date="",
        url="",
        licence="",
        reference=Markup(""),
        words=0,
        length=0,
        reuse="",
        notes=1,
        fields={},
    )


def note_data(number: int) -> NoteData:
    return NoteData(
        id=f"note-{number}",
        number=number,
        leads=True,
        mark=f"mark-{number}",
        citation="1.1",
        lemma="",
        about="",
        body=Markup("Body."),
        series=series_data(f"s{number % 8 + 1}"),
        css=f"s{number % 8 + 1}",
        kind_sign="",
        themes=[],
        kind="comment",
        shown_by="note.html",
        sign="",
        name="",
        indexed=False,
        ends=False,
    )


def mark(start: int, end: int, number: int = 1, opens: bool = True) -> Mark:
    note = Note(f"{number}", number, True, SERIES, "1.1", "", "Body.")
    return Mark(start, end, number, opens, (note,) if opens else ())


def cut(line: Line, *marks: Mark, medium: Medium = "page") -> list[Piece]:
    notes = {entry.number: [note_data(entry.number)] for entry in marks}
    return line_pieces(EditedLine(line, "", marks), PLAIN, medium, notes, {}, {})


def joined(pieces: list[Piece]) -> str:
    parts = []
    for piece in pieces:
        if piece["kind"] == "text":
            parts.append(piece["text"])
        elif piece["kind"] == "break":
            parts.append("\n")
    return "".join(parts)


def kinds(pieces: list[Piece]) -> list[str]:
    return [piece["text"] if piece["kind"] == "text" else piece["kind"] for piece in pieces]


def test_in_print_a_note_stands_at_its_words_and_marks_cost_no_elements() -> None:
    pieces = cut(Line(TEXT, HERE), mark(5, 13), medium="print")
    assert kinds(pieces) == ["Ring ", "mark", "notes", TEXT[5:]]


def test_the_space_before_a_mark_is_bound_into_it() -> None:
    pieces = cut(Line(TEXT, HERE), mark(5, 13), medium="print")
    bind(pieces)
    assert kinds(pieces)[:2] == ["Ring", "mark"]
    assert pieces[1]["kind"] == "mark"
    assert pieces[1]["before"] == " "


def test_the_space_before_slanted_words_is_bound_into_them() -> None:
    text = "It rang for all of that night, and nobody heard it."
    line = Line(text, HERE, emphasis=(Emphasis(len(text) - 3, len(text) - 1, "italic"),))
    pieces = cut(line, medium="print")
    bind(pieces)
    assert kinds(pieces) == [text[:-4], "\u00a0it", "."]


def test_on_the_page_a_note_stands_where_the_sentence_ends() -> None:
    pieces = cut(Line(TEXT + " " + TEXT, HERE), mark(0, 4))
    assert kinds(pieces)[:4] == ["mark", "Ring", " the bell.", "notes"]


def test_in_a_long_sentence_a_note_stands_where_the_clause_ends() -> None:
    long = "Ring the bell when you hear them, and when they have come up from the water, all "
    line = Line(long + long + long, HERE)
    assert kinds(cut(line, mark(5, 13)))[:5] == [
        "Ring ",
        "mark",
        "the bell",
        " when you hear them,",
        "notes",
    ]


def test_on_the_page_a_short_rest_of_the_line_goes_before_the_note() -> None:
    line = Line("Ring the bell. Then wait.", HERE)
    assert kinds(cut(line, mark(0, 4))) == ["mark", "Ring", " the bell. Then wait.", "notes"]


def test_where_marks_overlap_the_words_belong_to_the_one_that_opened_last() -> None:
    pieces = cut(Line("one two three", HERE), mark(0, 7, 1), mark(4, 13, 2))
    series = [(piece["text"], piece["series"]) for piece in pieces if piece["kind"] == "text"]
    assert series == [("one ", "s2"), ("two three", "s3")]


def test_a_mark_that_goes_on_from_a_line_above_prints_no_number() -> None:
    notes = {1: [note_data(1)]}
    line = EditedLine(Line("and on", HERE), "", (mark(0, 3, 1, opens=False),))
    assert kinds(line_pieces(line, PLAIN, "page", notes, {}, {})) == ["and", " on"]


def test_a_direction_is_set_off_by_spaces_and_brackets() -> None:
    line = Line("Go.Now", HERE, directions=(InlineDirection(3, "rising"),))
    (direction,) = [piece for piece in cut(line) if piece["kind"] == "direction"]
    assert (direction["before"], direction["text"], direction["after"]) == (" ", "(rising)", " ")


def test_a_direction_at_the_very_end_is_printed() -> None:
    line = Line("Go.", HERE, directions=(InlineDirection(3, "[Exit.]"),))
    assert kinds(cut(line)) == ["Go.", "direction"]


@st.composite
def lines(draw: st.DrawFn) -> tuple[Line, tuple[Mark, ...]]:
    text = draw(st.text(alphabet="ab?! \n'", min_size=1, max_size=30))
    spans = st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).map(sorted)
    emphasis = tuple(
        Emphasis(start, end, draw(st.sampled_from(["italic", "bold", "underline"])))
        for start, end in draw(st.lists(spans, max_size=4))
    )
    directions = tuple(
        InlineDirection(offset, "aside")
        for offset in draw(st.lists(st.integers(0, len(text)), max_size=3))
    )
    marks = tuple(
        mark(start, end, number)
        for number, (start, end) in enumerate(draw(st.lists(spans, max_size=5)), start=1)
        if start < end
    )
    return Line(text, HERE, emphasis=emphasis, directions=directions), marks


@given(lines(), st.sampled_from(["page", "print"]))
def test_joined_pieces_are_the_line_and_every_note_and_direction_is_there_once(
    line_and_marks: tuple[Line, tuple[Mark, ...]], medium: Medium
) -> None:
    line, marks = line_and_marks
    pieces = cut(line, *marks, medium=medium)
    assert joined(pieces) == line.text
    notes = [n["number"] for piece in pieces if piece["kind"] == "notes" for n in piece["notes"]]
    assert sorted(notes) == sorted(entry.number for entry in marks)
    assert sum(piece["kind"] == "direction" for piece in pieces) == len(line.directions)


@given(lines())
def test_every_run_has_the_styles_of_its_place(
    line_and_marks: tuple[Line, tuple[Mark, ...]],
) -> None:
    line, marks = line_and_marks
    offset = 0
    for piece in cut(line, *marks):
        if piece["kind"] == "break":
            offset += 1
        if piece["kind"] != "text":
            continue
        for at in range(offset, offset + len(piece["text"])):
            styles = {run.style for run in line.emphasis if run.start <= at < run.end}
            assert piece["italic"] == ("italic" in styles)
            assert piece["bold"] == ("bold" in styles)
            assert bool(piece["series"]) == any(m.start <= at < m.end for m in marks)
        offset += len(piece["text"])


@pytest.mark.parametrize(
    ("text", "words", "offset"),
    [
        ("He said, “Go now.”", "Go", 9),
        ('He said, "Go now."', "Go", 9),
        ("(as it may be)", "as", 0),
        ("“‘Go,’ he said.”", "Go", 0),
        ("the dogs' bowl", "bowl", 10),
        ("“Go,” he said.", "he", 6),
        ("and ’gainst the tide", "gainst", 4),
        ("and 'gainst the tide", "gainst", 4),
        ("far o’er the sand", "er the", 4),
        ("It’s late", "’s late", 0),
        ("th’ year", "year", 4),
        ("the boats’ lamps", "lamps", 11),
    ],
)
def test_a_mark_stands_before_what_opens_there_and_in_no_word(
    text: str, words: str, offset: int
) -> None:
    assert mark_offset(text, text.index(words)) == offset


def test_words_in_capitals_in_a_direction_are_small_capitals() -> None:
    pieces = text_pieces("MARGIT SOLEY, 52. A hut.", (), PLAIN)
    assert [piece["text"] for piece in pieces if piece["kind"] == "text" and piece["capitals"]] == [
        "MARGIT",
        "SOLEY",
    ]
