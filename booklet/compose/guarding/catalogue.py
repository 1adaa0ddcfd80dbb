"""Which templates and styles there are, and how one comes into a course to be changed.

In: a course's folder. Out: a listing made of the files' own first comments; a copy, beside which
the shipped file is kept as it was, and what has changed in that since.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path
from typing import Literal

from booklet.compose.guarding.templates import ENDINGS
from booklet.compose.shelf.folders import COPIED, MOST_BYTES, Folders
from booklet.counting import counted
from booklet.files import RefusedFileError, read_file
from booklet.nearest import did_you_mean
from booklet.problems import Problem, Result, error, warning
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
        data = source.read_bytes()
        write_files(
            {target: data, folder / kind / COPIED / plain: data},
            inside=folder,
            former={target: NOTHING},
        )
    except OSError as exception:
        return _failed(_not_written(target, exception))
    return Result(target)


def outdated(folders: Folders) -> Iterator[Problem]:
    """`template-outdated`, a warning, for each copy of a shipped file that has changed since."""
    for name in _copied(folders):
        changed = _changes(folders, name)
        if changed:
            added = sum(line.startswith("+") for line in changed)
            gone = sum(line.startswith("-") for line in changed)
            yield warning(
                "template-outdated",
                f"the shipped {name} has changed since it was copied: "
                f"{counted(added, 'line')} new, {gone} gone",
                folders.own_span(name, 1),
                f"`booklet templates --diff {name} {folders.shown}` shows them. Take over what you "
                f"want, then `booklet templates --taken {name} {folders.shown}`.",
            )


def shipped_changes(name: str, folder: Path) -> Result[tuple[str, ...]]:
    """What has changed in a shipped file since the course copied it, as lines of a diff; of a
    copy without its former text, how the shipped one differs from it.

    Problems: `unknown-template` where the course has no such file of its own.
    """
    folders, plain = _folders_of(name, folder)
    own, shipped = folders.of_course(plain), folders.shipped(plain)
    if own is None or shipped is None:
        return Result(None, (_no_copy(plain, folders),))
    if folders.of_course(COPIED + plain):
        return Result(tuple(_changes(folders, plain, context=3)))
    return Result(tuple(_diff(_lines(own), _lines(shipped), plain, 3)))


def take_over(name: str, folder: Path) -> Result[Path]:
    """Note that a copy has been compared with the shipped file as it is now; gives the copy.

    Problems: `unknown-template`, `template-not-written`.
    """
    folders, plain = _folders_of(name, folder)
    own, shipped = folders.of_course(plain), folders.shipped(plain)
    if own is None or shipped is None:
        return _failed(_no_copy(plain, folders))
    try:
        write_files({folder / folders.kind / COPIED / plain: shipped.read_bytes()}, inside=folder)
    except OSError as exception:
        return _failed(_not_written(own, exception))
    return Result(own)


def _folders_of(name: str, folder: Path) -> tuple[Folders, str]:
    kind: Kind = "styles" if name.endswith(".css") else "templates"
    return Folders(kind, folder, folder.as_posix()), name.removeprefix(f"{kind}/")


def _copied(folders: Folders) -> Iterator[str]:
    root = folders.course / folders.kind if folders.course else None
    for path in sorted((root / COPIED).rglob("*")) if root else ():
        name = path.relative_to(root / COPIED).as_posix() if root else ""
        if folders.of_course(name) and folders.of_course(COPIED + name) and folders.shipped(name):
            yield name


def _changes(folders: Folders, name: str, context: int = 0) -> list[str]:
    """The lines in which the shipped file differs from what it was, without the diff's heads
    where there is no context."""
    former, shipped = folders.of_course(COPIED + name), folders.shipped(name)
    if former is None or shipped is None:
        return []
    lines = list(_diff(_lines(former), _lines(shipped), name, context))
    return lines if context else [line for line in lines[2:] if not line.startswith("@@")]


def _diff(one: list[str], other: list[str], name: str, context: int) -> Iterator[str]:
    return unified_diff(one, other, name, f"{name} (shipped)", n=context, lineterm="")


def _lines(path: Path) -> list[str]:
    try:
        return read_file(path, MOST_BYTES).decode("utf-8-sig", "replace").splitlines()
    except RefusedFileError:
        return []


def _no_copy(name: str, folders: Folders) -> Problem:
    shipped = folders.shipped_names((".css", *ENDINGS))
    own = [each for each in folders.own_names((".css", *ENDINGS)) if each in shipped]
    return error(
        "unknown-template",
        f"the course has no copy of a shipped `{name}`",
        None,
        did_you_mean(name, own),
    )


def _not_written(target: Path, failure: OSError) -> Problem:
    return error(
        "template-not-written",
        f"{target.as_posix()} cannot be written: {failure.strerror}",
        None,
        "See whether the folder can be written to.",
    )


def _failed(problem: Problem) -> Result[Path]:
    return Result(None, (problem,))


def _described(kind: Kind, path: Path) -> tuple[str, str]:
    text = path.read_text(encoding="utf-8-sig", errors="replace")
    match = _FIRST_COMMENT[kind].match(text)
    if match is None:
        return "", ""
    purpose, _, data = " ".join(match.group(1).split()).partition("Gets:")
    return purpose.strip(), data.strip()
