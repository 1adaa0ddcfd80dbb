"""`booklet impose`: the pages of a PDF on sheets for the printer."""

from __future__ import annotations

from difflib import get_close_matches
from pathlib import Path
from typing import Any

import click
from click.core import ParameterSource

from booklet import jobs
from booklet.cli.called import quoted
from booklet.cli.course import HERE, Running, found_here, limit_options, output_folder, output_name
from booklet.cli.voice import Voice, json_text
from booklet.files import real
from booklet.impose import trial_sheet
from booklet.model import Limits, Paper, PrintOptions
from booklet.printing import LARGEST_SHEET, LAYOUTS, PAPERS, SMALLEST_SHEET, paper_named
from booklet.problems import Problem, error, has_errors
from booklet.writing import write_files

LARGEST_PDF = 512 * 1024 * 1024
"""Bytes of a PDF beyond which it is not even read."""

_ENDINGS = {"2-up": "2-up", "4-up": "4-up"}  # all others are a booklet


class _PaperType(click.ParamType[Paper]):
    """The name of a paper, or its width and height."""

    name = "paper"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> Paper:
        paper = paper_named(str(value))
        if paper is None:
            near = get_close_matches(str(value).lower(), PAPERS, n=1)
            meant = f" Did you mean {near[0]}?" if near else ""
            self.fail(
                f"{value!r} is no paper that is known here.{meant} Take {', '.join(PAPERS)}, "
                "or width x height, such as 320x450 (mm) or 8.5in x 13in.",
                param,
                ctx,
            )
        for side in (paper.width, paper.height):
            if not SMALLEST_SHEET <= side <= LARGEST_SHEET:
                self.fail(
                    f"a side of {side:g} mm cannot be used: from {SMALLEST_SHEET:g} to "
                    f"{LARGEST_SHEET:g} mm are possible.",
                    param,
                    ctx,
                )
        return paper


