"""The style sheets of a course: shipped ones, its theme, and what it adds.

In: a course's folders and its theme's name. Out: CSS texts in the order of their effect,
and problems. Nothing but files inside the two `styles/` folders is ever read.
"""

from __future__ import annotations

import base64
import mimetypes
import re
from pathlib import Path, PurePosixPath
from typing import Literal

from booklet.compose.folders import MOST_BYTES, Folders
from booklet.compose.nearest import did_you_mean
from booklet.model import Span
from booklet.problems import Problem, Result, error, warning

THEMES = "themes/"

Styled = Literal["page", "print", "epub", "plan", "plan-screen", "plan-print", "review"]
"""What has a style sheet of its own, and so can have a course's `extra-….css`."""

COURSE_SHEET = "course.css"
"""A course's own rules for both media; `extra-page.css` and `extra-print.css` for one."""

EDITIONS_SHEET = "print-editions.css"
"""What some editions do otherwise than the reader's on paper."""

_URL = re.compile(r"""url\(\s*(?:"([^"]*)"|'([^']*)'|([^"')]*))\s*\)""", re.IGNORECASE)


def style_sheets(
    folders: Folders, theme: str, medium: Styled, asked: Span | None = None
) -> Result[tuple[str, ...]]:
    """The CSS of one medium: its sheet, the theme, then the course's own additions.

    `asked` is where the course names its theme. Problems: `unknown-theme`,
    `style-unreadable`.
    """
    problems: list[Problem] = []
    sheets: list[str] = []
    theme_name = f"{THEMES}{theme or 'default'}.css"
    if folders.find(theme_name) is None:
        known = [
            PurePosixPath(name).stem
            for name in folders.names(ending=".css")
            if name.startswith(THEMES)
        ]
        problems.append(
            error(
                "unknown-theme", f"there is no theme `{theme}`", asked, did_you_mean(theme, known)
            )
        )
    own = [f"{medium}.css", EDITIONS_SHEET] if medium == "print" else [f"{medium}.css"]
    names = [*own, theme_name, COURSE_SHEET, f"extra-{medium}.css"]
    for name in names:
        path = folders.find(name)
        if path is None:
            continue
        result = _read(folders, path)
        problems += result.problems
        if result.value is not None:
            sheets.append(
                _embed(folders, path, result.value, problems) if medium == "page" else result.value
            )
    return Result(tuple(sheets), tuple(problems))


def _read(folders: Folders, path: Path) -> Result[str]:
    data = path.read_bytes()
    if len(data) > MOST_BYTES:
        problem = error(
            "style-unreadable", "the style sheet is larger than 2 MB", folders.span(path)
        )
        return Result(None, (problem,))
    try:
        return Result(data.decode("utf-8-sig"))
    except UnicodeDecodeError as exception:
        problem = error(
            "style-unreadable",
            f"the style sheet is not UTF-8 (byte {exception.start})",
            folders.span(path, data[: exception.start].count(b"\n") + 1),
            "Save it as UTF-8.",
        )
        return Result(None, (problem,))


def _embed(folders: Folders, sheet: Path, css: str, problems: list[Problem]) -> str:
    """The sheet with the files that it names put into it: the page is one file.

    What is not in a `styles/` folder stays out; the page's policy would block it anyway.
    """

    def embedded(match: re.Match[str]) -> str:
        url = next((group for group in match.groups() if group), "").strip()
        if url.lower().startswith("data:") or url.startswith("#"):
            return match.group()
        path = None if "://" in url or url.startswith("//") else folders.find(url)
        if path is None:
            line = css[: match.start()].count("\n") + 1
            problems.append(
                warning(
                    "style-resource",
                    f"the style sheet asks for {url or 'nothing'}, which cannot be in the page",
                    folders.span(sheet, line),
                    "Put the file into the course's `styles/` folder; paths count from there.",
                )
            )
            return 'url("data:,")'
        kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        data = base64.b64encode(path.read_bytes()).decode("ascii")
        return f'url("data:{kind};base64,{data}")'

    return _URL.sub(embedded, css)
