"""What is searched for in the PDF, or copied out of it, is what was set, letter by letter."""

from __future__ import annotations

import io
import re
from base64 import b64encode
from unicodedata import normalize

import pikepdf
import pypdfium2
import pytest
from fontTools.feaLib.builder import addOpenTypeFeaturesFromString
from fontTools.ttLib import TTFont

from booklet.shipped import shipped_folder
from booklet.typeset.greek import without_accents
from booklet.typeset.text_layer import shares, to_unicode
from tests.typeset.pressed import pdf_of, text_of

FACES = ("EB Garamond", "Source Sans 3", "Atkinson Hyperlegible")
CAPS = ("normal", "small-caps", "all-small-caps")
SPELLED = (
    "Мой край и ёлка. Йод",
    "Việt Nam tiếng Việt ở đường",
    "Dvořák Łódź štěstí ťuk",
    "Άλφα ήτα ΐ ὦ ἄνθρωπος ᾧ",
    "NINA Nina nina",
    "office fjord",
    "x̂ q̃ ọ̈",
)


@pytest.mark.parametrize("face", FACES)
def test_letters_with_accents_are_copied_as_one_letter(face: str) -> None:
    style = f"font-family: '{face}', 'Source Sans 3'; font-variant-caps"
    body = "".join(f'<p style="{style}: {caps}">{text}</p>' for caps in CAPS for text in SPELLED)
    bare = [without_accents(text) for text in SPELLED]  # so are Greek capitals
    assert text_of(pdf_of(body)) == [*SPELLED, *bare, *bare]


def test_an_accent_typed_by_itself_is_copied_with_its_letter() -> None:
    apart = normalize("NFD", "йод й")
    assert text_of(pdf_of(f"<p>{apart} и й</p>")) == ["йод й и й"]


def test_a_small_capital_is_copied_in_the_case_in_which_it_was_typed() -> None:
    style = "font-family: 'Source Sans 3'; font-variant-caps: all-small-caps"
    assert text_of(pdf_of(f'<p style="{style}">NINA Nina <b>nina NINA</b></p>')) == [
        "NINA Nina nina NINA"
    ]


def test_a_letter_that_the_font_draws_as_two_others_is_copied_as_one() -> None:
    style = f"@font-face {{ font-family: Pieces; src: url({font_that_decomposes()}) }}"
    pdf = pdf_of("<p style='font-family: Pieces'>Sie saß, Straße, groß. Жар жук</p>", style)
    assert text_of(pdf) == ["Sie saß, Straße, groß. Жар жук"]
    assert glyphs_without_text(pdf) == 0


def glyphs_without_text(pdf: bytes) -> int:
    """How many entries of the fonts' maps to Unicode have no text, which PDF/UA forbids."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        maps = [
            font.ToUnicode.read_bytes()
            for font in document.objects
            if isinstance(font, pikepdf.Dictionary) and "/ToUnicode" in font
        ]
    return sum(len(re.findall(rb"> <>", one)) for one in maps)


def test_a_letter_that_the_font_draws_in_two_pieces_is_copied_as_one() -> None:
    style = f"@font-face {{ font-family: Pieces; src: url({font_that_decomposes()}) }}"
    body = "<p style='font-family: Pieces'>мой йод и край</p>"
    assert text_of(pdf_of(body, style)) == ["мой йод и край"]


def font_that_decomposes() -> str:
    """A font, as a data URL, that draws `й` as an `и` and a breve, as many do, `ß` as two `S`
    as small capitals do, and `ж` as two letters that it is not."""
    font = TTFont(shipped_folder("styles") / "fonts" / "eb-garamond" / "EBGaramond-Regular.ttf")
    feature = (
        "feature ccmp { sub uni0439 by uni0438 uni0306; sub germandbls by S S;"
        " sub uni0436 by uni0438 uni0433; } ccmp;"
    )
    addOpenTypeFeaturesFromString(font, f"languagesystem DFLT dflt; {feature}", tables=["GSUB"])
    made = io.BytesIO()
    font.save(made)
    return f"data:font/ttf;base64,{b64encode(made.getvalue()).decode()}"


def test_the_pages_look_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    style = "font-family: 'Source Sans 3'; font-variant-caps: all-small-caps"
    body = "".join(f'<p style="{style}">{text}</p>' for text in SPELLED)
    drawn = pixels(pdf_of(body))
    monkeypatch.setattr(
        "booklet.typeset.text_layer._Line.rewritten", lambda _, operators: operators
    )
    assert pixels(pdf_of(body)) == drawn


def pixels(pdf: bytes) -> bytes:
    document = pypdfium2.PdfDocument(pdf)
    shown = document[0].render(scale=1).to_pil().tobytes()
    document.close()
    return bytes(shown)


@pytest.mark.parametrize(
    ("text", "glyphs", "backwards", "shared", "replaces"),
    [
        ("ffi", 1, False, ["ffi"], ""),
        ("й", 1, False, ["й"], ""),
        ("q̃", 2, False, ["q", "̃"], ""),
        ("й", 2, False, ["и", "̆"], "й"),
        ("ж", 2, False, ["ж", "ж"], "ж"),
        ("ß", 2, False, ["S", "S"], "ß"),
        ("\u0328", 2, False, ["◌", "\u0328"], "\u0328"),
        ("בּ", 2, True, ["ּ", "ב"], ""),
        ("لا", 1, True, ["لا"], ""),
    ],
)
def test_each_glyph_has_its_share_of_the_text(
    text: str, glyphs: int, backwards: bool, shared: list[str], replaces: str
) -> None:
    assert shares(text, glyphs, backwards) == (shared, replaces)


def test_a_map_of_many_texts_is_cut_into_sections() -> None:
    written = to_unicode(dict.fromkeys(range(250), "x"))
    assert [written.count(b"%d beginbfchar" % size) for size in (100, 50)] == [2, 1]
