"""Files are written whole or not at all, whatever fails, and nothing is left beside them."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from booklet.writing import NotWrittenError, write_files
from tests.faults import disk

OLD = {"a.pdf": b"old pdf", "a.html": b"old page", "a.epub": b"old book"}
NEW = {"a.pdf": b"new pdf", "a.html": b"new page", "a.epub": b"new book"}


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def write(folder: Path, files: dict[str, bytes]) -> None:
    write_files({folder / name: content for name, content in files.items()})


def test_files_and_their_folders_are_made(tmp_path: Path) -> None:
    write(tmp_path / "new" / "folder", NEW)
    assert contents(tmp_path / "new" / "folder") == NEW


def test_old_files_are_replaced_and_keep_who_may_read_them(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"old")
    (tmp_path / "a.pdf").chmod(0o640)
    write(tmp_path, NEW)
    assert contents(tmp_path) == NEW
    assert (tmp_path / "a.pdf").stat().st_mode & 0o777 == 0o640


def test_a_file_without_content_is_taken_away(tmp_path: Path) -> None:
    write(tmp_path, OLD)
    write_files({tmp_path / "a.epub": None, tmp_path / "a.pdf": b"new"})
    assert contents(tmp_path) == {"a.pdf": b"new", "a.html": b"old page"}


# ------------------------------------------------------------------------ what goes wrong


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO, errno.EACCES])
@pytest.mark.parametrize("call", disk.CALLS)
@pytest.mark.parametrize("at", range(3))
def test_a_fault_of_the_disk_at_any_file_leaves_all_as_they_were(
    tmp_path: Path, number: int, call: str, at: int
) -> None:
    write(tmp_path, OLD)
    with disk.failing(call, at, number), pytest.raises(NotWrittenError) as caught:
        write(tmp_path, NEW)
    assert contents(tmp_path) == OLD
    assert str(caught.value.filename).startswith(str(tmp_path / "a."))
    assert caught.value.hint


def test_a_second_file_that_cannot_be_renamed_gives_the_first_its_former_content_back(
    tmp_path: Path,
) -> None:
    write(tmp_path, {"a.pdf": b"old"})
    with disk.failing("replace", 1, errno.EIO), pytest.raises(NotWrittenError):
        write(tmp_path, NEW)
    assert contents(tmp_path) == {"a.pdf": b"old"}


def test_files_come_back_on_a_disk_without_second_names_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_links(*_: object, **__: object) -> None:
        raise OSError(errno.EPERM, "links are not for this disk")

    write(tmp_path, OLD)
    monkeypatch.setattr(os, "link", no_links)
    with disk.failing("replace", 2, errno.EIO), pytest.raises(NotWrittenError):
        write(tmp_path, NEW)
    assert contents(tmp_path) == OLD


def test_what_reads_otherwise_than_it_was_written_is_no_file(tmp_path: Path) -> None:
    write(tmp_path, OLD)
    with disk.forgetting(), pytest.raises(NotWrittenError, match="reports a fault"):
        write(tmp_path, NEW)
    assert contents(tmp_path) == OLD


def test_an_interrupt_between_two_renames_undoes_the_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    replace = Path.replace

    def interrupted(part: Path, target: Path) -> Path:
        done = replace(part, target)
        if target.name == "a.html" and part.suffix == ".part":
            raise KeyboardInterrupt
        return done

    write(tmp_path, OLD)
    monkeypatch.setattr(Path, "replace", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write(tmp_path, NEW)
    assert contents(tmp_path) == OLD


def test_a_folder_made_for_nothing_goes_again(tmp_path: Path) -> None:
    with disk.failing("fsync", 0, errno.ENOSPC), pytest.raises(NotWrittenError):
        write(tmp_path / "new" / "folder", NEW)
    assert list(tmp_path.iterdir()) == []


# ------------------------------------------------------------------ what stands in the way


def a_folder(target: Path) -> None:
    target.mkdir()


def a_pipe(target: Path) -> None:
    os.mkfifo(target)


def a_device(target: Path) -> None:
    target.symlink_to("/dev/null")


@pytest.mark.skipif(sys.platform == "win32", reason="pipes and devices have no names there")
@pytest.mark.parametrize(
    ("lay", "said"), [(a_folder, "folder"), (a_pipe, "no file"), (a_device, "no file")]
)
def test_only_files_are_replaced(tmp_path: Path, lay: Callable[[Path], None], said: str) -> None:
    lay(tmp_path / "a.html")
    with pytest.raises(NotWrittenError, match=said):
        write(tmp_path, NEW)
    assert [path.name for path in tmp_path.iterdir()] == ["a.html"]


def test_a_link_is_replaced_and_not_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_bytes(b"untouched")
    folder = tmp_path / "build"
    folder.mkdir()
    (folder / "a.pdf").symlink_to(secret)
    (folder / f".booklet-{os.getpid()}-0.part").symlink_to(secret)
    write(folder, {"a.pdf": b"new"})
    assert secret.read_bytes() == b"untouched"
    assert contents(folder) == {"a.pdf": b"new"}


def test_a_folder_of_a_course_that_leads_out_of_it_is_not_written_into(tmp_path: Path) -> None:
    (tmp_path / "home").mkdir()
    (tmp_path / "course").mkdir()
    (tmp_path / "course" / "build").symlink_to(tmp_path / "home")
    target = tmp_path / "course" / "build" / "a.pdf"
    with pytest.raises(NotWrittenError, match="leads to"):
        write_files({target: b"new"}, inside=tmp_path / "course")
    assert list((tmp_path / "home").iterdir()) == []


def test_a_folder_that_is_a_link_to_itself(tmp_path: Path) -> None:
    (tmp_path / "build").symlink_to("build")
    with pytest.raises(NotWrittenError):
        write_files({tmp_path / "build" / "a.pdf": b"new"}, inside=tmp_path)


def test_a_file_where_a_folder_should_be(tmp_path: Path) -> None:
    (tmp_path / "build").write_text("a file")
    with pytest.raises(NotWrittenError, match="a file stands where a folder should be"):
        write(tmp_path / "build", NEW)


def test_a_name_that_is_too_long(tmp_path: Path) -> None:
    with pytest.raises(NotWrittenError, match="the name is too long"):
        write(tmp_path, {"n" * 300: b""})
    assert list(tmp_path.iterdir()) == []


def test_the_longest_name_there_may_be(tmp_path: Path) -> None:
    write(tmp_path, {"n" * 255: b"content"})
    assert contents(tmp_path) == {"n" * 255: b"content"}


def test_names_that_differ_in_case_alone(tmp_path: Path) -> None:
    with pytest.raises(NotWrittenError, match="case does not count"):
        write(tmp_path, {"Ann.pdf": b"", "ANN.pdf": b""})


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="modes of Unix")
def test_a_folder_that_may_only_be_read(tmp_path: Path) -> None:
    if os.geteuid() == 0:
        pytest.skip("root may write anywhere")
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(NotWrittenError, match="you may not write there"):
            write(tmp_path, NEW)
    finally:
        tmp_path.chmod(0o700)


# ------------------------------------------------------------------------------- the lock


@pytest.fixture
def another(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that has begun to write into the folder, and goes on doing so."""
    program = (
        "import sys\n"
        "from pathlib import Path\n"
        "from booklet import writing\n"
        "def wait(self, content):\n"
        "    self.part.write_bytes(content)\n"
        "    print('writing', flush=True)\n"
        "    sys.stdin.read()\n"
        "writing._Waiting.write = wait\n"
        "writing.write_files({Path(sys.argv[1]) / 'a.pdf': b'theirs'})\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program, str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout
        assert process.stdout.readline() == "writing\n"
        yield process
        process.kill()


def test_two_do_not_write_into_one_folder_at_the_same_time(
    tmp_path: Path, another: subprocess.Popen[str]
) -> None:
    with pytest.raises(NotWrittenError, match="another booklet is writing there") as caught:
        write_files({tmp_path / "a.pdf": b"ours"}, patience=0.1)
    assert not (tmp_path / "a.pdf").exists()
    if sys.platform == "linux":
        assert f"(process {another.pid})" in str(caught.value)


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_the_lock_of_a_dead_process_holds_nobody_up_and_its_leavings_are_cleared_away(
    tmp_path: Path, another: subprocess.Popen[str]
) -> None:
    assert any(path.suffix == ".part" for path in tmp_path.iterdir())
    another.send_signal(signal.SIGKILL)
    another.wait()
    write_files({tmp_path / "a.pdf": b"ours"}, patience=0)
    assert contents(tmp_path) == {"a.pdf": b"ours"}


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_who_waits_goes_on_when_the_other_is_done(
    tmp_path: Path, another: subprocess.Popen[str]
) -> None:
    program = (
        "import sys, time\n"
        "from pathlib import Path\n"
        "from booklet.writing import write_files\n"
        "pause = time.sleep\n"
        "time.sleep = lambda seconds: (print('waiting', flush=True), pause(seconds))\n"
        "write_files({Path(sys.argv[1]): b'ours'}, patience=900)\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program, str(tmp_path / "a.pdf")], stdout=subprocess.PIPE, text=True
    ) as waiting:
        assert waiting.stdout
        assert waiting.stdout.readline() == "waiting\n"
        assert not (tmp_path / "a.pdf").exists()
        another.kill()
        waiting.communicate()
        assert waiting.returncode == 0
    assert contents(tmp_path) == {"a.pdf": b"ours"}
