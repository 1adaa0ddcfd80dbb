"""Which editions a person asks for.

In: the names and roles of the command line. Out: the editions to build, each once.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from booklet import jobs
from booklet.child import Ending
from booklet.cli.course import Running
from booklet.cli.voice import Voice
from booklet.model import Limits
from booklet.outputs import EditionEntry
from booklet.problems import Result, has_errors

ALL = "all"
PART = "part"


@dataclass(frozen=True, slots=True)
class Wanted:
    """An edition to build; `role` is "" where the course says whose part it is, or none is.

    `effort` is how long it takes, the reader's edition being 1.
    """

    edition: str
    role: str = ""
    effort: float = 1.0


@dataclass(frozen=True, slots=True)
class Choice:
    """The editions to build of a course, and the names of those left out: parts for nobody yet."""

    wanted: tuple[Wanted, ...]
    left_out: tuple[str, ...] = ()


def wanted_editions(
    course: Path,
    voice: Voice,
    limits: Limits,
    names: tuple[str, ...],
    roles: tuple[str, ...],
    ending: Ending,
) -> Result[Choice]:
    """The editions asked for; no value where the course cannot be read.

    A role asks for the edition `part`, unless names do.
    """
    if not names:
        names = (PART,) if roles else ("reader",)
    if ALL not in names and not roles:
        return Result(Choice(tuple(Wanted(name) for name in dict.fromkeys(names))))
    if names == (PART,):
        return Result(Choice(tuple(Wanted(PART, role) for role in dict.fromkeys(roles))))
    running = Running(voice, limits, ending)
    listed = running.for_course(jobs.build.list_editions, course, asked=limits)
    if listed.value is None or has_errors(listed.problems):
        return Result(None, listed.problems)
    by_name = {entry.name: entry for entry in listed.value}
    asked = dict.fromkeys(
        inner for name in names for inner in (by_name if name == ALL else (name,))
    )
    if roles and not any(_takes_a_role(by_name.get(name)) for name in asked):
        # Who asks for a role is told why none of these editions is anybody's.
        wanted = (Wanted(name, role) for name in asked for role in dict.fromkeys(roles))
        return Result(Choice(tuple(wanted)))
    found: list[Wanted] = []
    left_out: list[str] = []
    for name in asked:
        if ALL in names and _is_for_nobody(by_name.get(name), roles):
            left_out.append(name)
        else:
            found += _with_roles(name, by_name.get(name), roles)
    return Result(Choice(tuple(found), tuple(left_out)))


def _takes_a_role(entry: EditionEntry | None) -> bool:
    """Whether it is a part, and the course does not say whose."""
    return entry is not None and entry.part and not entry.role


def _is_for_nobody(entry: EditionEntry | None, roles: tuple[str, ...]) -> bool:
    return _takes_a_role(entry) and not roles


def _with_roles(name: str, entry: EditionEntry | None, roles: tuple[str, ...]) -> Iterator[Wanted]:
    if entry is not None and _takes_a_role(entry) and roles:
        yield from (Wanted(name, role, entry.effort) for role in dict.fromkeys(roles))
    else:
        yield Wanted(name, effort=entry.effort if entry else 1.0)
