"""What content streams show: the text, and how far the pen goes for it."""

from __future__ import annotations

import pikepdf
import pytest

from booklet.proof.shown import Shown, shown_text


def shown(content: str, form: str = "") -> Shown:
    """What the stream shows, in a font whose letters are all 500 wide, its space 250."""
    with pikepdf.Pdf.new() as document:
        page = document.add_blank_page(page_size=(300, 300))
        font = pikepdf.Dictionary(
            Type=pikepdf.Name.Font,
            Subtype=pikepdf.Name.Type1,
            BaseFont=pikepdf.Name.Helvetica,
            FirstChar=32,
            Widths=[250] + [500] * 94,
        )
        within = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font))
        page.obj.Resources = within
        if form:
            drawn = document.make_stream(form.encode())
            drawn.Type, drawn.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
            drawn.BBox, drawn.Matrix = [0, 0, 300, 300], [2, 0, 0, 2, 0, 0]
            drawn.Resources = within
            page.obj.Resources.XObject = pikepdf.Dictionary(X=drawn)
        page.obj.Contents = document.make_stream(content.encode())
        return shown_text(document)[1, -1]


def pen(content: str, form: str = "") -> tuple[float, float] | None:
    return shown(content, form).pen


def test_the_pen_goes_as_far_as_the_letters_advance() -> None:
    found = shown("BT /F 10 Tf 1 0 0 1 20 50 Tm (oar) Tj ET")
    assert (found.text, found.pen) == ("oar", (20, 35))


@pytest.mark.parametrize(
    ("content", "room"),
    [
        ("BT /F 10 Tf 20 50 Td [(o) 100 (a) -300 (r)] TJ ET", (20, 37)),
        ("BT /F 10 Tf 20 50 Td 1 Tc (oar) Tj ET", (20, 38)),
        ("BT /F 10 Tf 20 50 Td 2 Tw (o r) Tj ET", (20, 34.5)),
        ("BT /F 10 Tf 20 50 Td 50 Tz (oar) Tj ET", (20, 27.5)),
        ("BT /F 10 Tf 20 50 Td 3 Ts (oar) Tj ET", (20, 35)),
        ("BT /F 10 Tf 10 50 Td 10 -12 TD T* (oar) Tj ET", (20, 35)),
        ("BT /F 10 Tf 20 50 Td 12 TL (oar) ' ET", (20, 35)),
        ('BT /F 10 Tf 20 50 Td 12 TL 2 1 (o r) " ET', (20, 37.5)),
        ("BT /F 10 Tf 20 50 Td (o) Tj (ar) Tj ET", (20, 35)),
        ("2 0 0 2 10 0 cm BT /F 10 Tf 20 50 Td (oar) Tj ET", (50, 80)),
        ("q 2 0 0 2 10 0 cm /F 5 Tf Q /F 10 Tf BT 20 50 Td (oar) Tj ET", (20, 35)),
        ("-1 0 0 1 100 0 cm BT /F 10 Tf 20 50 Td (oar) Tj ET", (65, 80)),
        ("0 1 -1 0 100 0 cm BT /F 10 Tf 20 50 Td (oar) Tj ET", None),
        ("BT /F 10 Tf 20 50 Td (oar) Tj 0 1 -1 0 20 50 Tm (oar) Tj ET", None),
    ],
)
def test_all_that_moves_the_pen_counts(content: str, room: tuple[float, float] | None) -> None:
    assert pen(content) == (room and pytest.approx(room))


def test_a_form_is_drawn_in_its_own_matrix() -> None:
    form = "BT /F 10 Tf 20 50 Td (oar) Tj ET"
    assert pen("1 0 0 1 5 0 cm /X Do", form) == pytest.approx((45, 75))


def test_what_makes_no_sense_is_passed_over() -> None:
    content = "Q EMC /F Tf (lost) Tj 1 cm BT /F 10 Tf 20 50 Td /A TJ (oar) Tj Td ET"
    found = shown(content)
    assert (found.text, found.pen) == ("oar", (20, 35))
