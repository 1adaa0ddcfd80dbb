"""A font of boxes, for the characters that no font of the booklet has.

In: characters. Out: a TrueType font with a box for each, in which its code point stands, so
that what is missing can be seen on paper, and be looked up. It is not the `.notdef` of another
font: PDF/UA-1 forbids that, and it would lose the text (ISO 14289-1, 7.21.8).
"""

from __future__ import annotations

import base64
from collections.abc import Iterable
from io import BytesIO
from typing import Any

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import newTable
from fontTools.ttLib.tables import otTables

_FAMILY = "Booklet Boxes"

_EM, _ASCENT, _DESCENT = 1000, 1000, 300
_X_HEIGHT, _CAP_HEIGHT = 450, 650  # their ratio is that of small capitals
_SPACES = (0x20, 0xA0)
"""The space behind a box is set in the font of the box."""

_PIXEL = 45
_DIGITS = (
    *("75557", "26227", "71747", "71317", "55711", "74717", "74757", "71222"),
    *("75757", "75717", "75755", "65656", "74447", "65556", "74647", "74644"),
)
"""0 to F, each of five rows from above; a row's octal digit is its three pixels."""

_MADE = 3_029_529_600  # 1 January 2000 in seconds since 1904: any day, but always the same
_LETTER = 1  # the class of base glyphs in GDEF
_LINE = 30
_BOTTOM, _TOP = -90, 690
_SIDE = 60


def box_sheet(characters: Iterable[str]) -> str:
    """A style sheet with the font; the typesetter falls back on it where no other will do."""
    data = base64.b64encode(box_font(characters)).decode("ascii")
    return f'@font-face {{ font-family: "{_FAMILY}"; src: url(data:font/ttf;base64,{data}) }}'


def box_font(characters: Iterable[str]) -> bytes:
    """The font: TrueType outlines, one glyph a character, so that its text can be read back."""
    points = sorted({ord(character) for character in characters} - set(_SPACES))
    names = [".notdef", "space", *(f"u{point:04X}" for point in points)]
    empty = TTGlyphPen(None).glyph()
    boxes = {f"u{point:04X}": _box(f"{point:04X}") for point in points}
    glyphs = {".notdef": empty, "space": empty} | {name: box[0] for name, box in boxes.items()}
    widths = {".notdef": 500, "space": 250} | {name: box[1] for name, box in boxes.items()}
    builder = FontBuilder(_EM, isTTF=True)
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap(
        dict.fromkeys(_SPACES, "space") | {point: f"u{point:04X}" for point in points}
    )
    builder.setupGlyf(glyphs)
    builder.setupHorizontalMetrics({name: (width, _SIDE) for name, width in widths.items()})
    builder.setupHorizontalHeader(ascent=_ASCENT, descent=-_DESCENT)
    builder.setupOS2(
        sTypoAscender=_ASCENT,
        sTypoDescender=-_DESCENT,
        usWinAscent=_ASCENT,
        sxHeight=_X_HEIGHT,
        sCapHeight=_CAP_HEIGHT,
    )
    builder.setupNameTable({"familyName": _FAMILY, "styleName": "Regular"})
    builder.setupPost()
    builder.font["GDEF"] = _letters_all(names)
    builder.font["head"].created = builder.font["head"].modified = _MADE
    builder.font.recalcTimestamp = False
    made = BytesIO()
    builder.save(made)
    return made.getvalue()


def _box(digits: str) -> tuple[Any, int]:
    """The glyph of a box with two rows of digits in it, and its width."""
    columns = (len(digits) + 1) // 2
    rows = digits[:columns].rjust(columns, "0"), digits[columns:].rjust(columns, "0")
    inner = (columns * 4 + 1) * _PIXEL
    right = _SIDE + inner + 2 * _LINE
    pen = TTGlyphPen(None)
    _rectangle(pen, _SIDE, _BOTTOM, right, _TOP)
    _rectangle(pen, right - _LINE, _BOTTOM + _LINE, _SIDE + _LINE, _TOP - _LINE)  # a hole
    for row, shown in enumerate(rows):
        top = _TOP - _LINE - _PIXEL * (2 + 7 * row)
        for column, digit in enumerate(shown):
            left = _SIDE + _LINE + _PIXEL * (1 + 4 * column)
            for down, pixels in enumerate(_DIGITS[int(digit, 16)]):
                for across in range(3):
                    if int(pixels) & 4 >> across:
                        x, y = left + across * _PIXEL, top - down * _PIXEL
                        _rectangle(pen, x, y - _PIXEL, x + _PIXEL, y)
    return pen.glyph(), right + _SIDE


def _rectangle(pen: Any, left: int, bottom: int, right: int, top: int) -> None:
    """Filled where it turns as a clock does, a hole where it turns the other way."""
    pen.moveTo((left, bottom))
    for corner in ((left, top), (right, top), (right, bottom)):
        pen.lineTo(corner)
    pen.closePath()


def _letters_all(names: Iterable[str]) -> Any:
    """Tells the shaper that no box is an accent, which would be set over the letter before."""
    table = newTable("GDEF")
    table.table = otTables.GDEF()
    table.table.Version = 0x00010000
    table.table.AttachList = table.table.LigCaretList = table.table.MarkAttachClassDef = None
    table.table.GlyphClassDef = otTables.GlyphClassDef()
    table.table.GlyphClassDef.classDefs = dict.fromkeys(names, _LETTER)
    return table
