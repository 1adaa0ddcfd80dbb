"""The plan as lines of text and as plain data.

In: a `MeetingPlan`. Out: text for a terminal, at most 78 characters wide; records for JSON.
"""

from __future__ import annotations

from textwrap import wrap

from booklet.counting import MINUTE, counted, minutes
from booklet.model import Clash, Meeting, MeetingPlan, RoleReading, ScenePart

WIDTH = 78


def as_text(plan: MeetingPlan) -> str:
    """The plan for a terminal."""
    total = sum(meeting.milliseconds for meeting in plan.meetings)
    lines = [
        f"{plan.title}: {counted(len(plan.meetings), 'meeting')} of "
        f"{counted(plan.minutes, 'minute')}",
        f"{counted(minutes(total), 'minute')} to read aloud, at "
        f"{counted(plan.words_per_minute, 'word')} a minute",
    ]
    for meeting in plan.meetings:
        lines += ["", *_meeting(meeting, plan.minutes)]
    return "\n".join(lines)


def as_data(plan: MeetingPlan) -> dict[str, object]:
    """The plan as plain data; times in minutes, to a hundredth."""
    return {
        "title": plan.title,
        "minutes": plan.minutes,
        "words_per_minute": plan.words_per_minute,
        "meetings": [
            {
                "number": meeting.number,
                "minutes": _hundredths(meeting.milliseconds),
                "scenes": [
                    {
                        "scene": part.number,
                        "heading": part.heading,
                        "minutes": _hundredths(part.milliseconds),
                        "first": part.first,
                        "last": part.last,
                    }
                    for part in meeting.parts
                ],
                "roles": _roles(meeting.roles),
                "readers": [
                    {
                        "name": reader.name,
                        "minutes": _hundredths(reader.milliseconds),
                        "roles": _roles(reader.roles),
                    }
                    for reader in meeting.readers
                ],
                "clashes": [
                    {
                        "reader": clash.reader,
                        "roles": list(clash.roles),
                        "scenes": list(clash.scenes),
                        "exchanges": clash.exchanges,
                        "at_once": clash.at_once,
                    }
                    for clash in meeting.clashes
                ],
                "questions": [
                    {
                        "id": question.id,
                        "scene": question.scene,
                        "question": question.question,
                    }
                    for question in meeting.questions
                ],
            }
            for meeting in plan.meetings
        ],
    }


def _roles(roles: tuple[RoleReading, ...]) -> list[dict[str, object]]:
    return [
        {"role": reading.role, "minutes": _hundredths(reading.milliseconds)} for reading in roles
    ]


def _meeting(meeting: Meeting, length: float) -> list[str]:
    left = max(round(length) - minutes(meeting.milliseconds), 0)
    lines = [
        f"Meeting {meeting.number}: {minutes(meeting.milliseconds)} min to read, {left} min to talk"
    ]
    for part in meeting.parts:
        lines.append(_dotted(f"  {_scene(part)}", f"{minutes(part.milliseconds)} min"))
    if meeting.readers:
        lines.append("")
        reading = [reader for reader in meeting.readers if reader.roles]
        wide = max((len(_name(reader.name)) for reader in reading), default=0)
        for reader in reading:
            roles = ", ".join(_role(role) for role in reader.roles)
            lines += _hanging(f"  {_name(reader.name):{wide}}  ", roles)
        listening = [_name(reader.name) for reader in meeting.readers if not reader.roles]
        if listening:
            lines += _hanging("  listening: ", ", ".join(listening))
        lines += [line for clash in meeting.clashes for line in _hanging("  ! ", _clash(clash))]
    else:
        lines += _hanging("  Roles: ", ", ".join(_role(role) for role in meeting.roles))
    if meeting.questions:
        lines.append("")
    for question in meeting.questions:
        number = f"({question.scene}) " if question.scene else ""
        lines += _hanging("  ? ", number + question.question)
    return lines


def _scene(part: ScenePart) -> str:
    some = f", speeches {part.first} to {part.last}" if part.first else ""
    return f"{part.number} {part.heading}".strip() + some


def _role(reading: RoleReading) -> str:
    time = minutes(reading.milliseconds) if reading.milliseconds >= MINUTE // 2 else "<1"
    return f"{reading.role or 'directions'} {time} min"


def _clash(clash: Clash) -> str:
    one, other = clash.roles
    scenes = "scenes" if len(clash.scenes) > 1 else "scene"
    return (
        f"{_name(clash.reader)} has to read both {one} and {other}, who speak to each "
        f"other in {scenes} {', '.join(clash.scenes)}"
    )


def _name(name: str) -> str:
    """A member of whom only a number is known."""
    return f"Reader {name}" if name.isdecimal() else name


def _dotted(left: str, right: str) -> str:
    room = WIDTH - len(right) - 2
    if len(left) > room:
        left = left[: room - 1].rstrip() + "…"
    return f"{left} {'.' * (room - len(left))} {right}"


def _hanging(start: str, text: str) -> list[str]:
    return wrap(
        text,
        WIDTH,
        initial_indent=start,
        subsequent_indent=" " * len(start),
        break_on_hyphens=False,
    ) or [start.rstrip()]


def _hundredths(milliseconds: int) -> float:
    return round(milliseconds / MINUTE, 2)
