"""The fonts of the web page, embedded in it.

In: the page's text and style sheets. Out: `@font-face` rules with `data:` URLs. The fonts
are parts of the shipped families, cut beforehand by writing system (`styles/fonts/web`), so
that a page carries only what its text needs and cutting costs no time here.
"""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass

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


def font_faces(text: str, css: str) -> str:
    """The rules for every family that `css` names and every range that `text` needs."""
    characters = {ord(character) for character in set(text)}
    folder = shipped_folder("styles") / "fonts" / "web"
    rules = []
    for font in _fonts():
        if f'"{font.family}"' in css and font.needed_by(characters):
            data = base64.b64encode((folder / font.file).read_bytes()).decode("ascii")
            ranges = ",".join(f"U+{first:X}-{last:X}" for first, last in font.ranges)
            rules.append(
                f'@font-face{{font-family:"{font.family}";font-weight:{font.weight};'
                f"font-style:{font.style};font-display:swap;unicode-range:{ranges};"
                f'src:url(data:font/woff2;base64,{data}) format("woff2")}}'
            )
    return "\n".join(rules)


def _fonts() -> list[WebFont]:
    path = shipped_folder("styles") / "fonts" / "web" / "fonts.json"
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
