"""A script from the lines of a screenplay and what each of them is.

Takes `Line`s with their kinds; gives a `Script`. Wrapped lines become paragraphs again, a
speech goes on over the turn of a page, and a line that finds no place as what it was read as
is printed as a direction: every word of a line that is not left out stands in the script.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from booklet.model import (
    Direction,
    DirectionKind,
    DualDialogue,
    Scene,
    SceneElement,
    Script,
    Span,
    Speech,
)
from booklet.model import Line as SpokenLine
from booklet.read.screenplay import wording
from booklet.read.screenplay.lines import Line
from booklet.read.screenplay.title_page import title_page_of

NOBODY = "Voice"
"""Who speaks where the file begins within a speech."""

_SPARE = 12
"""Columns that a line leaves free where its paragraph ends there."""

_EXTENSION = re.compile(r"[(\[]([^)\]]*)[)\]]?")
_GOES_ON = re.compile(r"\W*+cont(?:inu\w++|[’'`]?\s?d|\.)?\W*+(?:cont[’'`]?d\W*+)?", re.I)
_SHORT = re.compile(r"(?<!\s)\s++(V\.?\s?O\.?|V/O|O\.?\s?S\.?|O\.?\s?C\.?)$")
_LONE_CONTINUED = re.compile(r"(?<![\s–—-])[\s–—-]++\(?cont(?:inued|[’'`]?d\.?|\.)\)?$", re.I)
_END_NUMBER = re.compile(r"(?<!\s)\s++(\d{1,4}[A-Z]?)$")
_WORDS = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")


@dataclass
class _Open:
    """A speech that is being put together."""

    name: str
    extension: str | None
    number: int
    side: int
    body: list[tuple[str, list[Line]]] = field(default_factory=list)


def script_of_lines(
    lines: Sequence[Line],
    kinds: Sequence[str],
    gap: int,
    file: str,
    sides: Mapping[int, int] | None = None,
) -> Script:
    """The script that these lines hold; `gap` counts the blank lines within a paragraph."""
    return _Assembly(lines, kinds, gap, file, sides or {}).script()


class _Assembly:
    def __init__(
        self,
        lines: Sequence[Line],
        kinds: Sequence[str],
        gap: int,
        file: str,
        sides: Mapping[int, int],
    ) -> None:
        self.lines, self.kinds, self.gap, self.file, self.sides = lines, kinds, gap, file, sides
        self.words = {word.casefold() for line in lines for word in _WORDS.findall(line.text)}
        self.wide = _widths(lines, kinds)
        headed = [at for at, kind in enumerate(kinds) if kind == "S"]
        self.placed = {at for at in headed if wording.is_placed(lines[at].text)}
        self.all_head = len(self.placed) < 0.3 * len(headed)
        ending = sum(_END_NUMBER.search(lines[at].text) is not None for at in self.placed)
        self.end_numbers = ending > 0.6 * len(self.placed) and ending > 2
        self.scenes: list[Scene] = []
        self.heading: tuple[str, str, int] = ("", "", 1)
        self.elements: list[SceneElement] = []
        self.speech: _Open | None = None
        self.last: tuple[str, int] = ("", 0)

    def script(self) -> Script:
        front = title_page_of(
            [line.text for line, kind in zip(self.lines, self.kinds, strict=True) if kind == "M"]
        )
        at = 0
        while at < len(self.lines):
            at = self._take(at)
        self._close_scene()
        first = self.lines[0].number if self.lines else 1
        return Script(
            front.title, tuple(self.scenes), Span(self.file, first), authors=front.authors
        )

    def _take(self, at: int) -> int:
        """Take the paragraph that begins here; the place behind it."""
        kind = self.kinds[at]
        if kind in "XM":
            return at + 1
        stop = self._end(at)
        run = [self.lines[each] for each in range(at, stop) if self.kinds[each] == kind]
        if kind == "C":
            self._cue(run[0], self.sides.get(at, 0), at)
            return at + 1
        if kind in "DE":
            self._said(kind, run)
            return stop
        self._close_speech()
        text = self._joined(run)
        if kind == "S" and (self.all_head or at in self.placed):
            self._close_scene()
            label = run[0].margin
            if self.end_numbers and (found := _END_NUMBER.search(text)):
                text, label = text[: found.start()], label or found[1]
            self.heading = (text, label, run[0].number)
        else:
            sort: DirectionKind = "transition" if kind == "T" else "action"
            self.elements.append(Direction(text, Span(self.file, run[0].number), sort))
        return stop

    def _end(self, at: int) -> int:
        """Where the paragraph that begins here ends; a page may turn within it."""
        kind = self.kinds[at]
        stop = last = at + 1
        last_line = self.lines[at]
        crossed = False
        while stop < len(self.lines):
            now = self.kinds[stop]
            if now == "X":
                crossed = kind in "ND"
                if not crossed:
                    break
                stop += 1
                continue
            if now != kind or self.sides.get(stop) != self.sides.get(at):
                break
            line = self.lines[stop]
            if crossed:
                goes_on = line.text[:1].islower() and last_line.text[-1:] not in ".!?:"
            else:
                goes_on = line.blanks <= self.gap and not self._ends(last_line, line, kind)
            if not goes_on or kind in "CT":
                break
            last_line, crossed = line, False
            stop += 1
            last = stop
        return last

    def _ends(self, line: Line, following: Line, kind: str) -> bool:
        """Whether a line left so much free that its paragraph ended with it."""
        if kind == "E":
            return line.text.endswith(")") and following.text.startswith("(")
        if kind != "N":
            return False
        word = following.text.split(" ", 1)[0]
        spare = self.wide.get(kind, 0) - (line.indent + len(line.text) + 1 + len(word))
        closed = line.text[-1:] in '.!?:)"”…-' or wording.is_capitals(line.text)
        return spare > _SPARE and closed

    def _joined(self, run: Sequence[Line]) -> str:
        text = ""
        for line in run:
            if not text:
                text = line.text
            elif re.search(r"[^\W\d_]-$", text) and line.text[:1].islower():
                whole = text.split()[-1][:-1] + line.text.split()[0].strip(".,;:!?\"'”’)")
                text = (text[:-1] if whole.casefold() in self.words else text) + line.text
            else:
                text = f"{text} {line.text}"
        return " ".join(text.split())

    def _cue(self, line: Line, side: int, at: int) -> None:
        following = next((kind for kind in self.kinds[at + 1 :] if kind != "X"), "")
        if following not in "DE" or not following:
            self._close_speech()
            self.elements.append(Direction(line.text, Span(self.file, line.number), "action"))
            return
        name, extension = _name(line.text)
        turned = at > 0 and self.kinds[at - 1] == "X"
        same = self.speech is not None and name.casefold() == self.speech.name.casefold()
        if turned and same and not side:
            return  # the speech goes on over the page
        self._close_speech()
        self.speech = _Open(name, extension, line.number, side)

    def _said(self, kind: str, run: list[Line]) -> None:
        if self.speech is None:
            self.speech = _Open(self.last[0] or NOBODY, None, run[0].number, 0)
        self.speech.body.append((kind, run))

    def _close_speech(self) -> None:
        opened, self.speech = self.speech, None
        if opened is None:
            return
        body: list[SpokenLine | Direction] = []
        for kind, run in opened.body:
            span = Span(self.file, run[0].number)
            text = self._joined(run)
            if kind == "E":
                body.append(Direction(_unbracketed(text), span, "parenthetical"))
            elif body and isinstance(body[-1], SpokenLine) and run[0].blanks <= self.gap:
                body[-1] = SpokenLine(f"{body[-1].text} {text}", body[-1].span)
            else:
                body.append(SpokenLine(text, span))
        span = Span(self.file, opened.number)
        if not any(isinstance(each, SpokenLine) for each in body):
            told = " ".join(f"({each.text})" for each in body)
            self.elements.append(Direction(f"{opened.name} {told}", span, "action"))
            return
        speech = Speech(opened.name, (opened.name,), tuple(body), span, opened.extension)
        before = self.elements[-1] if self.elements else None
        if opened.side == 2 and isinstance(before, Speech):
            self.elements[-1] = DualDialogue((before, speech), before.span)
        else:
            self.elements.append(speech)
        self.last = (opened.name, opened.number)

    def _close_scene(self) -> None:
        self._close_speech()
        text, label, number = self.heading
        if (
            not self.scenes
            and not text
            and all(
                isinstance(each, Direction) and each.kind == "transition" for each in self.elements
            )
        ):
            self.last = ("", 0)
            return  # "FADE IN:" alone opens the first scene
        if text or self.elements:
            self.scenes.append(
                Scene(text, tuple(self.elements), Span(self.file, number), label=label)
            )
        self.elements, self.last = [], ("", 0)


def _widths(lines: Sequence[Line], kinds: Sequence[str]) -> dict[str, int]:
    ends: dict[str, list[int]] = {}
    for line, kind in zip(lines, kinds, strict=True):
        ends.setdefault(kind, []).append(line.indent + len(line.text))
    return {kind: sorted(found)[int(0.95 * (len(found) - 1))] for kind, found in ends.items()}


def _name(text: str) -> tuple[str, str | None]:
    """A cue as the name and what stands in brackets behind it; that it goes on is dropped."""
    told = [each.strip() for each in _EXTENSION.findall(text)]
    name = " ".join(_EXTENSION.sub(" ", text).split())
    name = _LONE_CONTINUED.sub("", name).strip(" :")
    short = _SHORT.search(name)
    if short and short.start():
        told.insert(0, short[1])
        name = name[: short.start()]
    kept = [each for each in told if each and not _GOES_ON.fullmatch(each)]
    return name.rstrip(" :,^*·\\") or text.strip(), ", ".join(kept) or None


def _unbracketed(text: str) -> str:
    if text.startswith("(") and text.endswith(")") and text.count("(") == 1:
        return text[1:-1].strip()
    return text.removeprefix("(").strip() if text.count("(") > text.count(")") else text
