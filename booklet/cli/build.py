"""`booklet build`: PDF and web page of a course."""

from __future__ import annotations

from pathlib import Path

import click

from booklet.child import Limits
from booklet.cli.course import (
    course_argument,
    limit_options,
    output_folder,
    output_name,
    run_for_course,
)
from booklet.cli.voice import Voice, counted
from booklet.outputs import Booklet, write_files
from booklet.problems import has_errors


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
@click.option("--html/--no-html", default=True, help="Make the web page or leave it out.")
@limit_options
@click.pass_context
def build(
    ctx: click.Context,
    course: Path,
    output: Path | None,
    pdf: bool,
    html: bool,
    time_limit: float,
    memory_limit: int,
) -> None:
    """Make the PDF and the web page of COURSE.

    A build that fails leaves the files of the last one as they were.
    """
    if not pdf and not html:
        raise click.UsageError("--no-pdf and --no-html together leave nothing to build")
    voice: Voice = ctx.obj
    result = run_for_course(
        "build", course, voice, Limits(time_limit, memory_limit), pdf=pdf, page=html
    )
    booklet: Booklet | None = result.value
    voice.report(result.problems, f"booklet check {course}")
    if booklet is None or has_errors(result.problems):
        ctx.exit(1)
    files = _files(booklet, output or output_folder(course), output_name(course))
    write_files(files)
    voice.say(_summary(booklet))
    for path in files:
        voice.say(f"  {path}")


def _files(booklet: Booklet, folder: Path, name: str) -> dict[Path, bytes]:
    files: dict[Path, bytes] = {}
    if booklet.pdf is not None:
        files[folder / f"{name}.pdf"] = booklet.pdf
    if booklet.page is not None:
        files[folder / f"{name}.html"] = booklet.page.encode()
    return files


def _summary(booklet: Booklet) -> str:
    if booklet.pdf is None:
        return booklet.title
    carried = f", {booklet.carried} of them on a later page" if booklet.carried else ""
    pages, notes = counted(booklet.pages, "page"), counted(booklet.notes, "note")
    return f"{booklet.title}: {pages}, {notes}{carried}"
