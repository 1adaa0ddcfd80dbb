"""Room for the frames of deep recursion, in one piece.

CPython (3.11 to 3.14) keeps the frames of Python functions in chunks of 16 KiB and maps a new
one from the system whenever a call crosses a chunk's edge, to unmap it when that call returns.
Layout recurses up and down across such edges all the time. A chunk is made as large as the
frame for which it is made: below one frame that asks for much, all others find room.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

ROOM = 1 << 18
"""Slots of eight bytes: two MiB, twenty times what a thousand frames take."""


def below_one_frame(function: Callable[P, T], *arguments: P.args, **options: P.kwargs) -> T:
    """What `function` gives when all frames that it makes have room in one chunk."""
    return function(*arguments, **options)


below_one_frame.__code__ = below_one_frame.__code__.replace(co_stacksize=ROOM)
