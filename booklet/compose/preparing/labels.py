"""The words that the booklet itself says, in its language.

In: a BCP 47 tag, and what the course says otherwise. Out: the words of `booklet.languages`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from booklet.compose.preparing.local_forms import plural_form, shown_number
from booklet.languages import FALLBACK, language, phrases, spoken_languages
from booklet.model import Settings
from booklet.plugins import pieces_of, words
from booklet.problems import Problem, some, warning

_FORMS = {"one": 0, "few": 1, "many": 2}
"""Which of a noun's forms stands for a plural category; the last one for all others."""


def labels_for(tag: str, own: Mapping[str, str]) -> dict[str, str]:
    """The words of the interface in the language of `tag`; `own` are the course's, by name."""
    return {
        **phrases(FALLBACK).by_key,
        **phrases(tag).by_key,
        **words(FALLBACK),
        **words(tag),
        **own,
    }


def detail_name(key: str, tag: str) -> str:
    """What an entry of a script's title page ("Draft date") is called in a language."""
    return phrases(tag).title_page.get(key.strip().lower(), key.strip())


def counted(noun: str, number: int, tag: str) -> str:
    """A number with its noun in the right form: "1 speech", "112 speeches"."""
    forms = phrases(tag).counted[noun]
    spoken = tag if (found := language(tag)) and found.phrases else FALLBACK
    form = _FORMS.get(plural_form(number, spoken), len(forms) - 1)
    return f"{shown_number(number, tag)}\u00a0{forms[min(form, len(forms) - 1)]}"


def without_labels(settings: Settings) -> tuple[Problem, ...]:
    """A warning, `language-without-words`, where the booklet's own words are not there in the
    course's language, nor all said by the course."""
    tag = settings.language or FALLBACK
    found = language(tag)
    if found and found.phrases:
        return tuple(_without_heading(settings, found.phrases.by_key))
    if set(phrases(FALLBACK).by_key) <= dict(settings.phrases).keys():
        return ()
    there = (f"{each.name} ({each.tag})" for each in spoken_languages())
    return (
        warning(
            "language-without-words",
            f"the booklet's own words, such as “Contents”, are not there in `{tag}`; they are "
            "printed in English",
            settings.at("language"),
            f"They are there in {some(there, 20)}. `phrases:` in booklet.yaml says them in another "
            "language; `booklet phrases` lists them.",
        ),
    )


def _without_heading(settings: Settings, spoken: Mapping[str, str]) -> Iterator[Problem]:
    """A warning for each printed piece whose heading is there in English alone."""
    matter, known = settings.matter, pieces_of(settings.matter)
    for piece in (known[name] for name in (*matter.front, *matter.back)):
        english = piece.phrase in labels_for(FALLBACK, {})
        said = {*spoken, *words(settings.language), *dict(settings.phrases)}
        if english and piece.phrase not in said:
            yield warning(
                "language-without-words",
                f"the piece `{piece.name}` has no heading in `{settings.language}`; it is printed "
                "in English",
                settings.at("language"),
                f"Say it in booklet.yaml: `phrases: {{{piece.phrase}: …}}`.",
            )
