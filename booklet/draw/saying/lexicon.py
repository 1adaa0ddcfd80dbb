"""Classes of words, from `words.toml`: which words of a sentence belong to which."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from functools import cache, lru_cache
from pathlib import Path


@lru_cache(maxsize=1 << 16)
def classes_of(word: str) -> frozenset[str]:
    """The classes that a folded word belongs to."""
    words, stems = _read()
    found = set(words.get(word, ()))
    found.update(name for name, beginnings in stems.items() if word.startswith(beginnings))
    return frozenset(found)


def count_of(name: str, words: Iterable[str]) -> int:
    """How many of the words belong to the class `name`."""
    return sum(name in classes_of(word) for word in words)


@cache
def _read() -> tuple[dict[str, frozenset[str]], dict[str, tuple[str, ...]]]:
    """The classes of each whole word, and the beginnings of words of each class."""
    with (Path(__file__).parent / "words.toml").open("rb") as file:
        read: dict[str, str] = tomllib.load(file)
    words: dict[str, set[str]] = {}
    stems: dict[str, tuple[str, ...]] = {}
    for name, text in read.items():
        entries = text.split()
        stems[name] = tuple(entry[:-1] for entry in entries if entry.endswith("*"))
        for entry in entries:
            if not entry.endswith("*"):
                words.setdefault(entry, set()).add(name)
    return {word: frozenset(names) for word, names in words.items()}, stems
