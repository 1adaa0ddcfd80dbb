"""`python -m benchmarks editions COURSE`: all editions, one after the other and four at a time.

In: a course's folder. Out: seconds of both on this machine, and their ratio. Each edition is
built in a child process, as `booklet build --edition all` does it; nothing is written. The
best of `--rounds` counts, since other work on the machine can only slow it down.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

from booklet import jobs
from booklet.child import Child, Ending
from booklet.cli.together import Job, run_together
from booklet.model import Limits
from booklet.outputs import Booklet, EditionEntry
from booklet.problems import Result, has_errors

WORKERS = 4


def main(arguments: list[str]) -> int:
    """Prints the table; 1 where an edition does not build."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks editions")
    parser.add_argument("course", type=Path)
    parser.add_argument("--rounds", type=int, default=2)
    wanted = parser.parse_args(arguments)
    course: Path = wanted.course.resolve()
    child = Child(Limits(), _silent)
    listed = child.run(jobs.build.list_editions, course, str(course))
    entries = [entry for entry in listed.value or () if not entry.part or entry.role]
    names = [entry.name for entry in entries]
    best = {
        workers: min(_seconds(course, entries, workers) for _ in range(wanted.rounds))
        for workers in (1, WORKERS)
    }
    print(f"{len(names)} editions: {', '.join(names)}")
    for workers, seconds in best.items():
        print(f"  -j{workers}  {seconds:6.1f} s")
    print(f"  ratio {best[WORKERS] / best[1]:.2f}")
    return 0


def _seconds(course: Path, entries: list[EditionEntry], workers: int) -> float:
    start = time.perf_counter()
    results = run_together(
        [_job(course, entry.name) for entry in entries],
        workers,
        [entry.effort for entry in entries],
    )
    for entry, result in zip(entries, results, strict=True):
        if has_errors(result.problems) or result.value is None:
            raise SystemExit(f"the edition {entry.name} does not build")
    return time.perf_counter() - start


def _job(course: Path, name: str) -> Job:
    def build(ending: Ending) -> Result[Booklet]:
        child = Child(Limits(), _silent, ending)
        return child.run(jobs.build.build, course, str(course), page=False, edition_name=name)

    return build


def _silent(stage: str) -> None:
    """Hears the stages and says nothing."""
