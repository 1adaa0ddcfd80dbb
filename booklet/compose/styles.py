"""The style sheets of a course: shipped ones, its theme, and what it adds.

In: a course's folders and its theme's name. Out: CSS texts in the order of their effect,
and problems. Nothing but files inside the two `styles/` folders is ever read.
"""

from __future__ import annotations

import base64
import mimetypes
import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import Literal

from booklet.compose.allowed_css import Reader, faults, imports
from booklet.compose.folders import MOST_BYTES, Folders
from booklet.compose.nearest import did_you_mean
from booklet.files import RefusedFileError, read_file
from booklet.model import Span
from booklet.problems import Problem, Result, error, warning

THEMES = "themes/"

MOST_EMBEDDED = 8 * 1024 * 1024
"""Bytes of a picture or font in the page; a larger one is for paper."""

Styled = Literal["page", "print", "epub", "plan", "plan-screen", "plan-print", "review"]
"""What has a style sheet of its own, and so can have a course's `extra-….css`."""

COURSE_SHEET = "course.css"
"""A course's own rules for both media; `extra-page.css` and `extra-print.css` for one."""

EDITIONS_SHEET = "print-editions.css"
"""What some editions do otherwise than the reader's on paper."""

_READERS: dict[Styled, Reader] = {
    "print": "booklet",
    "page": "browser",
    "plan-screen": "browser",
}

MOST_IMPORTS = 8
"""Sheets that import each other, one from the other."""

MOST_TOLD = 20
"""The first so many faults of a sheet are told."""

_URL = re.compile(r"""url\(\s*+(?:"([^"]*+)"|'([^']*+)'|([^"'()]*+))\s*+\)""", re.IGNORECASE)


def style_sheets(
    folders: Folders, theme: str, medium: Styled, asked: Span | None = None
) -> Result[tuple[str, ...]]:
    """The CSS of one medium: its sheet, the theme, then the course's own additions.

    `asked` is where the course names its theme. Problems: `unknown-theme`,
    `style-unreadable`, `style-refused`.
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
            if folders.own(name):
                problems += _refusals(folders, path, result.value, medium, frozenset({name}))
            sheets.append(
                _embed(folders, path, result.value, problems) if medium == "page" else result.value
            )
    return Result(tuple(sheets), tuple(problems))


def _read(folders: Folders, path: Path) -> Result[str]:
    try:
        data = read_file(path, MOST_BYTES)
    except RefusedFileError as refusal:
        message = f"the style sheet cannot be read: {refusal}"
        return Result(None, (error("style-unreadable", message, folders.span(path)),))
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


def _refusals(
    folders: Folders, sheet: Path, css: str, medium: Styled, above: frozenset[str]
) -> Iterator[Problem]:
    """What a course's sheet may not ask for, and the same of the sheets that it imports."""

    def span(offset: int) -> Span:
        return folders.span(sheet, css.count("\n", 0, offset) + 1)

    for fault in islice(faults(css, _READERS.get(medium, "sheet")), MOST_TOLD):
        yield error("style-refused", fault.message, span(fault.offset), fault.hint)
    for offset, name in imports(css):
        path = folders.find(name)
        if path is None or name in above or len(above) > MOST_IMPORTS:
            yield error(
                "style-refused",
                f"the style sheet imports {name or 'nothing'}, "
                + ("which imports it again" if path else "which is not there"),
                span(offset),
                "Sheets are imported from the course's `styles/` folder; paths count from there.",
            )
            continue
        result = _read(folders, path)
        yield from result.problems
        if result.value is not None and folders.own(name):
            yield from _refusals(folders, path, result.value, medium, above | {name})


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
        try:
            data = read_file(path, MOST_EMBEDDED)
        except RefusedFileError as refusal:
            line = css[: match.start()].count("\n") + 1
            message = f"{url} cannot be put into the page: {refusal}"
            problems.append(warning("style-resource", message, folders.span(sheet, line)))
            return 'url("data:,")'
        return f'url("data:{kind};base64,{base64.b64encode(data).decode("ascii")}")'

    return _URL.sub(embedded, css)
