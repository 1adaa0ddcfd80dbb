"""`python -m benchmarks faults`: kills whoever writes, at random moments, and looks at the files.

In: how often (`--n` for writing alone, `--commands` for each of build, draw and import), and a
seed. Out: how often the files were found as they were, new, or some of each. 1 where one was
neither the old nor the new file, or where the next run left something else than it would have.

A fork of this process writes a set of files over another; SIGKILL comes at a random moment
of the time that writing takes. (Linux and macOS.)
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from booklet.writing import write_files

NAMES = ("a.pdf", "a.html", "a.epub", "a-print.pdf")
SIZE = 200_000
PAGES = Path(__file__).resolve().parents[1] / "tests" / "ingest" / "pages"


class TornError(Exception):
    """A file is neither the old nor the new one, or something lies beside them."""


def main(arguments: list[str]) -> int:
    """Prints the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks faults")
    parser.add_argument("--n", type=int, default=1000, help="kills of a process that writes")
    parser.add_argument("--commands", type=int, default=10, help="kills of each whole command")
    parser.add_argument("words", nargs="*", help="only commands with these names")
    parser.add_argument("--seed", type=int, default=0)
    wanted = parser.parse_args(arguments)
    chance = random.Random(wanted.seed)
    with tempfile.TemporaryDirectory() as place:
        try:
            _tell("writing", kill_writers(Path(place, "files"), wanted.n, chance))
            for command in COMMANDS:
                if not wanted.words or command.name in wanted.words:
                    here = Path(place, command.name)
                    here.mkdir()
                    _tell(command.name, kill_command(here, command, wanted.commands, chance))
        except TornError as torn:
            print(torn, file=sys.stderr)
            return 1
    return 0


def _tell(name: str, found: Counter[str]) -> None:
    told = ", ".join(f"{count} {what}" for what, count in sorted(found.items()))
    print(f"{name:8} {sum(found.values())} kills: {told or 'none'}", flush=True)


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


@dataclass(frozen=True, slots=True)
class Command:
    """A command that changes a course: how the course comes to be, and what is typed."""

    name: str
    prepare: Callable[[Path], None]
    typed: Callable[[Path], tuple[object, ...]]


def _built(course: Path) -> None:
    _booklet("new", course)
    _booklet("build", course)
    settings = course / "booklet.yaml"
    settings.write_text(settings.read_text("utf-8").replace("title: ", "title: Not "), "utf-8")


def _drawn(course: Path) -> None:
    _booklet("new", course)
    _booklet("draw", course)
    essay = "---\ntitle: On doors\nauthor: Nobody Yet\n---\n\n" + (
        "Jun opens with “Are you locked out?”, which is what everybody asks who has a key.\n"
    )
    (course / "analyses" / "doors.md").write_text(essay, "utf-8")


def _imported(course: Path) -> None:
    _booklet("import", PAGES / "run-together.txt", "--into", course)


COMMANDS = (
    Command("build", _built, lambda course: ("build", course)),
    Command("draw", _drawn, lambda course: ("draw", course)),
    Command(
        "import", _imported, lambda course: ("import", PAGES / "attributed.txt", "--into", course)
    ),
)


def kill_command(folder: Path, command: Command, tries: int, chance: random.Random) -> Counter[str]:
    """Kill a command at so many moments, from its first to beyond its last; what was found.

    It always begins with the same course. Each file must be as it was or as it is to be, and
    the next run, which nobody kills, must leave what it would have left at once. (It is run
    once for each thing that was found: most are killed before they change anything.)
    """
    if not tries:
        return Counter()
    before, course = folder / "before", folder / "here" / "course"
    command.prepare(before)
    lasts = 0.0
    for _ in range(2):  # the first time nothing is compiled
        shutil.rmtree(course, ignore_errors=True)
        shutil.copytree(before, course)
        begun = time.monotonic()
        _booklet(*command.typed(course))
        lasts = time.monotonic() - begun
    new = _contents(course)
    old = {course / path.relative_to(before): data for path, data in _contents(before).items()}
    found: Counter[str] = Counter()
    gone_on: list[dict[Path, bytes]] = [old]
    for _ in range(tries):
        shutil.rmtree(course)
        shutil.copytree(before, course)
        typed = [*_BOOKLET, *map(str, command.typed(course))]
        with subprocess.Popen(
            typed, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        ) as process:
            time.sleep(chance.uniform(0, 1.1) * lasts)
            process.kill()
        now = _contents(course)
        found[_state_of(now, old, new)] += 1
        if now in gone_on:
            continue
        gone_on.append(now)
        _booklet(*command.typed(course))
        left = _contents(course)
        differ = [str(path) for path in left.keys() | new.keys() if left.get(path) != new.get(path)]
        if differ:
            raise TornError(f"{command.name}: the next run leaves something else: {sorted(differ)}")
    return found


def _state_of(now: dict[Path, bytes], old: dict[Path, bytes], new: dict[Path, bytes]) -> str:
    """Whether the files of a course are the `old` ones, the `new` ones, or `some of each`.

    Beside them may lie what the next run clears away, under a hidden name.
    """
    shown = {path: data for path, data in now.items() if path in old or path in new}
    for path in now.keys() - shown.keys():
        if not path.name.startswith("."):
            raise TornError(f"{path} is neither of the old nor of the new files")
    for path in old.keys() | new.keys():
        if shown.get(path) not in (old.get(path), new.get(path)):
            raise TornError(f"{path} is neither the old nor the new file")
    return "old" if shown == old else "new" if shown == new else "some of each"


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
