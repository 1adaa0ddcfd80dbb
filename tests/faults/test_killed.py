"""A process that is killed while it writes leaves old files or new ones, and never half of one."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from booklet.cli import commands
from booklet.writing import clear_leavings, write_files
from tests.conftest import ROOT
from tests.faults import disk

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals")

DYING = """
import os, signal, sys
from pathlib import Path
from booklet.writing import write_files
from tests.faults import disk

folder, call, at = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
disk.os.strerror = lambda _: os.kill(os.getpid(), signal.SIGKILL)
with disk.failing(call, at, 0):
    write_files({folder / name: b"new" for name in ("a", "b", "c")})
"""


@pytest.mark.slow
def test_a_hundred_kills_at_random_moments_and_one_of_each_whole_command() -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "benchmarks", "faults", "--n", "100", "--commands", "1"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ran.returncode, ran.stderr) == (0, "")
    assert "100 kills" in ran.stdout
    assert ran.stdout.count(" 1 kills") == 3


@pytest.mark.slow
@pytest.mark.parametrize("call", disk.CALLS)
@pytest.mark.parametrize("at", range(3))
def test_a_kill_at_each_step(tmp_path: Path, call: str, at: int) -> None:
    for name in "abc":
        (tmp_path / name).write_bytes(b"old")
    arguments = [str(tmp_path), call, str(at)]
    died = subprocess.run([sys.executable, "-c", DYING, *arguments], cwd=ROOT, check=False)
    assert died.returncode == -9
    renamed = at if call == "replace" else 0
    found = {name: (tmp_path / name).read_bytes() for name in "abc"}
    assert found == {
        name: b"new" if number < renamed else b"old" for number, name in enumerate("abc")
    }
    clear_leavings(tmp_path)
    finished = b"new" if call == "replace" else b"old"
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == dict.fromkeys(
        "abc", finished
    )
    after = [sys.executable, "-c", DYING, str(tmp_path), call, "999"]
    subprocess.run(after, cwd=ROOT, check=True)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == dict.fromkeys(
        "abc", b"new"
    )


IN_FOLDERS = """
import os, signal, sys
from pathlib import Path
from booklet.writing import write_files
from tests.faults import disk

folder = Path(sys.argv[1])
disk.os.strerror = lambda _: os.kill(os.getpid(), signal.SIGKILL)
with disk.failing("replace", 1, 0):
    files = {"deep/b": b"new", "a": b"new", "deep/c": b"new", "gone": None, "made": b"new"}
    write_files({folder / name: content for name, content in files.items()})
"""


def killed_between_two_of_five(folder: Path) -> None:
    for name in ("deep/b", "a", "deep/c", "gone"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(b"old")
    died = subprocess.run([sys.executable, "-c", IN_FOLDERS, str(folder)], cwd=ROOT, check=False)
    assert died.returncode == -9
    assert [(folder / name).read_bytes() for name in ("deep/b", "a")] == [b"new", b"old"]


def test_what_was_begun_to_be_renamed_is_finished_before_it_is_read_again(tmp_path: Path) -> None:
    killed_between_two_of_five(tmp_path)
    clear_leavings(tmp_path)
    found = {path.name: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    shown = {name: content for name, content in found.items() if not name.startswith(".")}
    assert shown == dict.fromkeys(("a", "b", "c", "made"), b"new")
    # What lies in a folder below goes when that is written into.
    assert all(name.endswith(".old") for name in found.keys() - shown.keys())


def test_what_a_person_saved_after_the_kill_stays(tmp_path: Path) -> None:
    killed_between_two_of_five(tmp_path)
    (tmp_path / "a").write_bytes(b"a person's")
    (tmp_path / "made").write_bytes(b"a person's, too")
    clear_leavings(tmp_path)
    assert (tmp_path / "a").read_bytes() == b"a person's"
    assert (tmp_path / "made").read_bytes() == b"a person's, too"
    assert (tmp_path / "deep" / "c").read_bytes() == b"new"


@pytest.mark.parametrize(
    "log",
    [
        "",
        "[[",
        "[1, 2]",
        "{}",
        "[" * 5000,
        '[["../out", "../.booklet-1-0.part", "", false]]',
        '[["link/out", "link/.booklet-1-0.part", "", false]]',
        '[["out", "other", "", false]]',
    ],
)
def test_a_list_that_is_none_of_ours_moves_nothing(tmp_path: Path, log: str) -> None:
    course, outside = tmp_path / "course", tmp_path / "outside"
    course.mkdir()
    outside.mkdir()
    (course / "link").symlink_to(outside)
    for part in (tmp_path, outside):
        (part / ".booklet-1-0.part").write_bytes(b"planted")
    (course / "other").write_bytes(b"other")
    (course / ".booklet-1.log").write_text(log, encoding="utf-8")
    clear_leavings(course)
    assert sorted(path.name for path in course.iterdir()) == ["link", "other"]
    assert not (tmp_path / "out").exists()
    assert not (outside / "out").exists()


def test_files_in_folders_far_apart_are_written_without_a_list(tmp_path: Path) -> None:
    files = {tmp_path / "one" / "a": b"a", tmp_path / "two" / "b": b"b"}
    write_files(files)
    assert {path: path.read_bytes() for path in files} == files


def test_a_pipe_in_the_place_of_the_list_keeps_nobody_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / ".booklet-1.log")
    clear_leavings(tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
def test_what_a_killed_import_left_is_no_source_of_the_next(tmp_path: Path) -> None:
    page = "MARA: Is that you on the stairs?\nBEN: Who else?\nMARA: Nobody else has the key.\n"
    for name in ("one", "two"):
        (tmp_path / f"{name}.txt").write_text(page.replace("key", f"{name} key") * 4)
    course = tmp_path / "course"
    runner = CliRunner()
    runner.invoke(commands, ["import", str(tmp_path / "one.txt"), "--into", str(course)])
    part = course / "sources" / ".booklet-4711-0.part"
    part.write_bytes((tmp_path / "two.txt").read_bytes())
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / part.name).write_text("not ours to take away")
    (course / "link").symlink_to(outside)
    result = runner.invoke(commands, ["import", str(tmp_path / "two.txt"), "--into", str(course)])
    assert result.exit_code == 0, result.output
    assert sorted(path.name for path in (course / "sources").iterdir()) == ["one.txt", "two.txt"]
    assert (outside / part.name).exists()
