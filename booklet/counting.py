"""Numbers with their nouns, as messages have them: "1 page", "1,200 words", "1.5 minutes".

English, as messages are. What is printed in the booklet's language is `compose.labels`'s.
"""

from __future__ import annotations


def counted(number: float, noun: str, nouns: str = "") -> str:
    """The number and the noun in its right form; `nouns` where that takes more than an s."""
    shown = f"{number:,}" if isinstance(number, int) else f"{number:g}"
    return f"{shown} {noun if number == 1 else nouns or f'{noun}s'}"
