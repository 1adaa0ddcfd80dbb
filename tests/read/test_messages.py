"""Every message of the readers, at its place, with its cure.

A folder of `messages` is a case, named after the code of a message (`--` begins a
variant). The files in `in` are laid over a small course without mistakes, those listed
in `remove` taken away; `expected.txt` has what `read_course` says of the result.
`pytest --regenerate` writes it anew.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from booklet.problems import Problem
from booklet.read.course import read_course

MESSAGES = Path(__file__).parent / "messages"
CASES = sorted(path.name for path in MESSAGES.iterdir() if path.is_dir())
SETTINGS = "title: Low Water\n"
SCRIPT = """\
scenes:
  - heading: LAMP ROOM
    elements:
      - MARA: Is that you?
      - HORN: It is always me.
"""


def small_course(folder: Path) -> Path:
    """A course without mistakes."""
    folder.mkdir()
    (folder / "booklet.yaml").write_text(SETTINGS, encoding="utf-8")
    (folder / "script.yaml").write_text(SCRIPT, encoding="utf-8")
    return folder


def told(problem: Problem) -> str:
    """A problem as in `expected.txt`: its code, the message, and the hint below."""
    hint = f"\n    {problem.hint}" if problem.hint else ""
    return f"[{problem.code}] {problem}{hint}\n"


def test_small_course_has_no_problems(tmp_path: Path) -> None:
    read = read_course(small_course(tmp_path / "my-course"), "my-course")
    assert read.problems == ()
    assert read.value is not None


@pytest.mark.parametrize("case", CASES)
def test_message(case: str, tmp_path: Path, regenerate: bool) -> None:
    course = small_course(tmp_path / "my-course")
    shutil.copytree(MESSAGES / case / "in", course, dirs_exist_ok=True)
    remove = MESSAGES / case / "remove"
    if remove.exists():
        for name in remove.read_text(encoding="utf-8").split():
            (course / name).unlink()
    problems = read_course(course, "my-course").problems
    found = "".join(told(problem) for problem in problems)
    expected = MESSAGES / case / "expected.txt"
    if regenerate:
        expected.write_text(found, encoding="utf-8")
    assert found == expected.read_text(encoding="utf-8")
    if case != "several-files-at-once":
        assert case.partition("--")[0] in {problem.code for problem in problems}
