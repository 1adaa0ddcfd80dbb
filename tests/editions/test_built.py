"""Every edition of a small course, from its folder to a PDF that proves and conforms."""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path

import page
import pikepdf
import pypdfium2
import pytest

from booklet.build import build, prove_pdf
from booklet.outputs import Booklet
from booklet.problems import Result
from booklet.read.keys.editions import BUILT_IN

COURSE = {
    "booklet.yaml": """\
title: The Slipway below the Weir
language: en-GB
paper: a5
editions:
  part: {role: UNA}
  loose: {like: annotate, sides: one, binding: 3-hole, paper: letter}
  pocket: {paper: 105mm x 148mm}
  pocket-below: {like: pocket, notes: below}
""",
    "script.fountain": """\
INT. BOATHOUSE - DAY

A lamp without a wick. TOM sits on an upturned hull.

TOM
You have walked all the way round by the weir, and the weir is closed.

UNA
(dripping)
It is *very* closed.

TOM
Sit.

EXT. SLIPWAY - DAY

TOM
She has gone to look for the other oar.
""",
    "annotations.yaml": """\
annotations:
  - id: weir
    quote: {exact: the weir is closed}
    body: He knows *perfectly well* how she came.
  - id: lead
    target: "1.3"
    kind: leader
    body: Wait here for as long as the group can bear it.
""",
    "questions.yaml": """\
questions:
  - id: q1
    scene: "1"
    question: Who is cold?
    answer: Both of them are.
""",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    course = tmp_path_factory.mktemp("editions") / "slipway"
    course.mkdir()
    for name, text in COURSE.items():
        (course / name).write_text(text, "utf-8")
    return course


def built(folder: Path, name: str, role: str = "") -> Result[Booklet]:
    return build(lambda _: None, folder, "slipway", page=False, edition_name=name, role=role)


@cache
def pdf_of(folder: Path, name: str, role: str = "") -> bytes:
    result = built(folder, name, role)
    assert result.problems == ()
    assert result.value is not None
    assert result.value.pdf is not None
    return result.value.pdf


def text_of(pdf: bytes) -> str:
    with pypdfium2.PdfDocument(pdf) as document:
        return " ".join(" ".join(leaf.get_textpage().get_text_range() for leaf in document).split())


@pytest.mark.slow
def test_every_edition_proves_and_conforms_to_pdf_ua_1(folder: Path) -> None:
    for name in (*BUILT_IN, "loose"):
        pdf = pdf_of(folder, name)
        report = page.validate_pdf_bytes(pdf, profile="ua1")
        assert report.is_compliant, (name, [failure.message for failure in report.failures])


def test_leaders_notes_and_answers_are_in_the_teachers_edition_alone(folder: Path) -> None:
    for name in ("reader", "student", "teacher"):
        text = text_of(pdf_of(folder, name))
        assert "perfectly well" in text
        assert ("Wait here for" in text) == (name == "teacher")
        assert ("Both of them" in text) == (name == "teacher")


def test_a_part_has_cues_and_names_the_scenes_without_it(folder: Path) -> None:
    text = text_of(pdf_of(folder, "part"))
    assert "and the weir is closed" in text
    assert "very closed" in text
    assert "other oar" not in text
    assert "UNA does not speak in this scene" in text


def test_a_part_can_be_another_roles_than_the_courses(folder: Path) -> None:
    text = text_of(pdf_of(folder, "part", "tom"))
    assert "other oar" in text
    assert "The part of TOM" in text


def test_large_print_has_clear_letters_and_no_slanted_ones(folder: Path) -> None:
    pdf = pdf_of(folder, "large-print")
    with pikepdf.open(io.BytesIO(pdf)) as document:
        fonts = {
            str(font.BaseFont)
            for leaf in document.pages
            for font in leaf.Resources.get("/Font", {}).values()
        }
    assert any("Atkinson" in font for font in fonts)
    assert not [font for font in fonts if "Italic" in font or "Oblique" in font]


def test_a_page_too_small_for_notes_beside_the_text_says_what_works(folder: Path) -> None:
    result = built(folder, "pocket")
    assert result.value is None
    (problem,) = result.problems
    assert problem.code == "paper-too-small"
    assert str(problem.span) == "slipway/booklet.yaml:7:3"
    assert "Use at least 117 × 120 mm" in problem.hint
    assert "`editions: {pocket: {notes: below}}`" in problem.hint


def test_notes_below_their_speech_fit_a_page_too_small_for_a_margin(folder: Path) -> None:
    assert "perfectly well" in text_of(pdf_of(folder, "pocket-below"))


def test_a_pdf_is_proved_against_its_own_edition(folder: Path) -> None:
    pdf = pdf_of(folder, "part")
    of_part = prove_pdf(lambda _: None, folder, "slipway", pdf, edition_name="part")
    assert of_part.problems == ()
    of_reader = prove_pdf(lambda _: None, folder, "slipway", pdf)
    assert "speech-lost" in {problem.code for problem in of_reader.problems}
