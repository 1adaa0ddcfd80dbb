"""Runs the command line in forks of one process that has everything imported.

In, on standard input: a line of JSON a run. Out: its status and how long it took. The
command line is the real one, and so are its child, the pipes between them, sessions,
signals and limits; only the second that each process takes to start is saved, by a fork
in place of a new interpreter. (`python -m benchmarks hostile` runs the corpus with none
of this, each process by itself.)
"""

from __future__ import annotations

import contextlib
import json
import os
import runpy
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from tests.hostile.watched.sitecustomize import watch

_PRELOADED = (
    *("booklet.build", "booklet.press", "booklet.planner", "booklet.reviewer", "booklet.worker"),
    *("booklet.cli.build", "booklet.cli.check", "booklet.cli.import_pages", "booklet.cli.impose"),
    *("booklet.cli.failures", "booklet.ingest.edge", "booklet.ingest.course", "weasyprint"),
    *("pickletools", "importlib.metadata", "platform", "tests.hostile.watched.sitecustomize"),
)
_REAL_POPEN = subprocess.Popen


class _Fork(_REAL_POPEN):  # type: ignore[type-arg]
    """A `Popen` whose new `python -m module` is a fork of this process."""

    def _execute_child(self, args: list[str], *rest: Any) -> None:
        # The arguments of CPython 3.11 to 3.14, in their order.
        prepare, cwd, environment = rest[1], rest[4], rest[5]
        pipes, new_session = rest[9:15], rest[20]
        assert args[0] == sys.executable
        module = args[args.index("-m") + 1]
        sys.audit("subprocess.Popen", args[0], args, cwd, environment)
        self.pid = os.fork()
        if self.pid:
            self._child_created = True
            self._close_pipe_fds(*pipes)  # type: ignore[attr-defined]
            return
        with _ended_by_any_exception():
            if new_session:
                os.setsid()
            if prepare:
                prepare()
            if cwd is not None:
                os.chdir(cwd)
            for ours in (pipes[1], pipes[2], pipes[4]):
                if ours != -1:
                    os.close(ours)
            _become((pipes[0], pipes[3], pipes[5]), environment)
            sys.argv = [module, *args[args.index("-m") + 2 :]]
            sys.modules.pop(module, None)  # to be run under another name
            runpy.run_module(module, run_name="__main__")


def _become(streams: Sequence[int], environment: Mapping[str, str] | None) -> None:
    """Take over the three standard streams, and the environment, as a new process would."""
    for number, handle in enumerate(streams):
        if handle != -1:
            os.dup2(handle, number)
    for handle in set(streams) - {-1, 0, 1, 2}:
        os.close(handle)
    sys.stdin = os.fdopen(0, "r", encoding="utf-8", closefd=False)
    sys.stdout = os.fdopen(1, "w", encoding="utf-8", closefd=False)
    sys.stderr = os.fdopen(2, "w", 1, "utf-8", "backslashreplace", closefd=False)
    if environment is not None:
        os.environ.clear()
        os.environ.update(environment)
        time.tzset()
        tempfile.tempdir = None


@contextlib.contextmanager
def _ended_by_any_exception() -> Iterator[None]:
    status = 1
    try:
        yield
        status = 0
    except SystemExit as leaving:
        status = leaving.code if isinstance(leaving.code, int) else int(leaving.code is not None)
    except BaseException:
        import traceback

        traceback.print_exc()
    finally:
        for stream in (sys.stdout, sys.stderr):
            with contextlib.suppress(Exception):
                stream.flush()
        os._exit(status)


def _run(job: Mapping[str, Any]) -> tuple[int | None, float]:
    """The exit status (None where it took longer than it may), and the seconds."""
    begun = time.monotonic()
    pid = os.fork()
    if not pid:
        with _ended_by_any_exception():
            os.setsid()
            os.chdir(job["folder"])
            handles = [os.open(os.devnull, os.O_RDONLY)]
            handles += [os.open(job[name], os.O_WRONLY | os.O_CREAT) for name in ("out", "err")]
            _become(handles, job["environment"])
            watch(job["log"])
            _note_problems(job["problems"])
            subprocess.Popen = _Fork  # type: ignore[misc]
            sys.argv = ["booklet", *job["arguments"]]
            from booklet.cli import main

            main()
    status: int | None = None
    while time.monotonic() - begun < job["seconds"]:
        done, code = os.waitpid(pid, os.WNOHANG)
        if done:
            status = os.waitstatus_to_exitcode(code)
            break
        time.sleep(0.005)
    seconds = time.monotonic() - begun
    if status is None:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
    return status, seconds


def _note_problems(file: str) -> None:
    """Have all problems that a command reports written to a file, with their codes."""
    from booklet.cli.voice import Voice

    report = Voice.report

    def noting(self: Voice, problems: Any, *rest: Any, **options: Any) -> None:
        with Path(file).open("a", encoding="utf-8") as notes:
            for found in problems:
                place = [found.span.file, found.span.line] if found.span else [None, None]
                notes.write(json.dumps([found.code, found.severity, *place, found.message]) + "\n")
        report(self, problems, *rest, **options)

    Voice.report = noting  # type: ignore[method-assign]


def main() -> None:
    """Answer one run after the other, until standard input ends."""
    for module in _PRELOADED:
        __import__(module)
    requests, answers = os.fdopen(os.dup(0), "r"), os.fdopen(os.dup(1), "w")
    os.dup2(os.open(os.devnull, os.O_RDWR), 0)
    for line in requests:
        answers.write(json.dumps(_run(json.loads(line))) + "\n")
        answers.flush()


if __name__ == "__main__":
    main()
