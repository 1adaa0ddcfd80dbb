"""The fonts of the web page and of the EPUB.

In: a text and its style sheets. Out: the fonts that they need, and `@font-face` rules: with
`data:` URLs for the page, with files for the EPUB. The fonts
are parts of the shipped families, cut beforehand by writing system (`styles/fonts/web`), so
that a page carries only what its text needs and cutting costs no time here.
"""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass
from pathlib import Path

from booklet.shipped import shipped_folder


@dataclass(frozen=True, slots=True)
class WebFont:
    """A file of `styles/fonts/web`. `ranges` are code points, first and last included."""

    file: str
    family: str
    weight: str
    style: str
    ranges: tuple[tuple[int, int], ...]

    def needed_by(self, characters: set[int]) -> bool:
        """Whether one of the characters is in its ranges."""
        return any(first <= point <= last for point in characters for first, last in self.ranges)

    @property
    def content(self) -> bytes:
        """The file itself."""
        return (_folder() / self.file).read_bytes()

    def rule(self, address: str) -> str:
        """Its `@font-face` rule."""
        ranges = ",".join(f"U+{first:X}-{last:X}" for first, last in self.ranges)
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
    """The fonts of every family that `css` names and every range that `text` needs."""
    characters = {ord(character) for character in set(text)}
    return [font for font in _fonts() if f'"{font.family}"' in css and font.needed_by(characters)]


def _fonts() -> list[WebFont]:
    path = _folder() / "fonts.json"
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
    return shipped_folder("styles") / "fonts" / "web"
