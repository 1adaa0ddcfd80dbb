"""Words are folded so that habits of printing make no difference, and can be found again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booklet.draw.finding.normalise import count_words, fold, folded_words, words

TEXT = st.text(
    st.one_of(
        st.sampled_from("abcdeéßﬁİЁжъѣії '’‘\u00ad\u200b\u0301-–…,.“”\"8,316\n\t"),
        st.characters(codec="utf-8"),
    ),
    max_size=80,
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Don’t", "don't"),
        ("don't go", "do not go"),
        ("I'll", "I will"),
        ("can't", "cannot"),
        ("we´re", "we're"),
        ("didnt", "didn’t"),
        ("8,316", "8316"),
        ("8\u202f316", "8.316"),
        ("o’er drown’d", "over drowned"),
        ("in 't", "in it"),
        ("soft\u00adhyphen", "softhyphen"),
        ("ﬁne", "fine"),
        ("CAFÉ", "café"),
        ("ещё", "еще"),
        ("Straße", "STRASSE"),
        ("Вѣтеръ съ рѣки, Ѳома; міръ", "ветер с реки, Фома; мир"),
        ("Объѣздъ", "Объезд"),
        ("wait… what", "wait -- what"),
        ("“so”", "so"),
        ("forty-two", "forty two"),
    ],
)
def test_habits_of_printing_make_no_difference(one: str, other: str) -> None:
    assert folded_words(one) == folded_words(other)


@pytest.mark.parametrize(("one", "other"), [("ferry", "fairy"), ("well", "we'll"), ("3.5", "35")])
def test_different_words_stay_different(one: str, other: str) -> None:
    assert folded_words(one) != folded_words(other)


@given(TEXT)
def test_places_are_in_order_and_inside_the_text(text: str) -> None:
    found = words(text)
    assert list(found.starts) == sorted(found.starts)
    assert list(found.ends) == sorted(found.ends)
    assert len(found.folded) == len(found.starts) == len(found.ends)
    for start, end in zip(found.starts, found.ends, strict=True):
        assert 0 <= start < end <= len(text)


@given(TEXT)
def test_each_place_holds_its_word(text: str) -> None:
    found = words(text)
    for word, start, end in zip(found.folded, found.starts, found.ends, strict=True):
        assert word in fold(text[start:end])


@given(TEXT)
def test_folding_again_changes_nothing(text: str) -> None:
    once = folded_words(text)
    assert folded_words(" ".join(once)) == once


@given(TEXT)
def test_the_three_ways_to_fold_agree(text: str) -> None:
    found = words(text).folded
    assert folded_words(text) == found
    assert sum(count_words([text]).values()) == len(found)
