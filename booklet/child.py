"""A job in one process of its own, which can be ended at any moment.

In: a job (see `booklet.jobs`) and its arguments. Out: its `Result`.
Courses and templates come from other people, and nothing inside a process can stop
a template or a layout that hangs: so the process is watched from outside, and ended
when it takes too long, or more memory than it may.

The child sees a world that is the same everywhere: the fonts that are shipped and no
others, one time zone, one locale, one hash seed. Output cannot depend on the machine.

The parent says of a limit that was met at which stage, and where in it, as exactly as
that is known: the child keeps telling where it is (`booklet.whereabouts`), and is asked
once more before it is ended.
"""

from __future__ import annotations

import contextlib
import html
import os
import pickle
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Concatenate, ParamSpec, TypeVar

from booklet.counting import counted
from booklet.fonts import EMOJI, fallback_fonts
from booklet.limits import MEBIBYTE, Allowed, Tell, allowed
from booklet.model import Limits, Span, Whereabouts
from booklet.plain_values import PlainValues
from booklet.problems import Result, error
from booklet.result_cache import Kept, Stamp
from booklet.shipped import shipped_folder

P = ParamSpec("P")
T = TypeVar("T")


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


@dataclass(frozen=True, slots=True)
class Child:
    """How a job is run in a process of its own.

    `tell` hears each stage as it begins; `ending` can end the job from another thread.
    `elapsed` are the seconds that the command has taken already, which count. `kept` is where
    the job's result is taken from if it is there, and kept if not.
    """

    limits: Limits
    tell: Callable[[str], None]
    ending: Ending | None = None
    elapsed: float = 0.0
    kept: Kept | None = None

    def run(
        self,
        job: Callable[Concatenate[Tell, P], Result[T]],
        *arguments: P.args,
        **options: P.kwargs,
    ) -> Result[T]:
        """The result of the job with these arguments.

        A limit that was met, and a child that died, come back as problems: `time-limit`,
        `memory-limit`, `output-limit`, `stage-died`. Raises `JobError` for an exception inside
        the job and `MissingLibraryError` where Pango or its kin is not installed; an interrupt
        ends the child.
        """
        known = self.kept.result() if self.kept else None
        if known is not None:
            return known
        name = (job.__module__, job.__qualname__)
        keeping = self.kept is not None
        result: Result[T] = _run(self, (name, arguments, options, allowed(self.limits), keeping))
        return result


def _run(how: Child, job: tuple[object, ...]) -> Result[Any]:
    holds = allowed(how.limits)
    with (
        _life() as life,
        TemporaryDirectory(prefix="booklet-", ignore_cleanup_errors=True) as scratch,
        _start(Path(scratch), life) as process,
        (how.ending or Ending()).watching(process),
    ):
        assert process.stdout
        alarm = _Alarm(holds.seconds - how.elapsed, lambda: _ask_and_kill(process))
        at, full = _At(), False
        rests_on: tuple[Stamp, ...] = ()
        try:
            message: tuple[str, Any]
            _send(process, job)
            answers = _Answers(process, holds.output_mebibytes * MEBIBYTE + _BESIDES)
            for message in answers.messages():
                match message:
                    case ("stage", str(stage)):
                        at = _At(stage)
                        how.tell(stage)
                    case ("at", None | Whereabouts() as where):
                        at = _At(at.stage, where)
                    case ("full", _):
                        full = True
                    case ("limits", Allowed() as lowered):
                        holds = lowered
                        alarm.lower(holds.seconds - how.elapsed)
                    case ("loaded", tuple(found)):
                        rests_on = found
                    case ("result", Result() as result):
                        if how.kept:
                            how.kept.keep(result, rests_on)
                        return result
                    case ("memory", None | Whereabouts() as where):
                        return _out_of_memory(_At(at.stage, where or at.where), holds)
                    case ("library", str(which)):
                        raise MissingLibraryError(which)
                    case ("failure", str(details)):
                        raise JobError(details)
            if answers.too_much:
                return _too_much_output(at, holds)
            # Whatever it would still say is not heard, and keeps it from its end no longer.
            process.stdout.close()
            process.wait()
            said = (Path(scratch) / "stderr").read_text("utf-8", "replace")
            at = at.with_template(said)
            if alarm.rang:
                return _out_of_time(at, holds)
            if full or "failed to allocate" in said or "cannot allocate" in said.lower():
                return _out_of_memory(at, holds)
            return _died(at, process.returncode)
        finally:
            alarm.off()
            _kill(process)
            _close(process)


