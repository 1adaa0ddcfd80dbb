"""The order of imposition, judged by folding and cutting what was printed."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booklet.impose.order import (
    Axis,
    Scheme,
    Sheet,
    Slot,
    blanks,
    grid,
    order,
    turned,
    turning_axis,
)
from booklet.model import FOLDED, Layout
from booklet.printing import LAYOUTS
from tests.impose.bindery import Face, cut_and_stacked, folded, printed, read

PAGES = st.integers(1, 130)
AXES = st.sampled_from(["vertical", "horizontal"])
TABLES = Path(__file__).parent / "tables"


@st.composite
def bound_schemes(draw: st.DrawFn) -> Scheme:
    """Every scheme that ends as a book: folded, or cut into leaves."""
    layout: Layout = draw(st.sampled_from(LAYOUTS))
    scheme = Scheme(layout, binding=draw(st.sampled_from(["left", "right"])))
    if layout not in FOLDED:
        return replace(scheme, cut=True)
    return replace(
        scheme,
        sheets_per_signature=draw(st.none() | st.integers(1, 7)),
        cover=draw(st.booleans()),
        back_cover=draw(st.booleans()),
    )


def bound(sheets: tuple[Sheet, ...], scheme: Scheme, axis: Axis) -> list[Face]:
    """Prints, folds or cuts, gathers the signatures, puts the cover around, and reads."""
    columns, rows = grid(scheme.layout)
    if scheme.layout not in FOLDED:
        pile = [printed(sheet, columns, rows, axis) for sheet in sheets]
        return read(cut_and_stacked(pile, scheme.binding))
    faces: list[Face] = []
    for number, signature in groupby(sheets, key=lambda sheet: sheet.signature):
        pile = [printed(sheet, columns, rows, axis) for sheet in signature]
        if number == 0 and rows == 2:  # the cover is cut out of its sheet
            pile = [{(column, 0): sheet[column, 1] for column in (0, 1)} for sheet in pile]
        leaves = read(folded(pile, scheme.binding))
        faces = [*leaves[:2], *faces, *leaves[2:]] if number == 0 else [*faces, *leaves]
    if sheets[0].cover:
        front, back = faces[:2], faces[2:4]
        faces = [*front, *faces[4:], *back]
    return faces


def pages_of(slots: tuple[Slot, ...]) -> list[int | None]:
    return [slot.page for slot in slots]


# ------------------------------------------------------------------------------ properties


@given(PAGES, bound_schemes(), AXES)
def test_the_bound_book_is_read_from_the_first_page_to_the_last(
    pages: int, scheme: Scheme, axis: Axis
) -> None:
    sheets = turned(order(pages, scheme), scheme.layout, axis)
    faces = bound(sheets, scheme, axis)
    assert [face.page for face in faces if face.page] == list(range(1, pages + 1))


@given(PAGES, bound_schemes(), AXES)
def test_every_page_of_the_bound_book_stands_upright(
    pages: int, scheme: Scheme, axis: Axis
) -> None:
    sheets = turned(order(pages, scheme), scheme.layout, axis)
    assert {face.rotation for face in bound(sheets, scheme, axis) if face.page} == {0}


@given(PAGES, bound_schemes(), AXES)
def test_sheets_for_one_flip_make_no_book_with_the_other(
    pages: int, scheme: Scheme, axis: Axis
) -> None:
    other: Axis = "horizontal" if axis == "vertical" else "vertical"
    sheets = turned(order(pages, scheme), scheme.layout, axis)
    right, wrong = (
        [(face.page, face.rotation * bool(face.page)) for face in bound(sheets, scheme, turn)]
        for turn in (axis, other)
    )
    printed_behind = any(slot.page for sheet in sheets for slot in sheet.back)
    assert right != wrong or not printed_behind


@given(PAGES, bound_schemes())
def test_facing_pages_face_each_other(pages: int, scheme: Scheme) -> None:
    text = pages - 1 if scheme.back_cover else pages
    faces = [face.page for face in bound(order(pages, scheme), scheme, "vertical")]
    for verso in range(2, text, 2):
        place = faces.index(verso)
        assert place % 2 == 1
        if not (scheme.cover and verso == 2 and faces[place + 1] is None):
            assert faces[place + 1] == verso + 1


@given(PAGES, bound_schemes())
def test_blanks_stand_after_the_text_and_before_a_back_cover(pages: int, scheme: Scheme) -> None:
    faces = [face.page for face in bound(order(pages, scheme), scheme, "vertical")]
    text = faces[: max(place for place, page in enumerate(faces) if page) + 1]
    if scheme.back_cover and pages > 1:
        assert faces[-1] == pages
        text = faces[: faces.index(pages - 1) + 1]
    assert None not in text


@given(PAGES, bound_schemes())
def test_there_are_no_more_blanks_than_fill_a_sheet(pages: int, scheme: Scheme) -> None:
    columns, rows = grid(scheme.layout)
    of_cover = (4 * rows - 2) if scheme.cover else 0
    assert blanks(order(pages, scheme)) < 2 * columns * rows + of_cover


@given(PAGES, st.integers(1, 9), st.sampled_from(["signatures", "quarto"]))
def test_signatures_differ_by_one_sheet_at_most(pages: int, most: int, layout: Layout) -> None:
    sheets = order(pages, Scheme(layout, sheets_per_signature=most))
    sizes = [len(list(group)) for _, group in groupby(sheets, key=lambda sheet: sheet.signature)]
    assert max(sizes) <= most
    assert max(sizes) - min(sizes) <= 1
    assert sizes == sorted(sizes, reverse=True)


@given(PAGES, st.sampled_from(["2-up", "4-up"]), st.booleans(), st.sampled_from(["left", "right"]))
def test_flat_sheets_show_every_page_once_in_the_order_of_reading(
    pages: int, layout: Layout, facing: bool, binding: str
) -> None:
    scheme = Scheme(layout, facing=facing, binding="right" if binding == "right" else "left")
    sides = [side for sheet in order(pages, scheme) for side in (sheet.front, sheet.back)]
    along = 1 if binding == "left" else -1
    read_in_order = [
        slot.page
        for side in sides
        for slot in sorted(side, key=lambda slot: (slot.row, along * slot.column))
    ]
    assert [page for page in read_in_order if page] == list(range(1, pages + 1))
    assert (read_in_order[0] is None) == facing
    if facing:  # a verso and the recto after it lie in one row
        for verso in range(2, pages, 2):
            assert read_in_order.index(verso) % 2 == 0


@given(PAGES, bound_schemes(), AXES)
def test_the_spine_is_where_the_reader_finds_it(pages: int, scheme: Scheme, axis: Axis) -> None:
    for sheet in turned(order(pages, scheme), scheme.layout, axis):
        for slot in (*sheet.front, *sheet.back):
            if slot.page is None or (scheme.back_cover and slot.page == pages):
                continue
            recto_at_left = scheme.binding == "left"
            left_as_read = (slot.page % 2 == 1) == recto_at_left
            assert slot.spine == ("left" if left_as_read == (slot.rotation == 0) else "right")


@given(PAGES, bound_schemes())
def test_a_page_is_as_deep_as_there_are_sheets_around_it(pages: int, scheme: Scheme) -> None:
    if scheme.layout not in FOLDED:
        return
    sheets = order(pages, scheme)
    columns, rows = grid(scheme.layout)
    signatures = {sheet.signature for sheet in sheets} - {0}
    for number in signatures:
        own = [sheet for sheet in sheets if sheet.signature == number]
        pile = [printed(sheet, columns, rows, "vertical") for sheet in own]
        leaves = folded(pile, scheme.binding)
        around = 1 if scheme.cover and len(signatures) == 1 else 0
        depth = {
            slot.page: slot.depth
            for sheet in own
            for slot in (*sheet.front, *sheet.back)
            if slot.page
        }
        for place, leaf in enumerate(leaves):
            for face in (leaf.top, leaf.bottom):
                if face.page:
                    assert depth[face.page] == around + min(place, len(leaves) - 1 - place)


# -------------------------------------------------------------------------------- examples


def test_no_page_gives_no_sheet() -> None:
    assert order(0, Scheme()) == ()


def test_five_pages_are_two_sheets_with_the_blanks_at_the_end() -> None:
    outer, inner = order(5, Scheme())
    assert (pages_of(outer.front), pages_of(outer.back)) == ([None, 1], [2, None])
    assert (pages_of(inner.front), pages_of(inner.back)) == ([None, 3], [4, 5])


def test_bound_on_the_right_the_first_page_lies_on_the_left() -> None:
    (sheet,) = order(4, Scheme(binding="right"))
    assert (pages_of(sheet.front), pages_of(sheet.back)) == ([1, 4], [3, 2])


def test_the_cover_carries_the_first_two_pages_and_the_back_cover() -> None:
    cover, inner = order(6, Scheme(cover=True, back_cover=True))
    assert (pages_of(cover.front), pages_of(cover.back)) == ([6, 1], [2, None])
    assert (pages_of(inner.front), pages_of(inner.back)) == ([None, 3], [4, 5])
    assert (cover.cover, inner.cover) == (True, False)


def test_two_pages_with_a_cover_are_a_cover_and_nothing_in_it() -> None:
    (cover,) = order(2, Scheme(cover=True))
    assert (pages_of(cover.front), pages_of(cover.back)) == ([None, 1], [2, None])


@pytest.mark.parametrize(
    ("flip", "width", "height", "axis"),
    [
        ("short", 297, 210, "vertical"),
        ("long", 297, 210, "horizontal"),
        ("short", 210, 297, "horizontal"),
        ("long", 210, 297, "vertical"),
    ],
)
def test_a_sheet_on_its_side_turned_on_its_short_edge_turns_like_a_leaf(
    flip: str, width: float, height: float, axis: Axis
) -> None:
    assert turning_axis("short" if flip == "short" else "long", width, height) == axis


# ---------------------------------------------------------------------------------- tables


def table(pages: int, scheme: Scheme, axis: Axis) -> str:
    """The sheets as one sees them: `–` is blank, a page in brackets stands on its head."""
    columns, _ = grid(scheme.layout)

    def shown(slot: Slot) -> str:
        text = "–" if slot.page is None else str(slot.page)
        return f"[{text}]" if slot.rotation and slot.page else text

    def side(slots: tuple[Slot, ...]) -> str:
        rows = [slots[at : at + columns] for at in range(0, len(slots), columns)]
        return " / ".join(" | ".join(f"{shown(slot):>4}" for slot in row) for row in rows)

    lines = []
    for number, sheet in enumerate(turned(order(pages, scheme), scheme.layout, axis), 1):
        name = "cover" if sheet.cover else f"signature {sheet.signature}"
        lines.append(f"{number:>3} front  {side(sheet.front)}    {name}")
        lines.append(f"    back   {side(sheet.back)}")
    return "\n".join(lines) + "\n"


TABLED: dict[str, tuple[int, Scheme, Axis]] = {
    "saddle-8": (8, Scheme(), "vertical"),
    "saddle-41": (41, Scheme(), "vertical"),
    "saddle-10-long-edge": (10, Scheme(), "horizontal"),
    "saddle-12-right-to-left": (12, Scheme(binding="right"), "vertical"),
    "saddle-14-cover": (14, Scheme(cover=True, back_cover=True), "vertical"),
    "signatures-40": (40, Scheme("signatures", 4), "vertical"),
    "quarto-16": (16, Scheme("quarto", 1), "vertical"),
    "quarto-14-nested": (14, Scheme("quarto"), "horizontal"),
    "2-up-9": (9, Scheme("2-up"), "vertical"),
    "2-up-10-cut": (10, Scheme("2-up", cut=True), "vertical"),
    "4-up-9": (9, Scheme("4-up", facing=False), "horizontal"),
    "4-up-20-cut": (20, Scheme("4-up", cut=True), "vertical"),
}


@pytest.mark.parametrize("name", TABLED)
def test_the_pages_on_each_side_are_those_of_the_table(name: str, regenerate: bool) -> None:
    file = TABLES / f"{name}.txt"
    made = table(*TABLED[name])
    if regenerate:
        file.parent.mkdir(exist_ok=True)
        file.write_text(made, "utf-8")
    assert made == file.read_text("utf-8")
