"""What the program knows of languages: the words it prints, and what it looks for when it reads.

A language is a folder here, named by its tag (BCP 47, primary subtag):

* `phrases.toml`: every word that a booklet says by itself. A language without it is read
  but not spoken; a booklet in it says these words in English.
* `reading.toml`: what tells the language's texts, sentences, names and pages apart. All of
  its keys may be left out.

Takes tags; gives `Language`s. Depends on nothing else of the program.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

FALLBACK = "en"
"""Whose phrases are printed where a language has none."""

_HERE = Path(__file__).resolve().parent


@dataclass(frozen=True, slots=True)
class Phrases:
    """The words that a booklet says by itself.

    `by_key` are the phrases by name, as templates ask for them; `counted` gives for a noun
    its forms in the order of the plural categories one, few, many; `title_page` what the
    entries of a script's title page are called, by their English name in small letters.
    """

    by_key: Mapping[str, str]
    counted: Mapping[str, tuple[str, ...]]
    title_page: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Reading:
    """What tells a language's texts, sentences, names and pages apart; all in small letters.

    Of the `…_patterns`, each is a regular expression that need not care about case, but where
    it says so.
    """

    function_words: frozenset[str] = frozenset()
    """The commonest words: enough to tell languages apart."""

    articles: tuple[str, ...] = ()
    """They count for nothing in an alphabetical list; one that ends in an apostrophe is
    written together with its word."""

    abbreviations: frozenset[str] = frozenset()
    """Words whose full stop ends no sentence, without their last full stop."""

    abbreviations_and_words: frozenset[str] = frozenset()
    """Those of them that are whole words too."""

    saying_verbs: tuple[str, ...] = ()
    """The verbs with which somebody is made to speak (patterns)."""

    addressing_words: tuple[str, ...] = ()
    """Words before the name of somebody who is spoken to or of, and says nothing."""

    turning_words: tuple[str, ...] = ()
    """Words behind quoted ones after which somebody else may be named."""

    work_words: tuple[str, ...] = ()
    """What works are called: the words in quotation marks behind one are a title."""

    name_joints: tuple[str, ...] = ()
    """What stands between two names before one speech."""

    scene_headings: tuple[str, ...] = ()
    """The words for inside and outside with which a screenplay heads its scenes, in full or
    short, without a full stop."""

    times_of_day: tuple[str, ...] = ()
    """The words in which the headings of a screenplay's scenes end."""

    transition_patterns: tuple[str, ...] = ()
    """How a line begins that passes from a shot to the next; in capitals."""

    going_on_patterns: tuple[str, ...] = ()
    """What a page or a speech says in brackets where it goes on."""

    credit_patterns: tuple[str, ...] = ()
    """How a line of a screenplay's title page begins that says who wrote it, or whose it is."""

    months: tuple[str, ...] = ()
    """Their names, in full and short, without a full stop."""

    act_patterns: tuple[str, ...] = ()
    """What an act of a play is called, in its heading and where it is cited, in every case."""

    division_patterns: tuple[str, ...] = ()
    """What other parts of a work are called that may stand in an act's place ("part")."""

    scene_patterns: tuple[str, ...] = ()
    """What a scene of a play is called, in its heading and where it is cited, in every case."""

    part_patterns: tuple[str, ...] = ()
    """What parts of a play are called that have no number ("prologue")."""

    front_patterns: tuple[str, ...] = ()
    """What pieces are called that stand before a play and are not played ("dedication")."""

    act_short_forms: tuple[str, ...] = ()
    """What an act is called in short where it is cited, without its full stop."""

    scene_short_forms: tuple[str, ...] = ()
    """What a scene is called in short where it is cited, without its full stop."""

    line_words: tuple[str, ...] = ()
    """What stands before the number of a line, in full and short, without a full stop."""

    ordinal_endings: tuple[str, ...] = ()
    """How a number in figures ends that counts acts or scenes ("2nd")."""

    ordinals: Mapping[str, str] = field(default_factory=dict)
    """The numbers that stand before or behind "act" and "scene" in words, by their figure or
    `last` (patterns)."""

    cardinals: Mapping[str, str] = field(default_factory=dict)
    """The numbers that stand behind them only ("Act Two"), by their figure (patterns)."""

    cast_heading_patterns: tuple[str, ...] = ()
    """How the list of a play's persons is headed."""

    direction_patterns: tuple[str, ...] = ()
    """How a direction of a play may begin."""

    coming_patterns: tuple[str, ...] = ()
    """A word of coming and going that alone is no name."""

    closing_patterns: tuple[str, ...] = ()
    """The words behind a play, or behind an act of it."""

    name_titles: tuple[str, ...] = ()
    """Short forms before names, whose full stop ends no name; without it."""

    name_particles: tuple[str, ...] = ()
    """Words of a name that have no capital."""

    control_patterns: tuple[str, ...] = ()
    """A whole block that is a control, a notice or a counter of a web page."""

    after_patterns: tuple[str, ...] = ()
    """A whole block that opens what stands after or beside an article."""

    reference_patterns: tuple[str, ...] = ()
    """What stands before a colon where a reader is sent to another page ("Related: …")."""

    byline_openers: tuple[str, ...] = ()
    """What may stand before `byline_words` ("written" by)."""

    byline_words: tuple[str, ...] = ()
    """What stands before the name of an author (patterns)."""

    quotes_title_patterns: tuple[str, ...] = ()
    """What a page of quotations calls itself behind the name of the work."""

    announcing_words: tuple[str, ...] = ()
    """Words of a sentence that ends in a colon and announces quoted words (patterns)."""

    not_speakers: frozenset[str] = frozenset()
    """Words which, before a colon, label a line and do not speak it."""

    also_speakers: frozenset[str] = frozenset()
    """Those of them that may be somebody's name or part; they speak where others do."""


