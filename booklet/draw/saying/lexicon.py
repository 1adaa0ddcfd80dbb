"""Classes of words, from `words.toml`: which words of a sentence belong to which."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True, slots=True)
class WordClass:
    """Whole words, and beginnings of words."""

    words: frozenset[str]
    stems: tuple[str, ...]

    def count(self, words: Iterable[str]) -> int:
        """How many of the words belong to it."""
        return sum(map(self.__contains__, words))

    def __contains__(self, word: str) -> bool:
        return word in self.words or word.startswith(self.stems)


@cache
def lexicon() -> dict[str, WordClass]:
    """All classes by name."""
    with (Path(__file__).parent / "words.toml").open("rb") as file:
        read: dict[str, str] = tomllib.load(file)
    found: dict[str, WordClass] = {}
    for name, text in read.items():
        entries = text.split()
        stems = tuple(entry[:-1] for entry in entries if entry.endswith("*"))
        words = frozenset(entry for entry in entries if not entry.endswith("*"))
        found[name] = WordClass(words, stems)
    return found
