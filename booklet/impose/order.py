"""The order of imposition: which page stands where on which sheet.

In: the number of pages and a `Scheme`. Out: the sheets, each with the slots of its front
and its back. Pure arithmetic: no paper size, no PDF.

Pages count from 1; a slot without page stays blank. Columns count from the left and rows
from the top, both from 0, of a side as one looks at it. `rotation` is 0 or 180 degrees.

**Folding.** Sheets that are folded together lie in each other: the outermost is 0 deep.
Of `4 n` places on `n` folded sheets, the one that is `k` deep has on its outside the
places `4n - 2k` and `2k + 1`, on its inside `2k + 2` and `4n - 2k - 1` (the saddle
stitch; a signature is a small one). A quarto sheet is folded twice, first its upper half
behind the lower one, then at the spine: its lower half is as deep as the sheet, its
upper half, which stands on its head, as deep on the other side of the middle.

**Blanks** go after the last page, so that every page keeps its side (recto or verso),
its margins and the page it faces; with a back cover, between the text and it. They never
stand inside the text. There are as few as can be: signatures are made smaller rather
than filled up, so at most 3 are needed (7 in quarto and in 4-up that is cut).

**Sides.** Backs are given as one sees them after turning the sheet over like the leaf of
a book; `turned` rotates them for a printer that turns it the other way.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from booklet.model import FOLDED, Binding, Flip, Layout, PrintOptions
from booklet.printing import SHEETS_PER_SIGNATURE

Edge = Literal["left", "right"]
Axis = Literal["vertical", "horizontal"]
Place = int | None
"""A page, or None for a blank one."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A place for one page on a side.

    `spine` is the side of the slot, as it lies, on which the page is bound; None where it
    is not. `depth` says how many sheets lie around this one when folded.
    """

    page: Place
    column: int
    row: int = 0
    rotation: int = 0
    spine: Edge | None = None
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of paper. `signature` counts from 1; the cover is in none (0)."""

    front: tuple[Slot, ...]
    back: tuple[Slot, ...]
    signature: int = 1

    @property
    def cover(self) -> bool:
        """Whether this is the cover, around all signatures."""
        return self.signature == 0


@dataclass(frozen=True, slots=True)
class Scheme:
    """The part of `PrintOptions` that decides the order."""

    layout: Layout = "saddle"
    sheets_per_signature: int | None = None
    binding: Binding = "left"
    cover: bool = False
    back_cover: bool = False
    cut: bool = False
    facing: bool = True


def scheme_of(options: PrintOptions) -> Scheme:
    """The scheme that the options ask for."""
    return Scheme(
        options.layout,
        options.sheets_per_signature,
        options.binding,
        options.cover,
        options.back_cover,
        options.cut,
        options.facing,
    )


def grid(layout: Layout) -> tuple[int, int]:
    """Columns and rows of a side."""
    return (2, 2) if layout in ("quarto", "4-up") else (2, 1)


def order(pages: int, scheme: Scheme) -> tuple[Sheet, ...]:
    """The sheets for so many pages, in the order of printing; none for no page."""
    if pages < 1:
        return ()
    if scheme.layout in FOLDED:
        return tuple(_folded(pages, scheme))
    return tuple(_cut(pages, scheme) if scheme.cut else _flat(pages, scheme))


def turned(sheets: Sequence[Sheet], layout: Layout, axis: Axis) -> tuple[Sheet, ...]:
    """The sheets for a printer that turns paper about that axis of the side.

    About the vertical axis the paper turns like a leaf and nothing changes; about the
    horizontal one each back is put on its head, so that head lies on head again.
    """
    if axis == "vertical":
        return tuple(sheets)
    columns, rows = grid(layout)
    return tuple(replace(sheet, back=_on_its_head(sheet.back, columns, rows)) for sheet in sheets)


def turning_axis(flip: Flip, width: float, height: float) -> Axis:
    """The axis about which a side of that width and height turns on its short or long edge."""
    upright_edges = "long" if height > width else "short"
    return "vertical" if flip == upright_edges else "horizontal"


def blanks(sheets: Sequence[Sheet]) -> int:
    """How many slots stay without page."""
    return sum(slot.page is None for sheet in sheets for slot in (*sheet.front, *sheet.back))


# --------------------------------------------------------------------------- folded sheets


