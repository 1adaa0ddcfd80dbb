"""Whether the letters that a PDF's font draws are those of its text.

In: a font program as it is embedded, and the character of each of its codes. Out: the codes
whose picture is another letter's.

Each picture is compared with that letter in the shipped faces, in whatever case, upright and
slanted, light and bold, and with all other letters of its alphabet. A face may be as ornate as
it likes: a picture is another letter's only where it is much more like that one, and either
unmistakably so, or one of two that have changed places, or one of many. Two letters with one
picture are told of too.
A glyph that is a shipped face's own needs no comparison.
Ornate faces can be unlike both; those are let pass. Arabic, Hebrew and whatever the shipped
faces do not have is not compared, nor are ligatures.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from itertools import combinations
from pathlib import Path
from typing import Any

from fontTools.ttLib import TTFont, TTLibError, newTable
from fontTools.ttLib.tables._c_m_a_p import CmapSubtable
from PIL import Image, ImageFont

from booklet.shipped import shipped_folder

FACES = ("eb-garamond", "source-sans-3", "atkinson-hyperlegible")
"""The folders of the faces that pictures are compared with."""

_LATIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZſ0123456789"
_CYRILLIC = "".join(map(chr, range(0x410, 0x450)))
_GREEK = "".join(map(chr, (*range(0x391, 0x3A2), *range(0x3A3, 0x3AA), *range(0x3B1, 0x3CA))))
_ALPHABETS = (_LATIN, _CYRILLIC, _GREEK)
_ALIKE = {"1": "i", "l": "i", "0": "o"}
"""What is drawn alike in good faces."""

# Found with 64 faces, from text faces to blackletter and scripts, and the same with letters
# that changed places: of the former none comes near what is asked for together here. Of 210
# honest faces none has two letters that seem exchanged; 95 of 100 pairs are found when they are.
UNLIKE = 0.25  # so much more like another letter than like its own
LIKE = 0.62  # as like as the same letter of two text faces, at least
UNMISTAKABLE = 0.8  # like the same letter of two faces of one kind
EXCHANGED = 0.2  # so much more two letters are like each other than like themselves, together
EACH = 0.1  # and each of them
THE_SAME = 0.98  # no two letters of a face are so alike
MANY = 4
MANY_OF = 0.1  # of the letters that can be compared

_SIDE = 16  # points of a picture, either way
_LEVELS = (40, 90, 140, 190)  # of grey, of 255
_SIZE = 192  # pixels in which a letter is drawn: so many that fitting it to them changes nothing
_FIRST = 0xE000  # a private code point; glyphs have no others when we draw them

_COMPOSITE = b"\xff"  # -1 contours: https://learn.microsoft.com/typography/opentype/spec/glyf
_UNREADABLE = (TTLibError, struct.error, OSError, KeyError, ValueError, AssertionError, IndexError)

Shape = int
"""A picture: a bit a point and level of grey."""


def swapped(
    program: bytes, characters: Mapping[int, str], beside: Iterable[tuple[int, str]] = ()
) -> dict[int, str]:
    """The codes, which are glyph numbers, whose picture is another letter's: and which.

    `beside` are more glyphs that are drawn from the program, and what those stand for.
    Nothing where the program cannot be read: what has no picture is told of elsewhere.
    """
    wanted = {code: text for code, text in characters.items() if _alphabet(text)}
    more = (pair for pair in beside if _alphabet(pair[1]))
    all_drawn = dict.fromkeys((*wanted.items(), *more))
    for shipped in _shipped_letters(program, all_drawn):
        del all_drawn[shipped]
    if not any(wanted.get(code) == text for code, text in all_drawn):
        return {}
    pictures = dict(_pictures(program, sorted({code for code, _ in all_drawn})))
    drawn = [_Drawn(code, text, pictures[code]) for code, text in all_drawn if code in pictures]
    others = _unlike_their_own({one.code: one for one in drawn if wanted.get(one.code) == one.text})
    for one, other in _confused(drawn):
        if wanted.get(one.code) == one.text:
            others.setdefault(one.code, _kind(other.text))
    return others


@dataclass(frozen=True, slots=True)
class _Drawn:
    """A glyph, the letter that it stands for, and its picture."""

    code: int
    text: str
    picture: Shape

    def like(self, other: _Drawn) -> float:
        return _likeness(self.picture, _kind(other.text), self.text)


def _unlike_their_own(drawn: Mapping[int, _Drawn]) -> dict[int, str]:
    """Those that are much more like some other letter than like their own, where that is sure."""
    others: dict[int, str] = {}
    sure: set[int] = set()
    for code, one in drawn.items():
        # No other can be so much more like it.
        own = _likeness(one.picture, _kind(one.text), one.text, enough=1 - UNLIKE)
        if own > 1 - UNLIKE:
            continue
        like, other = _best_other(one.picture, one.text)
        if like >= LIKE and like - own >= UNLIKE:
            others[code] = other
            if like >= UNMISTAKABLE:
                sure.add(code)
    if len(others) >= max(MANY, MANY_OF * len(drawn)):
        return others
    return {code: other for code, other in others.items() if code in sure}


def _confused(drawn: Sequence[_Drawn]) -> Iterator[tuple[_Drawn, _Drawn]]:
    """Each letter that has changed places with another one, or is drawn as that is."""
    known = [one for one in drawn if one.text != "ſ"]
    own = {one: one.like(one) for one in known}
    doubtful = [one for one in known if own[one] <= 1 - EACH]
    for one, other in combinations(doubtful, 2):
        if _may_be_confused(one, other):
            more, also = one.like(other) - own[one], other.like(one) - own[other]
            if min(more, also) > EACH and more + also > EXCHANGED:
                yield one, other
                yield other, one
    for one in doubtful:
        for other in known:
            # Some faces have one picture for 5 and S.
            if own[other] >= own[one] and one.text.isdigit() == other.text.isdigit():
                same = one.code == other.code or _alike(one.picture, other.picture) >= THE_SAME
                if same and _may_be_confused(one, other):
                    yield one, other
                    break


def _may_be_confused(one: _Drawn, other: _Drawn) -> bool:
    alphabet = _alphabet(one.text)
    return other.text in alphabet and _kind(one.text) != _kind(other.text)


def _alphabet(text: str) -> str:
    found = (letters for letters in _ALPHABETS if len(text) == 1 and text in letters)
    return next(found, "")


@cache
def _kind(letter: str) -> str:
    """What a letter is whatever its case, and whatever is drawn like it."""
    folded = letter.casefold()
    return _ALIKE.get(folded, folded)


# ----------------------------------------------------------------------- what they are like


def _likeness(picture: Shape, kind: str, of: str, enough: float = 1.0) -> float:
    """How like a letter a picture is, from 0 to 1; of two that are `enough` the first."""
    best = 0.0
    for face in _faces():
        shapes = _shapes(face, _alphabet(of)).get(kind, [])
        best = max([best, *(_alike(picture, shape) for shape in shapes)])
        if best > enough:
            break
    return best


def _best_other(picture: Shape, of: str) -> tuple[float, str]:
    """How like the likest other letter of the alphabet it is, and which that is."""
    return max(
        (_alike(picture, shape), kind)
        for face in _faces()
        for kind, drawn in _shapes(face, _alphabet(of)).items()
        if kind != _kind(of)
        for shape in drawn
    )


def _alike(one: Shape, other: Shape) -> float:
    """What both have in common of what either has (the index of Ruzicka)."""
    return (one & other).bit_count() / ((one | other).bit_count() or 1)


# ---------------------------------------------------------------------------------- pictures


def _shipped_letters(program: bytes, drawn: Iterable[tuple[int, str]]) -> list[tuple[int, str]]:
    """Those whose outline is that of their letter in a face that is shipped.

    A subset keeps the numbers of the glyphs that have characters.
    """
    own = _outlines(program)
    found: list[tuple[int, str]] = []
    for face in _all_faces() if own else ():
        shipped, letters = _shipped_outlines(face), _shipped_kinds(face)
        same = [
            (code, text)
            for code, text in drawn
            if letters.get(code) == _kind(text) and _same_outline(code, own, code, shipped)
        ]
        found = max(found, same, key=len)
    return found


@dataclass(frozen=True, slots=True)
class _Outlines:
    """The outlines of a font's glyphs: what is written of each, from place to place."""

    font: Any = None
    places: Sequence[int] = ()
    written: Any = b""

    def __bool__(self) -> bool:
        return bool(self.places)

    def of(self, glyph: int) -> bytes:
        """What is written of a glyph; b"" where that is nothing."""
        if glyph + 1 >= len(self.places):
            return b""
        outline: bytes = self.written[self.places[glyph] : self.places[glyph + 1]]
        return outline.rstrip(b"\0")

    def parts(self, glyph: int) -> list[tuple[int, object]]:
        """The glyphs that a glyph is put together of, each with how it is placed."""
        parts = self.font["glyf"][self.font.getGlyphName(glyph)].components
        return [
            (self.font.getGlyphID(part.glyphName), part.getComponentInfo()[1]) for part in parts
        ]


