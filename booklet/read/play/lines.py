"""A printed play as a row of lines: what stands in each, where, and how it is set.

Takes text with the marks that transcribers use for type: `_italics_`, `*italics*`, `=bold=`,
`**bold**`, Markdown's headings; gives `Line`s without the marks.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from booklet.read.play.wording import WITHIN_PAGE

TAB = 8

Runs = tuple[tuple[int, int], ...]
"""Parts of a text, each from and up to a letter."""

_MARK = re.compile(r"\*\*|__|[_*=]")
_BOLD = frozenset({"**", "__", "="})
_HEADING = re.compile(r"(#{1,6})[ ]+(?=\S)")
_NUMBERED = re.compile(r"(?<! ) {3,}\d{1,4}$")


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank.

    `number` counts from 1 as the file does, `indent` is the column of the first letter, and
    `blanks` counts the blank lines above. `level` is that of a heading of Markdown, else 0.
    `italic` and `bold` are runs of `text`.
    """

    number: int
    text: str
    indent: int = 0
    blanks: int = 0
    level: int = 0
    italic: Runs = ()
    bold: Runs = ()


def lines_of_text(text: str) -> tuple[Line, ...]:
    """The lines of a text, those that are blank left out."""
    found: list[Line] = []
    paragraph: list[tuple[int, str]] = []
    blanks = 0

    def close() -> None:
        nonlocal blanks
        if paragraph:
            found.extend(_paragraph(paragraph, blanks))
            paragraph.clear()
            blanks = 0

    for number, raw in enumerate(text.split("\n"), start=1):
        row = raw.replace("\f", "").replace("\r", "").replace("\u00a0", " ")
        row = WITHIN_PAGE.sub(" ", row).expandtabs(TAB).rstrip().removesuffix("\\").rstrip()
        if row.strip() in ("", ">"):
            close()
            blanks += 1
        else:
            paragraph.append((number, row))
    close()
    return tuple(found)


def _paragraph(rows: Sequence[tuple[int, str]], blanks: int) -> list[Line]:
    marks = _pairs("\n".join(row for _, row in rows))
    found: list[Line] = []
    start = 0
    open_: set[str] = set()
    for number, row in rows:
        clean: list[str] = []
        runs: dict[str, list[tuple[int, int]]] = {"italic": [], "bold": []}
        size, since = 0, dict.fromkeys(open_, 0)
        at = 0
        while at < len(row):
            mark = marks.get(start + at)
            if mark is None:
                clean.append(row[at])
                size += 1
                at += 1
                continue
            style = "bold" if mark in _BOLD else "italic"
            if style in since:
                runs[style].append((since.pop(style), size))
            else:
                since[style] = size
            at += len(mark)
        for style, begun in since.items():
            runs[style].append((begun, size))
        open_ = set(since)
        start += len(row) + 1
        found.append(
            _line(number, "".join(clean), 0 if found else blanks, runs["italic"], runs["bold"])
        )
    return [line for line in found if line.text]


def _line(
    number: int,
    row: str,
    blanks: int,
    italic: Sequence[tuple[int, int]],
    bold: Sequence[tuple[int, int]],
) -> Line:
    quoted = 2 if row.startswith("> ") else 0
    indent = len(row) - len(row[quoted:].lstrip())
    heading = _HEADING.match(row, indent)
    cut = heading.end() if heading else indent
    kept = row[cut:].rstrip()
    behind = _NUMBERED.search(kept)
    if behind and behind.start():
        kept = kept[: behind.start()]
    return Line(
        number,
        kept,
        indent,
        blanks,
        len(heading[1]) if heading else 0,
        _within(italic, cut, len(kept)),
        _within(bold, cut, len(kept)),
    )


def _within(runs: Sequence[tuple[int, int]], cut: int, size: int) -> Runs:
    moved = ((max(0, start - cut), min(size, stop - cut)) for start, stop in runs)
    return tuple((start, stop) for start, stop in moved if stop > start)


def _pairs(whole: str) -> dict[int, str]:
    """Marks that open and close a run, by place; one that has no fellow is a letter."""
    open_: dict[str, int] = {}
    pairs: dict[int, str] = {}
    for found in _MARK.finditer(whole):
        mark, at = found[0], found.start()
        before, after = whole[at - 1 : at] if at else "", whole[found.end() : found.end() + 1]
        closes = before != "" and not before.isspace() and not after.isalnum()
        if closes and mark in open_:
            pairs[open_.pop(mark)] = mark
            pairs[at] = mark
        elif after and not after.isspace() and not before.isalnum():
            open_[mark] = at
    return pairs
