"""What a page may not part: classes that the print style sheet knows.

In: speeches and scenes made ready for paper. Out: the same, with classes added. A verse
line is a paragraph of its own, so that widows and orphans alone would not keep two of them
together; and no style sheet knows how many lines are left of an act.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import dropwhile

from booklet.compose.preparing.data import ElementData, ParagraphData, Piece, SpeechData

LONG_SPEECH = 3
"""Lines from which on the first two and the last two of a speech stay together."""

LEAST_LINES = 6
"""Lines at least on the last page of an act."""

LINE = 48
"""Characters in a line of the page."""

_VERSE = ("v", "lyric")


def keep_lines_together(paragraphs: Sequence[ParagraphData]) -> None:
    """Mark the first and the last verse line of a longer speech: neither stands alone."""
    lines = [one for one in paragraphs if one["css"].split(" ")[0] in _VERSE]
    if len(lines) >= LONG_SPEECH:
        lines[0]["css"] += " first"
        lines[-1]["css"] += " last"


def keep_end_together(elements: Sequence[ElementData]) -> None:
    """Mark the last lines of an act: they stay with the ones before them."""
    lines = 0
    for element in dropwhile(_is_page_break, reversed(elements)):
        for block, height in reversed(list(_blocks(element))):
            lines += height
            if lines >= LEAST_LINES:
                return
            block["css"] = f"{block['css']} end".strip()


def _is_page_break(element: ElementData) -> bool:
    """A script may break the page before its acts, where one breaks anyway."""
    return element["kind"] == "page-break"


def _blocks(element: ElementData) -> Iterator[tuple[SpeechData | ParagraphData | ElementData, int]]:
    """The blocks of a speech or a direction, each with its height in lines."""
    speech = element["speech"]
    if element["kind"] == "direction":
        yield element, _height(element["pieces"]) + 1
    elif speech is not None:
        for at, paragraph in enumerate(speech["paragraphs"]):
            if at == 0 and not paragraph["opens"]:
                yield speech, 1
            yield paragraph, _height(paragraph["pieces"])
    else:
        yield element, LEAST_LINES  # side by side, or a page break: nothing goes over it


def _height(pieces: Sequence[Piece]) -> int:
    letters = sum(len(piece["text"]) for piece in pieces if piece["kind"] in ("text", "direction"))
    return letters // LINE + 1
