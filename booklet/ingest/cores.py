"""The cores of texts: runs of speeches, and paragraphs that only an article has.

Takes the blocks of a page and their labels; gives (kind, start, stop), positions of
blocks, 0-based, `stop` exclusive. A run of speeches is many in a row, in one style,
by voices that come back or are known.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from booklet.ingest.blocks import PageBlock
from booklet.ingest.labels import (
    Label,
    is_strong,
)

FEWEST_SPEECHES = 3

_SPOKEN: frozenset[Label] = frozenset({"speech", "direction", "attribution", "attributed"})


def find_cores(
    blocks: Sequence[PageBlock], labels: Sequence[Label], speakers: frozenset[str]
) -> list[tuple[str, int, int]]:
    """Runs of speeches and single strong paragraphs, as (kind, start, stop)."""
    cores: list[tuple[str, int, int]] = []
    position = 0
    while position < len(blocks):
        start, stop = _quotation_run(blocks, labels, position, speakers)
        if stop > start:
            cores.append(("quotations", start, stop))
            position = stop
            continue
        if is_strong(blocks[position], labels[position]):
            cores.append(("analysis", position, position + 1))
        position += 1
    if not any(kind == "analysis" for kind, _, _ in cores):
        cores += _weak_prose(blocks, labels, cores)
    return sorted(cores, key=lambda core: core[1])


def _weak_prose(
    blocks: Sequence[PageBlock], labels: Sequence[Label], cores: Sequence[tuple[str, int, int]]
) -> list[tuple[str, int, int]]:
    """On a page without long paragraphs, three short ones together are a text too."""
    taken = {at for _, start, stop in cores for at in range(start, stop)}
    prose = [at for at, name in enumerate(labels) if name == "prose" and at not in taken]
    near = [at for at in prose if sum(abs(at - other) <= 4 for other in prose) >= 3]
    return [("analysis", at, at + 1) for at in near if not blocks[at].foreign]


def _quotation_run(
    blocks: Sequence[PageBlock], labels: Sequence[Label], start: int, speakers: frozenset[str]
) -> tuple[int, int]:
    """The quotation list that begins at `start` or a little after; empty if there is none."""
    none = (start, start)
    if labels[start] not in _SPOKEN and not _opens_attribution(labels, start):
        return none
    stop = start
    position = start
    missing = 0
    while position < len(blocks) and missing <= 2:
        if labels[position] in _SPOKEN:
            stop, missing = position + 1, 0
        elif _opens_attribution(labels, position):
            missing = 0
        elif labels[position] in ("after", "listed", "byline", "reference", "headlines"):
            break
        else:
            missing += 1
        position += 1
    start, stop = _in_one_style(blocks, labels, start, stop)
    run = range(start, stop)
    spoken = [at for at in run if labels[at] in ("speech", "attributed", "attribution")]
    if len(spoken) < FEWEST_SPEECHES or len(spoken) < 0.5 * len(run):
        return none
    return (start, stop) if _speaks(blocks, labels, spoken, speakers) else none


def _in_one_style(
    blocks: Sequence[PageBlock], labels: Sequence[Label], start: int, stop: int
) -> tuple[int, int]:
    """Where most entries are list items, the run from the first item to the last.

    Headlines with a colon ("Great scene: …") stand before and after such lists.
    """
    marked = [at for at in range(start, stop) if blocks[at].mark and labels[at] in _SPOKEN]
    spoken = [at for at in range(start, stop) if labels[at] in _SPOKEN]
    if len(marked) > 0.6 * len(spoken):
        return marked[0], marked[-1] + 1
    return start, stop


def _opens_attribution(labels: Sequence[Label], position: int) -> bool:
    return position + 1 < len(labels) and labels[position + 1] == "attribution"


def _speaks(
    blocks: Sequence[PageBlock],
    labels: Sequence[Label],
    spoken: Sequence[int],
    speakers: frozenset[str],
) -> bool:
    """Whether the names before the colons speak: known, or coming back, or words quoted."""
    if any(labels[at] != "speech" for at in spoken):
        return True
    names = Counter(blocks[at].text.split(":")[0].strip(" *'_").casefold() for at in spoken)
    return len(names) < len(spoken) or sum(name in speakers for name in names) > len(names) / 2
