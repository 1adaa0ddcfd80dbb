"""Proof by ink: what a style hides on the page is found, and what is to be seen is let be."""

from __future__ import annotations

import pytest

from booklet.proof import UnseenText, prove
from tests.proof.pressroom import BESIDE, FERRY, page_html, print_pdf

COVER = "content: ''; position: absolute; top: 0; left: 0; width: 100%; height: 100%"
OVER = f"body div {{ position: relative }} div::after {{ {COVER};"
PICTURE = (
    "url(data:image/svg+xml;base64,PHN2ZyB4bWxucz0iaHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmciIHdpZHRoPSI5"
    "IiBoZWlnaHQ9IjkiPjxyZWN0IHdpZHRoPSI5IiBoZWlnaHQ9IjkiIGZpbGw9IiNjY2MiLz48L3N2Zz4=)"
)


def found(style: str, *, ink: bool = True) -> tuple[UnseenText, ...]:
    """What is not to be seen on the pages of the ferry's edition in a style."""
    page = page_html(FERRY, BESIDE).replace("</style>", f"{style}</style>", 1)
    account = prove(print_pdf(page), FERRY, ink=ink).value
    assert account is not None
    return account.unseen


def codes(style: str) -> set[str]:
    page = page_html(FERRY, BESIDE).replace("</style>", f"{style}</style>", 1)
    return {problem.code for problem in prove(print_pdf(page), FERRY).problems}


@pytest.mark.parametrize(
    ("style", "code"),
    [
        ("body div { opacity: 0 }", "text-unseen"),
        ("body div { color: white }", "text-unseen"),
        ("body { background: #123 } body div { color: #123 }", "text-unseen"),
        ("body div { color: transparent }", "text-unseen"),
        (f"{OVER} background: white }}", "text-unseen"),
        (f"body::after {{ {COVER}; position: fixed; background: white }}", "text-unseen"),
        (f"{OVER} background: {PICTURE} }}", "text-unseen"),
        (
            "html, body { background: white } body div { position: relative; z-index: -1 }",
            "text-unseen",
        ),
        ("body div { color: #e5e5e5 }", "text-faint"),
        ("body div { opacity: .15 }", "text-faint"),
        ("body div { background: #333; color: #444 }", "text-faint"),
        ("body div { color: yellow }", "text-faint"),
        ("body div { font-size: .02pt; line-height: 1pt }", "text-tiny"),
        ("body div { transform: scale(.001) }", "text-tiny"),
    ],
)
def test_what_a_style_hides_is_found(style: str, code: str) -> None:
    assert code in codes(style)


@pytest.mark.parametrize(
    "style",
    [
        "body div { color: #999 }",
        "body div { background: #222; color: white } .cite, article { color: black }",
        "body div { opacity: .6 }",
        "body div { font-size: 5pt }",
        "body { background: #fff8e0 }",
        "body div { letter-spacing: .4em }",
        "body div { text-align: justify; word-spacing: 1em }",
        "body div { font-weight: bold; text-decoration: underline }",
        f"body div {{ background: {PICTURE} }}",
    ],
)
def test_what_is_to_be_seen_is_let_be(style: str) -> None:
    assert found(style) == ()


def test_a_piece_that_is_covered_is_found() -> None:
    patch = "content: ''; position: fixed; top: 0; left: 30mm; width: 20mm; height: 200mm"
    unseen = found(f"body::after {{ {patch}; background: white }}")
    assert {one.why for one in unseen} >= {"partly"}


def test_the_speech_that_is_hidden_is_named_with_its_place() -> None:
    first = next(one for one in found("body div { opacity: 0 }") if one.owner == "the speech 1.1")
    assert str(first.span).startswith("ferry.fountain:")
    assert first.contrast == 1.0


def test_without_ink_the_pages_are_not_drawn() -> None:
    assert found("body div { opacity: 0 }", ink=False) == ()
