"""A linear-chain conditional random field whose states share the weights of their kind.

Takes documents as features, steps and the kinds that each line may have; gives `Weights`.
Lafferty, McCallum and Pereira 2001; fitted by L-BFGS with a Gaussian prior. Documents are cut
into chunks that are gone through side by side.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from booklet.read.chain import Grammar, Weights

CHUNK = 60
"""Lines of a chunk; the step between two chunks is not learned from."""

FEWEST = 3
"""A feature or step that comes up less often is not learned."""

Array = Any
"""An array of numpy, which is not everywhere where types are checked."""

_MOST = 30.0


@dataclass(frozen=True)
class Document:
    """Features and steps of all lines; `kinds` has a letter for each, `?` where none is known."""

    rows: Sequence[Sequence[str]]
    steps: Sequence[str]
    kinds: str
    weight: float = 1.0


def fit(
    grammar: Grammar,
    documents: Sequence[Document],
    prior: float,
    rounds: int,
    tell: Callable[[str], None] = lambda _: None,
) -> Weights:
    """The weights under which the documents' kinds are likeliest.

    `prior` is the inverse variance of a weight; `tell` hears how it went.
    """
    field = _Field(grammar, documents, prior)
    done = minimize(
        field.loss,
        np.zeros(field.size),
        jac=True,
        method="L-BFGS-B",
        options={"maxiter": rounds, "maxcor": 8},
    )
    tell(f"loss {done.fun:.1f} after {done.nit} rounds; {len(field.names)} features")
    return field.weights(done.x)


class _Field:
    """All chunks as arrays: time runs along the first axis, chunks along the second."""

    def __init__(self, grammar: Grammar, documents: Sequence[Document], prior: float) -> None:
        kinds = len(grammar.kinds)
        self.grammar, self.kinds, self.pairs = grammar, kinds, len(grammar.pairs)
        self.before = np.array([pair[0] for pair in grammar.pairs])
        self.after = np.array([pair[1] for pair in grammar.pairs])
        self.kind_of = np.array(grammar.kind_of)
        self.to_kind = np.eye(kinds)[self.kind_of]
        self.prior = prior
        self.names = _often(name for each in documents for row in each.rows for name in set(row))
        self.steps = _often(step for each in documents for step in each.steps)
        index = {name: at for at, name in enumerate(self.names)}
        step_index = {name: at for at, name in enumerate(self.steps)}
        chunks = [
            (each, _allowed(grammar, each.kinds), start, min(len(each.rows), start + CHUNK))
            for each in documents
            for start in range(0, len(each.rows), CHUNK)
        ]
        total = sum(stop - start for _, _, start, stop in chunks)
        shape = (max(stop - start for _, _, start, stop in chunks), len(chunks))
        self.where = np.full(shape, total)  # the row `total` of the matrix has no features
        self.step = np.full(shape, len(self.steps))
        self.allowed = np.ones((*shape, len(self.grammar.states)))
        self.live: Array = np.zeros(shape, dtype=bool)
        self.weight = np.array([each.weight for each, _, _, _ in chunks])
        columns: list[int] = []
        pointers = [0]
        for b, (each, allowed, start, stop) in enumerate(chunks):
            for t, at in enumerate(range(start, stop)):
                self.where[t, b] = len(pointers) - 1
                columns += [index[name] for name in set(each.rows[at]) if name in index]
                pointers.append(len(columns))
                self.step[t, b] = step_index.get(each.steps[at], len(self.steps))
                self.allowed[t, b] = allowed[at]
                self.live[t, b] = True
        pointers.append(len(columns))
        self.matrix = csr_matrix(
            (np.ones(len(columns)), np.array(columns), np.array(pointers)),
            (total + 1, len(self.names)),
        )
        self.transposed = self.matrix.T.tocsr()
        cells = shape[0] * shape[1]
        self.by_step = csr_matrix(
            (np.ones(cells), (self.step.reshape(-1), np.arange(cells))),
            (len(self.steps) + 1, cells),
        )
        self.ends = np.cumsum(
            [len(self.names) * self.kinds, (len(self.steps) + 1) * self.pairs, self.pairs]
        )
        self.size = int(self.ends[-1])

    def parts(self, x: Array) -> tuple[Array, Array, Array]:
        """A vector as weights of features, of steps and of pairs."""
        features, steps, pairs = np.split(x, self.ends[:-1])
        return features.reshape(-1, self.kinds), steps.reshape(-1, self.pairs), pairs

    def loss(self, x: Array) -> tuple[float, Array]:
        """How unlikely the labels are, and the gradient of that."""
        features, steps, pairs = self.parts(x)
        own = (self.matrix @ features)[self.where][:, :, self.kind_of]
        own = np.exp(own - own.max(axis=2, keepdims=True))
        moves = np.zeros((len(steps), len(self.grammar.states), len(self.grammar.states)))
        moves[:, self.before, self.after] = np.exp(np.clip(steps + pairs, -_MOST, _MOST))
        free, states, passed = self._expected(own, moves)
        held, held_states, held_passed = self._expected(own * self.allowed, moves)
        by_row = np.zeros((self.matrix.shape[0], self.kinds))
        by_row[self.where.reshape(-1)] = (states - held_states).reshape(
            -1, len(self.grammar.states)
        ) @ self.to_kind
        by_row[-1] = 0
        by_step = self.by_step @ (passed - held_passed).reshape(-1, self.pairs)
        gradient = np.concatenate(
            [(self.transposed @ by_row).reshape(-1), by_step.reshape(-1), by_step.sum(axis=0)]
        )
        loss = free - held + 0.5 * self.prior * float(x @ x)
        return loss, gradient + self.prior * x

    def _expected(self, own: Array, moves: Array) -> tuple[float, Array, Array]:
        """The logarithm of all paths' weight; how often each state and each pair is passed."""
        ahead = np.empty_like(own)
        norms = np.ones(own.shape[:2])
        for t in range(len(own)):
            now = own[t]
            if t:
                now = np.matmul(ahead[t - 1][:, None, :], moves[self.step[t]])[:, 0, :] * own[t]
                now = np.where(self.live[t][:, None], now, ahead[t - 1])
            norm = now.sum(axis=1)
            norms[t] = np.where(self.live[t], norm, 1.0)
            ahead[t] = now / norm[:, None]
        states = np.zeros_like(own)
        passed = np.zeros((*own.shape[:2], self.pairs))
        behind = np.ones(own.shape[1:])
        for t in range(len(own) - 1, -1, -1):
            alive = (self.live[t] * self.weight)[:, None]
            share = ahead[t] * behind
            states[t] = alive * share / share.sum(axis=1, keepdims=True)
            if not t:
                break
            onward = own[t] * behind
            move = moves[self.step[t]]
            through = (
                ahead[t - 1][:, self.before]
                * move[:, self.before, self.after]
                * onward[:, self.after]
            )
            passed[t] = alive * through / norms[t][:, None]
            carried = np.matmul(move, onward[:, :, None])[:, :, 0] / norms[t][:, None]
            behind = np.where(self.live[t][:, None], carried, behind)
        return float((np.log(norms) * self.weight).sum()), states, passed

    def weights(self, x: Array) -> Weights:
        """A vector as the weights that are shipped."""
        features, steps, pairs = self.parts(x)
        return Weights(
            {name: tuple(row.tolist()) for name, row in zip(self.names, features, strict=True)},
            {name: tuple(row.tolist()) for name, row in zip(self.steps, steps[:-1], strict=True)},
            tuple(pairs.tolist()),
        )


def _often(names: Iterable[str]) -> list[str]:
    counts: Counter[str] = Counter(names)
    return sorted(name for name, count in counts.items() if count >= FEWEST)


def _allowed(grammar: Grammar, kinds: str) -> Array:
    """For each line 1 at the states it may have. A `?` may be anything that is no title.

    Where labels break the grammar, the lines that do count as unknown.
    """
    states = grammar.states
    followers: dict[str, set[str]] = defaultdict(set)
    for before, after in grammar.pairs:
        followers[states[before]].add(states[after])
    known = list(kinds)
    reach: set[str] = set()
    at = 0
    while at < len(known):
        mine = {state for state in states if _fits(state, known[at])}
        now = mine.intersection(*[set().union(*(followers[each] for each in reach))] if at else [])
        if now:
            reach = now
            at += 1
            continue
        for each in range(max(0, at - 2), at + 1):
            if known[each] != "X":
                known[each] = "?"
        at, reach = 0, set()
    return np.array([[float(_fits(state, kind)) for state in states] for kind in known])


def _fits(state: str, kind: str) -> bool:
    return state[0] != "M" if kind == "?" else state[0] == kind
