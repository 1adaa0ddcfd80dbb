"""PDFs and options that cannot be printed: each is told of, with what to do."""

from __future__ import annotations

import io
from dataclasses import replace

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from booklet.impose import impose
from booklet.impose.order import blanks
from booklet.model import PrintOptions
from booklet.printing import PAPERS, clashes, paper_named
from booklet.problems import Problem
from tests.impose.press import Leaf, document, numbered, saved

SADDLE = PrintOptions()


def only_problem(pdf: bytes, options: PrintOptions = SADDLE) -> Problem:
    result = impose(pdf, options)
    assert result.value is None
    (problem,) = result.problems
    assert problem.severity == "error"
    assert problem.hint
    return problem


def warnings(pdf: bytes, options: PrintOptions = SADDLE) -> list[str]:
    result = impose(pdf, options)
    assert result.value is not None, result.problems
    return [problem.code for problem in result.problems]


def locked(user: str, **allowed: bool) -> bytes:
    return saved(
        document(4),
        encryption=pikepdf.Encryption(
            owner="owner", user=user, allow=pikepdf.Permissions(**allowed)
        ),
    )


def test_a_pdf_with_a_password() -> None:
    problem = only_problem(locked("secret"))
    assert problem.code == "pdf-encrypted"
    assert "--decrypt" in problem.hint


def test_a_pdf_that_anybody_may_open_and_print_is_imposed() -> None:
    assert warnings(locked("", extract=False)) == []


def test_a_pdf_that_must_not_be_printed() -> None:
    pdf = locked("", print_lowres=False, print_highres=False)
    assert only_problem(pdf).code == "pdf-not-to-be-printed"


@pytest.mark.parametrize("content", [b"", b"no PDF at all", b"%PDF-1.7\n", b"\xff" * 4000])
def test_a_file_that_is_no_pdf(content: bytes) -> None:
    assert only_problem(content).code == "pdf-broken"


def test_a_file_of_another_kind_is_told_from_a_damaged_one() -> None:
    assert "is no PDF" in only_problem(b"Notes for Thursday").message
    assert "cannot be read" in only_problem(b"%PDF-1.7\n").message


def test_half_a_pdf() -> None:
    pdf = numbered(30)
    assert only_problem(pdf[: len(pdf) // 2]).code == "pdf-cut-off"


def test_a_pdf_without_pages() -> None:
    assert only_problem(saved(pikepdf.Pdf.new())).code == "pdf-empty"


def test_a_pdf_that_was_repaired_is_imposed_with_a_warning() -> None:
    pdf = saved(document(5), object_stream_mode=pikepdf.ObjectStreamMode.disable)
    start = pdf.rindex(b"startxref")
    assert warnings(pdf[:start] + b"startxref\n7\n%%EOF\n") == ["pdf-repaired"]


def test_a_page_without_size_is_told_of_by_its_number() -> None:
    pdf = document([Leaf(), Leaf(0, 0), Leaf(), Leaf(1, 400)])
    result = impose(saved(pdf), SADDLE)
    assert result.value is None
    assert [problem.code for problem in result.problems] == ["page-without-size"] * 2
    assert [problem.message.split()[1] for problem in result.problems] == ["2", "4"]


def test_sheets_are_known_again() -> None:
    made = impose(numbered(8), SADDLE).value
    assert made is not None
    assert "already-imposed" in warnings(made.pdf)


def test_sheets_of_another_program_are_suspected() -> None:
    made = impose(numbered(8), SADDLE).value
    assert made is not None
    with pikepdf.open(io.BytesIO(made.pdf)) as sheets:
        del sheets.docinfo["/Creator"]
        pdf = saved(sheets)
    assert "already-imposed" in warnings(pdf)


def test_pages_with_pictures_are_not_taken_for_sheets() -> None:
    assert warnings(numbered(8)) == []


@pytest.mark.parametrize(
    ("pages", "sheets", "empty"), [(1, 1, 3), (3, 1, 1), (7, 2, 1), (41, 11, 3)]
)
def test_odd_page_counts(pages: int, sheets: int, empty: int) -> None:
    made = impose(numbered(pages), SADDLE).value
    assert made is not None
    assert (len(made.sheets), blanks(made.sheets)) == (sheets, empty)


def test_a_thousand_pages() -> None:
    made = impose(numbered(1000), PrintOptions("signatures")).value
    assert made is not None
    assert (len(made.sheets), made.sheets[-1].signature) == (250, 63)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (PrintOptions("saddle", sheets_per_signature=4), "saddle has no signatures"),
        (PrintOptions("signatures", sheets_per_signature=0), "at least one sheet"),
        (PrintOptions("2-up", cover=True), "no place for a cover"),
        (PrintOptions("2-up", back_cover=True), "no place for a cover"),
        (PrintOptions("4-up", fold_marks=True), "no place for fold marks"),
        (PrintOptions("4-up", paper_weight=80), "no place for creep"),
        (PrintOptions("saddle", cut=True), "folded, not cut"),
        (PrintOptions(creep=1, paper_weight=80), "both given"),
        (PrintOptions(creep=-1), "creep is -1"),
        (PrintOptions(gutter=float("nan")), "the gutter is nan"),
        (PrintOptions(paper_weight=5000), "the paper weight is 5000"),
    ],
)
def test_options_that_clash(options: PrintOptions, words: str) -> None:
    (problem,) = clashes(options)
    assert words in problem.message
    assert problem.hint
    assert impose(numbered(4), options).value is None


