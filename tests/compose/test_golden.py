"""What the shipped templates make of two small booklets, word for word.

`pytest --regenerate` writes the expected files anew; read the difference before keeping it.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from booklet.compose import compose_page, compose_print
from booklet.model import Edition
from tests.compose.booklets import screenplay, verse_play

GOLDEN = Path(__file__).parent / "golden"
BOOKLETS = {"screenplay": screenplay, "verse-play": verse_play}


def page(edition: Edition) -> str:
    result = compose_page(edition, None)
    assert result.value is not None
    assert result.problems == ()
    return re.sub(r"<style>.*?</style>", "<style>…</style>", result.value, flags=re.DOTALL)


def paper(edition: Edition) -> str:
    result = compose_print(edition, None)
    assert result.value is not None
    assert result.problems == ()
    return result.value.html


@pytest.mark.parametrize("name", BOOKLETS)
@pytest.mark.parametrize("make", [page, paper], ids=["page", "print"])
def test_html_is_as_expected(name: str, make: object, regenerate: bool) -> None:
    assert callable(make)
    html = make(BOOKLETS[name]())
    golden = GOLDEN / f"{name}-{'page' if make is page else 'print'}.html"
    if regenerate:
        golden.write_text(html + "\n", encoding="utf-8")
    assert html + "\n" == golden.read_text(encoding="utf-8")
