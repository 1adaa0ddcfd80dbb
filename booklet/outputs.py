"""What a run of the pipeline hands out, and how it is put on disk.

In: finished bytes by path. Out: files, each either the old one or the new one.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from booklet.model import ReviewItem


@dataclass(frozen=True, slots=True)
class Booklet:
    """A finished booklet: `pdf`, `page` and `epub` are None where they were not asked for.

    `pages` counts the PDF's pages, `notes` the notes in it, `carried` those of them
    that had to be printed on a later page than their line. `sheets` are the PDF's pages
    on sheets for the printer, None where the course asks for none.
    """

    title: str
    pdf: bytes | None
    page: str | None
    pages: int = 0
    notes: int = 0
    carried: int = 0
    epub: bytes | None = None
    sheets: PrintSheets | None = None


@dataclass(frozen=True, slots=True)
class EditionEntry:
    """An edition of a course: its name, what it shows, and whether it is a role's part.

    `role` is the one that the course names, "" for none. `effort` is how long it takes to
    build, the reader's edition being 1.
    """

    name: str
    description: str
    part: bool = False
    role: str = ""
    effort: float = 1.0


@dataclass(frozen=True, slots=True)
class Draft:
    """The annotations of a course: the file to write, and the same as plain data."""

    annotations: str
    listing: tuple[dict[str, object], ...]


@dataclass(frozen=True, slots=True)
class Accounting:
    """The account of a PDF: as lines to read, and as plain data."""

    text: str
    data: dict[str, object]


@dataclass(frozen=True, slots=True)
class PrintSheets:
    """Imposed sheets: their PDF, how many there are, how to print them, and the table of them."""

    pdf: bytes
    summary: str
    instructions: str
    data: dict[str, object]


@dataclass(frozen=True, slots=True)
class PlanSheet:
    """A plan of meetings: as lines to read, as plain data; as a page and a PDF if asked for."""

    text: str
    data: dict[str, object]
    page: str | None = None
    pdf: bytes | None = None


@dataclass(frozen=True, slots=True)
class ReviewDraft:
    """What is to be reviewed: the annotations as a file, the doubtful ones, the printed sheet."""

    annotations: str
    items: tuple[ReviewItem, ...]
    page: str | None = None
    pdf: bytes | None = None


def write_files(files: Mapping[Path, bytes]) -> None:
    """Write all the files, or none of them.

    Every file is written in full beside its target, and only when all of them lie
    safely on the disk are they renamed into place, in the order given. Whatever fails
    before that leaves the old files as they were; no temporary file stays behind.
    Give the file first that another program may hold open (a PDF in its reader).

    Raises `OSError` where a folder cannot be made or a file cannot be written.
    """
    waiting: dict[Path, Path] = {}
    try:
        for target, content in files.items():
            target.parent.mkdir(parents=True, exist_ok=True)
            # Not a dot at the end of a name: Windows would cut it off.
            part = target.with_name(f".{target.name}.{os.getpid()}.part")
            waiting[target] = part
            _write_through(part, content)
        for target, part in waiting.items():
            part.replace(target)
        for folder in {target.parent for target in waiting}:
            _sync_folder(folder)
    finally:
        for part in waiting.values():
            part.unlink(missing_ok=True)


def _write_through(path: Path, content: bytes) -> None:
    path.unlink(missing_ok=True)
    # "x" refuses to follow a link that somebody laid in the way.
    with path.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    """Make the renames last through a power cut; a system that cannot do it goes without."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:  # Windows opens no folders
        return
    try:
        os.fsync(handle)
    except OSError:  # some network file systems sync no folders
        pass
    finally:
        os.close(handle)
