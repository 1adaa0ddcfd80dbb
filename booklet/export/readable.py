"""An edition to be read as it stands: plain text, and Markdown with footnotes.

In: an `Edition`. Out: text. Speeches have their numbers for citing; notes stand at the end of
their scene, in Markdown as footnotes; what is said of persons and of the whole at its place.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from booklet.export.stretches import Aside, Behind, stretches
from booklet.markup.markdown import plain
from booklet.model import (
    Cue,
    Direction,
    EditedElement,
    EditedLine,
    EditedScene,
    EditedSpeech,
    Edition,
    Note,
    edited_one_by_one,
)

_MARKDOWN = re.compile(r"([\\`*_\[\]<>#])")


@dataclass(frozen=True, slots=True)
class _Form:
    """How things are written: `heading` of a level, words of a person, of a direction, a note's
    number behind its words and before its body."""

    markdown: bool

    def text(self, text: str) -> str:
        return _MARKDOWN.sub(r"\\\1", text) if self.markdown else text

    def heading(self, text: str, level: int) -> str:
        return f"{'#' * level} {self.text(text)}" if self.markdown else text

    def name(self, text: str) -> str:
        return f"**{self.text(text)}**" if self.markdown else text

    def direction(self, text: str) -> str:
        return f"*({self.text(text)})*" if self.markdown else f"({text})"

    def mark(self, number: int) -> str:
        return f"[^{number}]" if self.markdown else f"[{number}]"

    def body(self, note: Note) -> str:
        said = " ".join(note.body.split())
        return said if self.markdown else plain(said)

    def note(self, note: Note, who: str) -> str:
        lemma = f"{self.name(note.lemma)} " if note.lemma and note.number else ""
        signed = f" — {self.text(who)}" if who else ""
        return f"{lemma}{self.body(note)}{signed}"


def plain_text(edition: Edition) -> str:
    """The edition as plain text."""
    return _written(edition, _Form(markdown=False))


def markdown_text(edition: Edition) -> str:
    """The edition as Markdown (CommonMark, with the footnotes of GitHub and Pandoc)."""
    return _written(edition, _Form(markdown=True))


def _written(edition: Edition, form: _Form) -> str:
    blocks = [*_title(edition, form), *_cast(edition, form)]
    blocks += _elements(edition.front, form)
    for scene in edition.scenes:
        blocks += _scene(scene, form)
    whole = [note for note in edition.notes if note.place == "critics"]
    blocks += [form.note(note, who(note)) for note in whole]
    blocks += _questions(edition, form)
    return "\n\n".join(block for block in blocks if block) + "\n"


def who(note: Note) -> str:
    """Who says a note; "" for the course's own editor."""
    series = note.series
    return (series.author or series.title) if series.source else ""


def _title(edition: Edition, form: _Form) -> Iterator[str]:
    settings = edition.settings
    yield form.heading(settings.title, 1)
    yield form.text(settings.subtitle)
    yield form.text(", ".join(settings.authors or edition.script.authors))


def _cast(edition: Edition, form: _Form) -> Iterator[str]:
    for member in edition.cast:
        described = f" {form.text(member.description)}" if member.description else ""
        yield f"{form.name(member.name)}{described}"
        for note in edition.notes:
            if note.place == "cast" and note.citation == member.name:
                yield form.note(note, who(note))


def _scene(scene: EditedScene, form: _Form) -> Iterator[str]:
    act = scene.scene.act
    if act and scene.opens_act:
        yield form.heading(act.heading or act.label, 2)
    yield form.heading(f"{scene.number} {scene.scene.heading}".strip(), 3 if act else 2)
    yield form.text(scene.scene.synopsis)
    for note in scene.head:
        yield form.note(note, who(note))
    yield from _elements(scene.elements, form)
    yield from _notes(scene, form)


def _elements(elements: Iterable[EditedElement], form: _Form) -> Iterator[str]:
    for element in edited_one_by_one(elements):
        if isinstance(element, EditedSpeech):
            yield _speech(element, form)
            for note in element.met:
                yield form.note(note, who(note))
        elif isinstance(element, Direction):
            yield form.direction(element.text)
        elif isinstance(element, Cue):
            yield f"{form.name(element.speaker)} … {form.text(element.text)}"


def _speech(speech: EditedSpeech, form: _Form) -> str:
    said = speech.speech
    name = f"{said.speaker} ({said.extension})" if said.extension else said.speaker or ""
    head = " ".join(part for part in (speech.citation, form.name(name) if name else "") if part)
    ends = "  \n" if form.markdown else "\n"
    verse = any(isinstance(p, EditedLine) and p.line.kind != "prose" for p in speech.body)
    made, between = head, ends if verse else " "
    for part in speech.body:
        aside = isinstance(part, Direction)
        made += between if made else ""
        made += form.direction(part.text) if isinstance(part, Direction) else _line(part, form)
        between = " " if aside and not verse else ends
    return made.strip()


def _line(edited: EditedLine, form: _Form) -> str:
    made = ""
    for part in stretches(edited):
        if isinstance(part, Behind):
            numbers = dict.fromkeys(note.number for note in part.notes)
            made = made.rstrip() + "".join(map(form.mark, numbers)) + made[len(made.rstrip()) :]
        elif isinstance(part, Aside):
            made += f"{form.direction(part.text)} "
        else:
            made += form.text(part.text)
    return made.strip()


def _notes(scene: EditedScene, form: _Form) -> Iterator[str]:
    """The notes on words, by their numbers; those on the same words in one row."""
    by_number: dict[int, list[Note]] = {}
    for speech in scene.speeches():
        for part in speech.body:
            if isinstance(part, EditedLine):
                for mark in part.marks:
                    by_number.setdefault(mark.number, []).extend(mark.notes)
    rows = [
        f"{form.mark(number)}{':' if form.markdown else ''} {_together(notes, form)}"
        for number, notes in sorted(by_number.items())
        if notes
    ]
    yield "\n".join(rows)


def _together(notes: Sequence[Note], form: _Form) -> str:
    return " ".join(form.note(note, who(note)) for note in notes)


def _questions(edition: Edition, form: _Form) -> Iterator[str]:
    for number, question in enumerate(edition.questions, start=1):
        asked = question.question if form.markdown else plain(question.question)
        yield f"{number}. {asked}"
        if question.answer:
            yield question.answer if form.markdown else plain(question.answer)
