"""Notes and numbers moved from where they were measured to where they belong.

In: laid-out pages, on each of which every note stands at the top (see `engine`).
Out: the same pages with the notes beside their lines in the outer margin, the numbers
for citing in the inner one, the parts of shared verse lines stepped, and pages added
at the end where notes were left over; and an account of every move.

What moves never changes the text's pagination. Lengths are CSS px.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Protocol

from booklet.geometry import NUMBER_GAP
from booklet.typeset.carrying import Columns, carry
from booklet.typeset.engine import LaidOutPage, Marginal
from booklet.typeset.geometry import PX_PER_MM
from booklet.typeset.placement import Slot, fill_columns, place

NOTES = frozenset({"note"})
NUMBERS = frozenset({"cite", "ln"})
STEPS = frozenset({"part-i", "part-m", "part-f"})
NOTE_GAP = 5.0
MARK_HEIGHT = 13.0
FURTHER_HEADING = 44.0
COLUMN_GAP = 15.0


@dataclass(frozen=True, slots=True)
class CarryMark:
    """A line telling that the notes `notes` (ids) left for or came from other pages.

    `pages` are 0-based. It stands on page `page`, above its own notes or below them.
    """

    page: int
    above: bool
    arriving: bool
    notes: tuple[str, ...]
    pages: tuple[int, ...]


class PageSource(Protocol):
    """Lays out what can only be known after placing: the marks, and pages for left-over notes."""

    def marks(self, marks: Sequence[CarryMark]) -> list[Marginal]:
        """One box for each mark, not hung anywhere."""
        ...

    def further_pages(self, first: int, count: int) -> list[LaidOutPage]:
        """`count` pages with nothing but a heading, from page `first` (0-based) on."""
        ...


@dataclass(frozen=True, slots=True)
class NoteMove:
    """Where a note (or the `piece`-th part of one) went: pages 0-based, tops in CSS px."""

    id: str
    piece: int
    home: int
    page: int
    wanted: float
    top: float


@dataclass(frozen=True, slots=True)
class SetMargins:
    """The pages with everything in place, further pages included, and every move."""

    pages: tuple[LaidOutPage, ...]
    moves: tuple[NoteMove, ...]


@dataclass(frozen=True, slots=True)
class _Homed:
    """A note with its home page and the top that brings its first line to its anchor's."""

    note: Marginal
    home: int
    wanted: float
    piece: int


def set_margins(
    pages: Sequence[LaidOutPage], gap: float, source: PageSource, two_sided: bool = True
) -> SetMargins:
    """Move all marginal boxes into place; `gap` is between text and notes.

    Where leaves are not `two_sided`, every page is a right-hand page.
    """
    _step_shared_lines(pages)
    found = [page.marginals(NOTES | NUMBERS) for page in pages]
    for index, page in enumerate(pages):
        recto = is_recto(index, two_sided)
        _place_numbers(page, recto, [box for box in found[index] if box.kind in NUMBERS])
    homed = _homed(pages, [[box for box in boxes if box.kind in NOTES] for boxes in found])
    heights = [item.note.height for item in homed]
    width = max((item.note.width for item in homed), default=0.0)
    columns = Columns(
        [
            _column_bottom(page) - page.top if _has_column(page, width + gap) else 0.0
            for page in pages
        ],
        NOTE_GAP,
        MARK_HEIGHT,
        two_sided,
    )
    while True:
        goes_to = carry(columns, [item.home for item in homed], heights)
        left_over = [item for item, page in zip(homed, goes_to, strict=True) if page is None]
        slots = _slots(left_over, pages, gap)
        after = {item.note: slot.page for item, slot in zip(left_over, slots, strict=True)}
        settled = [
            page if page is not None else len(pages) + after[item.note]
            for item, page in zip(homed, goes_to, strict=True)
        ]
        marks = _marks(homed, settled, len(pages))
        mark_boxes = dict(zip(marks, source.marks(marks) if marks else [], strict=True))
        tallest = max((box.height for box in mark_boxes.values()), default=0.0)
        if tallest <= columns.mark:
            break
        columns = replace(columns, mark=tallest)  # what a mark says is known with its pages
    further = _further_pages(left_over, slots, pages, gap, source, two_sided)
    everywhere = [*pages, *further]
    here: dict[int, list[_Homed]] = {}
    for item, to in zip(homed, settled, strict=True):
        here.setdefault(to, []).append(item)
    moves: list[NoteMove] = []
    for index, page in enumerate(pages):
        own_marks = {mark.above: (mark, mark_boxes[mark]) for mark in marks if mark.page == index}
        recto = is_recto(index, two_sided)
        moves += _place_page(page, index, here.get(index, []), own_marks, gap, recto)
    for item in left_over:
        index = len(pages) + after[item.note]
        moves.append(
            NoteMove(item.note.id, item.piece, item.home, index, item.wanted, item.note.top)
        )
    return SetMargins(tuple(everywhere), tuple(moves))


