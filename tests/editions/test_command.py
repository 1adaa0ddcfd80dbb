"""`booklet build --edition`, `booklet editions`: what is built, and what the files are called."""

from __future__ import annotations

import threading
from pathlib import Path

import pikepdf
import pytest
from click.testing import CliRunner, Result

from booklet.child import Child, Ending
from booklet.cli import commands
from booklet.cli.course import output_name
from booklet.cli.together import Job, run_together
from booklet.model import Limits
from booklet.problems import Result as Found
from tests.cli import jobs
from tests.editions.test_built import COURSE

pytestmark = pytest.mark.usefixtures("in_this_process")


def booklet(*arguments: object) -> Result:
    return CliRunner().invoke(commands, [str(argument) for argument in arguments])


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("slipway").mkdir()
    for name, text in COURSE.items():
        Path("slipway", name).write_text(text, "utf-8")
    return Path("slipway")


def test_editions_lie_beside_the_readers_under_their_names(course: Path) -> None:
    result = booklet("build", course, "--edition", "reader", "--edition", "part", "--no-pdf")
    assert (result.exit_code, result.stderr) == (0, "")
    assert sorted(path.name for path in (course / "build").iterdir()) == [
        "slipway-part.html",
        "slipway.html",
    ]


def test_the_file_of_a_part_is_named_after_its_role() -> None:
    assert output_name(Path("slipway")) == "slipway"
    assert output_name(Path("slipway"), "part", "OLD TOM") == "slipway-part-old-tom"


def test_an_unknown_edition_fails_and_writes_nothing(course: Path) -> None:
    result = booklet("build", course, "--edition", "techer")
    assert result.exit_code == 1
    assert "Did you mean `teacher`?" in result.stderr
    assert not (course / "build").exists()


@pytest.mark.slow
@pytest.mark.usefixtures("child")
def test_one_edition_that_fails_does_not_take_the_others_with_it(course: Path) -> None:
    result = booklet("build", course, "--edition", "pocket", "--edition", "plain")
    assert result.exit_code == 1
    assert "paper-too-small" not in result.stdout
    assert [path.name for path in (course / "build").iterdir()] == ["slipway-plain.pdf"]


def test_the_editions_are_listed(course: Path) -> None:
    result = booklet("editions", course)
    assert result.exit_code == 0
    assert "part          the part of UNA, with its cues" in result.stdout
    assert result.stdout.count("\n") == 10


def test_a_part_for_nobody_is_left_out_of_all_and_that_is_told(course: Path) -> None:
    settings = course / "booklet.yaml"
    settings.write_text(settings.read_text("utf-8").partition("editions:")[0], "utf-8")
    result = booklet("build", course, "--edition", "all", "--no-pdf")
    assert result.exit_code == 0
    assert "Left out: part" in result.stdout
    assert len(list((course / "build").iterdir())) == 6


def test_an_exception_in_one_job_ends_the_others() -> None:
    begun = threading.Event()

    def endless(ending: Ending) -> object:
        return Child(Limits(), lambda _: begun.set(), ending).run(jobs.endless)

    def failing(_: Ending) -> object:
        begun.wait()
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run_together([failing, endless], 2)  # type: ignore[list-item]


def test_the_longest_job_begins_first_and_results_keep_their_order() -> None:
    begun: list[str] = []

    def job(name: str) -> Job:
        def run(_: Ending) -> Found[str]:
            begun.append(name)
            return Found(name)

        return run

    results = run_together([job("short"), job("long"), job("middle")], 1, [1, 3, 2])
    assert begun == ["long", "middle", "short"]
    assert [result.value for result in results] == ["short", "long", "middle"]


def test_a_course_that_says_how_it_is_printed_gets_sheets_beside_the_pdf(course: Path) -> None:
    settings = course / "booklet.yaml"
    wish = "editions:\n  plain: {print: {layout: saddle, flip: long}}\n"
    settings.write_text(settings.read_text("utf-8").replace("editions:\n", wish))
    result = booklet("build", course, "--edition", "plain", "--no-html")
    assert (result.exit_code, result.stderr) == (0, "")
    reading, sheets = (course / "build" / f"slipway-plain{end}.pdf" for end in ("", "-sheets"))
    with pikepdf.open(reading) as read, pikepdf.open(sheets) as printed:
        assert len(printed.pages) == 2 * -(-len(read.pages) // 4)
        assert "/StructTreeRoot" in read.Root
        assert printed.Root.ViewerPreferences.Duplex == "/DuplexFlipLongEdge"
    (said,) = (line for line in result.stdout.splitlines() if line.startswith("slipway-plain-she"))
    assert "Print on both sides, flipped on the long edge" in said


def test_what_the_sheets_have_no_room_for_is_told_at_its_place(course: Path) -> None:
    settings = course / "booklet.yaml"
    text = settings.read_text("utf-8")
    settings.write_text(text + "print: {paper: a5, gutter: 100mm}\n")
    result = booklet("build", course, "--edition", "plain", "--no-html")
    assert result.exit_code == 1
    assert f"booklet.yaml:{text.count(chr(10)) + 1}:1: error: a gutter of 100 mm" in result.stderr
    assert not (course / "build").exists()
