"""What the commands that take a course have in common: its argument, its limits, its paths."""

from __future__ import annotations

import functools
import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar, cast

import click

from booklet.child import Child, Ending
from booklet.cli.voice import Voice
from booklet.files import real
from booklet.limits import Allowed, Tell
from booklet.model import Limits
from booklet.problems import Result
from booklet.result_cache import Kept
from booklet.writing import clear_leavings

P = ParamSpec("P")
T = TypeVar("T")
Command = TypeVar("Command", bound=Callable[..., Any])

HERE = Path()
"""The current folder, where that is the course and none is named."""

_COURSE = ("booklet.yaml",)


def found_here(*files: str) -> bool:
    """Whether the current folder has one of these files: those of a course, or of a pack."""
    return any(Path(name).is_file() for name in files or _COURSE)


def or_here(ctx: click.Context, parameter: click.Parameter, value: Any) -> Any:
    """For an argument that is a course: the current folder, if it is one and none is named."""
    if value:
        return value
    if not found_here():
        raise click.MissingParameter(
            "Name the folder of a course; inside of one it may be left out.", ctx, parameter
        )
    return HERE if value is None else (HERE,)


course_argument = click.argument(
    "course", type=click.Path(path_type=Path), required=False, callback=or_here
)
"""The course; the current folder, if it is one and none is named."""

courses_argument = click.argument(
    "courses",
    nargs=-1,
    type=click.Path(path_type=Path),
    metavar="[COURSE…]",
    callback=or_here,
)
"""One course or several; the current folder, if it is one and none is named."""


def limit_options(command: Command) -> Command:
    """Add options for the time and the memory that a job may take; gives `limits` of both."""
    return _with_limits(command, ("seconds", "mebibytes"))


def build_limit_options(command: Command) -> Command:
    """Add those, and options for the pages and the bytes of what is made."""
    return _with_limits(command, ("seconds", "mebibytes", "pages", "output_mebibytes"))


ink_option = click.option(
    "--no-ink",
    "ink",
    is_flag=True,
    flag_value=False,
    default=True,
    help="Do not draw the pages to see whether all text shows: for a draft.",
)
"""Leaves out the proof by ink, which takes about a sixth of the time."""


cache_option = click.option(
    "--no-cache",
    "cache",
    is_flag=True,
    flag_value=False,
    default=True,
    help="Do all anew, even if nothing has changed.",
)
"""Takes no result that was kept, and keeps none."""


class _Seconds(click.FloatRange):
    """A number of seconds that time can reach: `nan` lies in every range, and is none."""

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> float:
        seconds: float = super().convert(value, param, ctx)
        if not math.isfinite(seconds):
            self.fail(f"{value} is not a number of seconds.", param, ctx)
        return seconds


_OPTIONS: dict[str, tuple[str, str, click.ParamType[Any], str]] = {
    "seconds": (
        "--time-limit",
        "SECONDS",
        _Seconds(min=0, min_open=True),
        "Give up after so long.",
    ),
    "mebibytes": (
        "--memory-limit",
        "MIB",
        click.IntRange(min=256),
        "Give up beyond so much memory.",
    ),
    "pages": ("--page-limit", "N", click.IntRange(min=1), "Give up beyond so many pages."),
    "output_mebibytes": (
        "--output-limit",
        "MIB",
        click.IntRange(min=1),
        "Give up when files get larger.",
    ),
}


def _with_limits(command: Command, fields: tuple[str, ...]) -> Command:
    @functools.wraps(command)
    def gathered(*arguments: Any, **options: Any) -> Any:
        limits = Limits(**{field: options.pop(field) for field in fields})
        return command(*arguments, limits=limits, **options)

    for field in reversed(fields):
        name, metavar, kind, told = _OPTIONS[field]
        usual = f"{getattr(Allowed(), field):g}"
        click.option(name, field, type=kind, metavar=metavar, help=f"{told}  [default: {usual}]")(
            gathered
        )
    return cast(Command, gathered)


@dataclass(frozen=True, slots=True)
class Running:
    """How the jobs of a command are run: within limits, with their stages as progress.

    `ending` ends them from another thread. `among_others`: other courses are worked on at the
    same time. `cache`: results that are kept may be taken.
    """

    voice: Voice
    limits: Limits
    ending: Ending | None = None
    among_others: bool = False
    cache: bool = True

    def run(
        self,
        job: Callable[Concatenate[Tell, P], Result[T]],
        *arguments: P.args,
        **options: P.kwargs,
    ) -> Result[T]:
        """The result of a job of `booklet.jobs`."""
        return self._run("", None, job, *arguments, **options)

    def for_course(
        self,
        job: Callable[Concatenate[Tell, Path, str, P], Result[T]],
        course: Path,
        *arguments: P.args,
        **options: P.kwargs,
    ) -> Result[T]:
        """The result of a job that takes the folder of a course and what messages call it."""
        return self._for_course(False, job, course, *arguments, **options)

    def of_course(
        self,
        job: Callable[Concatenate[Tell, Path, str, P], Result[T]],
        course: Path,
        *arguments: P.args,
        **options: P.kwargs,
    ) -> Result[T]:
        """The same, of a job that rests on its course alone: kept while that stays as it is."""
        return self._for_course(self.cache, job, course, *arguments, **options)

    def _for_course(
        self,
        keeping: bool,
        job: Callable[Concatenate[Tell, Path, str, P], Result[T]],
        course: Path,
        *arguments: P.args,
        **options: P.kwargs,
    ) -> Result[T]:
        shown, folder = course.as_posix(), real(course)
        clear_leavings(course)
        name = (job.__module__, job.__qualname__)
        asked = (name, folder, shown, arguments, sorted(options.items()))
        kept = Kept.of(asked, folder) if keeping else None
        where = shown if self.among_others else ""
        return self._run(where, kept, job, folder, shown, *arguments, **options)

    def _run(
        self,
        where: str,
        kept: Kept | None,
        job: Callable[Concatenate[Tell, P], Result[T]],
        *arguments: P.args,
        **options: P.kwargs,
    ) -> Result[T]:
        # What the person asks for is for the whole command, however many jobs it has.
        elapsed = 0.0 if self.limits.seconds is None else self.voice.elapsed()
        tell = functools.partial(self.voice.stage, of=where)
        try:
            child = Child(self.limits, tell, self.ending, elapsed, kept)
            return child.run(job, *arguments, **options)
        finally:
            self.voice.erase_progress()


def output_folder(course: Path) -> Path:
    """Where a course's booklet goes unless the person says otherwise."""
    return course / "build"


def output_name(course: Path, edition: str = "reader", role: str = "") -> str:
    """The name of an edition's files, without ending: its folder's, fit for any system.

    The reader's edition has that name alone; others add theirs, and a part its role.
    """
    name = _file_name(real(course).name) or "booklet"
    further = [] if edition == "reader" else [_file_name(edition)]
    further += [re.sub(r"\s+", "-", _file_name(role.lower()))] if role else []
    return "-".join((name, *further))


_DEVICE = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(?=\.|$)", re.I)
"""What Windows takes for a device, whatever the ending.

https://learn.microsoft.com/windows/win32/fileio/naming-a-file
"""

_LONGEST = 120
"""The most bytes of a part of a name: two parts and an ending fit into the 255 there may be."""


def _file_name(text: str) -> str:
    safe = re.sub(r'[\x00-\x1f\x7f<>:"/\\|?*\ud800-\udfff]+', "-", text)
    cut = safe.encode()[:_LONGEST].decode(errors="ignore")
    return _DEVICE.sub(r"\1-", cut.strip(" .-"))
