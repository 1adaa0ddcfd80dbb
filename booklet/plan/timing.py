"""How long a script takes to read aloud.

In: a `Scene` and words per minute. Out: `Passage`s, the smallest things that are read in
one go: a speech with the directions before it. Times are whole milliseconds, so that sums
are exact.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from booklet.counting import count_words
from booklet.model import Direction, DualDialogue, Line, PageBreak, Scene, Speech

NOBODY = ""
"""The role of directions, and of words that belong to nobody."""

READ_KINDS = ("action", "stage", "centered")
"""The directions that are read aloud; a parenthetical is acted, a transition is for a film."""


@dataclass(frozen=True, slots=True)
class Rates:
    """Words per minute: in general, and of single roles."""

    usual: float
    of_role: Mapping[str, float] = field(default_factory=dict)

    def milliseconds(self, text: str, roles: tuple[str, ...]) -> int:
        """The time for `text`; several who speak together go at the pace of the slowest."""
        rate = min((self.of_role.get(role, self.usual) for role in roles), default=self.usual)
        return round(count_words(text) * 60_000 / rate)


@dataclass(frozen=True, slots=True)
class Voice:
    """Words that `roles` say together, in so many milliseconds."""

    roles: tuple[str, ...]
    milliseconds: int


@dataclass(frozen=True, slots=True)
class Passage:
    """Voices one after the other; those in `at_once` are heard at the same time.

    `speech` is the number of the first speech in it, `last_speech` that of the last
    (0-based within the scene, -1 where there is none).
    """

    milliseconds: int
    voices: tuple[Voice, ...] = ()
    at_once: tuple[tuple[str, ...], ...] = ()
    speech: int = -1
    last_speech: int = -1


def passages(scene: Scene, rates: Rates, directions: bool) -> tuple[Passage, ...]:
    """The passages of a scene in order, at least one; `directions`: whether those are read.

    What stands between two speeches goes with the second. A shared verse line is one passage
    with all its speakers, since nobody breaks off in the middle of a verse.
    """
    made: list[Passage] = []
    before: list[Voice] = []
    if directions and scene.heading:
        before.append(_nobodys(scene.heading, rates))
    speech = 0
    for element in scene.elements:
        if isinstance(element, PageBreak):
            continue
        if isinstance(element, Direction):
            if directions and element.kind in READ_KINDS:
                before.append(_nobodys(element.text, rates))
            continue
        if isinstance(element, DualDialogue):
            passage = _dual(element, rates, before, speech, directions)
        else:
            voices = (*before, *_voices(element, rates, directions))
            passage = Passage(_sum(voices), voices, (), speech, speech)
        if made and isinstance(element, Speech) and _goes_on(element):
            made[-1] = _joined(made[-1], passage)
        else:
            made.append(passage)
        before = []
        speech = passage.last_speech + 1
    if before and made:
        made[-1] = _joined(made[-1], Passage(_sum(before), tuple(before)))
    elif not made:
        made.append(Passage(_sum(before), tuple(before)))
    return tuple(made)


def _dual(
    dual: DualDialogue, rates: Rates, before: list[Voice], speech: int, directions: bool
) -> Passage:
    """Side by side it takes as long as its longest side."""
    sides = [tuple(_voices(side, rates, directions)) for side in dual.speeches]
    return Passage(
        _sum(before) + max((_sum(side) for side in sides), default=0),
        (*before, *(voice for side in sides for voice in side)),
        (tuple(role for side in dual.speeches for role in _roles(side)),),
        speech,
        speech + len(dual.speeches) - 1,
    )


def _voices(speech: Speech, rates: Rates, directions: bool) -> Iterator[Voice]:
    roles = _roles(speech)
    for part in speech.body:
        if isinstance(part, Line):
            yield Voice(roles, rates.milliseconds(part.text, roles))
        elif directions and part.kind in READ_KINDS:
            yield _nobodys(part.text, rates)


def _roles(speech: Speech) -> tuple[str, ...]:
    return speech.who or (speech.speaker or NOBODY,)


def _nobodys(text: str, rates: Rates) -> Voice:
    return Voice((NOBODY,), rates.milliseconds(text, (NOBODY,)))


def _goes_on(speech: Speech) -> bool:
    """Whether the speech begins in the middle of a verse line."""
    return bool(speech.lines) and speech.lines[0].part in ("M", "F")


def _joined(one: Passage, other: Passage) -> Passage:
    return Passage(
        one.milliseconds + other.milliseconds,
        one.voices + other.voices,
        one.at_once + other.at_once,
        one.speech if one.speech >= 0 else other.speech,
        max(one.last_speech, other.last_speech),
    )


def _sum(voices: list[Voice] | tuple[Voice, ...]) -> int:
    return sum(voice.milliseconds for voice in voices)
