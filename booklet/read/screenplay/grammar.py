"""What may follow what in a screenplay.

A state is a kind of line; for a line left out it is also what stood before it, since a page
may turn in the middle of a speech. Two letters: the kind, and what it goes on from.
"""

from __future__ import annotations

from booklet.read.chain import grammar
from booklet.read.screenplay.layout import KINDS

_FOLLOWS = {
    "^": "SNCEDT",  # an excerpt may begin within a speech
    "M": "SNCT",
    "S": "SNCT",
    "N": "SNCT",
    "C": "DE",
    "E": "DENC",
    "D": "SNCEDT",
    "T": "SNCT",
}

STATES = tuple([f"{kind}{kind}" for kind in "MSNCEDT"] + [f"X{kind}" for kind in "^MSNCEDT"])


def may_follow(before: str, state: str) -> bool:
    """Whether a state may stand after another."""
    kind, memory = state[0], state[1]
    past = before[1]
    if kind == "X":
        return memory == past
    if kind == "M":
        return past in "^M"
    return kind in _FOLLOWS[past]


def may_begin(state: str) -> bool:
    """Whether a document may begin so."""
    return state in ("X^", "MM") or (state[0] in _FOLLOWS["^"] and state[0] == state[1])


GRAMMAR = grammar(KINDS, STATES, may_follow, may_begin)
