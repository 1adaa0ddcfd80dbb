"""`booklet plan`: from a course folder to a plan."""

from __future__ import annotations

import json
from pathlib import Path

import page
import pytest
from click.testing import CliRunner, Result

from booklet.cli import commands
from booklet.cli.new import starter_files
from booklet.compose import compose_plan
from booklet.plan import PlanOptions, plan
from tests.edit.making import HERE
from tests.plan.test_plan import FOUR

pytestmark = pytest.mark.usefixtures("in_this_process")


def booklet(*arguments: object) -> Result:
    return CliRunner().invoke(commands, ["plan", *(str(argument) for argument in arguments)])


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The course that `booklet new` makes, called `course` by whoever stands beside it."""
    monkeypatch.chdir(tmp_path)
    for name, content in starter_files().items():
        path = Path("course", name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, "utf-8")
    return Path("course")


@pytest.mark.usefixtures("child")
def test_a_plan_is_printed_and_nothing_is_written(course: Path) -> None:
    before = sorted(course.rglob("*"))
    result = booklet(course, "--meetings", 1, "--minutes", 30, "--members", 2)
    assert (result.exit_code, result.stderr) == (0, "")
    assert "Meeting 1: " in result.stdout
    assert "Reader 2" in result.stdout
    assert sorted(course.rglob("*")) == before


def test_a_plan_as_data(course: Path) -> None:
    result = booklet(course, "--meetings", 1, "--minutes", 30, "--json")
    (meeting,) = json.loads(result.stdout)["meetings"]
    assert meeting["scenes"]
    assert meeting["readers"] == []


def test_a_plan_as_page_and_pdf(course: Path) -> None:
    Path("names.txt").write_text("Kim\nLou Ågren & Sons\n", "utf-8")
    result = booklet(
        *(course, "--meetings", 1, "--minutes", 30, "--names", "names.txt"),
        *("--html", "plan.html", "--pdf", "plan.pdf"),
    )
    assert (result.exit_code, result.stderr) == (0, "")
    assert "Lou Ågren &amp; Sons" in Path("plan.html").read_text("utf-8")
    report = page.validate_pdf_bytes(Path("plan.pdf").read_bytes(), profile="ua1")
    assert report.is_compliant, [failure.message for failure in report.failures]


def test_those_who_only_listen_are_named_in_one_line(course: Path) -> None:
    result = booklet(course, "--meetings", 1, "--minutes", 30, "--members", 30)
    assert result.exit_code == 0
    (line,) = (line for line in result.stdout.splitlines() if "listening:" in line)
    assert "Reader 29" in result.stdout.partition("listening:")[2]
    assert line.count("Reader") > 1


def test_names_inside_the_course_are_refused(course: Path) -> None:
    (course / "names.txt").write_text("Kim\n", "utf-8")
    Path("link.txt").symlink_to(course / "names.txt")
    for names in (course / "names.txt", "link.txt"):
        result = booklet(course, "--meetings", 1, "--minutes", 30, "--names", names)
        assert result.exit_code == 1
        assert "lies in the course folder" in result.stderr


def test_a_name_that_no_font_can_print_is_said(course: Path) -> None:
    Path("names.txt").write_text("梅\n", "utf-8")
    wishes = (course, "--meetings", 1, "--minutes", 30, "--names", "names.txt")
    assert booklet(*wishes).stderr == ""
    result = booklet(*wishes, "--pdf", "plan.pdf")
    assert result.exit_code == 0
    assert "no Han glyphs (梅), needed in the plan" in result.stderr
    assert Path("plan.pdf").exists()


@pytest.mark.parametrize(
    ("wishes", "status", "said"),
    [
        (("--meetings", 1, "--minutes", 0), 1, "cannot last 0 minutes"),
        (("--meetings", 99, "--minutes", 30), 1, "99 meetings are more than"),
        (("--meetings", 1, "--minutes", 30, "--members", 0), 2, "nobody to read"),
        (("--meetings", 1, "--minutes", 30, "--names", "gone.txt"), 1, "gone.txt"),
        (("--meetings", 1, "--minutes", 9, "--names", "a", "--members", 2), 2, "not both"),
    ],
)
def test_what_cannot_be_planned_is_said(
    course: Path, wishes: tuple[object, ...], status: int, said: str
) -> None:
    result = booklet(course, *wishes)
    assert result.exit_code == status
    assert said in result.stderr
    assert result.stdout == ""


def test_the_sheet_says_who_reads_what_in_the_language_of_the_course() -> None:
    planned = plan(FOUR, PlanOptions(2, 90, members=3)).value
    assert planned is not None
    composed = compose_plan(planned, FOUR.settings, None)
    assert composed.problems == ()
    assert composed.value is not None
    assert composed.value.page.count("<h2>Meeting") == 2
    assert "<style>" not in composed.value.document.html
    assert HERE.file not in composed.value.page
