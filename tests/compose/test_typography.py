"""The typographer's pass: what is curled, what is left alone, and that offsets hold."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booklet.compose.preparing.typography import Typographer, typographer_for
from booklet.quotation_marks import marks_of

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
    ("باب 3rd day", "باب \u200e3rd day"),
    ("אור 1½?! so", "אור \u200e1½?! so"),
    ("a בית (№5) so", "a בית \u200e(№5) so"),
    ("a בית 1948 so", "a בית 1948 so"),
    ("a בית so 3rd", "a בית so 3rd"),
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
        ("fi", 'Hän sanoi "tule"', "Hän sanoi ”tule”"),
        ("sv", 'Han sa "gå" och gick', "Han sa ”gå” och gick"),
        ("hu", 'Azt mondta: "gyere"', "Azt mondta: „gyere”"),
        ("pl", 'Rzekł: "idź"', "Rzekł: „idź”"),
        ("it", 'Disse "vieni" e \'ndrangheta', "Disse «vieni» e 'ndrangheta"),
        ("it", "\"Disse 'vieni' e\"", "«Disse “vieni” e»"),
        ("de-CH", 'Er rief: "Komm!"', "Er rief: «Komm!»"),
        ("eo", 'Li diris "venu"', 'Li diris "venu"'),
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


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Er rief „Herr Rabe“ und ging."),
        ("de", "Er rief ‚Herr Rabe‘ und ging."),
        ("de", "und ging, Rabe“ und dann"),
        ("cs", "Řekl „pane Havrane“ a šel."),
        ("ru", "Он читал «роман „Мир“ вслух» и спал."),
        ("en", "He said“ go” and went."),
        ("en-GB", "It was so“ he said"),
    ],
)
def test_a_mark_that_closes_keeps_the_space_behind_it(language: str, text: str) -> None:
    assert Typographer(language).show(text).replace("\xa0", " ") == text


def test_a_mark_that_opens_loses_the_space_behind_it_whatever_the_language() -> None:
    assert Typographer("de").show("Er las: “ Go. ” Und") == "Er las: “Go. ” Und"
    assert Typographer("de").show("Er rief „ Komm“ und") == "Er rief „Komm“ und"


LANGUAGES = [
    *("de", "cs", "sk", "pl", "ru", "uk", "fr", "es", "it", "pt", "pt-PT", "nl", "sv", "da"),
    *("fi", "en", "en-GB", "el", "hu", "de-CH", "fr-CH", "bg", "nb", "ro"),
]
WORDS = st.sampled_from(
    ["Rabe", "und", "à", "был", "λόγος", "7", "nº", "l'eau", "o’clock", "ja", "š", "ő", "Ærø"]
)


@st.composite
def sentences(draw: st.DrawFn, language: str, straight: bool) -> str:
    """Words with quotations in them, and quotations in those, as the language sets them."""
    marks = marks_of(language)
    assert marks is not None
    pairs = [(marks.opening, marks.closing), (marks.inner_opening, marks.inner_closing)]
    if straight:
        pairs = [('"', '"'), ("'", "'")]
    spaced = language.startswith("fr") and not straight

    def words(depth: int) -> str:
        parts: list[str] = []
        for _ in range(draw(st.integers(1, 4))):
            word = draw(WORDS) + draw(st.sampled_from(["", "", "", ",", ".", "!", ":", "…"]))
            if depth < 2 and draw(st.booleans()):
                opening, closing = pairs[depth]
                space = " " if spaced and opening in "«‹" else ""
                behind = draw(st.sampled_from(["", "", ".", ",", ")", "!"]))
                before = "(" if behind == ")" else ""
                word = f"{before}{opening}{space}{words(depth + 1)}{space}{closing}{behind}"
            parts.append(word)
        return " ".join(parts)

    return words(0)


NO_SPACES = re.compile("[\u2060]")
ANY_MARK = re.compile("[“”‘’„‚«»‹›\"']")


@given(st.data(), st.sampled_from(LANGUAGES))
def test_no_space_is_lost_or_doubled_in_any_language(data: st.DataObject, language: str) -> None:
    text = data.draw(sentences(language, straight=False))
    shown = NO_SPACES.sub("", Typographer(language).show(text)).replace("\xa0", " ")
    assert shown.replace("’", "'") == text.replace("’", "'")


@given(st.data(), st.sampled_from(LANGUAGES))
def test_straight_marks_become_others_and_words_stay(data: st.DataObject, language: str) -> None:
    text = data.draw(sentences(language, straight=True))
    shown = NO_SPACES.sub("", Typographer(language).show(text)).replace("\xa0", " ")
    if language.startswith("fr"):
        shown = re.sub("(?<=«) | (?=»)", "", shown)
    assert ANY_MARK.sub("'", shown) == ANY_MARK.sub("'", text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_quoted_in_straight_marks_gets_those_of_the_language(language: str) -> None:
    marks = marks_of(language)
    assert marks is not None
    shown = re.sub(r"\s", "", Typographer(language).show('"ja"'))
    assert shown == f"{marks.opening}ja{marks.closing}"


@given(st.text(alphabet="ab '\"-.…—\n(", max_size=40), st.sampled_from(["en-GB", "de", "fi"]))
def test_every_character_has_one_place_in_what_is_printed(text: str, language: str) -> None:
    typographer = Typographer(language)
    glyphs = typographer.glyphs(text)
    assert len(glyphs) == len(text)
    kept = [(a, b) for a, b in zip(text, glyphs, strict=True) if a not in "'\"-. "]
    assert all(typed == printed.strip("\u2060") for typed, printed in kept)
