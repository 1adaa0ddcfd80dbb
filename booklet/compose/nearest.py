"""The known name that a mistyped one was probably meant to be."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from booklet.problems import some


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A sentence with the known name most like `word`, or one that lists them all."""
    names = sorted(set(known))
    found = get_close_matches(word, names, n=1, cutoff=0.6)
    if found:
        return f"Did you mean `{found[0]}`?"
    return f"There are: {some(f'`{name}`' for name in names)}." if names else ""
