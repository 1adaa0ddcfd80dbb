"""The job of `booklet plan`: a course becomes a plan of meetings.

In: a course folder, what the group wishes, and perhaps a file of names. Out: a `PlanSheet`,
and every problem met on the way. Like the jobs of `booklet.build` it runs in a process of
its own; it stands apart since it draws no quotations and lays out no booklet.
"""

from __future__ import annotations

from pathlib import Path

from booklet.compose import compose_plan
from booklet.files import real
from booklet.limits import NOTHING_ASKED, Tell, allowed
from booklet.model import Limits
from booklet.outputs import PlanSheet
from booklet.plan import Members, PlanOptions, as_data, as_text, parse_members, plan
from booklet.problems import Problem, Result, error, has_errors
from booklet.proof import harmless
from booklet.read.course import read_course
from booklet.read.text.files import read_text


def plan_course(
    tell: Tell,
    folder: Path,
    shown: str,
    options: PlanOptions,
    *,
    names: Path | None = None,
    page: bool = False,
    pdf: bool = False,
    asked: Limits = NOTHING_ASKED,
) -> Result[PlanSheet]:
    """Plan the meetings of the course in `folder`, which messages call `shown`.

    `names` is a file of members outside the course; `page` and `pdf` ask for the sheet in
    those forms too. `asked` are the limits asked for. No files are written.
    """
    tell("read")
    course = read_course(folder, shown)
    members = _members(names, folder, shown)
    problems = [*course.problems, *members.problems]
    if course.value is None or has_errors(problems):
        return Result(None, tuple(problems))
    tell(allowed(asked, course.value.settings.limits))
    tell("plan")
    planned = plan(course.value, options, members.value)
    problems += planned.problems
    if planned.value is None or has_errors(problems):
        return Result(None, tuple(problems))
    sheet = PlanSheet(as_text(planned.value), as_data(planned.value))
    if page or pdf:
        tell("compose")
        composed = compose_plan(planned.value, course.value.settings, folder)
        problems += composed.problems
        if composed.value is None or has_errors(problems):
            return Result(None, tuple(problems))
        if pdf:
            from booklet.typeset import typeset_sheet  # half a second that a terminal can save

            tell("typeset")
            document = composed.value.document
            laid = typeset_sheet(
                document.html, document.stylesheets, folder, course.value.settings.span
            )
            problems += laid.problems
            if laid.value is None or has_errors(problems):
                return Result(None, tuple(problems))
            sheet = PlanSheet(sheet.text, sheet.data, pdf=laid.value)
        if page:
            sheet = PlanSheet(sheet.text, sheet.data, composed.value.page, sheet.pdf)
        looked_at = harmless({"plan": sheet.pdf, "plan's page": sheet.page}, folder)
        problems += looked_at.problems
        if has_errors(problems):
            return Result(None, tuple(problems))
    return Result(sheet, tuple(problems))


def _members(names: Path | None, folder: Path, shown: str) -> Result[Members]:
    """The members that a file names. Courses are handed on, so it may not lie in one."""
    if names is None:
        return Result(None)
    if real(names).is_relative_to(real(folder)):
        problem: Problem = error(
            "names-inside-course",
            f"{names.as_posix()} lies in the course folder {shown}, and courses are handed on",
            None,
            "Keep the names of your group somewhere else; nothing of them is written there.",
        )
        return Result(None, (problem,))
    text = read_text(names, names.as_posix())
    if text.value is None:
        return Result(None, text.problems)
    members = parse_members(text.value, names.as_posix())
    return Result(members.value, text.problems + members.problems)
