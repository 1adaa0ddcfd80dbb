"""`python -m benchmarks courses --n 300 --seed 1`: does every course that a person may write build?

In: how many courses, a seed. Out: of so many courses drawn at random (in every language,
script, theme, size and edition, with all that scripts and notes may hold) how many were
built and proved, refused, or made the program fail; and all problems by their codes. Each
is a course without fault, so an error is one of the program. `--only NUMBER` builds that
one again, and `--keep FOLDER` leaves it, with its PDF, to look at. 1 where one does not build.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.drawn_course import DrawnCourse, drawn_course
from booklet.child import fontconfig
from booklet.problems import Problem, has_errors
from booklet.shipped import shipped_folder

CELLS_OF_A_SEED = 300
"""How many of the combinations of paper, theme and edition the courses of a seed go through."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one course; `failure` is the traceback where the program failed."""

    number: int
    look: str
    problems: tuple[Problem, ...] = ()
    failure: str = ""
    pages: int = 0

    @property
    def refused(self) -> bool:
        """Whether something was said to be wrong with it."""
        return has_errors(self.problems)


def main(arguments: list[str]) -> int:
    """Prints what became of the courses."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks courses")
    parser.add_argument("--n", type=int, default=300, help="courses")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--first", type=int, default=0, help="the number of the first")
    parser.add_argument("--only", type=int, help="build the course of that number alone")
    parser.add_argument("--keep", type=Path, help="a folder in which the courses are left")
    wanted = parser.parse_args(arguments)
    numbers = range(wanted.first, wanted.first + wanted.n)
    if wanted.only is not None:
        numbers = range(wanted.only, wanted.only + 1)
    start = time.process_time()
    with tempfile.TemporaryDirectory() as scratch:
        _use_shipped_fonts(Path(scratch))
        folder = (wanted.keep or Path(scratch)).resolve()
        outcomes = []
        for number in numbers:
            outcomes.append(attempt(folder, wanted.seed, number))
            _tell(outcomes[-1], wanted.seed)
    _report(outcomes)
    print(f"{(time.process_time() - start) / max(1, len(outcomes)):.1f} CPU s each")
    return 1 if any(outcome.refused or outcome.failure for outcome in outcomes) else 0


def attempt(folder: Path, seed: int, number: int) -> Outcome:
    """Draw the course of that number, and build it as a PDF and all else that it asks for."""
    # Half a second, and the fonts must be known before.
    from booklet.build import build

    here = folder / f"{seed}-{number}"
    drawn = drawn_course(random.Random(f"{seed}-{number}"), seed * CELLS_OF_A_SEED + number)
    _write(here, drawn)
    try:
        result = build(
            lambda _: None,
            here,
            here.name,
            page=drawn.page,
            epub=drawn.epub,
            edition_name=drawn.edition,
            role=drawn.role,
        )
    except Exception:
        return Outcome(number, drawn.look, failure=traceback.format_exc())
    if result.value is not None and result.value.pdf:
        (here / "course.pdf").write_bytes(result.value.pdf)
    return Outcome(
        number, drawn.look, result.problems, pages=result.value.pages if result.value else 0
    )


def _write(here: Path, drawn: DrawnCourse) -> None:
    for name, content in drawn.files.items():
        path = here / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())


def _use_shipped_fonts(scratch: Path) -> None:
    """Let this process set type as the child process does, which knows no other fonts."""
    conf = scratch / "fonts.conf"
    conf.write_text(fontconfig(shipped_folder("styles") / "fonts", scratch / "cache"), "utf-8")
    os.environ["FONTCONFIG_FILE"] = str(conf)


def _tell(outcome: Outcome, seed: int) -> None:
    """Say at once what became of a course that was not built."""
    if not outcome.failure and not outcome.refused:
        return
    print(f"--seed {seed} --only {outcome.number}  ({outcome.look})")
    for problem in outcome.problems:
        if problem.severity == "error":
            print(f"    {problem} [{problem.code}]")
    if outcome.failure:
        print("    " + outcome.failure.strip().replace("\n", "\n    "))
    sys.stdout.flush()


def _report(outcomes: Sequence[Outcome]) -> None:
    failed = [outcome for outcome in outcomes if outcome.failure]
    refused = [outcome for outcome in outcomes if outcome.refused]
    for severity in ("error", "warning"):
        courses: Counter[str] = Counter()
        examples: dict[str, str] = {}
        for outcome in outcomes:
            for problem in outcome.problems:
                if problem.severity == severity:
                    examples.setdefault(problem.code, f"{outcome.number}: {problem}")
            courses.update(
                {problem.code for problem in outcome.problems if problem.severity == severity}
            )
        for code, number in courses.most_common():
            print(f"  {severity} {code}: in {number}, such as {examples[code]}")
    pages = sum(outcome.pages for outcome in outcomes)
    built = len(outcomes) - len(failed) - len(refused)
    print(
        f"{len(outcomes)} courses: {built} built with {pages} pages, "
        f"{len(refused)} refused, {len(failed)} failed"
    )
