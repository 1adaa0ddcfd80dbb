"""What is spoken in a paragraph, and what only tells how.

Takes the lines of a paragraph; gives its parts: words, with what is set in italics, and
directions: what stands in brackets, and in italics where the play sets its directions so.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from booklet.model import Emphasis
from booklet.read.play.lines import Line, Runs

_CLOSERS = {"[": "]", "(": ")"}
_LEAST_WORDS = 2


@dataclass(frozen=True, slots=True)
class Habits:
    """How a play sets its directions: the brackets it uses, and whether it uses italics alone;
    whether lines of its speeches stand as verse, and how wide its lines are."""

    brackets: str
    italics: bool
    verse: bool
    width: int


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a paragraph: a direction, or words with the runs that are emphasised."""

    text: str
    direction: bool
    emphasis: tuple[Emphasis, ...] = ()


@dataclass(frozen=True, slots=True)
class Text:
    """A text and what of it is set in italics."""

    text: str
    italic: Runs = ()


def habits_of(lines: Sequence[Line], kinds: Sequence[str], width: int) -> Habits:
    """The habits of a play whose lines are read."""
    spoken = [line for line, kind in zip(lines, kinds, strict=True) if kind in "PDN"]
    opened = Counter(sign for line in spoken for sign in line.text if sign in "[(")
    brackets = "[(" if opened["("] > 0.5 * opened["["] else "["
    if not opened["["] and opened["("]:
        brackets = "[("
    bracketed = sum(opened[each] for each in brackets)
    lone = sum(
        _stands_alone(line.text, start, stop) for line in spoken for start, stop in line.italic
    )
    later = [
        line.text
        for before, line, kind in zip(["", *kinds], lines, kinds, strict=False)
        if kind == "D" and before in ("D", "P") and not line.blanks
    ]
    capitals = sum(_begins_verse(text) for text in later)
    return Habits(brackets, lone > 2 * bracketed, capitals > 0.6 * len(later), width)


def _stands_alone(text: str, start: int, stop: int) -> bool:
    """Whether what is in italics is a sentence by itself, outside of brackets."""
    inside = text[start:stop].strip()
    around = text[:start].rstrip()[-1:]
    bracketed = text[:start].count("[") + text[:start].count("(") > text[:start].count("]") + text[
        :start
    ].count(")")
    return (
        not bracketed
        and inside[:1].isupper()
        and inside[-1:] in ".!?"
        and len(inside.split()) >= _LEAST_WORDS
        and around in ("", ".", "!", "?", ":", "—")
    )


def _begins_verse(text: str) -> bool:
    return text.lstrip("“\"'‘([—–-…«„")[:1].isupper()


def joined(lines: Sequence[Line], habits: Habits, first: int = 0) -> Text:
    """The lines of a paragraph as one text, from letter `first` of the first line on. Lines of
    verse keep their ends."""
    rows = [(line, first if not at else 0) for at, line in enumerate(lines)]
    later = [line.text for line in lines[1:]]
    capitals = sum(map(_begins_verse, later))
    capitalised = bool(later) and capitals >= 0.9 * len(later)
    verse = capitalised and (habits.verse or _has_room(lines, habits))
    text = ""
    italic: list[tuple[int, int]] = []
    for line, cut in rows:
        glue = "" if not text else "\n" if verse and _begins_verse(line.text) else " "
        if glue == " " and re.search(r"[^\W\d_]-$", text) and line.text[:1].islower():
            glue = ""
        moved = len(text) + len(glue) - cut
        text += glue + line.text[cut:]
        italic += [
            (max(start, cut) + moved, stop + moved) for start, stop in line.italic if stop > cut
        ]
    return Text(text, _merged(italic, text))


def _has_room(lines: Sequence[Line], habits: Habits) -> bool:
    """Whether lines end before the margin although the next word had room."""
    return all(
        line.indent + len(line.text) + 1 + len(below.text.split(" ", 1)[0]) <= habits.width - 2
        for line, below in pairwise(lines)
    )


def _merged(runs: Sequence[tuple[int, int]], text: str) -> Runs:
    found: list[tuple[int, int]] = []
    for start, stop in runs:
        if found and not text[found[-1][1] : start].strip():
            found[-1] = (found[-1][0], stop)
        else:
            found.append((start, stop))
    return tuple(found)


def parts_of(given: Text, habits: Habits) -> list[Part]:
    """The parts of a speech's paragraph, in order."""
    text = given.text
    found: list[Part] = []
    for start, stop in _directions(given, habits):
        if start > (done := _done(found)):
            found += _words(text, done, start, given.italic)
        told = text[start:stop].strip()
        found.append(_Cut(_bare(told), True, (), stop))
    found += _words(text, _done(found), len(text), given.italic)
    return [Part(each.text, each.direction, each.emphasis) for each in found if each.text]


@dataclass(frozen=True, slots=True)
class _Cut(Part):
    """A part that ends before letter `stop` of the paragraph."""

    stop: int = 0


def _done(found: Sequence[Part]) -> int:
    last = found[-1] if found else None
    return last.stop if isinstance(last, _Cut) else 0


def _words(text: str, start: int, stop: int, italic: Runs) -> list[Part]:
    while start < stop and text[start].isspace():
        start += 1
    end = stop
    while end > start and text[end - 1].isspace():
        end -= 1
    runs = tuple(
        Emphasis(max(a, start) - start, min(b, end) - start, "italic")
        for a, b in italic
        if min(b, end) > max(a, start)
    )
    return [_Cut(text[start:end], False, runs, stop)]


def _directions(given: Text, habits: Habits) -> list[tuple[int, int]]:
    """Where directions stand, brackets included. One that is not closed ends with its line."""
    text = given.text
    found: list[tuple[int, int]] = []
    at = 0
    while at < len(text):
        sign = text[at]
        if sign in habits.brackets:
            stop = text.find(_CLOSERS[sign], at)
            if stop < 0:
                stop = text.find("\n", at)
                stop = len(text) if stop < 0 else stop
            else:
                stop += 1
            found.append((at, stop))
            at = stop
        else:
            at += 1
    if habits.italics:
        found += [
            (start, stop)
            for start, stop in given.italic
            if _stands_alone(text, start, stop)
            and not any(a < stop and start < b for a, b in found)
        ]
    return sorted(found)


def _bare(told: str) -> str:
    """A direction without its brackets."""
    if told[:1] in _CLOSERS:
        told = told[1:].removesuffix("]").removesuffix(")").strip()
    return " ".join(told.split())


def direction_text(given: Text) -> str:
    """The words of a direction that stands by itself, without brackets around the whole."""
    text = " ".join(given.text.split())
    if text[:1] in _CLOSERS:
        closer = _CLOSERS[text[0]]
        if text.count(text[0]) == 1 and (text.endswith(closer) or closer not in text):
            text = text[1:].removesuffix(closer)
    return text.strip(" []")
