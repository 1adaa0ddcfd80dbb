"""Runs a case through the command line, and says everything that is wrong with what happened.

In: a case and a way to run commands. Out: complaints in words; none where all is as it
must be. Of every case is asked, besides what it says itself: no traceback, no fault of
the program's own, an end within its time, the last good build intact, no stray file, no
socket, and no file read or written outside the few folders that it has to do with.
"""

from __future__ import annotations

import json
import math
import os
import re
import shlex
import socket
import subprocess
import sys
import sysconfig
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from tests.conftest import ROOT
from tests.hostile.cases import Case
from tests.hostile.making import make

BUDGET = 600.0
"""Seconds that a case may take, unless its command gives itself another limit. It takes one
or two; what would take minutes never ends, even on a machine with much else to do."""

GRACE = 60.0
"""Seconds in which a command must have ended after its time was up."""

SECRET = "CANARY-4711-NOBODY-MAY-READ-ME"
_WITH_LIMIT = ("import", "build", "check", "draw", "proof", "plan", "impose", "review")
_SYSTEM = (
    *("/dev/null", "/dev/urandom", "/proc/self", "/etc/mime.types"),
    *("/etc/localtime", "/usr/share/zoneinfo"),
)
_TOLD = re.compile(
    r"^(?:(?P<file>.+):(?P<line>\d+):\d+: )?(?P<severity>error|warning): (?P<said>.*)"
    r" \[(?P<code>[a-z0-9-]+)\]$",
    re.MULTILINE,
)
_PYTHON = tuple(
    str(Path(place).resolve())
    for place in (sys.prefix, *(sysconfig.get_path(name) for name in ("stdlib", "platstdlib")))
)


@dataclass(frozen=True, slots=True)
class Ran:
    """What became of a command; `status` is None where it did not end in time."""

    status: int | None
    seconds: float
    out: str
    err: str


class Runner(Protocol):
    """A way to run `booklet`, watched: see `ForkServer` and `Processes`."""

    def __call__(self, job: Mapping[str, Any]) -> tuple[int | None, float]:
        """The status, None where the time was up, and the seconds."""


class ForkServer:
    """Runs commands in forks of one process, which is started with the first."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.hostile.forkserver"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
            env=_environment(),
        )

    def __call__(self, job: Mapping[str, Any]) -> tuple[int | None, float]:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps(job) + "\n")
        self._process.stdin.flush()
        status, seconds = json.loads(self._process.stdout.readline())
        return status, seconds

    def close(self) -> None:
        """End it."""
        with self._process as process:
            process.kill()


class Processes:
    """Runs each command in processes of its own, as a person does."""

    def __call__(self, job: Mapping[str, Any]) -> tuple[int | None, float]:
        watched = {
            "PYTHONPATH": os.pathsep.join((str(ROOT / "tests/hostile/watched"), str(ROOT))),
            "BOOKLET_WATCH": job["log"],
        }
        begun = time.monotonic()
        with Path(job["out"]).open("wb") as out, Path(job["err"]).open("wb") as err:
            process = subprocess.Popen(
                [sys.executable, "-m", "booklet", *job["arguments"]],
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=err,
                cwd=job["folder"],
                env=job["environment"] | watched,
            )
            try:
                status: int | None = process.wait(job["seconds"])
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
                status = None
        return status, time.monotonic() - begun


def complaints(case: Case, place: Path, run: Runner) -> list[str]:
    """Run the case in the empty folder `place`; what is wrong, in words."""
    with _listening() as visitors:
        here = _laid_out(case, place, visitors.port)
        before = _snapshot(place)
        arguments = _arguments(case)
        seconds = _budget(arguments) + GRACE
        log, notes = place / "log" / "events", place / "log" / "problems"
        job: dict[str, Any] = {
            "arguments": arguments,
            "folder": str(here),
            "environment": _environment()
            | {"HOME": str(place / "home"), "XDG_CACHE_HOME": str(place / "log" / "cache")},
            "seconds": seconds,
            "log": str(log),
            "problems": str(notes),
            "out": str(place / "log" / "out"),
            "err": str(place / "log" / "err"),
        }
        job["environment"] |= {name: str(place / "scratch") for name in ("TMPDIR", "TEMP", "TMP")}
        status, took = run(job)
        ran = Ran(status, took, *(_text(place / "log" / name) for name in ("out", "err")))
        return [
            *_of_the_end(case, ran, seconds),
            *_of_the_messages(case, ran, notes),
            *_of_the_files(case, before, _snapshot(place)),
            *_of_the_events(place, log),
            *(f"somebody came to port {visitors.port}" for _ in range(visitors.count())),
            *_of_secrets(place, ran),
        ]


# ------------------------------------------------------------------------------ before


def _laid_out(case: Case, place: Path, port: int) -> Path:
    """The case's files in `place`; gives the folder in which the command is called."""
    here, outside = place / "here", place / "outside"
    for folder in (here / "course", outside, place / "scratch", place / "home", place / "log"):
        folder.mkdir(parents=True)
    names = {"@OUTSIDE@": str(outside), "@COURSE@": str(here / "course"), "@PORT@": str(port)}

    def fill(text: str) -> str:
        for name, value in names.items():
            text = text.replace(name, value)
        return text

    for name, what in _SECRETS.items():
        make(outside / name, what, fill)
    for base, files in ((here / "course", case.files), (here, case.beside)):
        for name, what in files.items():
            if what is not None:
                make(base / fill(name), what, fill)
    return here


