"""The file of names: who comes, and what they will read.

In: the text of a file that lies outside the course, since courses are handed on. Out:
`Members`, and every problem in it.

```
# one member a line
Ana
Ben: HOBB, PELL          reads these roles and no others
WATCH = 110              this role is read at so many words a minute
```
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from booklet.model import Span
from booklet.problems import Problem, Result, error

SLOWEST, FASTEST = 20.0, 1000.0
"""Words per minute that a person can mean."""

_NUMBER = re.compile(r"\d{1,6}(\.\d{1,3})?")


@dataclass(frozen=True, slots=True)
class Member:
    """A member of the group. `only` are the roles they keep to, none for all."""

    name: str
    span: Span | None = None
    only: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RoleRate:
    """Words per minute of one role, and where that was said."""

    role: str
    words_per_minute: float
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Members:
    """Those who come, in the order of the file, and the pace of roles."""

    members: tuple[Member, ...]
    rates: tuple[RoleRate, ...] = ()


def parse_members(text: str, file: str) -> Result[Members]:
    """The members in `text`; `file` is what messages call it.

    Problems: `no-members`, `duplicate-member`, `wrong-number`, `member-without-name`.
    """
    problems: list[Problem] = []
    members: dict[str, Member] = {}
    rates: list[RoleRate] = []
    for number, raw in enumerate(text.splitlines(), start=1):
        line = re.split(r"(?:^|\s)#", raw, maxsplit=1)[0].strip()
        if not line:
            continue
        span = Span(file, number, len(raw) - len(raw.lstrip()) + 1)
        if "=" in line:
            role, _, pace = (part.strip() for part in line.rpartition("="))
            rate = rate_of(pace)
            if rate is None:
                problems.append(_wrong_rate(pace, span))
            else:
                rates.append(RoleRate(role, rate, span))
            continue
        name, _, only = (part.strip() for part in line.partition(":"))
        if not name:
            problems.append(
                error(
                    "member-without-name",
                    "a line has roles and no name before the colon",
                    span,
                    "Write the member's name first: Ben: HOBB, PELL",
                )
            )
        elif name in members:
            first = members[name].span
            problems.append(
                error(
                    "duplicate-member",
                    f"{name} is there twice, first in line {first.line if first else 1}",
                    span,
                    "Leave one out, or add an initial to tell the two apart.",
                )
            )
        else:
            roles = tuple(role.strip() for role in only.split(",") if role.strip())
            members[name] = Member(name, span, roles)
    if not members and not problems:
        problems.append(
            error("no-members", "the file names nobody", Span(file), "Write one name a line.")
        )
    return Result(Members(tuple(members.values()), tuple(rates)), tuple(problems))


def rate_of(text: str) -> float | None:
    """A number of words per minute, or None."""
    if not _NUMBER.fullmatch(text):
        return None
    rate = float(text)
    return rate if SLOWEST <= rate <= FASTEST else None


def _wrong_rate(text: str, span: Span) -> Problem:
    return error(
        "wrong-number",
        f"`{text}` is not a number of words per minute",
        span,
        f"Write a number from {SLOWEST:g} to {FASTEST:g}; 150 is a usual pace.",
    )
