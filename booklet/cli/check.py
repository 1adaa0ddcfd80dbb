"""`booklet check`: every problem of a course, and nothing written."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import click

from booklet.child import Limits
from booklet.cli.course import course_argument, limit_options, run_for_course
from booklet.cli.voice import Voice, counts, in_order
from booklet.problems import Problem, has_errors


@click.command()
@course_argument
@click.option("--json", "as_json", is_flag=True, help="Print the problems as JSON.")
@click.option("--strict", is_flag=True, help="Let a warning fail the check as an error does.")
@limit_options
@click.pass_context
def check(
    ctx: click.Context,
    course: Path,
    as_json: bool,
    strict: bool,
    time_limit: float,
    memory_limit: int,
) -> None:
    """Tell every problem, its place and a cure.

    Goes all the way a build goes, the proof of the finished pages included, and writes nothing.
    """
    from booklet.ingest.edge import read_notices

    voice: Voice = ctx.obj
    result = run_for_course("build", course, voice, Limits(time_limit, memory_limit))
    problems = (*result.problems, *read_notices(course, course.as_posix()))
    if as_json:
        click.echo(_as_json(problems))
    else:
        voice.report(problems)
        if not problems:
            voice.say(counts(()))
    if has_errors(problems) or (strict and problems):
        ctx.exit(1)


def _as_json(problems: Sequence[Problem]) -> str:
    entries = [
        {
            "code": problem.code,
            "severity": problem.severity,
            "message": problem.message,
            "file": problem.span.file if problem.span else None,
            "line": problem.span.line if problem.span else None,
            "column": problem.span.column if problem.span else None,
            "hint": problem.hint,
        }
        for problem in in_order(problems)
    ]
    return json.dumps(entries, ensure_ascii=False, indent=2)
