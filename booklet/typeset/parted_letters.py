"""Letters whose accents came out of another font than they.

In: the boxes of laid-out pages. Out: the document's elements, changed so that the next layout
sets such a letter and its accents in one font; and whether there were any.

Pango chooses a font for each character. Where the text's own font has an accent (U+0301) and not
the letter that it stands on (`ọ`), each is of another font, and the accent stands beside the
letter. A letter that came out so gets an element of its own, and a shipped font that has all of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.text.ffi import ffi

from booklet.fonts import characters_of
from booklet.shipped import shipped_folder
from booklet.typeset.long_words import set_apart

_ACCENT = re.compile("[\u0300-\u036f]")
_LETTER = re.compile("(?s).[\u0300-\u036f]*")
FAMILIES = {
    "Source Sans 3": "source-sans-3/SourceSans3-Regular.ttf",
    "EB Garamond": "eb-garamond/EBGaramond-Regular.ttf",
}
"""The shipped fonts that have many accents, and a file of each."""


def join_letters(pages: Iterable[Any]) -> bool:
    """Have letters set in one font with their accents; False where all are."""
    found = dict.fromkeys(
        (box.element, letter)
        for page in pages
        for box in page.descendants(placeholders=True)
        if isinstance(box, boxes.TextBox) and box.element is not None and not box.text.isascii()
        for letter in parted(box)
    )
    done = False
    for element, letter in found:
        family = next((name for name in FAMILIES if _has(name, letter)), None)
        whole = re.compile(re.escape(letter) + f"(?!{_ACCENT.pattern})")
        while family and set_apart(element, whole, f"font-family: '{family}'"):
            done = True
    return done


def parted(box: Any) -> Iterator[str]:
    """The letters of a line of text that have accents of another font."""
    text: str = box.text
    if not _ACCENT.search(text):
        return
    begins = set(_runs(box))
    at = 0
    for letter in _LETTER.finditer(text):
        inside = range(at + 1, at + len(letter[0].encode()))
        at = inside.stop
        if not begins.isdisjoint(inside):
            yield letter[0]


def _runs(box: Any) -> Iterator[int]:
    """The bytes of a line's text at which a run of one font begins."""
    box.pango_layout.reactivate(box.style)  # as for drawing
    line, _ = box.pango_layout.get_first_line()
    link = line.runs[0]
    while link != ffi.NULL:
        yield link.data.item.offset
        link = link.next
    box.pango_layout.deactivate()


@cache
def _characters(family: str) -> frozenset[int]:
    return characters_of((shipped_folder("styles") / "fonts" / FAMILIES[family]).read_bytes())


def _has(family: str, letter: str) -> bool:
    return _characters(family).issuperset(map(ord, letter))
