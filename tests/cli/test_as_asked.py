"""Nothing that is asked for is left out in silence: options beside others, names, folders."""

from __future__ import annotations

import json
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from booklet.cli import commands
from booklet.cli.called import RUN
from booklet.cli.voice import MOST_ALIKE
from tests.children import without_child
from tests.messages.cases import small_course


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A course without mistakes in the current folder; MARA and HORN speak in it."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv(RUN, raising=False)
    without_child(monkeypatch)
    return small_course(tmp_path / "my-course")


def booklet(line: str) -> Result:
    return CliRunner().invoke(commands, shlex.split(line), prog_name="booklet")


# ------------------------------------------------------------------ options beside others


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ("--edition student --role NOBODY", "NOBODY never speaks in the script"),
        ("--edition student --role HORM", "Did you mean HORN?"),
        ("--edition student --role HORN", "for everybody, not for the role HORN"),
        ("--edition reader --edition student --role HORN", "for everybody, not for the role HORN"),
    ],
)
def test_a_role_beside_an_edition_that_is_nobodys_is_told(
    course: Path, options: str, words: str
) -> None:
    result = booklet(f"build my-course {options} --no-html")
    assert result.exit_code == 1
    assert words in result.stderr
    assert not (course / "build").exists()


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("impose --test-sheet my-course", "takes no [FILE.pdf]"),
        ("impose --test-sheet --gutter 3 --json", "takes no --gutter and no --json"),
        ("impose my-course --no-facing", "decides what stands beside a page"),
        ("proof my-course --course other", "--course is for a PDF"),
        ("plan my-course --meetings 1 --minutes 9 --html p --pdf p", "the same file"),
    ],
)
def test_an_option_that_would_be_left_out_beside_another_is_told(
    course: Path, line: str, words: str
) -> None:
    (course / "build").mkdir()
    (course / "build" / "my-course.pdf").write_bytes(ONE_PAGE)
    result = booklet(line)
    assert result.exit_code in (1, 2)
    assert words in result.stderr
    assert not Path("p").exists()


ONE_PAGE = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 420 595]>>endobj\n"
    b"trailer<</Root 1 0 R>>\n%%EOF\n"
)


@pytest.mark.usefixtures("course")
def test_the_proof_of_a_part_needs_its_role_alone() -> None:
    assert booklet("build my-course --role HORN --no-html").exit_code == 0
    assert "all printed" in booklet("proof my-course --role HORN").stdout


# ------------------------------------------------------------------------- kinds and keys


@pytest.mark.parametrize("kind", ["Leader", "leaders", "LEADER", "teacher"])
def test_a_note_for_the_teacher_whose_kind_is_misspelt_is_not_printed(
    course: Path, kind: str
) -> None:
    (course / "annotations.yaml").write_text(
        f'annotations:\n  - {{id: a, target: "1.1", body: The answer., kind: {kind}}}\n'
    )
    result = booklet("build my-course --no-pdf")
    assert result.exit_code == 1
    assert f"`{kind}` is no kind of note" in result.stderr
    assert not (course / "build").exists()


def test_a_kind_of_ones_own_is_named_once_and_then_known(course: Path) -> None:
    with (course / "booklet.yaml").open("a") as file:
        file.write("kinds: music\neditions: {band: {notes: {kinds: [music, all]}}}\n")
    (course / "annotations.yaml").write_text(
        'annotations:\n  - {id: a, target: "1.1", body: A drum., kind: music}\n'
    )
    result = booklet("build my-course --no-pdf --edition band")
    assert (result.exit_code, result.stderr) == (0, "")


@pytest.mark.parametrize(
    ("file", "text", "meant"),
    [
        ("booklet.yaml", "title: A\nthem: ink\n", "`theme`"),
        ("questions.yaml", "questions:\n  - {question: Why?, anser: So.}\n", "`answer`"),
        (
            "glossary.yaml",
            "terms:\n  - {term: tide, meaning: sea, froms: [tides]}\n",
            "`forms`",
        ),
        (
            "annotations.yaml",
            'annotations:\n  - {id: a, target: "1.1", body: B., them: [c]}\n',
            "`themes`",
        ),
        ("analyses/a.md", "---\ntitle: A\nlicense: CC0\n---\n\nText.\n", "`licence`"),
    ],
)
def test_a_key_that_is_not_known_is_an_error_in_every_file(
    course: Path, file: str, text: str, meant: str
) -> None:
    (course / file).parent.mkdir(exist_ok=True)
    (course / file).write_text(text)
    result = booklet("check my-course")
    assert result.exit_code == 1
    assert "error: the key" in result.stderr
    assert meant in result.stderr


# ------------------------------------------------------------------------- the language


