"""Whether a quotation mark opens or closes: by what is around it, what is open, the language."""

from __future__ import annotations

import pytest

from booklet.quotation_marks import are_paired, closes, marks_of, openings


@pytest.mark.parametrize(
    ("language", "text", "opening"),
    [
        ("de", "Er rief „Herr Rabe“ und ging", "„"),
        ("de", "„Er sagte: ‚Komm‘ und ging“ dann", "„‚"),
        ("de", "»Komm«, sagte er, »bald«", "»»"),
        ("de", "und ging, Rabe“ und dann", ""),
        ("de", "„Herr Rabe “ und", "„"),
        ("de", "er las: “ Go. ” und", "“"),
        ("en", "“Go ‘now’,” he said. “Stay.”", "“‘“"),
        ("en", "He read, “ Go.”", "“"),
        ("en", "said“ Go”", ""),
        ("en", "rock ’n’ roll, the dogs’ bowl, isn’t", "’"),
        ("sv", "Han sa ”Kom” och ”gå”.", "””"),
        ("fi", "”Tule ’tänne’ nyt” hän", "”’"),
        ("hu", "„Azt mondta: »gyere« és” ment", "„»"),
        ("fr", "Il dit « viens » et « va ».", "««"),
        ("ru", "Он сказал «читай „Мир“ сам» и", "«„"),
        ("", "said.“Go”", "“"),
        ("", "„Rabe“und", "„"),
    ],
)
def test_where_a_quotation_opens(language: str, text: str, opening: str) -> None:
    assert "".join(text[at] for at in sorted(openings(text, language))) == opening


def test_a_mark_closes_what_is_open() -> None:
    assert closes("“", "Er rief „Herr Rabe")
    assert not closes("“", "He said")
    assert not closes("“", "Er rief „Herr Rabe“ und")
    assert closes("»", "Il dit « viens")
    assert closes("«", "Er rief »Komm")


def test_a_language_may_have_marks_of_its_own_in_a_country() -> None:
    assert marks_of("de-AT") == marks_of("de") != marks_of("de-CH")
    assert marks_of("pt-BR") == marks_of("pt") != marks_of("pt-PT")
    assert marks_of("tlh") is None


@pytest.mark.parametrize(
    "text",
    ["Sie sagt „Nein“, er „Ja“.", "«Да», — «нет».", "»Nein«, sagt sie", "” Nej ” och ”ja”",
     "It is “here”, isn’t it?", "« Non », dit-il"],
)  # fmt: skip
def test_marks_of_any_language_are_paired(text: str) -> None:
    assert are_paired(text)


@pytest.mark.parametrize("text", ["Sie sagt „Nein", "here” it is", "«Да", "„Nein“ und „Ja"])
def test_a_mark_without_its_other_half_is_seen(text: str) -> None:
    assert not are_paired(text)
