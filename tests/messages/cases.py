"""The examples of messages: what a person has, what they type, and what the program says.

Every message has a folder here, named after its code; `--` begins a further example of it.

    in/           laid over the current folder, in which `my-course` stands: a small course
                  without mistakes (its script is left out where the example has one)
    remove        files of the small course that are taken away
    command       what is typed after `booklet`, where it is not `check my-course`
    expected.txt  what the program answers

What cannot be written as a small text file is made by a function of `tests.messages.made`.
"""

from __future__ import annotations

import shlex
import shutil
from dataclasses import dataclass
from pathlib import Path

from click.testing import CliRunner

from booklet.cli import commands

HERE = Path(__file__).parent
SETTINGS = "title: Low Water\n"
SCRIPT = """\
scenes:
  - heading: LAMP ROOM
    elements:
      - MARA: Is that you?
      - HORN: It is always me.
"""


@dataclass(frozen=True, slots=True)
class Case:
    """An example, by the name of its folder."""

    name: str

    @property
    def code(self) -> str:
        """The message that it is an example of."""
        return self.name.partition("--")[0]

    @property
    def folder(self) -> Path:
        return HERE / self.name

    @property
    def command(self) -> str:
        """What is typed after `booklet`."""
        file = self.folder / "command"
        return file.read_text("utf-8").strip() if file.exists() else "check my-course"

    @property
    def inputs(self) -> list[Path]:
        """The files that it lays over the small course."""
        return sorted(path for path in (self.folder / "in").rglob("*") if path.is_file())

    @property
    def expected(self) -> Path:
        return self.folder / "expected.txt"


def all_cases() -> list[Case]:
    """Every example, in the order of their names."""
    return [Case(path.name) for path in sorted(HERE.iterdir()) if (path / "expected.txt").exists()]


def small_course(folder: Path) -> Path:
    """A course without mistakes."""
    folder.mkdir()
    (folder / "booklet.yaml").write_text(SETTINGS, encoding="utf-8")
    (folder / "script.yaml").write_text(SCRIPT, encoding="utf-8")
    return folder


def lay_out(case: Case, here: Path) -> None:
    """The files of the example in the folder `here`."""
    course = small_course(here / "my-course")
    if list((case.folder / "in" / "my-course").glob("script.*")):
        (course / "script.yaml").unlink()
    if (case.folder / "in").exists():
        shutil.copytree(case.folder / "in", here, dirs_exist_ok=True)
    remove = case.folder / "remove"
    for name in remove.read_text("utf-8").split() if remove.exists() else ():
        (here / name).unlink()


def answer(command: str) -> tuple[int, str]:
    """Exit code and messages of `booklet COMMAND`, typed in the current folder."""
    result = CliRunner().invoke(commands, shlex.split(command))
    return result.exit_code, result.stderr
