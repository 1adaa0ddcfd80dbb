"""A house style: templates, styles and pictures that several courses have in common.

A house is a folder or a zip with a `house.yaml`. `booklet house` copies it into a course, as
`house/`, so that the course stays whole when it is packed, and nothing outside of it is read.

```yaml
name: harbour-school
version: 2.1
hash: 3f9a…               # written by the program: of the files as they came
```

Takes the files of a house; gives what `house.yaml` says, and the problems of a course that
asks for another one.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Annotated

from pydantic import BeforeValidator, Field

from booklet.archive import known
from booklet.files import RefusedFileError, inside, read_file
from booklet.model import Settings, Span
from booklet.problems import Problem, Result, error, warning
from booklet.read.yaml.marked import parse_yaml
from booklet.read.yaml.shape import Shape, read_shape, wrong

FOLDER = "house"
FILE = "house.yaml"
MOST_BYTES = 64 * 1024 * 1024

_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def _named(value: object) -> object:
    if isinstance(value, str) and not _NAME.fullmatch(value):
        raise wrong(
            "wrong-value",
            f"`{value}` is not a name for a house style",
            "Small letters, digits and hyphens, such as harbour-school.",
        )
    return value


class HouseFile(Shape):
    """The file house.yaml."""

    name: Annotated[str, BeforeValidator(_named)] = Field(min_length=1)
    version: str = ""
    hash: str = ""


@dataclass(frozen=True, slots=True)
class House:
    """A house style: its name and version, the fingerprint with which it came ("" where it has
    not come by the program), and its files by their names in it, `house.yaml` among them."""

    name: str
    version: str
    came_with: str
    files: Mapping[str, bytes]

    @property
    def fingerprint(self) -> str:
        """Of all its files but `house.yaml`."""
        digest = hashlib.sha256()
        for name in sorted(self.files):
            if name != FILE:
                content = self.files[name]
                digest.update(f"{name}\0{len(content)}\0".encode() + content)
        return digest.hexdigest()[:32]

    @property
    def called(self) -> str:
        """Name and version."""
        return f"{self.name} {self.version}".strip()


def house_of(files: Mapping[str, bytes], shown: str) -> Result[House]:
    """The house style of these files, which messages call `shown`.

    Problems: `house-missing` where it has no `house.yaml`; those of reading that.
    """
    data = files.get(FILE)
    if data is None:
        message = f"{shown} is no house style: it has no {FILE}"
        hint = f"Put a file {FILE} into it, with `name: …` and `version: …`."
        return Result(None, (error("house-missing", message, None, hint),))
    file = str(PurePosixPath(shown, FILE))
    tree = parse_yaml(data.decode("utf-8-sig", "replace"), file)
    if tree.value is None:
        return Result(None, tree.problems)
    read = read_shape(tree.value, HouseFile, "the file")
    problems = (*tree.problems, *read.problems)
    if read.value is None:
        return Result(None, problems)
    given = read.value
    return Result(House(given.name, given.version, given.hash, dict(files)), problems)


def files_of_house(folder: Path) -> dict[str, bytes]:
    """The files of a house style in a folder that a house may have, links and hidden ones left
    out. Raises RefusedFileError."""
    found: dict[str, bytes] = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_symlink() or not path.is_file() or not known(name):
            continue
        found[name] = read_file(path, MOST_BYTES, within=folder)
    return found


def house_problems(course: Path, shown: str, settings: Settings) -> Iterator[Problem]:
    """What is wrong with the house style of a course.

    `house-missing` and `house-other` where `style` asks for one that is not there, and
    `house-edited`, a warning, where its files are not as they came.
    """
    asked, _, version = settings.style.partition(" ")
    if inside(course, f"{FOLDER}/{FILE}") is None:
        if asked:
            yield error(
                "house-missing",
                f"the house style `{asked}` is not in this course",
                settings.at("style"),
                f"`booklet house FOLDER {shown}` brings it in, from its folder or its zip.",
            )
        return
    try:
        read = house_of(files_of_house(course / FOLDER), str(PurePosixPath(shown, FOLDER)))
    except RefusedFileError as refusal:
        yield error("file-unreadable", f"{shown}/{FOLDER}: {refusal}")
        return
    yield from read.problems
    house = read.value
    if house is None:
        return
    if asked and (house.name != asked or (version and house.version != version)):
        yield error(
            "house-other",
            f"the house style in this course is {house.called}, not {settings.style}",
            settings.at("style"),
            f"Bring the other one in, `booklet house FOLDER {shown}`, or correct `style`.",
        )
    if house.came_with and house.came_with != house.fingerprint:
        yield warning(
            "house-edited",
            f"the files of the house style {house.called} are not as they came",
            Span(str(PurePosixPath(shown, FOLDER, FILE))),
            "What is this course's alone belongs into its own `templates/` and `styles/`; what is "
            "for all, into the house. `booklet house --replace` writes over it.",
        )
