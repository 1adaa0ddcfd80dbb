"""Several courses in one build: what is wrong with one is nothing to the others."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from booklet.build import build as build_here
from booklet.cli import commands
from tests.waiting import wait_until

LONG = (
    "{% set a = 'a ' * 49999 %}{% for b in range(3000) %}{{ a | wordwrap(9) | length }}{% endfor %}"
)
"""Half a minute of work, and few steps."""

HUNGRY = (
    "{% set kept = namespace(lists=[]) %}{% for a in range(99) %}"
    "{% set kept.lists = [kept.lists, range(900000) | list] %}{% endfor %}"
)


def lay_out(
    folder: Path, number: int, *, settings: str = "", template: str = "", style: str = ""
) -> Path:
    """A small course; `template` is for its speeches, `style` for its pages."""
    course = folder / f"course-{number:02}"
    files = {
        "booklet.yaml": f"title: Play {number}\n{settings}",
        "script.fountain": f"INT. ROOM {number} - DAY\n\nANN\n"
        f"There are {number} doors in this room.\n\nBEN\nThen one of them is ours.\n",
        "templates/speech.html": template,
        "styles/print.css": style,
    }
    for name, text in files.items():
        if text:
            (course / name).parent.mkdir(parents=True, exist_ok=True)
            (course / name).write_text(text, "utf-8")
    return course


def build(*arguments: object) -> Result:
    return CliRunner().invoke(commands, ["build", *(str(argument) for argument in arguments)])


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
@pytest.mark.parametrize("many", [6, 36])
def test_hostile_courses_among_many_leave_the_others_as_in_a_clean_run(
    tmp_path: Path, many: int
) -> None:
    hostile = {
        "time-limit": lay_out(tmp_path, 1, template=LONG, settings="limits: {time: 1}\n"),
        "memory-limit": lay_out(tmp_path, 3, template=HUNGRY, settings="limits: {memory: 256}\n"),
        "yaml-broken": lay_out(tmp_path, 4, settings="cast: [ANN\n"),
    }
    numbers = {int(path.name[-2:]) for path in hostile.values()}
    good = [lay_out(tmp_path, each) for each in range(many) if each not in numbers]
    courses = sorted((*hostile.values(), *good))
    with subprocess.Popen(
        [sys.executable, "-m", "booklet", "build", *courses, "--no-pdf", "--json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        os.kill(first_child(process.pid), signal.SIGKILL)
        out, err = process.communicate()
    assert (process.returncode, err) == (1, b"")
    told = {entry["course"]: entry for entry in json.loads(out)}
    codes = {course: [each["code"] for each in entry["problems"]] for course, entry in told.items()}
    (killed,) = (Path(course) for course, found in codes.items() if found == ["stage-died"])
    for code, course in hostile.items():
        if course != killed:
            assert codes[course.as_posix()] == [code]
    for course in (killed, *hostile.values()):
        assert not told[course.as_posix()]["built"]
        assert not (course / "build").exists()
    for course in set(good) - {killed}:
        assert told[course.as_posix()]["built"]
        clean = build_here(lambda _: None, course, course.as_posix(), pdf=False).value
        assert clean is not None
        assert clean.page is not None
        assert files_in(course / "build") == {f"{course.name}.html": clean.page.encode()}


def first_child(parent: int) -> int:
    """The number of a process's first child, once it has one."""
    children: list[int] = []

    def started() -> bool:
        stats = Path("/proc").glob("[0-9]*/stat")
        children.extend(int(stat.parent.name) for stat in stats if parent_of(stat) == parent)
        return bool(children)

    wait_until(started)
    return min(children)


def parent_of(stat: Path) -> int:
    try:
        return int(stat.read_text().rpartition(")")[2].split()[1])
    except OSError:
        return 0


def files_in(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.mark.slow
def test_pdfs_beside_a_flood_of_pages_are_those_of_a_clean_run(tmp_path: Path) -> None:
    flood = lay_out(tmp_path, 2, style="p, h1, h2, h3, section, li, td { break-before: page }")
    good = [lay_out(tmp_path, 1), lay_out(tmp_path, 3)]
    result = build(*good, flood, "-o", tmp_path / "all", "--page-limit", "12", "--no-html")
    assert result.exit_code == 1
    assert "[page-limit]" in result.stderr
    assert result.stdout.splitlines()[-1] == "3 courses: 2 built, 1 failed"
    assert build(*good, "-o", tmp_path / "clean", "--no-html").exit_code == 0
    for course in good:
        made = files_in(tmp_path / "all" / course.name)
        assert list(made) == [f"{course.name}.pdf"]
        assert made == files_in(tmp_path / "clean" / course.name)
    assert not (tmp_path / "all" / flood.name).exists()


@pytest.mark.slow
def test_a_course_that_cannot_be_written_keeps_no_other_from_being_written(tmp_path: Path) -> None:
    blocked, good = lay_out(tmp_path, 1), lay_out(tmp_path, 2)
    (blocked / "build" / "course-01.html").mkdir(parents=True)
    result = build(blocked, good, "--no-pdf")
    assert result.exit_code == 1
    assert "course-01.html was not written: it is a folder" in result.stderr
    assert list(files_in(good / "build")) == ["course-02.html"]


@pytest.mark.slow
def test_what_a_killed_build_left_goes_with_the_next_though_that_fails(tmp_path: Path) -> None:
    course = lay_out(tmp_path, 1, settings="cast: [ANN\n")
    (course / "build").mkdir()
    for name in (".booklet-77-0.part", ".booklet-77-0.old", "mine.part"):
        (course / "build" / name).write_bytes(b"")
    assert build(course).exit_code == 1
    assert list(files_in(course / "build")) == ["mine.part"]


def test_two_courses_are_not_built_into_one_folder(tmp_path: Path) -> None:
    one, two = lay_out(tmp_path / "a", 1), lay_out(tmp_path / "b", 1)
    result = build(one, two, "-o", tmp_path / "out")
    assert result.exit_code == 2
    assert "would both be built into" in result.stderr


def test_editions_whose_files_would_have_one_name(tmp_path: Path) -> None:
    editions = "editions: {exam: {like: plain}, EXAM: {like: student}}\n"
    course = lay_out(tmp_path, 1, settings=editions)
    result = build(course, "--edition", "exam", "--edition", "EXAM")
    assert result.exit_code == 1
    assert "[same-file-name]" in result.stderr
    assert not (course / "build").exists()


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="signals")
@pytest.mark.parametrize(("how", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_batch_that_is_stopped_ends_its_children_and_leaves_nothing(
    tmp_path: Path, how: signal.Signals, status: int
) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    courses = [lay_out(tmp_path, each, template=LONG) for each in range(3)]
    with subprocess.Popen(
        [sys.executable, "-m", "booklet", "--verbose", "build", *courses, "--no-pdf", "-j2"],
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "TMPDIR": str(scratch)},
    ) as process:
        assert process.stderr
        while "filling the templates" not in process.stderr.readline():
            assert process.poll() is None
        child = first_child(process.pid) if sys.platform == "linux" else 0
        process.send_signal(how)
        _, said = process.communicate()
    assert process.returncode == status, said
    assert [line for line in said.splitlines() if "…" not in line] == [
        "stopped; every file is the old one or the new one, whole"
    ]
    assert list(scratch.iterdir()) == []
    assert not child or not Path(f"/proc/{child}").exists()
    assert not any((course / "build").exists() for course in courses)
