"""Jobs that misbehave, for a child process to run."""
# ruff: noqa: ARG001

from __future__ import annotations

import os
import re
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from booklet.limits import Allowed
from booklet.model import Span
from booklet.problems import Result, warning

Tell = Callable[[str], None]


def well_behaved(words: str, tell: Tell) -> Result[str]:
    tell("read")
    return Result(words.upper(), (warning("loud", "a warning", Span("a.yaml", 2, 3)),))


def environment(names: list[str], tell: Tell) -> Result[dict[str, str | None]]:
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


def endless(tell: Tell) -> Result[None]:
    tell("compose")
    while True:
        time.sleep(0.01)


def endless_template(folder: Path, tell: Tell) -> Result[str]:
    """Fills in a template of the course with something that never comes to its end."""
    from booklet.compose.folders import Folders
    from booklet.compose.templates import Templates

    def scenes() -> Iterator[str]:
        while True:
            time.sleep(0.01)
            yield "a scene"

    tell("compose")
    return Templates(Folders("templates", folder, "course")).render("x.html", {"scenes": scenes()})


def modest(tell: Callable[[str | Allowed], None]) -> Result[None]:
    """Asks for little time, and takes more."""
    tell(Allowed(seconds=2))
    return endless(tell)


def endless_without_python(tell: Tell) -> Result[None]:
    """Holds the interpreter inside one C call for longer than anybody waits."""
    tell("typeset")
    re.match("(a*)*b", "a" * 40)
    return Result(None)


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


def raising(tell: Tell) -> Result[None]:
    raise ZeroDivisionError("a fault of ours")


def foreign_value(tell: Tell) -> Result[object]:
    return Result(Path("not a plain value"))


def reporting_pid(file: str, how_to_hang: str, tell: Tell) -> Result[None]:
    Path(file).write_text(str(os.getpid()))
    return endless(tell) if how_to_hang == "endless" else endless_without_python(tell)
