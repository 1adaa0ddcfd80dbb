"""Which language a text is in, by its commonest words.

Takes text, gives a BCP 47 tag, or "" where no known language is clear. Enough to keep
a page in another language from passing unnoticed; no more is claimed.
"""

from __future__ import annotations

from collections import Counter

from booklet.ingest.labels import words
from booklet.ingest.lexicon import FUNCTION_WORDS

FEWEST_WORDS = 40
SHARE = 0.12
"""Share of a text's words that must be among its language's commonest."""

AHEAD = 1.3


def language_of(text: str) -> str:
    """The tag of the language, or ""."""
    counts = Counter(word.casefold() for word in words(text[:200_000]))
    total = sum(counts.values())
    if total < FEWEST_WORDS:
        return ""
    scores = sorted(
        ((sum(counts[word] for word in common), tag) for tag, common in FUNCTION_WORDS.items()),
        reverse=True,
    )
    (first, tag), (second, _) = scores[0], scores[1]
    return tag if first >= SHARE * total and first >= AHEAD * second else ""
