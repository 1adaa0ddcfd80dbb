"""A course's own templates: what they override, and what happens when they are wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from booklet.compose import compose_page, compose_print
from booklet.problems import Problem
from tests.compose.booklets import screenplay


def put(course: Path, name: str, text: str) -> None:
    path = course / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def page(course: Path | None) -> str:
    result = compose_page(screenplay(), course)
    assert result.problems == ()
    assert result.value is not None
    return result.value


def only_problem(course: Path) -> Problem:
    result = compose_page(screenplay(), course)
    assert result.value is None
    (problem,) = result.problems
    assert problem.severity == "error"
    return problem


def test_a_partial_of_a_course_changes_both_media_of_that_course(tmp_path: Path) -> None:
    put(tmp_path, "templates/direction.html", "<p class='direction'>[a direction]</p>")
    assert page(tmp_path).count("[a direction]") == 2
    document = compose_print(screenplay(), tmp_path).value
    assert document is not None
    assert document.html.count("[a direction]") == 2


def test_a_course_changes_no_other_course(tmp_path: Path) -> None:
    mine, other = tmp_path / "mine", tmp_path / "other"
    other.mkdir()
    before = page(other)
    put(mine, "templates/direction.html", "changed")
    put(mine, "styles/course.css", ".who { color: red }")
    assert page(mine) != before
    assert page(other) == before == page(None)


def test_a_course_can_extend_the_skeleton_that_it_overrides(tmp_path: Path) -> None:
    put(
        tmp_path,
        "templates/page.html",
        '{% extends "shipped/page.html" %}'
        "{% block footer %}<p>Ours.</p>{{ super() }}{% endblock %}",
    )
    html = page(tmp_path)
    assert "<p>Ours.</p>" in html
    assert 'class="credits matter"' in html


def test_a_course_can_include_the_partial_that_it_overrides(tmp_path: Path) -> None:
    put(
        tmp_path,
        "templates/title-page.html",
        '<p>Before.</p>\n{% include "shipped/title-page.html" %}',
    )
    assert "<p>Before.</p>\n<header" in page(tmp_path)


def test_text_is_escaped_and_markdown_is_not_escaped_twice(tmp_path: Path) -> None:
    put(
        tmp_path,
        "templates/page.html",
        "{{ references[0].title }}|{{ questions[1].questions[0].question }}",
    )
    body = page(tmp_path).partition("<body>")[2].partition("</body>")[0]
    assert body == "&lt;i&gt;Sly&lt;/i&gt;|Is it<em> one</em> story?"


def test_a_syntax_error_has_its_file_and_line(tmp_path: Path) -> None:
    put(tmp_path, "templates/speech.html", "<p>\n{% if speech %}\n</p>{% endfor %}\n")
    problem = only_problem(tmp_path)
    assert problem.code == "template-syntax"
    assert str(problem.span) == "pier/templates/speech.html:3:1"


def test_a_misspelt_name_is_found_at_its_line_with_the_nearest(tmp_path: Path) -> None:
    put(tmp_path, "templates/title-page.html", "<h1>\n\n{{ tilte }}</h1>")
    problem = only_problem(tmp_path)
    assert problem.code == "template-name"
    assert str(problem.span) == "pier/templates/title-page.html:3:1"
    assert "`tilte`" in problem.message
    assert problem.hint == "Did you mean `title`?"


def test_a_misspelt_field_is_found_with_the_nearest(tmp_path: Path) -> None:
    put(tmp_path, "templates/speech.html", "<p>\n{{ speech.speeker }}</p>")
    problem = only_problem(tmp_path)
    assert str(problem.span) == "pier/templates/speech.html:2:1"
    assert problem.hint == "Did you mean `speaker`?"


def test_an_included_template_that_is_missing_is_named(tmp_path: Path) -> None:
    put(tmp_path, "templates/title-page.html", '\n{% include "speach.html" %}')
    problem = only_problem(tmp_path)
    assert problem.code == "template-missing"
    assert str(problem.span) == "pier/templates/title-page.html:2:1"
    assert "`speech.html`" in problem.hint


def test_a_template_that_includes_itself_is_told_so(tmp_path: Path) -> None:
    put(tmp_path, "templates/title-page.html", '{% include "title-page.html" %}')
    problem = only_problem(tmp_path)
    assert problem.code == "template-failed"
    assert "shipped/" in problem.hint


@pytest.mark.parametrize(
    "attempt",
    [
        "{{ title.__class__.__mro__ }}",
        "{{ title.format.__globals__ }}",
        "{{ labels.clear() }}",
        "{{ series.append(1) }}",
        "{{ ''.__class__ }}",
        "{{ self.__init__.__globals__ }}",
        "{% for n in range(999999999) %}x{% endfor %}",
        "{{ scenes.pop() }}",
        "{{ lipsum() }}",
        "{{ cycler.__init__.__globals__.os }}",
        "{{ '{0.__class__.__mro__}'.format(title) }}",
    ],
)
def test_the_sandbox_refuses(tmp_path: Path, attempt: str) -> None:
    put(tmp_path, "templates/title-page.html", f"\n{attempt}\n")
    problem = only_problem(tmp_path)
    assert problem.code in (
        "template-refused",
        "template-name",
        "template-failed",
        "template-limit",
    )
    assert problem.span is not None
    assert (problem.span.file, problem.span.line) == ("pier/templates/title-page.html", 2)


@pytest.mark.parametrize(
    "name", ["../secret.html", "/etc/hostname", "templates/../../secret.html", "link.html"]
)
def test_nothing_outside_the_folder_is_included(tmp_path: Path, name: str) -> None:
    course = tmp_path / "course"
    put(tmp_path, "secret.html", "SECRET")
    put(course, "templates/title-page.html", f'{{% include "{name}" %}}')
    (course / "templates" / "link.html").symlink_to(tmp_path / "secret.html")
    problem = only_problem(course)
    assert problem.code == "template-missing"


def test_a_template_in_another_encoding_is_told_its_line(tmp_path: Path) -> None:
    path = tmp_path / "templates" / "note.html"
    path.parent.mkdir()
    path.write_bytes(b"one\ntwo \xe9\n")
    problem = only_problem(tmp_path)
    assert problem.code == "template-syntax"
    assert str(problem.span) == "pier/templates/note.html:2:1"


def test_print_reports_the_same_errors(tmp_path: Path) -> None:
    put(tmp_path, "templates/credits.html", "{{ nothing }}")
    result = compose_print(screenplay(), tmp_path)
    assert result.value is None
    assert [problem.code for problem in result.problems] == ["template-name"]
