"""What no font prints: a box in its place, and a warning that says what to do."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import page as validation
import pikepdf
import pytest
from fontTools.ttLib import TTFont

from booklet.child import Child
from booklet.fonts import fallback_fonts
from booklet.model import Direction, Limits, Span
from booklet.proof.reading import read_pdf
from booklet.shipped import shipped_folder
from booklet.typeset.boxes import box_font
from booklet.typeset.glyphs import edition_texts, missing_glyphs, unprintable
from tests.conftest import ROOT
from tests.proof.pressroom import edition
from tests.typeset import jobs

FONTS = shipped_folder("styles") / "fonts"
GARAMOND = FONTS / "eb-garamond" / "EBGaramond-Regular.ttf"
HERE = Span("pier/booklet.yaml", 1)
PAGE = "<!doctype html><html lang='en'><head><title>T</title></head><body><p>{}</p></body></html>"
FACE = (
    '@font-face { font-family: "EB Garamond"; src: url(fonts/eb-garamond/EBGaramond-Regular.ttf) }'
    'html { font: 11pt "EB Garamond" }'
)


def sheet(body: str, monkeypatch: pytest.MonkeyPatch, *css: str, folder: Path | None = None) -> Any:
    """The PDF of a page, and its problems, from the real child process."""
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    html = PAGE.format(body)
    child = Child(Limits(seconds=60), lambda _: None)
    result = child.run(jobs.sheet, html, [FACE, *css], folder)
    assert result.value is not None, result.problems
    return result


def unseen(html: str, *css: str, fonts: tuple[bytes, ...] | None = None) -> str:
    return "".join(sorted(unprintable(html, css, fonts or (GARAMOND.read_bytes(),))))


# ------------------------------------------------------------------------------ what is told


def test_text_and_fallback_fonts_print_what_they_have() -> None:
    assert unseen("Ada ★ ☎ ✉ ⁂ ① ↩ 🙂 שלום سلام ἀλλά") == ""


def test_what_none_has_is_told_of_wherever_it_comes_from() -> None:
    assert unseen("漢 &#23383;", 'p::before { content: "ᚠ" } /* 言 */') == "ᚠ字漢"


def test_what_cannot_be_seen_wants_no_glyph() -> None:
    assert unseen("a\u200b\u2060\u00ad\u2028\ufe0f\u034f\u200d\U000e0067\u3000b") == ""


def told(characters: str, *texts: tuple[str, str]) -> list[str]:
    places = [
        (text, what, Span("pier/script.fountain", at)) for at, (text, what) in enumerate(texts, 1)
    ]
    return [str(problem) for problem in missing_glyphs(characters, places, HERE)]


def test_a_sign_is_told_of_once_with_its_first_place_and_how_many_more() -> None:
    speeches = [("a ⿰", "speech 1.1"), ("no", "speech 1.2"), ("⿰⿰", "speech 1.3")]
    assert told("⿰", *speeches) == [
        "pier/script.fountain:1:1: warning: the fonts have no glyph for “⿰” (U+2FF0, ideographic "
        "description character left to right), needed in speech 1.1 and 2 more times; a box is "
        "printed"
    ]


def test_the_place_may_lie_before_the_first_scene() -> None:
    lights = Direction("No ⿰ yet.", Span("pier/script.fountain", 3))
    of = replace(edition(), front=(lights,))
    assert ("No ⿰ yet.", "what stands before the first scene", lights.span) in edition_texts(of)


def test_the_letters_of_one_script_are_told_of_together() -> None:
    (one,) = told("漢字", ("漢", "speech 1.1"), ("字", "speech 1.2"))
    assert "no Han glyphs (字 漢), needed in speech 1.1 and 1 more time;" in one
    assert len(told("漢हि")) == 2


def test_of_many_letters_some_are_named() -> None:
    (one,) = told("".join(map(chr, range(0x4E00, 0x4E20))))
    assert "(一 丁 丂 七 丄 丅 丆 万 and 24 more), needed in a template or a style;" in one


@pytest.mark.parametrize(
    ("character", "font"),
    [
        ("漢", "Noto Serif SC"),
        ("の", "Noto Serif JP"),
        ("한", "Noto Serif KR"),
        ("ह", "Devanagari"),
    ],
)
def test_a_font_is_named_that_has_the_letters(character: str, font: str) -> None:
    (problem,) = missing_glyphs(character, (), HERE)
    assert font in problem.hint
    assert "styles/fonts/" in problem.hint


def test_a_character_without_a_name_is_told_of_by_its_number() -> None:
    assert "“\ue123” (U+E123, no name)" in told("\ue123")[0]


# ------------------------------------------------------------------------------- what is seen


def test_each_box_is_a_glyph_of_its_own_with_its_number_in_it() -> None:
    font = TTFont(io.BytesIO(box_font("漢字\U00013153")))
    shapes = [font["glyf"][font.getBestCmap()[ord(c)]] for c in "漢字\U00013153"]
    assert len({tuple(shape.coordinates) for shape in shapes}) == 3
    assert shapes[2].xMax > shapes[0].xMax  # five digits, and four


def test_the_same_boxes_are_the_same_bytes() -> None:
    assert box_font("漢字") == box_font("字漢")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("body", "missing"),
    [
        ("A ★ and ☎ or ❤️ 👩‍👩‍👧 1️⃣ 🇩🇪 so.", 0),
        ("Is it 漢字, or 漢?", 1),
        ("<b>漢</b> <i>字 𓅓</i> ᚠ.", 3),
        ("Is it हिन्दी or ไทย?", 2),
    ],
)
def test_a_page_says_what_was_written_and_keeps_to_pdf_ua(
    body: str, missing: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    result = sheet(body, monkeypatch)
    assert [problem.code for problem in result.problems] == ["glyph-missing"] * missing
    report = validation.validate_pdf_bytes(result.value, profile="ua1")
    assert report.is_compliant, [failure.message for failure in report.failures]
    reading = read_pdf(result.value)
    shown = "".join(run.text for run in reading.runs)
    written = re.sub("<[^>]*>", "", body)
    assert set(filter(str.isalnum, written)) <= set(shown)
    assert not any(run.missing for run in reading.runs)


def test_a_font_of_the_course_prints_what_the_shipped_ones_lack(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "styles" / "fonts"
    folder.mkdir(parents=True)
    (folder / "Own.ttf").write_bytes(box_font("漢"))
    own = '@font-face { font-family: "Own"; src: url(fonts/Own.ttf) }'
    result = sheet("Is it 漢?", monkeypatch, own, folder=tmp_path)
    assert result.problems == ()
    assert "Own" in fonts_of(result.value)


def fonts_of(pdf: bytes) -> set[str]:
    """The names of the fonts of the first page, without what tells their parts apart."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        fonts = document.pages[0].resources["/Font"].values()
        return {str(font["/BaseFont"]).partition("+")[2] for font in fonts}


@pytest.mark.slow
def test_signs_come_from_the_fallback_fonts_in_their_order(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    names = fonts_of(sheet("☎ ☎️ ѯ ש ش", monkeypatch).value)
    assert {font.family.replace(" ", "-") for font in fallback_fonts()} <= names
