"""The known name that a mistyped one was probably meant to be."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from booklet.names import name_key
from booklet.problems import some


def nearest(word: str, known: Iterable[str], likeness: float = 0.6) -> str:
    """The known name most like `word`, letter case aside, or "".

    `likeness` from 0 to 1 is the least that counts (Ratcliff and Obershelp, 1988, as in
    `difflib`).
    """
    by_fold: dict[str, str] = {}
    for name in known:
        by_fold.setdefault(name_key(name), name)
    found = get_close_matches(name_key(word), by_fold, n=1, cutoff=likeness)
    return by_fold[found[0]] if found else ""


def did_you_mean(
    word: str, known: Iterable[str], otherwise: str | None = None, likeness: float = 0.6
) -> str:
    """A sentence with the known name most like `word`; else `otherwise`, or one that lists
    them all."""
    names = sorted(set(known))
    if near := nearest(word, names, likeness):
        return f"Did you mean `{near}`?"
    if otherwise is not None:
        return otherwise
    return f"There are: {some(f'`{name}`' for name in names)}." if names else ""


MOST_LISTED = 30
"""More names than any file of ours has keys, and any key has values."""


def listed(names: Iterable[str], last: str = "or") -> str:
    """Names as a list for a sentence: `a`, `b` or `c`."""
    return some((f"`{name}`" for name in names), MOST_LISTED, last)
