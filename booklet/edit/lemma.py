"""The lemma: the script's own words that stand at the head of a note."""

from __future__ import annotations

import re

MOST_WORDS = 6
FIRST = 3
LAST = 2
_EDGES = " \t\n,;:.–—-/"


def shorten(words: str) -> str:
    """At most six words of the target; of more, the first three … the last two.

    Commas and stops at the very end are left out, as an apparatus does; a question or
    exclamation mark belongs to the words and stays.
    """
    plain = " ".join(words.split()).strip(_EDGES) or " ".join(words.split())
    # A stroke between verse lines goes with the word before it.
    parts = re.split(r" (?!/ )", plain)
    if len(parts) <= MOST_WORDS:
        return plain
    return f"{' '.join(parts[:FIRST]).rstrip(_EDGES)} … {' '.join(parts[-LAST:])}"
