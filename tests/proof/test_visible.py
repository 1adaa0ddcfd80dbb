"""Whatever keeps text from being seen on the page is found; what can be seen is let pass."""

from __future__ import annotations

import pytest

from booklet.problems import Problem
from booklet.proof import prove
from booklet.proof.rectangles import least_scale
from tests.proof.fonts_made import face, with_letters_moved
from tests.proof.pressroom import BESIDE, FERRY, page_html, print_pdf

COVER = "content: ''; position: absolute; background: white;"
LINE = "div:nth-of-type(7)"  # "It is me. The water has better manners."


def problems(css: str, *, ink: bool = True) -> tuple[Problem, ...]:
    page = page_html(FERRY, BESIDE, f"<style>{css}</style>")
    return prove(print_pdf(page), FERRY, ink=ink).problems


HIDDEN = {
    "no opacity": "div { opacity: 0 }",
    "white on white": "div { color: white }",
    "transparent": "div { color: transparent }",
    "black on black": "div { background: black }",
    "a white block over it": f"div {{ position: relative }} div::after {{ {COVER} inset: 0 }}",
    "a black block over it": (
        f"div {{ position: relative }} div::after {{ {COVER} inset: 0; background: black }}"
    ),
    "behind a white block": (
        "div { position: relative; z-index: -1 } html, body { background: white }"
    ),
    "a cover that stays": f"body::before {{ {COVER} position: fixed; inset: -60mm; z-index: 9 }}",
    "a picture over it": (
        "div { position: relative } div::after { content: ''; position: absolute; inset: 0; "
        "background: linear-gradient(white, #fefefe) }"
    ),
}


@pytest.mark.parametrize("css", HIDDEN.values(), ids=HIDDEN)
def test_text_that_leaves_no_ink_is_an_error(css: str) -> None:
    found = [problem for problem in problems(css) if problem.code == "text-unseen"]
    assert [problem.severity for problem in found] == ["error"]
    assert "cannot be seen" in found[0].message


@pytest.mark.parametrize(
    "css",
    [
        f"{LINE} {{ position: relative }} {LINE}::after {{ {COVER} top: 0; bottom: 0; {at} }}"
        for at in ("left: 0; width: 40%", "left: 8mm; width: 7mm", "left: 0; right: 0; top: 60%")
    ],
    ids=["the beginning of a line", "a word of it", "the lower half of it"],
)
def test_a_piece_that_leaves_no_ink_is_an_error(css: str) -> None:
    (problem,) = problems(css)
    assert problem.code == "text-unseen"
    assert "the speech 1.2" in problem.message
    assert "in part only" in problem.message
    assert problem.span is not None


@pytest.mark.parametrize(
    ("css", "size"),
    [
        ("div:nth-of-type(5) { font-size: .02pt }", "0.0 pt"),
        ("div:nth-of-type(5) { font-size: 3pt }", "3.0 pt"),
        ("div:nth-of-type(5) { transform: scale(.001) }", "0.0 pt"),
        ("div:nth-of-type(5) { transform: scaleX(.2) }", "2.0 pt"),
        ("div:nth-of-type(5) { transform: scale(.5) scale(.5) }", "2.5 pt"),
    ],
)
def test_text_that_is_too_small_in_effect_is_an_error(css: str, size: str) -> None:
    (problem,) = [each for each in problems(css) if each.code == "text-tiny"]
    assert problem.severity == "error"
    assert size in problem.message


def test_a_font_of_tiny_letters_is_too_small_whatever_its_size() -> None:
    css = face("Tiny", with_letters_moved({}, units=16384)) + "div { font-family: Tiny }"
    assert "text-tiny" in {problem.code for problem in problems(css)}


@pytest.mark.parametrize(
    "css",
    [
        "div { color: #f0f0f0 }",
        "div { opacity: .05 }",
        "div { background: #222; color: #333 }",
        "div { background: #0a0; color: #d33 }",
    ],
)
def test_text_of_hardly_another_colour_than_its_ground_is_an_error(css: str) -> None:
    (problem,) = [each for each in problems(css) if each.severity == "error"]
    assert problem.code == "text-faint"
    assert "contrast 1." in problem.message


BESIDES = ".cite, article { color: black }"  # they stand beside the band, on the page

