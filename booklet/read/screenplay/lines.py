"""A document as a row of lines: what stands in each, and where on the page.

Takes plain text; gives `Line`s. Any other format that knows where its lines stand (a PDF,
a saved page of a script site) gives the same, and is read by the same model.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

TAB = 8
"""Columns of a tab."""

_BEFORE = re.compile(r"(?P<number>\(?[A-Z]{0,2}\d{1,4}(?:-?[A-Z]{1,3})?\)?[.:]?)[ ]{2,}+(?=\S)")
_BEHIND = re.compile(r"(?<![ ])[ ]{2,}+(?P<number>\(?[A-Z]{0,2}\d{1,4}(?:-?[A-Z]{1,3})?\)?[.:]?)$")
_MARK = re.compile(r"(?:(?<![ ])[ ]{2,}+|(?<=[.!?:)])[ ])(?:\*++|[|/\\]|[*]\s[*])$")


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank.

    `number` counts from 1 as the file does. `text` has no blanks at its ends, no number and
    no revision mark in its margins. `indent` is the column of its first letter. `blanks`
    counts the blank lines above it; `page` is True where a page begins between.
    `numbered` counts its numbers in the margins: 0, 1 or 2; `margin` is the first of them.
    """

    number: int
    text: str
    indent: int
    blanks: int = 0
    page: bool = False
    numbered: int = 0
    margin: str = ""
    marked: bool = False
    bold: bool = False


def lines_of_text(text: str) -> tuple[Line, ...]:
    """The lines of a plain text, those that are blank left out."""
    found: list[Line] = []
    blanks, page = 0, False
    for number, raw in enumerate(text.split("\n"), start=1):
        page = page or "\f" in raw
        line = raw.replace("\f", "").replace("\r", "").replace("\u00a0", " ")
        line = line.expandtabs(TAB).rstrip()
        if not line.strip():
            blanks += 1
            continue
        found.append(line_of(line, number, blanks, page))
        blanks, page = 0, False
    return tuple(found)


def line_of(line: str, number: int, blanks: int, page: bool = False, bold: bool = False) -> Line:
    """A line as typed, as a `Line`: what stands in its margins is taken off."""
    content = line.strip()
    indent = len(line) - len(line.lstrip())
    marked = False
    behind = _MARK.search(content)
    if behind and behind.start():
        content, marked = content[: behind.start()].rstrip(), True
    numbered, margin = 0, ""
    if before := _BEFORE.match(content):
        indent += before.end()
        content = content[before.end() :]
        numbered, margin = 1, before["number"]
    if behind := _BEHIND.search(content):
        content = content[: behind.start()].rstrip()
        numbered, margin = numbered + 1, margin or behind["number"]
    return Line(
        number, content, indent, blanks, page, numbered, margin.strip("(). :"), marked, bold
    )
