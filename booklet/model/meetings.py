"""The plan: scenes and roles shared out over the meetings of a group."""

from __future__ import annotations

from dataclasses import dataclass

from booklet.model.course import Question


@dataclass(frozen=True, slots=True)
class ScenePart:
    """What a meeting reads of one scene; `scene` is 0-based, `number` is for citing ("1.2").

    `first` and `last` are the citations of the first and last speech ("2.14") where the
    scene goes over two meetings, "" where it is read whole. `milliseconds` are reading aloud.
    """

    scene: int
    number: str
    heading: str
    milliseconds: int
    first: str = ""
    last: str = ""


@dataclass(frozen=True, slots=True)
class RoleReading:
    """A role in one meeting; its name is "" for directions and words that belong to nobody."""

    role: str
    milliseconds: int


@dataclass(frozen=True, slots=True)
class Reader:
    """A member of the group in one meeting, with what they read; nothing is listening."""

    name: str
    roles: tuple[RoleReading, ...]

    @property
    def milliseconds(self) -> int:
        """How long they read."""
        return sum(role.milliseconds for role in self.roles)


@dataclass(frozen=True, slots=True)
class Clash:
    """Two roles of one reader that speak to each other: in which scenes, and how often.

    `at_once` tells that they somewhere speak at the same time, which nobody can read alone.
    """

    reader: str
    roles: tuple[str, str]
    scenes: tuple[str, ...]
    exchanges: int
    at_once: bool = False


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting; `roles` are all that are heard in it, the longest first."""

    number: int
    parts: tuple[ScenePart, ...]
    roles: tuple[RoleReading, ...]
    readers: tuple[Reader, ...] = ()
    clashes: tuple[Clash, ...] = ()
    questions: tuple[Question, ...] = ()

    @property
    def milliseconds(self) -> int:
        """How long the reading takes."""
        return sum(part.milliseconds for part in self.parts)


@dataclass(frozen=True, slots=True)
class MeetingPlan:
    """The script over several meetings of `minutes` each, read at `words_per_minute`.

    `phrases` are words of the sheet that the course says otherwise, by name.
    """

    title: str
    language: str
    minutes: float
    words_per_minute: float
    meetings: tuple[Meeting, ...]
    phrases: tuple[tuple[str, str], ...] = ()
