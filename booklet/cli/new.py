"""`booklet new`: a course folder that builds at once."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import click

from booklet.cli.called import command
from booklet.cli.schema import schema_text
from booklet.cli.voice import Voice
from booklet.writing import NOTHING, write_files

_STARTER = ("booklet.yaml", "script.fountain", "analyses/who-has-the-key.md")
_GITIGNORE = "# What booklet builds; the rest of this folder is yours to keep.\nbuild/\n"


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.pass_context
def new(ctx: click.Context, folder: Path) -> None:
    """Start a course that builds at once."""
    voice: Voice = ctx.obj
    if folder.is_dir() and any(folder.iterdir()):
        raise click.UsageError(f"{folder} is there already and not empty; nothing was changed")
    files = {folder / name: content.encode() for name, content in starter_files().items()}
    write_files(files, former=dict.fromkeys(files, NOTHING))
    voice.say(f"{folder} is a course. Next:")
    voice.say(f"  {command('build', folder)}")
    voice.say(f"then write over {folder / 'script.fountain'} and what is in {folder / 'analyses'}.")


def starter_files() -> dict[str, str]:
    """The starter course: text by path within the course."""
    starter = files("booklet") / "starter"
    return {
        **{name: (starter / name).read_text("utf-8") for name in _STARTER},
        "booklet.schema.json": schema_text(),
        ".gitignore": _GITIGNORE,
    }