@dataclass(frozen=True, slots=True)
class _At:
    """The stage a job is at, and where in it, if that is known."""

    stage: str = "start"
    where: Whereabouts | None = None

    def __str__(self) -> str:
        return f"{self.stage}, {self.where.words}" if self.where else self.stage

    @property
    def span(self) -> Span | None:
        return self.where.span if self.where else None

    def with_template(self, said: str) -> _At:
        """With the template that a dying child was at, where it had no time to tell more.

        faulthandler writes the frames of a thread, innermost first; a template's functions
        have its file as theirs, but line numbers of the Python made of it.
        """
        found = _TEMPLATE_FRAME.search(said)
        if self.where or not found:
            return self
        return _At(self.stage, Whereabouts(f"template {found[1]}"))


_TEMPLATE_FRAME = re.compile(r'File "[^"]*[/\\]templates[/\\]([^"]+)", line')

_BESIDES = 64 * MEBIBYTE
"""What a result may have beside the files: problems, listings, messages."""

_LAST_WORDS = 0.3
"""Seconds that a child has to say where it is before it is ended."""


class _Alarm:
    """Rings once, so many seconds after it was made; can be set to an earlier time."""

    def __init__(self, seconds: float, ring: Callable[[], None]) -> None:
        self.rang = False
        self._ring = ring
        self._made = time.monotonic()
        self._seconds = seconds
        self._timer = self._set(seconds)

    def lower(self, seconds: float) -> None:
        if seconds < self._seconds:
            self._timer.cancel()
            self._seconds = seconds
            self._timer = self._set(max(0.0, self._made + seconds - time.monotonic()))

    def off(self) -> None:
        self._timer.cancel()

    def _set(self, seconds: float) -> threading.Timer:
        def ring() -> None:
            self.rang = True
            self._ring()

        timer = threading.Timer(max(0.0, seconds), ring)
        timer.daemon = True
        timer.start()
        return timer


# ----------------------------------------------------------------- starting and ending


@contextlib.contextmanager
def _life() -> Iterator[tuple[int, ...]]:
    """The reading end of a pipe that ends when this process does, whatever ends it.

    A byte comes before the end where there is nothing left to be done. Nothing on Windows.
    """
    if os.name == "nt":
        yield ()
        return
    reading, writing = os.pipe()
    try:
        yield (reading,)
    finally:
        os.close(reading)
        with contextlib.suppress(BrokenPipeError):  # nobody listens any more
            os.write(writing, b".")
        os.close(writing)


def _start(scratch: Path, life: tuple[int, ...]) -> subprocess.Popen[bytes]:
    guarded = [str(life[0]), str(scratch)] if life else []
    with (scratch / "stderr").open("wb") as stderr:
        return subprocess.Popen(
            # -P: a course's folder may be the current one, and its files are no modules.
            [sys.executable, "-P", "-m", "booklet.worker", *guarded],
            pass_fds=life,
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
        **_without_programs(scratch),
        "TMPDIR": str(scratch),
        "TEMP": str(scratch),
        "TMP": str(scratch),
        "TZ": "UTC",
        "LANG": "C.UTF-8",
        "LC_ALL": "C.UTF-8",
        "PYTHONUTF8": "1",
        "PYTHONHASHSEED": "0",
        "SOURCE_DATE_EPOCH": "0",
        # Else each thread sets 64 MiB of addresses aside, which the limit of memory counts.
        "MALLOC_ARENA_MAX": "1",
    }


