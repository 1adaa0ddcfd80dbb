"""`python -m benchmarks hostile`: the whole corpus of bad input, each case by itself.

The slow cases too, and every command in processes of its own, as a person starts them;
the tests take the quick cases, in forks of one process.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.hostile.cases import Case, all_cases
from tests.hostile.running import Processes, complaints


def main(arguments: list[str]) -> int:
    """Print what is wrong with each case, and how many there are; exit code 1 for any."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks hostile", description=__doc__)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("words", nargs="*", help="only cases whose name has one of these words")
    given = parser.parse_args(arguments)
    cases = [
        case
        for case in all_cases()
        if not given.words or any(word in case.name for word in given.words)
    ]
    begun = time.monotonic()
    wrong = 0
    with ThreadPoolExecutor(given.jobs) as pool:
        for case, found in zip(cases, pool.map(_complaints, cases), strict=True):
            wrong += bool(found)
            for complaint in found:
                print(f"{case.name}: {complaint}")
    print(f"{len(cases)} cases, {wrong} not as they must be, {time.monotonic() - begun:.0f} s")
    return int(bool(wrong))


def _complaints(case: Case) -> list[str]:
    if case.not_as_root and hasattr(os, "geteuid") and not os.geteuid():
        return []
    with tempfile.TemporaryDirectory(prefix="booklet-hostile-") as folder:
        return complaints(case, Path(folder).resolve(), Processes())
