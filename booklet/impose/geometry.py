"""Where a page lies in its slot, and where marks have room.

In: a slot, the size of the sheet and of the page. Out: rectangles and lines. Everything
in points from the lower left corner of the side, as one sees it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from booklet.impose.order import Slot

MM = 72 / 25.4
MARK_DISTANCE, MARK_LENGTH, SHORTEST_MARK = 2 * MM, 5 * MM, 1.5 * MM
"""Crop marks keep away from the page and are so long, or shorter, or left out."""

EDGE_MARK = 8 * MM
"""Length of fold and cut marks from the edge of the sheet: some printers leave 5 mm white."""

_HAIR = 0.999
"""A page that is larger than its slot by less than this is not made smaller for it."""


@dataclass(frozen=True, slots=True)
class Rectangle:
    """A rectangle by its lower left corner and its size."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Stroke:
    """A straight line."""

    x1: float
    y1: float
    x2: float
    y2: float


@dataclass(frozen=True, slots=True)
class SideGeometry:
    """A side: its size, its grid, the gutter at each spine, all lengths in pt.

    With `trimmed` pages lie at their spine, as the rest is cut off; otherwise in the
    middle of their slot.
    """

    width: float
    height: float
    columns: int
    rows: int
    gutter: float = 0.0
    trimmed: bool = False

    def slot(self, slot: Slot) -> Rectangle:
        """The part of the side that belongs to the slot."""
        width, height = self.width / self.columns, self.height / self.rows
        return Rectangle(slot.column * width, self.height - (slot.row + 1) * height, width, height)

    def scale(self, slot: Slot, width: float, height: float) -> float:
        """How much a page of that size is made smaller to fit; never larger than 1."""
        room = self.slot(slot)
        gutter = self.gutter if slot.spine else 0.0
        scale = min((room.width - gutter) / width, room.height / height)
        return 1.0 if scale >= _HAIR else scale

    def page(self, slot: Slot, width: float, height: float, shift: float = 0.0) -> Rectangle:
        """The rectangle of a page of that size, moved towards its spine by `shift`."""
        room = self.slot(slot)
        scale = self.scale(slot, width, height)
        width, height = width * scale, height * scale
        y = room.y + (room.height - height) / 2
        if not slot.spine:
            return Rectangle(room.x + (room.width - width) / 2, y, width, height)
        slack = room.width - self.gutter - width
        away = self.gutter + (0.0 if self.trimmed else slack / 2) - shift
        x = room.x + away if slot.spine == "left" else room.x + room.width - away - width
        return Rectangle(x, y, width, height)


def crop_marks(side: SideGeometry, slot: Slot, page: Rectangle, folded: bool) -> Iterator[Stroke]:
    """The marks at the corners of the page that have room in its slot.

    A folded page is not cut at its spine: there it has none.
    """
    room = side.slot(slot)
    left, right = page.x, page.x + page.width
    bottom, top = page.y, page.y + page.height
    corners = [edge for edge in ("left", "right") if not (folded and edge == slot.spine)]
    for edge in corners:
        x = left if edge == "left" else right
        outward = -1 if edge == "left" else 1
        free = left - room.x if edge == "left" else room.x + room.width - right
        if length := _length(free):
            start = x + outward * MARK_DISTANCE
            for y in (bottom, top):
                yield Stroke(start, y, start + outward * length, y)
        if length := _length(bottom - room.y):
            start = bottom - MARK_DISTANCE
            yield Stroke(x, start, x, start - length)
        if length := _length(room.y + room.height - top):
            start = top + MARK_DISTANCE
            yield Stroke(x, start, x, start + length)


def middle_marks(side: SideGeometry) -> Iterator[Stroke]:
    """Lines from the edges of the sheet where it is folded, or cut apart."""
    if side.columns > 1:
        x = side.width / 2
        yield Stroke(x, 0, x, EDGE_MARK)
        yield Stroke(x, side.height - EDGE_MARK, x, side.height)
    if side.rows > 1:
        y = side.height / 2
        yield Stroke(0, y, EDGE_MARK, y)
        yield Stroke(side.width - EDGE_MARK, y, side.width, y)


def _length(free: float) -> float:
    length = min(MARK_LENGTH, free - MARK_DISTANCE)
    return length if length >= SHORTEST_MARK else 0.0
