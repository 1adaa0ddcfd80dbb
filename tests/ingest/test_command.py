"""The command `booklet import`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from booklet.cli import commands
from tests.ingest.miniatures import PACK, PAGES

pytestmark = pytest.mark.usefixtures("in_this_process")


def call(*arguments: str | Path) -> Result:
    return CliRunner().invoke(commands, ["import", *map(str, arguments)])


@pytest.mark.usefixtures("child")
def test_a_course_is_written_that_can_be_read(tmp_path: Path) -> None:
    from booklet.read.course import read_course

    done = call(PAGES / "run-together.txt", "--into", tmp_path / "clock")
    assert done.exit_code == 0, done.output
    assert "16 speeches in 1 scene" in done.output
    course = read_course(tmp_path / "clock", "clock")
    assert course.value is not None, course.problems
    assert {analysis.id for analysis in course.value.analyses} == {
        "harbour-screen",
        "tide-and-reel",
    }


def test_a_dry_run_shows_and_writes_nothing(tmp_path: Path) -> None:
    done = call(PAGES / "run-together.txt", "--into", tmp_path / "clock", "--dry-run")
    assert done.exit_code == 0
    assert "script.fountain" in done.output
    assert not (tmp_path / "clock").exists()


def test_json_lists_the_segments(tmp_path: Path) -> None:
    done = call(PAGES / "blocks.txt", "--into", tmp_path / "clock", "--json")
    listing = json.loads(done.stdout)
    assert listing["speeches"] == 8
    assert listing["segments"][0]["verdict"] == "quotations"


def test_an_error_leaves_the_course_as_it_was(tmp_path: Path) -> None:
    (tmp_path / "broken.fdx").write_text("no XML")
    done = call(PAGES / "blocks.txt", tmp_path / "broken.fdx", "--into", tmp_path / "clock")
    assert done.exit_code == 1
    assert "script-unknown-format" in done.output
    assert not (tmp_path / "clock").exists()


def test_the_pack_is_remembered(tmp_path: Path) -> None:
    pack = tmp_path / "ferry"
    pack.mkdir()
    for name, content in PACK.items():
        (pack / name).write_text(content)
    course = tmp_path / "clock"
    assert call(PAGES / "run-together.txt", "--into", course, "--pack", pack).exit_code == 0
    again = call("--into", course)
    assert "in the order of the pack's outline" in again.output
    assert "changed" not in again.output


@pytest.mark.parametrize("arguments", [(), ("--pack", "no-such-pack")])
def test_without_files_or_with_a_pack_that_is_not_there(
    tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    assert call("--into", tmp_path / "clock", *arguments).exit_code in (1, 2)


@pytest.mark.usefixtures("child")
def test_an_import_that_takes_too_long_is_ended_and_writes_nothing(tmp_path: Path) -> None:
    done = call(PAGES / "blocks.txt", "--into", tmp_path / "clock", "--time-limit", "0.01")
    assert done.exit_code == 1
    assert "time-limit" in done.output
    assert not (tmp_path / "clock").exists()


def test_a_problem_names_a_page_by_a_path_that_can_be_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "film.srt").write_bytes((PAGES / "film.srt").read_bytes())
    done = call("film.srt", "--into", "clock")
    assert "\nfilm.srt:1:1: warning: the subtitles" in f"\n{done.output}"


def test_a_final_draft_script_is_kept_as_it_is(tmp_path: Path) -> None:
    done = call(PAGES / "script.fdx", "--into", tmp_path / "clock")
    assert done.exit_code == 0, done.output
    kept = (tmp_path / "clock" / "script.fdx").read_bytes()
    assert kept == (PAGES / "script.fdx").read_bytes()
    assert not (tmp_path / "clock" / "script.fountain").exists()