def test_all_clashes_are_told_at_once_with_what_is_wrong_with_the_pdf() -> None:
    options = PrintOptions("2-up", cover=True, fold_marks=True)
    codes = [problem.code for problem in impose(b"no PDF", options).problems]
    assert codes == ["print-options", "print-options", "pdf-broken"]


def test_a_gutter_that_leaves_no_room() -> None:
    problem = only_problem(numbered(4), replace(SADDLE, gutter=145))
    assert problem.code == "gutter-too-wide"
    assert "138 mm is the most" in problem.hint


def test_paper_that_is_far_too_small_says_the_scale() -> None:
    result = impose(numbered(4), replace(SADDLE, paper=PAPERS["a6"]))
    assert [problem.code for problem in result.problems] == ["pages-scaled"]
    assert "50 %" in result.problems[0].message
    assert "paper a4" in result.problems[0].hint


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("A4", (210, 297)),
        ("320x450", (320, 450)),
        ("170mm x 240mm", (170, 240)),
        ("8.5x13in", (215.9, 330.2)),
        ("21 × 29.7cm", (210, 297)),
    ],
)
def test_paper_by_name_and_by_its_sides(text: str, size: tuple[float, float]) -> None:
    paper = paper_named(text)
    assert paper is not None
    assert (paper.width, paper.height) == pytest.approx(size)


@pytest.mark.parametrize("text", ["", "a44", "1x", "210", "-210x297"])
def test_what_is_no_paper(text: str) -> None:
    assert paper_named(text) is None


@settings(max_examples=150)
@given(st.data())
def test_damage_anywhere_is_told_of_and_never_raises(data: st.DataObject) -> None:
    pdf = bytearray(saved(document(3), object_stream_mode=pikepdf.ObjectStreamMode.disable))
    for _ in range(data.draw(st.integers(1, 12))):
        place = data.draw(st.integers(0, len(pdf) - 1))
        pdf[place] = data.draw(st.integers(0, 255))
    result = impose(bytes(pdf), SADDLE)
    assert result.value is not None or result.problems


@pytest.mark.parametrize(
    ("pages", "options", "told"),
    [
        (80, PrintOptions(), False),
        (81, PrintOptions(), True),
        (80, PrintOptions(paper_weight=120), True),
        (400, PrintOptions("signatures"), False),
        (400, PrintOptions("signatures", sheets_per_signature=30), True),
        (81, PrintOptions("quarto"), True),
        (400, PrintOptions("2-up"), False),
    ],
)
def test_a_pile_that_is_too_thick_to_be_folded(
    pages: int, options: PrintOptions, told: bool
) -> None:
    assert ("too-thick-to-fold" in warnings(numbered(pages), options)) == told
