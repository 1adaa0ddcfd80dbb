"""Emphasis in Fountain: which marks style, which are text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booklet.read.fountain.inline import plain, styled


@pytest.mark.parametrize(
    ("text", "words", "runs"),
    [
        ("*sea*", "sea", ["italic:sea"]),
        ("**sea**", "sea", ["bold:sea"]),
        ("***sea***", "sea", ["bold:sea", "italic:sea"]),
        ("_sea_", "sea", ["underline:sea"]),
        ("_**sea**_", "sea", ["bold:sea", "underline:sea"]),
        ("**_sea_**", "sea", ["bold:sea", "underline:sea"]),
        ("*the **old** sea*", "the old sea", ["italic:the old sea", "bold:old"]),
        ("**the *old* sea**", "the old sea", ["bold:the old sea", "italic:old"]),
        ("***the* sea**", "the sea", ["bold:the sea", "italic:the"]),
        ("***the** sea*", "the sea", ["italic:the sea", "bold:the"]),
        ("**the *sea***", "the sea", ["bold:the sea", "italic:sea"]),
        ("un*bear*able", "unbearable", ["italic:bear"]),
    ],
)
def test_marks_style(text: str, words: str, runs: list[str]) -> None:
    found, emphasis = styled(text)
    assert found == words
    assert [f"{run.style}:{found[run.start : run.end]}" for run in emphasis] == runs


@pytest.mark.parametrize(
    "text",
    [
        "dial *69 and then *23",
        "2 * 3 * 4",
        "* sea *",
        "snake_case_name",
        "____",
        "****",
        "**sea*",
        "*",
        "a _ b _ c",
    ],
)
def test_marks_that_pair_with_nothing_are_text(text: str) -> None:
    assert styled(text) == (text, ())


def test_a_mark_may_close_after_one_that_only_opens() -> None:
    found, emphasis = styled("dial *69 and then 23*")
    assert [found[run.start : run.end] for run in emphasis] == ["69 and then 23"]


def test_a_backslash_makes_a_mark_text() -> None:
    assert styled(r"\*sea\* \_land\_") == ("*sea* _land_", ())


@given(st.text(alphabet="ab *_\\", max_size=60))
def test_nothing_but_marks_is_taken_out(text: str) -> None:
    found, emphasis = styled(text)
    assert [c for c in found if c not in "*_\\"] == [c for c in text if c not in "*_\\"]
    assert all(0 <= run.start < run.end <= len(found) for run in emphasis)
    assert plain(text) == found
