"""Jobs that misbehave, for a child process to run."""
# ruff: noqa: ARG001

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from booklet.limits import Allowed
from booklet.model import Span
from booklet.problems import Result, warning

Tell = Callable[[str | Allowed], None]


def well_behaved(tell: Tell, words: str) -> Result[str]:
    tell("read")
    return Result(words.upper(), (warning("loud", "a warning", Span("a.yaml", 2, 3)),))


def environment(tell: Tell, names: list[str]) -> Result[dict[str, str | None]]:
    return Result({name: os.environ.get(name) for name in names})


def font_families(tell: Tell) -> Result[list[str]]:
    """The families that fontconfig offers to layout."""
    from weasyprint.text.ffi import ffi, fontconfig

    fonts = fontconfig.FcConfigGetFonts(fontconfig.FcInitLoadConfigAndFonts(), 0)
    name = ffi.new("FcChar8 **")
    families = set()
    for index in range(fonts.nfont):
        fontconfig.FcPatternGetString(fonts.fonts[index], b"family", 0, name)
        families.add(ffi.string(name[0]).decode())
    return Result(sorted(families))


def noisy(tell: Tell) -> Result[str]:
    print("text that nobody asked for")
    os.write(1, b"and some that Python does not see\n")
    print("and on the other channel", file=sys.stderr)
    return Result("heard")


def endless(tell: Tell, seconds: float | None = None) -> Result[None]:
    """Never ends. May ask for little time once it has begun, as a course can."""
    _begin("compose", seconds, tell)
    while True:
        time.sleep(0.01)


def endless_template(tell: Tell, folder: Path) -> Result[str]:
    """Fills in a template of the course with something that never comes to its end.

    Its time is up as soon as it has told in which line it is.
    """
    from booklet.compose.guarding.templates import Templates
    from booklet.compose.shelf.folders import Folders

    answers: Any = tell.__self__  # type: ignore[attr-defined]
    send = answers.send

    def sending(message: tuple[str, Any]) -> None:
        send(message)
        if message[0] == "at" and message[1] and message[1].span and message[1].span.line > 1:
            send(("limits", Allowed(seconds=0.01)))

    def scenes() -> Iterator[str]:
        while True:
            time.sleep(0.01)
            yield "a scene"

    answers.send = sending
    tell("compose")
    return Templates(Folders("templates", folder, "course")).render("x.html", {"scenes": scenes()})


def endless_without_python(tell: Tell, seconds: float | None = None) -> Result[None]:
    """Holds the interpreter inside one C call for longer than anybody waits."""
    _begin("typeset", seconds, tell)
    re.match("(a*)*b", "a" * 40)
    return Result(None)


def _begin(stage: str, seconds: float | None, tell: Tell) -> None:
    tell(stage)
    if seconds is not None:
        tell(Allowed(seconds=seconds))


def greedy(tell: Tell) -> Result[None]:
    tell("typeset")
    hoard = []
    while True:
        hoard.append(bytearray(10_000_000))


def talkative(tell: Tell) -> Result[bytes]:
    """Hands out more than anybody takes."""
    tell("compose")
    return Result(bytes(80_000_000))


def aborting(tell: Tell) -> Result[None]:
    tell("typeset")
    os.abort()


def reaching_out(tell: Tell, folder: Path) -> Result[dict[str, str]]:
    """What becomes of each way out of the process; `folder` is not its own, and has a file."""
    import fcntl  # not on Windows
    import resource

    own, other = Path(tempfile.mkdtemp()), folder / "kept.txt"
    ways: dict[str, Callable[[], object]] = {
        "a socket": socket.socket,
        "a socket of this machine": lambda: socket.socket(socket.AF_UNIX),
        "a file": lambda: (folder / "new.txt").write_text("x"),
        "a file written over": lambda: other.write_text("x"),
        "a file cut off": lambda: os.truncate(other, 0),
        "a file cut off by reading it": lambda: os.close(os.open(other, os.O_RDONLY | os.O_TRUNC)),
        "a file removed": other.unlink,
        "a file moved away": lambda: other.rename(own / "moved.txt"),
        "a folder": (folder / "new").mkdir,
        "a link": lambda: (folder / "link").symlink_to(other),
        "rights": lambda: other.chmod(0o777),
        "times": lambda: os.utime(other),
        "a program's file": lambda: subprocess.run(
            ["/bin/sh", "-c", 'echo x > "$0"', str(folder / "sh.txt")],
            check=True,
            capture_output=True,
        ),
        "a signal": lambda: os.kill(os.getppid(), 0),
        "a signal to all": lambda: os.kill(-1, 0),
        "limits of another": lambda: resource.prlimit(os.getppid(), resource.RLIMIT_NOFILE),
        "a signal of a pipe": lambda: fcntl.fcntl(os.pipe()[0], fcntl.F_SETOWN, os.getppid()),
        "a signal to itself": lambda: os.kill(os.getpid(), 0),
        "its own limits": lambda: resource.getrlimit(resource.RLIMIT_NOFILE),
        "reading": other.read_text,
        "its own folder": lambda: (own / "new.txt").write_text("x"),
        "nowhere": lambda: Path(os.devnull).write_text("x"),
    }
    found = {}
    for name, way in ways.items():
        try:
            way()
            found[name] = "open"
        except (OSError, subprocess.CalledProcessError):
            found[name] = "closed"
    return Result(found)


def raising(tell: Tell) -> Result[None]:
    raise ZeroDivisionError("a fault of ours")


def foreign_value(tell: Tell) -> Result[object]:
    # More than a pipe holds.
    return Result((Path("not a plain value"), "x" * 4_000_000))


def reporting_pid(tell: Tell, how_to_hang: str) -> Result[None]:
    tell(str(os.getpid()))
    return (endless if how_to_hang == "endless" else endless_without_python)(tell)
