"""Problems: what is wrong, where, and what to do. Stages return them beside their value."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

from booklet.model import Span

Severity = Literal["error", "warning"]
T = TypeVar("T")

LONGEST_VALUE = 80
"""What a message quotes of a file is cut after so many characters."""

LONGEST_TEXT = 2_000
"""A message is cut after so many characters, whatever it is made of."""

_QUOTED = re.compile(r"`[^`]++`|“[^”]++(?:”|\Z)")


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding. `code` is stable, kebab-case; `hint` says what the person can do.

    What stands in `backticks` or “quotation marks” in the two is shortened where it is long:
    it comes from a file, in which a value may have any length.
    """

    code: str
    severity: Severity
    message: str
    span: Span | None = None
    hint: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "message", _shortened(self.message))
        object.__setattr__(self, "hint", _shortened(self.hint))

    def __str__(self) -> str:
        where = f"{self.span}: " if self.span else ""
        return f"{where}{self.severity}: {self.message}"


def _shortened(text: str) -> str:
    if len(text) <= LONGEST_VALUE:
        return text
    text = _QUOTED.sub(_cut, text)
    return text if len(text) <= LONGEST_TEXT else f"{text[:LONGEST_TEXT]}…"


def _cut(found: re.Match[str]) -> str:
    quoted = found[0]
    if len(quoted) <= LONGEST_VALUE + 2 or quoted[-1] not in "`”":
        return quoted
    return f"{quoted[:LONGEST_VALUE]}…{quoted[-1]}"


@dataclass(frozen=True, slots=True)
class Result(Generic[T]):
    """A stage's value (None where nothing usable came out) and all its problems."""

    value: T | None
    problems: tuple[Problem, ...] = ()


def some(names: Iterable[str], most: int = 12, last: str = "and") -> str:
    """Names as a list for a sentence, the first of them and the number of the others where
    they are many: "1.1, 1.2 and 3.4", "1.1, 1.2, 1.3, 1.4, 1.5 and 295 more"."""
    listed = list(names)
    if len(listed) > most + 1:
        return f"{', '.join(listed[:most])} and {len(listed) - most:,} more"
    return f" {last} ".join(filter(None, (", ".join(listed[:-1]), *listed[-1:])))


def error(code: str, message: str, span: Span | None = None, hint: str = "") -> Problem:
    """A problem that stops the build: exit code 1."""
    return Problem(code, "error", message, span, hint)


def warning(code: str, message: str, span: Span | None = None, hint: str = "") -> Problem:
    """A problem that is told but does not stop the build."""
    return Problem(code, "warning", message, span, hint)


def has_errors(problems: Iterable[Problem]) -> bool:
    """Whether any of them stops the build."""
    return any(problem.severity == "error" for problem in problems)
