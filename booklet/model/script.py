"""The script: acts, scenes, speeches, lines, directions, and who speaks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain
from typing import Literal

from booklet.model.places import Span

Style = Literal["italic", "bold", "underline"]
LineKind = Literal["prose", "verse", "lyric"]
Part = Literal["I", "M", "F"]
DirectionKind = Literal["action", "stage", "parenthetical", "transition", "centered"]


@dataclass(frozen=True, slots=True)
class Emphasis:
    """A styled run `text[start:end]` of the text that carries it."""

    start: int
    end: int
    style: Style


@dataclass(frozen=True, slots=True)
class InlineDirection:
    """A stage direction inside a line; printed before the character at `offset`."""

    offset: int
    text: str


@dataclass(frozen=True, slots=True)
class Milestone:
    """A numbered line beginning inside prose (TEI `lb`): at `offset`, line `number`."""

    offset: int
    number: str


@dataclass(frozen=True, slots=True)
class Line:
    """One verse line, one lyric line or one paragraph of prose, as spoken.

    `text` holds the spoken words only, whitespace collapsed; a hard line break
    inside a prose paragraph is a newline character. `number` is the source's own
    line number, when it gives one. `part` marks a verse line shared between
    speakers: its initial, middle or final part (TEI `@part`).
    """

    text: str
    span: Span
    kind: LineKind = "prose"
    number: str | None = None
    part: Part | None = None
    opens_stanza: bool = False
    emphasis: tuple[Emphasis, ...] = ()
    directions: tuple[InlineDirection, ...] = ()
    milestones: tuple[Milestone, ...] = ()


@dataclass(frozen=True, slots=True)
class Direction:
    """A stage direction or action paragraph, standing by itself.

    A parenthetical is kept without its round brackets; other text as it stands.
    """

    text: str
    span: Span
    kind: DirectionKind = "action"
    emphasis: tuple[Emphasis, ...] = ()


@dataclass(frozen=True, slots=True)
class Speech:
    """What one speaker (or several together) says without interruption.

    `speaker` is the name as it is to be printed, without extension; None for words
    that belong to nobody (a lyric or a prologue that stands alone). `who` holds the
    canonical names of those who speak: the names of the cast list where there is
    one. `extension` is a screenplay's `V.O.`, `O.S.` or `CONT'D`, without brackets.
    """

    speaker: str | None
    who: tuple[str, ...]
    body: tuple[Line | Direction, ...]
    span: Span
    extension: str | None = None

    @property
    def lines(self) -> tuple[Line, ...]:
        """The spoken lines, directions left out."""
        return tuple(part for part in self.body if isinstance(part, Line))

    @property
    def text(self) -> str:
        """The spoken words: the lines joined by newlines. Targets count in this text."""
        return "\n".join(line.text for line in self.lines)


@dataclass(frozen=True, slots=True)
class DualDialogue:
    """Speeches spoken at the same time, printed side by side."""

    speeches: tuple[Speech, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class PageBreak:
    """A page break that the script asks for."""

    span: Span


ScriptPart = Speech | Direction | PageBreak
SceneElement = ScriptPart | DualDialogue


def one_by_one(elements: Iterable[SceneElement]) -> Iterator[ScriptPart]:
    """The elements in order, speeches side by side one after the other."""
    for element in elements:
        if isinstance(element, DualDialogue):
            yield from element.speeches
        else:
            yield element


def with_speeches(
    elements: Iterable[SceneElement], change: Callable[[Speech], Speech]
) -> tuple[SceneElement, ...]:
    """The elements with each speech changed, in order."""

    def changed(element: SceneElement) -> SceneElement:
        if isinstance(element, DualDialogue):
            return replace(element, speeches=tuple(map(change, element.speeches)))
        return change(element) if isinstance(element, Speech) else element

    return tuple(map(changed, elements))


@dataclass(frozen=True, slots=True)
class Act:
    """An act, or another part above the scene. `label` is the source's own number."""

    label: str
    heading: str
    span: Span


@dataclass(frozen=True, slots=True)
class Scene:
    """A scene. An empty `heading` is a scene that the script did not head.

    `label` is the source's own scene number, kept as text ("12A", "010"), or "".
    """

    heading: str
    elements: tuple[SceneElement, ...]
    span: Span
    label: str = ""
    act: Act | None = None
    synopsis: str = ""

    def parts(self) -> Iterator[ScriptPart]:
        """The elements in order, speeches side by side one after the other."""
        return one_by_one(self.elements)

    def speeches(self) -> Iterator[Speech]:
        """The speeches in order; those of a dual dialogue one after the other."""
        return (part for part in self.parts() if isinstance(part, Speech))


@dataclass(frozen=True, slots=True)
class CastMember:
    """A person of the play: name as printed, what else the script calls them, role text.

    `words_per_minute` is how fast the role is read aloud, 0 where it is as fast as all.
    """

    name: str
    description: str = ""
    group: str = ""
    aliases: tuple[str, ...] = ()
    words_per_minute: float = 0.0


NoteBy = Literal["writer", "edition", "author", ""]


@dataclass(frozen=True, slots=True)
class ScriptNote:
    """A note in the script; never printed as dialogue.

    `by` says whose it is: that of a `writer` on the work (Fountain `[[ ]]`), of an `edition`, of
    the `author`, or kept apart as it is none of the play ("").

    It stands in scene `scene` (0-based), at or after the speech `speech` (0-based
    within the scene), or before any speech where that is None; `offset` is where in
    `Speech.text`, where it stands in a line. Where it tells another reading it is one of
    the words `reading_of`, which stand before it.
    """

    text: str
    span: Span
    scene: int
    speech: int | None = None
    by: NoteBy = "writer"
    offset: int | None = None
    reading_of: str | None = None


@dataclass(frozen=True, slots=True)
class Script:
    """The ordered dialogue. `details` are further title-page entries, as (key, value)."""

    title: str
    scenes: tuple[Scene, ...]
    span: Span
    subtitle: str = ""
    authors: tuple[str, ...] = ()
    language: str = ""
    details: tuple[tuple[str, str], ...] = ()
    cast: tuple[CastMember, ...] = ()
    notes: tuple[ScriptNote, ...] = ()
    front: tuple[SceneElement, ...] = ()

    def parts(self) -> Iterator[ScriptPart]:
        """All that is printed of it in order, from what stands before the first scene on."""
        return one_by_one(chain(self.front, *(scene.elements for scene in self.scenes)))
