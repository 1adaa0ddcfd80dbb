"""Characters that no font of the booklet can print.

In: the edition and the font files that its style sheets loaded. Out: a Problem for each
character without a glyph, with its code point, at the first place that needs it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path

from fontTools.ttLib import TTFont, TTLibError

from booklet.model import Cue, Direction, EditedDual, EditedScene, EditedSpeech, Edition, Span
from booklet.problems import Problem, error

_UNPRINTED = frozenset({"Cc", "Cf", "Zs", "Zl", "Zp"})


def missing_glyphs(edition: Edition, fonts: Sequence[Path]) -> tuple[Problem, ...]:
    """An error for each character of the edition that none of the fonts has."""
    covered = _coverage(fonts)
    found: dict[str, tuple[str, Span]] = {}
    for text, place, span in _texts(edition):
        for character in set(text):
            if ord(character) not in covered and character not in found:
                found[character] = (place, span)
    return tuple(
        _missing(character, *found[character])
        for character in sorted(found)
        if unicodedata.category(character) not in _UNPRINTED
    )


def missing_in(text: str, place: str, span: Span, fonts: Sequence[Path]) -> tuple[Problem, ...]:
    """An error for each character of `text`, which stands in `place`, that no font has."""
    covered = _coverage(fonts)
    return tuple(
        _missing(character, place, span)
        for character in sorted(set(text))
        if ord(character) not in covered and unicodedata.category(character) not in _UNPRINTED
    )


def _missing(character: str, place: str, span: Span) -> Problem:
    name = unicodedata.name(character, "no name")
    return error(
        "glyph-missing",
        f"the fonts have no glyph for “{character}” (U+{ord(character):04X}, {name.lower()}), "
        f"needed in {place}",
        span,
        "Replace the character, or add a font that has it in the course's styles/ folder.",
    )


def _coverage(fonts: Sequence[Path]) -> frozenset[int]:
    covered: set[int] = set()
    for path in dict.fromkeys(fonts):
        try:
            with TTFont(path, lazy=True) as font:
                covered.update(font.getBestCmap() or ())
        except (TTLibError, OSError):
            continue  # the typesetter complains of a font that cannot be read
    return frozenset(covered)


def _texts(edition: Edition) -> Iterator[tuple[str, str, Span]]:
    span = edition.settings.span
    yield edition.settings.title, "the title", edition.settings.at("title")
    yield edition.settings.subtitle, "the subtitle", edition.settings.at("subtitle")
    for scene in edition.scenes:
        yield from _scene_texts(scene)
    for note in edition.notes:
        yield note.lemma + note.body, f"a note on {note.citation}", note.span or span
    for series in edition.series:
        yield series.title + series.author + series.publication, "the credits", span
    for question in edition.questions:
        yield question.question + question.answer, "a question", question.span
    for term in edition.terms:
        yield term.term + term.meaning, "the glossary", term.span


def _scene_texts(edited: EditedScene) -> Iterator[tuple[str, str, Span]]:
    scene = edited.scene
    place = f"the heading of scene {edited.number}"
    yield (
        scene.heading + scene.synopsis + (scene.act.heading if scene.act else ""),
        place,
        scene.span,
    )
    for element in edited.elements:
        if isinstance(element, EditedSpeech):
            yield from _speech_texts(element)
        elif isinstance(element, EditedDual):
            for speech in element.speeches:
                yield from _speech_texts(speech)
        elif isinstance(element, Cue):
            yield element.speaker + element.text, f"the cue {element.citation}", element.span
        elif isinstance(element, Direction):
            yield element.text, f"a direction of scene {edited.number}", element.span


def _speech_texts(edited: EditedSpeech) -> Iterator[tuple[str, str, Span]]:
    speech = edited.speech
    place = f"speech {edited.citation}"
    yield (speech.speaker or "") + (speech.extension or ""), place, speech.span
    for part in edited.body:
        if isinstance(part, Direction):
            yield part.text, place, part.span
        else:
            inline = "".join(direction.text for direction in part.line.directions)
            yield part.line.text + inline, place, part.line.span
