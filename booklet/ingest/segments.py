"""Where each text of a page begins and ends, what it is, and what it is called.

Takes the blocks of one page; gives `Segment`s that together account for every block:
quotation lists, analyses, cast lists, and what is left out with the reason.

How a text is found. Paragraphs that only an article has and runs of speeches are the
cores (`cores`). What stands between two cores tells whether they belong to one text
(`texts`), and what it is called (`titles`); then each text is widened to its first and
last lines, and what is not its own is dropped (`extent`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from booklet.counting import counted
from booklet.ingest.blocks import PageBlock
from booklet.ingest.cores import FEWEST_SPEECHES, find_cores
from booklet.ingest.extent import take_in, why_left_out
from booklet.ingest.labels import (
    Label,
    label,
)
from booklet.ingest.texts import Text, find_texts
from booklet.ingest.titles import titles_of_works

Verdict = Literal["analysis", "quotations", "cast", "script", "subtitles", "left out"]


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of lines of a file and what was decided about it.

    `first` and `last` are 1-based lines. `reason` is in plain words. Lines that are
    "left out" inside another segment's bounds are cut out of it. `kind` says what all lines
    of a part of a screenplay are.
    """

    file: str
    first: int
    last: int
    verdict: Verdict
    title: str = ""
    author: str = ""
    publication: str = ""
    date: str = ""
    url: str = ""
    licence: str = ""
    language: str = ""
    exchanges: tuple[str, ...] = ()
    reason: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """A page ready for cutting: its blocks, and what its format said of the whole.

    `form` is "play" where the speeches stand as plays are printed, `front_lines` how many
    lines of the file are front matter.
    """

    file: str
    blocks: tuple[PageBlock, ...]
    title: str = ""
    author: str = ""
    publication: str = ""
    date: str = ""
    url: str = ""
    form: Literal["", "play"] = ""
    front_lines: int = 0


def cut(page: Page, work: str = "", speakers: frozenset[str] = frozenset()) -> tuple[Segment, ...]:
    """The segments of a page, in order.

    `work` is the title of the work and `speakers` the casefolded names of those who speak
    in it, as far as they are known.
    """
    blocks = page.blocks
    labels = label(blocks)
    names = {work} if work else titles_of_works(blocks)
    cores = find_cores(blocks, labels, speakers)
    texts = find_texts(blocks, labels, cores, names)
    for text in texts:
        take_in(blocks, labels, text, names)
    return _segments(page, labels, texts)


def _segments(page: Page, labels: Sequence[Label], texts: Sequence[Text]) -> tuple[Segment, ...]:
    blocks = page.blocks
    verdict: list[tuple[Verdict, str, int]] = [
        ("left out", why_left_out(name), -1) for name in labels
    ]
    for number, text in enumerate(texts):
        for at in range(text.start, text.stop):
            if at in text.dropped:
                verdict[at] = ("left out", text.dropped[at], -2 - number)
            else:
                verdict[at] = (text.kind, "", number)
    for start, stop in _cast_runs(labels):
        for at in range(start, stop):
            if verdict[at][0] == "left out":
                verdict[at] = ("cast", "names and roles", -1)
    found: list[Segment] = []
    for text in texts:
        title = blocks[text.title].text if text.title is not None else page.title
        found.append(
            Segment(
                page.file,
                blocks[text.start].first,
                blocks[text.stop - 1].last,
                text.kind,
                title=title,
                reason=_reason(labels, text),
            )
        )
    position = 0
    while position < len(blocks):
        kind, reason, number = verdict[position]
        stop = position + 1
        while (
            stop < len(blocks)
            and verdict[stop][0] == kind
            and verdict[stop][2] == number
            and (kind != "left out" or number == -1 or verdict[stop][1] == reason)
        ):
            stop += 1
        if kind in ("left out", "cast"):
            reasons = dict.fromkeys(row[1] for row in verdict[position:stop])
            found.append(
                Segment(
                    page.file,
                    blocks[position].first,
                    blocks[stop - 1].last,
                    kind,
                    reason="; ".join(reasons),
                )
            )
        position = stop
    return tuple(sorted(found, key=lambda part: (part.first, -part.last)))


def _cast_runs(labels: Sequence[Label]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    start: int | None = None
    for at, name in enumerate([*labels, "control"]):
        if name == "cast" and start is None:
            start = at
        elif name != "cast" and start is not None:
            if at - start >= FEWEST_SPEECHES:
                runs.append((start, at))
            start = None
    return runs


def _reason(labels: Sequence[Label], text: Text) -> str:
    own = [labels[at] for at in range(text.start, text.stop) if at not in text.dropped]
    if text.kind == "quotations":
        spoken = sum(name in ("speech", "attributed", "attribution") for name in own)
        return f"{counted(spoken, 'speech', 'speeches')} in a row"
    prose = sum(name in ("prose", "sentence", "quotation") for name in own)
    headed = " under a headline" if text.title is not None else ""
    return counted(prose, "paragraph") + headed


def with_names(segment: Segment, **names: str) -> Segment:
    """The segment with those names filled in that it does not have yet."""
    missing = {key: value for key, value in names.items() if value and not getattr(segment, key)}
    return replace(segment, **missing)  # type: ignore[arg-type]