def _without_programs(scratch: Path) -> dict[str, str]:
    """A search path without a program: Python would ask gcc and ld where libraries are."""
    # Windows looks for shared libraries there.
    return {} if os.name == "nt" else {"PATH": str(scratch / "no-programs")}


def fontconfig(fonts: Path, cache: Path) -> str:
    """A fontconfig file that knows the fonts of one folder and no others.

    What a text's own fonts lack is looked for in the fallback fonts, in their order. See
    https://www.freedesktop.org/software/fontconfig/fontconfig-user.html.
    """
    last = "".join(f"<string>{font.family}</string>" for font in fallback_fonts())
    return (
        '<?xml version="1.0"?>\n'
        '<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">\n'
        "<fontconfig>\n"
        f"  <dir>{html.escape(str(fonts))}</dir>\n"
        f"  <cachedir>{html.escape(str(cache))}</cachedir>\n"
        # The web page's font pieces lie there too; a piece is no font to set pages with.
        "  <selectfont><rejectfont><glob>*.woff2</glob></rejectfont></selectfont>\n"
        # Pango asks for this family where a character is to be shown as a picture.
        '  <match target="pattern"><test name="family"><string>emoji</string></test>'
        '<edit name="family" mode="prepend" binding="same">'
        f"<string>{EMOJI}</string></edit></match>\n"
        '  <match target="pattern"><edit name="family" mode="append_last" binding="same">'
        f"{last}</edit></match>\n"
        "</fontconfig>\n"
    )


def _ask_and_kill(process: subprocess.Popen[bytes]) -> None:
    """End the child, after it has written to standard error where it is."""
    if hasattr(signal, "SIGUSR1") and process.poll() is None:
        process.send_signal(signal.SIGUSR1)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(_LAST_WORDS)
    _kill(process)


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


class _Answers:
    """What the child says; `too_much` once that is more than `most` bytes."""

    def __init__(self, process: subprocess.Popen[bytes], most: int) -> None:
        assert process.stdout
        self.too_much = False
        self._stream = process.stdout
        self._left = most

    def messages(self) -> Iterator[Any]:
        while True:
            try:
                yield PlainValues(self).load()
            except (EOFError, pickle.UnpicklingError):  # ended, perhaps in mid-sentence
                return

    def read(self, size: int) -> bytes:
        """For the unpickler: never asks for more than may come."""
        return self._stream.read(size) if self._may_take(size) else b""

    def readline(self) -> bytes:
        """For the unpickler."""
        line = self._stream.readline(max(0, self._left) + 1)
        return line if self._may_take(len(line)) else b""

    def _may_take(self, size: int) -> bool:
        self._left -= size
        self.too_much = self.too_much or self._left < 0
        return not self.too_much


# -------------------------------------------------------------------- what to tell of it


def _out_of_time(at: _At, limits: Allowed) -> Result[Any]:
    return _ended(
        "time-limit",
        f"the booklet took longer than {counted(limits.seconds, 'second')}; "
        f"it was stopped during: {at}",
        at,
        "look for something endless in a template or a style, or give it more: --time-limit",
    )


def _out_of_memory(at: _At, limits: Allowed) -> Result[Any]:
    return _ended(
        "memory-limit",
        f"the booklet needed more than {limits.mebibytes} MiB of memory; "
        f"it was stopped during: {at}",
        at,
        "split the script, use smaller pictures, or give it more: --memory-limit",
    )


def _too_much_output(at: _At, limits: Allowed) -> Result[Any]:
    return _ended(
        "output-limit",
        f"what is made is larger than {limits.output_mebibytes} MiB; it was stopped during: {at}",
        at,
        "use smaller pictures, or allow more: --output-limit",
    )


def _died(at: _At, status: int) -> Result[Any]:
    how = signal.Signals(-status).name if status < 0 else f"exit status {status}"
    return _ended(
        "stage-died",
        f"the program died during: {at} ({how})",
        at,
        "the last thing changed in the course is the likely cause; please report it",
    )


def _ended(code: str, message: str, at: _At, hint: str) -> Result[Any]:
    return Result(None, (error(code, message, at.span, hint),))
