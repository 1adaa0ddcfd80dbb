"""`booklet editions`: the editions that a course can be built in."""

from __future__ import annotations

from pathlib import Path

import click

from booklet import jobs
from booklet.cli.course import Running, course_argument
from booklet.cli.voice import Voice, visible_line
from booklet.model import Limits
from booklet.problems import has_errors


@click.command()
@course_argument
@click.pass_context
def editions(ctx: click.Context, course: Path) -> None:
    """List the editions of COURSE, and what each shows."""
    voice: Voice = ctx.obj
    result = Running(voice, Limits()).for_course(jobs.build.list_editions, course)
    entries = result.value
    if entries is None or has_errors(result.problems):
        voice.report(result.problems)
        ctx.exit(1)
    width = max(len(entry.name) for entry in entries)
    for entry in entries:
        click.echo(visible_line(f"{entry.name:{width}}  {entry.description}"))
