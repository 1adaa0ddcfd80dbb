"""The commands: what they print, what they write, and their exit codes."""

from __future__ import annotations

import errno
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result

from booklet.child import JobError, MissingLibraryError
from booklet.cli import commands
from booklet.cli.failures import fault
from booklet.model import Span
from booklet.outputs import Accounting, Booklet, Draft
from booklet.problems import Result as Outcome
from booklet.problems import error, warning
from tests.conftest import ROOT

Answer = Callable[[object], None]

FINE = Booklet("A Title", b"%PDF new", "<html>new", pages=12, notes=30, carried=2)
ERROR = error("wrong-thing", "this is wrong", Span("c/b.yaml", 7, 3), "write it right")
WARNING = warning("odd-thing", "this is odd", Span("c/a.yaml", 9, 1))


def booklet(*arguments: object) -> Result:
    return CliRunner().invoke(commands, [str(argument) for argument in arguments])


@pytest.fixture
def answer(monkeypatch: pytest.MonkeyPatch) -> Answer:
    """Sets what the job in the child answers: an outcome, or an exception."""

    def set_answer(outcome: object) -> None:
        def run(*_: object, **__: object) -> Any:
            if isinstance(outcome, BaseException):
                raise outcome
            return outcome

        monkeypatch.setattr("booklet.cli.course.Child.run", run)

    return set_answer


# ------------------------------------------------------------------------------- build


def test_build_writes_both_files_and_says_where(answer: Answer, tmp_path: Path) -> None:
    answer(Outcome(FINE))
    course = tmp_path / "my course"
    result = booklet("build", course)
    assert result.exit_code == 0
    assert (course / "build" / "my course.pdf").read_bytes() == b"%PDF new"
    assert (course / "build" / "my course.html").read_bytes() == b"<html>new"
    assert result.stdout.splitlines() == [
        "A Title: 12 pages, 30 notes, 2 of them on another page",
        f"  {course}/build/my course.pdf",
        f"  {course}/build/my course.html",
    ]


def test_build_writes_where_it_is_told_to(answer: Answer, tmp_path: Path) -> None:
    answer(Outcome(FINE))
    booklet("build", tmp_path / "course", "--output", tmp_path / "out")
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "course.html",
        "course.pdf",
    ]
    assert not (tmp_path / "course").exists()


