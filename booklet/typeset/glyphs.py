"""Characters that no font of the booklet can print.

In: the page's text, and the fonts that its style sheets brought. Out: the characters without
a glyph, which `boxes` prints as boxes; and a warning for each, at the first place that needs it.
The letters of one script want one font: one warning tells of all.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from html import unescape
from unicodedata import normalize

import tinycss2
from fontTools.unicodedata import script, script_name

from booklet.counting import counted
from booklet.fonts import characters_of, fallback_characters, fallback_fonts
from booklet.model import (
    Cue,
    Direction,
    EditedPart,
    EditedScene,
    EditedSpeech,
    Edition,
    Span,
    edited_one_by_one,
)
from booklet.problems import Problem, warning

_UNPRINTED = frozenset({"Cc", "Cf", "Zs", "Zl", "Zp"})
_IGNORED = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\ufe00-\ufe0f\uffa0\U000e0000-\U000e0fff]"
)
"""What is not shown where a font lacks it, beside Cf: variation selectors, fillers.

Default_Ignorable_Code_Point of https://www.unicode.org/reports/tr44/.
"""

_NO_SCRIPT = frozenset({"Zyyy", "Zinh", "Zzzz"})
_CJK = {
    "Hani": "Noto Serif SC for Chinese, Noto Serif JP for Japanese",
    "Hira": "Noto Serif JP",
    "Kana": "Noto Serif JP",
    "Bopo": "Noto Serif TC",
    "Hang": "Noto Serif KR",
}
"""Fonts are made by language there, not by script as the others of the Noto project."""

_SHOWN = 8  # characters named in a message before it says how many more


def unprintable(html: str, css: Sequence[str], fonts: Iterable[bytes]) -> frozenset[str]:
    """The characters of a page, and of the strings of its styles, that no font has.

    `fonts` are the files that the styles brought; the shipped fallback fonts print too.
    """
    wanted = {
        character
        for character in set(unescape(html)).union(*map(_strings, css))
        if unicodedata.category(character) not in _UNPRINTED and not _IGNORED.match(character)
    }
    for font in fonts:
        if wanted:  # reading a font takes a while
            wanted = _beyond(characters_of(font), wanted)
    for fallback in fallback_fonts():
        if wanted:
            wanted = _beyond(fallback_characters(fallback), wanted)
    return frozenset(wanted)


def missing_glyphs(
    characters: Iterable[str], texts: Iterable[tuple[str, str, Span]], otherwise: Span
) -> tuple[Problem, ...]:
    """A warning for each symbol and for each script among the characters: `glyph-missing`.

    `texts` are (text, what it is, place) in the order of the booklet; where a character is in
    none of them, a template has it, and `otherwise` is the place.
    """
    kinds: dict[str, _Kind] = {}
    for character in sorted(characters):
        code = script(character)
        kind = kinds.setdefault(character if code in _NO_SCRIPT else code, _Kind(code))
        kind.characters.append(character)
    of = {character: kind for kind in kinds.values() for character in kind.characters}
    for text, place, span in texts if of else ():
        for character in normalize("NFC", unescape(text)):  # as it is set
            if character in of:
                of[character].needed(place, span)
    return tuple(kind.problem(otherwise) for kind in kinds.values())


@dataclass(slots=True)
class _Kind:
    """Characters that one warning tells of, and where they stand."""

    script: str
    characters: list[str] = field(default_factory=list)
    first: tuple[str, Span] | None = None
    times: int = 0

    def needed(self, place: str, span: Span) -> None:
        self.first = self.first or (place, span)
        self.times += 1

    def problem(self, otherwise: Span) -> Problem:
        place, span = self.first or ("a template or a style", otherwise)
        more = self.times - 1
        again = f" and {counted(more, 'more time')}" if more > 0 else ""
        where = f"needed in {place}{again}; a box is printed"
        if self.script in _NO_SCRIPT:
            (character,) = self.characters
            name = unicodedata.name(character, "no name").lower()
            return warning(
                "glyph-missing",
                f"the fonts have no glyph for “{character}” (U+{ord(character):04X}, {name}), "
                f"{where}",
                span,
                f"Replace the character, or add a font that has it: {_HOW}",
            )
        name = script_name(self.script).replace("_", " ")
        return warning(
            "glyph-missing",
            f"the fonts have no {name} glyphs ({self._listed()}), {where}",
            span,
            f"Add a font that has them, such as {_CJK.get(self.script, f'Noto Sans {name}')}: "
            f"{_HOW}",
        )

    def _listed(self) -> str:
        shown = " ".join(self.characters[:_SHOWN])
        more = len(self.characters) - _SHOWN
        return f"{shown} and {more:,} more" if more > 0 else shown


_HOW = (
    "put its file into the course's styles/fonts/, and into styles/extra-print.css "
    '`@font-face { font-family: "Name"; src: url(fonts/Name.ttf) }`'
)


def _beyond(covered: frozenset[int], characters: set[str]) -> set[str]:
    return {character for character in characters if ord(character) not in covered}


def _strings(css: str) -> set[str]:
    """The characters of all strings in a style sheet, as `content` prints them."""
    found: set[str] = set()
    rest = list(tinycss2.parse_component_value_list(css, skip_comments=True))
    while rest:
        token = rest.pop()
        if token.type == "string":
            found.update(token.value)
        rest += getattr(token, "content", None) or getattr(token, "arguments", None) or ()
    return found


def edition_texts(edition: Edition) -> Iterator[tuple[str, str, Span]]:
    """All that an edition prints: the text, what it is, and its place."""
    span = edition.settings.span
    yield edition.settings.title, "the title", edition.settings.at("title")
    yield edition.settings.subtitle, "the subtitle", edition.settings.at("subtitle")
    yield from _part_texts(edited_one_by_one(edition.front), "what stands before the first scene")
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
    yield from _part_texts(edited.parts(), f"a direction of scene {edited.number}")


def _part_texts(parts: Iterable[EditedPart], place: str) -> Iterator[tuple[str, str, Span]]:
    """Those of the parts; a direction among them is called `place`."""
    for part in parts:
        if isinstance(part, EditedSpeech):
            yield from _speech_texts(part)
        elif isinstance(part, Cue):
            yield part.speaker + part.text, f"the cue {part.citation}", part.span
        elif isinstance(part, Direction):
            yield part.text, place, part.span


def _speech_texts(edited: EditedSpeech) -> Iterator[tuple[str, str, Span]]:
    speech = edited.speech
    place = f"speech {edited.citation}" if edited.citation else "what stands before the first scene"
    yield (speech.speaker or "") + (speech.extension or ""), place, speech.span
    for part in edited.body:
        if isinstance(part, Direction):
            yield part.text, place, part.span
        else:
            inline = "".join(direction.text for direction in part.line.directions)
            yield part.line.text + inline, place, part.line.span
