"""What somebody else's styles and templates may make of the layout: a message, and no hang."""

from __future__ import annotations

from pathlib import Path

import pytest

from booklet.markup.css import SheetText
from booklet.model import Span
from booklet.problems import Problem
from booklet.typeset import typeset_sheet
from booklet.typeset.guards import (
    LONGEST_WORD,
    MOST_FLOATS,
    MOST_IN_A_GRID,
    MOST_IN_A_ROW,
    long_word,
)

PAGE = "<!doctype html><html lang='en'><head><title>T</title></head><body>{}</body></html>"


FONT = (
    "@font-face { font-family: F; src: url(fonts/source-sans-3/SourceSans3-Regular.ttf) }"
    "html { font-family: F }"
)


def nested(depth: int, name: str = "row") -> str:
    return f"<div class='{name}'>" * depth + "x" + "</div>" * depth


def problem(course: Path, css: str, body: str) -> Problem:
    (course / "styles").mkdir()
    (course / "styles" / "course.css").write_text("/* ours */\n" + css)
    sheets = [SheetText(FONT), SheetText(css)]
    result = typeset_sheet(PAGE.format(body), sheets, course, Span("pier/booklet.yaml"))
    assert result.value is None
    return next(each for each in result.problems if each.severity == "error")


@pytest.mark.parametrize("display", ["flex", "inline-flex", "grid", "flex; flex-flow: column"])
def test_rows_twelve_deep_are_told_at_once(tmp_path: Path, display: str) -> None:
    told = problem(tmp_path, f".row {{ display: {display} }}", nested(12))
    assert told.code == "layout-nested"
    assert str(told.span) == "pier/styles/course.css:2:1"


def test_columns_in_columns_are_told_at_once(tmp_path: Path) -> None:
    assert problem(tmp_path, ".row { columns: 2 }", nested(6)).code == "layout-nested"


@pytest.mark.parametrize(
    ("css", "parts"),
    [
        (".part { float: left }", MOST_FLOATS + 2),
        (".all { display: grid }", MOST_IN_A_GRID + 1),
        (".all { display: flex }", MOST_IN_A_ROW + 1),
    ],
)
def test_what_takes_time_with_the_square_of_its_number_is_bounded(
    tmp_path: Path, css: str, parts: int
) -> None:
    body = f"<div class=all>{'<div class=part></div>' * parts}</div>"
    told = problem(tmp_path, css, body)
    assert told.code == "layout-crowded"
    assert str(told.span) == "pier/styles/course.css:2:1"


def test_a_few_rows_in_each_other_are_set(tmp_path: Path) -> None:
    css = ".row { display: flex } .two { columns: 2 }"
    body = nested(4) + nested(2, "two")
    sheets = [SheetText(FONT), SheetText(css)]
    assert typeset_sheet(PAGE.format(body), sheets, tmp_path, Span("b")).value is not None


@pytest.mark.parametrize(
    ("css", "body"),
    [
        ("p { transform: scale(0) }", "<p>x</p>"),
        ("", "<div>" * 400 + "x" + "</div>" * 400),
        (".r { position: running(h) } @page { @top-left { content: element(h) } }"
         ".r::before { content: element(h) }", "<div class=r>x</div>"),
    ],
)  # fmt: skip
def test_where_the_layout_gives_up_the_courses_files_are_named(
    tmp_path: Path, css: str, body: str
) -> None:
    told = problem(tmp_path, css, body)
    assert told.code == "layout-failed"
    assert "styles/course.css" in told.hint


def test_a_word_longer_than_any_is_told() -> None:
    assert long_word(PAGE.format("<p>" + "x " * 9_000 + "x" * LONGEST_WORD)) is None
    assert long_word(PAGE.format(f"<svg><path d='{'1,' * 9_000}'/></svg>")) is None
    told = long_word(PAGE.format("<p>" + "x" * (LONGEST_WORD + 1)))
    assert told is not None
    assert told.code == "word-too-long"
