"""Titles of other works, which are quoted in marks but from no script."""

from __future__ import annotations

import re

_WORD = re.compile(r"[^\W\d_][\w’']*")


def is_title(text: str, here: str) -> bool:
    """Whether quoted words are written like a title: every weighty word a capital, while
    `here`, the script's words that are like them ("" for none), has it otherwise."""
    if text[1:].islower() or text.isupper():
        return False
    return _is_capitalised(text) and not (here and _is_capitalised(here, short=True))


def _is_capitalised(text: str, *, short: bool = False) -> bool:
    weighty = [word for word in _WORD.findall(text)[1:] if len(word) > 3]
    return (bool(weighty) or short) and all(word[0].isupper() for word in weighty)
