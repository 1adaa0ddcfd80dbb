"""Results of jobs that are kept, so that nothing is made twice.

In: a job with its arguments and the folder of its course. Out: its result, if it was done before
and nothing that it rests on has changed since: the files of the course, by their bytes; the
program, the libraries and what they have loaded, each file by its size and time.

The results lie in a folder of the user's own, written as the child sent them and read as its
answers are: values, never code. What is damaged, half written or not the user's own is as if it
were not there, and so is all where the disk is full: a cache can cost time, never a right page.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import pickle
import platform
import stat
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from booklet.limits import MEBIBYTE
from booklet.plain_values import PlainValues
from booklet.problems import Result
from booklet.shipped import shipped_folder

MOST_BYTES = 512 * MEBIBYTE
"""Of all results together; the ones used longest ago go first."""

MOST_FILES = 20_000
"""Files of a course; one with more is not kept."""

LARGE = 64 * MEBIBYTE
"""A file beyond it is of no use to any job, and known by size and time."""

_NO_SOURCE = frozenset({"build", ".git"})

Stamp = tuple[str, int, int]
"""A file's path, its size in bytes and its time in nanoseconds."""


def cache_folder() -> Path:
    """Where results are kept: https://specifications.freedesktop.org/basedir-spec/latest/."""
    named = os.environ.get("XDG_CACHE_HOME", "")
    return (Path(named) if Path(named).is_absolute() else Path.home() / ".cache") / "booklet"


@dataclass(frozen=True, slots=True)
class Kept:
    """The place of a job's result, which is another one for every state of its course."""

    path: Path
    course: Path
    state: bytes
    begun: int

    @classmethod
    def of(cls, job: object, course: Path) -> Kept | None:
        """The place for a job's result; None where the course cannot be read whole."""
        begun = time.time_ns()
        state = course_state(course)
        if state is None:
            return None
        asked = (sys.version, sys.executable, sys.path, platform.release(), job)
        name = hashlib.sha256(repr(asked).encode("utf-8", "surrogateescape") + state).hexdigest()
        try:
            return cls(cache_folder() / f"{name}.result", course, state, begun)
        except RuntimeError:  # no home
            return None

    def result(self) -> Result[Any] | None:
        """What is kept there, if it still holds."""
        try:
            if not (_is_own(self.path.parent) and _is_own(self.path)):
                return None
            head, _, data = self.path.read_bytes().partition(b"\n")
            if head != _sum(data):
                return None
            stream = BytesIO(data)
            rests_on = PlainValues(stream).load()
            if any(stamp(path) != (path, size, at) for path, size, at in rests_on):
                return None
            result = PlainValues(stream).load()
            os.utime(self.path)
        except (OSError, ValueError, TypeError, EOFError, pickle.UnpicklingError):
            return None
        return result if isinstance(result, Result) else None

    def keep(self, result: Result[Any], rests_on: tuple[Stamp, ...]) -> None:
        """Keep a result that rests on those files and the course, if none changed meanwhile."""
        changed = any(at > self.begun for _, _, at in rests_on)
        if not rests_on or changed or course_state(self.course) != self.state:
            return
        data = pickle.dumps(rests_on) + pickle.dumps(result)
        folder = self.path.parent
        with contextlib.suppress(OSError):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            if not _is_own(folder) or len(data) > MOST_BYTES:
                return
            _make_room(folder, MOST_BYTES - len(data))
            with NamedTemporaryFile(dir=folder, prefix=".", delete=False) as file:
                try:
                    file.write(_sum(data) + b"\n" + data)
                    file.close()
                    Path(file.name).replace(self.path)
                except OSError:
                    Path(file.name).unlink(missing_ok=True)


def stamp(path: str) -> Stamp:
    """The stamp of a file; of one that is not there (`path`, -1, -1)."""
    try:
        found = Path(path).stat()
    except OSError:
        return path, -1, -1
    return path, found.st_size, found.st_mtime_ns


def loaded() -> tuple[Stamp, ...]:
    """What this process rests on: its modules and shared libraries, the program's own files, and
    the folders in which a library that is added later would be found."""
    paths = {getattr(module, "__file__", None) or "" for module in list(sys.modules.values())}
    with contextlib.suppress(OSError):  # no Linux
        maps = Path("/proc/self/maps").read_text("utf-8", "surrogateescape")
        named = (line.split(maxsplit=5)[5:] for line in maps.splitlines())
        paths |= {path for row in named for path in row if ".so" in path}
    paths |= set(sys.path)
    for folder in (Path(__file__).parent, *map(shipped_folder, ("templates", "styles"))):
        found = folder.rglob("*")  # what Python compiled lies in folders that change at any import
        paths |= {str(path) for path in found if "__pycache__" not in path.parts}
    return tuple(stamp(path) for path in sorted(paths) if path)


def course_state(course: Path) -> bytes | None:
    """The files of a course as one number, but for what was built of them; None where they cannot
    be read, or are too many."""
    found = hashlib.sha256()
    try:
        for count, path in enumerate(_files(course, top=True)):
            if count >= MOST_FILES:
                return None
            name = os.fsencode(path)
            seen = path.lstat()
            found.update(b"%d %s %o\n" % (len(name), name, seen.st_mode))
            if stat.S_ISLNK(seen.st_mode):
                found.update(os.fsencode(path.readlink()))
            elif stat.S_ISREG(seen.st_mode) and seen.st_size <= LARGE:
                found.update(hashlib.sha256(path.read_bytes()).digest())
            elif not stat.S_ISDIR(seen.st_mode):
                found.update(b"%d %d" % (seen.st_size, seen.st_mtime_ns))
    except OSError:
        return None
    return found.digest()


def _files(folder: Path, top: bool = False) -> Iterator[Path]:
    """The folder's files, and those of the folders in it, but for what was built from them."""
    for path in sorted(folder.iterdir()):
        if top and path.name in _NO_SOURCE:
            continue
        yield path
        if path.is_dir() and not path.is_symlink():
            yield from _files(path)


def _is_own(path: Path) -> bool:
    """Whether it belongs to the user, and nobody else may write it. Windows sees to that itself."""
    if not hasattr(os, "getuid"):
        return True
    found = path.lstat()
    return (
        found.st_uid == os.getuid()
        and not found.st_mode & 0o022
        and not stat.S_ISLNK(found.st_mode)
    )


def _make_room(folder: Path, most: int) -> None:
    """Take away what was used longest ago until the rest has at most so many bytes."""
    kept = sorted((s.st_mtime_ns, s.st_size, p) for p in folder.iterdir() if (s := p.lstat()))
    over = sum(size for _, size, _ in kept) - most
    for _, size, path in kept:
        if over <= 0:
            return
        path.unlink(missing_ok=True)
        over -= size


def _sum(data: bytes) -> bytes:
    return hashlib.sha256(data).hexdigest().encode()
