"""What an edition has to show, word by word.

In: an `Edition`. Out: its speeches, directions and headings as items, all their words
in the order in which they are printed, and for each note the word it stands at.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from booklet.model import (
    Cue,
    Direction,
    EditedElement,
    EditedLine,
    EditedScene,
    EditedSpeech,
    Edition,
    Span,
    edited_one_by_one,
)
from booklet.proof.account import ItemKind
from booklet.proof.printed import HEADING
from booklet.proof.words import SpelledWord, spelled_words

_ATTACHED = (".", ",", ";", ":", "!", "?")  # signs that stand directly behind a direction


@dataclass(frozen=True, slots=True)
class Item:
    """A speech, direction, heading or cue. `opening` is how a person recognises it."""

    kind: ItemKind
    citation: str
    opening: str
    span: Span


@dataclass(frozen=True, slots=True)
class ExpectedWord(SpelledWord):
    """A word of an item (an index), and where the script has it."""

    item: int
    span: Span


@dataclass(frozen=True, slots=True)
class Expected:
    """Items, their words in order, and for each note's id its anchor.

    An anchor is the index of the first word that the note speaks of, and the place of
    that line in the script's file.
    """

    items: tuple[Item, ...]
    words: tuple[ExpectedWord, ...]
    anchors: dict[str, tuple[int, Span]]


def expect(edition: Edition) -> Expected:
    """What the edition has to show."""
    listing = _Listing()
    listing.add_elements("", edition.front)
    for scene in edition.scenes:
        listing.add_scene(scene)
    return Expected(tuple(listing.items), tuple(listing.words), listing.anchors)


@dataclass(slots=True)
class _Listing:
    """The lists while they grow, one scene after the other."""

    items: list[Item] = field(default_factory=list)
    words: list[ExpectedWord] = field(default_factory=list)
    anchors: dict[str, tuple[int, Span]] = field(default_factory=dict)

    def add_scene(self, scene: EditedScene) -> None:
        act = scene.scene.act
        if scene.opens_act and act is not None and act.heading:
            self.add_text("heading", scene.number, act.heading, act.span)
        if scene.scene.heading:
            for note in scene.head:
                self.anchors[note.id] = (len(self.words), scene.scene.span)
            self.add_text("heading", scene.number, scene.scene.heading, scene.scene.span)
        self.add_elements(scene.number, scene.elements)

    def add_elements(self, citation: str, elements: Iterable[EditedElement]) -> None:
        for element in edited_one_by_one(elements):
            if isinstance(element, EditedSpeech):
                self.add_speech(element)
            elif isinstance(element, Direction):
                self.add_text("direction", citation, element.text, element.span)
            elif isinstance(element, Cue):
                self.add_text(
                    "cue", element.citation, f"{element.speaker} {element.text}", element.span
                )

    def add_text(
        self, kind: ItemKind, citation: str, text: str, span: Span, before: str | None = None
    ) -> None:
        self.items.append(Item(kind, citation, _opening(text), span))
        self.say(text, len(self.items) - 1, span, before=before)

    def add_speech(self, edited: EditedSpeech) -> None:
        speech = edited.speech
        opening = ": ".join(filter(None, [speech.speaker or "", _opening(speech.text)]))
        item = len(self.items)
        for note in edited.met:
            self.anchors[note.id] = (len(self.words), speech.span)
        self.items.append(Item("speech", edited.citation, opening, speech.span))
        self.say(speech.speaker or "", item, speech.span)
        for part in edited.body:
            if isinstance(part, Direction):
                self.add_text("direction", edited.citation, part.text, part.span)
            else:
                self.add_line(part, item, edited.citation)

    def add_line(self, edited: EditedLine, item: int, citation: str) -> None:
        line = edited.line
        marks = [mark for mark in edited.marks if mark.notes]
        places: list[tuple[int, int]] = []  # (where a word ends in the line, its index)
        start = 0
        before: str | None = None
        for direction in sorted(line.directions, key=lambda direction: direction.offset):
            places += self.say(line.text[start : direction.offset], item, line.span, start, before)
            apart = " " if places or before else None  # a direction is a text by itself
            self.add_text("direction", citation, direction.text, line.span, apart)
            start = direction.offset
            before = "" if line.text[start : start + 1] in _ATTACHED else " "
        places += self.say(line.text[start:], item, line.span, start, before)
        for mark in marks:
            at = next((index for end, index in places if end > mark.start), len(self.words) - 1)
            for note in mark.notes:
                self.anchors.setdefault(note.id, (at, line.span))

    def say(
        self, text: str, item: int, span: Span, offset: int = 0, before: str | None = None
    ) -> list[tuple[int, int]]:
        """Add the words of a text; gives where each ends and its index among all words.

        `before` is what stands between the last word so far and the text.
        """
        prefix = HEADING if self.items[item].kind == "heading" else ""
        places = []
        for word, own in spelled_words(text, before):
            places.append((offset + word.end, len(self.words)))
            folded = prefix + own.folded
            self.words.append(ExpectedWord(folded, own.spelled, own.before, item, span))
        return places


def _opening(text: str, words_shown: int = 7) -> str:
    found = text.split()
    return " ".join(found[:words_shown]) + (" …" if len(found) > words_shown else "")
