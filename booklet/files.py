"""How files of a course are opened: regular ones only, and none outside their folder.

In: a path, or a name inside a folder. Out: bytes, or a `RefusedFileError` that says why not.
A course comes from somebody else, so its files may be links that lead out of it, pipes on
which reading never ends, devices, or far larger than they look; none of these is opened.
"""

from __future__ import annotations

import os
import re
import stat
from pathlib import Path
from typing import Literal

from booklet.names import any_system

Reason = Literal["missing", "folder", "irregular", "outside", "name", "too-large", "unreadable"]

# What only Unix knows is 0 elsewhere; the checks before and after opening do without it.
_FLAGS = (
    os.O_RDONLY
    | getattr(os, "O_NOFOLLOW", 0)  # the path is resolved: a link here was laid just now
    | getattr(os, "O_NONBLOCK", 0)  # a pipe laid just now does not keep us waiting
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_BINARY", 0)
)

# Names that Windows opens as devices, with any ending.
# https://learn.microsoft.com/windows/win32/fileio/naming-a-file
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(?:\..*)?", re.I)
_NO_NAME = re.compile(r'[\x00-\x1f\x7f<>:"|?*\\]')


class RefusedFileError(Exception):
    """A file that is not read; `reason` is one word for programs, the message is for people."""

    def __init__(self, reason: Reason, message: str) -> None:
        super().__init__(message)
        self.reason = reason


def real(path: Path, *, strict: bool = False) -> Path:
    """`path` with its links followed; `strict` raises OSError for what is not there.

    A link that leads to itself is not there; `Path.resolve` says so differently before 3.13.
    """
    return Path(os.path.realpath(path, strict=strict))


def read_file(path: Path, most: int, within: Path | None = None) -> bytes:
    """The bytes of a regular file of at most `most` bytes.

    `within` is the folder in which it must really lie, links followed; without it the path
    is one that the person at the keyboard named, and may lead anywhere. Raises
    `RefusedFileError`.
    """
    try:
        found = real(path, strict=True)
        if within is not None and not found.is_relative_to(real(within)):
            raise RefusedFileError("outside", "it lies outside of its folder")
        before = found.lstat()
        _check(before, most)
        handle = os.open(found, _FLAGS)
    except (FileNotFoundError, NotADirectoryError):
        raise RefusedFileError("missing", "there is no such file") from None
    except PermissionError:
        raise RefusedFileError("unreadable", "it may not be read") from None
    except (OSError, ValueError) as problem:
        why = getattr(problem, "strerror", None) or str(problem)
        raise RefusedFileError("unreadable", f"it cannot be read: {why}") from None
    with os.fdopen(handle, "rb") as file:
        opened = os.fstat(handle)
        _check(opened, most)
        if (before.st_dev, before.st_ino) != (opened.st_dev, opened.st_ino):
            raise RefusedFileError("irregular", "it was exchanged while it was opened")
        try:
            data = file.read(most + 1)
        except OSError as problem:
            raise RefusedFileError("unreadable", f"it cannot be read: {problem.strerror}") from None
    if len(data) > most:  # it grew
        raise _too_large(len(data), most)
    return data


def inside(folder: Path, name: str) -> Path | None:
    """`folder/name` where that is a regular file really inside of `folder`, else None.

    `name` has forward slashes; names that are no plain relative path are no files.
    """
    if odd_name(name):
        return None
    path = folder.joinpath(*name.split("/"))
    if same_name(folder, name) not in ("", name):
        return None  # a system for which capitals do not count would open it
    try:
        found = real(path, strict=True)
        if found.is_relative_to(real(folder)) and stat.S_ISREG(found.lstat().st_mode):
            return path
    except (OSError, ValueError):
        pass
    return None


def same_name(folder: Path, name: str) -> str:
    """What the file `folder/name` is called where it is listed, or "" where it is not there.

    Some systems open `Map.PNG` where `map.png` is asked for, others do not. A course that is
    built on one must be built on all, so names are compared with those that are listed.
    """
    called: list[str] = []
    for part in name.split("/"):
        try:
            listed = os.listdir(folder.joinpath(*called))  # noqa: PTH208 (names, not paths)
        except (OSError, ValueError):
            return ""
        alike = part if part in listed else _alike(part, listed)
        if not alike:
            return ""
        called.append(alike)
    return "/".join(called)


def _alike(name: str, listed: list[str]) -> str:
    """The first of the names that a system without capitals could take for `name`, or ""."""
    folded = any_system(name)
    return min((each for each in listed if any_system(each) == folded), default="")


def odd_name(name: str) -> str:
    """Why `name` is no plain relative path that means the same on every system, or ""."""
    if not name:
        return "it has no name"
    if name.startswith("/") or re.match(r"[A-Za-z]:", name):
        return "its name is that of a place on one machine"
    if _NO_NAME.search(name):
        return "its name holds characters that not every system allows"
    for part in name.split("/"):
        if part in ("", ".", ".."):
            return "its name leads through other folders"
        if _DEVICE.fullmatch(part):
            return f"“{part}” is the name of a device on Windows"
        if part[-1] in ". ":
            return "a part of its name ends in a dot or a space"
    return ""


def _check(status: os.stat_result, most: int) -> None:
    if stat.S_ISDIR(status.st_mode):
        raise RefusedFileError("folder", "it is a folder, a file was expected")
    if not stat.S_ISREG(status.st_mode):
        raise RefusedFileError("irregular", "it is not an ordinary file")
    if status.st_size > most:
        raise _too_large(status.st_size, most)


def _too_large(size: int, most: int) -> RefusedFileError:
    return RefusedFileError("too-large", f"it has {size:,} bytes; at most {most:,} are read")
