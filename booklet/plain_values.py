"""Results of jobs, read from what may be anybody's: as values, of which none is called.

In: a pickle. Out: builtins and the program's own frozen types, else `pickle.UnpicklingError`.
"""

from __future__ import annotations

import pickle
from typing import Any, Protocol


class Stream(Protocol):
    """What is read from."""

    def read(self, size: int, /) -> bytes: ...
    def readline(self) -> bytes: ...


class PlainValues(pickle.Unpickler):
    """Reads values made of builtins and the program's own frozen types; nothing is called."""

    _TYPES = frozenset(
        {
            ("booklet.limits", "Allowed"),
            ("booklet.model.review", "Excerpt"),
            ("booklet.model.review", "ReviewItem"),
            ("booklet.model.review", "ReviewOffer"),
            ("booklet.model.annotation", "Selector"),
            ("booklet.model.places", "Span"),
            ("booklet.model.course", "Whereabouts"),
            ("booklet.outputs", "Accounting"),
            ("booklet.outputs", "Booklet"),
            ("booklet.outputs", "CourseDraft"),
            ("booklet.outputs", "Draft"),
            ("booklet.outputs", "EditionEntry"),
            ("booklet.outputs", "GatherDraft"),
            ("booklet.outputs", "PlanSheet"),
            ("booklet.outputs", "PrintSheets"),
            ("booklet.outputs", "ReviewDraft"),
            ("booklet.problems", "Problem"),
            ("booklet.problems", "Result"),
        }
    )

    def __init__(self, stream: Stream) -> None:
        super().__init__(stream)

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) not in self._TYPES:
            raise pickle.UnpicklingError(f"{module}.{name} is not a plain value")
        return super().find_class(module, name)
