"""Who reads what in one meeting.

In: its roles, which of them speak to each other, and the readers. Out: a reader for each
role. That nobody talks to themselves is the colouring of a graph, so the search goes as
DSATUR does (Brélaz, 1979): always the role next that has the fewest readers left, and back
where that leads nowhere. Then roles are moved and swapped for as long as it evens out.

A role stays with who read it before until they have read much more than their share: both
are weighed in `score`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

MOST_STEPS = 5_000
"""Steps of the search. Beyond them the best found so far is taken; below them the least
number of exchanges is certain."""

SHARES = 2
"""A role is handed over when its reader has read so many times what each would, if all read
alike."""

Pair = tuple[str, str]
"""Two roles, the first before the second in the alphabet."""

Score = tuple[int, int, int, int, int]
"""Roles of one reader heard at once; exchanges between roles of one reader; readers who have
nothing to read; how often a reader goes over from directions to a role of their own or back;
unevenness and handing over (ms²). The less the better, the first first."""


def pair(one: str, other: str) -> Pair:
    """The two roles in the order that all tables here use."""
    return (one, other) if one < other else (other, one)


@dataclass(frozen=True, slots=True)
class Load:
    """The roles of a meeting with the milliseconds of each, and what happens between two.

    `exchanges` counts how often one speaks after the other, `at_once` how often both speak at
    the same time, `beside` how often a direction stands next to words of a role.
    """

    roles: Mapping[str, int]
    exchanges: Mapping[Pair, int]
    at_once: Mapping[Pair, int]
    beside: Mapping[Pair, int]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A reader: how long they have read in earlier meetings, and the roles they keep to.

    `only` is None for somebody who reads anything; `before` are the roles that were theirs
    the last time that they were read.
    """

    milliseconds: int = 0
    only: frozenset[str] | None = None
    before: frozenset[str] = frozenset()

    def takes(self, role: str) -> bool:
        """Whether they read that role."""
        return self.only is None or role in self.only


def distribute(load: Load, candidates: Sequence[Candidate]) -> dict[str, int]:
    """The number of a candidate (0-based) for each role.

    Every role must be one that somebody takes; raises ValueError where nobody does.
    """
    for role in load.roles:
        if not any(candidate.takes(role) for candidate in candidates):
            raise ValueError(f"nobody takes {role}")
    search = _Search(load, candidates)
    search.run()
    return _evened(search.best, load, candidates)


def score(given: Mapping[str, int], load: Load, candidates: Sequence[Candidate]) -> Score:
    """How good a distribution is.

    Unevenness is the sum of the squares of all reading times so far. A role of `b` that goes
    from one who has read `a` to one who has read nothing makes that less by `2ab`, and costs
    `b` times `SHARES` times 2 times what each would read if all read alike: so it stays until
    its reader has read `SHARES` times their share.
    """
    times = [candidate.milliseconds for candidate in candidates]
    for role, reader in given.items():
        times[reader] += load.roles[role]
    share = sum(times) // len(times)
    known = frozenset[str]().union(*(candidate.before for candidate in candidates))
    handed_over = sum(
        load.roles[role]
        for role, reader in given.items()
        if role in known and role not in candidates[reader].before
    )
    return (
        _within(given, load.at_once),
        _within(given, load.exchanges),
        len(candidates) - len(set(given.values())),
        _within(given, load.beside),
        sum(time * time for time in times) + 2 * SHARES * handed_over * share,
    )


def _within(given: Mapping[str, int], pairs: Mapping[Pair, int]) -> int:
    return sum(count for (one, other), count in pairs.items() if given[one] == given[other])


_Option = tuple[int, int, bool, int, int]
"""A reader for a role: heard at once, exchanges, whether the role is new to them, their time
so far, who it is. The less the better."""


