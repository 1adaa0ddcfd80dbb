"""Words and minutes counted, and numbers with their nouns: "1 page", "1.5 minutes".

The nouns are English, as messages are. What is printed in the booklet's language is
`compose.labels`'s.
"""

from __future__ import annotations

import re

WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
"""A word: letters and digits, hyphens and apostrophes inside."""


def counted(number: float, noun: str, nouns: str = "") -> str:
    """The number and the noun in its right form; `nouns` where that takes more than an s."""
    shown = f"{number:,}" if isinstance(number, int) else f"{number:g}"
    return f"{shown} {noun if number == 1 else nouns or f'{noun}s'}"


def words(text: str) -> list[str]:
    """The words of a text as they stand: letters and digits, hyphens and apostrophes inside."""
    return WORD.findall(text)


def count_words(text: str) -> int:
    """How many words a text has."""
    return len(words(text))


MINUTE = 60_000
"""Milliseconds."""


def minutes(milliseconds: int) -> int:
    """Whole minutes, rounded; what takes any time takes one."""
    return max(round(milliseconds / MINUTE), int(milliseconds > 0))
