"""The text that a PDF's content streams show, and the room that it is given.

In: the pages of a PDF. Out: for each page and marked content the text, decoded through the
fonts' ToUnicode maps exactly as shown, and how far the pen goes for it: from where its first
glyph begins to where the last one's advance ends (ISO 32000-1, 9.4). That is the room which
the type has on its line; its ink may lean out of it, or not fill it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Any

import pikepdf

from booklet.proof.direction import reading_order, runs_backwards
from booklet.proof.fonts import Font, by_program, program_of, read_font
from booklet.proof.rectangles import IDENTITY, Matrix, moved, times

_OPERATORS = "q Q cm BDC BMC EMC BT Tm Td TD T* Tf Tc Tw Tz TL Ts Tj TJ ' \" Do"
_DEEPEST_FORM = 12  # form in form in form: deeper is not a page but an attack
_LEVEL = 0.01  # pt that the pen may rise on a line by rounding


@dataclass(frozen=True, slots=True)
class Shown:
    """The text of a marked content in the order of reading.

    `pen` is where the pen is at its left end and at its right end, None where it does not
    go along a level line. `backwards` says that some of it is read from right to left.
    `missing` are characters without a picture, `swapped` those with another letter's, and which.
    """

    text: str
    pen: tuple[float, float] | None
    backwards: bool = False
    missing: tuple[str, ...] = ()
    swapped: tuple[tuple[str, str], ...] = ()


def shown_text(document: pikepdf.Pdf, *, letters: bool = False) -> dict[tuple[int, int], Shown]:
    """What is shown in each (page, marked content); -1 for what has no mark.

    With `letters` it is looked whether the fonts draw the letters that they stand for.
    """
    reader = _Reader(by_program(document) if letters else None)
    for number, page in enumerate(document.pages, start=1):
        _Stream(reader, page.resources, number, _State()).read(page.obj, -1, 0)
    return {place: part.shown() for place, part in reader.parts.items()}


@dataclass(slots=True)
class _Part:
    """What has been read of one marked content."""

    drawn: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    swapped: dict[str, str] = field(default_factory=dict)
    pens: list[tuple[float, float]] = field(default_factory=list)
    level: bool = True

    def shown(self) -> Shown:
        pen = None
        if self.level and self.pens:
            pen = min(left for left, _ in self.pens), max(right for _, right in self.pens)
        text = reading_order(self.drawn)
        missing, swapped = tuple(self.missing), tuple(self.swapped.items())
        return Shown(text, pen, runs_backwards(text), missing, swapped)


@dataclass(slots=True)
class _State:
    """The graphics state, as far as text needs it (ISO 32000-1, 8.4 and 9.3)."""

    matrix: Matrix = IDENTITY
    font: Font | None = None
    size: float = 0.0
    between: float = 0.0
    between_words: float = 0.0
    stretch: float = 1.0
    leading: float = 0.0
    rise: float = 0.0

    def advance(self, codes: Sequence[int], kerned: float) -> float:
        """How far the pen goes for these codes, in text space; `kerned` is what is taken off, in
        thousandths of the size."""
        if self.font is None:
            return 0.0
        advances, otherwise = self.font.advances, self.font.otherwise
        glyphs = sum([advances.get(code, otherwise) for code in codes]) - kerned
        spaces = codes.count(32) if self.font.width == 1 else 0
        apart = len(codes) * self.between + spaces * self.between_words
        return (glyphs / 1000 * self.size + apart) * self.stretch


class _Reader:
    """What is shown on all pages, and the fonts that they share."""

    def __init__(self, meant: Mapping[tuple[int, int], Sequence[tuple[int, str]]] | None) -> None:
        self.parts: dict[tuple[int, int], _Part] = {}
        self._meant = meant
        self._fonts: dict[tuple[int, int], Font] = {}

    def font(self, font: pikepdf.Object) -> Font:
        if font.objgen == (0, 0):
            return self._read(font)
        if font.objgen not in self._fonts:
            self._fonts[font.objgen] = self._read(font)
        return self._fonts[font.objgen]

    def _read(self, font: pikepdf.Object) -> Font:
        if self._meant is None:
            return read_font(font)
        file = program_of(font)
        beside = () if file is None else self._meant.get(file.objgen, ())
        return read_font(font, letters=True, beside=beside)


class _Stream:
    """A content stream while it is read."""

    def __init__(
        self, reader: _Reader, resources: pikepdf.Object | None, page: int, state: _State
    ) -> None:
        self._reader = reader
        self._resources = pikepdf.Dictionary() if resources is None else resources
        names = self._resources.get("/Font", pikepdf.Dictionary())
        self._fonts = {str(name): reader.font(font) for name, font in names.items()}
        self._page = page
        self._state = state
        self._saved: list[_State] = []
        self._marks: list[int] = []
        self._line = self._pen = IDENTITY  # the text line matrix and the text matrix
        self._depth = 0

    def read(self, stream: pikepdf.Object, mark: int, depth: int) -> None:
        self._marks, self._depth = [mark], depth
        for instruction in pikepdf.parse_content_stream(stream, operators=_OPERATORS):
            # What makes no sense is passed over, as all readers do.
            with suppress(IndexError, TypeError, ValueError):
                self._do(str(instruction.operator), list(instruction.operands))

    def _do(self, operator: str, operands: list[Any]) -> None:
        state = self._state
        if operator == "TJ":
            self._show(operands[0])
        elif operator == "Tj":
            self._show(operands)
        elif operator == "Tf":
            state.font, state.size = self._fonts.get(str(operands[0])), float(operands[1])
        elif operator == "Tm":
            self._line = self._pen = _matrix(operands)
        elif operator == "BDC":
            self._marks.append(_marked(operands[1], self._resources, self._marks[-1]))
        elif operator == "BMC":
            self._marks.append(self._marks[-1])
        elif operator == "EMC":
            if len(self._marks) > 1:
                self._marks.pop()
        elif operator == "q":
            self._saved.append(replace(state))
        elif operator == "Q":
            self._state = self._saved.pop()
        elif operator == "cm":
            state.matrix = times(_matrix(operands), state.matrix)
        elif operator == "Do":
            self._draw(str(operands[0]))
        elif operator == "BT":
            self._line = self._pen = IDENTITY
        else:
            self._do_rarely(operator, operands)

    def _do_rarely(self, operator: str, operands: list[Any]) -> None:
        """What other programs write, and the typesetter never does."""
        state = self._state
        if operator in ("Td", "TD"):
            x, y = map(float, operands)
            if operator == "TD":
                state.leading = -y
            self._next_line(x, y)
        elif operator == "T*":
            self._next_line(0, -state.leading)
        elif operator == "'":
            self._next_line(0, -state.leading)
            self._show(operands)
        elif operator == '"':
            state.between_words, state.between = map(float, operands[:2])
            self._next_line(0, -state.leading)
            self._show(operands[2:])
        elif operator == "Tc":
            state.between = float(operands[0])
        elif operator == "Tw":
            state.between_words = float(operands[0])
        elif operator == "Tz":
            state.stretch = float(operands[0]) / 100
        elif operator == "TL":
            state.leading = float(operands[0])
        elif operator == "Ts":
            state.rise = float(operands[0])

    def _next_line(self, x: float, y: float) -> None:
        self._line = self._pen = times((1, 0, 0, 1, x, y), self._line)

    def _show(self, array: Any) -> None:
        """Show the strings of an array, and go on behind them."""
        state = self._state
        if state.font is None:
            return
        part = self._reader.parts.setdefault((self._page, self._marks[-1]), _Part())
        strings: list[bytes] = []
        kerned = 0.0
        for element in array:
            if isinstance(element, pikepdf.String):
                strings.append(bytes(element))
            else:
                kerned += float(element)
        codes = state.font.codes(b"".join(strings))
        text, missing = state.font.read(codes)
        part.drawn += text
        part.missing += missing
        if state.font.swapped:
            for code, character in zip(codes, text, strict=True):
                if code in state.font.swapped:
                    part.swapped[character] = state.font.swapped[code]
        gone = state.advance(codes, kerned)
        onto = times(self._pen, state.matrix)
        begin, end = (moved((x, state.rise), onto) for x in (0.0, gone))
        part.pens.append((min(begin[0], end[0]), max(begin[0], end[0])))
        part.level = part.level and abs(begin[1] - end[1]) < _LEVEL
        self._pen = times((1, 0, 0, 1, gone, 0), self._pen)

    def _draw(self, name: str) -> None:
        """Draw a form, which is a stream of its own."""
        form = self._resources.get("/XObject", pikepdf.Dictionary()).get(name)
        if form is None or form.get("/Subtype") != "/Form" or self._depth >= _DEEPEST_FORM:
            return
        matrix = times(_matrix(form.get("/Matrix", IDENTITY)), self._state.matrix)
        within = replace(self._state, matrix=matrix)
        resources = form.get("/Resources", self._resources)
        stream = _Stream(self._reader, resources, self._page, within)
        stream.read(form, self._marks[-1], self._depth + 1)


def _matrix(operands: Any) -> Matrix:
    a, b, c, d, e, f = (float(operand) for operand in operands)
    return a, b, c, d, e, f


def _marked(properties: object, resources: pikepdf.Object, outer: int) -> int:
    if isinstance(properties, pikepdf.Name):
        properties = resources.get("/Properties", pikepdf.Dictionary()).get(str(properties))
    if isinstance(properties, pikepdf.Dictionary) and "/MCID" in properties:
        return int(properties["/MCID"])
    return outer
