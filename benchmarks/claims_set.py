"""An editor's set: the remarks in eleven essays that are worth printing, and their places.

See claims/README.md for the rules by which they were chosen and labelled.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Literal, TypeVar, get_args

import yaml

from booklet.draw.finding.index import ScriptIndex, index
from booklet.model import Course
from booklet.read.course import read_course

CLAIMS = Path(__file__).parent / "claims"
COURSES = {
    "lamplight": CLAIMS.parent.parent / "content" / "lamplight",
    "hesitation": CLAIMS / "hesitation",
}

Scope = Literal["words", "speech", "scene", "scenes", "character", "work"]
Grade = Literal["must", "should", "could"]
Half = Literal["open", "held"]
SCOPES: tuple[Scope, ...] = get_args(Scope)
GRADES: tuple[Grade, ...] = get_args(Grade)
HALVES: tuple[Half, ...] = get_args(Half)

CUT = " … "
"""Stands in an excerpt where words of the essay are left out."""

T = TypeVar("T", bound=str)

_PLACE = re.compile(r"(\d+)(?:\.(\d+))?(?:-(\d+)(?:\.(\d+))?)?")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a remark belongs.

    Of speeches (`level` "speech") and scenes, `first` and `last` are (scene, speech), speech 0
    where it is the whole scene. Of a character, `name` says who.
    """

    level: Literal["speech", "scene", "scenes", "character", "work"]
    first: tuple[int, int] = (0, 0)
    last: tuple[int, int] = (0, 0)
    name: str = ""


@dataclass(frozen=True, slots=True)
class Remark:
    """A row of the set: words of an essay that an editor would print, and where.

    `paragraph` counts the essay's blocks from 1, headings left out. `places` are all that are
    accepted, the best first. `by` names the passes that chose it.
    """

    essay: str
    paragraph: int
    scope: Scope
    places: tuple[Place, ...]
    grade: Grade
    excerpt: str
    by: str = ""


@dataclass(frozen=True, slots=True)
class NotWorth:
    """A sentence that no editor would print, and why."""

    essay: str
    paragraph: int
    why: str
    sentence: str


@dataclass(frozen=True, slots=True)
class OneSentence:
    """An analysis of one sentence that quotes the speech at `place`."""

    course: str
    place: str
    text: str


@dataclass(frozen=True)
class ClaimsCourse:
    """One of the courses, with its script indexed."""

    name: str
    course: Course

    @cached_property
    def indexed(self) -> ScriptIndex:
        """The script's index."""
        return index(self.course.script)

    @cached_property
    def speakers(self) -> dict[str, frozenset[int]]:
        """For everybody who speaks, the scenes (from 1) in which they do."""
        found: dict[str, set[int]] = {}
        for number, scene in enumerate(self.course.script.scenes, 1):
            for speech in scene.speeches():
                for name in speech.who:
                    found.setdefault(name.upper(), set()).add(number)
        return {name: frozenset(scenes) for name, scenes in found.items()}


@dataclass(frozen=True, slots=True)
class Essay:
    """What is known of an essay: its course, the manner it is written in, its half."""

    name: str
    course: str
    manner: str
    half: Half


def claims_courses() -> tuple[ClaimsCourse, ...]:
    """Both courses; raises `ValueError` where one cannot be read."""
    courses: list[ClaimsCourse] = []
    for name, folder in COURSES.items():
        read = read_course(folder, name)
        if read.value is None:
            raise ValueError(f"{folder}: {read.problems}")
        courses.append(ClaimsCourse(name, read.value))
    return tuple(courses)


def essays() -> tuple[Essay, ...]:
    """The essays with their halves."""
    return tuple(
        Essay(row["essay"], row["course"], row["manner"], _one_of(row["half"], HALVES))
        for row in _rows(CLAIMS / "essays.tsv")
    )


def remarks(file: str = "remarks.tsv") -> tuple[Remark, ...]:
    """The rows of both halves, or those of one pass ("pass-a.tsv"), in order."""
    return tuple(
        Remark(
            row["essay"],
            int(row["paragraph"]),
            _one_of(row["scope"], SCOPES),
            tuple(parse_place(place) for place in row["places"].split(";")),
            _one_of(row["grade"], GRADES),
            row["excerpt"],
            row.get("by", ""),
        )
        for half in HALVES
        for row in _rows(CLAIMS / half / file)
    )


def not_worth() -> tuple[NotWorth, ...]:
    """The sentences that are not worth printing."""
    return tuple(
        NotWorth(row["essay"], int(row["paragraph"]), row["why"], row["sentence"])
        for half in HALVES
        for row in _rows(CLAIMS / half / "not-worth.tsv")
    )


def twenty() -> tuple[OneSentence, ...]:
    """The analyses of one sentence."""
    text = (CLAIMS / "twenty.yaml").read_text(encoding="utf-8")
    return tuple(OneSentence(**entry) for entry in yaml.safe_load(text))


def parse_place(text: str) -> Place:
    """A place as written in the set: `2.14`, `2.14-2.16`, `3`, `3-5`, `MARGIT`, `work`."""
    text = text.strip()
    if text == "work":
        return Place("work")
    match = _PLACE.fullmatch(text)
    if match is None:
        return Place("character", name=text.upper())
    scene, speech, last_scene, last_speech = (int(part or 0) for part in match.groups())
    first = (scene, speech)
    last = (last_scene, last_speech) if last_scene else first
    if speech:
        return Place("speech", first, last)
    return Place("scene" if first == last else "scenes", first, last)


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened, delimiter="\t", quoting=csv.QUOTE_NONE))


def _one_of(text: str, allowed: tuple[T, ...]) -> T:
    for each in allowed:
        if each == text:
            return each
    raise ValueError(f"{text} is none of {', '.join(allowed)}")
