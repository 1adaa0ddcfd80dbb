"""`booklet templates`: what a course can override, and a copy of it to change."""

from __future__ import annotations

import textwrap
from pathlib import Path
from typing import TYPE_CHECKING

import click

from booklet.cli.course import HERE, found_here
from booklet.cli.voice import Voice
from booklet.problems import has_errors

if TYPE_CHECKING:
    from booklet.compose import TemplateInfo


@click.command()
@click.argument("course", type=click.Path(path_type=Path), required=False)
@click.option("--copy", "name", metavar="NAME", help="Put a copy of this one into COURSE.")
@click.option("--diff", metavar="NAME", help="Show what changed in this one since it was copied.")
@click.option("--taken", metavar="NAME", help="Say that COURSE's copy has been brought up to it.")
@click.pass_context
def templates(
    ctx: click.Context, course: Path | None, name: str | None, diff: str | None, taken: str | None
) -> None:
    """List templates and styles; copy one to change it.

    Each is listed with what it shows and what it gets as data. A file of the same name in
    COURSE's own templates or styles folder stands before the shipped one, for that course.
    """
    # Jinja2: a tenth of a second
    from booklet.compose import copy_template, list_templates, shipped_changes, take_over

    voice: Voice = ctx.obj
    if course is None and found_here():
        course = HERE
    asked = [each for each in (name, diff, taken) if each is not None]
    if len(asked) > 1:
        raise click.UsageError("--copy, --diff and --taken are three things: ask for one")
    if not asked:
        for kind in ("templates", "styles"):
            voice.say(f"{kind}/")
            for info in list_templates(course):
                if info.kind == kind:
                    voice.say(_entry(info))
        return
    if course is None:
        raise click.UsageError("that is about the file of a course: name its folder")
    if diff is not None:
        changed = shipped_changes(diff, course)
        voice.report(changed.problems)
        if changed.value is None:
            ctx.exit(1)
        voice.say("\n".join(changed.value) or f"the shipped {diff} has not changed since")
        return
    result = copy_template(name, course) if name is not None else take_over(asked[0], course)
    voice.report(result.problems)
    if result.value is None or has_errors(result.problems):
        ctx.exit(1)
    if name is None:
        voice.say(f"{result.value} counts as brought up to the shipped one")
    else:
        voice.say(f"{result.value} is this course's own now; delete it to go back")


def _entry(info: TemplateInfo) -> str:
    owner = {"shipped": "", "course": "  (the course's own)"}[info.origin]
    about = [info.purpose, f"Gets: {info.data}" if info.data else ""]
    lines = [f"  {info.name}{owner}"]
    for text in filter(None, about):
        lines += textwrap.wrap(text, 88, initial_indent="      ", subsequent_indent="      ")
    return "\n".join(lines)