@pytest.mark.parametrize("language", ["fi", "cy-GB"])
@pytest.mark.parametrize("made", ["--no-pdf", "--no-html", "--no-pdf --no-html --epub"])
def test_headings_that_stay_english_are_told(course: Path, language: str, made: str) -> None:
    with (course / "booklet.yaml").open("a") as file:
        file.write(f"language: {language}\n")
    result = booklet(f"build my-course {made}")
    assert result.exit_code == 0
    assert f"are not there in `{language}`; they are printed in English" in result.stderr
    assert "German (de)" in result.stderr


# ------------------------------------------------------------------------------- papers


@pytest.mark.parametrize(
    "paper",
    [
        "148x210",
        *(
            pytest.param(paper, marks=pytest.mark.slow)
            for paper in ("a6", "b4", "sra4", "8.5in x 11in")
        ),
    ],
)
def test_a_paper_is_read_alike_wherever_one_is_named(
    course: Path, tmp_path: Path, paper: str
) -> None:
    text = (course / "booklet.yaml").read_text()
    notes = "editions: {reader: {notes: below}}\n"
    for key in (f"paper: {paper}\n", f"print: {{paper: {paper}}}\n"):
        (course / "booklet.yaml").write_text(text + key + notes)
        result = booklet("build my-course --no-html")
        assert (result.exit_code, result.stderr.count("error")) == (0, 0), result.stderr
    assert booklet(f"impose --test-sheet -o {tmp_path / 't.pdf'} --paper '{paper}'").exit_code == 0


# ----------------------------------------------------- the folder that one stands in


@pytest.mark.parametrize(
    "line",
    [
        "build --no-pdf",
        "check",
        "draw --dry-run",
        "editions",
        "plan --meetings 1 --minutes 9",
        "review --json",
        "pack -o ../my-course.zip",
        "templates",
    ],
)
def test_inside_a_course_its_folder_need_not_be_named(
    course: Path, monkeypatch: pytest.MonkeyPatch, line: str
) -> None:
    monkeypatch.chdir(course)
    result = booklet(line)
    assert (result.exit_code, result.stderr) in ((0, ""), (0, "no problems\n"))


def test_messages_inside_a_course_name_its_files_as_they_lie_there(
    course: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(course)
    Path("booklet.yaml").write_text("title: A\npapr: a4\n")
    assert booklet("check").stderr.startswith("booklet.yaml:2:1: error:")


@pytest.mark.usefixtures("course")
@pytest.mark.parametrize("command", ["build", "check", "draw", "proof", "review"])
def test_outside_of_a_course_its_folder_is_asked_for(command: str) -> None:
    result = booklet(command)
    assert result.exit_code == 2
    assert "inside of one it may be left out" in result.stderr


# -------------------------------------------------------------------- words for the person


@pytest.mark.parametrize(("typed", "meant"), [("biuld", "build"), ("chek", "check")])
def test_a_misspelt_command_is_told_with_the_nearest(typed: str, meant: str) -> None:
    result = booklet(typed)
    assert result.exit_code == 2
    assert f"there is no command {typed}. Did you mean {meant}?" in result.stderr


@pytest.mark.usefixtures("course")
def test_the_next_command_is_shown_as_the_person_calls_it(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "\n  booklet build other\n" in booklet("new other").stdout
    monkeypatch.setenv(RUN, "./run")
    assert "\n  ./run booklet build 'a third'\n" in booklet("new 'a third'").stdout
    assert "`./run booklet new nowhere`" in booklet("check nowhere").stderr
    told = json.loads(booklet("check nowhere --json").stdout)
    assert "`./run booklet new nowhere`" in told[0]["hint"]


def test_a_quotation_that_is_everywhere_names_five_places_and_their_number(course: Path) -> None:
    says = "".join("      - MARA: Yes.\n" for _ in range(300))
    (course / "script.yaml").write_text(f"scenes:\n  - elements:\n{says}")
    (course / "annotations.yaml").write_text(
        "annotations:\n  - {id: a, quote: {exact: Yes}, body: B.}\n"
    )
    told = booklet("check my-course").stderr
    assert "stands in 300 places: 1.1, 1.2, 1.3, 1.4, 1.5 and 295 more" in told


def test_a_thousand_mistakes_of_one_kind_are_counted_not_printed(course: Path) -> None:
    notes = "".join(f"  - {{id: n{n}, body: B., kid: x}}\n" for n in range(1000))
    (course / "annotations.yaml").write_text(f"annotations:\n{notes}")
    told = booklet("check my-course").stderr
    assert f"{1000 - MOST_ALIKE} more of this kind [unknown-key]" in told
    assert told.count("the key `kid` is not known here") == MOST_ALIKE
    assert len(json.loads(booklet("check my-course --json").stdout)) == 2000
