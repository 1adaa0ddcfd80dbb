"""The shipped fonts: what they print, and that no two are taken for one."""

from __future__ import annotations

from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from booklet.fonts import EMOJI, FallbackFont, characters_of, fallback_characters, fallback_fonts
from tests.conftest import ROOT
from tools.small_capitals import figures, substitutions

FONTS = ROOT / "styles" / "fonts"

COMMON = {
    "signs that scripts and notes use": "★☆☎✉⁂①②⑳↩↪✓✗✘☐☑☒☞☛❦☙❧•◆◇■□▲▼●○◎",
    "emoji": "🙂😀😂🤔👍🎭🎬📞❤☀☔⚡🔥🎵🫠",
    "joined emoji": "\U0001f3fb\U0001f1e9\U0001f1ea\u20e3",
    "cards, chess, dice, the sky": "♠♥♦♣♔♟⚀⚅☉☽☾♀♂♈♓",
    "music": "♩♪♫♬♭♮♯𝄞𝄢",
    "arrows": "←↑→↓↔⇐⇒⇔⟶⤴➜",
    "fractions and numbers": "½¼¾⅓⅔⅛⅝¹²³⁴⁻₂Ⅳⅻ",
    "mathematics": "×÷±−≠≈≤≥∞√∑∫∂∈∅∀∃ℝ𝔸∮⟨⟩",
    "currencies": "€£¥¢₽₹₪₴₺₿₩₫",
    "lines and blocks that are drawn": "─│┌┐└┘├┤┼═║█░▒▓",
    "punctuation of scholars": "†‡§¶‖※‽⸮⁊‣⁓⸺℞℔№℅™℠",
    "polytonic Greek": "ἀλλ’ἦνὁᾧῥἈΏϟ",
    "Cyrillic, old and wide": "ѢѣѲѳѴѵѪѯҐґЇїЎўЉљЊњЂђ",
    "phonetics": "ɹɪəʃʒθðŋɔɑɛʊʌæɐɾʔˈˌːᵻⁿʰʷ",
    "Latin of many languages": "ĀāčďĒęğħİıķŁłŇňŐőřŞşȘșţŤťŪűŵŷžẞƒȝþðæœøåĳ",
    "accents by themselves": "\u0301\u0300\u0308\u0304\u0306\u030c\u0363",
    "Hebrew with points": "אבגדהוזחטיךכלםמןנסעףפץצקרשת\u05b0\u05b8\u05bc\u05c1־׳״",
    "Arabic and Persian": "ابتثجحخدذرزسشصضطظعغفقكلمنهويءئؤةپچژگک،؛؟\u064e\u0651٠١٢۴",
}


def covered() -> frozenset[int]:
    text = [FONTS / "eb-garamond" / "EBGaramond-Regular.ttf"]
    text.append(FONTS / "source-sans-3" / "SourceSans3-Regular.ttf")
    return frozenset().union(
        *(characters_of(path.read_bytes()) for path in text),
        *map(fallback_characters, fallback_fonts()),
    )


def family_of(path: Path) -> str:
    with TTFont(path, lazy=True) as font:
        return str(font["name"].getBestFamilyName())


@pytest.mark.parametrize("kind", COMMON)
def test_what_courses_commonly_hold_has_a_glyph(kind: str) -> None:
    assert [c for c in COMMON[kind] if ord(c) not in covered()] == []


def test_a_fallback_font_has_the_name_it_is_called_by_and_no_other_has_it() -> None:
    named = {path: family_of(path) for path in FONTS.rglob("*.ttf")}
    for font in fallback_fonts():
        assert named.pop(font.path) == font.family
    others = set(named.values())
    assert others.isdisjoint(font.family for font in fallback_fonts())
    assert EMOJI in {font.family for font in fallback_fonts()}


def test_all_fallback_fonts_that_are_shipped_are_known() -> None:
    shipped = set((FONTS / "fallback").glob("*.ttf"))
    assert {font.path for font in fallback_fonts()} == shipped


@pytest.mark.parametrize("font", fallback_fonts(), ids=lambda font: font.family)
def test_the_space_behind_a_sign_is_as_wide_as_in_a_text(font: FallbackFont) -> None:
    with TTFont(font.path, lazy=True) as opened:
        width, _ = opened["hmtx"][opened.getBestCmap()[ord(" ")]]
        assert width / opened["head"].unitsPerEm == pytest.approx(0.25, abs=0.01)


def test_every_folder_of_fonts_has_its_licence() -> None:
    for folder in {path.parent for path in FONTS.rglob("*.ttf")}:
        licence = (folder / "OFL.txt").read_text("utf-8")
        assert licence.startswith("Copyright")
        assert "SIL OPEN FONT LICENSE Version 1.1" in licence


def test_what_is_no_font_has_no_characters() -> None:
    assert characters_of(b"\0\1\0\0 no font at all") == frozenset()


@pytest.mark.parametrize(
    "face", sorted((FONTS / "eb-garamond").glob("*.ttf")), ids=lambda path: path.stem
)
def test_figures_among_small_capitals_stay_figures(face: Path) -> None:
    with TTFont(face) as font:
        made_small = [glyph for mapping in substitutions(font) for glyph in mapping]
        assert made_small
        assert not figures(font) & set(made_small)