def _has_column(page: LaidOutPage, width: float) -> bool:
    """Whether a margin is this wide: front and back matter has no column for notes."""
    return max(page.left, page.width - page.right) >= width


def _column_bottom(page: LaidOutPage) -> float:
    """Notes may run a little below the text, into a foot margin that holds nothing."""
    return max(page.bottom, page.height - 9 * PX_PER_MM)


def is_recto(index: int, two_sided: bool = True) -> bool:
    """Whether page `index` (0-based) is a right-hand page."""
    return not two_sided or index % 2 == 0


def _place_numbers(page: LaidOutPage, recto: bool, numbers: Sequence[Marginal]) -> None:
    """Numbers on the baselines of their lines; those of one line (dual dialogue) in a row."""
    gap = NUMBER_GAP * PX_PER_MM
    rows: dict[int, list[Marginal]] = {}
    for number in numbers:
        rows.setdefault(round(number.line_baseline or page.top), []).append(number)
    for row in rows.values():
        width = sum(number.width + NOTE_GAP for number in row) - NOTE_GAP
        left = page.left - gap - width if recto else page.right + gap
        for number in row:
            baseline = number.line_baseline or page.top
            number.move_to(left, number.top + baseline - number.first_baseline)
            left += number.width + NOTE_GAP


def _step_shared_lines(pages: Sequence[LaidOutPage]) -> None:
    """Begin each later part of a shared verse line where the part before it ended."""
    reached = 0.0
    for page in pages:
        for line in page.stepped_lines(STEPS):
            if line.kind == "part-i":
                reached = line.right - page.left
                continue
            wanted = max(0.0, page.left + reached + NOTE_GAP - line.left)
            shift = min(wanted, line.column_right - line.right) if line.single else 0.0
            if shift > 0:
                line.shift(shift)
            ended = line.kind == "part-f"
            reached = 0.0 if ended else line.right + max(shift, 0.0) - page.left


def _homed(pages: Sequence[LaidOutPage], notes: Sequence[Sequence[Marginal]]) -> list[_Homed]:
    homed: list[_Homed] = []
    for index, page in enumerate(pages):
        most = _column_bottom(page) - page.top - 2 * (MARK_HEIGHT + NOTE_GAP)
        here: list[_Homed] = []
        lines: dict[Marginal, float] = {}  # of the first of those that stand below each other
        first = 0.0
        for note in notes[index]:
            baseline = page.top if note.line_baseline is None else note.line_baseline
            wanted = note.top + baseline - note.first_baseline
            if note.stacked and here:
                wanted = here[-1].wanted + here[-1].note.height + NOTE_GAP
            else:
                first = wanted
            for number, piece in enumerate(note.split(most), start=1):
                here.append(_Homed(piece, index, wanted, number))
                lines[piece] = first
        # Side by side, two lines have one height: order by height, then by the text.
        homed += sorted(here, key=lambda item: round(lines[item.note]))
    return homed


