"""Where the speeches of a TEI play go: acts, scenes, front matter, notes.

Takes lines, directions and headings in the order of the text, gives finished scenes.
Lines outside any speech become a speech of nobody.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from booklet.model import (
    Act,
    Direction,
    DualDialogue,
    Line,
    Scene,
    SceneElement,
    ScriptNote,
    Span,
    Speech,
)

SIDE_BY_SIDE = 2
"""So many speeches have room beside each other."""


@dataclass(slots=True)
class _Draft:
    span: Span
    act: Act | None
    heading: str = ""
    label: str = ""
    elements: list[SceneElement] = field(default_factory=list)
    speeches: int = 0

    def scene(self) -> Scene:
        return Scene(self.heading, tuple(self.elements), self.span, self.label, self.act)


@dataclass(slots=True)
class OpenSpeech:
    """A speech that is being filled; `explicit` where the source has an `sp` for it."""

    speaker: str | None
    who: tuple[str, ...]
    span: Span
    explicit: bool = True
    body: list[Line | Direction] = field(default_factory=list)

    def resumed(self, span: Span) -> OpenSpeech:
        """The same speaker going on after an interruption."""
        return OpenSpeech(self.speaker, self.who, span, self.explicit)


class Stagebook:
    """Fills scenes in order. `act` and `speech` are those open at present."""

    def __init__(self) -> None:
        self.act: Act | None = None
        self.speech: OpenSpeech | None = None
        self._drafts: list[_Draft] = []
        self._current: _Draft | None = None
        self._front: _Draft | None = None
        self._notes: list[ScriptNote] = []

    def open_front(self, span: Span) -> None:
        """What follows is front matter, until a scene or an act begins."""
        self.close_speech()
        self._front = self._front or _Draft(span, None)
        self._current = self._front

    def open_act(self, act: Act | None) -> None:
        """What follows belongs to this act, and to a scene without heading until one opens."""
        self.close_speech()
        self.act = act
        self._current = None

    def close_act(self) -> None:
        """The act is over; words outside any scene still go to its last scene."""
        self.close_speech()
        if self._current is None and self.act is not None:
            self._draft(self.act.span)
        self.act = None

    def open_scene(self, heading: str, label: str, span: Span) -> None:
        """What follows belongs to this scene."""
        self.close_speech()
        self._current = _Draft(span, self.act, heading, label)
        self._drafts.append(self._current)

    def close_front(self) -> None:
        """What follows is the play itself."""
        self.close_speech()
        self._current = None

    def put(self, part: Line | Direction) -> None:
        """Add to the open speech; a line outside any speech opens one of nobody."""
        if self.speech is None and isinstance(part, Line):
            self.speech = OpenSpeech(None, (), part.span, explicit=False)
        elif isinstance(part, Direction) and self.speech and not self.speech.explicit:
            self.close_speech()
        if self.speech is not None:
            self.speech.body.append(part)
        elif isinstance(part, Direction):
            self._draft(part.span).elements.append(part)

    def open_speech(self, speech: OpenSpeech) -> OpenSpeech | None:
        """Begin a speech; gives the one that it interrupts."""
        interrupted = self.speech if self.speech and self.speech.explicit else None
        self.close_speech()
        self.speech = speech
        return interrupted

    def close_speech(self) -> None:
        """Put the open speech, if it says or does anything, into its scene."""
        if self.speech is not None and self.speech.body:
            speech = self.speech
            draft = self._draft(speech.span)
            draft.elements.append(
                Speech(speech.speaker, speech.who, tuple(speech.body), speech.span)
            )
            draft.speeches += 1
        self.speech = None

    @property
    def in_front(self) -> bool:
        """Whether what comes now is front matter."""
        return self._current is not None and self._current is self._front

    def begin_group(self) -> int:
        """Speeches that belong together follow; gives a number for `end_group`."""
        self.close_speech()
        return len(self._current.elements) if self._current else 0

    def end_group(self, start: int, span: Span) -> None:
        """Set the speeches since then side by side, if they are two and nothing else is there."""
        self.close_speech()
        elements = self._current.elements if self._current else []
        group = tuple(each for each in elements[start:] if isinstance(each, Speech))
        if len(group) == len(elements) - start == SIDE_BY_SIDE:
            elements[start:] = [DualDialogue(group, span)]

    def note(self, note: ScriptNote, *, in_line: bool = False) -> int:
        """A note at this place; `in_line` where it stands inside a line that is being read.

        Gives its number, for `place_note`.
        """
        scene, speech = len(self._drafts) - 1, -1
        if self._current is None and (self.act is not None or not self._drafts):
            scene += 1
        elif self._drafts and self._current is not self._front:
            speech = self._drafts[-1].speeches - (self.speech is None and not in_line)
        self._notes.append(replace(note, scene=scene, speech=speech))
        return len(self._notes) - 1

    def place_note(self, number: int, offset: int) -> None:
        """A note stands at that offset of the line that was put last."""
        assert self.speech
        *before, _ = (part for part in self.speech.body if isinstance(part, Line))
        start = sum(len(line.text) + 1 for line in before)
        self._notes[number] = replace(self._notes[number], offset=start + offset)

    def scenes(self) -> tuple[Scene, ...]:
        """All scenes, in order."""
        self.close_speech()
        return tuple(draft.scene() for draft in self._drafts)

    def front(self) -> tuple[SceneElement, ...]:
        """The front matter, in order."""
        return tuple(self._front.elements) if self._front else ()

    def notes(self) -> tuple[ScriptNote, ...]:
        """The notes, in order."""
        placed: list[ScriptNote] = []
        for note in self._notes:
            scene = max(min(note.scene, len(self._drafts) - 1), 0)
            last = self._drafts[scene].speeches - 1 if self._drafts else -1
            assert note.speech is not None
            speech = min(note.speech, last)
            found = speech == note.speech >= 0 and scene == note.scene
            placed.append(
                replace(
                    note,
                    scene=scene,
                    speech=None if speech < 0 else speech,
                    offset=note.offset if found else None,
                )
            )
        return tuple(placed)

    def _draft(self, span: Span) -> _Draft:
        if self._current is None:
            self._current = _Draft(span, self.act)
            self._drafts.append(self._current)
        return self._current
