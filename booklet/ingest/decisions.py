"""`import.yaml`: what import decided about each page, for a person to correct.

Takes segments, gives the text of the file; takes the text, gives segments. A person
corrects a bound, a verdict or a name and runs import again. What differs from the
program's own proposal (kept in `.import/import.yaml`) is the person's and wins; all
else is decided anew.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from booklet.ingest.blocks import PageBlock
from booklet.ingest.quotations import Bound, Exchange
from booklet.ingest.segments import Segment
from booklet.problems import Problem, Result, error
from booklet.read.yaml.entries import read_entries
from booklet.read.yaml.shape import Shape, TextList, wrong
from booklet.yaml_text import scalar

_NAMES = ("title", "author", "publication", "date", "url", "licence", "language")
_LINES = re.compile(r"(\d{1,8})(?:\s*[-–]\s*(\d{1,8}))?\s*(\?)?")
_HEADER = """\
# What `booklet import` found in the pages, and what it made of each part.
# Correct lines, verdict or names here and run `booklet import --into` this folder again.
#   verdict: analysis, quotations, cast, script, subtitles or left out
#   lines:   first-last, counted from 1 in the file named
# Lines left out inside an analysis are cut out of it; give them the verdict `analysis`
# to have them back. In a screenplay or a play add an entry with the verdict `script` and
#   kind:    heading, action, speaker, parenthetical, speech, transition, title or left out
# for lines that were read as something else.
# An exchange marked ? begins where nothing on the page says so.
"""


def _lines(value: object) -> object:
    if isinstance(value, str) and not _LINES.fullmatch(value.strip()):
        raise wrong("wrong-lines", f"`{value}` is not a range of lines", "Write first-last: 12-80.")
    return value


class SegmentEntry(Shape):
    """An entry of `import.yaml`."""

    file: Annotated[str, Field(min_length=1)]
    lines: Annotated[str, BeforeValidator(_lines)]
    verdict: Literal["analysis", "quotations", "cast", "script", "subtitles", "left out"]
    title: str = ""
    author: str = ""
    publication: str = ""
    date: str = ""
    url: str = ""
    licence: str = ""
    language: str = ""
    reason: str = ""
    kind: Literal[
        "",
        "heading",
        "action",
        "speaker",
        "parenthetical",
        "speech",
        "transition",
        "title",
        "left out",
    ] = ""
    exchanges: TextList = ()


def parse_decisions(text: str, file: str) -> Result[tuple[Segment, ...]]:
    """The segments of an `import.yaml`. Problems: those of `read_entries`, `wrong-lines`."""
    read = read_entries(text, file, "segments", SegmentEntry, "a segment")
    if read.value is None:
        return Result(None, read.problems)
    found: list[Segment] = []
    problems: list[Problem] = list(read.problems)
    for entry in read.value.entries:
        value = entry.value
        first, last = bounds(value.lines)
        if last < first:
            problems.append(
                error(
                    "wrong-lines",
                    f"the lines {value.lines} end before they begin",
                    entry.node.span,
                    "Write the smaller number first.",
                )
            )
            continue
        names = {name: getattr(value, name) for name in _NAMES}
        found.append(
            Segment(
                value.file,
                first,
                last,
                value.verdict,
                **names,
                exchanges=value.exchanges,
                reason=value.reason,
                kind=value.kind,
            )
        )
    return Result(tuple(found), tuple(problems))


def bounds(lines: str) -> tuple[int, int]:
    """`12-80`, `12` or `12-80?` as first and last line."""
    found = _LINES.match(lines.strip())
    if not found:
        return 1, 1
    return int(found[1]), int(found[2] or found[1])


def bound_of_exchange(lines: str) -> Bound:
    """`12-80?` as first line, last line, and whether the ? still stands there."""
    return (*bounds(lines), lines.rstrip().endswith("?"))


def decisions_text(
    segments: Sequence[Segment], exchanges: Mapping[Segment, Sequence[Exchange]], order: str
) -> str:
    """The text of `import.yaml`; `order` says in words how the order was found."""
    rows = [_HEADER + f"# Order of the exchanges: {order}", "segments:"]
    for part in segments:
        rows.append(f"  - file: {scalar(part.file)}")
        rows.append(f"    lines: {_range(part.first, part.last)}")
        rows.append(f"    verdict: {part.verdict}")
        rows += [
            f"    {name}: {scalar(value)}" for name in _NAMES if (value := getattr(part, name))
        ]
        if part.reason:
            rows.append(f"    reason: {scalar(part.reason)}")
        found = exchanges.get(part, ())
        if found:
            rows.append("    exchanges:")
            rows += [f"      - {_exchange(exchange)}" for exchange in found]
    return "\n".join(rows) + "\n"


def _range(first: int, last: int) -> str:
    return f"{first}-{last}" if last > first else str(first)


def _exchange(exchange: Exchange) -> str:
    speech = exchange.speeches[0]
    start = " ".join(speech.text.split()[:5]).replace("#", "")
    mark = "?" if exchange.doubtful else ""
    return f"{_range(exchange.first, exchange.last)}{mark}  # {speech.speaker}: {start}"


def corrections(
    now: Sequence[Segment] | None, proposed: Sequence[Segment] | None
) -> tuple[Segment, ...]:
    """What a person changed: the entries that are not as the program proposed them."""
    if now is None:
        return ()
    own = set(proposed or ())
    return tuple(part for part in now if part not in own)


def apply(segments: Sequence[Segment], corrected: Sequence[Segment]) -> tuple[Segment, ...]:
    """The program's segments with a person's in their place.

    A correction replaces the segments of which it covers more than half, and cuts its
    lines out of the others. What was left out inside a segment that it replaces by one of
    the same kind stays left out. Inside a text of its own kind an entry without a title
    takes the lines back into that text.
    """
    result = list(segments)
    for wanted in corrected:
        home = next((part for part in result if _takes_back(part, wanted)), None)
        kept = [home] if home is not None else _insets(result, wanted)
        result = [
            cut
            for part in result
            if (cut := part if part in kept else _beside(part, wanted)) is not None
        ]
        if home is None:
            result.append(wanted)
    return tuple(sorted(result, key=lambda part: (part.file, part.first, -part.last)))


def _takes_back(part: Segment, wanted: Segment) -> bool:
    return (
        part.file == wanted.file
        and part.verdict == wanted.verdict
        and part.verdict in ("analysis", "quotations")
        and not wanted.title
        and part.first <= wanted.first
        and wanted.last <= part.last
        and (part.first, part.last) != (wanted.first, wanted.last)
    )


def _insets(parts: Sequence[Segment], wanted: Segment) -> list[Segment]:
    """What is left out inside those segments which a correction replaces by their like."""
    replaced = [
        part
        for part in parts
        if part.file == wanted.file
        and part.verdict == wanted.verdict != "left out"
        and _beside(part, wanted) is None
    ]
    return [
        part
        for part in parts
        if part.file == wanted.file
        and part.verdict == "left out"
        and any(whole.first <= part.first and part.last <= whole.last for whole in replaced)
    ]


def _beside(part: Segment, wanted: Segment) -> Segment | None:
    """What is left of a segment next to a correction."""
    if part.file != wanted.file or part.last < wanted.first or wanted.last < part.first:
        return part
    common = min(part.last, wanted.last) - max(part.first, wanted.first) + 1
    if 2 * common > part.last - part.first + 1:
        return None
    if wanted.verdict == "left out" and part.first < wanted.first and wanted.last < part.last:
        return part
    if part.verdict == "left out" and wanted.first <= part.first and part.last <= wanted.last:
        return part
    if part.first < wanted.first:
        return replace(part, last=min(part.last, wanted.first - 1))
    return replace(part, first=max(part.first, wanted.last + 1))


class Cut:
    """Pages cut into segments, ready for asking which blocks each segment has."""

    def __init__(
        self, segments: Iterable[Segment], blocks: Mapping[str, Sequence[PageBlock]]
    ) -> None:
        self._blocks = blocks
        self._firsts = {file: [block.first for block in found] for file, found in blocks.items()}
        self._segments: dict[str, list[Segment]] = defaultdict(list)
        for part in sorted(segments, key=lambda part: part.first):
            self._segments[part.file].append(part)
        self._starts = {
            file: [part.first for part in found] for file, found in self._segments.items()
        }

    def own_blocks(self, segment: Segment) -> tuple[PageBlock, ...]:
        """The blocks of a segment without those that a smaller segment inside it takes.

        None for a segment of a file that is no page.
        """
        file = segment.file
        if file not in self._blocks:
            return ()
        starts, firsts = self._starts.get(file, []), self._firsts[file]
        near = self._segments[file][
            bisect_left(starts, segment.first) : bisect_right(starts, segment.last)
        ]
        size = segment.last - segment.first
        taken = {
            line
            for part in near
            if part.last <= segment.last and part.last - part.first < size
            for line in range(part.first, part.last + 1)
        }
        found = self._blocks[file][
            bisect_left(firsts, segment.first) : bisect_right(firsts, segment.last)
        ]
        return tuple(
            block for block in found if block.last <= segment.last and block.first not in taken
        )
