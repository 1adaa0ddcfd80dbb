"""What an edition shows of the whole, once everything has its number.

In: the whole `Edition`, with every note, and an `EditionChoice`. Out: the edition as its
reader gets it. Nothing is numbered here: numbers for citing and marks of notes are those
of the whole, so that all editions of a course share them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from booklet.counting import count_words
from booklet.edit.part import part_of
from booklet.edit.remarks import met
from booklet.edit.shares import overfull, overfull_feet
from booklet.geometry import page_geometry
from booklet.model import (
    AT_ENDS,
    ENDNOTES,
    EVERY_KIND,
    MEMBER,
    Direction,
    EditedLine,
    EditedScene,
    EditedSpeech,
    Edition,
    EditionChoice,
    Mark,
    Matter,
    Note,
    NoteChoice,
    NotePlace,
    Series,
)
from booklet.plugins import note_kind


def select(whole: Edition, choice: EditionChoice) -> Edition:
    """The edition that `choice` describes."""
    scenes = whole.scenes
    if choice.part:
        scenes = tuple(part_of(scene, choice.role) for scene in scenes)
    settings = whole.settings
    matter = _matter(settings.matter, choice)
    pieces = (*matter.front, *matter.back)
    wanted = [note for note in whole.notes if shows(choice.notes, note)]
    listed = {member.name for member in whole.cast} if "cast" in pieces else set()
    elsewhere = {note.id for note in wanted if note.place == "critics" and "critics" in pieces} | {
        note.id for note in wanted if note.place == "cast" and note.citation in listed
    }
    unlisted = [note for note in wanted if note.place == "cast" and note.id not in elsewhere]
    scenes, met_there = met(scenes, unlisted, whole.cast)
    printed = elsewhere | {note.id for scene in scenes for note in _notes_in(scene)}
    moved = {note.id: note for note in met_there}
    kept = [moved.get(note.id, note) for note in wanted if note.id in printed]
    paper, binding = choice.paper or settings.paper, choice.binding
    if choice.notes.at in ("margin", "foot") and not choice.part:
        page = page_geometry(
            paper,
            binding=settings.binding if binding is None else binding,
            type_size=choice.type_size,
            margin=choice.margin,
            column=choice.notes.at == "margin",
        )
        measured = overfull if choice.notes.at == "margin" else overfull_feet
        over = measured(scenes, {note.id for note in kept}, page) if page else frozenset()
        kept = [replace(note, place="end") if note.id in over else note for note in kept]
    if choice.notes.at in AT_ENDS:
        kept = [replace(note, place="end") if note.place == "margin" else note for note in kept]
    notes = _led_anew(kept, _series_of(whole, kept))
    shown = tuple(_with_notes(scene, notes) for scene in scenes)
    themed = (("theme", choice.span),) if choice.theme else ()
    return replace(
        whole,
        settings=replace(
            settings,
            paper=choice.paper or settings.paper,
            theme=choice.theme or settings.theme,
            binding=settings.binding if choice.binding is None else choice.binding,
            sides=choice.sides or settings.sides,
            matter=matter,
            fields=tuple({**dict(settings.fields), **dict(choice.fields)}.items()),
            places=(*settings.places, *themed),
        ),
        scenes=shown,
        series=tuple(_series_of(whole, kept).values()),
        notes=tuple(notes.values()),
        questions=tuple(
            question if choice.questions == "answers" else replace(question, answer="")
            for question in whole.questions
            if choice.questions != "none"
        ),
        choice=choice,
        left_out=tuple(
            note for note in wanted if note.place in ("cast", "critics") and note.id not in printed
        ),
    )


def _matter(matter: Matter, choice: EditionChoice) -> Matter:
    """The pieces before and after the script; none stands in both places. What an edition has
    before it is not behind it; what it moves behind it, reading has taken from before it."""
    front = matter.front if choice.front is None else choice.front
    back = matter.back if choice.back is None else choice.back
    if choice.notes.at == "end" and ENDNOTES not in (*front, *back):
        back = (ENDNOTES, *back)
    return replace(matter, front=front, back=tuple(name for name in back if name not in front))


def shows(choice: NoteChoice, note: Note) -> bool:
    """Whether a note is among those chosen."""
    if choice.at == "none":
        return False
    if choice.kinds:
        if EVERY_KIND not in choice.kinds and note.kind not in choice.kinds:
            return False
    elif note_kind(note.kind).seen_by == "leader":
        return False
    return (
        (not choice.sources or _is_of(note.series.source, choice.sources))
        and (not choice.themes or not set(choice.themes).isdisjoint(note.themes))
        and (not choice.longest or count_words(note.body) <= choice.longest)
    )


def _is_of(source: str, wanted: tuple[str, ...]) -> bool:
    return source in wanted or (MEMBER in wanted and source.startswith(MEMBER))


def _series_of(whole: Edition, kept: list[Note]) -> dict[str, Series]:
    """Every source keeps its letter; the words are those that this edition reproduces."""
    words = dict.fromkeys((series.source for series in whole.series), 0)
    for note in kept:
        words[note.series.source] += count_words(note.body)
    return {series.source: replace(series, words=words[series.source]) for series in whole.series}


def _led_anew(kept: list[Note], series: dict[str, Series]) -> dict[str, Note]:
    """The notes by id; the first one left of those on the same words shows the lemma."""
    led: set[tuple[str, NotePlace, int]] = set()
    notes: dict[str, Note] = {}
    for note in kept:
        on = note.citation.rpartition(".")[0] if note.number else note.scope + note.citation
        key = (on, note.place, note.number)
        notes[note.id] = replace(note, leads=key not in led, series=series[note.series.source])
        led.add(key)
    return notes


def _with_notes(scene: EditedScene, notes: dict[str, Note]) -> EditedScene:
    """The scene with these notes alone; a mark without any goes too."""
    numbers = {note.number for note in _notes_in(scene) if note.id in notes}

    def line(edited: EditedLine) -> EditedLine:
        marks = tuple(
            replace(mark, notes=tuple(notes[note.id] for note in mark.notes if note.id in notes))
            for mark in edited.marks
            if mark.number in numbers
        )
        return edited if marks == edited.marks else replace(edited, marks=marks)

    def speech(edited: EditedSpeech) -> EditedSpeech:
        body = tuple(part if isinstance(part, Direction) else line(part) for part in edited.body)
        return replace(edited, body=body, met=_kept(edited.met, notes))

    end = tuple(note for note in _kept(_notes_in(scene), notes) if note.place == "end")
    return replace(scene.with_speeches(speech), head=_kept(scene.head, notes), end=end)


def _kept(those: Iterable[Note], notes: dict[str, Note]) -> tuple[Note, ...]:
    return tuple(notes[note.id] for note in those if note.id in notes)


def _notes_in(scene: EditedScene) -> list[Note]:
    return [
        *scene.head,
        *(note for speech in scene.speeches() for note in speech.met),
        *(note for mark in _marks_in(scene) for note in mark.notes),
    ]


def _marks_in(scene: EditedScene) -> list[Mark]:
    return [
        mark
        for speech in scene.speeches()
        for part in speech.body
        if isinstance(part, EditedLine)
        for mark in part.marks
    ]
