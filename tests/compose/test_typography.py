"""The typographer's pass: what is curled, what is left alone, and that offsets hold."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booklet.compose.typography import Typographer, typographer_for

ENGLISH = [
    ("isn't it?", "isn’t it?"),
    ("'Tis late. 'Twas ever so.", "’Tis late. ’Twas ever so."),
    ("back in the '90s", "back in the ’90s"),
    ("rock 'n' roll", "rock ’n’ roll"),
    ("the dogs' bowl", "the dogs’ bowl"),
    ("'Go home,' she said.", "‘Go home,’ she said."),
    ("'The dogs' bowl,' she said.", "‘The dogs’ bowl,’ she said."),
    ('She said "go".', "She said “go”."),
    ("\"'Go,' he said,\" I told them.", "“‘Go,’ he said,” I told them."),
    ('("Go")', "(“Go”)"),
    ('well--"', "well\u2060—”"),
    ("so -- no", "so\u00a0– no"),
    ("so--no", "so\u2060—no"),
    ("and I---", "and I\u2060—"),
    ("wait...", "wait…"),
    ("well-known", "well-known"),
    ("a go-to", "a go-\u2060to"),
    ("( as it may be ) I went", "(as it may be) I went"),
    ("He read, “ Go.”", "He read, “Go.”"),
]


@pytest.mark.parametrize(("typed", "printed"), ENGLISH)
def test_british_english(typed: str, printed: str) -> None:
    assert Typographer("en-GB").show(typed) == printed


@pytest.mark.parametrize(
    ("language", "typed", "printed"),
    [
        ("en-US", "so -- no", "so\u00a0— no"),
        ("de", 'Er rief: "Komm!" -- Stille', "Er rief: „Komm!“\u00a0– Stille"),
        ("de", "geht's", "geht’s"),
        ("fr", 'Il dit "viens"', "Il dit «\u00a0viens\u00a0»"),
        ("fr", "l'eau", "l’eau"),
        ("fr", "Quoi ?", "Quoi\u00a0?"),
        ("ru", "в лесу он бы пел", "в\u00a0лесу он\u00a0бы пел"),
        ("ru", "кто-то", "кто-\u2060то"),
        ("ru", 'Он сказал "да" -- и всё', "Он сказал «да»\u00a0— и\u00a0всё"),
        ("fi", 'Hän sanoi "tule"', 'Hän sanoi "tule"'),
    ],
)
def test_other_languages_are_not_made_english(language: str, typed: str, printed: str) -> None:
    assert Typographer(language).show(typed) == printed


def test_a_text_put_together_from_several_sources_gets_one_kind_of_marks() -> None:
    typographer = typographer_for(["“Go,” she said.", 'I don\'t, "he" said'], "en-GB")
    assert typographer.show('I don\'t, "he" said') == "I don’t, “he” said"


def test_a_text_whose_rule_is_curly_marks_keeps_its_straight_ones() -> None:
    curly = "“Go,” she said. “Stay,” he said, “till morning.”"
    typographer = typographer_for([curly, 'It is 5" wide -- or so'], "en-GB")
    assert typographer.show('It is 5" wide -- or so') == 'It is 5" wide\u00a0– or so'


def test_a_hyphen_between_spaces_is_a_dash() -> None:
    assert Typographer("en").show("so small - and so bright") == "so small\u00a0— and so bright"
    assert Typographer("en-GB").show("so small - and") == "so small\u00a0– and"
    assert Typographer("en").show("3 - 2, well-known") == "3 - 2, well-known"


def test_the_dash_between_words_is_long_in_russian() -> None:
    assert Typographer("ru").show("год – два, 3–4 дня") == "год\u00a0— два, 3–4 дня"


def test_no_line_holds_one_short_last_word_alone() -> None:
    before = "a speech that is long enough to fill a line and more of"
    assert Typographer("en").show(f"{before} it.") == f"{before}\u00a0it."
    assert Typographer("en").show(f"{before} nobody.") == f"{before} nobody."
    assert Typographer("en").show("Give it.") == "Give it."


@given(st.text(alphabet="ab '\"-.…—\n(", max_size=40), st.sampled_from(["en-GB", "de", "fi"]))
def test_every_character_has_one_place_in_what_is_printed(text: str, language: str) -> None:
    typographer = Typographer(language)
    glyphs = typographer.glyphs(text)
    assert len(glyphs) == len(text)
    kept = [(a, b) for a, b in zip(text, glyphs, strict=True) if a not in "'\"-. "]
    assert all(typed == printed.strip("\u2060") for typed, printed in kept)