_SECRETS: Mapping[str, Any] = {
    "secret.txt": SECRET,
    "secret.md": f"---\ntitle: {SECRET}\n---\n\n{SECRET}\n",
    "secret.html": f"<p>{SECRET}</p>",
    "secret.css": f'p::before {{ content: "{SECRET}" }}',
    "secret.svg": f'<svg xmlns="http://www.w3.org/2000/svg"><text>{SECRET}</text></svg>',
    "secret.fountain": f"INT. {SECRET}\n\nMARA\n{SECRET}\n",
}


def _environment() -> dict[str, str]:
    """A plain environment; what the tests run in has no say."""
    kept = ("PATH", "SYSTEMROOT", "LD_LIBRARY_PATH", "DYLD_FALLBACK_LIBRARY_PATH")
    own = {name: os.environ[name] for name in kept if name in os.environ}
    return own | {"LANG": "C.UTF-8", "PYTHONHASHSEED": "0", "PYTHONDONTWRITEBYTECODE": "1"}


def _arguments(case: Case) -> list[str]:
    command, *rest = shlex.split(case.run)
    if command == "check":
        rest.append("--json")
    if command in _WITH_LIMIT and "--time-limit" not in rest:
        rest += ["--time-limit", f"{BUDGET:g}"]
    return [command, *rest]


def _budget(arguments: list[str]) -> float:
    asked = arguments[arguments.index("--time-limit") + 1] if "--time-limit" in arguments else "nan"
    return float(asked) if math.isfinite(float(asked)) else BUDGET


def _snapshot(place: Path) -> dict[str, tuple[object, ...]]:
    """What lies where, so that a change can be told: names, kinds, sizes, contents."""
    found: dict[str, tuple[object, ...]] = {}
    for folder, folders, files in os.walk(place):
        if Path(folder) == place:
            folders[:] = [name for name in folders if name != "log"]
        for name in (*folders, *files):
            path = Path(folder, name)
            status = path.lstat()
            read = path.is_file() and not path.is_symlink() and status.st_size < 1_000_000
            readable = read and os.access(path, os.R_OK)
            found[path.relative_to(place).as_posix()] = (
                status.st_mode,
                status.st_size if not path.is_dir() else 0,
                path.read_bytes() if readable else None,
            )
    return found


# ------------------------------------------------------------------------------- after


def _of_the_end(case: Case, ran: Ran, seconds: float) -> Iterator[str]:
    screen = ran.out + ran.err
    if ran.status is None:
        yield f"it had not ended after {seconds:g} seconds"
    elif ran.status != case.exit:
        yield f"exit code {ran.status}, not {case.exit}:\n{screen[-3000:]}"
    for words in ("Traceback", "booklet itself has failed"):
        if words in screen:
            yield f"“{words}” stands on the screen:\n{screen[-3000:]}"
    for words in case.prints:
        if words not in screen:
            yield f"“{words}” does not stand on the screen:\n{screen[-3000:]}"
    if len(screen) > 200_000:
        yield f"{len(screen)} characters were printed"


