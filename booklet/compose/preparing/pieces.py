"""From a line with marks, styles and directions to a flat row of pieces.

In: an `EditedLine`, or a direction's text. Out: `data.Piece`s in the order of printing.
Marks and styles may overlap in any way: the text is cut wherever one begins or ends, and
every run says for itself what it is, so the HTML made of them is properly nested. The texts
of the runs joined are the line's text (typeset).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import pairwise

from booklet.compose.preparing.data import (
    DirectionPiece,
    MarkPiece,
    Medium,
    MilestonePiece,
    NoteData,
    NotesPiece,
    Piece,
    ReferencePiece,
    TermPiece,
    TextPiece,
)
from booklet.compose.preparing.typography import NO_BREAK, Typographer
from booklet.model import EditedLine, Emphasis, Mark, TermMark

SHORT_REST = 60
"""Characters: somewhat less than a line of the page."""

LONG_SENTENCE = 90
"""Characters: somewhat more than a line."""

_CLAUSE_END = re.compile(r"(?<![,;:—–])[,;:—–]++[\"'”’»)\]]*(?=\s)")
_SENTENCE_END = re.compile(r"(?<![.!?…])[.!?…]++[\"'”’»)\]]*(?=\s|$)")
_OPENING = "“‘«‹„‚([{"
_STRAIGHT = "\"'"
_SPACES = (" ", NO_BREAK)
_APOSTROPHES = frozenset("'’")
_WORD = re.compile(r"[^\W\d_]+(?:[’'.-][^\W\d_]+)*")
_BRACKETED = ("(", "[", "⟨", "⌜")
_ATTACHED = (",", ";", ":", "–", "—")


def line_pieces(
    line: EditedLine,
    typographer: Typographer,
    medium: Medium,
    notes: Mapping[int, list[NoteData]],
    milestones: Mapping[int, str],
    terms: Mapping[str, str],
) -> list[Piece]:
    """The pieces of one line.

    `notes` gives the notes of each mark number of the scene. `milestones` gives the citations
    of the numbers to be printed inside the line, by offset. `terms` gives the ids of the
    glossary's words. At one offset come first what belongs to the words before it (the sign
    of a glossary word, notes at the end of a sentence), then numbers, then directions, then
    marks.
    """
    text = line.line.text
    after_words: dict[int, list[Piece]] = {}
    before_words: dict[int, list[Piece]] = {}
    for term in line.terms:
        if term.term in terms:
            after_words.setdefault(term.end, []).append(_term(term, terms[term.term]))
    for offset, citation in milestones.items():
        before_words.setdefault(offset, []).append(_milestone(citation))
    for direction in line.line.directions:
        before_words.setdefault(_clamped(direction.offset, text), []).append(
            _inline_direction(text, _clamped(direction.offset, text), direction.text, typographer)
        )
    for mark in line.marks:
        if not mark.opens or not notes.get(mark.number):
            continue
        members = notes[mark.number]
        at = mark_offset(text, mark.start)
        there = before_words.setdefault(at, [])
        there.append(_mark(members, follows=any(piece["kind"] == "mark" for piece in there)))
        if medium == "print":
            there += beside_pieces(members)
        else:
            end = sentence_end(text, mark)
            after_words.setdefault(end, []).append(NotesPiece(kind="notes", notes=members))

    pieces: list[Piece] = []
    cuts = _cuts(line, {*after_words, *before_words}, medium)
    glyphs = typographer.glyphs(text)
    for start, end in zip(cuts, [*cuts[1:], len(text)], strict=True):
        pieces += after_words.get(start, ())
        pieces += before_words.get(start, ())
        covering = [mark for mark in line.marks if mark.start <= start < mark.end]
        pieces += _text(glyphs, text, start, end, line.line.emphasis, _series(covering, notes))
    return _merged(pieces)


def beside_pieces(members: Iterable[NoteData]) -> list[Piece]:
    """The notes on paper at their place, with a reference to those at the end of the scene."""
    here = [note for note in members if not note["ends"]]
    ends = [note for note in members if note["ends"]]
    pieces: list[Piece] = [NotesPiece(kind="notes", notes=here)] if here else []
    return pieces + [ReferencePiece(kind="reference", note=note) for note in ends[:1]]


def text_pieces(text: str, emphasis: tuple[Emphasis, ...], typographer: Typographer) -> list[Piece]:
    """The pieces of a text without notes: a direction.

    Words in capitals, as screenplays have names there, are small capitals.
    """
    glyphs = typographer.glyphs(text)
    capitals = [match.span() for match in _WORD.finditer(text) if _in_capitals(match.group())]
    offsets = {0, *_bounds(text, emphasis), *(offset for span in capitals for offset in span)}
    cuts = sorted(offset for offset in offsets if 0 <= offset < max(len(text), 1))
    pieces: list[Piece] = []
    for start, end in zip(cuts, [*cuts[1:], len(text)], strict=True):
        for piece in _text(glyphs, text, start, end, emphasis, ""):
            if piece["kind"] == "text":
                piece["capitals"] = any(first <= start < last for first, last in capitals)
            pieces.append(piece)
    return _merged(pieces)


def run_in_direction(text: str, typographer: Typographer) -> DirectionPiece:
    """A direction after a speaker's name or between two sentences, in brackets.

    One that begins with a comma (“, aside”) goes on from the name as it is.
    """
    shown = typographer.show(" ".join(text.split()))
    attached = shown.startswith(_ATTACHED)
    return DirectionPiece(
        kind="direction",
        css="par",
        before="" if attached else " ",
        text=shown if attached else bracketed(shown),
        after=" ",
    )


def bracketed(text: str) -> str:
    """In round brackets, unless the script has brackets there already."""
    return text if text.startswith(_BRACKETED) or not text else f"({text})"


def sentence_end(text: str, mark: Mark) -> int:
    """Where the sentence ends in which the mark begins (0-based), or the line.

    In a long sentence the next clause will do, so that the note is not far below its line.
    A rest of less than `SHORT_REST` characters goes with it: on a narrow screen the note
    stands below, and two words alone under it would look lost.
    """
    match = _SENTENCE_END.search(text, mark.start)
    end = match.end() if match else len(text)
    if end - mark.start > LONG_SENTENCE:
        clause = _CLAUSE_END.search(text, min(mark.end, mark.start + LONG_SENTENCE))
        end = min(end, clause.end()) if clause else end
    return len(text) if len(text) - end < SHORT_REST else end


def _in_capitals(word: str) -> bool:
    return len(word) > 1 and word.isupper()


def mark_offset(text: str, start: int) -> int:
    """Where the mark of words stands that begin at `start`: before what opens there.

    A number inside of a quotation mark or bracket looks as if it were quoted too, and one
    behind an apostrophe parts a word (’gainst, o’er).
    """
    joint = start - 1 if text[start - 1 : start] in _APOSTROPHES else start
    if text[joint : joint + 1] in _APOSTROPHES and text[joint + 1 : joint + 2].isalpha():
        start = joint
        while start > 0 and text[start - 1].isalpha():
            start -= 1
    while start > 0 and _opens(text, start - 1):
        start -= 1
    return start


def _opens(text: str, at: int) -> bool:
    if text[at] in _STRAIGHT:
        return at == 0 or text[at - 1].isspace() or text[at - 1] in _OPENING + "—–"
    return text[at] in _OPENING


def bind(pieces: Iterable[Piece]) -> None:
    """Move the space before a mark, a direction or words in another style into it, for paper.

    Where such words are too long for the rest of their line, WeasyPrint 70 breaks the lines
    before them anew, and may leave a word alone on one of them, if the space stands outside.
    """
    for piece, following in pairwise(pieces):
        if piece["kind"] == "text" and piece["text"].endswith(_SPACES):
            if _take(following, piece["text"][-1]):
                piece["text"] = piece["text"][:-1]
        elif piece["kind"] == "direction" and piece["after"] and _take(following, piece["after"]):
            piece["after"] = ""


def _take(piece: Piece, space: str) -> bool:
    """Have the piece begin with the space; whether it is one that can."""
    if piece["kind"] == "text" and _is_apart(piece):
        piece["text"] = space + piece["text"]
    elif piece["kind"] in ("mark", "direction") and not piece["before"]:
        piece["before"] = space
    else:
        return False
    return True


def _is_apart(piece: TextPiece) -> bool:
    """Whether a run has an element of its own, in which a space is not to be seen."""
    return (piece["italic"] or piece["bold"] or piece["capitals"]) and not piece["underline"]


def space(text: str = " ") -> TextPiece:
    """A plain space between two pieces."""
    return TextPiece(
        kind="text", text=text, italic=False, bold=False, underline=False, capitals=False, series=""
    )


def _merged(pieces: list[Piece]) -> list[Piece]:
    """Neighbouring runs that are alike in everything become one."""
    merged: list[Piece] = []
    for piece in pieces:
        last = merged[-1] if merged else None
        if (
            piece["kind"] == "text"
            and last is not None
            and last["kind"] == "text"
            and {**piece, "text": ""} == {**last, "text": ""}
        ):
            last["text"] += piece["text"]
        else:
            merged.append(piece)
    return merged


def _clamped(offset: int, text: str) -> int:
    return min(max(offset, 0), len(text))


def _milestone(citation: str) -> MilestonePiece:
    number = citation.rpartition(".")[2]
    return MilestonePiece(kind="milestone", number=number, citation=citation, id=f"line-{citation}")


def _mark(members: list[NoteData], follows: bool) -> MarkPiece:
    first = members[0]
    of_first = first["series"]["css"]
    return MarkPiece(
        kind="mark",
        id=first["mark"],
        number=first["number"],
        indexed=any(note["indexed"] for note in members),
        follows=follows,
        before="",
        note=first["id"],
        series=first["css"] if len({note["css"] for note in members}) == 1 else of_first,
        sources=" ".join(dict.fromkeys(note["series"]["css"] for note in members)),
    )


def _term(mark: TermMark, name: str) -> TermPiece:
    return TermPiece(kind="term", id=f"first-{name}", href=f"#{name}", term=mark.term)


def _inline_direction(
    text: str, offset: int, direction: str, typographer: Typographer
) -> DirectionPiece:
    joined_before = offset > 0 and not text[offset - 1].isspace()
    joined_after = offset < len(text) and text[offset] not in " \n.,;:!?"
    return DirectionPiece(
        kind="direction",
        css="sd",
        before=" " if joined_before else "",
        text=bracketed(typographer.show(" ".join(direction.split()))),
        after=" " if joined_after else "",
    )


def _cuts(line: EditedLine, offsets: Iterable[int], medium: Medium) -> list[int]:
    text = line.line.text
    bounds = {0, *offsets, *_bounds(text, line.line.emphasis)}
    if medium == "page":
        bounds |= {offset for mark in line.marks for offset in (mark.start, mark.end)}
    if not any(offset == len(text) for offset in offsets):
        bounds.discard(len(text))
    return sorted(offset for offset in bounds if 0 <= offset <= len(text)) or [0]


def _bounds(text: str, emphasis: tuple[Emphasis, ...]) -> Iterable[int]:
    for run in emphasis:
        yield run.start
        yield run.end
    for offset, character in enumerate(text):
        if character == "\n":
            yield offset
            yield offset + 1


def _series(covering: list[Mark], notes: Mapping[int, list[NoteData]]) -> str:
    """The class of the mark that opened last: the innermost of overlapping ones."""
    for mark in reversed(covering):
        if notes.get(mark.number):
            return notes[mark.number][0]["series"]["css"]
    return ""


def _text(
    glyphs: list[str],
    text: str,
    start: int,
    end: int,
    emphasis: tuple[Emphasis, ...],
    series: str,
) -> list[Piece]:
    if text[start:end] == "\n":
        return [{"kind": "break"}]
    shown = "".join(glyphs[start:end])
    if not shown:
        return []
    styles = {run.style for run in emphasis if run.start <= start < run.end}
    return [
        TextPiece(
            kind="text",
            text=shown,
            italic="italic" in styles,
            bold="bold" in styles,
            underline="underline" in styles,
            capitals=False,
            series=series,
        )
    ]
