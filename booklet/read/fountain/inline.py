"""Emphasis inside one line of Fountain.

Takes a line with its marks (`*italic*`, `**bold**`, `***both***`, `_underline_`, and
`\\*`, `\\_` for the characters themselves), gives the text without them and the styled
runs. Marks that open nothing or close nothing are text. Rules: fountain.io/syntax,
section Emphasis; pairs are found with a stack, as in CommonMark, so that the work is
linear in the length of the line.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from booklet.model import Emphasis, Style

Styled = tuple[str, tuple[Emphasis, ...]]

_MARKS = re.compile(r"\\[*_]|\*+|_+")
_STYLES_OF_RUN: dict[str, tuple[Style, ...]] = {
    "*": ("italic",),
    "**": ("bold",),
    "***": ("italic", "bold"),
    "_": ("underline",),
}
_WIDTH: dict[Style, int] = {"italic": 1, "bold": 2, "underline": 1}


@dataclass(slots=True)
class _Opener:
    """A run of marks that may open: which styles it still offers, `end` is after it."""

    styles: set[Style]
    end: int


def styled(text: str) -> Styled:
    """The text of one line without its emphasis marks, and the styled runs in it."""
    if "*" not in text and "_" not in text:
        return text, ()
    removed, runs = _pair(text)
    return _without(text, removed, runs)


def plain(text: str) -> str:
    """The text of one line without its emphasis marks."""
    return styled(text)[0]


def joined(lines: Iterable[Styled], separator: str = "\n") -> Styled:
    """Several styled lines as one text."""
    runs: list[Emphasis] = []
    parts: list[str] = []
    length = 0
    for text, emphasis in lines:
        if parts:
            length += len(separator)
        runs += (replace(run, start=run.start + length, end=run.end + length) for run in emphasis)
        parts.append(text)
        length += len(text)
    return separator.join(parts), tuple(runs)


def cropped(line: Styled, start: int, end: int) -> Styled:
    """The part `start:end` of a styled line."""
    text, emphasis = line
    kept = (
        replace(run, start=max(run.start, start) - start, end=min(run.end, end) - start)
        for run in emphasis
    )
    return text[start:end], tuple(run for run in kept if run.start < run.end)


def _pair(text: str) -> tuple[list[int], list[tuple[int, int, Style]]]:
    """Positions of the characters to take out, and the runs in positions of `text`."""
    removed: list[int] = []
    runs: list[tuple[int, int, Style]] = []
    openers: list[_Opener] = []
    on_offer: Counter[Style] = Counter()
    for match in _MARKS.finditer(text):
        marks = match.group()
        if marks[0] == "\\":
            removed.append(match.start())
            continue
        wanted = list(_STYLES_OF_RUN.get(marks, ()))
        position = match.start()
        if wanted and _closes(text, match.start(), match.end()):
            while any(on_offer[style] for style in wanted):
                while not openers[-1].styles.intersection(wanted):
                    on_offer.subtract(openers.pop().styles)
                opener = openers[-1]
                style = next(style for style in wanted if style in opener.styles)
                wanted.remove(style)
                opener.styles.discard(style)
                on_offer[style] -= 1
                if opener.end < position:
                    runs.append((opener.end, position, style))
                width = _WIDTH[style]
                removed += range(opener.end - width, opener.end)
                removed += range(position, position + width)
                opener.end -= width
                position += width
                if not opener.styles:
                    openers.pop()
        if wanted and _opens(text, match.start(), match.end()):
            openers.append(_Opener(set(wanted), match.end()))
            on_offer.update(wanted)
    return removed, runs


def _opens(text: str, start: int, end: int) -> bool:
    if end >= len(text) or text[end].isspace():
        return False
    return text[start] == "*" or start == 0 or not text[start - 1].isalnum()


def _closes(text: str, start: int, end: int) -> bool:
    if start == 0 or text[start - 1].isspace():
        return False
    return text[start] == "*" or end == len(text) or not text[end].isalnum()


def _without(text: str, removed: list[int], runs: list[tuple[int, int, Style]]) -> Styled:
    gone = set(removed)
    kept: list[str] = []
    new_position: list[int] = []
    for index, character in enumerate(text):
        new_position.append(len(kept))
        if index not in gone:
            kept.append(character)
    new_position.append(len(kept))
    emphasis = (Emphasis(new_position[a], new_position[b], style) for a, b, style in runs)
    found = (run for run in emphasis if run.start < run.end)
    return "".join(kept), tuple(sorted(found, key=lambda run: (run.start, -run.end, run.style)))
