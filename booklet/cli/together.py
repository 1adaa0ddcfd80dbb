"""Several jobs at the same time, each in a child process of its own.

In: what to run. Out: the results in the order of what was asked.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from booklet.child import Ending
from booklet.problems import Result

Job = Callable[[Ending], Result[Any]]


def run_together(
    jobs: Sequence[Job], workers: int, efforts: Sequence[float] = ()
) -> list[Result[Any]]:
    """Run all jobs, at most `workers` at a time.

    Those with the greatest of the `efforts` begin first, so that no long one is left to the
    end when all others are done (longest processing time first: Graham, 1969).

    An interrupt, and an exception in one of them, ends the others.
    """
    ending = Ending()
    with ThreadPoolExecutor(max(1, min(workers, len(jobs)))) as threads:
        order = sorted(range(len(jobs)), key=lambda at: -efforts[at] if efforts else 0)
        waiting = {at: threads.submit(jobs[at], ending) for at in order}
        try:
            return [waiting[at].result() for at in range(len(jobs))]
        except BaseException:
            threads.shutdown(wait=False, cancel_futures=True)
            ending.end()
            raise