def _of_the_messages(case: Case, ran: Ran, notes: Path) -> Iterator[str]:
    told = [json.loads(line) for line in _text(notes).splitlines()]
    if case.run.startswith("check") and ran.out.startswith("["):
        names = ("code", "severity", "file", "line", "message")
        told = [[entry[name] for name in names] for entry in json.loads(ran.out)]
    if not told:  # a process of its own told nobody but the screen
        told = [
            [
                found["code"],
                found["severity"],
                found["file"],
                int(found["line"] or 0),
                found["said"],
            ]
            for found in _TOLD.finditer(ran.err)
        ]
    shown = "\n".join(f"  {code} {file}:{line} {message}" for code, _, file, line, message in told)
    for wanted in case.says:
        code, _, where = wanted.partition(" ")
        if not any(code == one[0] and _is_at(where, one[2], one[3]) for one in told):
            yield f"nothing says “{wanted}”, but:\n{shown[-3000:]}"
    if case.exit:
        if case.exit == 1 and not case.says and not case.prints:
            yield "the corpus does not say what is to be said"
        return
    codes = {wanted.partition(" ")[0] for wanted in case.says}
    for code, severity, file, line, message in told:
        if code not in codes:
            yield f"an unforeseen {severity}: {code} {file}:{line} {message}"


def _is_at(where: str, file: str | None, line: int | None) -> bool:
    if not where:
        return True
    name, _, number = where.partition(":")
    at = (file or "").removesuffix(" (shipped)")
    return (at == name or at.endswith("/" + name)) and (not number or int(number) == line)


def _of_the_files(
    case: Case, before: Mapping[str, tuple[object, ...]], after: Mapping[str, tuple[object, ...]]
) -> Iterator[str]:
    made = {f"here/course/{name}" for name in case.makes if not name.startswith("../")}
    made |= {f"here/{name[3:]}" for name in case.makes if name.startswith("../")}
    folders = {parent.as_posix() for name in made for parent in Path(name).parents}
    for name in sorted(before.keys() | after.keys()):
        if before.get(name) == after.get(name) or name in made or name in folders:
            continue
        how = "was made" if name not in before else "is gone" if name not in after else "changed"
        yield f"{name} {how}"
    for name in sorted(made - after.keys()):
        yield f"{name} was not made"
    for name in sorted(made & before.keys() & after.keys()):
        if before[name] == after[name]:
            yield f"{name} is still the old one"


def _of_the_events(place: Path, log: Path) -> Iterator[str]:
    """What the processes did that none of them may do."""
    may_write = (str(place / "here"), str(place / "scratch"), str(place / "log"))
    may_read = (*may_write, str(ROOT), *_PYTHON, *_SYSTEM)
    said: set[str] = set()
    events = [json.loads(line) for line in _text(log).splitlines()]
    if not events:
        yield "nothing was watched"
    for pid, kind, *values in events:
        if kind == "watched" or (kind == "start" and _may_start(str(values))):
            continue
        if kind in ("read", "write"):
            path = str(values[0])
            # A link is judged by what it leads to.
            if _is_below(os.path.realpath(path), may_read if kind == "read" else may_write):
                continue
            if _is_below(path, _SYSTEM) or (kind == "read" and _is_pythons(path)):
                continue
        what = f"{kind} {' '.join(map(str, values))}"
        if what not in said:
            said.add(what)
            yield f"process {pid}: {what}"


def _is_below(path: str, roots: tuple[str, ...]) -> bool:
    return any(path == root or path.startswith(root + os.sep) for root in roots)


def _may_start(values: str) -> bool:
    # Python asks ldconfig and ld where shared libraries are; the child has no ld to ask.
    libraries = "/ldconfig" in values or "['ld', '-t', '-o', '/dev/null'" in values
    return "booklet.worker" in values or libraries


def _is_pythons(path: str) -> bool:
    return _is_below(path, _PYTHON) or path in sys.path


def _of_secrets(place: Path, ran: Ran) -> Iterator[str]:
    if SECRET in ran.out + ran.err:
        yield "what nobody may read stands on the screen"
    for path in (place / "here").rglob("*"):
        if path.is_file() and not path.is_symlink() and os.access(path, os.R_OK):
            head = path.read_bytes()[:10_000_000] if path.stat().st_size < 10_000_000 else b""
            if SECRET.encode() in head:
                yield f"what nobody may read stands in {path.name}"


def _text(path: Path) -> str:
    return path.read_text("utf-8", "backslashreplace") if path.exists() else ""


# ---------------------------------------------------------------------------- visitors


class _listening:  # noqa: N801 (a context manager, read as a word)
    """A port of this machine that nobody should come to."""

    def __enter__(self) -> _listening:
        self._socket = socket.create_server(("127.0.0.1", 0))
        self._socket.setblocking(False)
        self.port = self._socket.getsockname()[1]
        return self

    def __exit__(self, *_: object) -> None:
        self._socket.close()

    def count(self) -> int:
        """How many came."""
        visitors = 0
        while True:
            try:
                self._socket.accept()[0].close()
            except BlockingIOError:
                return visitors
            visitors += 1
