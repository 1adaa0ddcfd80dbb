"""The words that inline Markdown shows."""

from __future__ import annotations

import pytest

from booklet.markup.markdown import html_of, inline_tokens, plain


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("see [p](<https://x.example/a b>) there", "see p there"),
        ("see [p](https://x.example/a 't') there", "see p there"),
        ("see [p](https://x.example/a_(b_(c))) there", "see p there"),
        ('see [p](https://x.example "a title") there', "see p there"),
        ("see <https://x.example/a> there", "see https://x.example/a there"),
        ("[p](javascript:x)", "[p](javascript:x)"),
        ("*one* **two** `three`", "one two three"),
        ("a&amp;b &copy; \\*c\\*", "a&b © *c*"),
        ("<b>raw</b> ![alt](https://x.example/p.png)", "<b>raw</b> !alt"),
        ("a [b] (c) [d]", "a [b] (c) [d]"),
        ("one\ntwo", "one\ntwo"),
    ],
)
def test_the_words_of_a_text_are_those_that_its_html_shows(text: str, shown: str) -> None:
    assert plain(text) == shown


def test_no_link_leads_elsewhere_than_to_the_web() -> None:
    assert "<a" not in html_of(inline_tokens("[p](javascript:x) [q](data:text/html,x)"))
    assert '<a href="https://x.example/a_(b)">' in html_of(
        inline_tokens("[p](https://x.example/a_(b))")
    )
