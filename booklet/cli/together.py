"""Several jobs at the same time, each in a child process of its own.

In: what to run. Out: the results in the order of what was asked.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from typing import Any

from booklet.child import Ending
from booklet.problems import Result

Job = Callable[[Ending], Result[Any]]


def run_together(
    jobs: Sequence[Job],
    workers: int,
    efforts: Sequence[float] = (),
    done: Callable[[int, Result[Any]], None] = lambda _at, _result: None,
) -> list[Result[Any]]:
    """Run all jobs, at most `workers` at a time.

    Those with the greatest of the `efforts` begin first, so that no long one is left to the
    end when all others are done (longest processing time first: Graham, 1969). `done` hears
    of each as it ends: its number, and its result.

    An interrupt, and an exception in one of them, ends the others.
    """
    ending = Ending()
    with ThreadPoolExecutor(max(1, min(workers, len(jobs)))) as threads:
        order = sorted(range(len(jobs)), key=lambda at: -efforts[at] if efforts else 0)
        results: dict[int, Result[Any]] = {}
        try:
            waiting = {threads.submit(jobs[at], ending): at for at in order}
            for ended in as_completed(waiting):
                at = waiting[ended]
                results[at] = ended.result()
                done(at, results[at])
            return [results[at] for at in range(len(jobs))]
        except BaseException:
            threads.shutdown(wait=False, cancel_futures=True)
            ending.end()
            raise
