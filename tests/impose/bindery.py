"""A bindery of the mind: prints sheets, turns them, folds, cuts and stacks them, and reads.

It knows nothing of how the order was reckoned, only what paper does. A leaf of paper
shows two faces; each has a page and says whether it stands upright. What is behind is
always judged after turning about the vertical axis, as one turns the leaf of a book.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from booklet.impose.order import Axis, Place, Sheet, Slot


@dataclass(frozen=True)
class Face:
    """What is printed on one side of a piece of paper."""

    page: Place
    rotation: int


@dataclass(frozen=True)
class Leaf:
    """A piece of paper: the face one sees, and the one behind it."""

    top: Face
    bottom: Face

    def turned_like_a_leaf(self) -> Leaf:
        return Leaf(self.bottom, self.top)

    def turned_head_over_heels(self) -> Leaf:
        return Leaf(_upside_down(self.bottom), _upside_down(self.top))


Printed = dict[tuple[int, int], Leaf]
"""A printed sheet: its leaves by column and row, fronts up."""


def printed(sheet: Sheet, columns: int, rows: int, axis: Axis) -> Printed:
    """The sheet as it leaves a printer that turns paper about that axis of the side."""

    def behind(slot: Slot) -> tuple[tuple[int, int], Face]:
        if axis == "vertical":
            return (columns - 1 - slot.column, slot.row), Face(slot.page, slot.rotation)
        place = (slot.column, rows - 1 - slot.row)
        return place, _upside_down(Face(slot.page, slot.rotation))

    backs = dict(map(behind, sheet.back))
    return {
        (slot.column, slot.row): Leaf(
            Face(slot.page, slot.rotation), backs.pop((slot.column, slot.row))
        )
        for slot in sheet.front
    }


def folded(pile: Sequence[Printed], spine: str) -> list[Leaf]:
    """The pile, first sheet on top, folded with its top outside: the leaves from the front."""
    rows = {row for _, row in pile[0]}
    if rows == {0, 1}:  # the upper half goes behind the lower one
        lower = [{(column, 0): sheet[column, 1] for column in (0, 1)} for sheet in pile]
        upper = [
            {(column, 0): sheet[column, 0].turned_head_over_heels() for column in (0, 1)}
            for sheet in reversed(pile)
        ]
        pile = [*lower, *upper]
    stays, goes = (1, 0) if spine == "left" else (0, 1)
    front = [sheet[stays, 0] for sheet in pile]
    behind = [sheet[goes, 0].turned_like_a_leaf() for sheet in reversed(pile)]
    return [*front, *behind]


def cut_and_stacked(pile: Sequence[Printed], spine: str) -> list[Leaf]:
    """The pile, first sheet on top, cut apart; its parts laid on each other in reading order."""
    parts = sorted(pile[0], key=lambda at: (at[1], at[0] if spine == "left" else -at[0]))
    return [sheet[part] for part in parts for sheet in pile]


def read(leaves: Sequence[Leaf]) -> list[Face]:
    """The faces in the order in which a reader meets them."""
    return [face for leaf in leaves for face in (leaf.top, leaf.bottom)]


def _upside_down(face: Face) -> Face:
    return Face(face.page, 180 - face.rotation)