SEEN = {
    "grey": "div { color: #767676 }",
    "light grey citations": ".cite { color: #bbb }",
    "white on a coloured band": f"div {{ background: #234; color: white }} {BESIDES}",
    "a dark page": "@page { background: #111 } html { color: #eee }",
    "half opaque": "div { opacity: .5 }",
    "on a gradient": "div { background: linear-gradient(to right, white, #888) }",
    "yellow on blue": f"div {{ background: #003; color: yellow }} {BESIDES}",
    "orange": "div { color: #e70 }",
    "underlined and struck": "div { text-decoration: underline line-through }",
    "wide spaces": "div { word-spacing: 4em }",
    "spread letters": "div { letter-spacing: .3em }",
    "under a thin veil": (
        "div { position: relative } div::after { content: ''; position: absolute; inset: 0; "
        "background: rgba(255, 255, 0, .3) }"
    ),
    "4 pt": ".cite { font-size: 4.1pt }",
    "a slant": "div { transform: skewX(-15deg) }",
}


@pytest.mark.parametrize("css", SEEN.values(), ids=SEEN)
def test_what_can_be_seen_is_let_pass(css: str) -> None:
    codes = {problem.code for problem in problems(css)}
    assert not codes & {"text-unseen", "text-faint", "text-tiny", "glyph-swapped"}


def test_dashes_of_another_font_than_the_letters_are_as_low_as_they_are() -> None:
    # Two objects of one piece of text: the first has no letter.
    latin = with_letters_moved({}, "atkinson-hyperlegible/AtkinsonHyperlegible-Regular.ttf")
    greek = with_letters_moved({}, "eb-garamond/EBGaramond-Regular.ttf")
    faces = face("Latin", latin) + face("Greek", greek)
    extra = f"<style>{faces}</style><div style='font: 12pt Latin, Greek'>— — — — ὦ ὦ ὦ</div>"
    assert prove(print_pdf(page_html(FERRY, BESIDE, extra)), FERRY).problems == ()


def test_a_hidden_page_number_is_a_warning() -> None:
    (problem,) = problems("@page { @bottom-center { content: counter(page); color: white } }")
    assert (problem.code, problem.severity) == ("text-unseen", "warning")


def test_a_hidden_note_is_told_at_its_place() -> None:
    (problem,) = problems("article { opacity: 0 }")
    assert problem.code == "text-unseen"
    assert "the note tides-1" in problem.message


def test_a_font_that_draws_other_letters_is_an_error() -> None:
    moved = {"a": "o", "o": "a", "e": "t", "t": "e"}
    css = face("Own", with_letters_moved(moved)) + "div { font-family: Own }"
    (problem,) = problems(css)
    assert problem.code == "glyph-swapped"
    assert "“e” is “t”" in problem.message
    assert problem.span is not None


def test_a_font_of_its_own_that_draws_its_letters_is_let_pass() -> None:
    assert problems(face("Own", with_letters_moved({})) + "div { font-family: Own }") == ()


def test_a_draft_is_not_looked_at() -> None:
    moved = face("Own", with_letters_moved({"a": "o", "o": "a"}))
    assert problems(f"{moved} div {{ opacity: 0; font-family: Own }}", ink=False) == ()


def test_what_is_squeezed_or_slanted_flat_is_small() -> None:
    assert least_scale((2, 0, 0, 2, 9, 9)) == pytest.approx(2)
    assert least_scale((0, 3, -3, 0, 0, 0)) == pytest.approx(3)
    assert least_scale((1, 0, 0, 0.1, 0, 0)) == pytest.approx(0.1)
    assert least_scale((1, 0, 20, 1, 0, 0)) < 0.06
    assert least_scale((0, 0, 0, 0, 0, 0)) == 0


def test_a_watermark_behind_the_text_is_no_overprint() -> None:
    mark = "position: fixed; top: 40mm; left: 0; font-size: 60pt; z-index: -1"
    for color, overprinted in (("#e4e4e4", False), ("#777", True)):
        found = problems(f"body::before {{ content: 'DRAFT'; color: {color}; {mark} }}")
        assert any(problem.code == "text-overlap" for problem in found) is overprinted


def test_a_pale_watermark_is_pale_on_purpose_and_pale_small_type_is_not() -> None:
    mark = "content: 'DRAFT'; color: #ddd; position: fixed; top: 150mm; left: 0"
    for size, told in ((60, False), (9, True)):
        found = problems(f"body::before {{ {mark}; font-size: {size}pt }}")
        assert [problem.code for problem in found] == ["text-faint"] * told
