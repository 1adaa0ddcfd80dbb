"""Acts, scenes and lines as each school cites and heads them, in all languages at once.

In: a text. Out: the `Cited` places in it, with their numbers: `Akt II, Szene 1`, `2. Akt,
1. Szene`, `Zweiter Aufzug, erster Auftritt`, `acte II, scène première`, `д. II, явл. 1`, `v. 6`;
and in brackets the bare numbers, `II, 1`, `2.1.6`, `I/1`. There is one grammar, of a number
beside a word, and the words lie with their languages (`booklet.languages`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Literal

from booklet.languages import any_of, languages, of_all

LAST = -1
"""The number of what is only called the last."""

_LONG = 4
"""Letters from which a word for lines needs no full stop to be one."""

_BETWEEN = re.compile(r"[\s,;:./–—-]*(?:[^\W\d_]{1,4}['’]?\s*){0,2}")
"""What stands between the parts of one citation: "Act II, Scene 1", "scène 3 de l’acte II"."""

_JOINED = re.compile(r"[.,]?\s+|\.")
_COMMA = re.compile(r"\s*[.,:/;]\s*")
_TOKEN = re.compile(r"\d{1,4}(?:[-‑:][^\W\d_]{1,3}|[^\W\d_]{1,3})?|[^\W\d_]+")
_FIGURE = re.compile(r"(\d{1,4})([-‑:]?[^\W\d_]{0,3})")
_ROMAN = re.compile(r"(?=.)C{0,3}(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
_ROMAN_VALUE = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_BARE = re.compile(
    r"(?<![\w.])(?P<act>[IVX]{1,5}|[ivx]{1,5}|\d{1,3})\s*[.,:/;]\s*"
    r"(?P<scene>[IVX]{1,5}|[ivx]{1,5}|\d{1,3})"
    r"(?:\s*[.,:/;]\s*(?:[^\W\d_]{1,6}\.?\s*)?(?P<line>\d{1,4})(?:\s*[-–—]\s*(?P<to>\d{1,4}))?)?"
    r"(?!\w)"
)
_PREFIX = re.compile(r"\W*(?:[^\W\d_][\w’'.]*,?\s+){0,3}?")
_RANGE = re.compile(r"\s*[-–—]\s*(\d{1,4})(?!\w)")

Part = Literal["act", "scene", "line"]


@dataclass(frozen=True, slots=True)
class Cited:
    """A place that `text[start:end]` cites: numbers from 1, `LAST`, or 0 for none.

    `line` and `to` are the first and last line. `loose` is a number in words alone, with which
    scenes are counted in passing ("their second scene").
    """

    start: int
    end: int
    act: int = 0
    scene: int = 0
    line: int = 0
    to: int = 0
    loose: bool = False


@dataclass(frozen=True, slots=True)
class Number:
    """A number, and how it is written."""

    value: int
    written: Literal["figure", "roman", "ordinal", "cardinal"]


@lru_cache(maxsize=64)
def cited_in(text: str) -> tuple[Cited, ...]:
    """The places that a text cites with a word for what they are, in order."""
    found: list[Cited] = []
    for part in _parts(text):
        before = found[-1] if found else None
        if (
            before is not None
            and _BETWEEN.fullmatch(text, before.end, part.start)
            and not (before.act and part.act)
            and not (before.scene and part.scene)
            and not before.line
        ):
            found[-1] = replace(
                before,
                end=part.end,
                act=before.act or part.act,
                scene=before.scene or part.scene,
                line=part.line,
                to=part.to,
                loose=before.loose and part.loose,
            )
        else:
            found.append(part)
    return tuple(found)


def cited_in_brackets(text: str) -> tuple[Cited, ...]:
    """The places that the words in a pair of brackets may cite, of which bare numbers are enough;
    what is likelier first: `V. 13` is a line before it is a scene of act five."""
    in_words = cited_in(text)
    bare = _BARE.search(text)
    if bare is None or not _PREFIX.fullmatch(text, 0, bare.start()):
        return in_words
    line = int(bare["line"] or 0)
    place = Cited(
        bare.start(),
        bare.end(),
        _value(bare["act"]),
        _value(bare["scene"]),
        line,
        _up_to(line, bare["to"]),
    )
    first = in_words[0].start if in_words else len(text)
    if first < place.start:
        return in_words
    return (*in_words, place) if first == place.start else (place,)


def _up_to(line: int, written: str | None) -> int:
    """The last line of `65-7`, written short or in full."""
    last = written or str(line)
    return int(str(line)[: -len(last)] + last) if int(last) < line else int(last)


def number_of(word: str) -> Number | None:
    """The number that a word is: `2`, `2nd`, `II`, `second`, `two`; None for another word."""
    return _number(word.casefold() if not _is_roman(word) else word)


def heading_number(text: str) -> int:
    """The number that a heading says of its act or scene, `LAST` or 0 for none."""
    first = next(iter(cited_in(text)), None)
    return (first.act or first.scene) if first else 0


def is_short_form(word: str) -> bool:
    """Whether a word with a full stop stands before the number of an act, a scene or a line."""
    return word.casefold() in _short_forms()


def part_of(word: str) -> Part | None:
    """What a word in full means: an act, a scene, a line, or none of these."""
    return _part(word.casefold())


def _parts(text: str) -> list[Cited]:
    """Each word for an act, a scene or a line with its number, in order."""
    tokens = list(_TOKEN.finditer(text))
    found: list[Cited] = []
    used = -1
    for at, token in enumerate(tokens):
        part = _part_of(token, text)
        if part is None:
            continue
        before = tokens[at - 1] if at - 1 > used else None
        behind = tokens[at + 1] if at + 1 < len(tokens) else None
        number = _before(before, token, text) if before is not None and part != "line" else None
        if number is not None and before is not None:
            found.append(_cited(part, number, before.start(), token.end()))
            used = at
            continue
        number = _behind(token, behind, text)
        if number is None or behind is None:
            continue
        one = _cited(part, number, token.start(), behind.end())
        end = _RANGE.match(text, behind.end())
        if part == "line" and end:
            one = replace(one, to=_up_to(one.line, end[1]), end=end.end())
        act = _act_before(before, token, text) if part == "scene" and before is not None else 0
        if act and before is not None:  # "II, sc. 1"
            one = replace(one, act=act, start=before.start())
        found.append(one)
        used = at + 1
    return found


def _cited(part: Part, number: Number, start: int, end: int) -> Cited:
    loose = number.written in ("ordinal", "cardinal")
    if part == "act":
        return Cited(start, end, act=number.value, loose=loose)
    if part == "scene":
        return Cited(start, end, scene=number.value, loose=loose)
    return Cited(start, end, line=number.value, to=number.value)


def _before(before: re.Match[str], word: re.Match[str], text: str) -> Number | None:
    """The number before a word: `2. Akt`, `second act`, `II действия`."""
    between = text[before.end() : word.start()]
    number = number_of(before[0])
    if number is None or not re.fullmatch(r"\.?\s+", between) or number.written == "cardinal":
        return None
    if number.written == "roman" and (
        before[0].islower() or (before[0] == "I" and between[0] != "." and word[0].isascii())
    ):
        return None  # "as I act"
    if (
        number.written == "figure"
        and before[0].isdigit()
        and between[0] != "."
        and word[0].isascii()
    ):
        return None  # "all 3 scenes"
    return number


def _behind(word: re.Match[str], behind: re.Match[str] | None, text: str) -> Number | None:
    """The number behind a word: `Akt II`, `acte premier`, `явл. 1`."""
    if behind is None or not _JOINED.fullmatch(text, word.end(), behind.start()):
        return None
    between = text[word.end() : behind.start()]
    if "," in between:
        return None
    number = number_of(behind[0])
    if number is None:
        return None
    if behind[0] == "I" and re.match(r"\s+[a-z]", text[behind.end() :]):
        return None  # "this scene I know"
    if (
        number.written == "roman"
        and behind[0].islower()
        and word[0][0].islower()
        and len(behind[0]) == 1
    ):
        return None
    return number


def _act_before(before: re.Match[str], word: re.Match[str], text: str) -> int:
    number = number_of(before[0])
    if number is None or number.written not in ("figure", "roman"):
        return 0
    return number.value if _COMMA.fullmatch(text, before.end(), word.start()) else 0


def _part_of(token: re.Match[str], text: str) -> Part | None:
    """What a word means, in full, or in short with its full stop."""
    word = token[0].casefold()
    part = _part(word)
    if part is not None and (part != "line" or len(word) >= _LONG):
        return part
    return _short_forms().get(word) if text[token.end() : token.end() + 1] == "." else None


@lru_cache(maxsize=1 << 14)
def _part(word: str) -> Part | None:
    acts, scenes = _words()
    if acts.fullmatch(word):
        return "act"
    if scenes.fullmatch(word):
        return "scene"
    return "line" if word in of_all("line_words") else None


@cache
def _words() -> tuple[re.Pattern[str], re.Pattern[str]]:
    return re.compile(any_of("act_patterns"), re.I), re.compile(any_of("scene_patterns"), re.I)


@cache
def _short_forms() -> Mapping[str, Part]:
    forms: dict[str, Part] = dict.fromkeys(of_all("line_words"), "line")
    forms |= dict.fromkeys(of_all("scene_short_forms"), "scene")
    return forms | dict.fromkeys(of_all("act_short_forms"), "act")


@lru_cache(maxsize=1 << 14)
def _number(word: str) -> Number | None:
    figure = _FIGURE.fullmatch(word)
    if figure:
        plain = not figure[2] or figure[2].replace("‑", "-") in of_all("ordinal_endings")
        return Number(int(figure[1]), "figure" if not figure[2] else "ordinal") if plain else None
    if _is_roman(word):
        return Number(_value(word), "roman")
    for written, tables in _in_words().items():
        for value, pattern in tables:
            if pattern.fullmatch(word):
                return Number(value, written)
    return None


def _is_roman(word: str) -> bool:
    return (word.isupper() or word.islower()) and bool(_ROMAN.fullmatch(word.upper()))


@cache
def _in_words() -> Mapping[Literal["ordinal", "cardinal"], list[tuple[int, re.Pattern[str]]]]:
    def read(tables: list[Mapping[str, str]]) -> list[tuple[int, re.Pattern[str]]]:
        return [
            (LAST if value == "last" else int(value), re.compile(pattern, re.I))
            for table in tables
            for value, pattern in table.items()
        ]

    readings = [each.reading for each in languages()]
    return {
        "ordinal": read([each.ordinals for each in readings]),
        "cardinal": read([each.cardinals for each in readings]),
    }


def _value(numeral: str) -> int:
    if numeral.isdigit():
        return int(numeral)
    values = [_ROMAN_VALUE[letter] for letter in numeral.upper()]
    following = [*values[1:], 0]
    return sum(
        -value if value < after else value for value, after in zip(values, following, strict=True)
    )
