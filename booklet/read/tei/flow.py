"""Mixed content becoming one line of text.

Takes words, spaces, styles, directions and milestones in the order of the source, gives
the text with whitespace collapsed and everything else as offsets into it. Whitespace is
that of XML (space, tab, line ends): a no-break space is a character of the text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from booklet.model import Emphasis, InlineDirection, Milestone, Style
from booklet.quotation_marks import closes, openings

_WHITESPACE = " \t\r\n"
_SPACES = re.compile(r"[ \t\r\n]+")
CLOSING = frozenset(",.;:!?)]}…»”›")
OPENING = frozenset("([{«“‹¿¡„‚")
_EITHER = frozenset("“”‘«»‹›")
"""Marks that open in some languages and close in others."""


@dataclass(slots=True)
class Mark:
    """A place in the text, known once the next character comes."""

    offset: int | None = None


@dataclass(frozen=True, slots=True)
class FlowText:
    """What came of it. Offsets are 0-based into `text`, at a word or at the end."""

    text: str
    emphasis: tuple[Emphasis, ...]
    directions: tuple[InlineDirection, ...]
    milestones: tuple[Milestone, ...]
    notes: tuple[tuple[int, int], ...] = ()  # offset and number of each


@dataclass(slots=True)
class Flow:
    """Takes the pieces one by one; `finish` gives the whole."""

    _parts: list[str] = field(default_factory=list)
    _length: int = 0
    _space: bool = False
    _boundary: bool = False
    _joining: bool = False
    _after_direction: bool = False
    _waiting: list[Mark] = field(default_factory=list)
    _emphasis: list[tuple[Mark, int, Style]] = field(default_factory=list)
    _open: list[tuple[Style, Mark]] = field(default_factory=list)
    _directions: list[tuple[Mark, str]] = field(default_factory=list)
    _milestones: list[tuple[Mark, str]] = field(default_factory=list)
    _notes: list[tuple[int, int]] = field(default_factory=list)

    @property
    def has_text(self) -> bool:
        """Whether a character came in."""
        return self._length > 0

    def words(self, chunk: str | None) -> None:
        """Text as it stands in the source, of any whitespace."""
        if not chunk:
            return
        words = _SPACES.sub(" ", chunk)
        inner = words.strip(" ")
        if words[0] == " " and not self._joining:
            self._space = True
        if not inner:
            return
        self._joining = False
        self._open_gap(inner)
        self._append(inner)
        if chunk[-1] in _WHITESPACE:
            self._space = True

    def boundary(self) -> None:
        """What comes next is another word, whether or not the source has a space here."""
        self._boundary = True

    def no_space(self) -> None:
        """What comes next belongs to the word before, whatever whitespace stands between."""
        self._space = self._boundary = False
        self._joining = True

    def no_space_before(self) -> None:
        """Forget the whitespace met since the last word."""
        self._space = self._boundary = False

    def newline(self) -> None:
        """A hard line break."""
        self._space = self._boundary = False
        if self._length and self._parts[-1] != "\n":
            self._append("\n")

    def direction(self, text: str) -> None:
        """A stage direction here; it parts words."""
        if text:
            self._directions.append((self._mark(), text))
        self._boundary = self._after_direction = True

    def milestone(self, number: str) -> None:
        """Line `number` begins here."""
        self._milestones.append((self._mark(), number))

    def note(self, number: int) -> None:
        """A note stands behind the word before, whatever space there is."""
        self._notes.append((self._length, number))

    def open(self, style: Style) -> None:
        """A style begins."""
        self._open.append((style, self._mark()))

    def close(self) -> None:
        """The style that was opened last ends."""
        style, mark = self._open.pop()
        self._emphasis.append((mark, self._length, style))

    def finish(self) -> FlowText:
        """The text and all that stands in it. Styles still open end here."""
        text = "".join(self._parts).rstrip("\n")
        end = len(text)
        runs = [*self._emphasis, *((mark, end, style) for style, mark in self._open)]

        def place(mark: Mark) -> int:
            return end if mark.offset is None else min(mark.offset, end)

        emphasis = (Emphasis(place(mark), min(stop, end), style) for mark, stop, style in runs)
        return FlowText(
            text,
            tuple(sorted((run for run in emphasis if run.start < run.end), key=_outer_first)),
            tuple(InlineDirection(place(mark), words) for mark, words in self._directions),
            tuple(Milestone(place(mark), number) for mark, number in self._milestones),
            tuple((min(offset, end), number) for offset, number in self._notes),
        )

    def successor(self) -> Flow:
        """A fresh flow in which the styles that are open go on."""
        flow = Flow()
        for style, _ in self._open:
            flow.open(style)
        return flow

    def closes(self, words: str) -> bool:
        """Whether words that come next begin with what belongs to the word before them."""
        mark = words[0]
        if mark not in _EITHER:
            return mark in CLOSING
        text = "".join(self._parts)
        before = f"{text} "
        opens = len(before) in openings(before + words)
        return closes(mark, text) or (mark in CLOSING and not opens)

    def opens(self, following: str = "a") -> bool:
        """Whether the text ends with what belongs to the word behind it."""
        last = self._parts[-1][-1] if self._parts else " "
        if last not in _EITHER:
            return last in OPENING
        return self._length - 1 in openings("".join(self._parts) + following)

    def _mark(self) -> Mark:
        mark = Mark()
        self._waiting.append(mark)
        return mark

    def _open_gap(self, following: str) -> None:
        if self._length and self._parts[-1] != "\n":
            closing = self.closes(following)
            spaced = self._space and not (closing and self._after_direction)
            parted = self._boundary and not closing and not self.opens(following)
            if spaced or parted:
                self._append(" ")
        self._space = self._boundary = self._after_direction = False
        for mark in self._waiting:
            mark.offset = self._length
        self._waiting.clear()

    def _append(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)


def _outer_first(run: Emphasis) -> tuple[int, int, str]:
    return run.start, -run.end, run.style
