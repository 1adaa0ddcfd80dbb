"""`booklet pack` and `booklet unpack`: a course or a pack as one file, to be handed on."""

from __future__ import annotations

from pathlib import Path

import click

from booklet import jobs
from booklet.archive import MOST_BYTES, known, left_out, pack, unpack
from booklet.cli.course import HERE, Running, found_here, limit_options, output_folder, output_name
from booklet.cli.voice import Voice
from booklet.counting import counted
from booklet.files import RefusedFileError, read_file, real
from booklet.model import Limits
from booklet.problems import error, has_errors
from booklet.writing import NOTHING, write_files

_WHOLE = ("booklet.yaml", "pack.yaml")
"""What a course has, and what a pack has."""


@click.command("pack")
@click.argument(
    "folder", type=click.Path(path_type=Path, exists=True, file_okay=False), required=False
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Where it goes.  [default: NAME.zip, here]",
)
@click.pass_context
def pack_command(ctx: click.Context, folder: Path | None, output: Path | None) -> None:
    """Make one zip of a course or a pack.

    What was built, hidden files and links are left out. The same files give the same zip.
    """
    voice: Voice = ctx.obj
    if folder is None and not found_here(*_WHOLE):
        raise click.UsageError("name the folder of a course or of a pack")
    folder = folder or HERE
    if not any((folder / name).is_file() for name in _WHOLE):
        raise click.UsageError(f"{folder} is no course and no pack: it has no booklet.yaml")
    target = output or Path(f"{output_name(folder)}.zip")
    built = output_folder(folder)
    files: dict[str, bytes] = {}
    problems = []
    strange: list[str] = []
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder)
        hidden = any(part.startswith(".") for part in inside.parts)
        if hidden or path.is_relative_to(built) or real(path) == real(target):
            continue
        if path.is_symlink() or not path.is_file():
            continue
        if not known(inside.as_posix()):
            strange.append(inside.as_posix())
            continue
        try:
            files[inside.as_posix()] = read_file(path, MOST_BYTES, within=folder)
        except RefusedFileError as refusal:
            problems.append(error("file-unreadable", f"{path.as_posix()}: {refusal}"))
    # What nobody could unpack again is not made.
    data = pack(files)
    problems += [*left_out(strange, target.as_posix()), *unpack(data, target.as_posix()).problems]
    voice.report(problems)
    if has_errors(problems):
        ctx.exit(1)
    write_files({target: data})
    voice.say(f"{counted(len(files), 'file')}\n  {target}")


@click.command("unpack")
@click.argument("archive", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="The folder to make.  [default: the name of the zip, here]",
)
@limit_options
@click.pass_context
def unpack_command(ctx: click.Context, archive: Path, output: Path | None, limits: Limits) -> None:
    """Unpack a course or a pack that came as a zip.

    All of it or nothing: links, hidden files, names that lead elsewhere, and what unpacks
    without end are refused by name. Files that no course has are left out.
    """
    voice: Voice = ctx.obj
    target = output or Path(output_name(archive.with_suffix("")))
    if target.is_dir() and any(target.iterdir()):
        raise click.UsageError(f"{target} is there already and not empty; nothing was changed")
    running = Running(voice, limits)
    read = running.run(jobs.archive.unpack_file, archive.absolute(), archive.as_posix())
    voice.report(read.problems)
    if read.value is None or has_errors(read.problems):
        ctx.exit(1)
    files = {target / name: content for name, content in read.value.items()}
    write_files(files, inside=target, former=dict.fromkeys(files, NOTHING))
    voice.say(f"{counted(len(read.value), 'file')}\n  {target}")
