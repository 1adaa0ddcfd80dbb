"""The edition: the merged, numbered whole, as one reader gets it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Literal

from booklet.model.analysis import Analysis, Fields
from booklet.model.annotation import Scope
from booklet.model.course import EditionChoice, Question, Settings, Term
from booklet.model.note_kinds import COMMENT
from booklet.model.places import Span
from booklet.model.script import (
    CastMember,
    Direction,
    Line,
    PageBreak,
    Scene,
    Script,
    Speech,
)


@dataclass(frozen=True, slots=True)
class Series:
    """The notes of one source: a letter, a colour and a shape tell them apart.

    `source` is the analysis' id, "" for the course's own editor; `colour` is 1-based
    and names a colour of the theme (`--series-1` …); `shape` is one character. A source without
    notes has neither letter nor shape. `words` are
    the words that its notes reproduce, `length` all words of the source (0: not known).
    `fields` are those of the analysis.
    """

    letter: str
    colour: int
    shape: str
    source: str
    title: str
    author: str = ""
    publication: str = ""
    date: str = ""
    url: str = ""
    licence: str = ""
    words: int = 0
    length: int = 0
    fields: Fields = ()

    @property
    def sign(self) -> str:
        """Letter and shape, which no line parts; "" for a source without notes."""
        return f"{self.letter}\u00a0{self.shape}" if self.letter else ""


NotePlace = Literal["margin", "end", "cast", "critics"]
"""Where a note is printed: beside its line (or its scene's heading, or the first speech of
whom it speaks of), at the end of its scene, in the cast list, in the piece on the whole."""


@dataclass(frozen=True, slots=True)
class Note:
    """A note as it is printed.

    `number` is the mark in the text, counted through the script; notes on the same words
    share it, and only the first of them (`leads`) shows the lemma. A note whose `scope` is
    wider than words has neither mark nor lemma; the first on the same scene, or on the same
    person, leads. `citation` is what it speaks of: the place of the words ("2.14"), the scene
    ("2"), the scenes ("2–4"), the name in the cast list, "" for the whole. `body` is Markdown,
    inline only. `span` is its place in the file of notes. `strength` is that of the annotation.
    """

    id: str
    number: int
    leads: bool
    series: Series
    citation: str
    lemma: str
    body: str
    themes: tuple[str, ...] = ()
    kind: str = COMMENT.name
    reason: str = ""
    span: Span | None = None
    scope: Scope = "words"
    place: NotePlace = "margin"
    strength: float = 1.0


@dataclass(frozen=True, slots=True)
class Mark:
    """The words `text[start:end]` of a line, spoken of by notes.

    The notes stand where the words begin: a target that runs over several lines has
    its notes in the first line's mark only (`opens`).
    """

    start: int
    end: int
    number: int
    opens: bool
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class TermMark:
    """The words `text[start:end]` of a line: the first use of a word of the glossary.

    `citation` is where they stand ("2.14").
    """

    start: int
    end: int
    term: str
    citation: str


@dataclass(frozen=True, slots=True)
class EditedLine:
    """A line with its marks, and its number for citing ("129"), if it has one."""

    line: Line
    number: str = ""
    marks: tuple[Mark, ...] = ()
    terms: tuple[TermMark, ...] = ()


@dataclass(frozen=True, slots=True)
class EditedSpeech:
    """A speech with its citation: `number` within the scene, `citation` in full.

    `met` are notes on somebody who is heard here for the first time, where no cast list has
    them.
    """

    speech: Speech
    number: str
    citation: str
    body: tuple[EditedLine | Direction, ...]
    met: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class EditedDual:
    """Speeches side by side."""

    speeches: tuple[EditedSpeech, ...]


@dataclass(frozen=True, slots=True)
class Cue:
    """The last words before a speech of a part; `citation` is that of the speech they end."""

    speaker: str
    text: str
    citation: str
    span: Span


EditedPart = EditedSpeech | Direction | PageBreak | Cue
EditedElement = EditedPart | EditedDual


def edited_one_by_one(elements: Iterable[EditedElement]) -> Iterator[EditedPart]:
    """The elements in order, speeches side by side one after the other."""
    for element in elements:
        if isinstance(element, EditedDual):
            yield from element.speeches
        else:
            yield element


@dataclass(frozen=True, slots=True)
class EditedScene:
    """A scene with its number for citing ("2", or "1.2" where there are acts).

    `head` are the notes on the scene, and on scenes of which it is the first. `end` are notes
    for which its pages have no room beside their lines. In a part, a scene in which the role
    does not speak is `silent` and has no elements.
    """

    scene: Scene
    number: str
    opens_act: bool
    elements: tuple[EditedElement, ...]
    silent: bool = False
    head: tuple[Note, ...] = ()
    end: tuple[Note, ...] = ()

    def parts(self) -> Iterator[EditedPart]:
        """The elements in order, speeches side by side one after the other."""
        return edited_one_by_one(self.elements)

    def speeches(self) -> Iterator[EditedSpeech]:
        """The speeches in order; those side by side one after the other."""
        return (part for part in self.parts() if isinstance(part, EditedSpeech))

    def with_speeches(self, change: Callable[[EditedSpeech], EditedSpeech]) -> EditedScene:
        """The scene with each speech changed, in order."""

        def changed(element: EditedElement) -> EditedElement:
            if isinstance(element, EditedDual):
                return EditedDual(tuple(map(change, element.speeches)))
            return change(element) if isinstance(element, EditedSpeech) else element

        return replace(self, elements=tuple(map(changed, self.elements)))


@dataclass(frozen=True, slots=True)
class Edition:
    """The merged, numbered whole, as one reader gets it.

    `front` stands before the first scene, without numbers and notes. `left_out` are notes that
    it would show, had it a place for them.
    """

    settings: Settings
    script: Script
    cast: tuple[CastMember, ...]
    scenes: tuple[EditedScene, ...]
    series: tuple[Series, ...]
    notes: tuple[Note, ...]
    analyses: tuple[Analysis, ...]
    questions: tuple[Question, ...] = ()
    terms: tuple[Term, ...] = ()
    has_verse: bool = False
    choice: EditionChoice = field(default_factory=EditionChoice)
    left_out: tuple[Note, ...] = ()
    front: tuple[EditedElement, ...] = ()

    @property
    def is_signed(self) -> bool:
        """Whether its notes are signed: where all are of one source nobody asks whose they are."""
        return len({note.series.source for note in self.notes}) > 1


@dataclass(frozen=True, slots=True)
class PageTurn:
    """Where a page of the printed edition begins; `label` is what is printed on it ("12").

    In the speech cited as `citation`, behind `letters` letters and digits of its words;
    `directions` so many directions by themselves before that speech. A turn at the head of
    a scene has the scene's number for `citation` and is `heads`.
    """

    label: str
    citation: str
    letters: int = 0
    directions: int = 0
    heads: bool = False