def _same_outline(one: int, own: _Outlines, other: int, shipped: _Outlines) -> bool:
    outline, wanted = own.of(one), shipped.of(other)
    if wanted[:1] != _COMPOSITE:
        return outline == wanted != b""
    if outline[:1] != _COMPOSITE:
        return False
    try:
        parts, its = own.parts(one), shipped.parts(other)
    except _UNREADABLE:
        return False
    return [placed for _, placed in parts] == [placed for _, placed in its] and all(
        _same_outline(part, own, of, shipped) for (part, _), (of, _) in zip(parts, its, strict=True)
    )


def _outlines(program: bytes) -> _Outlines:
    """The outlines; none where the font has none or cannot be read."""
    try:
        opened = TTFont(BytesIO(program), lazy=True)
        return _Outlines(opened, list(opened["loca"]), opened.reader["glyf"])
    except _UNREADABLE:
        return _Outlines()


@cache
def _all_faces() -> tuple[Path, ...]:
    return tuple(sorted((shipped_folder("styles") / "fonts").rglob("*.ttf")))


@cache
def _shipped_outlines(face: Path) -> _Outlines:
    return _outlines(face.read_bytes())


@cache
def _shipped_kinds(face: Path) -> dict[int, str]:
    """What each glyph is that draws a letter, in whatever form: `a.sc` is a small capital `a`."""
    with TTFont(face, lazy=True) as font:
        named = {name: _kind(chr(code)) for code, name in sorted(font.getBestCmap().items())}
        names = enumerate(font.getGlyphOrder())
        return {
            glyph: named[base] for glyph, name in names if (base := name.partition(".")[0]) in named
        }


