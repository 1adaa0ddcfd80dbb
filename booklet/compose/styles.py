"""The style sheets of a course: shipped ones, its theme, and what it adds.

In: a course's folders and its theme's name. Out: CSS texts in the order of their effect, in
each of which all that it imports stands, and problems. A sheet imports others from the
`styles/` folders; all that a course's sheets ask for is looked at here.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import Literal

from booklet.compose.allowed_css import Asked, Reader, asked, faults
from booklet.compose.folders import MOST_BYTES, Folders
from booklet.compose.nearest import did_you_mean
from booklet.files import RefusedFileError, read_file
from booklet.media import RefusedError
from booklet.model import Span
from booklet.problems import Problem, Result, error
from booklet.resources import Resources, refusal

THEMES = "themes/"

HOME = "styles/"
"""What the paths in a sheet count from, wherever in it the sheet lies."""

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


_NO_MEDIUM = re.compile(r"layer\b|supports\(", re.IGNORECASE)


def style_sheets(
    folders: Folders, theme: str, medium: Styled, named_at: Span | None = None
) -> Result[tuple[str, ...]]:
    """The CSS of one medium: its sheet, the theme, then the course's own additions.

    `named_at` is where the course names its theme. Problems: `unknown-theme`,
    `style-unreadable`, `style-refused`, `resource-refused`.
    """
    reading = _Reading(folders, _READERS.get(medium, "sheet"))
    theme_name = f"{THEMES}{theme or 'default'}.css"
    if folders.find(theme_name) is None:
        known = [
            PurePosixPath(name).stem
            for name in folders.names(ending=".css")
            if name.startswith(THEMES)
        ]
        reading.problems.append(
            error(
                "unknown-theme",
                f"there is no theme `{theme}`",
                named_at,
                did_you_mean(theme, known),
            )
        )
    own = [f"{medium}.css", EDITIONS_SHEET] if medium == "print" else [f"{medium}.css"]
    names = [*own, theme_name, COURSE_SHEET, f"extra-{medium}.css"]
    sheets = [reading.sheet(name, path) for name in names if (path := folders.find(name))]
    return Result(tuple(sheet for sheet in sheets if sheet is not None), tuple(reading.problems))


def self_contained(css: str, course: Path | None) -> str:
    """The CSS of a page, with the files that it names in it, as the page is one file."""
    resources = Resources(course)

    def embedded(each: Asked) -> str:
        try:
            return f'url("{resources.read(each.address, HOME).address}")'
        except RefusedError:
            return 'url("data:,")'

    return _replaced(css, embedded)


class _Reading:
    """Reads sheets, and keeps what is wrong with them."""

    def __init__(self, folders: Folders, reader: Reader) -> None:
        self._folders = folders
        self._reader = reader
        self._resources = Resources(folders.course)
        self.problems: list[Problem] = []

    def sheet(self, name: str, path: Path, above: frozenset[str] = frozenset()) -> str | None:
        """The sheet with all that it imports; `above` are the names of those that import it."""
        css = self._text(path)
        if css is None or not self._folders.own(name):
            return css
        text = css

        def span(offset: int) -> Span:
            return self._folders.span(path, text.count("\n", 0, offset) + 1)

        for fault in islice(faults(css, self._reader), MOST_TOLD):
            problem = error("style-refused", fault.message, span(fault.offset), fault.hint)
            self.problems.append(problem)

        def looked_at(each: Asked) -> str:
            if each.imported:
                return self._imported(each, span(each.start), above | {name})
            try:
                self._resources.read(each.address, HOME)
            except RefusedError as why:
                self.problems.append(refusal(each.address, why, span(each.start)))
            return text[each.start : each.end]

        return _replaced(css, looked_at)

    def _imported(self, each: Asked, span: Span, above: frozenset[str]) -> str:
        path = self._folders.find(each.address)
        why = ""
        if path is None:
            why = "which is not there"
        elif each.address in above or len(above) > MOST_IMPORTS:
            why = "which imports it again"
        elif _NO_MEDIUM.match(each.condition):
            why = "on a condition that is no medium"
        if why or path is None:
            self.problems.append(
                error(
                    "style-refused",
                    f"the style sheet imports `{each.address or 'nothing'}`, {why}",
                    span,
                    "Sheets are imported from the course's `styles/` folder; "
                    "paths count from there.",
                )
            )
            return ""
        css = self.sheet(each.address, path, above) or ""
        return f"@media {each.condition} {{ {css} }}" if each.condition else css

    def _text(self, path: Path) -> str | None:
        span = self._folders.span
        try:
            data = read_file(path, MOST_BYTES)
        except RefusedFileError as refused:
            message = f"the style sheet cannot be read: {refused}"
            self.problems.append(error("style-unreadable", message, span(path)))
            return None
        try:
            return data.decode("utf-8-sig")
        except UnicodeDecodeError as exception:
            self.problems.append(
                error(
                    "style-unreadable",
                    f"the style sheet is not UTF-8 (byte {exception.start})",
                    span(path, data[: exception.start].count(b"\n") + 1),
                    "Save it as UTF-8.",
                )
            )
            return None


def _replaced(css: str, by: Callable[[Asked], str]) -> str:
    """The sheet with all that it asks for put otherwise."""
    pieces: list[str] = []
    end = 0
    for each in asked(css):
        pieces += (css[end : each.start], by(each))
        end = each.end
    return "".join((*pieces, css[end:]))
