"""The fonts of the web page and of the EPUB.

In: a text and its style sheets. Out: the fonts that they need, and `@font-face` rules: with
`data:` URLs for the page, with files for the EPUB. The fonts are parts of the shipped families,
cut beforehand by writing system (`styles/fonts/web`), so that a page carries only what its text
needs and cutting costs no time here. What no part has is rare: it is cut here, character by
character, out of the fonts that have it.
"""

from __future__ import annotations

import base64
import json
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import unescape
from io import BytesIO
from itertools import groupby
from pathlib import Path

from booklet.fonts import FallbackFont, characters_of, fallback_fonts
from booklet.shipped import shipped_folder

SIGNS = "Booklet Signs"
"""The family of what is cut here; the shipped style sheets name it last."""

_TEXT = FallbackFont("EB Garamond", Path("eb-garamond") / "EBGaramond-Regular.ttf")
_JOINERS = frozenset({0x200C, 0x200D, 0xFE0E, 0xFE0F})
"""What stands between the parts of one word or one picture."""

_PRINTED = frozenset("LMNPS")  # letters, marks, numbers, punctuation, symbols


@dataclass(frozen=True, slots=True)
class WebFont:
    """A font for screens. `ranges` are the code points it has, first and last included."""

    file: str
    family: str
    weight: str
    style: str
    ranges: tuple[tuple[int, int], ...]
    cut: bytes = b""

    def needed_by(self, characters: set[int]) -> bool:
        """Whether one of the characters is in its ranges."""
        return not characters.isdisjoint(self.points)

    @property
    def points(self) -> set[int]:
        """The code points it has."""
        return {point for first, last in self.ranges for point in range(first, last + 1)}

    @property
    def content(self) -> bytes:
        """The file itself."""
        return self.cut or (_folder() / "web" / self.file).read_bytes()

    def rule(self, address: str) -> str:
        """Its `@font-face` rule."""
        ranges = ",".join(
            f"U+{first:X}" if first == last else f"U+{first:X}-{last:X}"
            for first, last in self.ranges
        )
        return (
            f'@font-face{{font-family:"{self.family}";font-weight:{self.weight};'
            f"font-style:{self.style};font-display:swap;unicode-range:{ranges};"
            f'src:url({address}) format("woff2")}}'
        )


def font_faces(text: str, css: str) -> str:
    """The rules for every family that `css` names and every range that `text` needs."""
    rules = []
    for font in fonts_needed(text, css):
        data = base64.b64encode(font.content).decode("ascii")
        rules.append(font.rule(f"data:font/woff2;base64,{data}"))
    return "\n".join(rules)


def fonts_needed(text: str, css: str) -> list[WebFont]:
    """The fonts of every family that `css` names and every character that `text` needs."""
    characters = {ord(character) for character in set(unescape(text))}
    named = [font for font in _fonts() if f'"{font.family}"' in css]
    rest = characters.difference(*(font.points for font in named))
    return [*(font for font in named if font.needed_by(characters)), *_cut(rest)]


def _cut(points: Iterable[int]) -> Iterator[WebFont]:
    """What the fonts ready for screens have not, out of those for paper that have it."""
    wanted = {point for point in points if unicodedata.category(chr(point))[0] in _PRINTED}
    text = FallbackFont(_TEXT.family, _folder() / _TEXT.path)
    for font in (text, *fallback_fonts()) if wanted else ():
        data = font.path.read_bytes()
        known = characters_of(data)
        held = wanted & known
        if held:
            wanted -= held
            file = f"{font.family.replace(' ', '')}-signs.woff2"
            held |= _JOINERS & known
            yield WebFont(
                file, SIGNS, "400", "normal", tuple(_in_ranges(held)), _subset(data, held)
            )


def _in_ranges(points: Iterable[int]) -> Iterator[tuple[int, int]]:
    for _, run in groupby(enumerate(sorted(points)), lambda pair: pair[1] - pair[0]):
        members = [point for _, point in run]
        yield members[0], members[-1]


def _subset(font: bytes, points: set[int]) -> bytes:
    """The part of a font that these characters need, as WOFF2. Their sequences are kept."""
    from fontTools import subset  # half a second that most texts do not need
    from fontTools.ttLib import TTFont

    options = subset.Options(
        layout_features=["*"],
        hinting=False,
        notdef_outline=True,
        name_IDs=[0, 13, 14],
        flavor="woff2",
    )
    opened = TTFont(BytesIO(font), lazy=True, recalcTimestamp=False)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=points | {ord(" ")})
    subsetter.subset(opened)
    made = BytesIO()
    subset.save_font(opened, made, options)
    return made.getvalue()


def _fonts() -> list[WebFont]:
    path = _folder() / "web" / "fonts.json"
    if not path.is_file():
        return []
    return [
        WebFont(
            entry["file"],
            entry["family"],
            entry["weight"],
            entry["style"],
            tuple((first, last) for first, last in entry["ranges"]),
        )
        for entry in json.loads(path.read_text(encoding="utf-8"))
    ]


def _folder() -> Path:
    return shipped_folder("styles") / "fonts"
