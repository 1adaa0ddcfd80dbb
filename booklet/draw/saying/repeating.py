"""The same claim twice: known by the words that two notes share.

Takes the words of notes one after the other; tells which earlier one a note repeats.
"""

from __future__ import annotations

from booklet.draw.finding.normalise import folded_words
from booklet.draw.finding.rarity import COMMON_WORDS
from booklet.draw.finding.scenes import stem

ALIKE = 0.6
"""Two notes that share so much of the telling words of the shorter say the same."""

_LEAST = 5


class Told:
    """What notes have said so far. Notes are found by their words, not compared one by one."""

    def __init__(self) -> None:
        self._words: list[frozenset[str]] = []
        self._names: list[str] = []
        self._holding: dict[str, list[int]] = {}

    def says(self, body: str) -> str:
        """The name of the note that says the same; "" for none."""
        words = _telling(body)
        shared: dict[int, int] = {}
        for word in words:
            for number in self._holding.get(word, ()):
                shared[number] = shared.get(number, 0) + 1
        for number, count in shared.items():
            least = max(min(len(words), len(self._words[number])), _LEAST)
            if count >= ALIKE * least:
                return self._names[number]
        return ""

    def add(self, body: str, name: str) -> None:
        """A note that is printed."""
        words = _telling(body)
        for word in words:
            self._holding.setdefault(word, []).append(len(self._names))
        self._words.append(words)
        self._names.append(name)


def _telling(body: str) -> frozenset[str]:
    return frozenset(stem(word) for word in folded_words(body) if word not in COMMON_WORDS)
