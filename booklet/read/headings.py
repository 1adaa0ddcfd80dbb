"""What a heading says: whether it names an act or a scene, and which number it bears.

Takes the heading's words (of any language of `booklet.languages`), gives booleans and numbers.
"""

from __future__ import annotations

import re

from booklet.citing import heading_number, number_of, part_of
from booklet.languages import any_of

_WORD = re.compile(r"[^\W\d_]+")
_ARABIC = re.compile(r"(?<![\w.])\d{1,4}[A-Za-z]?(?!\w)")
_PART = re.compile(any_of("part_patterns"), re.I)


def names_act(text: str) -> bool:
    """Whether one of the words means "act" ("Act Two", "Zweiter Akt", "Действие первое")."""
    return any(part_of(word) == "act" for word in _words(text))


def names_scene(text: str) -> bool:
    """Whether one of the words means a scene, a prologue, an epilogue or the like."""
    return any(part_of(word) == "scene" or _PART.fullmatch(word) for word in _words(text))


def is_plain(text: str) -> bool:
    """Whether one of the words means an act or a scene like the others, and names none."""
    return any(part_of(word) in ("act", "scene") for word in _words(text))


def number_in(heading: str) -> str:
    """The number a heading of an act or scene bears, in Arabic digits ("12A", "4"), or "".

    A Roman numeral or one in words counts only next to the word for act or scene, or standing
    alone: elsewhere a capital I is more often a word.
    """
    if found := _ARABIC.search(heading):
        return found.group()
    words = [match.group() for match in _WORD.finditer(heading)]
    for index, word in enumerate(words):
        neighbours = [*words[max(0, index - 1) : index], *words[index + 1 : index + 2]]
        alone = not neighbours or any(names_act(w) or names_scene(w) for w in neighbours)
        number = number_of(word) if alone else None
        if number and number.written == "roman" and word.isupper():
            return str(number.value)
    number_in_words = heading_number(heading)
    return str(number_in_words) if number_in_words > 0 else ""


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())