class _Search:
    """Depth first, the most hemmed-in role next, the reader with the least trouble first."""

    def __init__(self, load: Load, candidates: Sequence[Candidate]) -> None:
        self._load = load
        self._candidates = candidates
        self._given: dict[str, int] = {}
        self._times = [candidate.milliseconds for candidate in candidates]
        self._steps = 0
        self._least: tuple[int, int] | None = None
        self._neighbours: dict[str, list[tuple[str, int, int]]] = {role: [] for role in load.roles}
        for one, other in sorted({*load.exchanges, *load.at_once}):
            together = load.at_once.get((one, other), 0)
            talk = load.exchanges.get((one, other), 0)
            self._neighbours[one].append((other, together, talk))
            self._neighbours[other].append((one, together, talk))
        self.best: dict[str, int] = {}

    def run(self) -> None:
        """Fill `best` with the least trouble that can be found."""
        self._go((0, 0))

    def _go(self, trouble: tuple[int, int]) -> None:
        if self._least is not None and (trouble >= self._least or self._done()):
            return
        self._steps += 1
        if len(self._given) == len(self._load.roles):
            self._least, self.best = trouble, dict(self._given)
            return
        role, options = self._next_role()
        for together, talk, _, _, reader in options:
            self._given[role] = reader
            self._times[reader] += self._load.roles[role]
            self._go((trouble[0] + together, trouble[1] + talk))
            self._times[reader] -= self._load.roles[role]
            del self._given[role]

    def _done(self) -> bool:
        return self._least == (0, 0) or self._steps > MOST_STEPS

    def _next_role(self) -> tuple[str, list[_Option]]:
        waiting = [role for role in self._load.roles if role not in self._given]
        found = [(role, self._options(role)) for role in waiting]

        def hemmed_in(entry: tuple[str, list[_Option]]) -> tuple[int, int, int]:
            role, options = entry
            free = sum(option[:2] == (0, 0) for option in options)
            return (free, -len(self._neighbours[role]), -self._load.roles[role])

        return min(found, key=hemmed_in)

    def _options(self, role: str) -> list[_Option]:
        """Readers for the role, the best first; of those alike who have nothing yet, one."""
        options = []
        empty: set[tuple[frozenset[str] | None, frozenset[str]]] = set()
        busy = set(self._given.values())
        trouble: dict[int, tuple[int, int]] = {}
        for other, together, talk in self._neighbours[role]:
            reader = self._given.get(other)
            if reader is not None:
                before = trouble.get(reader, (0, 0))
                trouble[reader] = (before[0] + together, before[1] + talk)
        order = sorted(range(len(self._candidates)), key=lambda reader: self._times[reader])
        for reader in order:
            candidate = self._candidates[reader]
            if not candidate.takes(role):
                continue
            if reader not in busy:
                if (candidate.only, candidate.before) in empty:
                    continue
                empty.add((candidate.only, candidate.before))
            new = role not in candidate.before
            options.append((*trouble.get(reader, (0, 0)), new, self._times[reader], reader))
        return sorted(options)


def _evened(given: dict[str, int], load: Load, candidates: Sequence[Candidate]) -> dict[str, int]:
    """Move a role, or swap two, for as long as that makes the score better."""
    best = score(given, load, candidates)
    improved = True
    while improved:
        improved = False
        for change in _changes(given, candidates):
            tried = given | change
            found = score(tried, load, candidates)
            if found < best:
                given, best, improved = tried, found, True
                break
    return given


def _changes(given: Mapping[str, int], candidates: Sequence[Candidate]) -> list[dict[str, int]]:
    changes: list[dict[str, int]] = []
    for role, reader in given.items():
        changes += [
            {role: other}
            for other, candidate in enumerate(candidates)
            if other != reader and candidate.takes(role)
        ]
    roles = list(given)
    for index, one in enumerate(roles):
        for other in roles[index + 1 :]:
            first, second = given[one], given[other]
            if first != second and candidates[second].takes(one) and candidates[first].takes(other):
                changes.append({one: second, other: first})
    return changes
