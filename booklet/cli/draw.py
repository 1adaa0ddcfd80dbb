"""`booklet draw`: find the quotations in the analyses, for the person to review."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import click

from booklet import jobs
from booklet.cli.course import Running, course_argument, limit_options
from booklet.cli.voice import Voice, json_text
from booklet.counting import counted
from booklet.model import Limits
from booklet.outputs import Draft
from booklet.problems import has_errors
from booklet.writing import fingerprint, saved_like, write_files


@click.command()
@course_argument
@click.option("--json", "as_json", is_flag=True, help="Print each quotation found as JSON.")
@click.option(
    "--passages", is_flag=True, help="Tell of each sentence of the analyses what became of it."
)
@click.option("--dry-run", is_flag=True, help="Find and print, write nothing.")
@limit_options
@click.pass_context
def draw(
    ctx: click.Context,
    course: Path,
    as_json: bool,
    passages: bool,
    dry_run: bool,
    limits: Limits,
) -> None:
    """Find quotations, write annotations.yaml.

    Looks for the words of COURSE's script in its analyses, and writes what was found to
    annotations.yaml for you to review.

    What you edited, accepted, rejected or pinned in that file stays as it is.
    """
    voice: Voice = ctx.obj
    target = course / "annotations.yaml"
    former = fingerprint(target)
    result = Running(voice, limits).for_course(jobs.build.draw_annotations, course, asked=limits)
    draft = result.value
    voice.report(result.problems)
    if draft is None or has_errors(result.problems):
        ctx.exit(1)
    if not dry_run:
        saved = target.read_bytes() if target.is_file() else None
        data = saved_like(draft.annotations, saved)
        write_files({target: data}, inside=course, former={target: former})
    if as_json:
        click.echo(json_text(draft.passages if passages else draft.listing))
        return
    if passages:
        for passage in draft.passages:
            voice.say(_line(passage))
    voice.say(_summary(draft))
    if draft.summary:
        voice.say(draft.summary)
    if not dry_run:
        voice.say(f"  {target}")


def _line(passage: Mapping[str, object]) -> str:
    """A sentence and its verdict, on one line."""
    where = f"{passage['analysis']} {passage['paragraph']}"
    told = passage["note"] or passage["reason"]
    return f"{where}: {passage['verdict']} ({told}): {passage['text']}"


def _summary(draft: Draft) -> str:
    found = Counter(str(entry["status"]) for entry in draft.listing)
    return (
        f"{counted(len(draft.listing), 'annotation')}: {found['placed']} placed, "
        f"{found['ambiguous']} ambiguous, {found['unplaced']} unplaced"
    )
