"""`booklet watch`: builds a course each time one of its files is saved."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path

import click

from booklet.cli.build import build
from booklet.cli.course import course_argument
from booklet.cli.voice import Voice
from booklet.files import real
from booklet.model import Limits
from booklet.result_cache import course_state

PAUSE = 0.5
"""Seconds from one look at the files to the next. What is saved in several steps is built once
it has been the same for two looks."""


@click.command()
@course_argument
@click.option("--pdf/--no-pdf", default=False, help="Make the PDF too, which takes longer.")
@click.option("--edition", metavar="NAME", default="reader", help="The edition.  [default: reader]")
@click.option("--open", "opened", is_flag=True, help="Open the page in the browser at once.")
@click.pass_context
def watch(ctx: click.Context, course: Path, pdf: bool, edition: str, opened: bool) -> None:
    """Build COURSE each time one of its files is saved.

    Builds it at once too, and ends with Ctrl-C. Makes the web page, which a browser shows anew
    when you reload it. A build that fails says why, and leaves the last page as it was.
    """
    voice: Voice = ctx.obj
    with contextlib.suppress(KeyboardInterrupt):
        for number, _ in enumerate(changes(course, lambda: time.sleep(PAUSE))):
            with contextlib.suppress(click.exceptions.Exit):  # where it has errors, which are told
                ctx.invoke(
                    build,
                    courses=(course,),
                    output=None,
                    pdf=pdf,
                    html=True,
                    epub=False,
                    names=(edition,),
                    roles=(),
                    at_once=1,
                    ink=False,
                    cache=True,
                    opened=opened and not number,
                    as_json=False,
                    **asdict(Limits()),
                )
            voice.say(f"Watching {course.as_posix()}; Ctrl-C ends it.")


def changes(course: Path, wait: Callable[[], object]) -> Iterator[None]:
    """Once at first, and whenever the files of a course are others than before, and stay so while
    `wait` waits."""
    folder = real(course)
    built: bytes | None = b""
    while True:
        now = course_state(folder)
        if now != built:
            wait()
            if course_state(folder) != now:
                continue
            built = now
            yield
        wait()
