"""`booklet import`: saved pages, script files and subtitles become a course."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from booklet.cli.voice import Voice, counted
from booklet.problems import has_errors

if TYPE_CHECKING:
    from booklet.ingest.course import ImportedCourse

_ORDERS = {
    "script": "in the order of the script file",
    "subtitles": "in the order of the subtitles",
    "outline": "in the order of the pack's outline",
    "first and last lines": "in the page's own order, first and last lines first and last",
    "page": "in the page's own order",
}


@click.command("import")
@click.argument(
    "files",
    nargs=-1,
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    metavar="FILES…",
)
@click.option(
    "--into",
    "course",
    required=True,
    type=click.Path(path_type=Path, file_okay=False),
    metavar="COURSE",
    help="The course folder to make or to add to.",
)
@click.option("--pack", "pack_name", default="", metavar="NAME", help="A pack's name or folder.")
@click.option("--dry-run", is_flag=True, help="Show what would change, write nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print what was found as JSON.")
@click.pass_context
def import_command(
    ctx: click.Context,
    files: tuple[Path, ...],
    course: Path,
    pack_name: str,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Make a course of saved pages, script files and subtitles.

    FILES may be text dumps of web pages, saved HTML, Markdown, Fountain, Final Draft,
    TEI, YAML, SRT and WebVTT. Without FILES, the pages that COURSE keeps are read again:
    do that after you corrected its import.yaml.

    What you changed in COURSE stays as it is.
    """
    from booklet.ingest.course import import_pages
    from booklet.ingest.edge import (
        pack_of,
        read_existing,
        read_inputs,
        read_pack,
        write_course,
    )

    voice: Voice = ctx.obj
    inputs = read_inputs(files)
    pack_name = pack_name or pack_of(course)
    pack = read_pack(pack_name) if pack_name else None
    problems = [*inputs.problems, *(pack.problems if pack else ())]
    if inputs.value is None or has_errors(problems):
        voice.report(problems)
        ctx.exit(1)
    existing = read_existing(course)
    if not files and not any(name.startswith("sources/") for name in existing.files):
        raise click.UsageError(f"no FILES were given, and {course} keeps no pages to read again")
    result = import_pages(inputs.value, existing, pack.value if pack else None)
    voice.report([*problems, *result.problems])
    imported = result.value
    if imported is None or has_errors(result.problems):
        ctx.exit(1)
    if not dry_run:
        write_course(course, imported, pack_name)
    if as_json:
        click.echo(json.dumps(_listing(imported), ensure_ascii=False, indent=2))
        return
    for change in imported.changes:
        if change.what != "same":
            voice.say(f"  {change.what:8} {course / change.path}")
    voice.say(_summary(imported, dry_run))


def _summary(imported: ImportedCourse, dry_run: bool) -> str:
    analyses = [part for part in imported.segments if part.verdict == "analysis"]
    told = (
        f"{counted(imported.speeches, 'speech').replace('speechs', 'speeches')} in "
        f"{counted(imported.scenes, 'scene')}, {_ORDERS[imported.order]}; "
        f"{counted(len(analyses), 'text')} about it; "
        f"{counted(imported.variants, 'line')} with other readings"
    )
    if imported.doubtful:
        told += f"; {counted(imported.doubtful, 'doubtful bound')}, marked ? in import.yaml"
    return f"Nothing was written. It would be {told}." if dry_run else f"{told}."


def _listing(imported: ImportedCourse) -> dict[str, object]:
    names = ("file", "first", "last", "verdict", "title", "author", "publication", "date", "reason")
    return {
        "speeches": imported.speeches,
        "scenes": imported.scenes,
        "order": imported.order,
        "readings": imported.variants,
        "doubtful": imported.doubtful,
        "segments": [{key: getattr(part, key) for key in names} for part in imported.segments],
        "changes": {change.path: change.what for change in imported.changes},
    }
