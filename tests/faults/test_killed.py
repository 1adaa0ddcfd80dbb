"""A process that is killed while it writes leaves old files or new ones, and never half of one."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

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
    after = [sys.executable, "-c", DYING, str(tmp_path), call, "999"]
    subprocess.run(after, cwd=ROOT, check=True)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == dict.fromkeys(
        "abc", b"new"
    )
