"""The cores of texts: runs of speeches, and paragraphs that only an article has.

Takes the blocks of a page and their labels; gives (kind, start, stop), positions of
blocks, 0-based, `stop` exclusive. A run of speeches is many in a row, in one style,
by voices that come back or are known.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from booklet.ingest.blocks import PageBlock
from booklet.ingest.labels import Label, is_strong

FEWEST_SPEECHES = 3

NEAR = 4
"""Blocks: short paragraphs so near to each other are together."""

GAP = 2
JUDGED_GAP = 6
"""Blocks between two speeches of one list; more where it is known who speaks."""

_SPOKEN: frozenset[Label] = frozenset({"speech", "direction", "attribution", "attributed"})

_WITH_SPEECH: frozenset[Label] = frozenset({"remark", "continued"})


def find_cores(
    blocks: Sequence[PageBlock], labels: Sequence[Label], speakers: frozenset[str]
) -> list[tuple[str, int, int]]:
    """Runs of speeches and single strong paragraphs, as (kind, start, stop)."""
    cores: list[tuple[str, int, int]] = []
    position = 0
    while position < len(blocks):
        stop = _extent(blocks, labels, position)
        run = _quotation_run(blocks, labels, position, stop, speakers)
        for at in range(position, run[0] if run else max(stop, position + 1)):
            if is_strong(blocks[at], labels[at]):
                cores.append(("analysis", at, at + 1))
        if run:
            cores.append(("quotations", *run))
        position = run[1] if run else max(stop, position + 1)
    if not any(kind == "analysis" for kind, _, _ in cores):
        cores += _weak_prose(blocks, labels, cores)
    return sorted(cores, key=lambda core: core[1])


def _weak_prose(
    blocks: Sequence[PageBlock], labels: Sequence[Label], cores: Sequence[tuple[str, int, int]]
) -> list[tuple[str, int, int]]:
    """On a page without long paragraphs, three short ones together are a text too."""
    taken = {at for _, start, stop in cores for at in range(start, stop)}
    prose = [at for at, name in enumerate(labels) if name == "prose" and at not in taken]
    near = [
        at for at in prose if bisect_right(prose, at + NEAR) - bisect_left(prose, at - NEAR) >= 3
    ]
    return [("analysis", at, at + 1) for at in near if not blocks[at].foreign]


def _extent(blocks: Sequence[PageBlock], labels: Sequence[Label], start: int) -> int:
    """Where the row of speeches ends that begins at `start`; `start` itself if none does.

    It is the same for each speech of the row from which one may begin.
    """
    if not _opens(labels, start):
        return start
    stop = position = start
    missing = 0
    most = JUDGED_GAP if blocks[start].speaker else GAP
    while position < len(labels) and missing <= most:
        if labels[position] in _SPOKEN or (stop > start and labels[position] in _WITH_SPEECH):
            stop, missing = position + 1, 0
        elif _opens(labels, position):
            missing = 0
        elif _ends_list(blocks[position], labels[position], judged=most > GAP):
            break
        else:
            missing += 1
        position += 1
    return stop


def _ends_list(block: PageBlock, name: Label, *, judged: bool) -> bool:
    """Where it is known who speaks, a paragraph or a byline alone; else more does."""
    if judged:
        return name == "byline" or is_strong(block, name)
    return name in ("after", "listed", "byline", "reference", "headlines")


def _quotation_run(
    blocks: Sequence[PageBlock],
    labels: Sequence[Label],
    start: int,
    stop: int,
    speakers: frozenset[str],
) -> tuple[int, int] | None:
    """The longest quotation list in a row of speeches that goes on to its end.

    Where most entries are list items it reaches from the first item to the last:
    headlines with a colon ("Great scene: …") stand before and after such lists.
    Read from the end, so that each beginning is weighed in one step.
    """
    found: tuple[int, int] | None = None
    whole, items = _Tally(speakers), _Tally(speakers)
    item_run: tuple[int, int] | None = None
    last_item = 0
    spoken = marked = 0
    for at in reversed(range(start, stop)):
        item = bool(blocks[at].mark) and labels[at] in _SPOKEN
        spoken += labels[at] in _SPOKEN
        marked += item
        whole.add(blocks[at], labels[at])
        if item and not last_item:
            last_item = at + 1
        if last_item:
            items.add(blocks[at], labels[at])
        if item:
            item_run = (at, last_item) if items.is_list(last_item - at) else None
        if not _opens(labels, at):
            continue
        if whole.judged < FEWEST_SPEECHES and marked > 0.6 * spoken:
            found = item_run or found
        elif whole.is_list(stop - at):
            found = (at, stop)
    return found


@dataclass(slots=True)
class _Tally:
    """Who speaks in a row of blocks, counted while blocks are added."""

    speakers: frozenset[str]
    said: int = 0
    quoted: bool = False
    names: set[str] = field(default_factory=set)
    known: int = 0
    judged: int = 0
    beside: int = 0

    def add(self, block: PageBlock, name: Label) -> None:
        self.beside += name in _WITH_SPEECH
        if name not in ("speech", "attributed", "attribution"):
            return
        self.judged += bool(block.speaker)
        self.said += 1
        self.quoted = self.quoted or name != "speech"
        who = block.text.split(":")[0].strip(" *'_").casefold()
        if who not in self.names:
            self.names.add(who)
            self.known += who in self.speakers

    def is_list(self, size: int) -> bool:
        """Whether these `size` blocks are many speeches in a row.

        The names before the colons speak if they are known or come back, or words are quoted.
        """
        if self.judged >= FEWEST_SPEECHES:
            return True
        if self.said < FEWEST_SPEECHES or self.said < 0.5 * (size - self.beside):
            return False
        names = len(self.names)
        return self.quoted or names < self.said or self.known > names / 2


def _opens(labels: Sequence[Label], position: int) -> bool:
    """Whether a speech begins here: its name before it, or below it."""
    return labels[position] in _SPOKEN or (
        position + 1 < len(labels) and labels[position + 1] == "attribution"
    )
