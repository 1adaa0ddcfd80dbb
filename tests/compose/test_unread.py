"""What a course adds and nothing reads is told of, and what is read is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from booklet.compose.guarding.unread import unread


def told(course: Path, files: dict[str, str]) -> list[tuple[str, str]]:
    for name, text in files.items():
        file = course / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return [(problem.code, problem.hint.partition("?")[0]) for problem in unread(course, "c")]


def test_a_course_without_templates_and_styles_has_nothing_unread(tmp_path: Path) -> None:
    assert told(tmp_path, {}) == []


@pytest.mark.parametrize(
    ("files", "code", "hint"),
    [
        ({"templates/notes.html": ""}, "file-ignored", "note.html"),
        ({"templates/note.htm": ""}, "file-ignored", "note.html"),
        ({"styles/mine.css": ""}, "file-ignored", "course.css"),
        ({"styles/corse.css": ""}, "file-ignored", "course.css"),
        ({"styles/course.css": ":root { --acent: red }"}, "style-unused", "--accent"),
        ({"styles/course.css": "p { font-family: Nowhere Sans }"}, "font-missing", "styles/"),
        ({"styles/course.css": ":root { --note-font: 'Nix' }"}, "font-missing", "styles/"),
    ],
)
def test_mistyped_names_are_told_of(
    tmp_path: Path, files: dict[str, str], code: str, hint: str
) -> None:
    ((found, said),) = told(tmp_path, files)
    assert found == code
    assert hint in said


@pytest.mark.parametrize(
    "files",
    [
        {"templates/note.html": "", "templates/epub/package.opf": ""},
        {"templates/note.html": '{% include "mine.html" %}', "templates/mine.html": ""},
        {"templates/note.html": "{% include which %}", "templates/mine.html": ""},
        {"styles/course.css": '@import "mine.css";', "styles/mine.css": "p { color: red }"},
        {"styles/extra-print.css": "", "styles/themes/own.css": "", "styles/print.css": ""},
        {"styles/course.css": ":root { --accent: red; --mine: 1pt } p { margin: var(--mine) }"},
        {"styles/course.css": "/* --acent: red; font-family: Nix */"},
        {
            "styles/course.css": "@font-face { font-family: 'Own Serif'; src: url(own.ttf) }\n"
            "@font-face { font-family: 'Own Serif'; src: url(b.ttf); font-weight: bold }\n"
            "@font-face { font-family: 'Own Serif'; src: url(i.ttf); font-style: italic }\n"
            "p { font-family: own serif, serif } q { font-family: 'EB Garamond', Georgia }"
        },
        {"styles/course.css": "p { font-family: var(--text-font), serif; font: inherit }"},
        {"styles/extra-page.css": "p { font-family: Georgia, serif }"},
    ],
)
def test_what_is_read_is_not_told_of(tmp_path: Path, files: dict[str, str]) -> None:
    assert told(tmp_path, files) == []


def test_the_shipped_templates_and_styles_may_be_copied_whole(tmp_path: Path) -> None:
    root = Path(__file__).parents[2]
    files = {
        path.relative_to(root).as_posix(): path.read_text("utf-8")
        for kind, ending in (("templates", "*.html"), ("styles", "*.css"))
        for path in (root / kind).rglob(ending)
    }
    assert told(tmp_path, files) == []
