"""The program in a real process: whatever happens to it, it says so in words, and goes."""

from __future__ import annotations

import json
import os
import shlex
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from booklet.cli import commands
from booklet.cli.voice import json_text, visible, visible_line
from tests.children import without_child
from tests.cli.test_batch import LONG
from tests.messages.cases import small_course
from tests.waiting import wait_until

pytestmark = pytest.mark.skipif(os.name == "nt", reason="as POSIX has it")


def booklet(
    *arguments: str | bytes, cwd: Path, shell: str = ""
) -> subprocess.CompletedProcess[bytes]:
    """The program in a process of its own; `shell` is what a shell does around it."""
    command = [sys.executable, "-m", "booklet", *arguments]
    if shell:
        line = shlex.join(os.fsdecode(part) for part in command)
        command = ["sh", "-c", shell.replace("BOOKLET", line)]
    return subprocess.run(command, cwd=cwd, capture_output=True, check=False)


def in_process(line: str) -> Result:
    return CliRunner().invoke(commands, shlex.split(line))


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return small_course(tmp_path / "my-course")


# ----------------------------------------------------------------------------- templates


@pytest.mark.parametrize(
    "written",
    [
        "{% extends none %}",
        "{{ 1e999 | int }}",
        "{{ title | truncate(2) }}",
        "{{ cycler().next() }}",
        "{{ 5 | xmlattr }}",
        "{% include [5, {}] ignore missing %}",
        "{{ '\\ud800' }}",
        "{{ 'a\\udfffb' | upper }}",
        "{% import none as x %}",
        "{{ namespace().x.y }}",
        "{{ 1 | default(title, 5, 6) }}",
        "{{ dict.fromkeys(range(1, 900000*2305843009213693951, 2305843009213693951)) | length }}",
        "{{ range(0, 10**15, 10**14) | unique | list | length }}",
    ],
)
def test_what_a_template_brings_about_is_told_at_its_line(
    course: Path, monkeypatch: pytest.MonkeyPatch, written: str
) -> None:
    without_child(monkeypatch)
    (course / "templates").mkdir()
    (course / "templates" / "credits.html").write_text(f"<p>\n{written}\n</p>\n")
    with (course / "booklet.yaml").open("a") as file:
        file.write("back: [credits]\n")
    result = in_process("build my-course --no-pdf")
    assert result.exit_code == 1, result.output
    assert "my-course/templates/credits.html:" in result.stderr
    assert "[template-" in result.stderr


# --------------------------------------------------------------------- names and folders


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such names")
def test_a_course_whose_name_is_no_utf8_is_told_of_and_built(course: Path) -> None:
    odd = os.fsencode(course.parent) + b"/K\xfcche"
    course.rename(os.fsdecode(odd))
    done = booklet("build", odd, "--no-pdf", cwd=course.parent)
    assert (done.returncode, b"Traceback" in done.stderr) == (0, False), done.stderr
    assert b"K<U+DCFC>che" in done.stdout
    done = booklet("check", odd + b"-not-there", "--json", cwd=course.parent)
    assert done.returncode == 1
    assert json.loads(done.stdout)[0]["code"] == "course-missing"


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such names")
@pytest.mark.parametrize("place", [b"analyses/\xe9.md", b"templates/\xe9.html", b"\xe9.txt"])
def test_a_file_whose_name_is_no_utf8_is_told_of(course: Path, place: bytes) -> None:
    path = course / os.fsdecode(place)
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(b"no title\n")
    for arguments in (
        ["check", "my-course"],
        ["check", "my-course", "--json"],
        ["draw", "my-course"],
    ):
        done = booklet(*arguments, cwd=course.parent)
        assert b"Traceback" not in done.stderr
        assert b"program-failed" not in done.stderr + done.stdout, done.stderr
        assert done.returncode in (0, 1)


def test_a_current_folder_that_is_gone_is_told(course: Path) -> None:
    for arguments in (["build", "my-course"], ["check", "."], ["new", "other"], ["build"]):
        gone = course.parent / "gone"
        gone.mkdir()
        done = booklet(*arguments, cwd=gone, shell="rmdir ../gone && BOOKLET")
        assert done.returncode in (1, 2), done.stderr
        assert b"Traceback" not in done.stderr
        assert b"program-failed" not in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full")
