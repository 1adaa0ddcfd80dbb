"""What may follow what in a printed play.

A state is a kind of line, and what is open behind it: nothing yet (`^`), the title pages (`m`),
the cast list (`l`), a scene (`s`), a name that waits for its words (`c`), a speech (`v`).
"""

from __future__ import annotations

from booklet.read.chain import grammar

KINDS = "SNCPDLXM"
"""Heading, direction, name alone, name and words, words that go on, cast, left out, title."""

_MADE = {"M": "m", "L": "l", "S": "s", "C": "c", "P": "v", "D": "v"}
_FROM = {
    "M": "^mlsv",
    "L": "^mlsv",
    "S": "^mlsv",
    "C": "^mlsv",
    "P": "^mlsv",
    "D": "cv",
}

STATES = tuple(
    [f"{kind}{open_}" for kind, open_ in _MADE.items()]
    + [f"N{open_}" for open_ in "scv"]
    + [f"X{open_}" for open_ in "^mlscv"]
)


def may_follow(before: str, state: str) -> bool:
    """Whether a state may stand after another."""
    kind, now = state[0], state[1]
    past = before[1]
    if kind == "X":
        return now == past
    if kind == "N":
        return now == (past if past in "cv" else "s")
    return past in _FROM[kind]


def may_begin(state: str) -> bool:
    """Whether a document may begin so."""
    return state in ("X^", "Ns") or (state[0] in _FROM and "^" in _FROM[state[0]])


GRAMMAR = grammar(KINDS, STATES, may_follow, may_begin)
