"""A job in one process of its own, which can be ended at any moment.

In: the name of a job, such as `booklet.build:build`, and its arguments. Out: its `Result`.
Courses and templates come from other people, and nothing inside a process can stop
a template or a layout that hangs: so the process is watched from outside, and ended
when it takes too long, or more memory than it may.

The child sees a world that is the same everywhere: the fonts that are shipped and no
others, one time zone, one locale, one hash seed. Output cannot depend on the machine.
"""

from __future__ import annotations

import contextlib
import html
import os
import pickle
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Any

from booklet.problems import Result, error
from booklet.shipped import shipped_folder


@dataclass(frozen=True, slots=True)
class Limits:
    """What a job may take: wall-clock time in seconds, memory in MiB."""

    seconds: float = 600
    mebibytes: int = 4096


class JobError(Exception):
    """A fault of the program, not of the course; `details` is for its authors."""

    def __init__(self, details: str) -> None:
        super().__init__("the program failed")
        self.details = details


class MissingLibraryError(Exception):
    """A system library that layout needs is not installed."""


class Ending:
    """Ends from one thread the jobs that others wait for: those that run, and all later ones."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._running: set[subprocess.Popen[bytes]] = set()
        self._over = False

    def end(self) -> None:
        """End the jobs."""
        with self._lock:
            self._over = True
            for process in self._running:
                _kill(process)

    @contextlib.contextmanager
    def watching(self, process: subprocess.Popen[bytes]) -> Iterator[None]:
        """Let `end` reach this process while the block runs."""
        with self._lock:
            self._running.add(process)
            if self._over:
                _kill(process)
        try:
            yield
        finally:
            with self._lock:
                self._running.discard(process)


def run_job(
    name: str,
    *arguments: object,
    limits: Limits,
    tell: Callable[[str], None],
    ending: Ending | None = None,
    **options: object,
) -> Result[Any]:
    """Run `module:function(*arguments, tell=…, **options)`, as `name` says, in a child.

    `tell` hears each stage as it begins; `ending` can end the job from another thread. A
    limit that was met, and a child that died, come back as problems. Raises `JobError` for
    an exception inside the job and `MissingLibraryError` where Pango or its kin is not
    installed; an interrupt ends the child.
    """
    with (
        TemporaryDirectory(prefix="booklet-") as scratch,
        _start(Path(scratch)) as process,
        (ending or Ending()).watching(process),
    ):
        late = threading.Event()

        def stop() -> None:
            late.set()
            _kill(process)

        alarm = threading.Timer(limits.seconds, stop)
        alarm.daemon = True
        stage = "start"
        try:
            alarm.start()
            message: tuple[str, Any]
            _send(process, (name, arguments, options, limits.seconds, limits.mebibytes))
            for message in _messages(process):
                match message:
                    case ("stage", str(stage)):
                        tell(stage)
                    case ("result", Result() as result):
                        return result
                    case ("memory", _):
                        return _out_of_memory(stage, limits)
                    case ("library", str(which)):
                        raise MissingLibraryError(which)
                    case ("failure", str(details)):
                        raise JobError(details)
            process.wait()
            said = (Path(scratch) / "stderr").read_text("utf-8", "replace")
            if late.is_set():
                return _out_of_time(stage, limits)
            if "failed to allocate" in said or "cannot allocate" in said.lower():
                return _out_of_memory(stage, limits)
            return _died(stage, process.returncode)
        finally:
            alarm.cancel()
            _kill(process)
            _close(process)


# ----------------------------------------------------------------- starting and ending


def _start(scratch: Path) -> subprocess.Popen[bytes]:
    with (scratch / "stderr").open("wb") as stderr:
        return subprocess.Popen(
            # -P: a course's folder may be the current one, and its files are no modules.
            [sys.executable, "-P", "-m", "booklet.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=stderr,
            env=_environment(scratch),
            # An interrupt in the terminal is the parent's to answer.
            start_new_session=True,
        )


def _environment(scratch: Path) -> dict[str, str]:
    fonts = scratch / "fonts.conf"
    fonts.write_text(fontconfig(shipped_folder("styles") / "fonts", scratch / "cache"), "utf-8")
    left_out = ("FONTCONFIG_PATH", "FONTCONFIG_SYSROOT", "PANGO_LANGUAGE", "LANGUAGE")
    kept = {name: value for name, value in os.environ.items() if name not in left_out}
    return kept | {
        "FONTCONFIG_FILE": str(fonts),
        "TMPDIR": str(scratch),
        "TEMP": str(scratch),
        "TMP": str(scratch),
        "TZ": "UTC",
        "LANG": "C.UTF-8",
        "LC_ALL": "C.UTF-8",
        "PYTHONUTF8": "1",
        "PYTHONHASHSEED": "0",
        "SOURCE_DATE_EPOCH": "0",
    }


def fontconfig(fonts: Path, cache: Path) -> str:
    """A fontconfig file that knows the fonts of one folder and no others.

    See https://www.freedesktop.org/software/fontconfig/fontconfig-user.html.
    """
    return (
        '<?xml version="1.0"?>\n'
        '<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">\n'
        "<fontconfig>\n"
        f"  <dir>{html.escape(str(fonts))}</dir>\n"
        f"  <cachedir>{html.escape(str(cache))}</cachedir>\n"
        # The web page's font pieces lie there too; a piece is no font to set pages with.
        "  <selectfont><rejectfont><glob>*.woff2</glob></rejectfont></selectfont>\n"
        "</fontconfig>\n"
    )


def _kill(process: subprocess.Popen[bytes]) -> None:
    """End the child and whatever it started."""
    if process.poll() is not None:
        return
    if hasattr(os, "killpg"):
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()


def _close(process: subprocess.Popen[bytes]) -> None:
    assert process.stdin
    with contextlib.suppress(BrokenPipeError):  # it died before it had read all of the job
        process.stdin.close()


# ------------------------------------------------------------------------ the two pipes


def _send(process: subprocess.Popen[bytes], job: tuple[object, ...]) -> None:
    """Hand the job over. The pipe stays open: its end tells the child that we are gone."""
    assert process.stdin
    with contextlib.suppress(BrokenPipeError):  # it died at once; the wait will show
        pickle.dump(job, process.stdin)
        process.stdin.flush()


def _messages(process: subprocess.Popen[bytes]) -> Iterator[Any]:
    assert process.stdout
    while True:
        try:
            yield _PlainValues(process.stdout).load()
        except (EOFError, pickle.UnpicklingError):  # ended, perhaps in mid-sentence
            return


class _PlainValues(pickle.Unpickler):
    """Reads values made of builtins and the program's own frozen types; nothing is called."""

    _TYPES = frozenset(
        {
            ("booklet.model", "Excerpt"),
            ("booklet.model", "ReviewItem"),
            ("booklet.model", "ReviewOffer"),
            ("booklet.model", "Selector"),
            ("booklet.model", "Span"),
            ("booklet.outputs", "Accounting"),
            ("booklet.outputs", "Booklet"),
            ("booklet.outputs", "Draft"),
            ("booklet.outputs", "EditionEntry"),
            ("booklet.outputs", "PlanSheet"),
            ("booklet.outputs", "PrintSheets"),
            ("booklet.outputs", "ReviewDraft"),
            ("booklet.problems", "Problem"),
            ("booklet.problems", "Result"),
        }
    )

    def __init__(self, stream: IO[bytes]) -> None:
        super().__init__(stream)

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) not in self._TYPES:
            raise pickle.UnpicklingError(f"{module}.{name} is not a plain value")
        return super().find_class(module, name)


# -------------------------------------------------------------------- what to tell of it


def _out_of_time(stage: str, limits: Limits) -> Result[Any]:
    return _ended(
        "time-limit",
        f"the booklet took longer than {limits.seconds:g} seconds; it was stopped during: {stage}",
        "look for something endless in a template or a style, or give it more: --time-limit",
    )


def _out_of_memory(stage: str, limits: Limits) -> Result[Any]:
    return _ended(
        "memory-limit",
        f"the booklet needed more than {limits.mebibytes} MiB of memory; "
        f"it was stopped during: {stage}",
        "split the script, use smaller pictures, or give it more: --memory-limit",
    )


def _died(stage: str, status: int) -> Result[Any]:
    how = signal.Signals(-status).name if status < 0 else f"exit status {status}"
    return _ended(
        "stage-died",
        f"the program died during: {stage} ({how})",
        "the last thing changed in the course is the likely cause; please report it",
    )


def _ended(code: str, message: str, hint: str) -> Result[Any]:
    return Result(None, (error(code, message, None, hint),))
