"""The style sheets of a course: shipped ones, its theme, and what it adds.

In: a course's folders and its theme's name. Out: CSS texts in the order of their effect, in
each of which all that it imports stands, and problems. A sheet imports others from the
`styles/` folders; all that a course's sheets ask for is looked at here. What of them is
written anew keeps its lines, so that later stages can say which file and line is at fault.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import Literal

from booklet.compose.shelf.folders import MOST_BYTES, Folders
from booklet.files import RefusedFileError, inside, read_file
from booklet.markup.allowed_css import Fault, Reader, counted_out, judged
from booklet.markup.css import (
    Asked,
    Item,
    Rule,
    SheetText,
    TooDeepError,
    asked,
    imported,
    read,
    value_text,
    written,
)
from booklet.media import RefusedError
from booklet.model import Span
from booklet.nearest import did_you_mean
from booklet.problems import Problem, Result, error, warning
from booklet.resources import Resources, refusal
from booklet.shipped import shipped_folder

THEMES = "themes/"
DEFAULT_THEME = f"{THEMES}default.css"

HOME = "styles/"
"""What the paths in a sheet count from, wherever in it the sheet lies."""

Styled = Literal["page", "print", "epub", "plan", "plan-screen", "plan-print", "review"]
"""What has a style sheet of its own, and so can have a course's `extra-….css`."""

COURSE_SHEET = "course.css"
"""A course's own rules for all media; `extra-page.css` and `extra-print.css` for one."""

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


def style_sheets(
    folders: Folders,
    theme: str,
    medium: Styled,
    named_at: Span | None = None,
    own: SheetText | None = None,
    edition: str = "",
) -> Result[tuple[SheetText, ...]]:
    """The CSS of one medium: its sheet, the theme, then the course's own additions.

    A theme of the course's own stands on the default one. `named_at` is where the course names
    its theme, `own` the rules that its settings make, `edition` the name of the edition, which
    may have a sheet `edition-NAME.css`. Problems: `unknown-theme`, `style-unreadable`,
    `style-refused`, `resource-refused`, `style-unknown` (a warning).
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
    names = [f"{medium}.css", EDITIONS_SHEET] if medium == "print" else [f"{medium}.css"]
    names += [DEFAULT_THEME] if folders.own(theme_name) else []
    below = [*names, theme_name]
    above = [COURSE_SHEET, f"extra-{medium}.css", *([edition_sheet(edition)] if edition else [])]
    shelf = [
        tuple(_joined(sheet) for name, path in row if path and (sheet := reading.sheet(name, path)))
        for row in (
            [(name, folders.find(name)) for name in below],
            [
                (name, find(name))
                for find in (folders.of_house, folders.of_course)
                for name in above
            ],
        )
    ]
    reading.tell_of_counted()
    return Result((*shelf[0], *([own] if own else ()), *shelf[1]), tuple(reading.problems))


def edition_sheet(name: str) -> str:
    """The course's own sheet for an edition."""
    return f"edition-{name}.css"


def self_contained(sheets: Sequence[SheetText], course: Path | None) -> str:
    """The CSS of a page, with the files that it names in it, as the page is one file."""
    resources = Resources(course)

    def embedded(each: Asked) -> str:
        try:
            return resources.read(each.address, HOME).address
        except RefusedError:
            return "data:,"

    css = "\n".join(written(read(sheet.text), embedded) for sheet in sheets)
    return "\n".join(line for line in css.split("\n") if line.strip())


@dataclass(frozen=True, slots=True)
class _Chunk:
    """Text of a sheet that comes from a place."""

    text: str
    span: Span


def _joined(chunks: Sequence[_Chunk]) -> SheetText:
    places: list[tuple[int, Span]] = []
    line = 1
    for chunk in chunks:
        places.append((line, chunk.span))
        line += chunk.text.count("\n")
    return SheetText("".join(chunk.text for chunk in chunks), tuple(places))


class _Reading:
    """Reads sheets, and keeps what is wrong with them."""

    def __init__(self, folders: Folders, reader: Reader) -> None:
        self._folders = folders
        self._reader = reader
        self._resources = Resources(folders.course)
        self._counted: list[tuple[str, Problem]] = []  # refused if the property is counted out
        self._texts: list[str] = []
        self.problems: list[Problem] = []

    def sheet(
        self, name: str, path: Path, above: frozenset[str] = frozenset()
    ) -> list[_Chunk] | None:
        """The sheet with all that it imports; `above` are the names of those that import it."""
        css = self._text(path)
        if css is None:
            return None
        self._texts.append(css)
        if path == inside(shipped_folder("styles"), name):
            return [_Chunk(css, self._folders.span(path))]
        items, found = judged(css, self._reader)
        for fault in islice(found, MOST_TOLD):
            self._tell(fault, path)
        chunks: list[_Chunk] = []
        for item in items:
            span = self._folders.span(path, item.line)
            if isinstance(item, Rule) and item.keyword == "import":
                chunks += self._imported(imported(item), span, above | {name})
            else:
                self._look_at([item], path)
                chunks.append(_Chunk(written([item]), span))
        return chunks

    def tell_of_counted(self) -> None:
        """Tell of the lengths that are too small for what some sheet makes of them."""
        if self._counted:
            names = {name for text in self._texts for name in _counted_in(text)}
            self.problems += [problem for name, problem in self._counted if name in names]

    def _tell(self, fault: Fault, path: Path) -> None:
        span = self._folders.span(path, fault.line, fault.column)
        if fault.unknown:
            problem = warning("style-unknown", fault.message, span, fault.hint)
        else:
            problem = error("style-refused", fault.message, span, fault.hint)
        if fault.counted:
            self._counted.append((fault.counted, problem))
        else:
            self.problems.append(problem)

    def _look_at(self, items: Sequence[Item], path: Path) -> None:
        for each in asked(items):
            if each.imported:
                continue  # inside another rule, which is a fault
            try:
                self._resources.read(each.address, HOME)
            except RefusedError as why:
                span = self._folders.span(path, each.line, each.column)
                self.problems.append(refusal(each.address, why, span))

    def _imported(self, each: Asked, span: Span, above: frozenset[str]) -> list[_Chunk]:
        path = self._folders.find(each.address) if each.address else None
        why = ""
        if path is None:
            why = "which is not there"
        elif each.address in above or len(above) > MOST_IMPORTS:
            why = "which imports it again"
        elif not _is_medium(each):
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
            return []
        chunks = self.sheet(each.address, path, above) or []
        if not each.condition:
            return chunks
        head = f"@media {value_text(each.condition).strip()} {{ "
        return [_Chunk(head, span), *chunks, _Chunk(" }", span)]

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


def _is_medium(each: Asked) -> bool:
    """Whether a sheet is imported for some media, not for a layer or what a browser can do."""
    first = next((token for token in each.condition if token.type != "whitespace"), None)
    return first is None or getattr(first, "lower_name", getattr(first, "lower_value", "")) not in (
        "layer",
        "supports",
    )


def _counted_in(css: str) -> set[str]:
    try:
        return counted_out(read(css))
    except TooDeepError:
        return set()
