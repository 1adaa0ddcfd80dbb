"""The visible lines of a Fountain file.

Takes the text of the file, gives its lines without notes (`[[ ]]`) and without boneyard
(`/* */`), each character still knowing its place in the file, and the notes by
themselves. A line on which nothing but a note stood is taken out altogether, so that a
note inside a speech does not end the speech.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from booklet.model import Span
from booklet.problems import Problem, error, warning

_SpanAt = Callable[[int], Span]

_OPENS = re.compile(r"/\*|\[\[")
_EMPTY_LINE = re.compile(r"\n(?!  +\n)[ \t]*(?=\n)")  # two spaces keep a note going


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A visible line. `segments` are (index in `text`, line, column): where it came from."""

    text: str
    segments: tuple[tuple[int, int, int], ...]

    def span(self, file: str, index: int = 0) -> Span:
        """Where the character at `index` stands in the file."""
        at = bisect_right(self.segments, index, key=lambda segment: segment[0]) - 1
        start, line, column = self.segments[max(at, 0)]
        return Span(file, line, column + index - start)

    @property
    def blank(self) -> bool:
        """Whether nothing can be seen on it."""
        return not self.text.strip()


@dataclass(frozen=True, slots=True)
class SourceNote:
    """A writer's note, whitespace at its ends removed."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Source:
    """What is left to read, and what was set aside."""

    lines: tuple[SourceLine, ...]
    notes: tuple[SourceNote, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class _Cut:
    start: int
    end: int
    is_note: bool
    holds_empty_line: bool


def visible(text: str, file: str) -> Source:
    """The lines of a Fountain file without notes and boneyard. Line ends may be of any kind."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    line_starts = [0, *(match.end() for match in re.finditer("\n", text))]

    def span(offset: int) -> Span:
        line = bisect_right(line_starts, offset)
        return Span(file, line, offset - line_starts[line - 1] + 1)

    problems: list[Problem] = []
    cuts = list(_cuts(text, span, problems)) if _OPENS.search(text) else []
    notes = tuple(
        SourceNote(text[cut.start + 2 : cut.end - 2].strip(), span(cut.start))
        for cut in cuts
        if cut.is_note
    )
    return Source(tuple(_lines(text, cuts, span)), notes, tuple(problems))


@dataclass(slots=True)
class _Ahead:
    """The next place of a pattern at or after an offset; each stretch is looked at once."""

    text: str
    pattern: re.Pattern[str]
    found: int = field(default=-1)

    def after(self, offset: int) -> int:
        """Start of the next match, or the length of the text."""
        if self.found < offset:
            match = self.pattern.search(self.text, offset)
            self.found = match.start() if match else len(self.text)
        return self.found


def _cuts(text: str, span: _SpanAt, problems: list[Problem]) -> Iterator[_Cut]:
    boneyard_end = _Ahead(text, re.compile(r"\*/"))
    note_end = _Ahead(text, re.compile(r"\]\]"))
    empty_line = _Ahead(text, _EMPTY_LINE)
    told_of_boneyard = False
    told_of_note_up_to = 0
    position = 0
    while opening := _OPENS.search(text, position):
        start = opening.start()
        position = opening.end()
        is_note = opening.group() == "[["
        end = (note_end if is_note else boneyard_end).after(position)
        if end == len(text) or (is_note and empty_line.after(position) < end):
            if is_note and start >= told_of_note_up_to:  # once a paragraph
                told_of_note_up_to = empty_line.after(position)
                problems.append(_unclosed_note(span(start)))
            elif not is_note and not told_of_boneyard:
                told_of_boneyard = True
                problems.append(_unclosed_boneyard(span(start)))
            continue
        position = end + 2
        yield _Cut(start, position, is_note, empty_line.after(start) < end)


def _lines(text: str, cuts: list[_Cut], span: _SpanAt) -> Iterator[SourceLine]:
    """Walk the stretches between the cuts and split them at line ends."""
    parts: list[str] = []
    segments: list[tuple[int, int, int]] = []
    length = 0
    was_cut = keep_if_blank = False
    ends = [*(cut.start for cut in cuts), len(text)]
    position = 0
    for index, end in enumerate(ends):
        pieces = text[position:end].split("\n")
        for number, piece in enumerate(pieces):
            if number:
                line = "".join(parts)
                if line.strip() or not was_cut or keep_if_blank:
                    yield SourceLine(line, tuple(segments))
                parts, segments, length = [], [], 0
                was_cut = keep_if_blank = False
            elif was_cut:
                before = "".join(parts[-1:])
                across = "\n" in text[cuts[index - 1].start : position]
                if not before or before[-1].isspace():
                    trimmed = piece.lstrip(" \t")
                    position += len(piece) - len(trimmed)
                    piece = trimmed
                elif across and piece and not piece[0].isspace():
                    parts.append(" ")
                    length += 1
            place = span(position)
            segments.append((length, place.line, place.column))
            parts.append(piece)
            length += len(piece)
            position += len(piece) + 1
        if index < len(cuts):
            was_cut = True
            keep_if_blank = keep_if_blank or cuts[index].holds_empty_line
            position = cuts[index].end
    line = "".join(parts)
    if line.strip() or not was_cut:
        yield SourceLine(line, tuple(segments))


def _unclosed_note(span: Span) -> Problem:
    return warning(
        "fountain-unclosed-note",
        "this note is not closed before the next empty line, so it is read as text",
        span,
        "Close it with `]]`, or put two spaces on the empty lines inside it.",
    )


def _unclosed_boneyard(span: Span) -> Problem:
    return error(
        "fountain-unclosed-boneyard",
        "a cut passage opens here with `/*` and is never closed",
        span,
        "Put `*/` where the cut passage ends.",
    )
