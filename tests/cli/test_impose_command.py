"""`booklet impose`: what it writes, what it says, and its exit codes."""

from __future__ import annotations

import json
from pathlib import Path

import pikepdf
import pytest
from click.testing import CliRunner, Result

from booklet.cli import commands
from tests.impose.press import numbered

pytestmark = pytest.mark.usefixtures("in_this_process")


def booklet(*arguments: object) -> Result:
    return CliRunner().invoke(commands, [str(argument) for argument in arguments])


@pytest.fixture
def pdf(tmp_path: Path) -> Path:
    """A PDF of seven pages."""
    file = tmp_path / "ferry.pdf"
    file.write_bytes(numbered(7))
    return file


def test_the_sheets_are_written_beside_the_pdf_which_stays_as_it_is(pdf: Path) -> None:
    before = pdf.read_bytes()
    result = booklet("impose", pdf)
    sheets = pdf.with_name("ferry-booklet.pdf")
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        "ferry.pdf: 7 pages on 2 sheets of A4, 1 blank page",
        f"  {sheets}",
        "Print on both sides, flipped on the short edge, at actual size (100 %). "
        "Fold all sheets together and staple the fold.",
    ]
    assert pdf.read_bytes() == before
    assert sorted(path.name for path in pdf.parent.iterdir()) == ["ferry-booklet.pdf", "ferry.pdf"]
    with pikepdf.open(sheets) as opened:
        assert len(opened.pages) == 4


def test_sheets_that_are_not_folded_have_another_name(pdf: Path) -> None:
    assert booklet("impose", pdf, "--layout", "2-up").exit_code == 0
    assert pdf.with_name("ferry-2-up.pdf").exists()


def test_all_options_reach_the_sheets(pdf: Path) -> None:
    result = booklet(
        *("impose", pdf, "--json", "--layout", "quarto", "--sheets-per-signature", 1),
        *("--paper", "300x420", "--flip", "long", "--binding", "right", "--creep", 0.5),
        *("--crop-marks", "--fold-marks", "--cover", "--back-cover", "--gutter", 3),
    )
    assert result.exit_code == 0, result.output
    data = json.loads(result.stdout)
    assert data["paper"] == {"name": "", "width": 300, "height": 420}
    assert (data["flip"], data["creep"]) == ("long", 0.5)
    assert data["sheets"][0]["cover"]
    front = {(slot["column"], slot["row"]): slot["page"] for slot in data["sheets"][0]["front"]}
    assert (front[0, 1], front[1, 1]) == (1, 7)


def test_a_course_stands_for_its_pdf(tmp_path: Path) -> None:
    missing = booklet("impose", tmp_path)
    assert missing.exit_code == 1
    assert f"booklet build {tmp_path}" in missing.stderr
    built = tmp_path / "build" / f"{tmp_path.name}.pdf"
    built.parent.mkdir()
    built.write_bytes(numbered(4))
    assert booklet("impose", tmp_path).exit_code == 0
    assert built.with_name(f"{tmp_path.name}-booklet.pdf").exists()


def test_the_test_sheet_needs_no_pdf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert booklet("impose", "--test-sheet", "--paper", "letter").exit_code == 0
    with pikepdf.open(tmp_path / "booklet-test-sheet.pdf") as sheet:
        assert len(sheet.pages) == 2
        assert [float(side) for side in sheet.pages[0].mediabox.as_list()][2:] == [792, 612]


def test_a_pdf_that_is_not_there(tmp_path: Path) -> None:
    result = booklet("impose", tmp_path / "ferry.pdf")
    assert result.exit_code == 1
    assert "ferry.pdf is not there" in result.stderr


def test_a_broken_pdf_leaves_the_old_sheets(pdf: Path) -> None:
    sheets = pdf.with_name("ferry-booklet.pdf")
    sheets.write_bytes(b"old")
    pdf.write_bytes(b"not a PDF")
    result = booklet("impose", pdf)
    assert result.exit_code == 1
    assert "error: the file is no PDF" in result.stderr
    assert sheets.read_bytes() == b"old"


def test_the_pdf_for_reading_is_never_written_over(pdf: Path) -> None:
    result = booklet("impose", pdf, "--output", pdf.parent / "." / "ferry.pdf")
    assert result.exit_code == 2
    assert pdf.read_bytes() == numbered(7)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--paper", "a44"], "sra4"),
        (["--layout", "folio"], "signatures"),
        (["--flip", "up"], "short"),
    ],
)
def test_values_that_are_not_known_are_a_wrong_use(
    pdf: Path, arguments: list[str], words: str
) -> None:
    result = booklet("impose", pdf, *arguments)
    assert result.exit_code == 2
    assert words in result.stderr


def test_no_pdf_at_all_is_a_wrong_use() -> None:
    assert booklet("impose").exit_code == 2


def test_options_that_clash_are_an_error(pdf: Path) -> None:
    result = booklet("impose", pdf, "--layout", "4-up", "--cover")
    assert result.exit_code == 1
    assert "no place for a cover" in result.stderr


def test_a_file_of_gigabytes_is_refused_by_its_size(tmp_path: Path) -> None:
    file = tmp_path / "nothing.pdf"
    with file.open("wb") as hole:
        hole.truncate(4 * 1024**3)
    result = booklet("impose", file)
    assert result.exit_code == 1
    assert "larger than 512 MiB [pdf-too-large]" in result.stderr
