"""Text printed over other text.

In: a `Reading` and which runs make up which note. Out: the overlaps. Along the line each
text has the room of its letters' advances, which the layout gives to nobody else; that their
ink leans or hooks out of it (an italic before a full stop, a `Т` before an `А`) is how type is
made. Up and down it has its ink, since lines may be set tight. A note's lines are taken
together, as one rectangle on each page for each of its pieces, so that notes whose lines fall
between each other's are found too; a carry mark counts as a note.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from booklet.proof.account import Overlap
from booklet.proof.reading import Reading
from booklet.proof.rectangles import Rectangle, overlapping

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
    """All overlaps of notes with notes or text, and of text with text, page by page."""
    owners = {index: id for id, runs in notes.items() for index in runs}
    pieces: dict[tuple[int, str], _Patch] = {}
    pages: dict[int, list[_Patch]] = defaultdict(list)
    for index, run in enumerate((*reading.runs, *reading.furniture)):
        if run.box is None:
            continue
        left, right = run.across
        box, text = Rectangle(left, run.box.bottom, right, run.box.top), run.text.strip()
        if not run.note:
            pages[run.page].append(_Patch(box, text, "", run.size))
            continue
        piece = pieces.get((run.page, run.note))
        if piece is not None:
            box, text = piece.box.joined(box), f"{piece.text} {text}"
        pieces[run.page, run.note] = _Patch(box, text, owners.get(index, run.note), run.size)
    for (page, _), patch in pieces.items():
        pages[page].append(patch)
    return tuple(overlap for page in sorted(pages) for overlap in _on_page(page, pages[page]))


def _on_page(page: int, patches: Sequence[_Patch]) -> list[Overlap]:
    found = []
    for i, j, common in overlapping([patch.box for patch in patches]):
        one, other = patches[i], patches[j]
        across = down = LEAST
        if not one.note and not other.note:
            lower = min(one.box.height, other.box.height)
            across = max(LEAST, ROUNDED * min(one.size, other.size))
            down = max(LEAST, OVERPRINTED * lower)
        if common.width > across and common.height > down:
            found.append(
                Overlap(
                    page,
                    one.text,
                    other.text,
                    common.width,
                    common.height,
                    one.note,
                    other.note,
                )
            )
    return found
