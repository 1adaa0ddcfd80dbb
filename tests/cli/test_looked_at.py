"""The plan and the review sheet are looked at once they are finished, as the booklet is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from booklet.plan import PlanOptions
from booklet.planner import plan_course
from booklet.problems import Result
from booklet.reviewer import review_course

SCRIPT = "# Low Water\n\nINT. LAMP ROOM\n\nMARA\nIs that you?\n\nHORN\nIt is always me.\n"
OWN = "annotations:\n  - {id: a, target: '1.2', body: Nobody asked him.}\n"

Sheet = Callable[[Path, bool], Result[object]]


def plan(course: Path, pdf: bool) -> Result[object]:
    made = plan_course(
        lambda _: None,
        course,
        "low-water",
        PlanOptions(meetings=1, minutes=90),
        page=not pdf,
        pdf=pdf,
    )
    return Result(made.value, made.problems)


def review(course: Path, pdf: bool) -> Result[object]:
    made = review_course(lambda _: None, course, "low-water", page=not pdf, pdf=pdf)
    return Result(made.value, made.problems)


@pytest.mark.usefixtures("in_this_process")
@pytest.mark.parametrize("pdf", [False, True], ids=["page", "PDF"])
@pytest.mark.parametrize(
    ("sheet", "template"), [(plan, "plan.html"), (review, "review-sheet.html")]
)
def test_a_sheet_that_tells_where_the_course_lies_is_not_made(
    sheet: Sheet, template: str, pdf: bool, tmp_path: Path
) -> None:
    course = tmp_path / "low-water"
    (course / "templates").mkdir(parents=True)
    (course / "booklet.yaml").write_text("title: Low Water\n", encoding="utf-8")
    (course / "script.fountain").write_text(SCRIPT, encoding="utf-8")
    (course / "annotations.yaml").write_text(OWN, encoding="utf-8")
    made = sheet(course, pdf)
    assert [problem for problem in made.problems if problem.severity == "error"] == []
    assert made.value is not None
    # The shipped ones name no path; only in what is finished can one be seen.
    title = course.as_posix()
    page = f"<!DOCTYPE html><html lang=en><head><title>{title}</title></head><body>x</body></html>"
    (course / "templates" / template).write_text(page, encoding="utf-8")
    made = sheet(course, pdf)
    assert made.value is None
    assert "output-tells-path" in {problem.code for problem in made.problems}
