"""`booklet.yaml` becomes settings; its schema helps an editor."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booklet.model import CastMember, Paper, Settings
from booklet.read.keys.schema import course_schema
from booklet.read.keys.settings import CourseSettings, read_settings

FULL = """\
title: 1984
subtitle: 010
authors: NO
language: pt-BR
script: play.fountain
paper: {width: 17cm, height: 9.5in}
theme: night
note_words: 30
date: 2026-02-01
cast:
  - MARA
  - name: HORN
    description: a voice
    group: Things
    aliases: THE HORN
"""


def settings_of(folder: Path, text: str) -> Settings:
    path = folder / "booklet.yaml"
    path.write_text(text, encoding="utf-8")
    read = read_settings(path, "my-course/booklet.yaml")
    assert read.problems == ()
    assert read.value is not None
    assert read.value.settings is not None
    return read.value.settings


def test_every_key_has_its_place_and_text_stays_text(tmp_path: Path) -> None:
    settings = settings_of(tmp_path, FULL)
    assert (settings.title, settings.subtitle, settings.authors) == ("1984", "010", ("NO",))
    assert (settings.language, settings.script, settings.theme) == (
        "pt-BR",
        "play.fountain",
        "night",
    )
    assert settings.paper == Paper("", 170.0, 241.3)
    assert (settings.note_words, settings.date) == (30, "2026-02-01")
    assert settings.cast == (
        CastMember("MARA"),
        CastMember("HORN", "a voice", "Things", ("THE HORN",)),
    )


def test_a_title_is_enough(tmp_path: Path) -> None:
    settings = settings_of(tmp_path, "title: Low Water\n")
    assert settings.paper == Paper("a5", 148, 210)
    assert (settings.theme, settings.note_words) == ("default", 60)
    assert (settings.language, settings.script, settings.authors) == ("", "", ())


@pytest.mark.parametrize(
    ("written", "paper"),
    [
        ("A4", Paper("a4", 210, 297)),
        ("letter", Paper("letter", 215.9, 279.4)),
        ("a6", Paper("a6", 105, 148)),
        ("148x210", Paper("", 148, 210)),
        ("170mm x 240mm", Paper("", 170, 240)),
        ("17 cm × 24 cm", Paper("", 170, 240)),
        ("{width: 360pt, height: 576pt}", Paper("", 127, 203.2)),
    ],
)
def test_paper_by_name_or_size(tmp_path: Path, written: str, paper: Paper) -> None:
    assert settings_of(tmp_path, f"title: a\npaper: {written}\n").paper == paper


def test_script_is_known_even_where_something_else_is_wrong(tmp_path: Path) -> None:
    path = tmp_path / "booklet.yaml"
    path.write_text("paper: a7\nscript: play.xml\n", encoding="utf-8")
    read = read_settings(path, "booklet.yaml")
    assert read.value is not None
    assert read.value.settings is None
    assert (read.value.script, str(read.value.script_span)) == ("play.xml", "booklet.yaml:2:9")


@given(st.dictionaries(st.sampled_from(CourseSettings.known_keys()), st.text("a: [{}]\n-'x1m\\")))
def test_any_values_give_settings_or_problems(
    tmp_path_factory: pytest.TempPathFactory, values: dict[str, str]
) -> None:
    path = tmp_path_factory.mktemp("course") / "booklet.yaml"
    path.write_text("".join(f"{k}: {v}\n" for k, v in values.items()), encoding="utf-8")
    read = read_settings(path, "booklet.yaml")
    assert read.problems or (read.value is not None and read.value.settings is not None)


def test_schema_knows_every_key_and_nothing_else() -> None:
    schema = course_schema()
    assert tuple(schema["properties"]) == CourseSettings.known_keys()
    assert schema["additionalProperties"] is False
    assert schema["required"] == ["title"]
    assert all(part["description"] for part in schema["properties"].values())


def test_schema_takes_a_number_for_a_title() -> None:
    assert course_schema()["properties"]["title"]["type"] == ["string", "number", "boolean"]


@pytest.mark.parametrize(("paper", "words"), [("a5", 60), ("a4", 60), ("a6", 40)])
def test_a_note_is_as_long_as_the_column_allows_where_nothing_is_said(
    tmp_path: Path, paper: str, words: int
) -> None:
    assert settings_of(tmp_path, f"title: Pier\npaper: {paper}\n").note_words == words
