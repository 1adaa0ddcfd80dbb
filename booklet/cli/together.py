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


def run_together(jobs: Sequence[Job], workers: int) -> list[Result[Any]]:
    """Run all jobs, at most `workers` at a time.

    An interrupt, and an exception in one of them, ends the others.
    """
    ending = Ending()
    with ThreadPoolExecutor(max(1, min(workers, len(jobs)))) as threads:
        waiting = [threads.submit(job, ending) for job in jobs]
        try:
            return [answer.result() for answer in waiting]
        except BaseException:
            threads.shutdown(wait=False, cancel_futures=True)
            ending.end()
            raise
