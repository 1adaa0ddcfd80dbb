"""The plan of the meetings as a sheet to hand round: one file for a screen, and for paper.

In: a `MeetingPlan`, the course's `Settings` and its folder. Out: HTML, made by `plan.html`
and `styles/plan.css`.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TypedDict

from markupsafe import Markup

from booklet.compose.guarding.templates import Templates
from booklet.compose.making.document import PrintDocument, for_paper
from booklet.compose.making.screen import STYLES, for_screen
from booklet.compose.preparing.labels import labels_for, without_labels
from booklet.compose.preparing.markdown import InlineMarkdown
from booklet.compose.preparing.scenes import heading_text
from booklet.compose.preparing.typography import Typographer, typographer_for
from booklet.compose.shelf.folders import Folders
from booklet.compose.shelf.styles import self_contained, style_sheets
from booklet.counting import minutes
from booklet.markup.css import SheetText
from booklet.model import (
    Meeting,
    MeetingPlan,
    Reader,
    RoleReading,
    ScenePart,
    Settings,
)
from booklet.printing import AMERICAN
from booklet.problems import Result, has_errors


class PlanRole(TypedDict):
    """A role; `minutes` are whole ones, at least 1."""

    role: str  # "" for the directions
    minutes: int


class PlanReader(TypedDict):
    """A member in one meeting; without roles they listen."""

    name: str  # "Reader 3" where only the number of members is known
    roles: list[PlanRole]


class PlanPart(TypedDict):
    """A scene, or from speech `first` to `last` of it."""

    number: str
    heading: str
    minutes: int
    first: str  # "" for the whole scene
    last: str


class PlanQuestion(TypedDict):
    """A question for the group."""

    scene: str  # "" for the script as a whole
    question: Markup


class PlanClash(TypedDict):
    """Two roles that one reader has and that speak to each other."""

    reader: str
    roles: list[str]
    scenes: list[str]


class PlanMeeting(TypedDict):
    """A meeting; `minutes` of reading leave `talk` minutes."""

    number: int
    minutes: int
    talk: int
    parts: list[PlanPart]
    roles: list[PlanRole]
    readers: list[PlanReader]  # empty where the roles are not shared out
    clashes: list[PlanClash]
    questions: list[PlanQuestion]


class PlanData(TypedDict):
    """Everything that `plan.html` gets."""

    language: str
    labels: dict[str, str]
    title: str
    minutes: float  # of a meeting
    reading: int  # of all meetings together
    words_per_minute: float
    meetings: list[PlanMeeting]
    css: Markup  # for the screen; "" for paper


@dataclass(frozen=True, slots=True)
class ComposedPlan:
    """The plan as a page that needs no other file, and as a document for the typesetter."""

    page: str
    document: PrintDocument


def compose_plan(
    plan: MeetingPlan, settings: Settings, folder: Path | None
) -> Result[ComposedPlan]:
    """The sheet in both forms. `folder` is the course's, None to use what is shipped alone.

    Problems: those of `Templates.page` and `style_sheets`.
    """
    shown = str(PurePosixPath(settings.span.file).parent)
    folders = Folders("styles", folder, shown)
    both = style_sheets(folders, settings.theme, "plan", settings.at("theme"))
    screen = style_sheets(folders, settings.theme, "plan-screen", settings.at("theme"))
    paper = style_sheets(folders, settings.theme, "plan-print", settings.at("theme"))
    problems = tuple(dict.fromkeys((*both.problems, *screen.problems, *paper.problems)))
    templates = Templates(Folders("templates", folder, shown))
    data = _data(plan)
    # Theme and course's own sheets are in all three: of the other two only the first counts.
    on_screen = (*(both.value or ()), *(screen.value or ())[:1])
    on_paper = (*(both.value or ()), *(paper.value or ())[:1])
    sheet = templates.page("plan.html", {**data}, "print")
    data["css"] = STYLES
    page = templates.page("plan.html", {**data}, "page")
    problems += sheet.problems or page.problems
    problems += without_labels(settings)
    if page.value is None or sheet.value is None or has_errors(problems):
        return Result(None, problems)
    css = self_contained(on_screen, folder)
    size = "letter" if settings.paper.name in AMERICAN else "a4"
    sheets = (SheetText(f"@page {{ size: {size} }}"), *on_paper)
    return Result(
        ComposedPlan(
            for_screen(page.value, css, templates.illustrations.embedded),
            PrintDocument(for_paper(sheet.value), sheets),
        ),
        problems,
    )


def _data(plan: MeetingPlan) -> PlanData:
    labels = labels_for(plan.language, dict(plan.phrases))
    headings = [part.heading for meeting in plan.meetings for part in meeting.parts]
    typographer = typographer_for([plan.title, *headings], plan.language)
    markdown = InlineMarkdown(plan.language)
    return PlanData(
        language=plan.language,
        labels=labels,
        title=typographer.show(plan.title),
        minutes=plan.minutes,
        reading=minutes(sum(meeting.milliseconds for meeting in plan.meetings)),
        words_per_minute=plan.words_per_minute,
        meetings=[
            _meeting(meeting, plan.minutes, labels, typographer, markdown)
            for meeting in plan.meetings
        ],
        css=Markup(""),
    )


def _meeting(
    meeting: Meeting,
    length: float,
    labels: dict[str, str],
    typographer: Typographer,
    markdown: InlineMarkdown,
) -> PlanMeeting:
    return PlanMeeting(
        number=meeting.number,
        minutes=minutes(meeting.milliseconds),
        talk=max(round(length) - minutes(meeting.milliseconds), 0),
        parts=[_part(part, typographer) for part in meeting.parts],
        roles=_roles(meeting.roles, typographer),
        readers=[_reader(reader, labels, typographer) for reader in meeting.readers],
        clashes=[
            PlanClash(
                reader=_name(clash.reader, labels),
                roles=[typographer.show(role) for role in clash.roles],
                scenes=list(clash.scenes),
            )
            for clash in meeting.clashes
        ],
        questions=[
            PlanQuestion(scene=question.scene, question=markdown.html(question.question))
            for question in meeting.questions
        ],
    )


def _part(part: ScenePart, typographer: Typographer) -> PlanPart:
    return PlanPart(
        number=part.number,
        heading=heading_text(part.heading, typographer),
        minutes=minutes(part.milliseconds),
        first=part.first,
        last=part.last,
    )


def _reader(reader: Reader, labels: dict[str, str], typographer: Typographer) -> PlanReader:
    return PlanReader(name=_name(reader.name, labels), roles=_roles(reader.roles, typographer))


def _roles(roles: tuple[RoleReading, ...], typographer: Typographer) -> list[PlanRole]:
    return [
        PlanRole(role=typographer.show(reading.role), minutes=minutes(reading.milliseconds))
        for reading in roles
    ]


def _name(name: str, labels: dict[str, str]) -> str:
    """A member of whom only a number is known."""
    return f"{labels['plan_reader']} {name}" if name.isdecimal() else name
