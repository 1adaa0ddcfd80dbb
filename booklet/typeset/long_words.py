"""Words that are wider than their line and were not broken.

In: the boxes of laid-out pages. Out: the document's elements, changed so that the next layout
breaks those words; and whether there were any.

WeasyPrint 70 heeds `overflow-wrap` at the beginning of a line only: a long word in italics
behind a bracket, or roman behind an italic letter, runs out of its column. Where a line turns
out too wide, its longest word gets an element of its own with `word-break: break-all`, which
is heeded everywhere (https://www.w3.org/TR/css-text-3/#word-break-property).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any
from xml.etree.ElementTree import Element

from weasyprint.formatting_structure import boxes
from weasyprint.layout.absolute import AbsolutePlaceholder

TOLERATED = 0.5  # px: what rounding makes of a line that is full
_BROKEN = "word-break: break-all"


def break_long_words(pages: Iterable[Any]) -> bool:
    """Have the words broken that make lines too wide; False where nothing is left to break."""
    words = dict.fromkeys(_longest_word(line) for page in pages for line in _overfull(page))
    done = [
        set_apart(element, re.compile(re.escape(longest)), _BROKEN)
        for element, longest in filter(None, words)
    ]
    return any(done)


def _longest_word(line: Any) -> tuple[Element, str] | None:
    """The longest word of a line that is not broken anywhere yet, and whose element it is in."""
    words = [
        (box.element, max(box.text.split(), key=len))
        for box in line.descendants()
        if isinstance(box, boxes.TextBox)
        and box.element is not None
        and box.text.strip()
        and box.style["overflow_wrap"] != "normal"
        and box.style["word_break"] != "break-all"
    ]
    return max(words, key=lambda word: len(word[1]), default=None)


def _overfull(root: Any) -> Iterator[Any]:
    """The lines that are wider than the blocks that they stand in."""
    stack = [(root, 0.0)]
    while stack:
        box, right = stack.pop()
        if isinstance(box, AbsolutePlaceholder):
            box = box._box
        if isinstance(box, boxes.LineBox):
            if box.position_x + box.width > right + TOLERATED:
                yield box
        elif isinstance(box, boxes.BlockContainerBox):
            right = box.content_box_x() + box.width
        stack.extend(
            (child, right)
            for child in getattr(box, "children", ())
            if isinstance(child, boxes.ParentBox | AbsolutePlaceholder)
        )


def set_apart(element: Element, words: re.Pattern[str], style: str) -> bool:
    """Put the first of such words in the element's own text into an element of that style."""
    if found := words.search(element.text or ""):
        element.insert(0, _styled(found, style))
        element.text = found.string[: found.start()]
        return True
    for at, child in enumerate(element):
        if found := words.search(child.tail or ""):
            element.insert(at + 1, _styled(found, style))
            child.tail = found.string[: found.start()]
            return True
    return False


def _styled(found: re.Match[str], style: str) -> Element:
    made = Element("span", {"style": style})
    made.text, made.tail = found[0], found.string[found.end() :]
    return made
