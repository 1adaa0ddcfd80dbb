"""Speeches side by side, brought one below the other.

Takes `Line`s as they stand; gives them with each pair of columns as two speeches, and which
lines belong to such a pair. Two names apart on one line above two columns of words are one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from booklet.read.screenplay.lines import Line
from booklet.read.screenplay.wording import HEADING, PAGE, bare_name, is_capitals

_CUES = re.compile(r"(?P<left>\S+(?:[ ]\S+)*)(?P<gap>[ ]{5,})(?P<right>\S+(?:[ ]\S+)*)")
_LONGEST = 32


@dataclass(frozen=True, slots=True)
class Parted:
    """Lines with columns parted. `kinds` gives for a line (by its place) what it must be,
    `sides` 1 for a line of a left column and 2 for one of a right one."""

    lines: tuple[Line, ...]
    kinds: dict[int, str]
    sides: dict[int, int]


def parted(lines: Sequence[Line]) -> Parted:
    """The lines with each pair of columns read down the left, then down the right one."""
    row: list[Line] = []
    kinds: dict[int, str] = {}
    sides: dict[int, int] = {}
    at = 0
    while at < len(lines):
        cues = _cues(lines[at])
        below = _below(lines, at, cues[1].indent) if cues else []
        if not cues or not any(right for _, right in below):
            row.append(lines[at])
            at += 1
            continue
        for side in (0, 1):
            column = [cues[side], *(pair[side] for pair in below)]
            for number, line in enumerate(each for each in column if each is not None):
                sides[len(row)] = side + 1
                bracket = line.text[:1] in "(["
                kinds[len(row)] = "C" if not number else "E" if bracket else "D"
                row.append(line)
        at += 1 + len(below)
    return Parted(tuple(row), kinds, sides)


def _cues(line: Line) -> tuple[Line, Line] | None:
    found = _CUES.fullmatch(line.text)
    if not found or HEADING.match(line.text):
        return None
    left, right = found["left"], found["right"]
    if not all(
        is_capitals(bare_name(each).upper())
        and is_capitals(each.split("(")[0])
        and len(each) <= _LONGEST
        and not PAGE.match(each)
        for each in (left, right)
    ):
        return None
    return (
        replace(line, text=left),
        replace(line, text=right, indent=line.indent + found.start("right"), blanks=0),
    )


def _below(lines: Sequence[Line], at: int, right: int) -> list[tuple[Line | None, Line | None]]:
    """The lines below two names, each cut where the gap between the columns is."""
    found: list[tuple[Line | None, Line | None]] = []
    for line in lines[at + 1 :]:
        if line.blanks:
            break
        parts = list(re.finditer(r"\S+(?:[ ]\S+)*", line.text))
        middle = (lines[at].indent + right) // 2
        lefts = [p for p in parts if line.indent + p.start() < middle]
        rights = [p for p in parts if line.indent + p.start() >= middle]
        one = replace(line, text=" ".join(p[0] for p in lefts)) if lefts else None
        two = (
            replace(
                line, text=" ".join(p[0] for p in rights), indent=line.indent + rights[0].start()
            )
            if rights
            else None
        )
        if lefts and line.indent + lefts[-1].end() > right + 4:
            break  # runs through both: no column
        found.append((one, two))
    return found
