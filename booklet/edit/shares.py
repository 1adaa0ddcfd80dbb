"""Fair shares of the margin: which notes stand at the end of their scene instead.

In: scenes with their notes, and the divisions of the page. Out: the ids of the notes for which
the column beside the text has no room. How the text breaks into pages is known only once it is
laid out, so the room is told from the scene's length in lines and the measures of text and
column: a scene's notes may be as tall together as its text and half a column besides, less what
the scenes before it took of that. The weakest go first, and of a critic's notes in a scene the
last one stays as long as another has more.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterator, Sequence
from math import ceil

from booklet.geometry import MM_PER_PT, Geometry
from booklet.model import (
    Direction,
    EditedDual,
    EditedElement,
    EditedLine,
    EditedScene,
    EditedSpeech,
    Note,
)

LETTER = 0.46
"""Em that a letter takes on average, spaces and the end of a ragged line counted in."""

NOTE_SPACE = 1.3
"""Mm between two notes."""

SIGN = 8
"""Letters of a note's number and sign."""

HEADING, AROUND, BETWEEN = 4.0, 1.1, 0.26
"""Lines of a scene's heading with the space around it; the space around a direction, and above
a speech, in lines."""

PART_OF_PAGE = 0.35
"""How much of a page the notes at the foot of one line may take."""

AT_FOOT = 0.8
"""The size of notes there, that of the text being 1."""

PART_OF_COLUMN = 0.25
"""How much of a column the notes of a scene may be taller than its text: so much is carried to
the next page without a search."""


def overfull(
    scenes: Sequence[EditedScene], shown: Container[str], page: Geometry
) -> frozenset[str]:
    """The ids of the notes, of those `shown`, that go to the end of their scene."""
    measure = _Measure(page)
    spare = PART_OF_COLUMN * (page.height - page.top - page.bottom)
    over: set[str] = set()
    behind = 0.0  # how far the notes so far reach below the end of the text so far, mm
    for scene in scenes:
        text = measure.scene(scene)
        notes = [note for note in _beside(scene) if note.id in shown]
        heights = {note.id: measure.note(note) for note in notes}
        taken = sum(heights.values())
        voices = Counter(note.series.source for note in notes)
        for_end: list[Note] = []
        while behind + taken > text + spare and len(for_end) < len(notes):
            weakest = min(
                (note for note in notes if note not in for_end),
                key=lambda note: (voices[note.series.source] < 2, note.strength),
            )
            referred = any(note.number == weakest.number for note in for_end)
            taken -= heights[weakest.id] - (0 if referred else measure.reference)
            voices[weakest.series.source] -= 1
            for_end.append(weakest)
        over.update(note.id for note in for_end)
        behind = max(0.0, behind + taken - text)
    return frozenset(over)


def overfull_feet(
    scenes: Sequence[EditedScene], shown: Container[str], page: Geometry
) -> frozenset[str]:
    """The same for notes at the foot of a `page` without a column: those on one line may take a
    part of the page, so that the line and its notes always fit on one."""
    measure = _Measure(page)
    most = PART_OF_PAGE * (page.height - page.top - page.bottom)
    over: set[str] = set()
    for scene in scenes:
        for notes in _together(scene):
            room = most - measure.reference
            for note in sorted(notes, key=lambda note: -note.strength):
                if note.id not in shown:
                    continue
                room -= measure.note(note)
                if room < 0:
                    over.add(note.id)
    return frozenset(over)


def _together(scene: EditedScene) -> Iterator[Sequence[Note]]:
    """The notes that stand on one line."""
    for speech in scene.speeches():
        first = list(speech.met)
        for part in speech.body:
            if isinstance(part, EditedLine):
                yield [*first, *(note for mark in part.marks for note in mark.notes)]
                first = []


def _beside(scene: EditedScene) -> Iterator[Note]:
    """The notes in the margin of a scene, in its order."""
    yield from scene.head
    for speech in scene.speeches():
        yield from speech.met
        for part in speech.body:
            if isinstance(part, EditedLine):
                for mark in part.marks:
                    yield from mark.notes


class _Measure:
    """How tall things are on a page, in mm."""

    def __init__(self, page: Geometry) -> None:
        self._leading = page.leading * MM_PER_PT
        size = page.note_size if page.note else AT_FOOT * page.type_size
        self._note_leading = page.note_leading / page.note_size * size * MM_PER_PT
        self._line = page.text / (LETTER * page.type_size * MM_PER_PT)
        self._note_line = (page.note or page.text) / (LETTER * size * MM_PER_PT)
        self.reference = self._note_leading + NOTE_SPACE

    def note(self, note: Note) -> float:
        """A note in the margin, with the space below it."""
        letters = len(note.lemma) + len(note.body) + SIGN
        return ceil(letters / self._note_line) * self._note_leading + NOTE_SPACE

    def scene(self, scene: EditedScene) -> float:
        """The text of a scene."""
        lines = HEADING if scene.scene.heading else 0.0
        lines += self._lines(scene.scene.synopsis)
        return self._leading * (lines + sum(map(self._element, scene.elements)))

    def _element(self, element: EditedElement) -> float:
        if isinstance(element, EditedSpeech):
            return self._speech(element)
        if isinstance(element, EditedDual):  # each in half the measure
            return 2 * max(map(self._speech, element.speeches), default=0.0)
        return self._lines(element.text) + AROUND if isinstance(element, Direction) else 0.0

    def _speech(self, speech: EditedSpeech) -> float:
        lines, head = BETWEEN, speech.speech.speaker or ""
        for part in speech.body:
            text = part.text if isinstance(part, Direction) else part.line.text
            if isinstance(part, EditedLine) and part.line.kind == "verse" and head:
                lines, head = lines + 1, ""  # the name has a line of its own
            lines += self._lines(f"{head}  {text}")
            head = ""
        return lines

    def _lines(self, text: str) -> int:
        return sum(ceil(len(part) / self._line) for part in text.split("\n"))
