"""What a heading says: whether it names an act or a scene, and which number it bears.

Takes the heading's words (of any language listed here), gives booleans and numbers.
"""

from __future__ import annotations

import re

_ACT_WORDS = (
    "act acte acto actus ato atto akt akten akte aufzug jornada bedrijf handeling näytös "
    "felvonás dejanje čin dějství jednání "
    "акт действие дія чин дејство πράξη 幕"
)
_SCENE_WORDS = (
    "scene scène scena escena cena szene szen auftritt toneel tafereel tableau bild kuva "
    "scen kohtaus jelenet színhely výstup obraz prizor prizori cuadro quadro quadre "
    "сцена явление ява картина σκηνή 場"
)
_PART_WORDS = (
    "prologue prologus prolog prólogo prologo prologos epilogue epilogus epilog epílogo "
    "epilogo induction interlude intermezzo intermède entremés chorus vorspiel nachspiel "
    "zwischenspiel "
    "пролог эпилог епілог интермедия"
)
_WORD = re.compile(r"[^\W\d_]+")
_ARABIC = re.compile(r"(?<![\w.])\d{1,4}[A-Za-z]?(?!\w)")
_ROMAN = re.compile(r"M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
_ACT = frozenset(_ACT_WORDS.split())
_SCENE = frozenset(_SCENE_WORDS.split())
_PART = frozenset(_PART_WORDS.split())
_ROMAN_VALUE = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}


def names_act(text: str) -> bool:
    """Whether one of the words means "act" ("Act Two", "Zweiter Akt", "Действие первое")."""
    return any(word in _ACT for word in _words(text))


def names_scene(text: str) -> bool:
    """Whether one of the words means a scene, a prologue, an epilogue or the like."""
    return any(word in _SCENE or word in _PART for word in _words(text))


def is_plain(text: str) -> bool:
    """Whether one of the words means an act or a scene like the others, and names none."""
    return any(word in _ACT or word in _SCENE for word in _words(text))


def number_in(heading: str) -> str:
    """The number a heading of an act or scene bears, in Arabic digits ("12A", "4"), or "".

    A Roman numeral counts only next to the word for act or scene, or standing alone:
    elsewhere a capital I is more often a word.
    """
    if found := _ARABIC.search(heading):
        return found.group()
    words = [match.group() for match in _WORD.finditer(heading)]
    for index, word in enumerate(words):
        neighbours = [*words[max(0, index - 1) : index], *words[index + 1 : index + 2]]
        alone = not neighbours or any(names_act(w) or names_scene(w) for w in neighbours)
        if alone and _ROMAN.fullmatch(word):
            return str(_roman(word))
    return ""


def _roman(numeral: str) -> int:
    values = [_ROMAN_VALUE[letter] for letter in numeral]
    following = [*values[1:], 0]
    return sum(
        -value if value < after else value for value, after in zip(values, following, strict=True)
    )


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())
