"""The list of templates, and a copy put into a course."""

from __future__ import annotations

from pathlib import Path

import pytest

from booklet.compose import compose_page, copy_template, list_templates
from tests.compose.booklets import screenplay
from tests.compose.test_templates import put


def test_every_shipped_template_says_what_it_is_for_and_what_it_gets() -> None:
    listed = [info for info in list_templates(None) if info.kind == "templates"]
    assert len(listed) >= 15
    for info in listed:
        assert info.purpose, info.name
        assert info.data, info.name
        assert (info.origin, info.overrides) == ("shipped", False)


def test_styles_and_themes_are_listed_too() -> None:
    names = {info.name for info in list_templates(None) if info.kind == "styles"}
    assert {"page.css", "print.css", "themes/default.css"} <= names


def test_a_course_sees_its_own_and_which_of_them_override(tmp_path: Path) -> None:
    put(tmp_path, "templates/note.html", "{# Ours. Gets: note #}{{ note.body }}")
    put(tmp_path, "templates/colophon.html", "{# New. #}")
    own = {info.name: info for info in list_templates(tmp_path) if info.origin == "course"}
    assert own["note.html"].overrides
    assert (own["note.html"].purpose, own["note.html"].data) == ("Ours.", "note")
    assert not own["colophon.html"].overrides


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("speech.html", "templates/speech.html"),
        ("templates/speech.html", "templates/speech.html"),
        ("page.css", "styles/page.css"),
        ("themes/ink.css", "styles/themes/ink.css"),
        ("styles/themes/ink.css", "styles/themes/ink.css"),
    ],
)
def test_a_copy_lies_where_it_counts_and_changes_nothing_yet(
    tmp_path: Path, name: str, place: str
) -> None:
    before = compose_page(screenplay(), tmp_path).value
    result = copy_template(name, tmp_path)
    assert result.value == tmp_path / place
    assert (tmp_path / place).is_file()
    assert compose_page(screenplay(), tmp_path).value == before


def test_a_copy_never_overwrites(tmp_path: Path) -> None:
    put(tmp_path, "templates/note.html", "mine")
    result = copy_template("note.html", tmp_path)
    assert result.value is None
    assert [problem.code for problem in result.problems] == ["template-exists"]
    assert (tmp_path / "templates/note.html").read_text() == "mine"


def test_an_unknown_name_is_told_the_nearest(tmp_path: Path) -> None:
    (problem,) = copy_template("speach.html", tmp_path).problems
    assert problem.code == "unknown-template"
    assert problem.hint == "Did you mean `speech.html`?"
    (problem,) = copy_template("../pyproject.toml", tmp_path).problems
    assert problem.code == "unknown-template"


def test_a_course_that_is_not_there_is_told(tmp_path: Path) -> None:
    (problem,) = copy_template("note.html", tmp_path / "gone").problems
    assert problem.code == "unknown-course"
    assert not (tmp_path / "gone").exists()
