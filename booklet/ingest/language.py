"""Which language a text is in: by its letters, then by its commonest words.

Takes text, gives a BCP 47 tag, or "" where no known language is clear. Enough to keep
words in another language from passing unnoticed; no more is claimed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from booklet.counting import count_words, words
from booklet.ingest.blocks import PageBlock
from booklet.ingest.lexicon import FUNCTION_WORDS

FEWEST_WORDS = 40
SHARE = 0.12
"""Share of a text's words that must be among its language's commonest."""

AHEAD = 1.3

FEWEST_FOREIGN = 12
"""So many words in another language are worth a warning, if they stand in blocks enough."""

FEWEST_BLOCKS = 2

_ALSO_ENGLISH = "a an as at do no me on or so to o i in is was he war die man son we"
ALSO_ENGLISH = frozenset(_ALSO_ENGLISH.split())
"""Words of other languages that English has too: in a short line they prove nothing."""

_LETTERS = {
    "el": "\u0370-\u03ff",
    "he": "\u0590-\u05ff",
    "ar": "\u0600-\u06ff",
    "hi": "\u0900-\u097f",
    "th": "\u0e00-\u0e7f",
    "ko": "\uac00-\ud7af",
    "ja": "\u3040-\u30ff",
    "zh": "\u4e00-\u9fff",
    "ru": "\u0400-\u04ff",
}
_OF_SCRIPT = {tag: re.compile(f"[{letters}]") for tag, letters in _LETTERS.items()}
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]")


def language_of(text: str, fewest: int = FEWEST_WORDS) -> str:
    """The tag of the language, or ""; a Latin text of fewer words than `fewest` tells nothing.

    Letters that several languages share stand for the one with most readers.
    """
    text = text[:200_000]
    latin = len(_LATIN.findall(text))
    for tag, letters in _OF_SCRIPT.items():
        if len(letters.findall(text)) > max(latin, 10):
            return tag
    counts = Counter(word.casefold() for word in words(text))
    total = sum(counts.values())
    if total < fewest:
        return ""
    scores = sorted(
        ((sum(counts[word] for word in common), tag) for tag, common in FUNCTION_WORDS.items()),
        reverse=True,
    )
    (first, tag), (second, _) = scores[0], scores[1]
    return tag if first >= SHARE * total and first >= AHEAD * second else ""


@dataclass(frozen=True, slots=True)
class ForeignWords:
    """Blocks in another language than those around them: the tag, how many, the first line."""

    language: str
    blocks: int
    line: int


def foreign_words(blocks: Sequence[PageBlock], main: str) -> tuple[ForeignWords, ...]:
    """Where a text in the language `main` has blocks in other languages."""
    found: dict[str, list[PageBlock]] = {}
    for block in blocks:
        tag = _other_language(block.text, main)
        if tag:
            found.setdefault(tag, []).append(block)
    rows: list[ForeignWords] = []
    for tag, those in found.items():
        text = " ".join(block.text for block in those)
        size = count_words(text)
        if (
            len(those) >= FEWEST_BLOCKS
            and size >= FEWEST_FOREIGN
            and language_of(text, FEWEST_FOREIGN) == tag
        ):
            rows.append(ForeignWords(tag, len(those), those[0].first))
    return tuple(rows)


def _other_language(text: str, main: str) -> str:
    """The language for which a block speaks more than for `main`, on its own weak evidence."""
    latin = len(_LATIN.findall(text))
    for tag, letters in _OF_SCRIPT.items():
        if len(letters.findall(text)) > max(latin, 2):
            return tag if tag != main else ""
    row = [word.casefold() for word in words(text)]
    of_main = len(FUNCTION_WORDS.get(main, frozenset()).intersection(row))
    scores = {
        tag: len((common - ALSO_ENGLISH).intersection(row))
        for tag, common in FUNCTION_WORDS.items()
        if tag != main
    }
    best = max(scores, key=lambda tag: scores[tag])
    return best if scores[best] > of_main + 1 else ""
