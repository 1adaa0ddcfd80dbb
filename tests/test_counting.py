"""One thing is not "1 things", in messages and in print."""

from __future__ import annotations

import pytest

from booklet.compose.preparing.labels import counted as printed
from booklet.counting import counted


def test_one_is_not_several() -> None:
    assert counted(1, "annotation") == "1 annotation"
    assert counted(0, "annotation") == "0 annotations"
    assert counted(1200, "word") == "1,200 words"
    assert counted(1.0, "minute") == "1 minute"
    assert counted(1.5, "minute") == "1.5 minutes"
    assert counted(1, "speech", "speeches") == "1 speech"
    assert counted(2, "speech", "speeches") == "2 speeches"


@pytest.mark.parametrize(
    ("language", "number", "words"),
    [
        ("en", 1, "1 word"),
        ("en", 1200, "1,200 words"),
        ("de", 1, "1 Wort"),
        ("fr", 1, "1 mot"),
        ("ru", 1, "1 слово"),
        ("ru", 2, "2 слова"),
        ("ru", 90, "90 слов"),
        ("ru", 21, "21 слово"),
    ],
)
def test_what_is_printed_has_the_form_of_its_number(language: str, number: int, words: str) -> None:
    assert printed("words", number, language).replace("\xa0", " ") == words
