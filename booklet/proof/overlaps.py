"""Text printed over other text.

In: a `Reading` and which runs make up which note. Out: the overlaps. Along the line each
text has the room of its letters' advances, which the layout gives to nobody else; that their
ink leans or hooks out of it (an italic before a full stop, a `Т` before an `А`) is how type is
made. Up and down it has its ink, since lines may be set tight. A note's lines are taken
together, as one rectangle on each page for each of its pieces, so that notes whose lines fall
between each other's are found too; a carry mark counts as a note. Text as pale as a watermark
keeps nothing from being read: what it lies over leaves no ink, which is told of (`visible`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce

from booklet.proof.account import Overlap
from booklet.proof.reading import Reading
from booklet.proof.rectangles import Rectangle, overlapping

LEAN = 0.5  # of the type size: ink that is farther out of its room stands elsewhere
LEAST = 0.6  # pt; what touches by less does not overlap
OVERPRINTED = 0.4  # of the lower one's height: lines set tight may touch, not cover
ROUNDED = 0.1  # of the smaller one's size: what rounding each advance adds up to in a long line


@dataclass(frozen=True, slots=True)
class _Patch:
    """A piece of a note (`note` is the whole note's id), or one run of other text."""

    box: Rectangle
    text: str
    note: str
    size: float


def find_overlaps(reading: Reading, notes: Mapping[str, Sequence[int]]) -> tuple[Overlap, ...]:
    """All overlaps of notes with notes or text, of text with text, and within notes, by page."""
    owners = {index: id for id, runs in notes.items() for index in runs}
    lines: dict[tuple[int, str], list[_Patch]] = defaultdict(list)
    for index, run in enumerate((*reading.runs, *reading.furniture)):
        if run.box is not None and not run.pale:
            left, right = run.across
            lean = LEAN * run.size
            left, right = min(left, run.box.left + lean), max(right, run.box.right - lean)
            box = Rectangle(left, run.box.bottom, right, run.box.top)
            patch = _Patch(box, run.text.strip(), owners.get(index, run.note), run.size)
            lines[run.page, run.note].append(patch)
    pages: dict[int, list[_Patch]] = defaultdict(list)
    found: dict[int, list[Overlap]] = defaultdict(list)
    for (page, note), patches in lines.items():
        pages[page] += [_joined(patches)] if note else patches
        found[page] += _among(page, patches, _of_text) if note else []
    for page, patches in pages.items():
        found[page] += _among(page, patches, _of_notes)
    return tuple(overlap for page in sorted(found) for overlap in found[page])


def _joined(patches: Sequence[_Patch]) -> _Patch:
    """The lines of a piece of a note as one."""
    box = reduce(Rectangle.joined, (patch.box for patch in patches))
    text = " ".join(patch.text for patch in patches)
    return _Patch(box, text, patches[0].note, max(patch.size for patch in patches))


def _of_text(one: _Patch, other: _Patch) -> tuple[float, float]:
    """How far two runs may overlap along the line, and up and down."""
    across = max(LEAST, ROUNDED * min(one.size, other.size))
    return across, max(LEAST, OVERPRINTED * min(one.box.height, other.box.height))


def _of_notes(one: _Patch, other: _Patch) -> tuple[float, float]:
    """The same for two patches, of which one may be a note."""
    return (LEAST, LEAST) if one.note or other.note else _of_text(one, other)


def _among(
    page: int,
    patches: Sequence[_Patch],
    allowed: Callable[[_Patch, _Patch], tuple[float, float]],
) -> Iterator[Overlap]:
    for i, j, common in overlapping([patch.box for patch in patches]):
        one, other = patches[i], patches[j]
        across, down = allowed(one, other)
        if common.width > across and common.height > down:
            yield Overlap(
                *(page, one.text, other.text, common.width, common.height, one.note, other.note)
            )
