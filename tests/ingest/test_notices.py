"""What `booklet check` says again of a course that was imported."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from booklet.cli.check import check
from booklet.cli.voice import Voice
from booklet.ingest.course import ImportedCourse
from booklet.ingest.edge import read_notices
from booklet.ingest.notices import MOST_LINES, bounds_notices, order_notices
from booklet.writing import write_files
from tests.ingest.miniatures import imported, pack, text

pytestmark = pytest.mark.usefixtures("in_this_process")

PAGE = """\
Orla: Is it six yet?
Denny: Six is when she says so.
Baker: Coming down?
Orla: When the last wheel stops.
"""

DECISIONS = """\
segments:
  - file: sources/a.txt
    lines: 1-9
    verdict: quotations
    exchanges:
      - 1-4
      - 5-7?
      - 8-9?
"""


def write_course(folder: Path, imported: ImportedCourse) -> None:
    write_files({folder / name: data for name, data in imported.files.items()})


def test_a_course_in_the_pages_own_order_says_so_until_the_line_is_deleted(tmp_path: Path) -> None:
    write_course(tmp_path, imported(text("a.txt", PAGE)))
    (notice,) = (each for each in read_notices(tmp_path, "ferry") if each.code == "order-unknown")
    assert notice.severity == "warning"
    assert notice.span is not None
    script = tmp_path / "script.fountain"
    lines = script.read_text(encoding="utf-8").splitlines(keepends=True)
    assert lines.pop(notice.span.line - 1).startswith("Order: ")
    script.write_text("".join(lines), encoding="utf-8")
    assert "order-unknown" not in {each.code for each in read_notices(tmp_path, "ferry")}


def test_an_order_that_a_pack_gives_needs_no_notice(tmp_path: Path) -> None:
    write_course(tmp_path, imported(text("a.txt", PAGE), pack=pack()))
    assert "order-unknown" not in {each.code for each in read_notices(tmp_path, "ferry")}


def test_the_word_order_in_a_speech_is_not_the_title_pages() -> None:
    assert order_notices("Title: The Clock\n\nORLA\nOrder: tea.\n", "s") == ()


def test_doubtful_bounds_are_counted_and_their_lines_named() -> None:
    (notice,) = bounds_notices(DECISIONS, "import.yaml")
    assert notice.code == "bounds-doubtful"
    assert "2 exchanges" in notice.message
    assert notice.message.endswith("lines 7 and 8")
    assert str(notice.span) == "import.yaml:7:9"


def test_of_many_doubtful_bounds_only_the_first_are_named() -> None:
    many = DECISIONS + "".join(f"      - {at}?\n" for at in range(10, 40))
    (notice,) = bounds_notices(many, "import.yaml")
    assert notice.message.count(",") == MOST_LINES - 1
    assert notice.message.endswith("and 20 more")


def test_bounds_without_a_mark_are_no_matter() -> None:
    assert bounds_notices(DECISIONS.replace("?", ""), "import.yaml") == ()


@pytest.mark.parametrize("decisions", ["segments: [", "segments: 4", "- lines: {}"])
def test_an_unreadable_file_of_decisions_is_told(decisions: str) -> None:
    problems = bounds_notices(decisions, "import.yaml")
    assert {each.severity for each in problems} == {"error"}


def test_a_course_that_was_not_imported_hears_nothing(tmp_path: Path) -> None:
    (tmp_path / "script.fountain").write_text("Title: A\nOrder: mine\n", encoding="utf-8")
    assert read_notices(tmp_path, "c") == ()


def test_check_tells_both_and_still_passes(tmp_path: Path) -> None:
    write_course(tmp_path, imported(text("a.txt", PAGE)))
    run = CliRunner().invoke(check, [str(tmp_path), "--json"], obj=Voice())
    assert run.exit_code == 0, run.output
    assert "order-unknown" in {entry["code"] for entry in json.loads(run.stdout)}
