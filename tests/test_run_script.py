"""The script `run`: in a checkout that is set up, and in one it sets up without a network.

What it fetches is seen on a bare machine.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
from importlib.metadata import version
from pathlib import Path

import pytest

from tests.conftest import ROOT

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="run is for POSIX shells")


def run(
    *arguments: str, root: Path, cwd: Path, **environment: str
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(root / "run"), *arguments],
        cwd=cwd,
        env={**os.environ, **environment},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def script(path: Path, text: str) -> None:
    path.write_text(f"#!/bin/sh\n{text}\n", "utf-8")
    path.chmod(0o755)


def lay_out(root: Path, lock: str) -> None:
    """A checkout of `run` and what it reads, with a lock file of its own."""
    (root / "requirements").mkdir(parents=True)
    (root / "requirements" / "run.txt").write_text(lock, "utf-8")
    for name in ("run", "pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, root / name)
    for name in ("booklet", "templates", "styles"):
        (root / name).symlink_to(ROOT / name)


def stamp(root: Path) -> None:
    """Notes that .venv was made from the lock file as it is."""
    made_from = (root / "requirements" / "run.txt", root / "pyproject.toml")
    data = b"".join(path.read_bytes() for path in made_from)
    sums = subprocess.run(["cksum"], input=data, capture_output=True, check=True).stdout.decode()
    (root / ".venv" / "stamp-run").write_text(f"{sums.strip()} {root.resolve()}\n", "utf-8")


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout with a blank in its path, whose .venv lends this environment's packages."""
    root = tmp_path / "my booklet"
    lay_out(root, f"click=={version('click')} \\\n")
    programs = root / ".venv" / "bin"
    programs.mkdir(parents=True)
    script(programs / "python", f'exec "{sys.executable}" "$@"')
    script(programs / "booklet", 'printf "%s\\n" "$@"')
    stamp(root)
    return root


@pytest.fixture
def python(tmp_path: Path) -> Path:
    """A Python of the machine, whose new environments have this environment's packages."""
    path = tmp_path / "python"
    packages = sysconfig.get_path("purelib")
    script(
        path,
        f'"{sys.executable}" "$@" || exit\n'
        f'case "$1 $2" in "-m venv") for last; do :; done; '
        f'echo "{packages}" >"$(echo "$last"/lib/python*/site-packages)/lent.pth" ;; esac',
    )
    return path


@pytest.fixture
def bare_machine(tmp_path: Path) -> str:
    """The search path of a machine without Python and without apt."""
    tools = tmp_path / "tools"
    tools.mkdir()
    for name in ("sh", "cat", "cksum", "dirname", "id", "uname"):
        (tools / name).symlink_to(str(shutil.which(name)))
    return str(tools)


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


@pytest.mark.slow
def test_set_up_works_under_a_path_with_umlauts_in_the_c_locale(
    python: Path, tmp_path: Path
) -> None:
    root = tmp_path / "Bücher für später"
    lay_out(root, "")
    done = run("booklet", "--version", root=root, cwd=tmp_path, LC_ALL="C", PYTHON=str(python))
    assert done.stdout == f"booklet {version('script-booklet')}\n", done.stderr
    again = run("booklet", "--version", root=root, cwd=tmp_path, LC_ALL="C", PYTHON=str(python))
    assert (again.stdout, again.stderr) == (done.stdout, "")


def test_set_up_that_fails_without_a_word_is_told_with_its_command(
    checkout: Path, tmp_path: Path
) -> None:
    script(checkout / ".venv" / "bin" / "python", "exit 1")
    python = tmp_path / "python"
    script(python, f'case "$2" in venv) exit 3 ;; esac; exec "{sys.executable}" "$@"')
    done = run("booklet", "--version", root=checkout, cwd=tmp_path, PYTHON=str(python))
    assert done.returncode == 2
    *_, why, last = done.stderr.splitlines()
    assert why == f"FAILED (exit code 3): {python} -m venv --clear {checkout}/.venv"
    assert last.endswith("has failed; the lines above say why.")


def test_an_environment_with_another_version_than_is_locked_is_not_ready(
    checkout: Path, tmp_path: Path, bare_machine: str
) -> None:
    (checkout / "requirements" / "run.txt").write_text("click==0.1 \\\n")
    stamp(checkout)
    done = run("booklet", root=checkout, cwd=tmp_path, PATH=bare_machine)
    assert (done.stdout, done.returncode) == ("", 2)


@pytest.mark.parametrize("arguments", [(), ("buidl",)])
def test_anything_else_prints_the_commands(
    checkout: Path, tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    done = run(*arguments, root=checkout, cwd=tmp_path)
    assert done.returncode == 2
    for command in ("./run build", "./run test", "./run booklet", "./run lock", "./run release"):
        assert command in done.stderr


def test_where_something_is_missing_it_says_what_to_install(
    checkout: Path, tmp_path: Path, bare_machine: str
) -> None:
    (checkout / ".venv" / "stamp-run").unlink()
    done = run("build", root=checkout, cwd=tmp_path, PATH=bare_machine, PYTHON="")
    assert done.returncode == 2
    for system in ("Debian, Ubuntu:", "Fedora:", "macOS:"):
        assert system in done.stderr
