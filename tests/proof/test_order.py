"""What stands on the page in another order than it is said in is found, whatever moved it."""

from __future__ import annotations

import pytest

from booklet.problems import Problem
from booklet.proof import prove
from tests.proof.pressroom import BESIDE, FERRY, edition, line, page_html, print_pdf, speech


def moved(css: str) -> list[Problem]:
    page = page_html(FERRY, BESIDE, f"<style>{css}</style>")
    problems = prove(print_pdf(page), FERRY, ink=False).problems
    return [problem for problem in problems if problem.code == "text-moved"]


@pytest.mark.parametrize(
    "css",
    [
        # "Ines" and "Yes." up over what Old Tomas has said; his lines down over hers.
        "div:nth-of-type(n+9):nth-of-type(-n+10) { position: relative; top: -43mm }",
        "div:nth-of-type(n+5):nth-of-type(-n+8) { position: relative; top: 130mm }",
        # On the same page all that is said in another order than in the script.
        "body { display: flex; flex-direction: column-reverse }",
        "body { display: grid } div:nth-of-type(n+3):nth-of-type(-n+4) { order: 1 }",
    ],
    ids=["up", "down", "all turned round", "one speech at the end"],
)
def test_a_speech_out_of_its_order_is_an_error(css: str) -> None:
    (problem,) = moved(css)
    assert problem.severity == "error"
    assert problem.span is not None


def test_a_name_beside_what_somebody_else_says_is_an_error() -> None:
    # "Ines" between the name and the first line of "Old Tomas", whose speech follows.
    css = "div:nth-of-type(9) { position: relative; top: 70pt }"
    (problem,) = moved(css)
    assert problem.severity == "error"
    assert "the speech 1.3" in problem.message


@pytest.mark.parametrize(
    "css",
    [
        "body { columns: 2 }",
        "div { line-height: 1 } .speaker { margin: 0 }",
        ".speaker { float: left; clear: both; width: 16mm; font-size: 8pt }",
        ".speaker { text-align: right }",
        "i { float: right; width: 20mm }",
        "i { position: absolute; left: -16mm; font-size: 6pt; width: 15mm }",
        "body { transform: rotate(2deg) }",
        "div::first-letter { font-size: 2em }",
        ".speaker { margin-top: 30mm; break-before: page }",
    ],
)
def test_designs_that_keep_the_order_are_let_pass(css: str) -> None:
    assert not moved(css)


def test_columns_go_to_the_right_though_each_line_has_a_word_that_does_not() -> None:
    told = [
        "Down there שלום is where I left it, and nobody has asked for it سلام since.",
        "What is שמים to you may ספר well be an old hat with a hole باب to me.",
        "Then put ילד it on; the wind نور turns, and your ears בית will freeze.",
        "They never do. We had عين better go before אור the tide takes our boat.",
    ]
    pair = edition(
        *(
            speech(at, "Ada" if at % 2 else "Ben", at, line(words, at))
            for at, words in enumerate(told, 1)
        )
    )
    page = page_html(pair, {}, "<style>body { columns: 2 } div { hyphens: none }</style>")
    assert not prove(print_pdf(page, []), pair, ink=False).problems
