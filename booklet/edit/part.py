"""One role's part: own speeches in full, the cue before each, for reading aloud.

In: a scene of the whole. Out: the same scene as that role needs it. Numbers stay.
"""

from __future__ import annotations

import re
from dataclasses import replace

from booklet.model import (
    Cue,
    Direction,
    EditedDual,
    EditedElement,
    EditedScene,
    EditedSpeech,
    PageBreak,
    edited_one_by_one,
)

CUE_WORDS = 12
"""A cue has at most so many words: what can be heard at one go."""

_SENTENCE = re.compile(r"(?<=[.!?…])[\"'”’»)\]]*\s+")


def part_of(scene: EditedScene, role: str) -> EditedScene:
    """The scene for `role`, a canonical name; `silent` where the role does not speak.

    Of the directions stay those at the scene's opening, those next to an own speech, and
    those that name the role.
    """
    if not any(_own(element, role) for element in scene.elements):
        return replace(scene, elements=(), silent=True, head=())
    kept: list[EditedElement] = []
    heard: EditedSpeech | None = None  # the last speech, where it was somebody else's
    for at, element in enumerate(scene.elements):
        if _own(element, role):
            if heard is not None:
                kept = _with_cue(kept, heard, scene.elements[:at])
            kept.append(element)
            heard = None
        elif isinstance(element, EditedSpeech):
            heard = element
        elif isinstance(element, EditedDual):
            heard = element.speeches[-1] if element.speeches else heard
        elif isinstance(element, Direction) and _concerns(scene.elements, at, role):
            kept.append(element)
    return replace(scene, elements=tuple(kept))


def _with_cue(
    kept: list[EditedElement], heard: EditedSpeech, before: tuple[EditedElement, ...]
) -> list[EditedElement]:
    """The cue, put before the directions that stand between it and the own speech."""
    between = 0
    for element in reversed(before):
        if isinstance(element, EditedSpeech | EditedDual):
            break
        between += isinstance(element, Direction)
    at = len(kept)
    while at and between and isinstance(kept[at - 1], Direction):
        at -= 1
        between -= 1
    return [*kept[:at], cue_of(heard), *kept[at:]]


def cue_of(speech: EditedSpeech) -> Cue:
    """The last words of a speech: its last sentences as far as they are short, else their end."""
    text = " ".join(speech.speech.text.split())
    chosen = ""
    for sentence in reversed(_SENTENCE.split(text)):
        longer = f"{sentence} {chosen}".strip()
        if len(longer.split()) > CUE_WORDS:
            break
        chosen = longer
    if not chosen:
        chosen = " ".join(text.split()[-CUE_WORDS:])
    shown = chosen if chosen == text else f"… {chosen}"
    return Cue(speech.speech.speaker or "", shown, speech.citation, speech.speech.span)


def _own(element: EditedElement, role: str) -> bool:
    return any(
        isinstance(part, EditedSpeech) and role in part.speech.who
        for part in edited_one_by_one((element,))
    )


def _concerns(elements: tuple[EditedElement, ...], at: int, role: str) -> bool:
    direction = elements[at]
    if isinstance(direction, Direction) and _names(direction.text, role):
        return True
    before = [element for element in elements[:at] if not isinstance(element, PageBreak)]
    speeches = [at for at, one in enumerate(before) if not isinstance(one, Direction)]
    if not speeches:
        return True  # the scene's opening
    after = next(
        (one for one in elements[at + 1 :] if not isinstance(one, Direction | PageBreak)), None
    )
    return _own(before[speeches[-1]], role) or (after is not None and _own(after, role))


def _names(text: str, role: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(role)}(?!\w)", text, re.IGNORECASE) is not None
