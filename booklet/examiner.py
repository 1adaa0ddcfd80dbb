"""The job of `booklet doctor`: what a child of this program finds where it is.

In: a folder that is not the child's own. Out: plain data. Runs in a process of its own, as the
jobs of `booklet.build` do, and tries what these may not do.
"""

from __future__ import annotations

import socket
from pathlib import Path
from typing import Any

from booklet.fonts import characters_of
from booklet.limits import Tell
from booklet.problems import Result
from booklet.shipped import shipped_folder

FOLDERS = ("eb-garamond", "source-sans-3", "atkinson-hyperlegible", "fallback")
"""Where the fonts lie that pages are set with, below `styles/fonts`."""


def examine(tell: Tell, elsewhere: Path) -> Result[dict[str, Any]]:
    """The versions of what sets pages, the shipped fonts that are broken, and what is confined.

    Raises, as the import of the typesetter does, where a library is missing.
    """
    tell("start")
    import weasyprint
    from weasyprint.text.ffi import pango

    number = pango.pango_version()
    fonts = shipped_folder("styles") / "fonts"
    files = [path for folder in FOLDERS for path in sorted((fonts / folder).glob("*.ttf"))]
    return Result(
        {
            "weasyprint": weasyprint.__version__,
            "pango": f"{number // 10000}.{number // 100 % 100}.{number % 100}",
            "fonts": len(files),
            "fonts_broken": [path.name for path in files if not characters_of(path.read_bytes())],
            "fonts_missing": [name for name in FOLDERS if not list((fonts / name).glob("*.ttf"))],
            "no_network": not _has_network(),
            "no_writing": not _may_write(elsewhere),
        }
    )


def _has_network() -> bool:
    """Whether there can be a connection; none is made."""
    try:
        socket.socket().close()
    except OSError:
        return False
    return True


def _may_write(folder: Path) -> bool:
    try:
        (folder / "written").write_bytes(b"")
    except OSError:
        return False
    return True