def _slots(left_over: Sequence[_Homed], pages: Sequence[LaidOutPage], gap: float) -> list[Slot]:
    """Where the left-over notes stand on pages of their own, set in columns."""
    if not left_over:
        return []
    room = pages[left_over[-1].home]
    width = left_over[0].note.width
    return fill_columns(
        [item.note.height for item in left_over],
        room.bottom - room.top - FURTHER_HEADING,
        max(1, int((room.right - room.left + gap + width + COLUMN_GAP) // (width + COLUMN_GAP))),
        2 * NOTE_GAP,
    )


def _further_pages(
    left_over: Sequence[_Homed],
    slots: Sequence[Slot],
    pages: Sequence[LaidOutPage],
    gap: float,
    source: PageSource,
    two_sided: bool,
) -> list[LaidOutPage]:
    """Set the left-over notes on pages of their own, each in its slot."""
    if not slots:
        return []
    first = len(pages)
    width = left_over[0].note.width
    further = source.further_pages(first, slots[-1].page + 1)
    for item, slot in zip(left_over, slots, strict=True):
        page = further[slot.page]
        item.note.unhang()
        page.hang(item.note, at_end=True)
        item.note.become_target()
        item.note.mark_as_note()
        left = page.left if is_recto(first + slot.page, two_sided) else page.left - gap - width
        item.note.move_to(
            left + slot.column * (width + COLUMN_GAP), page.top + FURTHER_HEADING + slot.top
        )
    return further


def _marks(homed: Sequence[_Homed], settled: Sequence[int], pages: int) -> list[CarryMark]:
    marks: list[CarryMark] = []
    moved = [(h.home, to, h.note.id) for h, to in zip(homed, settled, strict=True) if h.home != to]
    for page in range(pages):
        leaving_up = [m for m in moved if m[0] == page and m[1] < page]
        leaving_down = [m for m in moved if m[0] == page and m[1] > page]
        from_before = [m for m in moved if m[1] == page and m[0] < page]
        from_after = [m for m in moved if m[1] == page and m[0] > page]
        for group, above, arriving in (
            (leaving_up, True, False),
            (from_before, True, True),
            (leaving_down, False, False),
            (from_after, False, True),
        ):
            if group:
                others = sorted({home if arriving else to for home, to, _ in group})
                ids = tuple(id for id, _ in groupby(identifier for _, _, identifier in group))
                marks.append(CarryMark(page, above, arriving, ids, tuple(others)))
    return marks


def _place_page(
    page: LaidOutPage,
    index: int,
    here: Sequence[_Homed],
    marks: dict[bool, tuple[CarryMark, Marginal]],
    gap: float,
    recto: bool,
) -> list[NoteMove]:
    top, bottom = page.top, _column_bottom(page)
    items: list[tuple[Marginal, float, _Homed | None, CarryMark | None]] = []
    for item in here:
        wanted = top if item.home < index else bottom if item.home > index else item.wanted
        items.append((item.note, wanted, item, None))
    for above, (mark, box) in marks.items():
        items.insert(
            _mark_position(items, index, mark), (box, top if above else bottom, None, mark)
        )
    tops = place([i[1] for i in items], [i[0].height for i in items], NOTE_GAP, top, bottom)
    moves: list[NoteMove] = []
    for (box, _, homed, own_mark), at in zip(items, tops, strict=True):
        left = page.right + gap if recto else page.left - gap - box.width
        if own_mark is not None:
            page.hang(box, at_end=not own_mark.above)
        elif homed is not None and homed.home == index and box.line_baseline is not None:
            box.hang_after_paragraph()
        elif homed is not None:
            box.unhang()
            page.hang(box, at_end=homed.home > index)
            box.become_target()
        box.mark_as_note()
        box.move_to(left, at)
        if homed is not None:
            moves.append(NoteMove(box.id, homed.piece, homed.home, index, homed.wanted, at))
    return moves


def _mark_position(
    items: Sequence[tuple[Marginal, float, _Homed | None, CarryMark | None]],
    index: int,
    mark: CarryMark,
) -> int:
    """An arrival stands directly above its notes, a departure where its notes would stand."""
    if mark.above:
        return 0
    if not mark.arriving:
        return len(items)
    return next(i for i, item in enumerate(items) if item[2] and item[2].home > index)
