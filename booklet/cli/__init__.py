"""The command `booklet`: arguments in, printing and exit codes out.

Exit codes: 0 all is well; 1 the course has errors; 2 the program could not be used
(wrong arguments, a library that is missing, a fault of its own); 130 interrupted.
Nothing heavy is imported here: reading, layout and proof happen in `booklet.child`.
"""

from __future__ import annotations

import signal
import sys
from typing import Any

import click

from booklet.cli.build import build
from booklet.cli.check import check
from booklet.cli.draw import draw
from booklet.cli.failures import explain
from booklet.cli.import_pages import import_command
from booklet.cli.new import new
from booklet.cli.proof import proof
from booklet.cli.schema import schema
from booklet.cli.templates import templates
from booklet.cli.voice import Voice


class _Commands(click.Group):
    """A group in which no exception reaches the screen as a traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort, BrokenPipeError):
            raise
        except BaseException as exception:
            ctx.exit(explain(exception, ctx.ensure_object(Voice)))


@click.group(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Exit codes: 0 all is well, 1 the course has errors, 2 the program could not be used.",
)
@click.version_option(package_name="booklet", message="%(prog)s %(version)s")
@click.option("-q", "--quiet", is_flag=True, help="Print errors only.")
@click.option("-v", "--verbose", is_flag=True, help="Print each stage, and tracebacks.")
@click.pass_context
def commands(ctx: click.Context, quiet: bool, verbose: bool) -> None:
    """Annotated script booklets: the dialogue, and beside it what has been written about it.

    A COURSE is a folder with a booklet.yaml. Start one with "booklet new my-course".
    """
    ctx.obj = Voice(quiet=quiet, verbose=verbose)


for command in (build, new, import_command, check, draw, proof, schema, templates):
    commands.add_command(command)


def main() -> None:
    """Run the command line, and exit."""
    # A polite end from outside takes the same way out as an interrupt: children first.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    commands(prog_name="booklet")
