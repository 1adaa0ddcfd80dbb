"""A letter and its accents are set in one font."""

from __future__ import annotations

import re

import pytest
from weasyprint.formatting_structure import boxes

from booklet.shipped import shipped_folder
from booklet.typeset.engine import Engine, StyleSheet
from booklet.typeset.fetch import CourseFetcher
from booklet.typeset.parted_letters import parted

SHIPPED = (
    shipped_folder("styles") / "print.css",
    shipped_folder("styles") / "themes" / "large-print.css",
)
FACES = "".join(
    "".join(re.findall(r"@font-face \{[^}]*\}", path.read_text("utf-8"))) for path in SHIPPED
)


def parted_in(body: str) -> list[str]:
    """The letters of the only page whose accents are of another font."""
    style = f"{FACES} p {{ font-family: 'Atkinson Hyperlegible', 'Source Sans 3' }}"
    html = f"<!doctype html><html lang='yo'><head><title>T</title></head><body>{body}</body></html>"
    (page,) = Engine([StyleSheet(style)], CourseFetcher(None)).lay_out(html).pages
    texts = [box for box in page._box.descendants() if isinstance(box, boxes.TextBox)]
    assert "".join(box.text for box in texts) == re.sub("<[^>]*>", "", body)
    return [letter for box in texts for letter in parted(box)]


@pytest.mark.parametrize(
    "body",
    [
        "<p>ọ́</p>",
        "<p>ọ́mọ́ ọ́ ọ́ <b>ọ́</b> ọ́</p>",
        "<p>Kọ̄́, kọ̄ <em>ẹ̀</em>ẹ́ẹ̀, kí</p>",
    ],
)
def test_an_accent_stands_on_a_letter_that_the_texts_own_font_lacks(
    body: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert parted_in(body) == []
    monkeypatch.setattr("booklet.typeset.engine.join_letters", lambda _: False)
    assert parted_in(body) != []
