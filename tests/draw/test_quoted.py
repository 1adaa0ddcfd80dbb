"""Quotation marks of every style are paired; apostrophes are none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booklet.draw.finding.quoted import pieces, quoted


def inside(text: str) -> list[str]:
    return [text[span.start : span.end] for span in quoted(text)]


@pytest.mark.parametrize(
    "text",
    [
        "He says “so it goes” and leaves.",
        "He says ‘so it goes’ and leaves.",
        'He says "so it goes" and leaves.',
        "He says 'so it goes' and leaves.",
        "He says «so it goes» and leaves.",
        "He says »so it goes« and leaves.",
        "He says „so it goes“ and leaves.",
        "He says ‚so it goes‘ and leaves.",
        "He says ”so it goes” and leaves.",
        "彼は「so it goes」と言う。",
        "彼は『so it goes』と言う。",
    ],
)
def test_every_style_of_marks(text: str) -> None:
    assert inside(text) == ["so it goes"]


def test_apostrophes_do_not_close() -> None:
    assert inside("‘I don’t know what the boys’ mother said,’ he says.") == [
        "I don’t know what the boys’ mother said,"
    ]


def test_an_apostrophe_before_a_word_does_not_open() -> None:
    assert inside("'Tis late, said the dogs' owner in the '90s.") == []


def test_marks_inside_marks_come_after_them() -> None:
    assert inside("“He said, ‘No,’ to me,” she says.") == ["He said, ‘No,’ to me,", "No,"]


def test_straight_marks_are_told_apart_by_the_space_around_them() -> None:
    assert inside('"One," he says, "two."') == ["One,", "two."]


def test_what_is_never_closed_runs_to_the_end() -> None:
    spans = quoted("He says “so it goes")
    assert [(span.closed, span.end) for span in spans] == [(False, 19)]


def test_a_quotation_is_cut_at_ellipses_and_brackets() -> None:
    assert pieces("[W]e went … and [they] came ... home") == (
        "We went ",
        " and ",
        " came ",
        " home",
    )


@given(st.text("ab ’'‘“”\"«».…[]", max_size=60))
def test_spans_lie_in_the_text_and_within_one_another(text: str) -> None:
    spans = quoted(text)
    for span in spans:
        assert 0 <= span.outer_start < span.start <= span.end <= span.outer_end <= len(text)
    for one in spans:
        for other in spans:
            crossing = one.start < other.start < one.end < other.end
            assert not (crossing and one.closed and other.closed)
