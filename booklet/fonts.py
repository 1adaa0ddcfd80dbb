"""Fonts that print what a text's own fonts lack, and what a font can print at all.

`styles/fonts/fallback` holds them: old letters and accents, symbols, Hebrew, Arabic, emoji.
fontconfig knows them (`booklet.child`), so that the printed pages have them whatever family a
style names; web page and EPUB get the part of them that their text needs.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path

from booklet.shipped import shipped_folder

EMOJI = "Booklet Emoji"


@dataclass(frozen=True, slots=True)
class FallbackFont:
    """A font that stands in: the name of its family, and its file."""

    family: str
    path: Path


def fallback_fonts() -> tuple[FallbackFont, ...]:
    """All of them. The first that has a character prints it: ☎ is a symbol before an emoji."""
    folder = shipped_folder("styles") / "fonts" / "fallback"
    return tuple(
        FallbackFont(f"Booklet {name}", folder / f"Booklet{name}.ttf")
        for name in ("Letters", "Symbols", "Hebrew", "Arabic", "Emoji")
    )


@cache
def fallback_characters(font: FallbackFont) -> frozenset[int]:
    """The code points that a fallback font prints."""
    return characters_of(font.path.read_bytes())


def characters_of(font: bytes) -> frozenset[int]:
    """The code points that a font file has glyphs for; none where it is no font."""
    from fontTools.ttLib import TTFont, TTLibError  # the command line starts without it

    try:
        with TTFont(BytesIO(font), lazy=True) as opened:
            return frozenset(opened.getBestCmap() or ())
    except (TTLibError, OSError):
        return frozenset()  # whoever sets with it complains of it
