"""Jobs without the child process that each runs in: its second of imports is saved.

`tests/cli/test_child.py` and the tests that ask for the fixture `child` have it.
"""

from __future__ import annotations

from importlib import import_module
from threading import Lock
from typing import Any

import pytest

from booklet.child import Child
from booklet.problems import Result

_ONE_AT_A_TIME = Lock()


class InThisProcess(Child):
    """Does a job here, where all libraries are loaded already."""

    def run(self, job: Any, *arguments: Any, **options: Any) -> Result[Any]:
        """The result of the job."""
        function = getattr(import_module(job.__module__), job.__qualname__)
        with _ONE_AT_A_TIME:
            result: Result[Any] = function(self.tell, *arguments, **options)
            return result


def without_child(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let commands do their work in this process."""
    monkeypatch.setattr("booklet.cli.course.Child", InThisProcess)
