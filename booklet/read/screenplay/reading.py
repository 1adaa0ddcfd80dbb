"""The reading of a screenplay: all lines at once, twice.

Takes `Line`s and `Weights`; gives a kind for each line. The first reading knows what the
document looks like; the second also where the first found each kind of line in it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from booklet.read.screenplay import wording
from booklet.read.screenplay.features import placed_by, seen_in
from booklet.read.screenplay.grammar import STATES, may_begin, may_follow
from booklet.read.screenplay.layout import KINDS, Layout, layout_of, profile_of
from booklet.read.screenplay.lines import Line
from booklet.read.screenplay.wording import folded

PAIRS = tuple(
    (before, after)
    for before in range(len(STATES))
    for after in range(len(STATES))
    if may_follow(STATES[before], STATES[after])
)


@dataclass(frozen=True, slots=True)
class Weights:
    """Of one reading: for a feature a number for each kind, for a step one for each pair."""

    features: Mapping[str, tuple[float, ...]]
    steps: Mapping[str, tuple[float, ...]]
    pairs: tuple[float, ...]


def read_lines(
    lines: Sequence[Line], first: Weights, second: Weights, given: Mapping[int, str]
) -> list[str]:
    """The kind of each line, by the letters of `KINDS`; `given` says it for some, by place."""
    if not lines:
        return []
    layout = layout_of(lines)
    seen = seen_in(lines, layout)
    only = _only(lines, layout) | _sure(lines) | dict(given)
    kinds: list[str] = []
    for weights in (first, second):
        profile = profile_of(lines, kinds, layout.gap) if kinds else None
        placed, steps = placed_by(lines, seen, layout, profile)
        rows = [one + two for one, two in zip(seen.rows, placed, strict=True)]
        kinds = decode(rows, steps, weights, only)
    return [given.get(at, kind) for at, kind in enumerate(kinds)]


_SPECKS = re.compile(r"(?=.*[^.…!?\s])[\W_]+")
"""Signs without a letter or a figure that no speech consists of: dirt of the scanner."""

_PLACE = re.compile(r"(?:INT|EXT)\b[./ -]")

_ENDS = 80
"""Lines at either end of a document among which the works of a saved page may stand."""

_FEWEST_WORKS = 3


_PRINTED = KINDS.replace("X", "")


def _only(lines: Sequence[Line], layout: Layout) -> dict[int, str]:
    """Which lines may not be left out: those that nothing shows to be of the page.

    Of the page is what has a number or speaks of drafts and pages, and what comes back apart
    from all else. A sentence of the script is never lost because it comes back.
    """
    last = len(lines) - 1
    only: dict[int, str] = {}
    for at, line in enumerate(lines):
        text = line.text
        told = (
            line.numbered
            or any(map(str.isdigit, text))
            or any(of_page.search(text) for of_page in _OF_PAGE)
        )
        apart = line.blanks > layout.gap and (at == last or lines[at + 1].blanks > layout.gap)
        comes_back = apart and layout.repeated[folded(text)] > 2 and text[-1] not in ".!?…,"
        if not told and not comes_back:
            only[at] = _PRINTED
    return only


_OF_PAGE = (wording.MORE, wording.CONTINUED, wording.FURNITURE, wording.DATE, wording.CODE)


def _sure(lines: Sequence[Line]) -> dict[int, str]:
    """What some lines are whatever stands around them: hard evidence, by place."""
    sure = {at: "S" for at, line in enumerate(lines) if _PLACE.match(line.text)}
    sure |= {at: "X" for at, line in enumerate(lines) if _SPECKS.fullmatch(line.text)}
    for end in (range(min(_ENDS, len(lines))), range(max(0, len(lines) - _ENDS), len(lines))):
        works = [at for at in end if len(wording.CODE.findall(lines[at].text)) > 1]
        if len(works) >= _FEWEST_WORKS:
            sure |= {at: "X" for at in range(works[0], works[-1] + 1) if at not in sure}
    return sure


_STARTS = tuple(at for at, state in enumerate(STATES) if may_begin(state))
_BEFORE = tuple(
    tuple((pair, before) for pair, (before, after) in enumerate(PAIRS) if after == state)
    for state in range(len(STATES))
)
_KIND = tuple(KINDS.index(state[0]) for state in STATES)
_NEVER = float("-inf")
_SURE = 1000.0
"""What being one of the possible kinds weighs: more than all features, less than the grammar."""


def decode(
    rows: Sequence[Sequence[str]],
    steps: Sequence[str],
    weights: Weights,
    only: Mapping[int, str],
) -> list[str]:
    """The likeliest kinds of all lines together (Viterbi); `only` says what some may be."""
    none = (0.0,) * len(KINDS)
    known = weights.features
    scores: list[float] = []
    table: dict[str, tuple[tuple[tuple[float, int], ...], ...]] = {}
    back: list[list[int]] = []
    for at, row in enumerate(rows):
        told = [known[name] for name in row if name in known]
        own = [sum(each) for each in zip(none, *told, strict=True)]
        if at in only:
            for kind in only[at]:
                own[KINDS.index(kind)] += _SURE
        if not at:
            scores = [
                own[_KIND[state]] if state in _STARTS else _NEVER for state in range(len(STATES))
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
                tuple((costs[pair], before) for pair, before in found) for found in _BEFORE
            )
            table[step] = ways
        now: list[float] = []
        from_: list[int] = []
        for state, found in enumerate(ways):
            best, origin = max((cost + scores[before], before) for cost, before in found)
            now.append(best + own[_KIND[state]])
            from_.append(origin)
        scores = now
        back.append(from_)
    state = max(range(len(STATES)), key=lambda each: scores[each])
    path = [state]
    for from_ in reversed(back):
        state = from_[state]
        path.append(state)
    return [STATES[each][0] for each in reversed(path)]
