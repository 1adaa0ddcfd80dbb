"""Speeches that are read as action because their cue is written in another way.

Takes the blocks of a Fountain file; gives a warning for each name that stands in action as
in `MARA: Is that you?`, or as `Mara` on a line above other words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from booklet.model import Direction, Span
from booklet.problems import Problem, warning

_NAME_AND_COLON = re.compile(r"([^\W\d_][^:.!?\n]{0,40}):[ \t]+\S")

OFTEN = 3
"""A name in capitals with a colon is who speaks, if it does elsewhere or begins so many lines."""


def missed_cues(directions: Iterable[Direction], speakers: Iterable[str]) -> Iterator[Problem]:
    """A `fountain-cue-in-text` for each name, at its first place."""
    known = {name.casefold(): name for name in speakers}
    places: dict[tuple[str, bool], list[Span]] = {}
    for direction in directions:
        if direction.kind != "action":
            continue
        lines = direction.text.split("\n")
        for index, line in enumerate(lines):
            span = direction.span
            at = Span(span.file, span.line + index, span.column if index == 0 else 1)
            if (found := _NAME_AND_COLON.match(line)) and found[1] == found[1].upper():
                places.setdefault((found[1].strip(), True), []).append(at)
            elif line.strip().casefold() in known and index + 1 < len(lines):
                places.setdefault((line.strip(), False), []).append(at)
    for (name, colon), spans in places.items():
        if colon and name.casefold() not in known and len(spans) < OFTEN:
            continue
        more = f", here and in {len(spans) - 1} more places" if len(spans) > 1 else ""
        yield warning(
            "fountain-cue-in-text",
            f"`{name}{':' if colon else ''}` is read as action, not as who speaks{more}",
            spans[0],
            f"Write `{name.upper()}` on a line of its own, with an empty line before it, and on "
            "the next line what is said.",
        )
