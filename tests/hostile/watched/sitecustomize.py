"""Writes down what a Python process does with files and sockets.

In: the environment variable BOOKLET_WATCH, the path of a log. Out: a line of JSON an
audit event in that file (https://docs.python.org/3/library/audit_events.html). Python
imports this module by itself at the start of every process that has this folder in
PYTHONPATH, before any of the program's own code; without the variable it does nothing.
"""

from __future__ import annotations

import json
import os
import sys
from typing import Any

_READING = ("os.listdir", "os.scandir", "glob.glob")
_WRITING = (
    *("os.mkdir", "os.remove", "os.rename", "os.rmdir", "os.link", "os.symlink"),
    *("os.chmod", "os.chown", "os.truncate", "os.utime", "os.mkfifo", "os.mknod"),
)
_NEVER = (
    *("socket.connect", "socket.bind", "socket.getaddrinfo", "socket.gethostbyname"),
    *("socket.sendto", "urllib.Request", "ftplib.connect", "smtplib.connect", "webbrowser.open"),
    *("os.system", "os.startfile", "pty.spawn"),
)
_STARTING = ("subprocess.Popen", "os.exec", "os.posix_spawn", "os.spawn")


def watch(log: str) -> None:
    """Write all further events of this process, and of its forks, to the end of the log."""
    handle = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o600)
    busy = False

    def tell(kind: str, *values: object) -> None:
        shown = [value if isinstance(value, (str, int)) else _text(value) for value in values]
        line = json.dumps([os.getpid(), kind, *shown]) + "\n"
        os.write(handle, line.encode("utf-8", "backslashreplace"))

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        nonlocal busy
        if busy:
            return
        busy = True
        try:
            if event == "open":
                path, mode, flags = arguments
                if not isinstance(path, int):
                    tell("write" if _writes(mode, flags) else "read", _absolute(path))
            elif event in _READING:
                if not isinstance(arguments[0], int):
                    tell("read", _absolute(arguments[0] or "."))
            elif event in _WRITING:
                for path in arguments[: 2 if event in ("os.rename", "os.link") else 1]:
                    if not isinstance(path, int):
                        tell("write", _absolute(path))
                if event == "os.symlink":
                    tell("write", _absolute(arguments[1]))
            elif event in _NEVER:
                tell("never", event, repr(arguments))
            elif event in _STARTING:
                tell("start", _text(arguments[0]), repr(arguments[1]))
        finally:
            busy = False

    sys.addaudithook(hook)
    tell("watched", " ".join(sys.orig_argv))


def _writes(mode: str | None, flags: int) -> bool:
    if mode is not None:
        return any(letter in mode for letter in "wax+")
    return bool(flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC))


def _text(value: object) -> str:
    return os.fsdecode(value) if isinstance(value, (bytes, os.PathLike)) else str(value)


def _absolute(path: object) -> str:
    return os.path.abspath(_text(path))  # noqa: PTH100 (pathlib is not imported this early)


if os.environ.get("BOOKLET_WATCH"):
    watch(os.environ["BOOKLET_WATCH"])
