"""`python -m benchmarks faults`: kills whoever writes, at random moments, and looks at the files.

In: how often (`--n` for writing alone, `--builds` for whole builds), and a seed. Out: how
often the files were found as they were, new, or some of each. 1 where one was neither the
old nor the new file, or where something was left beside them after the next run.

A fork of this process writes a set of files over another; SIGKILL comes at a random moment
of the time that writing takes. (Linux and macOS.)
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from booklet.writing import write_files

NAMES = ("a.pdf", "a.html", "a.epub", "a-print.pdf")
SIZE = 200_000


class TornError(Exception):
    """A file is neither the old nor the new one, or something lies beside them."""


def main(arguments: list[str]) -> int:
    """Prints the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks faults")
    parser.add_argument("--n", type=int, default=1000, help="kills of a process that writes")
    parser.add_argument("--builds", type=int, default=10, help="kills of a whole build")
    parser.add_argument("--seed", type=int, default=0)
    wanted = parser.parse_args(arguments)
    chance = random.Random(wanted.seed)
    with tempfile.TemporaryDirectory() as place:
        try:
            for name, found in (
                ("writing", kill_writers(Path(place, "files"), wanted.n, chance)),
                ("build", kill_builds(Path(place, "courses"), wanted.builds, chance)),
            ):
                told = ", ".join(f"{count} {what}" for what, count in sorted(found.items()))
                print(f"{name:8} {sum(found.values())} kills: {told or 'none'}")
        except TornError as torn:
            print(torn, file=sys.stderr)
            return 1
    return 0


def kill_writers(folder: Path, tries: int, chance: random.Random) -> Counter[str]:
    """Kill a process that writes, so many times; what the files were found to be."""
    folder.mkdir()
    sets = [_files(folder, letter) for letter in (b"o", b"n")]
    write_files(sets[0])
    lasts = min(_seconds(lambda: write_files(sets[0])) for _ in range(3))
    found: Counter[str] = Counter()
    for attempt in range(tries):
        old, new = sets[attempt % 2], sets[1 - attempt % 2]
        _kill_after(chance.uniform(0, 1.5 * lasts), lambda files=new: write_files(files))  # type: ignore[misc]
        found[_state(old, new)] += 1
        write_files(new)
        if {path: path.read_bytes() for path in folder.iterdir()} != new:
            raise TornError(f"after the next run: {sorted(folder.iterdir())}")
    return found


def kill_builds(folder: Path, tries: int, chance: random.Random) -> Counter[str]:
    """Kill `booklet build` of a small course, so many times; what was found."""
    if not tries:
        return Counter()
    folder.mkdir()
    course = folder / "course"
    _booklet("new", course)
    begun = time.monotonic()
    _booklet("build", course)
    lasts = time.monotonic() - begun
    old = _contents(course / "build")
    sources = _contents(course)
    found: Counter[str] = Counter()
    for _ in range(tries):
        settings = course / "booklet.yaml"
        settings.write_text(settings.read_text("utf-8") + "# changed\n", "utf-8")
        process = subprocess.Popen([*_BOOKLET, "build", str(course)], stdout=subprocess.DEVNULL)
        time.sleep(chance.uniform(0.7, 1.1) * lasts)
        process.kill()
        process.wait()
        found[_state(old, old)] += 1
        _booklet("build", course)
        if _contents(course / "build") != old or set(_contents(course)) != set(sources):
            raise TornError(f"after the next build: {sorted(_contents(course))}")
    return found


_BOOKLET = (sys.executable, "-m", "booklet", "-q")


def _booklet(*arguments: object) -> None:
    subprocess.run([*_BOOKLET, *map(str, arguments)], check=True, stdout=subprocess.DEVNULL)


def _contents(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def _files(folder: Path, letter: bytes) -> dict[Path, bytes]:
    return {folder / name: letter * SIZE + name.encode() for name in NAMES}


def _seconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def _kill_after(seconds: float, work: Callable[[], object]) -> None:
    pid = os.fork()
    if not pid:
        work()
        os._exit(0)
    time.sleep(seconds)
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)


def _state(old: dict[Path, bytes], new: dict[Path, bytes]) -> str:
    """Whether each file is whole: `old`, `new`, or `some of each`."""
    kinds = set()
    for path, content in old.items():
        now = path.read_bytes()
        if now not in (content, new[path]):
            raise TornError(f"{path.name} is neither the old nor the new file")
        kinds.add("old" if now == content else "new")
    return "some of each" if len(kinds) > 1 else kinds.pop()