@cache
def _faces() -> tuple[Path, ...]:
    fonts = shipped_folder("styles") / "fonts"
    return tuple(path for folder in FACES for path in sorted((fonts / folder).glob("*.ttf")))


@cache
def _opened(face: Path) -> tuple[ImageFont.FreeTypeFont, frozenset[int]]:
    from booklet.fonts import characters_of

    program = face.read_bytes()
    return _drawer(program), characters_of(program)


@cache
def _shapes(face: Path, alphabet: str) -> dict[str, list[Shape]]:
    """How a face draws the letters of an alphabet, by what they are whatever their case."""
    font, has = _opened(face)
    shapes: dict[str, list[Shape]] = {}
    for letter in alphabet:
        drawn = _picture(font, letter) if ord(letter) in has else 0
        shapes.setdefault(_kind(letter), []).append(drawn)
    return shapes


def _pictures(program: bytes, glyphs: Sequence[int]) -> Iterator[tuple[int, Shape]]:
    """The picture of each glyph of a font program that has one."""
    if not glyphs:
        return
    try:
        with TTFont(BytesIO(program), lazy=True, recalcBBoxes=False) as font:
            names: list[str] = font.getGlyphOrder()
            there = [glyph for glyph in glyphs if glyph < len(names)]
            table: Any = CmapSubtable.newSubtable(4)
            table.platformID, table.platEncID, table.language = 3, 1, 0
            table.cmap = {_FIRST + at: names[glyph] for at, glyph in enumerate(there)}
            font["cmap"] = newTable("cmap")
            font["cmap"].tableVersion, font["cmap"].tables = 0, [table]
            with BytesIO() as numbered:
                font.save(numbered, reorderTables=None)
                drawer = _drawer(numbered.getvalue())
    except _UNREADABLE:
        return
    for at, glyph in enumerate(there):
        picture = _picture(drawer, chr(_FIRST + at))
        if picture:
            yield glyph, picture


def _drawer(program: bytes) -> ImageFont.FreeTypeFont:
    basic = ImageFont.Layout.BASIC
    return ImageFont.truetype(BytesIO(program), _SIZE, layout_engine=basic)


def _picture(font: ImageFont.FreeTypeFont, letter: str) -> Shape:
    """Its ink, drawn out to a square but for what is more than twice as high or wide; 0 if none."""
    drawn = font.getmask(letter, mode="L")
    image = Image.frombytes("L", drawn.size, bytes(drawn)) if all(drawn.size) else None
    box = image.getbbox() if image else None
    if image is None or box is None:
        return 0
    ink = image.crop(box)
    most = max(ink.size)
    width, height = (min(_SIDE, max(1, round(2 * _SIDE * side / most))) for side in ink.size)
    square = Image.new("L", (_SIDE, _SIDE))
    small = ink.resize((width, height), Image.Resampling.BOX)
    square.paste(small, ((_SIDE - width) // 2, (_SIDE - height) // 2))
    shape = 0
    for level in _LEVELS:
        points = square.point([255 * (value >= level) for value in range(256)]).convert("1")
        shape = shape << _SIDE * _SIDE | int.from_bytes(points.tobytes(), "big")
    return shape