def test_build_of_the_current_folder_takes_its_name(
    answer: Answer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer(Outcome(FINE))
    (tmp_path / "course").mkdir()
    monkeypatch.chdir(tmp_path / "course")
    booklet("build", ".")
    assert (tmp_path / "course" / "build" / "course.pdf").exists()


@pytest.mark.parametrize(
    ("outcome", "code"),
    [
        pytest.param(Outcome(None, (WARNING, ERROR)), 1, id="errors in the course"),
        pytest.param(Outcome(FINE, (ERROR,)), 1, id="a value beside an error"),
        pytest.param(JobError("Traceback …\nValueError: ours"), 2, id="a fault of the program"),
        pytest.param(MissingLibraryError("cannot load pango"), 2, id="no library"),
        pytest.param(KeyboardInterrupt(), 130, id="interrupted"),
    ],
)
def test_a_build_that_fails_leaves_the_old_files(
    answer: Answer, tmp_path: Path, outcome: object, code: int
) -> None:
    (tmp_path / "build").mkdir()
    old = tmp_path / "build" / f"{tmp_path.name}.pdf"
    old.write_bytes(b"old")
    answer(outcome)
    result = booklet("build", tmp_path)
    assert result.exit_code == code
    assert result.stdout == ""
    assert "Traceback" not in result.stderr
    assert [path.read_bytes() for path in (tmp_path / "build").iterdir()] == [b"old"]


def test_build_with_neither_pdf_nor_page_is_a_wrong_use() -> None:
    assert booklet("build", "course", "--no-pdf", "--no-html").exit_code == 2


def test_a_folder_that_cannot_be_written_is_named(answer: Answer, tmp_path: Path) -> None:
    answer(Outcome(FINE))
    (tmp_path / "out").write_text("a file, not a folder")
    result = booklet("build", tmp_path, "--output", tmp_path / "out" / "deeper")
    assert result.exit_code == 2
    assert f"error: {tmp_path}/out" in result.stderr


# ------------------------------------------------------------------- problems on screen


def test_problems_stand_in_order_with_place_and_cure_and_are_counted(answer: Answer) -> None:
    answer(Outcome(None, (ERROR, WARNING, error("lost", "without a place"))))
    assert booklet("build", "c").stderr.splitlines() == [
        "error: without a place [lost]",
        "c/a.yaml:9:1: warning: this is odd [odd-thing]",
        "c/b.yaml:7:3: error: this is wrong [wrong-thing]",
        "    Write it right.",
        "2 errors, 1 warning",
    ]


def test_a_build_with_many_warnings_only_counts_them(answer: Answer, tmp_path: Path) -> None:
    many = tuple(warning("odd-thing", "odd", Span("c/a.yaml", line, 1)) for line in range(1, 12))
    answer(Outcome(FINE, many))
    told = f"11 warnings; to see them all: booklet check {tmp_path}"
    assert booklet("build", tmp_path).stderr.splitlines() == [told]
    assert len(booklet("check", tmp_path).stderr.splitlines()) == 12


def test_quiet_prints_errors_alone(answer: Answer, tmp_path: Path) -> None:
    answer(Outcome(FINE, (WARNING,)))
    result = booklet("--quiet", "build", tmp_path)
    assert (result.exit_code, result.output) == (0, "")


def test_text_of_a_course_cannot_steer_the_terminal(answer: Answer) -> None:
    answer(Outcome(None, (error("x", "a \x1b[2J b \u202e c", Span("f\x07", 1, 1)),)))
    assert booklet("build", "c").stderr.splitlines()[0] == (
        "f<U+0007>:1:1: error: a <U+001B>[2J b <U+202E> c [x]"
    )


def test_a_fault_of_the_program_is_written_to_a_file_to_report(
    answer: Answer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    answer(JobError("Traceback (most recent call last):\n…\nValueError: ours"))
    result = booklet("build", "c")
    (log,) = tmp_path.iterdir()
    assert "booklet itself has failed, not your course: ValueError: ours" in result.stderr
    assert str(log) in result.stderr
    assert "Traceback" in log.read_text()
    assert "Traceback" in booklet("--verbose", "build", "c").stderr


@pytest.mark.parametrize("arguments", [("-q", "build", "c"), ("build", "c", "--quiet")])
def test_quiet_may_stand_before_the_command_or_behind_it(
    answer: Answer, arguments: tuple[str, ...]
) -> None:
    answer(Outcome(None, (WARNING, ERROR)))
    result = booklet(*arguments)
    assert result.exit_code == 1
    assert "this is wrong" in result.stderr
    assert "this is odd" not in result.stderr


def test_a_full_disk_is_no_fault_of_the_program() -> None:
    details = f"Traceback: …\nOSError: [Errno {errno.ENOSPC}] No space left on device\n"
    problem = fault(details)
    assert problem.code == "not-written"
    assert "No space left on device" in problem.message
    assert "ulimit" in problem.hint


WITHOUT_PANGO = """\
import cffi

def dlopen(ffi, name, flags=0):
    raise OSError(f"cannot load library '{name}': no such file.  Additionally, …")

cffi.FFI.dlopen = dlopen
"""


@pytest.mark.slow
def test_without_pango_the_message_names_the_packages_to_install(
    tmp_path: Path, lamplight: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "sitecustomize.py").write_text(WITHOUT_PANGO, "utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    result = booklet("check", lamplight)
    assert result.exit_code == 2
    told, *hint = result.stderr.splitlines()
    assert told.endswith("cannot load library 'libgobject-2.0-0': no such file [library-missing]")
    run = (ROOT / "run").read_text("utf-8")
    for system in ("Debian, Ubuntu", "Fedora", "macOS"):
        (named,) = (line for line in hint if system in line)
        (in_run,) = (line for line in run.splitlines() if f"{system}: " in line)
        packages = named.partition(" install ")[2].split()
        assert packages
        assert set(packages) <= set(in_run.rstrip('"').split())


# ------------------------------------------------------------------------ check and draw


@pytest.mark.parametrize(
    ("arguments", "problems", "code"),
    [
        ([], (), 0),
        ([], (WARNING,), 0),
        (["--strict"], (WARNING,), 1),
        (["--strict"], (), 0),
        ([], (ERROR,), 1),
    ],
)
def test_check_fails_on_errors_and_when_strict_on_warnings(
    answer: Answer, arguments: list[str], problems: tuple[Any, ...], code: int
) -> None:
    answer(Outcome(FINE, problems))
    assert booklet("check", "c", *arguments).exit_code == code


def test_check_prints_problems_as_json(answer: Answer) -> None:
    answer(Outcome(None, (ERROR,)))
    result = booklet("check", "c", "--json")
    assert result.exit_code == 1
    assert json.loads(result.stdout) == [
        {
            "code": "wrong-thing",
            "severity": "error",
            "message": "this is wrong",
            "file": "c/b.yaml",
            "line": 7,
            "column": 3,
            "hint": "Write it right.",
        }
    ]


def test_check_of_several_courses_tells_the_problems_of_each(
    answer: Answer, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer(Outcome(FINE))
    assert booklet("check", "a", "b").stdout.splitlines() == ["a: no problems", "b: no problems"]
    bad: Outcome[None] = Outcome(None, (ERROR,))
    monkeypatch.setattr(
        "booklet.cli.course.Child.run",
        lambda *arguments, **_: bad if arguments[3] == "a" else Outcome(FINE),
    )
    result = booklet("check", "a", "b")
    assert (result.exit_code, result.stdout) == (1, "b: no problems\n")
    assert "[wrong-thing]" in result.stderr
    assert [entry["code"] for entry in json.loads(booklet("check", "b", "a", "--json").stdout)] == [
        "wrong-thing"
    ]


def test_check_of_no_course_is_a_wrong_use() -> None:
    assert booklet("check").exit_code == 2


def test_check_writes_nothing(answer: Answer, tmp_path: Path) -> None:
    answer(Outcome(FINE))
    booklet("check", tmp_path)
    assert list(tmp_path.iterdir()) == []


DRAFT = Draft("- id: one\n", ({"id": "one", "status": "placed"}, {"id": "b", "status": "unplaced"}))


def test_draw_writes_annotations_and_counts_them(answer: Answer, tmp_path: Path) -> None:
    answer(Outcome(DRAFT))
    result = booklet("draw", tmp_path)
    assert (tmp_path / "annotations.yaml").read_text() == "- id: one\n"
    assert result.stdout.splitlines()[0] == "2 annotations: 1 placed, 0 ambiguous, 1 unplaced"


def test_draw_can_write_nothing_and_print_json(answer: Answer, tmp_path: Path) -> None:
    answer(Outcome(DRAFT))
    result = booklet("draw", tmp_path, "--dry-run", "--json")
    assert json.loads(result.stdout) == list(DRAFT.listing)
    assert list(tmp_path.iterdir()) == []


def test_draw_leaves_the_file_where_the_course_has_errors(answer: Answer, tmp_path: Path) -> None:
    (tmp_path / "annotations.yaml").write_text("broken, and somebody's work\n")
    answer(Outcome(DRAFT, (ERROR,)))
    assert booklet("draw", tmp_path).exit_code == 1
    assert (tmp_path / "annotations.yaml").read_text() == "broken, and somebody's work\n"


# --------------------------------------------------------------------------------- proof


def test_proof_reads_the_pdf_of_the_course(answer: Answer, tmp_path: Path) -> None:
    answer(Outcome(Accounting("12 pages", {"pages": 12})))
    (tmp_path / "build").mkdir()
    pdf = tmp_path / "build" / f"{tmp_path.name}.pdf"
    pdf.write_bytes(b"%PDF")
    (tmp_path / "booklet.yaml").touch()
    assert booklet("proof", tmp_path).stdout == "12 pages\n"
    assert json.loads(booklet("proof", pdf, "--json").stdout) == {"pages": 12}


def test_proof_of_a_course_that_was_not_built_says_how_to_build_it(tmp_path: Path) -> None:
    result = booklet("proof", tmp_path)
    assert result.exit_code == 1
    assert f"    booklet build {tmp_path}" in result.stderr


def test_proof_of_a_pdf_outside_every_course_asks_for_the_course(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").touch()
    result = booklet("proof", tmp_path / "a.pdf")
    assert result.exit_code == 2
    assert "--course" in result.stderr


# ------------------------------------------------------------------------------- the rest


def test_schema_is_a_json_schema() -> None:
    schema = json.loads(booklet("schema").stdout)
    assert schema["type"] == "object"
    assert "title" in schema["properties"]


def test_new_makes_a_course_with_its_schema_beside_it(tmp_path: Path) -> None:
    result = booklet("new", tmp_path / "mine")
    assert result.exit_code == 0
    assert f"booklet build {tmp_path / 'mine'}" in result.stdout
    settings = (tmp_path / "mine" / "booklet.yaml").read_text()
    assert settings.startswith("# yaml-language-server: $schema=booklet.schema.json\n")
    assert (tmp_path / "mine" / "booklet.schema.json").read_text() == booklet("schema").stdout
    assert "build/" in (tmp_path / "mine" / ".gitignore").read_text().splitlines()


def test_new_writes_into_no_folder_that_has_something_in_it(tmp_path: Path) -> None:
    (tmp_path / "script.fountain").write_text("somebody's work")
    result = booklet("new", tmp_path)
    assert result.exit_code == 2
    assert [path.name for path in tmp_path.iterdir()] == ["script.fountain"]


def test_help_imports_nothing_heavy() -> None:
    program = (
        "import sys; from booklet.cli import commands; commands(['--help'], standalone_mode=False);"
        "print(*sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    loaded = set(done.stdout.splitlines()[-1].split())
    heavy = {"weasyprint", "pydantic", "lxml", "jinja2", "pikepdf", "rapidfuzz", "yaml"}
    assert not loaded & (heavy | {"markdown_it", "pypdfium2", "asyncio", "urllib.request"})


def test_the_list_of_commands_says_of_each_what_it_says_itself() -> None:
    context = click.Context(commands)
    listed = commands.get_help(context)
    for name in commands.list_commands(context):
        command = commands.get_command(context, name)
        assert command is not None
        assert command.name == name
        assert f"{name} " in listed
        assert command.get_short_help_str(limit=200) + "\n" in listed + "\n"


@pytest.mark.parametrize("arguments", [["--version"], ["--help"], ["build", "--help"]])
def test_help_and_version_need_nothing(arguments: list[str]) -> None:
    assert booklet(*arguments).exit_code == 0


def test_an_unknown_command_is_a_wrong_use() -> None:
    assert booklet("buidl").exit_code == 2