@dataclass(frozen=True, slots=True)
class Language:
    """A language: its tag, its English name, its words (None where it is only read)."""

    tag: str
    name: str
    phrases: Phrases | None
    reading: Reading = field(default_factory=Reading)


def language(tag: str) -> Language | None:
    """The language that a tag of BCP 47 means ("pt-BR": Portuguese), None if it is not here."""
    return _languages().get(tag.replace("_", "-").lower().split("-")[0])


def languages() -> tuple[Language, ...]:
    """All languages, by tag."""
    return tuple(_languages().values())


def any_of(key: str) -> str:
    """The alternatives of a pattern: what all languages have under a key of `Reading`."""
    return "|".join(of_all(key))


def of_all(key: str) -> tuple[str, ...]:
    """What the languages have under a key of `Reading`, each entry once, longest first.

    So that of two that begin alike the longer is met in a pattern.
    """
    found = (entry for each in languages() for entry in getattr(each.reading, key))
    return tuple(sorted(set(found), key=lambda entry: (-len(entry), entry)))


def spoken_languages() -> tuple[Language, ...]:
    """Those that have phrases, by tag."""
    return tuple(each for each in languages() if each.phrases)


def phrases(tag: str) -> Phrases:
    """The words that a booklet in this language says: English ones where it has none."""
    found = language(tag)
    spoken = found.phrases if found else None
    if spoken is None:
        spoken = _languages()[FALLBACK].phrases
        assert spoken is not None
    return spoken


def reading(tag: str) -> Reading:
    """What tells texts in this language apart; nothing where it is not here."""
    found = language(tag)
    return found.reading if found else Reading()


@cache
def _languages() -> Mapping[str, Language]:
    folders = sorted(path for path in _HERE.iterdir() if (path / "reading.toml").is_file())
    return MappingProxyType({folder.name: _read(folder) for folder in folders})


def _read(folder: Path) -> Language:
    reading = _toml(folder / "reading.toml")
    name = reading.pop("name")
    spoken = folder / "phrases.toml"
    return Language(
        folder.name, name, _phrases(_toml(spoken)) if spoken.is_file() else None, _reading(reading)
    )


def _toml(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text("utf-8"))


def _phrases(table: dict[str, Any]) -> Phrases:
    return Phrases(
        MappingProxyType(table["phrases"]),
        MappingProxyType({noun: tuple(forms) for noun, forms in table["counted"].items()}),
        MappingProxyType(table["title_page"]),
    )


def _reading(table: dict[str, Any]) -> Reading:
    """A value of several lines is one entry a line, a value of one line one entry a word."""
    given: dict[str, Any] = {}
    for key, text in table.items():
        if isinstance(text, dict):
            given[key] = MappingProxyType(text)
            continue
        entries = text.strip().splitlines() if key.endswith("_patterns") else text.split()
        wanted = frozenset if Reading.__annotations__[key].startswith("frozenset") else tuple
        given[key] = wanted(entry.strip() for entry in entries)
    return Reading(**given)
