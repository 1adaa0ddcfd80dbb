"""`booklet editions`: the editions that a course can be built in."""

from __future__ import annotations

from pathlib import Path

import click

from booklet.cli.course import course_argument, run_for_course
from booklet.cli.voice import Voice, visible_line
from booklet.model import Limits
from booklet.outputs import EditionEntry
from booklet.problems import has_errors


@click.command()
@course_argument
@click.pass_context
def editions(ctx: click.Context, course: Path) -> None:
    """List the editions of COURSE, and what each shows."""
    voice: Voice = ctx.obj
    result = run_for_course("list_editions", course, voice, Limits())
    entries: tuple[EditionEntry, ...] | None = result.value
    if entries is None or has_errors(result.problems):
        voice.report(result.problems)
        ctx.exit(1)
    width = max(len(entry.name) for entry in entries)
    for entry in entries:
        click.echo(visible_line(f"{entry.name:{width}}  {entry.description}"))
