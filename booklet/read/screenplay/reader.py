"""The one entry: a document in, a script and an account of its lines out.

Takes a text, or lines that another format has laid out; gives a `Screenplay`. Says besides
whether a text is a screenplay at all.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from booklet.model import Script
from booklet.read.screenplay.assembling import script_of_lines
from booklet.read.screenplay.columns import parted
from booklet.read.screenplay.layout import layout_of
from booklet.read.screenplay.lines import Line, lines_of_text
from booklet.read.screenplay.reading import read_lines
from booklet.read.screenplay.weights import shipped
from booklet.read.screenplay.wording import HEADING, bare_name, is_capitals

BLANK = "O"

SAMPLE = 1200
"""Lines from the middle of a document by which it is known."""

LONGEST = 5_000
"""Letters of a line of a screenplay, even where nothing is wrapped."""

FEWEST_SPEECHES = 3
FEWEST_LINES = 0.12
"""Share of a screenplay's lines that cues and their speeches are at least."""


@dataclass(frozen=True, slots=True)
class Screenplay:
    """A script, and for each line of the document the letter of what it was read as."""

    script: Script
    letters: str


def read_screenplay(text: str, file: str, ruled: Mapping[int, str] | None = None) -> Screenplay:
    """The script that a text holds; `ruled` says by line number what a line is.

    The letters are those of `KINDS`, and `BLANK`.
    """
    count = text.count("\n") + 1
    return read_laid_out(lines_of_text(text), count, file, ruled or {})


def read_laid_out(
    lines: Sequence[Line], count: int, file: str, ruled: Mapping[int, str]
) -> Screenplay:
    """The script that these lines hold, of a document of `count` lines."""
    columns = parted(lines)
    given = dict(columns.kinds)
    given |= {
        at: ruled[line.number] for at, line in enumerate(columns.lines) if line.number in ruled
    }
    kinds = read_lines(columns.lines, *shipped(), given)
    letters = [BLANK] * count
    for line, kind in zip(columns.lines, kinds, strict=True):
        if letters[line.number - 1] == BLANK:
            letters[line.number - 1] = kind
    gap = layout_of(columns.lines).gap if columns.lines else 0
    script = script_of_lines(columns.lines, kinds, gap, file, columns.sides)
    return Screenplay(script, "".join(letters))


def is_screenplay(text: str) -> bool:
    """Whether a text is a screenplay, by how a part of it reads as one.

    A screenplay has speakers who come back, above their words; it heads its scenes as
    screenplays do, or it sets names, words and action at indents of their own.
    """
    rows = text.split("\n")
    start = max(0, len(rows) // 2 - SAMPLE)
    rows = rows[start : start + 2 * SAMPLE]
    if max(map(len, rows)) > LONGEST:
        return False
    sample = lines_of_text("\n".join(rows))[:SAMPLE]
    if len(sample) < 2 * FEWEST_SPEECHES or not _may_be(sample):
        return False
    kinds = read_lines(sample, *shipped(), {})
    return _reads_as_one(sample, kinds)


def _may_be(lines: Sequence[Line]) -> bool:
    """A cheap look before the dear one: short lines with names that come back, or headings."""
    headings = sum(HEADING.match(line.text) is not None for line in lines)
    short = Counter(bare_name(line.text) for line in lines if len(line.text) < 40)
    return headings > 1 or sum(count for count in short.values() if count > 1) >= FEWEST_SPEECHES


def _reads_as_one(lines: Sequence[Line], kinds: Sequence[str]) -> bool:
    cues = [at for at, kind in enumerate(kinds) if kind == "C"]
    kept = sum(kind not in "XM" for kind in kinds)
    spoken = sum(kind in "CED" for kind in kinds)
    if len(cues) < FEWEST_SPEECHES or spoken < FEWEST_LINES * kept:
        return False
    names = Counter(bare_name(lines[at].text) for at in cues)
    back = sum(count for count in names.values() if count > 1)
    headings = sum(
        kind == "S" and HEADING.match(line.text) is not None
        for line, kind in zip(lines, kinds, strict=True)
    )
    if back < 0.4 * len(cues) and headings < 2:
        return False
    cue_column = _middle([lines[at].indent for at in cues])
    words_column = _middle([x.indent for x, kind in zip(lines, kinds, strict=True) if kind == "D"])
    capitals = sum(is_capitals(lines[at].text.split("(")[0]) for at in cues) > 0.6 * len(cues)
    return headings > 1 or (capitals and cue_column - words_column > 3)


def _middle(numbers: Sequence[int]) -> int:
    return sorted(numbers)[len(numbers) // 2] if numbers else 0
