"""Invented works with what critics say of them, from which pages are rendered.

In: the files of `works/`, written for this. Out: `Work`s: the speeches in their order, essays
whose quotations are known, and lines with a comment on each.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_WORKS = Path(__file__).parent / "works"
_QUOTED = re.compile(r"\{([^{}]+)\}")


@dataclass(frozen=True, slots=True)
class Said:
    """A speech, and the number of its exchange."""

    speaker: str
    text: str
    exchange: int


@dataclass(frozen=True, slots=True)
class Essay:
    """A text about a work: `rows` are paragraphs, `## ` before headings, `> ` before block
    quotations, and `{}` around quoted words; `author` is "" where the page says none."""

    title: str
    author: str
    publication: str
    date: str
    rows: tuple[str, ...]

    @property
    def quoted(self) -> tuple[str, ...]:
        """The words quoted from the work."""
        blocks = [row[2:] for row in self.rows if row.startswith("> ")]
        return (*(words for row in self.rows for words in _QUOTED.findall(row)), *blocks)


@dataclass(frozen=True, slots=True)
class Work:
    """A work: its lines, essays on it, and a critic's comments by the line they are on."""

    title: str
    year: str
    language: str
    said: tuple[Said, ...]
    essays: tuple[Essay, ...]
    list_of_comments: Essay
    comments: Mapping[str, str]

    def speaker_of(self, text: str) -> str:
        """Who says this speech."""
        return next(each.speaker for each in self.said if each.text == text)


def works() -> tuple[Work, ...]:
    """All works. Raises ValueError where an essay quotes what nobody says."""
    return tuple(_work(path) for path in sorted(_WORKS.glob("*.toml")))


def with_marks(row: str, marks: tuple[str, str]) -> str:
    """A paragraph with these quotation marks around what it quotes."""
    return _QUOTED.sub(lambda found: marks[0] + found[1] + marks[1], row)


def _work(path: Path) -> Work:
    read: dict[str, Any] = tomllib.loads(path.read_text())
    said: list[Said] = []
    for number, exchange in enumerate(read["script"].strip().split("\n\n")):
        for row in exchange.split("\n"):
            name, _, text = row.partition(": ")
            said.append(Said(name, text, number))
    essays = tuple(_essay(each, each["text"]) for each in read["essays"])
    comments = read["comments"]
    for essay in essays:
        for words in essay.quoted:
            if sum(words in each.text for each in said) != 1:
                raise ValueError(f"{path.name}: “{words}” is not said once")
    for text in comments["on"]:
        if text not in {each.text for each in said}:
            raise ValueError(f"{path.name}: nobody says “{text}”")
    head = _essay(comments, comments["intro"])
    return Work(
        read["title"], read["year"], read["language"], tuple(said), essays, head, comments["on"]
    )


def _essay(read: Mapping[str, Any], text: str) -> Essay:
    rows = tuple(" ".join(row.split()) for row in text.strip().split("\n\n"))
    return Essay(read["title"], read["author"], read["publication"], read["date"], rows)
