"""`booklet gather`: what a group wrote on the page goes into the next printing."""

from __future__ import annotations

from pathlib import Path

import click

from booklet import jobs
from booklet.cli.called import command
from booklet.cli.course import Running, limit_options
from booklet.cli.voice import Voice, json_text
from booklet.counting import counted
from booklet.model import Limits
from booklet.outputs import GatherDraft
from booklet.problems import has_errors
from booklet.writing import fingerprint, saved_like, write_files


@click.command()
@click.argument("course", type=click.Path(path_type=Path))
@click.argument(
    "files",
    nargs=-1,
    required=True,
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    metavar="FILE…",
)
@click.option("--as", "together", default="", metavar="NAME", help="All members under one name.")
@click.option("--json", "as_json", is_flag=True, help="Print what was gathered as JSON.")
@click.option("--dry-run", is_flag=True, help="Find and print, write nothing.")
@limit_options
@click.pass_context
def gather(
    ctx: click.Context,
    course: Path,
    files: tuple[Path, ...],
    together: str,
    as_json: bool,
    dry_run: bool,
    limits: Limits,
) -> None:
    """Take the notes of a group into annotations.yaml.

    FILES are what was exported of the notes on COURSE's page: W3C Web Annotation (JSON), or
    Hypothes.is (JSON or CSV). A newer export updates what came before and doubles nothing;
    what you changed or decided in annotations.yaml stays as it is.
    """
    voice: Voice = ctx.obj
    target = course / "annotations.yaml"
    former = fingerprint(target)
    result = Running(voice, limits).for_course(
        jobs.gatherer.gather_notes, course, files, together=" ".join(together.split()), asked=limits
    )
    draft = result.value
    voice.report(result.problems, command("check", course))
    if draft is None or has_errors(result.problems):
        ctx.exit(1)
    if not dry_run:
        saved = target.read_bytes() if target.is_file() else None
        data = saved_like(draft.annotations, saved)
        write_files({target: data}, inside=course, former={target: former})
    if as_json:
        names = ("new", "updated", "same", "decided", "orphans")
        click.echo(json_text({name: getattr(draft, name) for name in names}))
        return
    voice.say(_summary(draft))
    if not dry_run:
        voice.say(f"  {target}")


def _summary(draft: GatherDraft) -> str:
    every = draft.new + draft.updated + draft.same + draft.decided
    told = [f"{draft.new} new, {draft.updated} updated, {draft.same} as before"]
    told += [f"{draft.decided} left as you have them"] if draft.decided else []
    told += [f"{draft.orphans} without a place"] if draft.orphans else []
    return f"{counted(every, 'note')}: {', '.join(told)}"
