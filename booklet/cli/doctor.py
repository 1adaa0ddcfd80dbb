"""`booklet doctor`: what the program finds on this machine, on one screen."""

from __future__ import annotations

import os
import platform
import shlex
import shutil
import webbrowser
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import click

from booklet import jobs
from booklet.child import Child, MissingLibraryError
from booklet.cli.failures import library_missing
from booklet.cli.voice import Voice, json_text
from booklet.counting import counted
from booklet.files import real
from booklet.limits import NOTHING_ASKED


@dataclass(frozen=True, slots=True)
class _Part:
    """Something that the program needs or uses: whether it is well, and what was found.

    Where it is not, `needed` says that no booklet can be made.
    """

    name: str
    well: bool
    found: str
    hint: str = ""
    needed: bool = False


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
@click.pass_context
def doctor(ctx: click.Context, as_json: bool) -> None:
    """Tell what the program finds on this machine.

    Python, Pango, fonts, editor, browser, and whether work on a course is confined. Exit code
    2 where something is missing without which no booklet can be made.
    """
    voice: Voice = ctx.obj
    parts = list(_parts())
    if as_json:
        click.echo(
            json_text(
                [
                    {"name": part.name, "well": part.well, "found": part.found, "hint": part.hint}
                    for part in parts
                ]
            )
        )
    else:
        width = max(len(part.name) for part in parts)
        for part in parts:
            mark = "ok" if part.well else "no" if part.needed else "--"
            voice.say(f"{mark}  {part.name:{width}}  {part.found}")
            for line in part.hint.splitlines():
                voice.say(f"    {'':{width}}  {line}")
    if any(part.needed and not part.well for part in parts):
        ctx.exit(2)


def _parts() -> Iterator[_Part]:
    yield _Part("booklet", True, version("script-booklet"))
    system = f"{platform.system()} {platform.machine()}"
    yield _Part("Python", True, f"{platform.python_version()} on {system}")
    try:
        with TemporaryDirectory(prefix="booklet-") as elsewhere:
            child = Child(NOTHING_ASKED, lambda _: None)
            result = child.run(jobs.examiner.examine, real(Path(elsewhere)))
    except MissingLibraryError as missing:
        problem = library_missing(missing)
        yield _Part("Pango", False, problem.message, problem.hint or "", needed=True)
    else:
        if result.value is None:
            said = "; ".join(problem.message for problem in result.problems)
            yield _Part("typesetting", False, said, needed=True)
        else:
            yield from _of_child(result.value)
    yield _editor()
    yield _browser()


def _of_child(found: dict[str, Any]) -> Iterator[_Part]:
    versions = f"{found['pango']}, with WeasyPrint {found['weasyprint']}"
    yield _Part("Pango", True, versions)
    gone = [*found["fonts_missing"], *found["fonts_broken"]]
    yield _Part(
        "fonts",
        not gone,
        f"{counted(found['fonts'], 'file')}, shipped with the program"
        + (f"; missing or broken: {', '.join(gone)}" if gone else ""),
        "Install the program again." if gone else "",
        needed=True,
    )
    held = {"no network": found["no_network"], "no writing": found["no_writing"]}
    lacks = [name for name, holds in held.items() if not holds]
    yield _Part(
        "confinement",
        not lacks,
        f"work on a course has {' and '.join(name for name in held if name not in lacks)}"
        if len(lacks) < len(held)
        else "none: this system knows no way, or forbids it",
        f"Not held by the system: {', '.join(lacks)}. The program's own checks hold all the same; "
        "build what you mistrust in a container."
        if lacks
        else "",
    )


def _editor() -> _Part:
    """The editor that `review` opens, as click finds it."""
    named = os.environ.get("VISUAL") or os.environ.get("EDITOR")
    if named:
        with suppress(ValueError):
            program = shlex.split(named)[:1]
            if program and shutil.which(program[0]):
                return _Part("editor", True, named)
        return _Part("editor", False, f"{named} is not there", _SET_EDITOR)
    usual = ("notepad",) if os.name == "nt" else ("sensible-editor", "vim", "nano", "vi")
    found = next((name for name in usual if shutil.which(name)), "")
    return _Part("editor", bool(found), found or "none found", "" if found else _SET_EDITOR)


_SET_EDITOR = "Set EDITOR to the name of your editor, such as nano; `review` opens it for a note."


def _browser() -> _Part:
    try:
        found = webbrowser.get()
    except webbrowser.Error:
        return _Part(
            "browser", False, "none found", "The web page is a file; open it wherever there is one."
        )
    return _Part("browser", True, str(getattr(found, "name", type(found).__name__)))
