"""`booklet plan`: the scenes over the meetings of a group."""

from __future__ import annotations

from pathlib import Path

import click

from booklet import jobs
from booklet.cli.called import command
from booklet.cli.course import Running, course_argument, limit_options
from booklet.cli.voice import Voice, json_text
from booklet.model import Limits
from booklet.plan import PlanOptions
from booklet.problems import has_errors
from booklet.writing import same_file, write_files


@click.command()
@course_argument
@click.option("--meetings", type=int, required=True, metavar="N", help="How often the group meets.")
@click.option("--minutes", type=float, required=True, metavar="N", help="How long a meeting lasts.")
@click.option("--members", type=int, metavar="N", help="Share the roles out among so many.")
@click.option(
    "--names",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Share them out among those whom FILE names, which lies outside the course.",
)
@click.option(
    "--words-per-minute",
    type=float,
    metavar="N",
    help="The pace of reading aloud.  [default: what booklet.yaml says, else 150]",
)
@click.option(
    "--directions/--no-directions",
    default=True,
    help="Somebody reads the directions aloud, or nobody does.  [default: directions]",
)
@click.option(
    "--html",
    "page",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Write the plan as a page.",
)
@click.option("--pdf", type=click.Path(path_type=Path), metavar="FILE", help="Write it for print.")
@click.option("--json", "as_json", is_flag=True, help="Print the plan as JSON.")
@limit_options
@click.pass_context
def plan(
    ctx: click.Context,
    course: Path,
    meetings: int,
    minutes: float,
    members: int | None,
    names: Path | None,
    words_per_minute: float | None,
    directions: bool,
    page: Path | None,
    pdf: Path | None,
    as_json: bool,
    limits: Limits,
) -> None:
    """Divide the scenes over the meetings of a group.

    Meetings are as even as whole scenes allow, by the time it takes to read them aloud.
    With --members or --names the roles are shared out too, so that no one reads both sides
    of a conversation where that can be avoided.
    """
    if members is not None and names is not None:
        raise click.UsageError("give --members or --names, not both")
    if members is not None and members < 1:
        raise click.UsageError(f"--members {members} leaves nobody to read")
    if page is not None and pdf is not None and same_file(page.absolute(), pdf.absolute()):
        raise click.UsageError(f"--html and --pdf are the same file, {pdf}")
    voice: Voice = ctx.obj
    result = Running(voice, limits).for_course(
        jobs.planner.plan_course,
        course,
        PlanOptions(meetings, minutes, words_per_minute, directions, members or 0),
        names=names,
        page=page is not None,
        pdf=pdf is not None,
        asked=limits,
    )
    sheet = result.value
    voice.report(result.problems, command("check", course))
    if sheet is None or has_errors(result.problems):
        ctx.exit(1)
    files: dict[Path, bytes] = {}
    if pdf is not None and sheet.pdf is not None:
        files[pdf] = sheet.pdf
    if page is not None and sheet.page is not None:
        files[page] = sheet.page.encode()
    write_files(files)
    if as_json:
        click.echo(json_text(sheet.data))
        return
    voice.say(sheet.text)
    for path in files:
        voice.say(f"  {path}")
