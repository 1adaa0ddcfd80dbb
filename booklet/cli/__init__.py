"""The command `booklet`: arguments in, printing and exit codes out.

Exit codes: 0 all is well; 1 the course has errors; 2 the program could not be used
(wrong arguments, a library that is missing, a fault of its own); 130 interrupted.
A command is imported when it is called, and what is heavy in `booklet.child` alone.
"""

from __future__ import annotations

import errno
import os
import signal
import sys
from importlib import import_module
from typing import Any

import click

from booklet.cli.called import program
from booklet.cli.voice import Voice, visible
from booklet.nearest import nearest

_COMMANDS = {
    "build": ("build", "build", "Make the PDF and the web page of COURSE."),
    "watch": ("watch", "watch", "Build COURSE each time one of its files is saved."),
    "editions": ("editions", "editions", "List the editions of COURSE, and what each shows."),
    "new": ("new", "new", "Start a course that builds at once."),
    "import": (
        "import_pages",
        "import_command",
        "Make a course of saved pages, script files and subtitles.",
    ),
    "check": ("check", "check", "Tell every problem, its place and a cure."),
    "explain": ("explain", "explain", "Tell what the message CODE means and what to do about it."),
    "draw": ("draw", "draw", "Find quotations, write annotations.yaml."),
    "gather": ("gather", "gather", "Take the notes of a group into annotations.yaml."),
    "export": ("export", "export", "Write COURSE in a form for other programs."),
    "review": ("review", "review", "Decide on the doubtful notes, one key each."),
    "proof": ("proof", "proof", "Account for all that is in a finished PDF."),
    "plan": ("plan", "plan", "Divide the scenes over the meetings of a group."),
    "impose": ("impose", "impose", "Put pages on sheets for the printer."),
    "pack": ("pack", "pack_command", "Make one zip of a course or a pack."),
    "unpack": ("pack", "unpack_command", "Unpack a course or a pack that came as a zip."),
    "doctor": ("doctor", "doctor", "Tell what the program finds on this machine."),
    "schema": ("schema", "schema", "Print the JSON Schema of booklet.yaml."),
    "phrases": ("phrases", "phrases", "List the words that a booklet says by itself."),
    "house": ("house", "house", "Bring the house style HOUSE, a folder or a zip, into COURSE."),
    "templates": ("templates", "templates", "List templates and styles; copy one to change it."),
}
"""Name of a command: its module, its function, its first sentence."""


_OF_ALL = {"-q", "--quiet", "-v", "--verbose"}


class _Commands(click.Group):
    """Imports a command when it is called; lets no exception reach the screen as a traceback."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """What holds for all commands may stand behind them too: `booklet build c -q`."""
        end = args.index("--") if "--" in args else len(args)
        of_all = [argument for argument in args[:end] if argument in _OF_ALL]
        others = [argument for argument in args[:end] if argument not in _OF_ALL]
        return super().parse_args(ctx, [*of_all, *others, *args[end:]])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that is named first; one that is not known is told with the nearest."""
        name = args[0]
        if name not in _COMMANDS and not name.startswith("-"):
            near = nearest(name, _COMMANDS)
            meant = f"Did you mean {near}?" if near else f"There are {', '.join(_COMMANDS)}."
            ctx.fail(f"there is no command {visible(name)}. {meant}")
        return super().resolve_command(ctx, args)

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in _COMMANDS:
            return None
        module, function, _ = _COMMANDS[cmd_name]
        command: click.Command = getattr(import_module(f"booklet.cli.{module}"), function)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, _, line) in _COMMANDS.items()])

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except click.ClickException as exception:
            vars(exception)["message"] = visible(exception.message)
            raise
        except (click.exceptions.Exit, click.Abort, BrokenPipeError):
            raise
        except BaseException as exception:
            from booklet.cli.failures import explain

            ctx.exit(explain(exception, ctx.ensure_object(Voice)))


@click.group(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Exit codes: 0 all is well, 1 the course has errors, 2 the program could not be used.",
)
@click.version_option(package_name="script-booklet", message="booklet %(version)s")
@click.option("-q", "--quiet", is_flag=True, help="Print errors only.")
@click.option("-v", "--verbose", is_flag=True, help="Print each stage, and tracebacks.")
@click.pass_context
def commands(ctx: click.Context, quiet: bool, verbose: bool) -> None:
    """Annotated script booklets: the dialogue, and beside it what has been written about it.

    A COURSE is a folder with a booklet.yaml. Start one with "booklet new my-course".
    """
    ctx.obj = Voice(quiet=quiet, verbose=verbose)


def main() -> None:
    """Run the command line, and exit."""
    # A polite end from outside takes the same way out as an interrupt: children first.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    # A terminal that is closed too, unless `nohup` says otherwise.
    if hasattr(signal, "SIGHUP") and signal.getsignal(signal.SIGHUP) is signal.SIG_DFL:
        signal.signal(signal.SIGHUP, lambda *_: sys.exit(129))
    try:
        try:
            commands(prog_name=program())
        finally:
            sys.stdout.flush()
    except OSError as exception:  # it is nowhere that one could print to
        if exception.errno != errno.EPIPE:
            click.echo(f"error: what was to be printed was not: {exception.strerror}", err=True)
        os._exit(1 if exception.errno == errno.EPIPE else 2)  # no second try at the exit
