"""Which annotations are printed, and which of them speak of the same words.

In: annotations with targets. Out: `NoteGroup`s in the order of the text; the notes of a
group share one mark number and one lemma.
"""

from __future__ import annotations

from dataclasses import dataclass

from booklet.edit.lemma import shorten
from booklet.edit.marks import split_target
from booklet.model import Annotation, Series, Speech, Target

LIKENESS = 0.75
"""Two targets are the same words where what they share is at least this part of what
they cover together (the Jaccard index of their characters)."""

EDGE = 12
"""…and neither end lies further apart than this, in characters: about two words."""


@dataclass(frozen=True, slots=True)
class NoteGroup:
    """Annotations on the same words, in the order of their series."""

    target: Target
    lemma: str
    annotations: tuple[Annotation, ...]


def printable(annotations: tuple[Annotation, ...]) -> tuple[Annotation, ...]:
    """Those that become notes: placed, not rejected, with a body."""
    return tuple(
        annotation
        for annotation in annotations
        if annotation.status == "placed"
        and annotation.decision != "rejected"
        and annotation.body.strip()
    )


def group_notes(
    scene: int,
    speeches: tuple[Speech, ...],
    annotations: tuple[Annotation, ...],
    series: dict[str, Series],
) -> tuple[tuple[NoteGroup, ...], tuple[Annotation, ...]]:
    """The groups of one scene in the order of the text, and what has no words there.

    In that order an earlier beginning comes first, of two at one place the longer one:
    the general before the particular. A group's words are those of its first member.
    """
    order = {source: position for position, source in enumerate(series)}
    placed: list[tuple[Target, Annotation]] = []
    lost: list[Annotation] = []
    for annotation in annotations:
        target = annotation.target
        if target is None or target.scene != scene:
            continue
        if split_target(speeches, target):
            placed.append((target, annotation))
        else:
            lost.append(annotation)
    placed.sort(key=lambda pair: _text_order(pair[0], order[pair[1].source], pair[1].id))

    groups: list[tuple[Target, list[Annotation]]] = []
    for target, annotation in placed:
        home = _home(groups, target)
        if home is None:
            groups.append((target, [annotation]))
        else:
            home.append(annotation)
    return (
        tuple(
            NoteGroup(
                target,
                shorten(_words(speeches, target)),
                _threads(sorted(members, key=lambda note: order[note.source])),
            )
            for target, members in groups
        ),
        tuple(lost),
    )


def _threads(notes: list[Annotation]) -> tuple[Annotation, ...]:
    """The notes in their order, but each answer behind the note that it follows."""
    there = {note.id for note in notes}
    answers: dict[str, list[Annotation]] = {}
    for note in notes:
        if note.follows in there:
            answers.setdefault(note.follows, []).append(note)
    first = [note for note in notes if note.follows not in there]
    return tuple(one for note in first for one in (note, *answers.get(note.id, ())))


def _home(groups: list[tuple[Target, list[Annotation]]], target: Target) -> list[Annotation] | None:
    for other, members in reversed(groups):
        if other.speech < target.speech or other.start < target.start - EDGE:
            return None  # the groups are in the order of the text: none further back is near
        if _same(other, target):
            return members
    return None


def _text_order(
    target: Target, series: int, identifier: str
) -> tuple[int, int, int, int, int, str]:
    return (target.speech, target.start, -target.end_speech, -target.end, series, identifier)


def _same(one: Target, other: Target) -> bool:
    if (one.speech, one.end_speech) != (other.speech, other.end_speech):
        return False
    if abs(one.start - other.start) > EDGE or abs(one.end - other.end) > EDGE:
        return False
    if one.speech != one.end_speech:
        return True
    shared = min(one.end, other.end) - max(one.start, other.start)
    covered = max(one.end, other.end) - min(one.start, other.start)
    return covered == 0 or shared >= LIKENESS * covered


def _words(speeches: tuple[Speech, ...], target: Target) -> str:
    """The script's own words, taken from the script; a stroke parts verse lines."""
    words = ""
    for part in split_target(speeches, target):
        line = speeches[part.speech].lines[part.line]
        if words:
            words += " " if line.kind == "prose" else " / "
        words += line.text[part.start : part.end]
    return words
