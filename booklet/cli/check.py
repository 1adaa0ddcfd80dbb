"""`booklet check`: every problem of one course or several, and nothing written."""

from __future__ import annotations

from pathlib import Path

import click

from booklet import jobs
from booklet.cli.course import (
    Running,
    build_limit_options,
    cache_option,
    courses_argument,
    ink_option,
)
from booklet.cli.voice import Voice, as_data, counts, json_text
from booklet.model import Limits
from booklet.problems import Problem, has_errors


@click.command()
@courses_argument
@click.option("--json", "as_json", is_flag=True, help="Print the problems as JSON.")
@click.option("--strict", is_flag=True, help="Let a warning fail the check as an error does.")
@ink_option
@cache_option
@build_limit_options
@click.pass_context
def check(
    ctx: click.Context,
    courses: tuple[Path, ...],
    as_json: bool,
    strict: bool,
    ink: bool,
    cache: bool,
    limits: Limits,
) -> None:
    """Tell every problem, its place and a cure.

    Goes all the way a build goes, the proof of the finished pages included, and writes nothing.
    With several courses, one is checked after the other; a problem in one keeps none from
    being checked.
    """
    if strict and not ink:
        raise click.UsageError("--strict leaves nothing out: take --no-ink away, or --strict")
    voice: Voice = ctx.obj
    found: list[Problem] = []
    for course in courses:
        problems, told = _problems(course, Running(voice, limits, cache=cache), ink)
        found += problems
        if as_json:
            continue
        voice.report(problems)
        name = f"{course.as_posix()}: " if len(courses) > 1 else ""
        if not problems:
            voice.say(f"{name}{counts(())}")
        for line in told:
            voice.say(f"{name}{line}")
    if as_json:
        click.echo(json_text(as_data(found)))
    if has_errors(found) or (strict and found):
        ctx.exit(1)


def _problems(
    course: Path, running: Running, ink: bool
) -> tuple[tuple[Problem, ...], tuple[str, ...]]:
    """All of one course: those of a build, and what import left open. With lines of the notes
    that are not printed and of what became of its analyses."""
    # As `booklet build` asks for it, so that what the one has found the other need not seek.
    built = running.of_course(
        jobs.build.build,
        course,
        pdf=True,
        page=True,
        epub=False,
        ink=ink,
        edition_name="reader",
        role="",
        asked=running.limits,
    )
    found = built.problems
    lines = (built.value.left_out, built.value.passages) if built.value else ()
    told = tuple(line for line in lines if line)
    if not (course / "import.yaml").is_file():
        return found, told
    left_open = running.of_course(jobs.importer.left_open, course)
    return (*found, *left_open.problems), told
