"""The child's side of `booklet.child`: `python -m booklet.worker`.

In, on standard input: one job. Out, on standard output: the stages as they begin and
where in them the job is, then the result. Everything else that is printed goes to
standard error.
"""

from __future__ import annotations

import contextlib
import faulthandler
import gc
import importlib
import os
import pickle
import re
import shutil
import signal
import sys
import threading
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any

from booklet.confinement import confine
from booklet.frames import below_one_frame
from booklet.limits import MEBIBYTE, Allowed
from booklet.plugins import PluginError
from booklet.problems import Result
from booklet.result_cache import loaded
from booklet.whereabouts import where_is, where_raised

LOOK_EVERY = 0.2
"""Seconds from one look at where the job is to the next."""

SPARE = 64 * MEBIBYTE
"""Memory that is left, beyond the limit, to say where the limit was met."""


FULL = 8 * MEBIBYTE
"""When less than that is left of the memory, it is full."""


def main() -> None:
    """Do the one job that standard input names, and end."""
    guard = _guarded(*sys.argv[1:])
    answers = _Answers()
    # A job makes millions of objects that live as long as it does: collecting among them costs
    # an eighth of its time, and the process ends with it.
    gc.disable()
    faulthandler.enable()
    if hasattr(faulthandler, "register"):
        # Asked by the parent where we are; answers even while a C function never returns.
        faulthandler.register(signal.SIGUSR1)
    job, arguments, options, limits, keeping = pickle.load(sys.stdin.buffer)
    _limit(limits)
    with contextlib.suppress(Exception):  # which comes again when the job is done
        importlib.import_module(job[0])
    # Before there are threads, which would keep what is taken; behind the imports, which may
    # write down what they compiled.
    confine(map(Path, sys.argv[2:]), [guard] if guard else [])
    threading.Thread(target=_end_with_parent, daemon=True).start()
    threading.Thread(target=_look, args=(answers, threading.get_ident()), daemon=True).start()
    answer = _answer(job, arguments, options, answers)
    if guard:
        os.kill(guard, signal.SIGKILL)
        os.waitpid(guard, 0)
    if keeping:
        answers.send(("loaded", loaded()))
    answers.send(answer)
    # Not one moment for the clearing-up of things that vanish with the process.
    os._exit(0)


def _guarded(life: str = "", scratch: str = "") -> int:
    """Start a process that clears up after the parent, if that is ended by force; gives its id.

    `life` is the descriptor of a pipe that ends with the parent. Then this process is ended,
    which may be stuck in C and not see it, and the folder `scratch` is taken away. 0 where
    there is no such pipe.
    """
    if not life:
        return 0
    worker, reading = os.getpid(), int(life)
    guard = os.fork()
    if guard:
        os.close(reading)
        return guard
    os.setsid()  # so that it outlives those that it is to clear up after
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):  # the parent waits for the end of our output
        os.dup2(nowhere, stream)
    if not os.read(reading, 1):
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(worker, signal.SIGKILL)
        shutil.rmtree(scratch, ignore_errors=True)
    os._exit(0)


class _Answers:
    """Standard output, for our answers alone: a library's print must not stand between."""

    def __init__(self) -> None:
        self._stream: IO[bytes] = os.fdopen(os.dup(1), "wb")
        self._one_at_a_time = threading.Lock()
        os.dup2(2, 1)

    def send(self, message: tuple[str, Any]) -> None:
        data = pickle.dumps(message)
        with self._one_at_a_time:
            self._stream.write(data)
            self._stream.flush()

    def tell(self, what: str | Allowed) -> None:
        """A stage that begins, or the limits when the course has said its word on them."""
        if isinstance(what, Allowed):
            _limit(what)
            self.send(("limits", what))
        else:
            self.send(("stage", what))


def _answer(
    named: tuple[str, str],
    arguments: tuple[Any, ...],
    options: dict[str, Any],
    answers: _Answers,
) -> tuple[str, Any]:
    try:
        module, function = named
        job: Callable[..., Any] = getattr(importlib.import_module(module), function)
        return ("result", below_one_frame(job, answers.tell, *arguments, **options))
    except PluginError as failed:
        return ("result", Result(None, (failed.problem,)))
    except MemoryError as exception:
        _lift_memory()
        return ("memory", where_raised(exception.__traceback__))
    except Exception as exception:
        if _memory_is_full():  # a C library that got none, and said so in its own way
            return ("memory", where_raised(exception.__traceback__))
        if _misses_library(exception):
            return ("library", str(exception))
        return ("failure", traceback.format_exc())


def _misses_library(exception: Exception) -> bool:
    """Whether a module could not be imported as it loads a shared library that is not there.

    What loads one (ctypes, cffi) tells so by an `OSError` without a number.
    """
    if not isinstance(exception, OSError) or exception.errno is not None:
        return False
    frames = traceback.walk_tb(exception.__traceback__)
    return any(frame.f_code.co_name == "<module>" for frame, _ in frames)


def _look(answers: _Answers, thread: int) -> None:
    """Tell where the job is, whenever it is somewhere else; and once if memory is full."""
    known, full, pause = None, False, threading.Event()
    while not pause.wait(LOOK_EVERY):
        try:
            if not full and _memory_is_full():
                full = True
                answers.send(("full", None))
            found = where_is(thread)
            if found != known:
                known = found
                answers.send(("at", known))
        except MemoryError:  # the job will tell of it
            return


def _limit(limits: Allowed) -> None:
    """Memory for good, and processor time as a second fence behind the parent's clock.

    Never raises a limit. What is written to a file (there is nothing but a cache of fonts)
    is limited too.
    """
    try:
        import resource
    except ImportError:  # Windows
        return
    memory = limits.mebibytes * MEBIBYTE
    _lower(resource.RLIMIT_AS, memory, memory + SPARE)
    _lower(resource.RLIMIT_CPU, int(limits.seconds * (os.cpu_count() or 1)) + 10)
    _lower(resource.RLIMIT_FSIZE, limits.output_mebibytes * MEBIBYTE)
    _lower(resource.RLIMIT_CORE, 0)


def _lower(which: int, soft: int, hard: int | None = None) -> None:
    import resource

    now, most = resource.getrlimit(which)
    hard = soft if hard is None else hard
    hard = hard if most == resource.RLIM_INFINITY else min(hard, most)
    soft = min(soft, hard) if now == resource.RLIM_INFINITY else min(soft, hard, now)
    try:
        resource.setrlimit(which, (soft, hard))
    except (OSError, ValueError):  # macOS knows no limit of address space
        return


def _memory_is_full() -> bool:
    """Whether there was a moment in which next to nothing was left of it."""
    try:
        import resource

        status = Path("/proc/self/status").read_text("ascii", "replace")
    except (ImportError, OSError):  # no Linux
        return False
    peak = re.search(r"VmPeak:\s+(\d+) kB", status)
    limit, _ = resource.getrlimit(resource.RLIMIT_AS)
    return peak is not None and 0 < limit < int(peak[1]) * 1024 + FULL


def _lift_memory() -> None:
    """The limit was met; what is spared is for the message."""
    try:
        import resource
    except ImportError:  # Windows
        return
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (hard, hard))


def _end_with_parent() -> None:
    """The parent never closes our input while it lives."""
    sys.stdin.buffer.read()
    os._exit(1)


if __name__ == "__main__":
    main()
