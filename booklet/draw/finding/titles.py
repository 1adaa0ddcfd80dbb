"""Titles of other works, which are quoted in marks but from no script."""

from __future__ import annotations

from booklet.counting import words


def is_title(text: str, here: str) -> bool:
    """Whether quoted words are written like a title: every weighty word a capital, while
    `here`, the script's words that are like them ("" for none), has it otherwise."""
    if text[1:].islower() or text.isupper():
        return False
    return _is_capitalised(text) and not (here and _is_capitalised(here, short=True))


def _is_capitalised(text: str, *, short: bool = False) -> bool:
    weighty = [word for word in words(text)[1:] if len(word) > 3 and word[0].isalpha()]
    return (bool(weighty) or short) and all(word[0].isupper() for word in weighty)
