"""`booklet build`: PDF and web page of a course."""

from __future__ import annotations

import os
from pathlib import Path

import click

from booklet.cli.course import (
    build_limit_options,
    course_argument,
    output_folder,
    output_name,
    run_for_course,
)
from booklet.cli.together import Job, run_together
from booklet.cli.voice import Voice, counted
from booklet.cli.wanted import Wanted, wanted_editions
from booklet.model import Limits
from booklet.outputs import Booklet, write_files
from booklet.problems import Result, has_errors

SHEETS = "-print"
"""What the name of the printer's sheets adds to that of the PDF for reading."""


@click.command()
@course_argument
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Where the files go.  [default: COURSE/build]",
)
@click.option("--pdf/--no-pdf", default=True, help="Make the PDF or leave it out.")
@click.option(
    "--html/--no-html",
    default=None,
    help="Make the web page or leave it out.  [default: of the reader's edition]",
)
@click.option("--epub/--no-epub", default=False, help="Make the EPUB too.")
@click.option(
    "--edition",
    "names",
    multiple=True,
    metavar="NAME",
    help="An edition, or all; may be given again.  [default: reader]",
)
@click.option(
    "--role", "roles", multiple=True, metavar="NAME", help="Whose part it is; may be given again."
)
@click.option(
    "-j",
    "--jobs",
    type=click.IntRange(min=1),
    default=os.cpu_count() or 1,
    metavar="N",
    help="Editions built at the same time.  [default: one a processor]",
)
@build_limit_options
@click.pass_context
def build(
    ctx: click.Context,
    course: Path,
    output: Path | None,
    pdf: bool,
    html: bool | None,
    epub: bool,
    names: tuple[str, ...],
    roles: tuple[str, ...],
    jobs: int,
    limits: Limits,
) -> None:
    """Make the PDF and the web page of COURSE.

    With --edition another edition than the reader's, or several. Where booklet.yaml says
    how to print it, the sheets for the printer too.

    A build that fails leaves the files of the last one as they were.
    """
    if not pdf and html is False and not epub:
        raise click.UsageError("--no-pdf and --no-html together leave nothing to build")
    voice: Voice = ctx.obj
    wanted = wanted_editions(course, voice, limits, names, roles)
    if wanted is None:
        ctx.exit(1)

    def job(one: Wanted) -> Job:
        page = html if html is not None else one.edition == "reader" or not pdf
        return lambda ending: run_for_course(
            "build",
            course,
            voice,
            limits,
            ending,
            pdf=pdf,
            page=page,
            epub=epub,
            edition_name=one.edition,
            role=one.role,
        )

    results: list[Result[Booklet]] = run_together(
        [job(one) for one in wanted], jobs, [one.effort for one in wanted]
    )
    # The editions of a course share most of their problems.
    problems = list(dict.fromkeys(p for result in results for p in result.problems))
    voice.report(problems, f"booklet check {course}")
    for one, result in zip(wanted, results, strict=True):
        if result.value is None or has_errors(result.problems):
            continue
        name = output_name(course, one.edition, one.role)
        files = _files(result.value, output or output_folder(course), name)
        write_files(files)
        voice.say(_summary(result.value, "" if len(wanted) == 1 else one.edition))
        for path in files:
            voice.say(f"  {path}")
        if result.value.sheets is not None:
            sheets = result.value.sheets
            voice.say(f"{name}{SHEETS}.pdf: {sheets.summary}. {sheets.instructions}")
    if has_errors(problems) or any(result.value is None for result in results):
        ctx.exit(1)


def _files(booklet: Booklet, folder: Path, name: str) -> dict[Path, bytes]:
    files: dict[Path, bytes] = {}
    if booklet.pdf is not None:
        files[folder / f"{name}.pdf"] = booklet.pdf
    if booklet.sheets is not None:
        files[folder / f"{name}{SHEETS}.pdf"] = booklet.sheets.pdf
    if booklet.page is not None:
        files[folder / f"{name}.html"] = booklet.page.encode()
    if booklet.epub is not None:
        files[folder / f"{name}.epub"] = booklet.epub
    return files


def _summary(booklet: Booklet, edition: str) -> str:
    title = f"{booklet.title} ({edition})" if edition else booklet.title
    if booklet.pdf is None:
        return title
    carried = f", {booklet.carried} of them on a later page" if booklet.carried else ""
    pages, notes = counted(booklet.pages, "page"), counted(booklet.notes, "note")
    return f"{title}: {pages}, {notes}{carried}"
