"""What a course that was imported should be told again whenever it is checked.

Takes the texts of its `script.fountain` and `import.yaml`; gives problems: an order that is
only the page's own, and exchanges whose bounds are doubtful. A person who has put either
right takes away the line or the mark that says so.
"""

from __future__ import annotations

import re

from booklet.counting import counted
from booklet.ingest.course_files import ORDER_KEY
from booklet.ingest.decisions import SegmentEntry
from booklet.model import Span
from booklet.problems import Problem, some, warning
from booklet.read.yaml.entries import read_entries
from booklet.read.yaml.marked import Mapping, Scalar, Sequence

MOST_LINES = 12
"""So many places are named; of more it is said how many there are."""

_ORDER = re.compile(rf"{ORDER_KEY}:[ \t]*(.*)", re.IGNORECASE)


def order_notices(script: str, file: str) -> tuple[Problem, ...]:
    """`order-unknown` (a warning) where the title page of a Fountain script says so."""
    for number, line in enumerate(script.removeprefix("\ufeff").splitlines(), start=1):
        if not line.strip():
            return ()  # the title page ends at the first blank line
        found = _ORDER.fullmatch(line.strip())
        if found:
            return (
                warning(
                    "order-unknown",
                    f"the order of the speeches is not known to be that of the work: {found[1]}",
                    Span(file, number),
                    "Import a script file, subtitles or a pack (--pack) beside the page. Or put "
                    "the exchanges in order yourself, and delete this line and the paragraph "
                    "before the first speech.",
                ),
            )
    return ()


def bounds_notices(decisions: str, file: str) -> tuple[Problem, ...]:
    """`bounds-doubtful` (a warning) for the exchanges marked ?; problems of an `import.yaml`
    that cannot be read."""
    read = read_entries(decisions, file, "segments", SegmentEntry, "a segment")
    if read.value is None:
        return read.problems
    doubtful: list[tuple[Span, str]] = []
    for entry in read.value.entries:
        listed = entry.node.get("exchanges") if isinstance(entry.node, Mapping) else None
        if listed is None or not isinstance(listed.value, Sequence):
            continue
        doubtful += [
            (item.span, item.text.rstrip("? "))
            for item in listed.value.items
            if isinstance(item, Scalar) and item.text.rstrip().endswith("?")
        ]
    if not doubtful:
        return read.problems
    named = some((str(span.line) for span, _ in doubtful), MOST_LINES)
    several = len(doubtful) > 1
    told = (
        counted(len(doubtful), "exchange has", "exchanges have")
    ) + f" doubtful bounds: see line{'s' if several else ''} {named}"
    return (
        *read.problems,
        warning(
            "bounds-doubtful",
            told,
            doubtful[0][0],
            "Nothing on the page says where they begin. Compare them with the page, correct the "
            "lines or take the ? away, and run `booklet import --into` this folder again.",
        ),
    )
