"""The sample course as it comes out of the program: what a reader and a screen reader get."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import page
import pikepdf
import pypdfium2
import pytest
from lxml import etree

from booklet.build import build
from booklet.outputs import Booklet
from booklet.problems import Result, has_errors


@pytest.fixture(scope="module")
def built(lamplight: Path) -> Result[Booklet]:
    return build(lambda _: None, lamplight, "content/lamplight", page=False, epub=True)


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
        first, last = places["themes"], places["glossary"]
        led_to = [
            places[str(link.Dest)]
            for of in document.pages[first - 1 : last]
            for link in of.Annots
            if str(link.Dest) in places
        ]
    with pypdfium2.PdfDocument(pdf) as document:
        pages = (document[at].get_textpage().get_text_range() for at in range(first - 1, last))
        text = "\n".join(pages)
    index = text[text.index("\nThemes") : text.index("\nGlossary")]
    printed = [int(number) for number in re.findall(r",\s+p\.\s(\d+)", index)]
    assert len(printed) > 20
    runs = [led_to[at : at + len(printed)] for at in range(len(led_to))]
    assert printed in runs  # before it are the links of the questions, behind it the glossary's


def test_a_page_that_the_epub_marks_begins_there_in_the_pdf(
    built: Result[Booklet], pdf: bytes
) -> None:
    assert built.value is not None
    assert built.value.epub is not None
    printed = [
        _letters(sheet.get_textpage().get_text_bounded()) for sheet in pypdfium2.PdfDocument(pdf)
    ]
    labels = []
    with zipfile.ZipFile(io.BytesIO(built.value.epub)) as archive:
        for name in (name for name in archive.namelist() if "/scene-" in name):
            chapter = etree.fromstring(archive.read(name))
            for mark in chapter.iterfind(".//{*}span[@role='doc-pagebreak']"):
                label = str(mark.get("id")).removeprefix("page-")
                following = chapter.xpath(
                    ".//text()[preceding::*[@id=$name]]", name=str(mark.get("id"))
                )
                assert isinstance(following, list)
                words = _letters(" ".join(str(text) for text in following))[:12]
                assert words in printed[int(label) - 1], (label, words)
                labels.append(int(label))
    assert labels == list(range(labels[0], labels[-1] + 1))


def _letters(text: str) -> str:
    return "".join(character.lower() for character in text if character.isalpha())
