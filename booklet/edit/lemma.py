"""The lemma: the script's own words that stand at the head of a note."""

from __future__ import annotations

import re

MOST_WORDS = 6
FIRST = 3
LAST = 2
_PAIRS = {"“": "”", "„": "“”", "«": "»", "‹": "›", "(": ")", "[": "]", '"': '"'}
"""Marks that open, each with what closes it. Single quotation marks are left alone: one that
closes is an apostrophe as well."""
_CLOSING = "”“»›)]"
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
        return balanced(plain)
    return balanced(f"{' '.join(parts[:FIRST]).rstrip(_EDGES)} … {' '.join(parts[-LAST:])}")


def balanced(words: str) -> str:
    """The words without a quotation mark or bracket whose partner is not among them."""
    alone: set[int] = set()
    opened: list[tuple[str, int]] = []
    for at, sign in enumerate(words):
        if sign == '"' and opened and opened[-1][0] == sign:
            opened.pop()
        elif sign in _PAIRS and not (sign == "“" and opened and opened[-1][0] == "„"):
            opened.append((sign, at))
        elif sign in _CLOSING:
            if opened and sign in _PAIRS[opened[-1][0]]:
                opened.pop()
            else:
                alone.add(at)
    alone.update(at for _, at in opened)
    return "".join(sign for at, sign in enumerate(words) if at not in alone).strip()
