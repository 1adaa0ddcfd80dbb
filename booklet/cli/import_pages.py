"""`booklet import`: saved pages, script files and subtitles become a course."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

import click

from booklet import jobs
from booklet.cli.course import Running, limit_options, or_here
from booklet.cli.voice import Voice, json_text
from booklet.counting import counted
from booklet.model import Limits
from booklet.outputs import CourseDraft
from booklet.problems import has_errors
from booklet.read.formats import TEXT, formats
from booklet.writing import clear_leavings, write_files

_ORDERS = {
    "script": "in the order of the script file",
    "subtitles": "in the order of the subtitles",
    "outline": "in the order of the pack's outline",
    "first and last lines": "in the page's own order, first and last lines first and last",
    "page": "in the page's own order",
}


def help_text() -> str:
    """What the command says of itself, with the formats that there are."""
    *titles, last = (each.title for each in formats() if each is not TEXT)
    return f"""Make a course of saved pages, script files and subtitles.

    FILES may be text dumps of web pages, {", ".join(titles)} or {last}.
    Without FILES, the pages that COURSE keeps are read again: do that after you
    corrected its import.yaml.

    What you changed in COURSE stays as it is.
    """


class _SavedFile(click.Path):
    """A file that is there. An address of the web is none: the program fetches nothing."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if isinstance(value, str) and value.lower().startswith(("https://", "http://")):
            self.fail(
                f"{value} is an address; the program fetches nothing from the web. Open it in a "
                "browser, save the page (Ctrl+S), and name the saved file.",
                param,
                ctx,
            )
        return super().convert(value, param, ctx)


@click.command("import", help=help_text())
@click.argument(
    "files",
    nargs=-1,
    type=_SavedFile(path_type=Path, exists=True, dir_okay=False),
    metavar="FILES…",
)
@click.option(
    "--into",
    "course",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="COURSE",
    callback=or_here,
    help="The course folder to make or to add to.  [default: this one, if it is a course]",
)
@click.option("--pack", default="", metavar="NAME", help="A pack's name or folder.")
@click.option(
    "--replace",
    "again",
    flag_value="replace",
    help="A page saved again or a corrected script takes the place of the former.",
)
@click.option("--keep", "again", flag_value="keep", help="It stands beside the former.")
@click.option("--dry-run", is_flag=True, help="Show what would change, write nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print what was found as JSON.")
@limit_options
@click.pass_context
def import_command(
    ctx: click.Context,
    files: tuple[Path, ...],
    course: Path,
    pack: str,
    again: Literal["replace", "keep"] | None,
    dry_run: bool,
    as_json: bool,
    limits: Limits,
) -> None:
    """The command."""
    voice: Voice = ctx.obj
    kept = course / "sources"
    if not files and not (kept.is_dir() and any(kept.iterdir())):
        raise click.UsageError(f"no FILES were given, and {course} keeps no pages to read again")
    running = Running(voice, limits)
    clear_leavings(course)
    result = running.run(
        jobs.importer.import_course, files, course, course.as_posix(), pack, again or ""
    )
    voice.report(result.problems)
    draft = result.value
    if draft is None or has_errors(result.problems):
        ctx.exit(1)
    if not dry_run:
        write_files(
            {course / name: data for name, data in draft.files},
            inside=course,
            former={course / name: seen for name, seen in draft.former},
        )
    if as_json:
        click.echo(json_text(draft.data))
        return
    for path, what in draft.changes:
        if what != "same":
            voice.say(f"  {what:8} {course / path}")
    for told in draft.receipt:
        voice.say(f"  {told}")
    voice.say(_summary(draft, dry_run))


def _summary(draft: CourseDraft, dry_run: bool) -> str:
    speeches = counted(draft.speeches, "speech", "speeches")
    parts = [f"{speeches} in {counted(draft.scenes, 'scene')}, {_ORDERS[draft.order]}"]
    if not draft.speeches:
        parts = ["no speeches"]
    parts.append(f"{counted(draft.texts, 'text')} about it")
    if len(draft.languages) > 1:
        parts.append(f"languages: {', '.join(draft.languages)}")
    if draft.readings:
        parts.append(f"{counted(draft.readings, 'line')} with other readings")
    if draft.doubtful:
        parts.append(f"{counted(draft.doubtful, 'doubtful bound')}, marked ? in import.yaml")
    told = "; ".join(parts)
    return f"Nothing was written. It would be {told}." if dry_run else f"{told}."
