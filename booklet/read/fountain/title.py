"""The title page of a Fountain file.

Takes the first visible lines, gives the entries the model has a place for, the others
as (key, value), and how many lines the title page took. Rules: fountain.io/syntax,
section Title Page.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from booklet.problems import Problem, warning
from booklet.read.fountain.inline import plain
from booklet.read.fountain.source import SourceLine

_KEYS = (
    "title, subtitle, credit, author, authors, writer, writers, source, date, draft date, "
    "contact, copyright, language, lang, notes, revision, format"
)
_KNOWN = frozenset(_KEYS.split(", "))
_AUTHORS = frozenset({"author", "authors", "writer", "writers"})
_BETWEEN_AUTHORS = re.compile(r"\n|;|,(?! *(?:Jr|Sr|I{2,3}|IV|PhD|MD)\b)| (?:&|and) ")


@dataclass(frozen=True, slots=True)
class TitlePage:
    """What stands on the title page. `lines` is the number of lines it takes."""

    title: str = ""
    subtitle: str = ""
    authors: tuple[str, ...] = ()
    language: str = ""
    details: tuple[tuple[str, str], ...] = ()
    lines: int = 0
    problems: tuple[Problem, ...] = ()


def read_title_page(lines: Sequence[SourceLine], file: str) -> TitlePage:
    """The title page, or an empty one where the file does not begin with one."""
    first = next((index for index, line in enumerate(lines) if not line.blank), len(lines))
    last = first
    while last < len(lines) and not lines[last].blank:
        last += 1
    block = lines[first:last]
    if not block or not _key(block[0]) or not any(_key(line).lower() in _KNOWN for line in block):
        return TitlePage()
    problems: list[Problem] = []
    entries: list[tuple[str, list[str]]] = []
    for line in block:
        if key := _key(line):
            entries.append((key, [line.text.partition(":")[2]]))
            continue
        entries[-1][1].append(line.text)
        if not line.text[0].isspace():
            problems.append(
                warning(
                    "fountain-title-page-line",
                    f"this line has no key and is not indented, so it is read as part of "
                    f"`{entries[-1][0]}`",
                    line.span(file),
                    "Indent it by a tab or three spaces, or put an empty line before it.",
                )
            )
    return _page([(key, _value(value)) for key, value in entries], last, tuple(problems))


def _key(line: SourceLine) -> str:
    key, colon, _ = line.text.partition(":")
    if not colon or not key or key[0].isspace() or len(key) > 40:
        return ""
    return key.strip() if key[0].isalpha() else ""


def _value(lines: list[str]) -> str:
    return "\n".join(filter(None, (" ".join(plain(line).split()) for line in lines)))


def _page(entries: list[tuple[str, str]], lines: int, problems: tuple[Problem, ...]) -> TitlePage:
    single: dict[str, str] = {}
    authors: list[str] = []
    details: list[tuple[str, str]] = []
    for key, value in entries:
        name = {"lang": "language"}.get(key.lower(), key.lower())
        if name in _AUTHORS:
            authors += filter(None, (author.strip() for author in _BETWEEN_AUTHORS.split(value)))
        elif name in ("title", "subtitle", "language") and name not in single:
            single[name] = value.replace("\n", " ")
        elif value:
            details.append((key, value))
    return TitlePage(
        title=single.get("title", ""),
        subtitle=single.get("subtitle", ""),
        authors=tuple(authors),
        language=single.get("language", ""),
        details=tuple(details),
        lines=lines,
        problems=problems,
    )
