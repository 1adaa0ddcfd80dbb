"""Problems: what is wrong, where, and what to do. Stages return them beside their value."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

from booklet.model import Span

Severity = Literal["error", "warning"]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding. `code` is stable, kebab-case; `hint` says what the person can do."""

    code: str
    severity: Severity
    message: str
    span: Span | None = None
    hint: str = ""

    def __str__(self) -> str:
        where = f"{self.span}: " if self.span else ""
        return f"{where}{self.severity}: {self.message}"


@dataclass(frozen=True, slots=True)
class Result(Generic[T]):
    """A stage's value (None where nothing usable came out) and all its problems."""

    value: T | None
    problems: tuple[Problem, ...] = ()


def error(code: str, message: str, span: Span | None = None, hint: str = "") -> Problem:
    """A problem that stops the build: exit code 1."""
    return Problem(code, "error", message, span, hint)


def warning(code: str, message: str, span: Span | None = None, hint: str = "") -> Problem:
    """A problem that is told but does not stop the build."""
    return Problem(code, "warning", message, span, hint)


def has_errors(problems: Iterable[Problem]) -> bool:
    """Whether any of them stops the build."""
    return any(problem.severity == "error" for problem in problems)
