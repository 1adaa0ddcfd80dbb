"""`booklet proof`: an account of every speech and note in a finished PDF."""

from __future__ import annotations

from pathlib import Path

import click

from booklet import jobs
from booklet.cli.called import quoted
from booklet.cli.course import Running, limit_options, or_here, output_folder, output_name
from booklet.cli.voice import Voice, json_text
from booklet.model import Limits
from booklet.problems import error, has_errors


@click.command()
@click.argument(
    "source",
    type=click.Path(path_type=Path),
    metavar="[COURSE|PDF]",
    required=False,
    callback=or_here,
)
@click.option(
    "--course",
    type=click.Path(path_type=Path),
    help="The course a PDF belongs to.  [default: the one whose folder it lies in]",
)
@click.option(
    "--edition",
    default="",
    metavar="NAME",
    help="The edition it is of.  [default: reader, or part with --role]",
)
@click.option("--role", default="", metavar="NAME", help="Whose part it is.")
@click.option("--json", "as_json", is_flag=True, help="Print the account as JSON.")
@limit_options
@click.pass_context
def proof(
    ctx: click.Context,
    source: Path,
    course: Path | None,
    edition: str,
    role: str,
    as_json: bool,
    limits: Limits,
) -> None:
    """Account for all that is in a finished PDF.

    Every speech, direction and note of the course is printed on its page, carried to a
    later one, or missing.
    """
    voice: Voice = ctx.obj
    edition = edition or ("part" if role else "reader")
    course, pdf = _course_and_pdf(source, course, edition, role)
    if not pdf.is_file():
        voice.report(
            [
                error(
                    "no-pdf",
                    f"{pdf.as_posix()} is not there",
                    None,
                    f"booklet build {quoted(str(course))}",
                )
            ]
        )
        ctx.exit(1)
    result = Running(voice, limits).for_course(
        jobs.build.prove_pdf,
        course,
        pdf.read_bytes(),
        edition_name=edition,
        role=role,
        asked=limits,
    )
    if result.value is not None:
        if as_json:
            click.echo(json_text(result.value.data))
        else:
            voice.say(result.value.text)
    voice.report(result.problems)
    if has_errors(result.problems):
        ctx.exit(1)


def _course_and_pdf(
    source: Path, course: Path | None, edition: str, role: str
) -> tuple[Path, Path]:
    if source.suffix.lower() != ".pdf":
        if course is not None:
            raise click.UsageError(f"--course is for a PDF, and {source} is none")
        return source, output_folder(source) / f"{output_name(source, edition, role)}.pdf"
    if course is not None:
        return course, source
    for folder in source.absolute().parents:
        if (folder / "booklet.yaml").is_file():
            return folder, source
    raise click.UsageError(f"{source} lies in no course; name it with --course")
