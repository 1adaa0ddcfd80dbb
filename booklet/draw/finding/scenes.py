"""Which scenes the words of a sentence are like.

Takes the script; gives a `SceneIndex` that weighs words against each scene's heading,
synopsis, directions and speeches, by BM25 (Robertson & Walker 1994). A word that many scenes
have tells little; shared words alone place nothing, they are one evidence among others.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from booklet.draw.finding.normalise import folded_words
from booklet.draw.finding.rarity import COMMON_WORDS
from booklet.model import Direction, Script

_SATURATION = 1.2
_LENGTH = 0.6
_HEADED = 3  # a word of the heading or the synopsis counts so often
_LEAST = 3
_ENDINGS = ("ingly", "ings", "ing", "edly", "ed", "ers", "er", "es", "s", "ly")


@dataclass(frozen=True, slots=True)
class SceneIndex:
    """For each word the scenes (0-based) that have it, with the word's weight there."""

    scenes: int
    postings: dict[str, tuple[tuple[int, float], ...]]

    def likeness(self, words: Iterable[str]) -> list[float]:
        """How like each scene is to these folded words, 0 and more."""
        found = [0.0] * self.scenes
        for word in set(map(stem, words)):
            for scene, weight in self.postings.get(word, ()):
                found[scene] += weight
        return found


@lru_cache(maxsize=1 << 15)
def stem(word: str) -> str:
    """A word without the commonest endings, so that `walks` meets `walking`."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _LEAST:
            kept = word[: -len(ending)]
            return kept[:-1] if len(kept) > _LEAST and kept[-1] == kept[-2] else kept
    return word[:-1] if len(word) > _LEAST and word.endswith("e") else word


def scene_index(script: Script) -> SceneIndex:
    """Indexes the scenes of a script."""
    return index_texts(list(_texts(script)))


def index_texts(texts: list[tuple[str, str]]) -> SceneIndex:
    """Indexes scenes given by their heading (with the synopsis) and their text."""
    counts: list[Counter[str]] = []
    for heading, text in texts:
        words = Counter(map(stem, _telling(text)))
        for word in map(stem, _telling(heading)):
            words[word] += _HEADED
        counts.append(words)
    scenes = len(counts)
    lengths = [words.total() for words in counts]
    average = max(sum(lengths) / max(scenes, 1), 1.0)
    holding = Counter(word for words in counts for word in words)
    postings: dict[str, list[tuple[int, float]]] = {}
    for scene, words in enumerate(counts):
        longer = 1 - _LENGTH + _LENGTH * lengths[scene] / average
        for word, times in words.items():
            rarity = math.log(1 + (scenes - holding[word] + 0.5) / (holding[word] + 0.5))
            weight = rarity * times * (_SATURATION + 1) / (times + _SATURATION * longer)
            postings.setdefault(word, []).append((scene, weight))
    return SceneIndex(scenes, {word: tuple(found) for word, found in postings.items()})


def _telling(text: str) -> Iterator[str]:
    return (word for word in folded_words(text) if word not in COMMON_WORDS)


def _texts(script: Script) -> Iterator[tuple[str, str]]:
    for scene in script.scenes:
        act = scene.act.heading if scene.act else ""
        parts = [element.text for element in scene.elements if isinstance(element, Direction)]
        for speech in scene.speeches():
            parts += [*speech.who, speech.text]
            parts += [part.text for part in speech.body if isinstance(part, Direction)]
            parts += [inline.text for line in speech.lines for inline in line.directions]
        yield f"{act} {scene.heading} {scene.synopsis}", "\n".join(parts)
