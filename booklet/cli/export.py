"""`booklet export`: an edition in a form for other programs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from booklet import jobs
from booklet.cli.called import command
from booklet.cli.course import HERE, Running, found_here, limit_options, output_name
from booklet.cli.voice import Voice
from booklet.model import Limits
from booklet.problems import has_errors
from booklet.writing import write_files

if TYPE_CHECKING:
    from booklet.exporter import Form

_ENDINGS: dict[Form, str] = {
    "web-annotation": ".jsonld",
    "tei": ".xml",
    "markdown": ".md",
    "text": ".txt",
}


@click.command()
@click.argument("course", type=click.Path(path_type=Path), required=False)
@click.option("--web-annotation", "form", flag_value="web-annotation", help="The notes: JSON-LD.")
@click.option("--tei", "form", flag_value="tei", help="Script and notes: TEI P5.")
@click.option("--markdown", "form", flag_value="markdown", help="Script and notes: Markdown.")
@click.option("--text", "form", flag_value="text", help="Script and notes: plain text.")
@click.option(
    "--address",
    metavar="URL",
    default="",
    help="Where the page is published, for annotations.  "
    "[default: what booklet.yaml says, else the name of its file]",
)
@click.option("--edition", default="reader", metavar="NAME", help="Which.  [default: reader]")
@click.option("--role", default="", metavar="NAME", help="Whose part, for the edition part.")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False, allow_dash=True),
    metavar="FILE",
    help="Where it goes, - for standard output.  [default: NAME with the form's ending, here]",
)
@limit_options
@click.pass_context
def export(
    ctx: click.Context,
    course: Path | None,
    form: Form | None,
    address: str,
    edition: str,
    role: str,
    output: Path | None,
    limits: Limits,
) -> None:
    """Write COURSE in a form for other programs.

    W3C Web Annotations can be gathered again; TEI, Markdown and text have script and notes.
    """
    voice: Voice = ctx.obj
    if course is None and not found_here():
        raise click.UsageError("name the folder of a course")
    course = course or HERE
    if form is None:
        raise click.UsageError("say in which form: --web-annotation, --tei, --markdown or --text")
    if address and form != "web-annotation":
        raise click.UsageError("--address is for --web-annotation")
    if address and not address.startswith(("http://", "https://")):
        raise click.UsageError(f"--address {address} is not a web address: it begins with https://")
    name = output_name(course, edition, role)
    made = Running(voice, limits).for_course(
        jobs.exporter.export,
        course,
        form,
        address=address,
        page_name=f"{name}.html",
        edition_name=edition,
        role=role,
        asked=limits,
    )
    voice.report(made.problems, command("check", course))
    if made.value is None or has_errors(made.problems):
        ctx.exit(1)
    if output == Path("-"):
        click.echo(made.value, nl=False)
        return
    target = output or Path(f"{name}{_ENDINGS[form]}")
    write_files({target: made.value.encode()})
    voice.say(str(target))
