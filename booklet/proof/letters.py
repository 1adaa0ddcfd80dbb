"""Whether the letters that a PDF's font draws are those of its text.

In: a font program as it is embedded, and the character of each of its codes. Out: the codes
whose picture is another letter's.

Each picture is compared with that letter in the shipped faces, in whatever case, upright and
slanted, light and bold, and with all other letters of its alphabet. A face may be as ornate as
it likes: a picture is another letter's only where it is much more like that one, and either
unmistakably so, or one of letters that change places among themselves, or one of many.
Ornate faces can be unlike both; those are let pass. Arabic, Hebrew and whatever the shipped
faces do not have is not compared, nor are ligatures.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

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
# that changed places: of the former none comes near what is asked for together here.
UNLIKE = 0.25  # so much more like another letter than like its own
LIKE = 0.62  # as like as the same letter of two text faces, at least
UNMISTAKABLE = 0.8  # like the same letter of two faces of one kind
MANY = 4
MANY_OF = 0.1  # of the letters that can be compared

_SIDE = 16  # points of a picture, either way
_LEVELS = (40, 90, 140, 190)  # of grey, of 255
_SIZE = 192  # pixels in which a letter is drawn: so many that fitting it to them changes nothing
_FIRST = 0xE000  # a private code point; glyphs have no others when we draw them

Shape = int
"""A picture: a bit a point and level of grey."""


def swapped(program: bytes, characters: Mapping[int, str]) -> dict[int, str]:
    """The codes, which are glyph numbers, whose picture is another letter's: and which.

    Nothing where the program cannot be read: what has no picture is told of elsewhere.
    """
    wanted = {code: text for code, text in characters.items() if _alphabet(text)}
    others: dict[int, str] = {}
    sure: set[int] = set()
    compared = 0
    for code, picture in _pictures(program, list(wanted)):
        compared += 1
        own = _likeness(picture, _kind(wanted[code]), wanted[code])
        if own > 1 - UNLIKE:
            continue
        like, other = _best_other(picture, wanted[code])
        if like >= LIKE and like - own >= UNLIKE:
            others[code] = other
            if like >= UNMISTAKABLE:
                sure.add(code)
    moved = {_kind(wanted[code]) for code in others}
    # A letter in whose place is one that is itself in another's.
    changed = {code for code, other in others.items() if other in moved}
    if len(others) >= max(MANY, MANY_OF * compared):
        return others
    if len({_kind(wanted[code]) for code in changed}) > 1:
        sure |= changed
    return {code: other for code, other in others.items() if code in sure}


def _alphabet(text: str) -> str:
    found = (letters for letters in _ALPHABETS if len(text) == 1 and text in letters)
    return next(found, "")


def _kind(letter: str) -> str:
    """What a letter is whatever its case, and whatever is drawn like it."""
    folded = letter.casefold()
    return _ALIKE.get(folded, folded)


# ----------------------------------------------------------------------- what they are like


def _likeness(picture: Shape, kind: str, of: str) -> float:
    """How like a letter a picture is, from 0 to 1."""
    best = 0.0
    for face in _faces():
        for letter in _alphabet(of):
            if _kind(letter) == kind:
                best = max(best, _alike(picture, _shape(face, letter)))
        if best > 1 - UNLIKE:  # no other can be so much more like it
            break
    return best


def _best_other(picture: Shape, of: str) -> tuple[float, str]:
    """How like the likest other letter of the alphabet it is, and which that is."""
    return max(
        (_alike(picture, _shape(face, letter)), _kind(letter))
        for face in _faces()
        for letter in _alphabet(of)
        if _kind(letter) != _kind(of)
    )


def _alike(one: Shape, other: Shape) -> float:
    """What both have in common of what either has (the index of Ruzicka)."""
    return (one & other).bit_count() / ((one | other).bit_count() or 1)


# ---------------------------------------------------------------------------------- pictures


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
def _shape(face: Path, letter: str) -> Shape:
    font, has = _opened(face)
    return _picture(font, letter) if ord(letter) in has else 0


def _pictures(program: bytes, glyphs: Sequence[int]) -> Iterator[tuple[int, Shape]]:
    """The picture of each glyph of a font program that has one."""
    from fontTools.ttLib import TTFont, TTLibError, newTable
    from fontTools.ttLib.tables._c_m_a_p import CmapSubtable

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
    except (TTLibError, struct.error, OSError, KeyError, ValueError, AssertionError):
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
