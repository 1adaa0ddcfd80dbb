"""Jobs without the child process that each runs in: its second of imports is saved.

`tests/cli/test_child.py` and the tests that ask for the fixture `child` have it.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from threading import Lock
from typing import Any

import pytest

from booklet.problems import Result

_STARTING_JOBS = ("course", "import_pages", "impose", "pack", "plan", "review")
"""The modules of `booklet.cli` that start a child process."""


def without_child(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let commands do their work in this process, which has all libraries loaded already."""
    one_at_a_time = Lock()

    def run_here(name: str, *arguments: object, **options: Any) -> Result[Any]:
        for parents in ("limits", "ending", "elapsed"):
            options.pop(parents, None)
        module, _, function = name.partition(":")
        job: Callable[..., Result[Any]] = getattr(import_module(module), function)
        with one_at_a_time:
            return job(*arguments, **options)

    for module in _STARTING_JOBS:
        monkeypatch.setattr(import_module(f"booklet.cli.{module}"), "run_job", run_here)