def _folded(pages: int, scheme: Scheme) -> Iterator[Sheet]:
    quarto = scheme.layout == "quarto"
    body: list[Place] = list(range(1, pages + 1))
    last: list[Place] = [body.pop()] if scheme.back_cover and pages > 1 else []
    if scheme.cover:
        # Page 2 stays behind page 1 and the text begins on a recto, as without a cover.
        around = [*_filled(body[:2], 2), *[None, None, *last][-2:]]
        body, last = body[2:], []
        yield _cover_sheet(around, quarto, scheme.binding)
    size = 8 if quarto else 4
    body = _filled(body, size, last)
    signatures = _shared_out(len(body) // size, _most_sheets(scheme))
    inside_cover = scheme.cover and len(signatures) == 1
    first = 0
    for number, sheets in enumerate(signatures, 1):
        places = body[first : first + sheets * size]
        first += sheets * size
        for index in range(sheets):
            sheet = (_quarto_sheet if quarto else _folio_sheet)(places, index, scheme.binding)
            yield replace(_deeper(sheet) if inside_cover else sheet, signature=number)


def _filled(places: Sequence[Place], size: int, last: Sequence[Place] = ()) -> list[Place]:
    """The places, blanks up to a multiple of the size, then the last ones."""
    missing = -(len(places) + len(last)) % size
    return [*places, *[None] * missing, *last]


def _most_sheets(scheme: Scheme) -> int | None:
    if scheme.layout == "signatures":
        return scheme.sheets_per_signature or SHEETS_PER_SIGNATURE
    return scheme.sheets_per_signature if scheme.layout == "quarto" else None


def _shared_out(sheets: int, most: int | None) -> list[int]:
    """The sheets of each signature: as even as can be, none above the most, thicker first."""
    if not sheets:
        return []
    signatures = -(-sheets // (most or sheets))
    least, thicker = divmod(sheets, signatures)
    return [least + (number < thicker) for number in range(signatures)]


def _face(places: Sequence[Place], depth: int, outside: bool, binding: Binding) -> list[Place]:
    """Left and right place on one face of the folded sheet so deep."""
    count = len(places)
    left, right = count - 2 * depth, 2 * depth + 1
    if not outside:
        left, right = right + 1, left - 1
    pair = [places[left - 1], places[right - 1]]
    return pair if binding == "left" else pair[::-1]


def _pair(places: Sequence[Place], depth: int, row: int = 0) -> tuple[Slot, ...]:
    """Two slots that meet at the fold."""
    left, right = places
    return (
        Slot(left, 0, row, spine="right", depth=depth),
        Slot(right, 1, row, spine="left", depth=depth),
    )


def _folio_sheet(places: Sequence[Place], depth: int, binding: Binding) -> Sheet:
    return Sheet(
        _pair(_face(places, depth, True, binding), depth),
        _pair(_face(places, depth, False, binding), depth),
    )


def _quarto_sheet(places: Sequence[Place], index: int, binding: Binding) -> Sheet:
    lower, upper = index, len(places) // 4 - 1 - index

    def side(lower_outside: bool) -> tuple[Slot, ...]:
        # Behind the lower half, the upper one shows its other face.
        above = _pair(_face(places, upper, not lower_outside, binding), upper)
        below = _pair(_face(places, lower, lower_outside, binding), lower, row=1)
        return (*_on_its_head(above, 2, 1), *below)

    return Sheet(side(True), side(False))


def _cover_sheet(places: Sequence[Place], quarto: bool, binding: Binding) -> Sheet:
    """The four places of the cover; a quarto cover takes the lower half of its sheet."""
    sheet = _folio_sheet(places, 0, binding)
    if quarto:
        empty = _on_its_head(_pair([None, None], 0), 2, 1)
        sheet = Sheet(
            (*empty, *(replace(slot, row=1) for slot in sheet.front)),
            (*empty, *(replace(slot, row=1) for slot in sheet.back)),
        )
    return replace(sheet, signature=0)


def _deeper(sheet: Sheet) -> Sheet:
    front, back = (
        tuple(replace(slot, depth=slot.depth + 1) for slot in side)
        for side in (sheet.front, sheet.back)
    )
    return replace(sheet, front=front, back=back)


def _on_its_head(side: Sequence[Slot], columns: int, rows: int) -> tuple[Slot, ...]:
    other: dict[Edge | None, Edge | None] = {"left": "right", "right": "left", None: None}
    slots = [
        replace(
            slot,
            column=columns - 1 - slot.column,
            row=rows - 1 - slot.row,
            rotation=180 - slot.rotation,
            spine=other[slot.spine],
        )
        for slot in side
    ]
    return tuple(sorted(slots, key=lambda slot: (slot.row, slot.column)))


# --------------------------------------------------------------------- sheets without fold


def _cut(pages: int, scheme: Scheme) -> Iterator[Sheet]:
    """Leaves for a pile that is cut: its parts, laid on each other, are in order.

    The parts in the order of reading: upper left, upper right, lower left, lower right
    (right before left where the binding is on the right).
    """
    columns, rows = grid(scheme.layout)
    cells = [(row, column) for row in range(rows) for column in range(columns)]
    leaves = -(-pages // 2)
    sheets = -(-leaves // len(cells))
    mirrored = scheme.binding == "right"
    for index in range(sheets):
        front: list[Slot] = []
        back: list[Slot] = []
        for part, (row, column) in enumerate(cells):
            recto = 2 * (part * sheets + index) + 1
            at = columns - 1 - column if mirrored else column
            front.append(Slot(_page(recto, pages), at, row, spine="right" if mirrored else "left"))
            back.append(
                Slot(
                    _page(recto + 1, pages),
                    columns - 1 - at,
                    row,
                    spine="left" if mirrored else "right",
                )
            )
        yield Sheet(_in_rows(front), _in_rows(back))


def _flat(pages: int, scheme: Scheme) -> Iterator[Sheet]:
    """Pages in the order of reading on each side; facing, the first one stands alone."""
    columns, rows = grid(scheme.layout)
    places: list[Place] = [None] if scheme.facing else []
    places += range(1, pages + 1)
    size = columns * rows
    places += [None] * (-len(places) % (2 * size))
    for first in range(0, len(places), 2 * size):
        front, back = (
            _flat_side(places[start : start + size], columns, scheme)
            for start in (first, first + size)
        )
        yield Sheet(front, back)


def _flat_side(places: Sequence[Place], columns: int, scheme: Scheme) -> tuple[Slot, ...]:
    slots = []
    for index, page in enumerate(places):
        row, column = divmod(index, columns)
        if scheme.binding == "right":
            column = columns - 1 - column
        spine: Edge | None = ("left" if column else "right") if scheme.facing else None
        slots.append(Slot(page, column, row, spine=spine))
    return _in_rows(slots)


def _page(number: int, pages: int) -> Place:
    return number if number <= pages else None


def _in_rows(slots: Sequence[Slot]) -> tuple[Slot, ...]:
    return tuple(sorted(slots, key=lambda slot: (slot.row, slot.column)))
