"""A linear-chain conditional random field whose states share the weights of their kind.

Takes documents as features, steps and the kinds that each line may have; gives `Weights`.
Lafferty, McCallum and Pereira 2001; fitted by L-BFGS with a Gaussian prior.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from booklet.ingest.screenplay.grammar import STATES, may_follow
from booklet.ingest.screenplay.layout import KINDS
from booklet.ingest.screenplay.reading import PAIRS, Weights

CHUNK = 60


@dataclass(frozen=True)
class Document:
    """Features and steps of all lines; `kinds` has a letter for each, `?` where none is known."""

    rows: Sequence[Sequence[str]]
    steps: Sequence[str]
    kinds: str
    weight: float = 1.0


def fit(documents: Sequence[Document], prior: float = 1.0, rounds: int = 150, fewest: int = 3,
        tell=None) -> Weights:
    counts: Counter[str] = Counter()
    stepped: Counter[str] = Counter()
    for document in documents:
        for row in document.rows:
            counts.update(set(row))
        stepped.update(document.steps)
    names = sorted(name for name, count in counts.items() if count >= fewest)
    index = {name: at for at, name in enumerate(names)}
    step_names = sorted(name for name, count in stepped.items() if count >= fewest)
    step_index = {name: at for at, name in enumerate(step_names)}
    kind_of = np.array([KINDS.index(state[0]) for state in STATES])
    chunks = []
    for document in documents:
        for start in range(0, len(document.rows), CHUNK):
            chunks.append((document, start, min(len(document.rows), start + CHUNK)))
    batch, longest = len(chunks), max(stop - start for _, start, stop in chunks)
    total = sum(stop - start for _, start, stop in chunks)
    columns, pointers = [], [0]
    where = np.full((longest, batch), total, dtype=np.int64)  # row `total` is all zero
    step_at = np.full((longest, batch), len(step_names), dtype=np.int64)
    allowed = np.ones((longest, batch, len(STATES)))
    live = np.zeros((longest, batch), dtype=bool)
    weight = np.array([document.weight for document, _, _ in chunks])
    row_number = 0
    for b, (document, start, stop) in enumerate(chunks):
        states = _allowed(document.kinds)
        for t, at in enumerate(range(start, stop)):
            columns += [index[name] for name in set(document.rows[at]) if name in index]
            pointers.append(len(columns))
            where[t, b] = row_number
            row_number += 1
            step_at[t, b] = step_index.get(document.steps[at], len(step_names))
            allowed[t, b] = states[at]
            live[t, b] = True
    pointers.append(len(columns))
    matrix = csr_matrix(
        (np.ones(len(columns)), np.array(columns), np.array(pointers)), (total + 1, len(names))
    )
    transposed = matrix.T.tocsr()
    before = np.array([pair[0] for pair in PAIRS])
    after = np.array([pair[1] for pair in PAIRS])
    n_f, n_s, n_p = len(names) * len(KINDS), (len(step_names) + 1) * len(PAIRS), len(PAIRS)
    S = len(STATES)
    to_kind = np.zeros((S, len(KINDS)))
    to_kind[np.arange(S), kind_of] = 1

    by_step = csr_matrix(
        (np.ones(longest * batch), (step_at.reshape(-1), np.arange(longest * batch))),
        (len(step_names) + 1, longest * batch),
    )

    def value(x):
        W = x[:n_f].reshape(len(names), len(KINDS))
        E = x[n_f : n_f + n_s].reshape(len(step_names) + 1, n_p)
        P = x[n_f + n_s :]
        own = (matrix @ W)[where][:, :, kind_of]  # T B S
        own -= own.max(axis=2, keepdims=True)
        own = np.exp(own)
        M = np.zeros((len(step_names) + 1, S, S))
        M[:, before, after] = np.exp(np.clip(E + P, -30, 30))
        loss, grad_own = 0.0, np.zeros_like(own)
        pairs_at = np.zeros((longest, batch, n_p))
        for sign, gate in ((1.0, None), (-1.0, allowed)):
            emit = own if gate is None else own * gate
            alphas = np.empty_like(own)
            norms = np.ones((longest, batch))
            for t in range(longest):
                if t == 0:
                    a = emit[0].copy()
                else:
                    a = np.matmul(alphas[t - 1][:, None, :], M[step_at[t]])[:, 0, :] * emit[t]
                    a = np.where(live[t][:, None], a, alphas[t - 1])
                n = a.sum(axis=1)
                norms[t] = np.where(live[t], n, 1.0)
                alphas[t] = a / n[:, None]
            loss += sign * float((np.log(norms) * weight).sum())
            beta = np.ones((batch, S))
            for t in range(longest - 1, -1, -1):
                alive = live[t][:, None]
                gamma = alphas[t] * beta
                gamma /= gamma.sum(axis=1, keepdims=True)
                grad_own[t] += sign * np.where(alive, gamma, 0) * weight[:, None]
                if t == 0:
                    break
                eb = emit[t] * beta
                m = M[step_at[t]]
                xi = alphas[t - 1][:, :, None] * m * eb[:, None, :] / norms[t][:, None, None]
                xi *= (live[t] * weight)[:, None, None]
                pairs_at[t] += sign * xi[:, before, after]
                new = np.matmul(m, eb[:, :, None])[:, :, 0] / norms[t][:, None]
                beta = np.where(alive, new, beta)
        g_rows = np.zeros((total + 1, len(KINDS)))
        g_rows[where.reshape(-1)] = grad_own.reshape(-1, S) @ to_kind
        g_rows[total] = 0
        gE = by_step @ pairs_at.reshape(-1, n_p)
        grad = np.concatenate([(transposed @ g_rows).reshape(-1), gE.reshape(-1), gE.sum(axis=0)])
        loss += 0.5 * prior * float(x @ x)
        return loss, grad + prior * x

    done = minimize(value, np.zeros(n_f + n_s + n_p), jac=True, method="L-BFGS-B",
                    options={"maxiter": rounds, "maxcor": 8})
    if tell:
        tell(f"loss {done.fun:.1f} after {done.nit} rounds; {len(names)} features, {total} lines")
    x = done.x
    W = x[:n_f].reshape(len(names), len(KINDS))
    E = x[n_f : n_f + n_s].reshape(len(step_names) + 1, n_p)
    return Weights(
        {name: tuple(W[at].tolist()) for name, at in index.items()},
        {name: tuple(E[at].tolist()) for name, at in step_index.items()},
        tuple(x[n_f + n_s :].tolist()),
    )


def _allowed(kinds: str) -> np.ndarray:
    """For each line 1 at the states it may have. A `?` may be anything that is no title.

    Where labels break the grammar, the two lines that do count as unknown.
    """
    known = list(kinds)
    reach: set[str] = set()
    at = 0
    while at < len(known):
        mine = {s for s in STATES if (s[0] == known[at] if known[at] != "?" else s[0] != "M")}
        now = {s for s in mine if not at or any(may_follow(before, s) for before in reach)}
        if now:
            reach = now
            at += 1
            continue
        for each in range(max(0, at - 2), at + 1):
            if known[each] != "X":
                known[each] = "?"
        at, reach = 0, set()
    return np.array(
        [[float(s[0] == kind if kind != "?" else s[0] != "M") for s in STATES] for kind in known]
    )
