"""How much a job may take: time, memory, pages, bytes.

In: what the person asked for at the command line, and what the course says. Out: `Allowed`.
A course comes from anybody, so its word can only lower a limit; who runs the program
can say what they like.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from booklet.model import Limits, Span
from booklet.problems import Problem, warning

MEBIBYTE = 1024 * 1024

NOTHING_ASKED = Limits()
"""No word about any limit: the usual ones hold."""


@dataclass(frozen=True, slots=True)
class Allowed:
    """What a job may take; units as in `Limits`."""

    seconds: float = 300
    mebibytes: int = 4096
    pages: int = 2000
    output_mebibytes: int = 256


@dataclass(frozen=True, slots=True)
class _Limit:
    """One of the limits: its names in `Limits`, in booklet.yaml and at the command line."""

    field: str
    key: str
    option: str
    unit: str


_LIMITS = (
    _Limit("seconds", "time", "--time-limit", "seconds"),
    _Limit("mebibytes", "memory", "--memory-limit", "MiB"),
    _Limit("pages", "pages", "--page-limit", "pages"),
    _Limit("output_mebibytes", "output", "--output-limit", "MiB"),
)


def allowed(asked: Limits, course: Limits = NOTHING_ASKED) -> Allowed:
    """The limits that hold: what was asked for, else the default or less if the course says so."""
    default = Allowed()

    def agreed(name: str) -> float:
        usual: float = getattr(default, name)
        wish, word = getattr(asked, name), getattr(course, name)
        return float(wish if wish is not None else usual if word is None else min(usual, word))

    return Allowed(
        agreed("seconds"),
        int(agreed("mebibytes")),
        int(agreed("pages")),
        int(agreed("output_mebibytes")),
    )


def not_raised(asked: Limits, course: Limits, span: Span) -> tuple[Problem, ...]:
    """A warning, `limit-not-raised`, for each limit that the course would have higher."""
    usual = Allowed()
    return tuple(
        warning(
            "limit-not-raised",
            f"`limits: {{{limit.key}: {word:g}}}` is more than the {getattr(usual, limit.field):g} "
            f"{limit.unit} that a course may take by its own word",
            span,
            f"If you trust this course, give it more yourself: {limit.option} {word:g}.",
        )
        for limit in _LIMITS
        if (word := getattr(course, limit.field)) is not None
        and word > getattr(usual, limit.field)
        and getattr(asked, limit.field) is None
    )


Tell = Callable[[str | Allowed], None]
"""Hears each stage as it begins, and the limits once the course has said its word."""
