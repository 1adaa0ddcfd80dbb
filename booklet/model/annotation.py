"""The annotations: what is said of which words (W3C Web Annotation)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from booklet.model.note_kinds import COMMENT
from booklet.model.places import Span

Status = Literal["placed", "ambiguous", "unplaced"]
Scope = Literal["words", "speech", "scene", "scenes", "character", "work"]
MEMBER = "member:"
"""With it begins the source of a note by a member of the group, whose name follows."""

NOTE_IRI = "urn:booklet:note:"
"""With it begins the address of a note of a booklet; its id follows."""

Decision = Literal["", "accepted", "rejected", "pinned"]


@dataclass(frozen=True, slots=True)
class Selector:
    """How a quotation is found again (W3C TextQuoteSelector and TextPositionSelector).

    `exact` is the quotation as the analysis prints it; `prefix` and `suffix` stand
    around it; `start` and `end` count in `Analysis.text` (0 and 0 in a selector that
    a person wrote, which selects in the script itself).
    """

    exact: str
    prefix: str = ""
    suffix: str = ""
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True, order=True)
class Target:
    """A span of the script: from `start` in one speech to `end` in the same or a later one.

    `scene` and the speeches are 0-based (a speech within its scene); offsets count in
    `Speech.text`. `text` is the script's own words there.
    """

    scene: int
    speech: int
    start: int
    end: int
    text: str
    last_speech: int = -1

    @property
    def end_speech(self) -> int:
        """The speech in which the span ends (0-based within the scene)."""
        return self.speech if self.last_speech < 0 else self.last_speech


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that an undecided quotation could belong to; `score` from 0 to 1."""

    target: Target
    score: float


@dataclass(frozen=True, slots=True)
class Annotation:
    """A note with a body, a source and a target in the script.

    `source` is the id of an analysis, `MEMBER` and a name for a note of the group, or "" for one
    by the course's own editor. `follows` is the id of the note that it answers.
    `reason` says how the target was found (`exact`, `normalized`, `fuzzy .93`, `cut`,
    `rare number`, `citation`, `pinned`, …). `body` is Markdown, inline only. `scope` is what
    it speaks of: words and speeches have a `target`; a scene, or several in a row, are
    `scenes` (first and last, 0-based); somebody of the cast is `cast`, as the script names them.
    `strength` is from 0 to 1, how much the note is wanted where there is no room for all: what
    `draw` weighed it with, 1 for what a person wrote or decided.
    """

    id: str
    source: str
    body: str
    status: Status
    span: Span
    quote: Selector | None = None
    target: Target | None = None
    score: float = 0.0
    reason: str = ""
    candidates: tuple[Candidate, ...] = ()
    themes: tuple[str, ...] = ()
    kind: str = COMMENT.name
    decision: Decision = ""
    scope: Scope = "words"
    scenes: tuple[int, int] | None = None
    cast: str = ""
    strength: float = 1.0
    follows: str = ""


@dataclass(frozen=True, slots=True)
class Aim:
    """A target wider than words, as written: a scene ("2"), a span ("2-4"), a name, nothing."""

    scope: Scope
    at: str = ""


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence of an analysis and what became of it.

    `paragraph` counts its blocks from 1, headings left out. `score` is from 0 to 1, how much
    it is wanted. `verdict` is `printed`, with the id of its `note`, or `not printed`, with
    the `reason`. `scenes` (0-based, first and last), `speech` (scene and speech, 0-based) and
    `cast` say where it belongs, as far as that is known.
    """

    analysis: str
    paragraph: int
    text: str
    score: float
    verdict: Literal["printed", "not printed"]
    reason: str
    scope: Scope | None = None
    scenes: tuple[int, int] | None = None
    speech: tuple[int, int] | None = None
    cast: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class AnnotationRecord:
    """An entry of `annotations.yaml`, as read; `span` is where the entry begins.

    `citation` is a target written as a citation (`2.14`). `made` is the checksum that
    `draw` left of what it wrote itself: where it no longer fits, a person edited the
    entry. `aim` is a target wider than words. `text` is the entry's own lines in the
    file, comments before it included, so that whatever a person wrote can be written back
    unchanged. `place` and `script`
    are what `draw` found the last time: a citation, and the words of the script there
    with what stands around them, so that a decision finds its words again after the
    script has changed. `was` are the words that stood at `citation` when `draw` first met it.
    `gathered` is for what `gather` wrote what `made` is for what `draw` did; `follows` is the id
    of the note that it answers.
    """

    id: str
    span: Span
    text: str
    source: str = ""
    body: str = ""
    quote: Selector | None = None
    citation: str = ""
    decision: Decision = ""
    themes: tuple[str, ...] = ()
    kind: str = COMMENT.name
    made: str = ""
    place: str = ""
    script: Selector | None = None
    was: Selector | None = None
    aim: Aim | None = None
    gathered: str = ""
    follows: str = ""
