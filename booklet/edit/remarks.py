"""Notes on more than words: on a scene or several, on somebody, on the whole.

In: annotations without a place in the words. Out: `Note`s without mark or lemma, so that no
number depends on them. Those on one scene, or on one person, stand together in the order of
their series, and the first of them leads.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from booklet.citation import SceneNumbers
from booklet.model import (
    Annotation,
    CastMember,
    EditedScene,
    EditedSpeech,
    Note,
    NotePlace,
    Series,
)
from booklet.names import name_key

_PLACES: dict[str, NotePlace] = {"character": "cast", "work": "critics"}


def remarks(
    annotations: Iterable[Annotation],
    series: Mapping[str, Series],
    numbers: Sequence[SceneNumbers],
    cast: Sequence[CastMember],
) -> tuple[dict[int, tuple[Note, ...]], tuple[Note, ...]]:
    """The notes at the head of scenes, by scene (0-based), and those on persons and the whole.

    Notes on a scene come before those on several of which it is the first. Persons are in the
    order of the cast list.
    """
    order = {source: position for position, source in enumerate(series)}
    listed = {member.name: position for position, member in enumerate(cast)}
    names = called(cast)
    heads: dict[int, list[tuple[int, Note]]] = {}
    others: list[Note] = []
    for annotation in annotations:
        note = _note(annotation, series[annotation.source])
        if annotation.scenes is not None:
            first, last = annotation.scenes
            cited = [numbers[scene].scene for scene in dict.fromkeys((first, last))]
            note = replace(note, citation="–".join(cited))
            heads.setdefault(first, []).append((last, note))
        else:
            name = names.get(_folded(annotation.cast), annotation.cast)
            others.append(replace(note, citation=name))
    by_scene = {
        scene: _led(
            note for _, note in sorted(found, key=lambda one: (one[0], order[one[1].series.source]))
        )
        for scene, found in heads.items()
    }
    others.sort(
        key=lambda note: (
            note.scope == "work",
            listed.get(note.citation, len(listed)),
            note.citation,
            order[note.series.source],
        )
    )
    return by_scene, _led(others)


def _note(annotation: Annotation, series: Series) -> Note:
    return Note(
        id=annotation.id,
        number=0,
        leads=True,
        series=series,
        citation="",
        lemma="",
        body=annotation.body.strip(),
        themes=annotation.themes,
        kind=annotation.kind,
        reason=annotation.reason,
        span=annotation.span,
        scope=annotation.scope,
        place=_PLACES.get(annotation.scope, "margin"),
        strength=annotation.strength,
    )


def _led(notes: Iterable[Note]) -> tuple[Note, ...]:
    """The notes, of which the first on each target leads."""
    before: Note | None = None
    led: list[Note] = []
    for note in notes:
        same = before is not None and (before.scope, before.citation) == (note.scope, note.citation)
        led.append(replace(note, leads=not same))
        before = note
    return tuple(led)


def called(cast: Iterable[CastMember]) -> dict[str, str]:
    """What each of the cast is called, folded → the name in the list."""
    found: dict[str, str] = {}
    for member in cast:
        for name in (member.name, *member.aliases):
            found.setdefault(_folded(name), member.name)
    return found


def _folded(name: str) -> str:
    return " ".join(name_key(name).split())


def met(
    scenes: Sequence[EditedScene], notes: Sequence[Note], cast: Sequence[CastMember]
) -> tuple[tuple[EditedScene, ...], tuple[Note, ...]]:
    """The scenes with the notes on persons at their first speeches, and these notes.

    A note on somebody who is not heard in these scenes is left out.
    """
    names = called(cast)
    waiting: dict[str, list[Note]] = {}
    for note in notes:
        waiting.setdefault(_folded(note.citation), []).append(replace(note, place="margin"))
    placed: list[Note] = []

    def speech(edited: EditedSpeech) -> EditedSpeech:
        said = dict.fromkeys(_folded(names.get(_folded(who), who)) for who in edited.speech.who)
        here = tuple(note for who in said for note in waiting.pop(who, ()))
        placed.extend(here)
        return replace(edited, met=here) if here else edited

    return tuple(scene.with_speeches(speech) for scene in scenes), tuple(placed)
