"""A line cut where something begins, ends or stands in it.

In: an `EditedLine`. Out: its parts in order: text with the styles that it has, the directions
that stand between words, and the notes, behind the last of the words that they speak of.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from booklet.model import EditedLine, Note, Style


@dataclass(frozen=True, slots=True)
class Stretch:
    """Text in one style."""

    text: str
    styles: frozenset[Style]


@dataclass(frozen=True, slots=True)
class Aside:
    """A direction between words, without brackets."""

    text: str


@dataclass(frozen=True, slots=True)
class Behind:
    """The notes on the words before."""

    notes: tuple[Note, ...]


def stretches(edited: EditedLine) -> Iterator[Stretch | Aside | Behind]:
    """The parts of a line; all text in it is in one of them, once."""
    line = edited.line
    size = len(line.text)
    cuts = {0, size}
    for styled in line.emphasis:
        cuts |= {styled.start, styled.end}
    cuts |= {aside.offset for aside in line.directions}
    opening = [mark for mark in edited.marks if mark.opens and mark.notes]
    cuts |= {mark.end for mark in opening}
    places = sorted(min(max(cut, 0), size) for cut in cuts)
    for start, end in zip(places, [*places[1:], size], strict=True):
        for mark in opening:
            if min(mark.end, size) == start:
                yield Behind(mark.notes)
        for aside in line.directions:
            if min(aside.offset, size) == start:
                yield Aside(aside.text)
        if start < end:
            styles = (each.style for each in line.emphasis if each.start <= start < each.end)
            yield Stretch(line.text[start:end], frozenset(styles))
