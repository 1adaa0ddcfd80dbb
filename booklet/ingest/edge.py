"""Where import touches the disk: files in, a course folder in, a pack in.

The only module of this room that opens files. Reading gives values and problems;
writing is all or nothing (`booklet.writing.write_files`).
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from booklet.archive import unpack
from booklet.files import inside
from booklet.ingest.existing import BASE, ExistingCourse
from booklet.ingest.inputs import InputFile
from booklet.ingest.notices import bounds_notices, order_notices
from booklet.ingest.packs import FILES, Pack, parse_pack
from booklet.ingest.sources import FOLDER
from booklet.problems import Problem, Result, error
from booklet.read.text.files import decode, read_bytes, read_text
from booklet.shipped import shipped_folder

_OWN = ("*.yaml", "script.*", "analyses/*.md", f"{FOLDER}/*", f"{BASE}/**/*")
"""What in a course folder import reads and may write."""


def read_inputs(paths: Iterable[Path]) -> Result[tuple[InputFile, ...]]:
    """The files to import, named as the person named them. Problems: those of `read_bytes`."""
    files: list[InputFile] = []
    problems: list[Problem] = []
    for path in paths:
        read = read_bytes(path, path.as_posix())
        problems += read.problems
        if read.value is not None:
            files.append(InputFile(path.as_posix(), read.value))
    return Result(tuple(files), tuple(problems))


def read_existing(course: Path) -> ExistingCourse:
    """The files of a course that import has to do with; none where there is no folder."""
    found = {
        path.relative_to(course).as_posix(): path.read_bytes()
        for pattern in _OWN
        # A folder that is a link is not looked into: it may lead anywhere.
        if "/" not in pattern or not (course / pattern.partition("/")[0]).is_symlink()
        for path in sorted(course.glob(pattern))
        if inside(course, path.relative_to(course).as_posix()) and not path.is_symlink()
    }
    return ExistingCourse(found)


def read_notices(course: Path, shown: str) -> tuple[Problem, ...]:
    """What is to be said again of an imported course, which messages call `shown`; nothing of
    a course that was not imported. Problems: those of `notices`."""
    told: list[Problem] = []
    for name, notices in (("script.fountain", order_notices), ("import.yaml", bounds_notices)):
        if (course / "import.yaml").is_file() and (course / name).is_file():
            file = str(PurePosixPath(shown, name))
            read = read_text(course / name, file)
            if read.value is not None:
                told += notices(read.value, file)
    return tuple(told)


def read_pack(name: str) -> Result[Pack]:
    """A pack by the name of a shipped one, or by the path of its folder or of a zip of it.

    Problems: `pack-missing`, `outside-course`, and those of `read_text`, `unpack` and
    `parse_pack`.
    """
    if name.lower().endswith(".zip") and Path(name).is_file():
        return _read_zipped_pack(name)
    folder = shipped_folder("content") / name
    plain = name.replace("-", "").replace("_", "").isalnum()
    if not (plain and (folder / "pack.yaml").is_file()):
        folder = Path(name)
    if not (folder / "pack.yaml").is_file():
        known = ", ".join(shipped_packs()) or "none"
        hint = f"Packs that come with the program: {known}. Or give the path of a pack's folder."
        return Result(None, (error("pack-missing", f"there is no pack `{name}`", None, hint),))
    texts: dict[str, str] = {}
    problems: list[Problem] = []
    for file in FILES:
        if (folder / file).is_file():
            if not inside(folder, file):
                problems.append(_leads_out(f"{name}/{file}"))
                continue
            read = read_text(folder / file, f"{name}/{file}")
            problems += read.problems
            if read.value is not None:
                texts[file] = read.value
    parsed = parse_pack(texts, name)
    return Result(parsed.value, (*problems, *parsed.problems))


def _leads_out(shown: str) -> Problem:
    return error(
        "outside-course",
        f"{shown} is a link to something outside of the pack's folder",
        None,
        "Copy the file into the folder.",
    )


def _read_zipped_pack(name: str) -> Result[Pack]:
    data = read_bytes(Path(name), name)
    unpacked = (
        unpack(data.value, name) if data.value is not None else Result[dict[str, bytes]](None)
    )
    problems = [*data.problems, *unpacked.problems]
    if unpacked.value is None:
        return Result(None, tuple(problems))
    texts: dict[str, str] = {}
    for file in FILES:
        if file in unpacked.value:
            read = decode(unpacked.value[file], f"{name}/{file}")
            problems += read.problems
            if read.value is not None:
                texts[file] = read.value
    parsed = parse_pack(texts, name)
    return Result(parsed.value, (*problems, *parsed.problems))


def shipped_packs() -> tuple[str, ...]:
    """The names of the packs that come with the program."""
    return tuple(sorted(path.parent.name for path in shipped_folder("content").glob("*/pack.yaml")))
