"""Where a job is at this moment, for the message about a limit that it met.

In: the frames of the thread that works, innermost first. Out: `Whereabouts`, as exactly
as the rooms can tell. Looks from outside: a stage that hangs cannot be asked.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from traceback import walk_tb
from types import FrameType, TracebackType

from booklet.model import Span, Whereabouts

_ROOMS = ("booklet.compose", "booklet.typeset")


def where_is(thread: int) -> Whereabouts | None:
    """Where the thread of that number is now."""
    frame: FrameType | None = sys._current_frames().get(thread)
    frames = []
    while frame is not None:
        frames.append(frame)
        frame = frame.f_back
    return _told_by_rooms(frames)


def where_raised(traceback: TracebackType | None) -> Whereabouts | None:
    """Where an exception was raised."""
    return _told_by_rooms([frame for frame, _ in walk_tb(traceback)][::-1])


def _told_by_rooms(frames: Sequence[FrameType]) -> Whereabouts | None:
    for room in _ROOMS:
        # Not imported for this: a room that is not loaded is not at work.
        look = getattr(sys.modules.get(room), "where", None)
        found: Whereabouts | None = look(frames) if look else None
        if found is not None:
            return found
    return _file_at_work(frames)


def _file_at_work(frames: Sequence[FrameType]) -> Whereabouts | None:
    """The file that is being read, by the name that all readers give to it."""
    for frame in frames:
        if str(frame.f_globals.get("__name__")).startswith("booklet.read."):
            shown = frame.f_locals.get("shown")
            if isinstance(shown, str):
                return Whereabouts(shown, Span(shown))
    return None
