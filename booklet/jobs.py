"""The jobs that commands run in a process of their own, by module: `jobs.build.prove_pdf`.

To mypy that is the function itself, which holds a call of `Child.run` to its arguments and its
result. As the program runs it is a name: the child alone imports what a job needs
(`booklet.worker`), so that commands start at once.
"""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING

__all__ = [
    "archive",
    "build",
    "examiner",
    "exporter",
    "gatherer",
    "importer",
    "planner",
    "press",
    "reviewer",
]

if TYPE_CHECKING:
    from booklet import (
        archive,
        build,
        examiner,
        exporter,
        gatherer,
        importer,
        planner,
        press,
        reviewer,
    )
else:

    class _Jobs:
        """The functions of a module, as far as a child has to know them."""

        def __init__(self, module: str) -> None:
            self._module = module

        def __getattr__(self, name: str) -> SimpleNamespace:
            return SimpleNamespace(__module__=self._module, __qualname__=name)

    archive, build, examiner, exporter, gatherer, importer, planner, press, reviewer = (
        _Jobs(f"booklet.{name}") for name in __all__
    )
