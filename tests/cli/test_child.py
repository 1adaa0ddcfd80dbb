"""A job in a process of its own: its result, its limits, its end."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from booklet.child import Child, JobError, fontconfig
from booklet.fonts import fallback_fonts
from booklet.model import Limits
from booklet.problems import Result
from tests.cli import jobs
from tests.waiting import wait_until

CHILD = """
from booklet.child import Child
from booklet.model import Limits
from pathlib import Path
from tests.cli import jobs
Child(Limits(), {tell}).run({job})"""


@pytest.fixture(autouse=True)
def jobs_can_be_imported(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).resolve().parents[2]))


def run(
    job: Callable[..., Result[Any]], *arguments: object, limits: Limits | None = None
) -> tuple[Result[Any], list[str]]:
    stages: list[str] = []
    child = Child(limits or Limits(seconds=900), stages.append)
    return child.run(job, *arguments), stages


def only_problem(result: Result[Any]) -> str:
    assert result.value is None
    (problem,) = result.problems
    assert problem.severity == "error"
    assert problem.hint
    return f"{problem.code}: {problem.message}"


def test_value_problems_and_stages_come_back() -> None:
    result, stages = run(jobs.well_behaved, "aloud")
    assert result.value == "ALOUD"
    assert [str(problem) for problem in result.problems] == ["a.yaml:2:3: warning: a warning"]
    assert stages == ["read"]


def test_what_a_library_prints_does_not_stand_between() -> None:
    result, _ = run(jobs.noisy)
    assert result.value == "heard"


@pytest.mark.slow
@pytest.mark.parametrize("job", [jobs.endless, jobs.endless_without_python])
def test_a_job_that_never_ends_is_ended(job: Callable[..., Result[None]]) -> None:
    """The job says when, once it has begun; its time is counted from its beginning."""
    result, stages = run(job, 2)
    (stage,) = stages
    assert only_problem(result) == (
        f"time-limit: the booklet took longer than 2 seconds; it was stopped during: {stage}"
    )


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits address space")
def test_a_job_that_takes_all_memory_is_ended() -> None:
    result, _ = run(jobs.greedy, limits=Limits(seconds=900, mebibytes=512))
    assert only_problem(result).startswith("memory-limit: the booklet needed more than 512 MiB")


def test_no_more_is_taken_from_a_job_than_is_allowed() -> None:
    result, _ = run(jobs.talkative, limits=Limits(seconds=900, output_mebibytes=1))
    assert only_problem(result).startswith("output-limit: what is made is larger than 1 MiB")


def test_a_job_that_has_not_even_begun_is_ended() -> None:
    result, stages = run(jobs.endless, limits=Limits(seconds=0.001))
    assert stages == []
    assert only_problem(result) == (
        "time-limit: the booklet took longer than 0.001 seconds; it was stopped during: start"
    )


def test_a_job_that_dies_is_told_of_with_its_signal() -> None:
    result, _ = run(jobs.aborting)
    assert only_problem(result).startswith("stage-died: the program died during: typeset (SIGABRT")


def test_an_exception_is_a_fault_of_the_program_and_carries_its_traceback() -> None:
    with pytest.raises(JobError) as caught:
        run(jobs.raising)
    assert "ZeroDivisionError: a fault of ours" in caught.value.details
    assert "in raising" in caught.value.details


def test_only_plain_values_are_taken_from_the_child() -> None:
    result, _ = run(jobs.foreign_value)
    assert only_problem(result).startswith("stage-died")


def test_the_world_of_the_child_is_the_same_everywhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    monkeypatch.setenv("LC_ALL", "de_DE.UTF-8")
    monkeypatch.setenv("PYTHONHASHSEED", "7")
    monkeypatch.setenv("LANGUAGE", "de")
    names = ["TZ", "LC_ALL", "PYTHONHASHSEED", "LANGUAGE", "SOURCE_DATE_EPOCH"]
    result, _ = run(jobs.environment, names)
    assert result.value == {
        "TZ": "UTC",
        "LC_ALL": "C.UTF-8",
        "PYTHONHASHSEED": "0",
        "LANGUAGE": None,
        "SOURCE_DATE_EPOCH": "0",
    }


def test_layout_sees_the_shipped_fonts_and_no_others() -> None:
    result, _ = run(jobs.font_families)
    families = {"Atkinson Hyperlegible", "EB Garamond", "Source Sans 3"}
    assert result.value is not None
    assert set(result.value) == families | {font.family for font in fallback_fonts()}


def test_a_folder_of_fonts_may_have_any_name() -> None:
    assert "<dir>/a &amp; b/&lt;c&gt;</dir>" in fontconfig(Path("/a & b/<c>"), Path("/cache"))


def test_nothing_is_left_in_the_folder_for_temporary_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    run(jobs.well_behaved, "aloud")
    run(jobs.endless, 0.5)
    assert list(tmp_path.iterdir()) == []


def test_files_in_the_current_folder_are_not_imported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "pickle.py").write_text("raise SystemExit('a file of the course was run')")
    monkeypatch.chdir(tmp_path)
    assert run(jobs.well_behaved, "aloud")[0].value == "ALOUD"


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def writing_its_pid(file: Path, hanging: str) -> str:
    """A program whose child hangs, once the number of the child stands in a file."""
    tell = f"lambda said: said.isdigit() and Path({str(file)!r}).write_text(said)"
    return CHILD.format(tell=tell, job=f"jobs.reporting_pid, {hanging!r}")


@pytest.mark.parametrize(
    ("how", "hanging"),
    [
        (signal.SIGKILL, "endless"),
        (signal.SIGINT, "endless"),
        (signal.SIGINT, "endless_without_python"),
    ],
)
def test_the_child_ends_with_its_parent(tmp_path: Path, how: signal.Signals, hanging: str) -> None:
    pid_file = tmp_path / "pid"
    program = writing_its_pid(pid_file, hanging)
    with subprocess.Popen([sys.executable, "-c", program], stderr=subprocess.DEVNULL) as parent:
        wait_until(lambda: pid_file.exists() and pid_file.read_text() != "")
        child = int(pid_file.read_text())
        assert is_running(child)
        parent.send_signal(how)
    wait_until(lambda: not is_running(child))


@pytest.mark.skipif(os.name == "nt", reason="Windows has no guard")
@pytest.mark.parametrize("hanging", ["endless", "stuck in C"])
def test_a_parent_that_is_killed_leaves_no_folder_behind(tmp_path: Path, hanging: str) -> None:
    pid_file, temporary = tmp_path / "pid", tmp_path / "temporary"
    temporary.mkdir()
    program = writing_its_pid(pid_file, hanging)
    with subprocess.Popen(
        [sys.executable, "-c", program],
        stderr=subprocess.DEVNULL,
        env={**os.environ, "TMPDIR": str(temporary)},
    ) as parent:
        wait_until(lambda: pid_file.exists() and pid_file.read_text() != "")
        child = int(pid_file.read_text())
        assert [path.name[:8] for path in temporary.iterdir()] == ["booklet-"]
        parent.kill()
    wait_until(lambda: not is_running(child) and not list(temporary.iterdir()))


def test_a_job_that_ends_leaves_no_guard_behind() -> None:
    read_end, write_end = os.pipe()  # whoever lives on holds it open
    os.set_inheritable(write_end, True)
    program = CHILD.format(tell="print", job="jobs.well_behaved, 'x'")
    subprocess.run([sys.executable, "-c", program], pass_fds=[write_end], check=True)
    os.close(write_end)
    assert os.read(read_end, 1) == b""
    os.close(read_end)


@pytest.mark.slow
def test_the_seconds_that_a_command_has_taken_count() -> None:
    limits = Limits(seconds=1000)
    result = Child(limits, lambda _: None, elapsed=999.0).run(jobs.endless)
    (problem,) = result.problems
    assert problem.code == "time-limit"
    assert "longer than 1000 seconds" in problem.message


def is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    # Where nobody collects orphans, the dead one stays listed.
    status = Path(f"/proc/{pid}/stat")
    return not (status.exists() and status.read_text().rpartition(")")[2].split()[0] == "Z")
