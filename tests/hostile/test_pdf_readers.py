"""The PDFs are read without complaint by four readers that share no code.

qpdf checks their structure, PDFium draws every page, pypdf in its strict mode follows
every reference, and page-validation holds them against PDF/UA-1 (ISO 14289-1).
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import page
import pikepdf
import pypdf
import pypdfium2
import pytest

from booklet.build import build
from booklet.problems import has_errors
from booklet.read.keys.editions import BUILT_IN
from tests.hostile.cases import GOOD_COURSE
from tests.hostile.making import make

LAMPLIGHT = Path(__file__).resolve().parents[2] / "content" / "lamplight"
ACTS = ("/JavaScript", "/JS", "/Launch", "/EmbeddedFile", "/EmbeddedFiles", "/GoToR", "/SubmitForm")


@dataclass(frozen=True, slots=True)
class Odd:
    """A course that is good and yet unlike others; `files` are laid over the small one."""

    name: str
    files: Mapping[str, Any]


ODD = (
    Odd("the small course", {}),
    Odd(
        "verse with shared lines, right to left signs, small caps and ligatures",
        {
            "script.yaml": (
                "scenes:\n  - heading: Ünïcödé — “quoted” & <marked>\n    elements:\n"
                "      - {speaker: MARA, verse: ['The affluent office, offhand,', 'fjord']}\n"
                "      - ÉLODIE ß: Straße, naïve, İstanbul ﬁx, it’s ½ of 10⁻³.\n"
            )
        },
    ),
    Odd(
        "a long note, links, emphasis, and a word of 300 letters",
        {
            "annotations.yaml": (
                "annotations:\n  - id: long\n    target: '1.1'\n    body: >-\n"
                + "      She *asks* the [stairs](https://example.org/a?b=c&d=e), **not** him.\n"
                * 45
                + f"  - {{id: word, target: '1.2', body: {'lantern' * 43}}}\n"
            )
        },
    ),
    Odd(
        "dual dialogue, directions, page breaks, no heading",
        {
            "script.yaml": (
                "scenes:\n  - elements:\n      - The light goes off.\n"
                "      - dual:\n          - MARA: Who is there?\n          - HORN: Who asks?\n"
                "      - '==='\n      - MARA: [(sitting), 'Me.']\n"
            )
        },
    ),
    Odd(
        "German, A4, one-sided, stapled",
        {"booklet.yaml": "title: Ebbe\nlanguage: de\npaper: a4\nsides: one\nbinding: staple\n"},
    ),
)


def _odd(odd: Odd, folder: Path) -> Path:
    for name, what in {**GOOD_COURSE, **odd.files}.items():
        make(folder / name, what, str)
    return folder


def _built(folder: Path, edition: str) -> bytes:
    result = build(lambda _: None, folder, folder.name, page=False, edition_name=edition)
    assert not has_errors(result.problems), [str(problem) for problem in result.problems]
    assert result.value
    assert result.value.pdf
    return result.value.pdf


@pytest.mark.slow
@pytest.mark.parametrize("edition", BUILT_IN)
def test_every_edition_of_the_sample_is_sound(edition: str) -> None:
    _is_sound(_built(LAMPLIGHT, edition))


@pytest.mark.slow
@pytest.mark.parametrize("odd", ODD, ids=lambda odd: odd.name)
def test_odd_courses_are_sound(odd: Odd, tmp_path: Path) -> None:
    _is_sound(_built(_odd(odd, tmp_path / "odd"), "reader"))


def _is_sound(pdf: bytes) -> None:
    pages = _checked_by_qpdf(pdf)
    assert pages > 1
    assert _drawn_by_pdfium(pdf) == pages
    assert _read_by_pypdf(pdf) == pages
    report = page.validate_pdf_bytes(pdf, profile="ua1")
    assert report.is_compliant, [failure.message for failure in report.failures]


def _checked_by_qpdf(pdf: bytes) -> int:
    with pikepdf.open(io.BytesIO(pdf), attempt_recovery=False) as document:
        assert document.check_pdf_syntax() == []
        for item in document.objects:
            if isinstance(item, pikepdf.Dictionary | pikepdf.Stream):
                assert not set(item.keys()) & set(ACTS)
                assert item.get("/S") not in [pikepdf.Name(name) for name in ACTS]
                uri = str(item.get("/URI", "https:"))
                assert uri.startswith(("http:", "https:", "mailto:"))
        return len(document.pages)


def _drawn_by_pdfium(pdf: bytes) -> int:
    with pypdfium2.PdfDocument(pdf) as document:
        for sheet in document:
            picture = sheet.render(scale=0.25, grayscale=True).to_pil()
            assert min(picture.size) > 50
        return len(document)


def _read_by_pypdf(pdf: bytes) -> int:
    with warnings.catch_warnings(action="error"):
        reader = pypdf.PdfReader(io.BytesIO(pdf), strict=True)
        for number in range(1, int(str(reader.trailer["/Size"]))):
            found = reader.get_object(number)
            if isinstance(found, pypdf.generic.StreamObject):
                found.get_data()
        return len(reader.pages)
