"""Languages: a folder each, complete where it is spoken, and no word of it elsewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from booklet.cli import commands
from booklet.compose.preparing.labels import counted, detail_name, labels_for
from booklet.ingest import lexicon
from booklet.languages import Language, language, phrases, reading, spoken_languages
from booklet.shipped import shipped_folder

ENGLISH = phrases("en")
PLACE = re.compile(r"\{\w*\}")


def test_a_booklet_speaks_these_languages() -> None:
    tags = {"de", "en", "es", "fr", "it", "nl", "pt", "ru"}
    assert tags <= {each.tag for each in spoken_languages()}


@pytest.mark.parametrize("spoken", spoken_languages(), ids=lambda each: each.tag)
def test_a_language_has_every_phrase_with_its_places(spoken: Language) -> None:
    own = spoken.phrases
    assert own is not None
    assert own.by_key.keys() == ENGLISH.by_key.keys()
    assert own.counted.keys() == ENGLISH.counted.keys()
    assert own.title_page.keys() == ENGLISH.title_page.keys()
    for name, text in own.by_key.items():
        assert sorted(PLACE.findall(text)) == sorted(PLACE.findall(ENGLISH.by_key[name])), name
        assert text == text.strip(), name
        assert text, name


def test_no_language_says_a_sentence_in_another() -> None:
    sentences = {
        text: (each.tag, name)
        for each in spoken_languages()
        if each.phrases
        for name, text in each.phrases.by_key.items()
        if " " in text
    }
    total = sum(
        " " in text
        for each in spoken_languages()
        if each.phrases
        for text in each.phrases.by_key.values()
    )
    assert len(sentences) == total


def test_a_tag_finds_its_language_and_an_unknown_one_speaks_english() -> None:
    found = language("pt_BR")
    assert found is not None
    assert found.name == "Portuguese"
    assert phrases("el") is ENGLISH
    assert labels_for("es-MX", {})["contents"] == "Índice"
    assert labels_for("es", {"contents": "En este cuaderno"})["contents"] == "En este cuaderno"
    assert detail_name(" Draft date", "nl") == "Versie van"
    assert counted("speeches", 1, "it") == "1\u00a0battuta"
    assert counted("scenes", 2, "pt") == "2\u00a0cenas"
    assert reading("tlh").articles == ()


@pytest.mark.parametrize("folder", ["templates", "styles"])
def test_templates_and_styles_say_no_word_themselves(folder: str) -> None:
    for path in sorted(shipped_folder(folder).rglob("*")):
        if path.suffix not in (".html", ".xhtml", ".css") or "fonts" in path.parts:
            continue
        text = path.read_text("utf-8")
        if path.suffix == ".css":
            bare = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
            said = " ".join(re.findall(r"content:\s*\"([^\"]*)\"", bare))
        else:
            bare = re.sub(r"\{([#%{]).*?[#%}]\}|<style>.*?</style>", "", text, flags=re.DOTALL)
            attributes = re.findall(r"(?:aria-label|alt|title)=\"([^\"]*)\"", bare)
            said = " ".join([re.sub(r"<[^>]*>|&#?\w+;", " ", bare), *attributes])
        assert re.findall(r"[^\W\d_]{2,}", said) == [], path.name


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("By Ada Mole", "Ada Mole"),
        ("Von Anna Becker", "Anna Becker"),
        ("Text: Jonas Weiß", "Jonas Weiß"),
        ("Par Anne de Lys | 3 mai 2019", "Anne de Lys"),
        ("Publié par Rémi Sault", "Rémi Sault"),
        ("Por Inés Prado", "Inés Prado"),
        ("Door Piet Kuiper", "Piet Kuiper"),
        ("Автор: Вера Линд", "Вера Линд"),
        ("Von der Brücke sieht man das Meer", ""),
        ("Par la fenêtre", ""),
        ("Por la noche llueve", ""),
    ],
)
def test_a_byline_is_read_in_each_language(line: str, name: str) -> None:
    assert lexicon.byline_name(line) == name


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("March 3, 2019", "2019-03-03"),
        ("3rd Sept. 2019", "2019-09-03"),
        ("3. März 2019", "2019-03-03"),
        ("03.12.2019, 14:20 Uhr", "2019-12-03"),
        ("le 1er février 2020", "2020-02-01"),
        ("3 de mayo de 2018", "2018-05-03"),
        ("12 maggio 2017", "2017-05-12"),
        ("5 de março de 2016", "2016-03-05"),
        ("8 maart 2015", "2015-03-08"),
        ("8 марта 2015 г.", "2015-03-08"),
        ("in the year 2015", ""),
    ],
)
def test_a_date_is_read_in_each_language(text: str, date: str) -> None:
    assert lexicon.date_in(text) == date


@pytest.mark.parametrize(
    "text",
    ["Weiterlesen", "Alle akzeptieren", "Datenschutzerklärung", "3 Kommentare", "Lire la suite",
     "Tout accepter", "Mentions légales", "Seguir leyendo", "Aceptar todo", "Read more"],
)  # fmt: skip
def test_a_button_is_known_in_each_language(text: str) -> None:
    assert lexicon.CONTROL.match(text)


def test_phrases_are_listed_by_name() -> None:
    listed = CliRunner().invoke(commands, ["phrases", "de"])
    assert "contents: Inhalt\n" in listed.output
    refused = CliRunner().invoke(commands, ["phrases", "sv"])
    assert refused.exit_code == 2
    assert all(each.tag in refused.output for each in spoken_languages())


def test_the_english_phrases_are_in_the_sources_once() -> None:
    sentence = ENGLISH.by_key["how_speeches"]
    package = Path(__file__).parent.parent / "booklet"
    assert not [path for path in package.rglob("*.py") if sentence in path.read_text("utf-8")]
