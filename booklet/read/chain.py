"""A document read as a linear chain: every line has a kind, and what follows what is known.

Takes features of lines, a `Grammar` and `Weights`; gives the likeliest kinds of all lines
together. What a format's lines look like is the format's own matter (`screenplay`, `play`).

Lafferty, McCallum and Pereira 2001 (conditional random fields); decoding by Viterbi. Weights
are fitted by `tools.crf` and shipped as numbers: hundredths, a feature with one for each kind.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

_NEVER = float("-inf")
_SURE = 1000.0
"""What being one of the possible kinds weighs: more than all features, less than the grammar."""

_UNIT = 100


@dataclass(frozen=True, slots=True)
class Grammar:
    """The kinds of lines, a letter each, and the states of a row of them.

    A state is a kind and what it goes on from, two letters. `pairs` are the places of two
    states that may follow each other, `starts` those of states a document may begin with.
    """

    kinds: str
    states: tuple[str, ...]
    pairs: tuple[tuple[int, int], ...]
    starts: tuple[int, ...]
    into: tuple[tuple[tuple[int, int], ...], ...]
    kind_of: tuple[int, ...]


def grammar(
    kinds: str,
    states: Sequence[str],
    may_follow: Callable[[str, str], bool],
    may_begin: Callable[[str], bool],
) -> Grammar:
    """The grammar of these states."""
    pairs = tuple(
        (before, after)
        for before in range(len(states))
        for after in range(len(states))
        if may_follow(states[before], states[after])
    )
    into = tuple(
        tuple((pair, before) for pair, (before, after) in enumerate(pairs) if after == state)
        for state in range(len(states))
    )
    return Grammar(
        kinds,
        tuple(states),
        pairs,
        tuple(at for at, state in enumerate(states) if may_begin(state)),
        into,
        tuple(kinds.index(state[0]) for state in states),
    )


@dataclass(frozen=True, slots=True)
class Weights:
    """Of one reading: for a feature a number for each kind, for a step one for each pair."""

    features: Mapping[str, tuple[float, ...]]
    steps: Mapping[str, tuple[float, ...]]
    pairs: tuple[float, ...]


def decode(
    grammar: Grammar,
    rows: Sequence[Sequence[str]],
    steps: Sequence[str],
    weights: Weights,
    only: Mapping[int, str],
) -> list[str]:
    """The likeliest kinds of all lines together (Viterbi); `only` says what some may be."""
    states, kinds = grammar.states, grammar.kinds
    none = (0.0,) * len(kinds)
    known = weights.features
    scores: list[float] = []
    table: dict[str, tuple[tuple[tuple[float, int], ...], ...]] = {}
    back: list[list[int]] = []
    for at, row in enumerate(rows):
        told = [known[name] for name in row if name in known]
        own = [sum(each) for each in zip(none, *told, strict=True)]
        if at in only:
            for kind in only[at]:
                own[kinds.index(kind)] += _SURE
        if not at:
            scores = [
                own[grammar.kind_of[state]] if state in grammar.starts else _NEVER
                for state in range(len(states))
            ]
            continue
        step = steps[at]
        ways = table.get(step)
        if ways is None:
            added = weights.steps.get(step)
            costs = (
                [a + b for a, b in zip(weights.pairs, added, strict=True)]
                if added
                else weights.pairs
            )
            ways = tuple(
                tuple((costs[pair], before) for pair, before in found) for found in grammar.into
            )
            table[step] = ways
        now: list[float] = []
        from_: list[int] = []
        for state, found in enumerate(ways):
            best, origin = max((cost + scores[before], before) for cost, before in found)
            now.append(best + own[grammar.kind_of[state]])
            from_.append(origin)
        scores = now
        back.append(from_)
    state = max(range(len(states)), key=lambda each: scores[each])
    path = [state]
    for from_ in reversed(back):
        state = from_[state]
        path.append(state)
    return [states[each][0] for each in reversed(path)]


def weights_of(text: str) -> tuple[Weights, Weights]:
    """The weights of the first and of the second reading, of the text of their file."""
    data = json.loads(text)
    return _weights(data["first"]), _weights(data["second"])


def weights_text(first: Weights, second: Weights) -> str:
    """The text of the file, a feature a line, sorted."""
    body = ",\n".join(
        f'"{name}": {_object(weights)}' for name, weights in (("first", first), ("second", second))
    )
    return f"{{\n{body}\n}}\n"


def _object(weights: Weights) -> str:
    def table(rows: Mapping[str, tuple[float, ...]]) -> str:
        kept = {name: _whole(row) for name, row in sorted(rows.items())}
        return ",\n".join(
            f"{json.dumps(name, ensure_ascii=False)}: {json.dumps(row, separators=(',', ':'))}"
            for name, row in kept.items()
            if any(row)
        )

    return (
        f'{{"pairs": {json.dumps(_whole(weights.pairs), separators=(",", ":"))},\n'
        f'"steps": {{\n{table(weights.steps)}\n}},\n"features": {{\n{table(weights.features)}\n}}}}'
    )


def _whole(row: tuple[float, ...]) -> list[int]:
    return [round(each * _UNIT) for each in row]


def _weights(data: Mapping[str, object]) -> Weights:
    def table(key: str) -> dict[str, tuple[float, ...]]:
        rows = data[key]
        assert isinstance(rows, dict)
        return {name: tuple(each / _UNIT for each in row) for name, row in rows.items()}

    pairs = data["pairs"]
    assert isinstance(pairs, list)
    return Weights(table("features"), table("steps"), tuple(each / _UNIT for each in pairs))
