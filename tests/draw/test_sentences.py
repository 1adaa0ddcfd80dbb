"""Sentences end where a reader would say so."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booklet.draw.finding.sentences import sentences


@pytest.mark.parametrize(
    "parts",
    [
        ("One came.", "Two left!", "Did three?"),
        ("Mr. Hale met Dr. Moss at St. Ives.", "They spoke."),
        ("It was written by J. R. Bell in vol. 3.", "Nobody read it."),
        ("He waited… and went home.", "It rained."),
        ("“Come in. Sit down,” she says.", "He sits."),
        ("“Is it late?” she asks.", "It is."),
        ("“Is it late?” Ines asks.", "It is."),
        ("‘Good night.’", "The door closed."),
        ("It was the end (so they said).", "It was not."),
        ("Он ушел, т. е. пропал.", "Она ждала."),
        ("Das war z. B. gestern.", "Heute nicht."),
        ("So endet es (2. Akt, 1. Szene).", "Danach regnet es."),
        ("Das steht im II. Akt der Oper.", "Man hört es."),
        ("Так кончается (д. II, явл. 2).", "Потом дождь."),
        ("Ainsi finit tout (acte II, sc. 3).", "Il pleut."),
    ],
)
def test_sentences_of_running_text(parts: tuple[str, ...]) -> None:
    text = " ".join(parts)
    assert tuple(text[start:end] for start, end in sentences(text)) == parts


@given(st.text("aB .!?…“”’'(\n", max_size=80))
def test_sentences_cover_the_text_in_order(text: str) -> None:
    reach = 0
    for start, end in sentences(text):
        assert not text[reach:start].strip()
        assert reach <= start < end
        reach = end
    assert not text[reach:].strip()
