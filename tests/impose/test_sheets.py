"""Sheets as PDFs: every page where the order says, whole, and at its size."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any

import pikepdf
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from booklet.impose import Imposition, impose
from booklet.impose.order import grid
from booklet.model import PrintOptions
from booklet.printing import LAYOUTS, PAPERS
from booklet.problems import Problem
from tests.impose.press import A5, MM, Leaf, document, numbered, saved, sides

A4 = PAPERS["a4"]
SADDLE = PrintOptions()


def imposed(pdf: bytes, options: PrintOptions = SADDLE) -> Imposition:
    result = impose(pdf, options)
    assert result.value is not None, result.problems
    return result.value


def problems(pdf: bytes, options: PrintOptions = SADDLE) -> dict[str, Problem]:
    return {problem.code: problem for problem in impose(pdf, options).problems}


def near(value: float) -> Any:
    return pytest.approx(value, abs=0.05)


# ----------------------------------------------------------------------------- the places


@settings(max_examples=40)
@given(
    st.integers(1, 40),
    st.sampled_from(LAYOUTS),
    st.sampled_from(["short", "long"]),
    st.sampled_from(["left", "right"]),
)
def test_pages_stand_on_the_sheets_where_the_order_puts_them(
    pages: int, layout: Any, flip: Any, binding: Any
) -> None:
    made = imposed(numbered(pages), PrintOptions(layout, flip=flip, binding=binding))
    columns, rows = grid(layout)
    width, height = made.paper.width * MM / columns, made.paper.height * MM / rows
    ordered = [side for sheet in made.sheets for side in (sheet.front, sheet.back)]
    for seen, slots in zip(sides(made.pdf), ordered, strict=True):
        by_page = {place.page: place for place in seen}
        assert set(by_page) == {slot.page for slot in slots if slot.page}
        for slot in slots:
            if slot.page is None:
                continue
            place = by_page[slot.page]
            assert place.upright == (slot.rotation == 0)
            inward = 1 if place.upright else -1  # from the corner into the page
            assert int((place.x + inward * 9) // width) == slot.column
            assert rows - 1 - int((place.y + inward * 9) // height) == slot.row


def test_a5_pages_fill_an_a4_sheet_at_full_size() -> None:
    made = imposed(numbered(4))
    assert (made.paper.name, made.paper.width, made.paper.height) == ("a4", 297, 210)
    front = {seen.page: seen for seen in sides(made.pdf)[0]}
    assert {seen.scale for seen in front.values()} == {1.0}
    # Half an A4 is half a millimetre wider than an A5: a quarter on either side.
    assert (front[4].x, front[4].y) == (near(0.25 * MM), near(0))
    assert (front[1].x, front[1].y) == (near(148.75 * MM), near(0))


def test_half_letter_pages_get_letter_paper() -> None:
    half = PAPERS["half-letter"]
    made = imposed(numbered([Leaf(half.width * MM, half.height * MM)] * 4))
    assert made.paper.name == "letter"
    assert made.scales == (1, 1)


@pytest.mark.parametrize(
    ("page", "sheet"), [("letter", "letter"), ("legal", "letter"), ("a4", "a4")]
)
def test_large_pages_get_the_common_paper_of_their_kind(page: str, sheet: str) -> None:
    paper = PAPERS[page]
    made = imposed(numbered([Leaf(paper.width * MM, paper.height * MM)] * 4))
    assert made.paper.name == sheet


def test_pages_that_are_too_large_are_scaled_down_and_it_is_said() -> None:
    a4_pages = numbered([Leaf(210 * MM, 297 * MM)] * 4)
    made = imposed(a4_pages)
    assert made.scales[0] == pytest.approx(0.7071, abs=0.001)
    told = problems(a4_pages)["pages-scaled"]
    assert told.severity == "warning"
    assert "71 %" in told.message
    assert told.hint.endswith("paper a3")


def test_where_no_paper_is_known_that_is_large_enough_its_size_is_said() -> None:
    wide = numbered([Leaf(297 * MM, 210 * MM)] * 4)
    assert "594 × 210 mm" in problems(wide)["pages-scaled"].hint


def test_pages_of_mixed_sizes_each_fit_their_own_place_whole() -> None:
    wide = Leaf(297 * MM, 210 * MM)
    made = imposed(numbered([Leaf(), wide, Leaf(100, 100), Leaf()]), SADDLE)
    seen = {place.page: place for side in sides(made.pdf) for place in side}
    assert (seen[1].scale, seen[2].scale, seen[3].scale) == (1, near(0.5), 1)
    assert seen[2].y == near((210 - 105) / 2 * MM)
    assert seen[3].x == near((148.5 * 1.5) * MM - 50)
    assert seen[3].y == near(105 * MM - 50)


def test_small_pages_are_never_enlarged() -> None:
    made = imposed(numbered([Leaf(200, 300)] * 4), replace(SADDLE, paper=PAPERS["a3"]))
    assert made.scales == (1, 1)


def test_paper_lies_the_way_that_shows_the_pages_larger() -> None:
    upright = imposed(numbered(4), replace(SADDLE, layout="4-up", paper=A4)).paper
    assert (upright.width, upright.height) == (210, 297)
    wide = numbered([Leaf(A5[1], A5[0])] * 4)
    lying = imposed(wide, replace(SADDLE, layout="4-up", paper=A4)).paper
    assert (lying.width, lying.height) == (297, 210)


# --------------------------------------------------------------- boxes, rotation, user unit


def ink(pdf: bytes) -> list[tuple[float, float, float, float]]:
    """Where each side is not white: left, top, right, bottom in mm from the upper left."""
    found = []
    sheets = pypdfium2.PdfDocument(pdf)
    for side in sheets:
        picture = side.render(scale=4).to_pil().convert("L").point(lambda value: 255 - value)
        box = picture.getbbox()
        found.append(tuple(round(edge / 4 / MM, 1) for edge in box) if box else (0, 0, 0, 0))
    sheets.close()
    return found


BOTTOM_LEFT_BLACK = b"0 g 0 0 40 20 re f\n"


@pytest.mark.parametrize(
    ("rotate", "box"),
    # A black block in the lower left corner of a page that is 100 by 200 pt.
    [
        (0, ("left", "bottom")),
        (90, ("left", "top")),
        (180, ("right", "top")),
        (270, ("right", "bottom")),
        (-90, ("right", "bottom")),
        (450, ("left", "top")),
    ],
)
def test_a_rotated_page_is_placed_as_a_reader_shows_it(rotate: int, box: tuple[str, str]) -> None:
    leaf = Leaf(100, 200, (("/Rotate", rotate),), BOTTOM_LEFT_BLACK)
    made = imposed(numbered([leaf]))
    turned = rotate % 180 == 90
    width, height = (200, 100) if turned else (100, 200)
    left = 148.5 * 1.5 - width / MM / 2
    top = 105 - height / MM / 2
    side = ink(made.pdf)[0]
    if box[0] == "left":
        assert side[0] == pytest.approx(left, abs=0.2)
    else:
        assert side[2] == pytest.approx(left + width / MM, abs=0.2)
    if box[1] == "top":
        assert side[1] == pytest.approx(top, abs=0.2)
    else:
        assert side[3] == pytest.approx(top + height / MM, abs=0.2)


def test_the_trim_box_is_the_page_and_what_lies_outside_is_cut_off() -> None:
    black = b"0 g 0 0 400 400 re f\n"
    leaf = Leaf(
        400,
        400,
        (("/CropBox", [10, 10, 390, 390]), ("/TrimBox", [100, 150, 300, 350])),
        black,
    )
    made = imposed(numbered([leaf]))
    left, top, right, bottom = ink(made.pdf)[0]
    assert right - left == pytest.approx(200 / MM, abs=0.3)
    assert bottom - top == pytest.approx(200 / MM, abs=0.3)


def test_without_trim_box_the_crop_box_is_the_page_also_when_it_is_inherited() -> None:
    pdf = document([Leaf(400, 400, (), b"0 g 0 0 400 400 re f\n")])
    # Corners in any order, and reaching beyond the media box.
    pdf.Root.Pages.CropBox = pikepdf.Array([500, 350, 100, 150])
    left, top, right, bottom = ink(imposed(saved(pdf)).pdf)[0]
    assert right - left == pytest.approx(300 / MM, abs=0.3)
    assert bottom - top == pytest.approx(200 / MM, abs=0.3)


def test_a_user_unit_makes_the_page_larger() -> None:
    leaf = Leaf(A5[0] / 2, A5[1] / 2, (("/UserUnit", 2),))
    made = imposed(numbered([leaf] * 4))
    assert {seen.scale for side in sides(made.pdf) for seen in side} == {2.0}
    assert made.scales == (1, 1)


# ---------------------------------------------------------------------- creep, gutter, marks


def test_creep_moves_inner_pages_towards_the_fold_by_the_thickness_of_the_paper() -> None:
    plain, moved = (
        {seen.page: seen for side in sides(imposed(numbered(16), options).pdf) for seen in side}
        for options in (SADDLE, replace(SADDLE, paper_weight=100))
    )
    thickness = 0.13 * MM  # 100 g/m², 1.3 cm³/g
    for recto in (1, 3, 5, 7):
        depth = (recto - 1) // 2
        assert moved[recto].x == near(plain[recto].x - depth * thickness)
    for page, depth in ((16, 0), (14, 1), (8, 3)):
        assert moved[page].x == near(plain[page].x + depth * thickness)


def test_creep_that_was_measured_is_that_of_the_innermost_sheet() -> None:
    made = imposed(numbered(16), replace(SADDLE, creep=1.5))
    assert made.shifts == pytest.approx((0, 0.5, 1, 1.5))


def test_what_creep_moves_over_the_fold_is_not_printed_on_the_other_leaf() -> None:
    black = Leaf(148.5 * MM, 210 * MM, (), b"0 g 0 0 1000 1000 re f\n")
    white = Leaf(148.5 * MM, 210 * MM)
    # Pages 4 and 5 lie side by side on the inner sheet.
    pages = [white, white, white, white, black, white, white, white]
    made = imposed(numbered(pages), replace(SADDLE, creep=5))
    left, _, right, _ = ink(made.pdf)[3]
    assert right == pytest.approx(297 - 5, abs=0.3)
    inner = pypdfium2.PdfDocument(made.pdf)[3].render(scale=4).to_pil().convert("L")
    assert inner.getpixel((int((148.5 - 2) * MM * 4), 400)) == 255
    assert left < 148


def test_one_sheet_has_no_creep() -> None:
    assert imposed(numbered(4), replace(SADDLE, creep=1.5)).shifts == (0,)


def test_the_gutter_stays_free_between_page_and_spine() -> None:
    options = replace(SADDLE, gutter=12, paper=PAPERS["a3"])
    front = {seen.page: seen for seen in sides(imposed(numbered(4), options).pdf)[0]}
    slack = (210 - 12 - 148) / 2
    assert front[1].x == near((210 + 12 + slack) * MM)
    assert front[4].x == near((210 - 12 - slack - 148) * MM)


def test_leaves_have_their_gutter_left_on_rectos_and_right_on_versos() -> None:
    made = imposed(numbered(4), PrintOptions("2-up", cut=True, gutter=10, paper=A4))
    assert made.scales[0] == pytest.approx(138.5 / 148, abs=0.001)
    front, back = sides(made.pdf)
    assert {seen.page: seen.x for seen in front}[1] == near(10 * MM)
    assert {seen.page: seen.x for seen in back}[2] == near(148.5 * MM)


def test_trimmed_pages_lie_at_the_fold_with_marks_at_their_outer_corners() -> None:
    options = replace(SADDLE, crop_marks=True, paper=PAPERS["a3"])
    made = imposed(numbered(4), options)
    front = {seen.page: seen for seen in sides(made.pdf)[0]}
    assert front[1].x == near(210 * MM)
    assert front[4].x == near((210 - 148) * MM)
    left, top, right, bottom = ink(made.pdf)[0]
    # The marks reach 7 mm beyond the pages: 2 of distance, 5 of length.
    assert (left, right) == pytest.approx((210 - 148 - 7, 210 + 148 + 7), abs=0.2)
    assert (top, bottom) == pytest.approx((148.5 - 105 - 7, 148.5 + 105 + 7), abs=0.2)


def test_there_are_no_crop_marks_at_the_fold() -> None:
    made = imposed(numbered(4), replace(SADDLE, crop_marks=True, paper=PAPERS["a3"]))
    side = pypdfium2.PdfDocument(made.pdf)[0].render(scale=4).to_pil().convert("L")
    around_the_fold = (int(180 * MM * 4), 0, int(240 * MM * 4), int(43 * MM * 4))
    assert side.crop(around_the_fold).getextrema() == (255, 255)


def test_crop_marks_without_room_are_told_of() -> None:
    assert problems(numbered(4), replace(SADDLE, crop_marks=True))["no-room-for-marks"].hint


def test_fold_marks_reach_from_the_edges_along_the_fold() -> None:
    made = imposed(numbered([Leaf(100, 100)]), replace(SADDLE, fold_marks=True))
    picture = pypdfium2.PdfDocument(made.pdf)[1].render(scale=4).to_pil().convert("L")
    middle = picture.width // 2
    column = [min(picture.getpixel((middle + dx, y)) for dx in (-1, 0)) for y in range(40)]
    assert min(column) < 200


# ---------------------------------------------------------------------------- the document


def test_the_same_input_gives_the_same_bytes() -> None:
    pdf = numbered(9, "A title")
    assert imposed(pdf).pdf == imposed(pdf).pdf
    # Commonly it is made of title and clock: two of one second have the same.
    assert _identity(imposed(pdf).pdf) != _identity(imposed(numbered(10, "A title")).pdf)


def _identity(pdf: bytes) -> bytes:
    with pikepdf.open(io.BytesIO(pdf)) as sheets:
        return bytes(sheets.trailer.ID[0])


def test_the_print_dialogue_is_set_to_the_flip_and_to_no_scaling() -> None:
    for flip, name in (("short", "/DuplexFlipShortEdge"), ("long", "/DuplexFlipLongEdge")):
        made = imposed(
            numbered(4, "A title"), replace(SADDLE, flip="long" if flip == "long" else "short")
        )
        with pikepdf.open(io.BytesIO(made.pdf)) as sheets:
            assert sheets.Root.ViewerPreferences.Duplex == name
            assert sheets.Root.ViewerPreferences.PrintScaling == "/None"
            assert str(sheets.docinfo["/Title"]) == "A title"


def test_fonts_are_carried_over_once() -> None:
    with pikepdf.open(io.BytesIO(imposed(numbered(40)).pdf)) as sheets:
        fonts = [thing for thing in sheets.objects if _is_font(thing)]
    assert len(fonts) == 1


def _is_font(thing: Any) -> bool:
    return isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == "/Font"


def test_a_stamp_on_a_page_is_printed() -> None:
    pdf = document([Leaf(200, 200)])
    appearance = pdf.make_stream(b"0 g 0 0 50 50 re f")
    appearance.Type, appearance.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
    appearance.BBox = pikepdf.Array([0, 0, 50, 50])
    stamp = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot,
        Subtype=pikepdf.Name.Stamp,
        Rect=pikepdf.Array([100, 150, 150, 200]),
        F=4,
        AP=pikepdf.Dictionary(N=appearance),
    )
    pdf.pages[0].obj["/Annots"] = pikepdf.Array([pdf.make_indirect(stamp)])
    top = ink(imposed(saved(pdf)).pdf)[0][1]
    assert top == pytest.approx(105 - 100 / MM, abs=0.2)


def test_a_hidden_layer_stays_hidden() -> None:
    pdf = document([Leaf(200, 200, (), b"/OC /L BDC 0 g 0 0 200 200 re f EMC\n")])
    layer = pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.OCG, Name="draft"))
    pdf.Root.OCProperties = pikepdf.Dictionary(
        OCGs=[layer], D=pikepdf.Dictionary(OFF=pikepdf.Array([layer]), Order=[])
    )
    pdf.pages[0].obj.Resources.Properties = pikepdf.Dictionary(L=layer)
    left, top, right, bottom = ink(imposed(saved(pdf)).pdf)[0]
    assert right - left < 30  # the words only
    assert bottom - top < 10
