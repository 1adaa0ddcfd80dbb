"""What the whole document says of its layout, before and after a first reading.

Takes `Line`s; gives `Layout`: what stands at each indent, how wide its paragraphs are, how
many blank lines are usual, which lines come back. Takes labels besides; gives `Profile`: where
each kind of line stands in this document, how wide it is set, and who speaks.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from booklet.read.screenplay.lines import Line
from booklet.read.screenplay.wording import HEADING, bare_name, folded, is_capitals

NEAR = 1
"""Columns by which lines of one kind may differ."""

KINDS = "SNCEDTXM"
"""The letters of the kinds of lines, as in the account of an import."""


@dataclass(frozen=True, slots=True)
class Column:
    """What stands at an indent, give or take `NEAR`: shares of its lines."""

    share: float
    capitals: float
    brackets: float
    headings: float
    apart: float
    followed: float
    lower: float
    width: int
    rank: int
    ranks: int


@dataclass(frozen=True, slots=True)
class Layout:
    """What the document looks like. `gap` counts the blank lines within its paragraphs."""

    gap: int
    columns: dict[int, Column]
    repeated: Counter[str]
    names: Counter[str]
    capitals: float
    apart: float
    spread: int
    talk: int


def layout_of(lines: Sequence[Line]) -> Layout:
    """The layout of a document of at least one line."""
    gap = _gap(lines)
    repeated = Counter(folded(line.text) for line in lines)
    names = Counter(
        bare_name(line.text) for line in lines if is_capitals(line.text) and len(line.text) < 40
    )
    capitals = sum(is_capitals(line.text) for line in lines) / len(lines)
    apart = sum(line.blanks > gap for line in lines) / len(lines)
    columns = _columns(lines, gap)
    return Layout(
        gap, columns, repeated, names, capitals, apart, len(columns), _talk(lines, gap, names)
    )


def _talk(lines: Sequence[Line], gap: int, names: Counter[str]) -> int:
    """The column where the first lines below names end that come back; 0 where none do."""
    ends = sorted(
        below.indent + len(below.text)
        for above, below in pairwise(lines)
        if below.blanks <= gap
        and len(above.text) < 40
        and is_capitals(above.text)
        and names[bare_name(above.text)] > 1
        and not HEADING.match(above.text)
        and not is_capitals(below.text)
    )
    return ends[int(0.95 * (len(ends) - 1))] if len(ends) >= 3 else 0


def _gap(lines: Sequence[Line]) -> int:
    """The fewest blank lines that often stand between two lines."""
    gaps = Counter(min(line.blanks, 3) for line in lines[1:])
    often = 0.06 * max(1, len(lines) - 1)
    return next((gap for gap in range(3) if gaps[gap] > often), 0)


def _columns(lines: Sequence[Line], gap: int) -> dict[int, Column]:
    rows: dict[int, list[int]] = defaultdict(list)
    for at, line in enumerate(lines):
        rows[line.indent].append(at)
    tally = {indent: _tally(lines, found, gap) for indent, found in rows.items()}
    peaks = _peaks({indent: len(found) for indent, found in rows.items()}, len(lines))
    columns: dict[int, Column] = {}
    for indent in rows:
        near = [tally[each] for each in range(indent - NEAR, indent + NEAR + 1) if each in tally]
        count = sum(each[0] for each in near)
        shares = [sum(each[k] for each in near) / count for k in range(1, 7)]
        ends = sorted(
            lines[at].indent + len(lines[at].text)
            for each in range(indent - NEAR, indent + NEAR + 1)
            for at in rows.get(each, ())
        )
        rank = sum(peak < indent - NEAR for peak in peaks)
        columns[indent] = Column(
            share=count / len(lines),
            capitals=shares[0],
            brackets=shares[1],
            headings=shares[2],
            apart=shares[3],
            followed=shares[4],
            lower=shares[5],
            width=ends[int(0.93 * (len(ends) - 1))],
            rank=rank,
            ranks=len(peaks),
        )
    return columns


def _tally(lines: Sequence[Line], found: Sequence[int], gap: int) -> tuple[int, ...]:
    texts = [lines[at].text for at in found]
    last = len(lines) - 1
    return (
        len(found),
        sum(map(is_capitals, texts)),
        sum(text[:1] in "([" for text in texts),
        sum(HEADING.match(text) is not None for text in texts),
        sum(lines[at].blanks > gap for at in found),
        sum(at < last and lines[at + 1].blanks <= gap for at in found),
        sum(text[:1].islower() for text in texts),
    )


def _peaks(counts: dict[int, int], total: int) -> list[int]:
    """Indents at which much stands, from left to right, none near another."""
    peaks: list[int] = []
    for indent, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        if count < max(2, 0.01 * total):
            break
        if all(abs(indent - peak) > 2 for peak in peaks):
            peaks.append(indent)
    return sorted(peaks)


@dataclass(frozen=True, slots=True)
class Profile:
    """Where each kind of line stands in this document, and who speaks in it.

    `at` gives for an indent the share of each kind of `KINDS`. `wide` gives for a kind the
    column where its lines end on the right. `apart` gives for a kind the share of its
    paragraphs with a blank line above. `speakers` counts the cues by name.
    """

    at: dict[int, tuple[float, ...]]
    wide: dict[str, int]
    apart: dict[str, float]
    speakers: Counter[str]


def profile_of(lines: Sequence[Line], kinds: Sequence[str], gap: int) -> Profile:
    """What a first reading says of the layout; the stage that is estimated anew.

    An indent at which little stands borrows from its neighbours: counts are smoothed over
    columns by a kernel, then by the shares of the whole document.
    """
    counts: dict[int, Counter[str]] = defaultdict(Counter)
    for line, kind in zip(lines, kinds, strict=True):
        counts[line.indent][kind] += 1
    whole = Counter(kinds)
    total = len(lines)
    at: dict[int, tuple[float, ...]] = {}
    for indent in counts:
        row = [0.5 * (whole[kind] + 1) / (total + len(KINDS)) for kind in KINDS]
        for other, found in counts.items():
            weight = math.exp(-((other - indent) ** 2) / 2)
            if weight > 0.01:
                row = [have + weight * found[kind] for have, kind in zip(row, KINDS, strict=True)]
        added = sum(row)
        at[indent] = tuple(have / added for have in row)
    wide: dict[str, int] = {}
    apart: dict[str, float] = {}
    speakers: Counter[str] = Counter()
    ends: dict[str, list[int]] = defaultdict(list)
    begins: dict[str, list[bool]] = defaultdict(list)
    before = ""
    for line, kind in zip(lines, kinds, strict=True):
        if kind != "D" or before in "CE":  # below a name it is surely a speech
            ends[kind].append(line.indent + len(line.text))
        if kind != before or line.blanks > gap:
            begins[kind].append(line.blanks > gap)
        if kind == "C":
            speakers[bare_name(line.text)] += 1
        before = kind
    for kind, found_ends in ends.items():
        found_ends.sort()
        wide[kind] = found_ends[int(0.97 * (len(found_ends) - 1))]
        apart[kind] = sum(begins[kind]) / max(1, len(begins[kind]))
    return Profile(at, wide, apart, speakers)
