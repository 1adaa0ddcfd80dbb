"""What the commands that take a course have in common: its argument, its limits, its paths."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from booklet.child import Ending, Limits, run_job
from booklet.cli.voice import Voice
from booklet.problems import Result

Command = TypeVar("Command", bound=Callable[..., Any])

course_argument = click.argument("course", type=click.Path(path_type=Path))


def limit_options(command: Command) -> Command:
    """Add `--time-limit` and `--memory-limit`."""
    command = click.option(
        "--memory-limit",
        type=click.IntRange(min=256),
        default=Limits().mebibytes,
        show_default=True,
        metavar="MIB",
        help="Give up beyond so much memory.",
    )(command)
    return click.option(
        "--time-limit",
        type=click.FloatRange(min=0, min_open=True),
        default=Limits().seconds,
        show_default=True,
        metavar="SECONDS",
        help="Give up after so long.",
    )(command)


def run_for_course(
    job: str,
    course: Path,
    voice: Voice,
    limits: Limits,
    ending: Ending | None = None,
    **options: object,
) -> Result[Any]:
    """Run a job of `booklet.build` on the course, with its stages as progress."""
    try:
        return run_job(
            f"booklet.build:{job}",
            course.resolve(),
            course.as_posix(),
            limits=limits,
            tell=voice.stage,
            ending=ending,
            **options,
        )
    finally:
        voice.erase_progress()


def output_folder(course: Path) -> Path:
    """Where a course's booklet goes unless the person says otherwise."""
    return course / "build"


def output_name(course: Path, edition: str = "reader", role: str = "") -> str:
    """The name of an edition's files, without ending: its folder's, fit for any system.

    The reader's edition has that name alone; others add theirs, and a part its role.
    """
    name = _file_name(course.resolve().name) or "booklet"
    further = [] if edition == "reader" else [_file_name(edition)]
    further += [re.sub(r"\s+", "-", _file_name(role.lower()))] if role else []
    return "-".join((name, *further))


def _file_name(text: str) -> str:
    return re.sub(r'[\x00-\x1f<>:"/\\|?*]+', "-", text).strip(" .-")
