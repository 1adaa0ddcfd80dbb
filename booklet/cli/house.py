"""`booklet house`: bring a house style into a course."""

from __future__ import annotations

from pathlib import Path

import click

from booklet import jobs
from booklet.cli.course import Running, limit_options
from booklet.cli.voice import Voice
from booklet.counting import counted
from booklet.files import RefusedFileError
from booklet.model import Limits
from booklet.problems import Result, error, has_errors
from booklet.writing import fingerprint_of, write_files
from booklet.yaml_text import scalar


@click.command()
@click.argument("house", type=click.Path(path_type=Path, exists=True))
@click.argument("course", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--replace", is_flag=True, help="Write over what was changed in COURSE/house.")
@limit_options
@click.pass_context
def house(ctx: click.Context, house: Path, course: Path, replace: bool, limits: Limits) -> None:
    """Bring the house style HOUSE, a folder or a zip, into COURSE.

    Its templates, styles and pictures come into COURSE/house, with its version and a
    fingerprint, and stand between the shipped ones and the course's own.
    """
    from booklet.read.house import FILE, FOLDER, House, files_of_house, house_of

    def read(folder: Path) -> Result[House]:
        try:
            return house_of(files_of_house(folder), folder.as_posix())
        except RefusedFileError as refusal:
            return Result(None, (error("file-unreadable", f"{folder.as_posix()}: {refusal}"),))

    voice: Voice = ctx.obj
    if house.is_dir():
        found = read(house)
    else:
        unpacked = Running(voice, limits).run(
            jobs.archive.unpack_file, house.absolute(), house.as_posix()
        )
        voice.report(unpacked.problems)
        if unpacked.value is None or has_errors(unpacked.problems):
            ctx.exit(1)
        found = house_of(unpacked.value, house.as_posix())
    voice.report(found.problems)
    if found.value is None or has_errors(found.problems):
        ctx.exit(1)
    new, target = found.value, course / FOLDER
    old = read(target).value if (target / FILE).is_file() else None
    if old and old.came_with not in ("", old.fingerprint) and not replace:
        message = f"{target.as_posix()} was changed since it came: nothing was written"
        hint = "Move what is the course's own into its `templates/` and `styles/`, then --replace."
        voice.report([error("house-edited", message, None, hint)])
        ctx.exit(1)
    files: dict[str, bytes | None] = {**dict.fromkeys(old.files if old else ()), **new.files}
    head = f"name: {scalar(new.name)}\n" + (
        f"version: {scalar(new.version)}\n" if new.version else ""
    )
    files[FILE] = f"{head}hash: {new.fingerprint}\n".encode()
    there = {
        target / name: fingerprint_of(old.files[name] if old and name in old.files else None)
        for name in files
    }
    write_files({target / name: data for name, data in files.items()}, inside=course, former=there)
    voice.say(f"{new.called}: {counted(len(new.files), 'file')}\n  {target}")
