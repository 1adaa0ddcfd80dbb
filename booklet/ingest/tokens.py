"""Words compared across witnesses: spelling kept, accidentals set aside.

Textual criticism tells substantives (words) from accidentals (punctuation, capitals,
the shape of apostrophes; W. W. Greg, The Rationale of Copy-Text, 1950). Tokens are the
substantives, each with its place in the text, so that a difference can be shown in
the witness's own spelling.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

_TOKEN = re.compile(r"\d{1,3}(?:,\d{3})+|[^\W_]+(?:['’‘ʼ][^\W_]+)*")
_DROPPED = str.maketrans("", "", "'’‘ʼ,")
ELLIPSIS = re.compile(r"(?:(?<!\s)\s++)?(?:\.\s?\.\s?\.|…|\[…\]|\[\.\.\.\])\s*")

REMEMBERED = 1 << 16
"""Texts whose words are kept at hand; more than the speeches of any one work."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word in comparable form, and where it stands: `text[start:end]`."""

    form: str
    start: int
    end: int


def tokens(text: str) -> tuple[Token, ...]:
    """The words of a text in order; hyphenated words are split, commas in numbers ignored."""
    return tuple(
        Token(found[0].translate(_DROPPED).casefold(), found.start(), found.end())
        for found in _TOKEN.finditer(text)
    )


@lru_cache(maxsize=REMEMBERED)
def forms(text: str) -> tuple[str, ...]:
    """The words of a text in comparable form.

    Remembered, since collation compares each speech with many others.
    """
    return tuple(word.translate(_DROPPED).casefold() for word in _TOKEN.findall(text))
