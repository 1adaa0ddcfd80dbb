"""The reading of a screenplay: all lines at once, twice.

Takes `Line`s and `Weights`; gives a kind for each line. The first reading knows what the
document looks like; the second also where the first found each kind of line in it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from booklet.read.chain import Weights, decode
from booklet.read.screenplay import wording
from booklet.read.screenplay.features import placed_by, seen_in
from booklet.read.screenplay.grammar import GRAMMAR
from booklet.read.screenplay.layout import KINDS, Layout, layout_of, profile_of
from booklet.read.screenplay.lines import Line
from booklet.read.screenplay.wording import folded


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
        kinds = decode(GRAMMAR, rows, steps, weights, only)
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
