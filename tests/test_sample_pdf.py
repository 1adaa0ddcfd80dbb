"""The sample course as it comes out of the program: what a reader and a screen reader get."""

from __future__ import annotations

import io
import re
from pathlib import Path

import page
import pikepdf
import pypdfium2
import pytest

from booklet.build import build
from booklet.outputs import Booklet
from booklet.problems import Result, has_errors


@pytest.fixture(scope="module")
def built(lamplight: Path) -> Result[Booklet]:
    return build(lamplight, "content/lamplight", lambda _: None, page=False)


@pytest.fixture(scope="module")
def pdf(built: Result[Booklet]) -> bytes:
    assert built.value is not None
    assert built.value.pdf is not None
    return built.value.pdf


def test_the_sample_builds_without_errors(built: Result[Booklet]) -> None:
    assert not has_errors(built.problems), [str(problem) for problem in built.problems]


def test_the_pdf_conforms_to_pdf_ua_1(pdf: bytes) -> None:
    report = page.validate_pdf_bytes(pdf, profile="ua1")
    assert report.is_compliant, [failure.message for failure in report.failures]


def test_the_pdf_has_title_language_bookmarks_and_page_labels(pdf: bytes) -> None:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert document.docinfo["/Title"] == "Lamplight"
        assert document.Root.Lang == "en-GB"
        assert document.Root.ViewerPreferences.DisplayDocTitle
        assert document.Root.PageLabels.Nums[1].S == "/D"
        with document.open_outline() as outline:
            titles = [item.title for item in outline.root]
    assert "Wednesday" in titles


def test_bookmarks_lead_to_scenes_below_their_acts(pdf: bytes) -> None:
    with pikepdf.open(io.BytesIO(pdf)) as document, document.open_outline() as outline:
        acts = {item.title: [child.title for child in item.children] for item in outline.root}
    assert len(acts["Wednesday"]) == 2
    assert any("EXT. THE MILE" in title for title in acts["Wednesday"])


def test_no_file_name_of_the_author_and_no_script_is_in_the_pdf(
    pdf: bytes, lamplight: Path
) -> None:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        text = document.Root.unparse() + b"".join(
            item.unparse() for item in document.objects if isinstance(item, pikepdf.Dictionary)
        )
    assert b"/JavaScript" not in text
    assert b"/Launch" not in text
    assert str(lamplight.parent).encode() not in text


def test_only_the_vendored_fonts_are_embedded(pdf: bytes) -> None:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        names = {
            str(item.BaseFont).partition("+")[2]
            for item in document.objects
            if isinstance(item, pikepdf.Dictionary) and item.get("/BaseFont")
        }
    assert names
    assert all(name.startswith(("EB-Garamond", "Source-Sans-3")) for name in names), names


def test_an_index_names_the_pages_where_its_places_are(pdf: bytes) -> None:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        numbers = {of.obj.objgen: number for number, of in enumerate(document.pages, start=1)}
        flat = list(document.Root.Names.Dests.Names)
        places = {
            str(name): numbers[where[0].objgen]
            for name, where in zip(flat[::2], flat[1::2], strict=True)
        }
        at = places["themes"]
        led_to = [
            places[str(link.Dest)]
            for link in document.pages[at - 1].Annots
            if str(link.Dest).startswith("mark-")
        ]
    with pypdfium2.PdfDocument(pdf) as document:
        text = document[at - 1].get_textpage().get_text_range()
    printed = [int(number) for number in re.findall(r"\d+\.\d+,\s+p\.\s(\d+)", text)]
    assert len(printed) > 10
    assert printed == led_to
