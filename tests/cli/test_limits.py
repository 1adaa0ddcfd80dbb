"""Limits of a build: which holds, and what is said of where it was met."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from booklet.child import Child
from booklet.cli import commands
from booklet.limits import Allowed, allowed, not_raised
from booklet.model import Limits, Span
from tests.cli import jobs
from tests.cli.test_whole_way import course, replace, template
from tests.conftest import ROOT

__all__ = ["course"]

HUNGRY = (
    "{% set kept = namespace(lists=[]) %}\n{% for a in range(99) %}"
    "{% set kept.lists = [kept.lists, range(900000) | list] %}{% endfor %}"
)


def build(*arguments: object) -> Result:
    return CliRunner().invoke(commands, ["build", *(str(argument) for argument in arguments)])


def limit(course: Path, limits: str) -> None:
    settings = course / "booklet.yaml"
    settings.write_text(f"{settings.read_text('utf-8')}limits: {{{limits}}}\n", "utf-8")


# ----------------------------------------------------------------------- which one holds


def test_without_a_word_the_usual_limits_hold() -> None:
    assert allowed(Limits()) == Allowed()


def test_a_course_can_lower_a_limit_and_not_raise_it() -> None:
    word = Limits(seconds=10, mebibytes=99_999, pages=50)
    assert allowed(Limits(), word) == Allowed(seconds=10, pages=50)


def test_who_runs_the_program_has_the_last_word() -> None:
    assert allowed(Limits(pages=9000), Limits(pages=50)).pages == 9000
    assert allowed(Limits(pages=10), Limits(pages=50)).pages == 10


def test_a_limit_that_a_course_would_raise_is_told_of_unless_it_was_asked_for() -> None:
    word, span = Limits(pages=9000, seconds=1), Span("booklet.yaml")
    (told,) = not_raised(Limits(), word, span)
    assert (told.code, told.severity) == ("limit-not-raised", "warning")
    assert "--page-limit 9000" in told.hint
    assert not_raised(Limits(pages=9000), word, span) == ()


# ------------------------------------------------------------------------ where it was met


@pytest.mark.slow
def test_the_layout_stops_at_the_page_that_is_too_many(course: Path) -> None:
    (course / "styles").mkdir()
    (course / "styles" / "print.css").write_text("p { break-before: page }", "utf-8")
    result = build(course, "--page-limit", "8", "--no-html")
    assert result.exit_code == 1
    assert "course/script.fountain:14:1: error: the booklet has more than 8 pages; it was " in (
        result.stderr
    )
    assert "stopped at page 9, in scene 1 INT. STAIRWELL" in result.stderr
    assert "[page-limit]" in result.stderr
    assert not (course / "build").exists()


def test_a_template_that_never_ends_is_named_with_its_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "x.html").write_text(
        "<p>\n{% for scene in scenes %}\n{{ scene }}\n{% endfor %}\n</p>", "utf-8"
    )
    (problem,) = Child(Limits(), lambda _: None).run(jobs.endless_template, tmp_path).problems
    assert problem.code == "time-limit"
    assert "stopped during: compose, template x.html, line " in problem.message
    assert problem.span is not None
    assert problem.span.file == "course/templates/x.html"
    assert problem.span.line in (2, 3)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits address space")
def test_a_template_that_takes_all_memory_is_named_with_its_line(course: Path) -> None:
    template("speech.html", HUNGRY)(course)
    result = build(course, "--no-pdf", "--memory-limit", "256")
    assert result.exit_code == 1
    assert "course/templates/speech.html:2:1: error: the booklet needed more than 256 MiB" in (
        result.stderr
    )


@pytest.mark.slow
def test_what_is_made_may_not_be_larger_than_allowed(course: Path) -> None:
    result = build(course, "--no-pdf", "--output-limit", "1")
    assert (result.exit_code, result.stderr) == (0, "")
    words = "A line of the play. " * 500
    replace(course / "script.fountain", "JUN\nThat was somebody.", f"JUN\n{words}\n\n" * 110)
    result = build(course, "--no-pdf", "--output-limit", "1")
    assert result.exit_code == 1
    assert "[output-limit]" in result.stderr


@pytest.mark.usefixtures("in_this_process")
@pytest.mark.parametrize(
    ("limits", "said"),
    [
        ("pages: many", "`many` is no limit"),
        ("memory: 3", "in 3 MiB of memory"),
        ("tim: 3", "`tim`"),
    ],
)
def test_a_limit_that_is_none(course: Path, limits: str, said: str) -> None:
    limit(course, limits)
    result = build(course, "--no-pdf")
    assert result.exit_code == 1
    assert "course/booklet.yaml:" in result.stderr
    assert said in result.stderr
