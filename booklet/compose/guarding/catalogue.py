"""Which templates and styles there are, and how one comes into a course to be changed.

In: a course's folder. Out: a listing made of the files' own first comments; a copy.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from booklet.compose.guarding.templates import ENDINGS
from booklet.compose.shelf.folders import Folders
from booklet.nearest import did_you_mean
from booklet.problems import Problem, Result, error
from booklet.writing import NOTHING, write_files

Kind = Literal["templates", "styles"]

_FIRST_COMMENT = {
    "templates": re.compile(r"\A\s*\{#-?(.*?)-?#\}", re.DOTALL),
    "styles": re.compile(r"\A\s*/\*(.*?)\*/", re.DOTALL),
}
_ENDINGS: tuple[tuple[Kind, tuple[str, ...]], ...] = (
    ("templates", ENDINGS),
    ("styles", (".css",)),
)


@dataclass(frozen=True, slots=True)
class TemplateInfo:
    """A template or style sheet, as its first comment describes it.

    `data` says what it gets, "" where the comment does not. `origin` is whose file counts;
    `overrides` tells that a course's file stands before a shipped one. `name` is what
    `copy_template` takes.
    """

    name: str
    kind: Kind
    purpose: str
    data: str
    origin: Literal["shipped", "course"]
    overrides: bool


def list_templates(folder: Path | None) -> tuple[TemplateInfo, ...]:
    """All templates, then all style sheets, each in the order of their names."""
    found: list[TemplateInfo] = []
    for kind, endings in _ENDINGS:
        folders = Folders(kind, folder)
        for name in sorted(name for end in endings for name in folders.names(ending=end)):
            own, shipped = folders.own(name), folders.shipped(name)
            path = own or shipped
            if path is not None:
                purpose, data = _described(kind, path)
                found.append(
                    TemplateInfo(
                        name,
                        kind,
                        purpose,
                        data,
                        "course" if own else "shipped",
                        own is not None and shipped is not None,
                    )
                )
    return tuple(found)


def copy_template(name: str, folder: Path) -> Result[Path]:
    """Copy a shipped template or style sheet into the course; gives the copy's path.

    Problems: `unknown-template`, `template-exists` (the course's own is never overwritten),
    `template-not-written`.
    """
    kind: Kind = "styles" if name.endswith(".css") else "templates"
    plain = name.removeprefix(f"{kind}/")
    folders = Folders(kind, folder, folder.as_posix())
    source = folders.shipped(plain)
    if source is None:
        known = [info.name for info in list_templates(None)]
        return _failed(
            error(
                "unknown-template",
                f"no template or style sheet `{name}` is shipped",
                None,
                did_you_mean(plain, known),
            )
        )
    if not folder.is_dir():
        return _failed(
            error(
                "unknown-course",
                f"there is no folder {folder.as_posix()}",
                None,
                "`booklet new` makes a course.",
            )
        )
    target = folder / kind / plain
    if os.path.lexists(target):
        return _failed(
            error(
                "template-exists",
                f"the course has its own `{plain}` already",
                folders.span(target),
                "Edit that one, or move it away first.",
            )
        )
    try:
        write_files({target: source.read_bytes()}, inside=folder, former={target: NOTHING})
    except OSError as exception:
        return _failed(
            error(
                "template-not-written",
                f"{target.as_posix()} cannot be written: {exception.strerror}",
                None,
                "See whether the folder can be written to.",
            )
        )
    return Result(target)


def _failed(problem: Problem) -> Result[Path]:
    return Result(None, (problem,))


def _described(kind: Kind, path: Path) -> tuple[str, str]:
    text = path.read_text(encoding="utf-8-sig", errors="replace")
    match = _FIRST_COMMENT[kind].match(text)
    if match is None:
        return "", ""
    purpose, _, data = " ".join(match.group(1).split()).partition("Gets:")
    return purpose.strip(), data.strip()
