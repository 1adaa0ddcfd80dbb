"""What is told of imposed sheets: how to print them, and what to do with them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from booklet.impose import as_data, impose, instructions, summary
from booklet.impose.imposition import Imposition
from booklet.model import PrintOptions
from booklet.printing import PAPERS
from tests.impose.press import numbered


def made(pages: int, options: PrintOptions) -> Imposition:
    imposition = impose(numbered(pages), options).value
    assert imposition is not None
    return imposition


def test_the_summary_counts_pages_sheets_and_blanks() -> None:
    assert summary(made(41, PrintOptions())) == "41 pages on 11 sheets of A4, 3 blank pages"
    assert summary(made(4, PrintOptions())) == "4 pages on 1 sheet of A4"


def test_the_summary_says_a_scale_that_is_not_one() -> None:
    small = PrintOptions(paper=PAPERS["half-letter"])
    assert "half-letter, pages at 67 % of their size" in summary(made(4, small))


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (PrintOptions(), "Fold all sheets together and staple the fold."),
        (PrintOptions("signatures"), "each of the 3 signatures together"),
        (PrintOptions("signatures", 99), "Fold all sheets together and sew"),
        (PrintOptions("quarto", 2), "first the upper half back behind the lower one"),
        (PrintOptions("2-up", cut=True), "lay the left half on the right one"),
        (PrintOptions("2-up", cut=True, binding="right"), "lay the right half on the left one"),
        (PrintOptions("4-up", cut=True), "upper left, upper right, lower left, lower right"),
        (PrintOptions("4-up"), "not folded"),
        (PrintOptions(cover=True), "Sheet 1 (the first two pages of the file) is the cover"),
    ],
)
def test_the_instructions_fit_the_layout(options: PrintOptions, words: str) -> None:
    assert words in instructions(made(41, options))


def test_from_twelve_sheets_on_signatures_are_proposed() -> None:
    assert "signatures" not in instructions(made(44, PrintOptions()))
    assert "lie flatter in signatures of 4 sheets" in instructions(made(45, PrintOptions()))
    sewn = PrintOptions(layout="signatures")
    assert "flatter" not in instructions(made(45, sewn))


def test_the_instructions_name_the_flip() -> None:
    for flip in ("short", "long"):
        options = replace(PrintOptions(), flip="long" if flip == "long" else "short")
        assert f"flipped on the {flip} edge" in instructions(made(4, options))


def test_the_data_are_the_table_of_the_sheets() -> None:
    data = as_data(made(3, PrintOptions(paper_weight=80)))
    assert (data["pages"], data["blanks"], data["flip"]) == (3, 1, "short")
    assert data["paper"] == {"name": "a4", "width": 297, "height": 210}
    assert data["sheets"] == [
        {
            "sheet": 1,
            "signature": 1,
            "cover": False,
            "front": [
                {"page": None, "column": 0, "row": 0, "rotation": 0},
                {"page": 1, "column": 1, "row": 0, "rotation": 0},
            ],
            "back": [
                {"page": 2, "column": 0, "row": 0, "rotation": 0},
                {"page": 3, "column": 1, "row": 0, "rotation": 0},
            ],
        }
    ]
