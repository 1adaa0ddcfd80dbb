"""Fonts that draw other letters than they say, made of a shipped one."""

from __future__ import annotations

import io
from base64 import b64encode
from collections.abc import Mapping
from functools import cache

from fontTools.ttLib import TTFont

from booklet.shipped import shipped_folder

SHIPPED = "source-sans-3/SourceSans3-Regular.ttf"


def with_letters_moved(moved: Mapping[str, str], name: str = SHIPPED, units: int = 0) -> bytes:
    """A shipped font in which each letter is drawn as the one it is moved to.

    `units` are how many make an em, if other than they are: the letters get smaller.
    """
    path = shipped_folder("styles") / "fonts" / name
    with TTFont(path) as font, io.BytesIO() as file:
        tables = [(table, dict(table.cmap)) for table in font["cmap"].tables if table.isUnicode()]
        for table, glyphs in tables:
            table.cmap = {code: glyphs[ord(moved.get(chr(code), chr(code)))] for code in glyphs}
        for record in font["name"].names:
            if record.nameID in (1, 4, 6, 16):
                record.string = "Own"
        if units:
            font["head"].unitsPerEm = units
        font.save(file)
        return file.getvalue()


@cache
def glyphs(program: bytes) -> dict[int, str]:
    """The character that each glyph of a font is there for."""
    with TTFont(io.BytesIO(program)) as font:
        return {font.getGlyphID(name): chr(code) for code, name in font.getBestCmap().items()}


def face(family: str, program: bytes) -> str:
    """The rule that brings a font."""
    data = b64encode(program).decode()
    return f"@font-face {{ font-family: {family}; src: url(data:font/ttf;base64,{data}) }}"