@click.command()
@click.argument("source", type=click.Path(path_type=Path), metavar="[FILE.pdf]", required=False)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Where the sheets go.  [default: FILE-booklet.pdf, beside FILE.pdf]",
)
@click.option(
    "--layout",
    type=click.Choice(LAYOUTS),
    default="saddle",
    show_default=True,
    help="All sheets folded together; so many at a time; each folded twice; or not folded.",
)
@click.option(
    "--sheets-per-signature",
    type=int,
    metavar="N",
    help="Sheets folded together.  [default: 4 with signatures, all with quarto]",
)
@click.option(
    "--paper",
    type=_PaperType(),
    metavar="NAME|WxH",
    help="The sheet: a4, letter, a3 …, or its sides in mm.  [default: a4 or letter]",
)
@click.option(
    "--flip",
    type=click.Choice(["short", "long"]),
    default="short",
    show_default=True,
    help="The edge of the paper on which the printer turns it; --test-sheet tells.",
)
@click.option(
    "--binding",
    type=click.Choice(["left", "right"]),
    default="left",
    show_default=True,
    help="The side of the spine; right for what is read from right to left.",
)
@click.option(
    "--paper-weight", type=float, metavar="GSM", help="Weight in g/m², to make up for creep."
)
@click.option("--creep", type=float, metavar="MM", help="Creep of the innermost sheet, if known.")
@click.option("--crop-marks/--no-crop-marks", help="Mark where to trim the pages.")
@click.option("--fold-marks/--no-fold-marks", help="Mark the folds at the edges of the sheet.")
@click.option("--cover", is_flag=True, help="Give the first two pages a sheet of their own.")
@click.option("--back-cover", is_flag=True, help="The last page is the outside of the back.")
@click.option("--cut", is_flag=True, help="2-up and 4-up: in order when the pile is cut.")
@click.option(
    "--facing/--no-facing",
    default=True,
    help="2-up and 4-up: side by side as in the open book, or 1 beside 2.  [default: facing]",
)
@click.option(
    "--gutter",
    type=float,
    default=0.0,
    metavar="MM",
    help="Kept free between page and spine, for staples or holes.",
)
@click.option("--test-sheet", is_flag=True, help="Make a sheet that shows how the printer flips.")
@click.option("--json", "as_json", is_flag=True, help="Print the table of the sheets as JSON.")
@limit_options
@click.pass_context
def impose(
    ctx: click.Context,
    /,
    source: Path | None,
    output: Path | None,
    test_sheet: bool,
    as_json: bool,
    limits: Limits,
    **wishes: Any,
) -> None:
    """Put pages on sheets for the printer.

    Takes any PDF, or the folder of a course that was built. The PDF for reading stays as
    it is: links and tags have no meaning on sheets, so those go into a file of their own.

    Print the sheets on both sides, at actual size. For a new printer, print first what
    "booklet impose --test-sheet" makes.
    """
    voice: Voice = ctx.obj
    if test_sheet:
        _refuse_beside_test_sheet(ctx)
        _make_test_sheet(voice, output, wishes)
        return
    if source is None and found_here():
        source = HERE
    if source is None:
        raise click.UsageError("name the PDF whose pages are to be imposed, or use --test-sheet")
    file = output_folder(source) / f"{output_name(source)}.pdf" if source.is_dir() else source
    if not file.is_file():
        voice.report([_no_pdf(source, file)])
        ctx.exit(1)
    if file.stat().st_size > LARGEST_PDF:
        voice.report([_too_large(file)])
        ctx.exit(1)
    target = output or file.with_name(
        f"{file.stem}-{_ENDINGS.get(wishes['layout'], 'booklet')}.pdf"
    )
    if real(target) == real(file):
        raise click.UsageError(f"{target} is the PDF for reading; give the sheets another name")
    options = PrintOptions(**wishes)
    result = Running(voice, limits).run(jobs.press.impose_pdf, file.read_bytes(), options)
    sheets = result.value
    voice.report(result.problems)
    if sheets is None or has_errors(result.problems):
        ctx.exit(1)
    write_files({target: sheets.pdf})
    if as_json:
        click.echo(json_text(sheets.data))
        return
    voice.say(f"{file.name}: {sheets.summary}")
    voice.say(f"  {target}")
    voice.say(sheets.instructions)


_OF_TEST_SHEETS = {"test_sheet", "output", "paper", "layout"}


def _refuse_beside_test_sheet(ctx: click.Context) -> None:
    """A test sheet shows the printer, so what is asked of pages has no meaning for it."""
    given = [
        parameter.opts[0] if isinstance(parameter, click.Option) else parameter.human_readable_name
        for parameter in ctx.command.params
        if parameter.name not in _OF_TEST_SHEETS
        and ctx.get_parameter_source(parameter.name or "") is ParameterSource.COMMANDLINE
    ]
    if given:
        raise click.UsageError(f"--test-sheet takes no {' and no '.join(given)}")


def _make_test_sheet(voice: Voice, output: Path | None, wishes: dict[str, Any]) -> None:
    paper = wishes["paper"] or PAPERS["a4"]
    target = output or Path("booklet-test-sheet.pdf")
    write_files({target: trial_sheet(paper, upright=wishes["layout"] in ("quarto", "4-up"))})
    voice.say(f"  {target}")
    voice.say("Print it on both sides of one sheet, at actual size; the sheet says the rest.")


def _no_pdf(source: Path, file: Path) -> Problem:
    hint = (
        f"booklet build {quoted(str(source))}" if source.is_dir() else "check the name of the file"
    )
    return error("no-pdf", f"{file.as_posix()} is not there", None, hint)


def _too_large(file: Path) -> Problem:
    return error(
        "pdf-too-large",
        f"{file.as_posix()} is larger than {LARGEST_PDF // 1024**2} MiB",
        None,
        "make its pictures smaller, or split it: qpdf --split-pages=100 large.pdf part.pdf",
    )
