"""The script `run` in a checkout that is set up. What it sets up is seen on a bare machine."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="run is for POSIX shells")


def run(*arguments: str, root: Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(root / "run"), *arguments], cwd=cwd, capture_output=True, text=True, check=False
    )


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout with a blank in its path, whose .venv lends this environment's packages."""
    root = tmp_path / "my booklet"
    root.mkdir()
    for name in ("run", "pyproject.toml"):
        shutil.copy(ROOT / name, root / name)
    programs = root / ".venv" / "bin"
    programs.mkdir(parents=True)
    (programs / "python").write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
    (programs / "booklet").write_text('#!/bin/sh\nprintf "%s\\n" "$@"\n')
    for program in programs.iterdir():
        program.chmod(0o755)
    project = (root / "pyproject.toml").read_bytes()
    stamp = subprocess.run(["cksum"], input=project, capture_output=True, check=True).stdout
    (root / ".venv" / "stamp-run").write_text(f"{stamp.decode().strip()} run {root.resolve()}\n")
    return root


def test_an_environment_that_is_ready_is_used_as_it_is(checkout: Path, tmp_path: Path) -> None:
    done = run("booklet", "check", "a course", "--json", root=checkout, cwd=tmp_path)
    assert done.stdout.splitlines() == ["check", "a course", "--json"]
    assert done.stderr == ""


def test_build_without_a_course_builds_the_sample(checkout: Path, tmp_path: Path) -> None:
    inside = run("build", root=checkout, cwd=checkout)
    assert inside.stdout.splitlines() == ["build", "content/lamplight"]
    outside = run("build", "--no-html", root=checkout, cwd=tmp_path)
    sample = checkout.resolve() / "content" / "lamplight"
    assert outside.stdout.splitlines() == ["build", str(sample), "--no-html"]


def test_build_with_a_course_leaves_its_path_alone(checkout: Path, tmp_path: Path) -> None:
    done = run("build", "../a course", root=checkout, cwd=tmp_path)
    assert done.stdout.splitlines() == ["build", "../a course"]


@pytest.mark.parametrize("arguments", [(), ("buidl",)])
def test_anything_else_prints_the_three_commands(
    checkout: Path, tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    done = run(*arguments, root=checkout, cwd=tmp_path)
    assert done.returncode == 2
    for command in ("./run build", "./run test", "./run booklet"):
        assert command in done.stderr


def test_where_something_is_missing_it_says_what_to_install(checkout: Path, tmp_path: Path) -> None:
    (checkout / ".venv" / "stamp-run").unlink()
    tools = tmp_path / "tools"  # a machine without Python and without apt
    tools.mkdir()
    for name in ("sh", "cat", "cksum", "dirname", "id", "uname"):
        (tools / name).symlink_to(str(shutil.which(name)))
    done = subprocess.run(
        [checkout / "run", "build"],
        env={"PATH": str(tools)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    for system in ("Debian, Ubuntu:", "Fedora:", "macOS:"):
        assert system in done.stderr
