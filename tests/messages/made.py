"""Inputs of messages that are no small text files, and messages no small input leads to.

`MADE` has functions that write their input into the current folder; the program is then
called as for any other example. `SAID` has functions that bring about a message without
the program, as by a page that lost a note, and print it as the program would.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

MADE: dict[str, Callable[[Path], None]] = {}
SAID: dict[str, Callable[[], tuple[int, str]]] = {}