@pytest.mark.parametrize("arguments", [["--help"], ["schema"], ["explain", "zip-entry"]])
def test_an_output_that_is_full_is_told(tmp_path: Path, arguments: list[str]) -> None:
    done = booklet(*arguments, cwd=tmp_path, shell="BOOKLET > /dev/full")
    assert done.returncode == 2
    assert b"No space left on device" in done.stderr or b"no room" in done.stderr
    assert b"Traceback" not in done.stderr
    assert b"Exception ignored" not in done.stderr


@pytest.mark.slow
@pytest.mark.parametrize("name", ["SIGHUP", "SIGTERM"])
def test_a_terminal_that_is_closed_ends_it_with_its_children(course: Path, name: str) -> None:
    sent = getattr(signal, name)
    # A thousand pages: however late the signal is sent, they are not set yet.
    speech = "\nMARA\nIs that you on the stairs, or the wind again?\n"
    (course / "script.fountain").write_text("INT. LAMP ROOM\n" + speech * 20_000)
    temporary = course.parent / "temporary"
    temporary.mkdir()
    with subprocess.Popen(
        [sys.executable, "-m", "booklet", "build", "my-course"],
        cwd=course.parent,
        env={**os.environ, "TMPDIR": str(temporary)},
        stderr=subprocess.PIPE,
        # The tests themselves may run under `nohup`.
        preexec_fn=lambda: signal.signal(sent, signal.SIG_DFL),
    ) as process:
        wait_until(lambda: any(temporary.iterdir()))
        process.send_signal(sent)
        said = process.communicate()[1]
    assert process.returncode == 128 + sent
    assert b"every file is the old one or the new one" in said
    assert not list(temporary.iterdir())


# ------------------------------------------------------------------------------ terminal


@pytest.mark.usefixtures("course")
@pytest.mark.parametrize("sign", ["\x1b", "\x9b", "\x85", "\u061c", "\u200f", "\u200e", "\u202e"])
def test_what_would_steer_a_terminal_is_written_out_everywhere(
    monkeypatch: pytest.MonkeyPatch, sign: str
) -> None:
    without_child(monkeypatch)
    name = f"no{sign}where"
    printed = [
        in_process(f"check {name}"),
        in_process(f"check {name} --json"),
        in_process(f"build my-course --edition {name}"),
        in_process(f"build my-course --jobs {name}"),
        in_process(f"explain {name}"),
        in_process(name),
    ]
    for result in printed:
        assert sign not in result.output, result.output
        assert result.exit_code in (1, 2)
    assert json.loads(printed[1].stdout)[0]["message"] == f"there is no folder {name}"
    assert visible(name) == f"no<U+{ord(sign):04X}>where"
    assert json.loads(json_text({"a": name})) == {"a": name}


@pytest.mark.parametrize("place", ["theme: {}", "editions: {{reader: {{theme: {}}}}}"])
def test_a_name_with_a_line_feed_makes_no_line_of_ours(
    course: Path, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    without_child(monkeypatch)
    name = '"ink\\nmy-course/x.yaml:1:1: error: a lie"'
    with (course / "booklet.yaml").open("a") as file:
        file.write(place.format(name) + "\n")
    result = in_process("check my-course")
    assert result.exit_code == 1
    assert "[wrong-theme]" in result.stderr
    assert "\nmy-course/x.yaml" not in result.stderr
    assert visible_line("a\nb\tc") == "a<U+000A>b\tc"


# ---------------------------------------------------------------------------------- time


@pytest.mark.slow
def test_the_time_limit_is_for_the_command_not_for_each_edition(course: Path) -> None:
    (course / "templates").mkdir()
    (course / "templates" / "credits.html").write_text(LONG, "utf-8")
    done = booklet(
        *("-v", "build", "my-course", "--edition", "all", "--jobs", "1", "--time-limit", "4"),
        cwd=course.parent,
    )
    assert done.returncode == 1
    assert b"longer than 4 seconds" in done.stderr
    # Seven editions: the first one takes all the time, and the others end as they start.
    assert done.stderr.count(b"filling the templates") <= 1
