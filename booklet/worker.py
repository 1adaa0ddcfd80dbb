"""The child's side of `booklet.child`: `python -m booklet.worker`.

In, on standard input: one job. Out, on standard output: the stages as they begin,
then the result. Everything else that is printed goes to standard error.
"""

from __future__ import annotations

import faulthandler
import importlib
import os
import pickle
import sys
import threading
import traceback
from typing import IO, Any


def main() -> None:
    """Do the one job that standard input names, and end."""
    answers = _private_output()
    faulthandler.enable()
    name, arguments, options, seconds, mebibytes = pickle.load(sys.stdin.buffer)
    _limit(seconds, mebibytes)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _send(answers, _answer(name, arguments, options, answers))
    # Not one moment for the clearing-up of things that vanish with the process.
    os._exit(0)


def _answer(
    name: str, arguments: tuple[Any, ...], options: dict[str, Any], answers: IO[bytes]
) -> tuple[str, Any]:
    try:
        module, _, function = name.partition(":")
        try:
            job = getattr(importlib.import_module(module), function)
        except OSError as exception:  # a shared library that is not there
            return ("library", str(exception))
        return (
            "result",
            job(*arguments, tell=lambda stage: _send(answers, ("stage", stage)), **options),
        )
    except MemoryError:
        return ("memory", None)
    except Exception:
        return ("failure", traceback.format_exc())


def _private_output() -> IO[bytes]:
    """Standard output, for our answers alone: a library's print must not stand between."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return answers


def _send(answers: IO[bytes], message: tuple[str, Any]) -> None:
    pickle.dump(message, answers)
    answers.flush()


def _limit(seconds: float, mebibytes: int) -> None:
    """Memory for good, and processor time as a second fence behind the parent's clock."""
    try:
        import resource
    except ImportError:  # Windows
        return
    _lower(resource.RLIMIT_AS, mebibytes * 1024 * 1024)
    _lower(resource.RLIMIT_CPU, int(seconds * (os.cpu_count() or 1)) + 10)
    _lower(resource.RLIMIT_CORE, 0)


def _lower(which: int, limit: int) -> None:
    import resource

    _, hard = resource.getrlimit(which)
    if hard != resource.RLIM_INFINITY:
        limit = min(limit, hard)
    try:
        resource.setrlimit(which, (limit, limit))
    except (OSError, ValueError):  # macOS knows no limit of address space
        return


def _end_with_parent() -> None:
    """The parent never closes our input while it lives."""
    sys.stdin.buffer.read()
    os._exit(1)


if __name__ == "__main__":
    main()
