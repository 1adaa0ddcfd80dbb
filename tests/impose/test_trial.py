"""The test sheet: one print tells how a printer turns paper."""

from __future__ import annotations

import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from booklet.impose import impose, trial_sheet
from booklet.model import Flip, Paper, PrintOptions
from booklet.printing import PAPERS
from tests.impose.press import MM, numbered, sides


def lines(pdf: bytes, side: int) -> list[tuple[str, bool]]:
    """The lines of a side, each with whether it stands upright."""
    document = pypdfium2.PdfDocument(pdf)
    text = document[side].get_textpage()
    found, start = [], 0
    for line in text.get_text_range().split("\r\n"):
        matrix = pdfium.FS_MATRIX()
        pdfium.FPDFText_GetMatrix(text, start, matrix)
        found.append((line.strip(), matrix.d > 0))
        start += len(line) + 2
    text.close()
    document.close()
    return found


@pytest.mark.parametrize("upright", [False, True])
@pytest.mark.parametrize("turns_like_a_leaf", [True, False])
def test_what_stands_upright_on_the_printed_back_makes_a_right_booklet(
    upright: bool, turns_like_a_leaf: bool
) -> None:
    back = lines(trial_sheet(PAPERS["a4"], upright), 1)
    # A printer that turns paper head over heels shows upright what is printed on its head.
    true = [line for line, stands in back if "--flip" in line and stands == turns_like_a_leaf]
    flip: Flip = "short" if any("… --flip short" in line for line in true) else "long"
    options = PrintOptions("quarto" if upright else "saddle", flip=flip)
    made = impose(numbered(8), options).value
    assert made is not None
    assert (made.paper.height > made.paper.width) == upright
    (behind_page_1,) = [slot for slot in made.sheets[0].back if slot.page == 2]
    assert (behind_page_1.rotation == 0) == turns_like_a_leaf


@pytest.mark.parametrize("name", PAPERS)
@pytest.mark.parametrize("upright", [False, True])
def test_everything_on_it_lies_on_the_paper(name: str, upright: bool) -> None:
    document = pypdfium2.PdfDocument(trial_sheet(PAPERS[name], upright))
    for side in document:
        width, height = side.get_size()
        assert (width < height) == upright
        for thing in side.get_objects():
            left, bottom, right, top = thing.get_bounds()
            assert 0 <= left <= right <= width
            assert 0 <= bottom <= top <= height
    document.close()


def test_front_and_back_are_named() -> None:
    pdf = trial_sheet(PAPERS["letter"])
    assert ("FRONT – TOP", True) in lines(pdf, 0)
    assert [stands for line, stands in lines(pdf, 1) if line == "BACK – TOP"] == [True, False]


def test_an_own_size_is_taken_as_it_is() -> None:
    document = pypdfium2.PdfDocument(trial_sheet(Paper("", 200, 300)))
    assert document[0].get_size() == pytest.approx((300 * MM, 200 * MM), abs=0.01)
    document.close()


def test_it_is_the_same_every_time() -> None:
    assert trial_sheet(PAPERS["a4"]) == trial_sheet(PAPERS["a4"])
    assert sides(trial_sheet(PAPERS["a4"])) == [[], []]
