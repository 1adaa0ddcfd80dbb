"""Waiting for what happens in another process."""

from __future__ import annotations

import time
from collections.abc import Callable

GIVE_UP = 900
"""Seconds. Nothing takes so long on the slowest machine: what has not come by then never will."""


def wait_until(condition: Callable[[], bool]) -> None:
    """Return once the condition holds."""
    end = time.monotonic() + GIVE_UP
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.02)
