"""What was made once is not made again while nothing that it rests on has changed; else it is."""

from __future__ import annotations

import errno
import hashlib
import os
import pickle
import shutil
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

import booklet.result_cache
from booklet.cli import commands
from booklet.problems import Result, warning
from booklet.result_cache import Kept, Stamp, cache_folder, loaded, stamp

RESULT: Result[str] = Result("a booklet", (warning("note-cut", "it is cut"),))


@pytest.fixture
def course(tmp_path: Path) -> Path:
    folder = tmp_path / "course"
    (folder / "analyses").mkdir(parents=True)
    (folder / "booklet.yaml").write_text("title: Low Water\n")
    (folder / "script.fountain").write_text("ADA\nSo?\n")
    (folder / "analyses" / "one.md").write_text("# Tides\n")
    (folder / "link").symlink_to("booklet.yaml")
    return folder


@pytest.fixture
def library(tmp_path: Path) -> Path:
    file = tmp_path / "library.py"
    file.write_text("x = 1\n")
    os.utime(file, ns=(1, 1))
    return file


def place(course: Path, job: object = "build") -> Kept:
    found = Kept.of(job, course)
    assert found is not None
    return found


def keep(course: Path, *files: Path) -> Kept:
    kept = place(course)
    kept.keep(RESULT, tuple(stamp(str(file)) for file in files))
    return kept


def test_what_is_kept_is_found_again(course: Path, library: Path) -> None:
    assert place(course).result() is None
    keep(course, library)
    assert place(course).result() == RESULT


def test_another_job_has_a_result_of_its_own(course: Path, library: Path) -> None:
    keep(course, library)
    assert place(course, "check").result() is None


def link_elsewhere(course: Path) -> None:
    (course / "link").unlink()
    (course / "link").symlink_to("script.fountain")


CHANGES: dict[str, Callable[[Path], object]] = {
    "another letter": lambda c: (c / "script.fountain").write_text("ADA\nNo?\n"),
    "a new file": lambda c: (c / "notes.yaml").write_text(""),
    "a new folder": lambda c: (c / "styles").mkdir(),
    "a file less": lambda c: (c / "analyses" / "one.md").unlink(),
    "another name": lambda c: (c / "analyses" / "one.md").rename(c / "analyses" / "two.md"),
    "other rights": lambda c: (c / "booklet.yaml").chmod(0o400),
    "a link elsewhere": link_elsewhere,
    "a hidden file": lambda c: (c / ".hidden").write_text(""),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_course_that_changed_is_read_anew(
    course: Path, library: Path, change: Callable[[Path], object]
) -> None:
    keep(course, library)
    change(course)
    assert place(course).result() is None


def test_a_course_that_is_again_as_it_was_is_known_again(course: Path, library: Path) -> None:
    keep(course, library)
    before = (course / "script.fountain").read_bytes()
    (course / "script.fountain").write_text("ADA\nNo?\n")
    (course / "script.fountain").write_bytes(before)
    assert place(course).result() == RESULT


def test_what_was_built_is_no_change(course: Path, library: Path) -> None:
    keep(course, library)
    (course / "build").mkdir()
    (course / "build" / "course.pdf").write_bytes(b"%PDF")
    assert place(course).result() == RESULT


@pytest.mark.parametrize("change", [lambda f: f.write_text("x = 2\n"), lambda f: f.unlink()])
def test_a_program_that_changed_makes_all_anew(
    course: Path, library: Path, change: Callable[[Path], object]
) -> None:
    keep(course, library)
    change(library)
    assert place(course).result() is None


def test_a_library_that_comes_where_none_was_makes_all_anew(course: Path, library: Path) -> None:
    keep(course, library, library.with_name("absent.py"))
    assert place(course).result() == RESULT
    library.with_name("absent.py").write_text("")
    assert place(course).result() is None


def test_what_changes_while_the_job_runs_is_not_kept(course: Path, library: Path) -> None:
    kept = place(course)
    (course / "script.fountain").write_text("ADA\nNo?\n")
    kept.keep(RESULT, (stamp(str(library)),))
    kept = place(course)
    os.utime(library, ns=(1, time.time_ns() + 10**9))
    kept.keep(RESULT, (stamp(str(library)),))
    assert not cache_folder().exists()


def test_a_result_that_rests_on_nothing_known_is_not_kept(course: Path) -> None:
    place(course).keep(RESULT, ())
    assert not cache_folder().exists()


def made_a_link(file: Path) -> None:
    file.rename(file.with_name("other"))
    file.symlink_to(file.with_name("other"))


def made_a_folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


DAMAGES: dict[str, Callable[[Path], object]] = {
    "cut": lambda f: f.write_bytes(f.read_bytes()[:-1]),
    "a byte": lambda f: f.write_bytes(f.read_bytes()[:-1] + b"!"),
    "empty": lambda f: f.write_bytes(b""),
    "a link": made_a_link,
    "anybody's to write": lambda f: f.chmod(0o666),
    "in a folder that is anybody's": lambda f: f.parent.chmod(0o777),
    "a folder": made_a_folder,
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_what_is_damaged_or_not_the_users_own_is_made_anew(
    course: Path, library: Path, damage: Callable[[Path], object]
) -> None:
    damage(keep(course, library).path)
    assert place(course).result() is None


class Called:
    def __reduce__(self) -> tuple[Any, ...]:
        return os.mkdir, ("called",)


def test_nothing_that_is_kept_is_ever_called(
    course: Path, library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(course)
    kept = keep(course, library)
    data = pickle.dumps(()) + pickle.dumps(Called())
    kept.path.write_bytes(hashlib.sha256(data).hexdigest().encode() + b"\n" + data)
    assert kept.result() is None
    assert not (course / "called").exists()


def test_a_full_disk_costs_the_cache_alone(
    course: Path, library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("booklet.result_cache.NamedTemporaryFile", full)
    keep(course, library)
    assert place(course).result() is None


def test_what_was_used_longest_ago_goes_first(
    course: Path, library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found: list[tuple[Kept, Stamp]] = []
    for name in ("one", "two", "three"):
        kept = place(course, name)
        kept.keep(RESULT, (stamp(str(library)),))
        found.append((kept, stamp(str(kept.path))))
        os.utime(kept.path, ns=(1, len(found)))
    size = found[0][1][1]
    monkeypatch.setattr("booklet.result_cache.MOST_BYTES", 3 * size + 10)
    assert found[0][0].result() == RESULT  # and so it is the one that was used last
    place(course, "four").keep(RESULT, (stamp(str(library)),))
    assert [kept.path.exists() for kept, _ in found] == [True, False, True]


def test_a_process_rests_on_its_modules_libraries_and_what_is_shipped() -> None:
    names = [path for path, _, _ in loaded()]
    assert str(Path(booklet.result_cache.__file__)) in names
    assert str(Path(pytest.__file__)) in names
    assert any(name.endswith("templates/note.html") for name in names)
    assert sys.platform != "linux" or any(".so" in name for name in names)
    assert any(name.endswith("languages/de/phrases.toml") for name in names)
    assert not any("__pycache__" in name for name in names)


def run(*arguments: object) -> str:
    result = CliRunner().invoke(commands, [str(argument) for argument in arguments])
    assert result.exit_code == 0, result.output
    return result.output


@pytest.mark.slow
def test_a_build_of_what_did_not_change_is_the_same_and_starts_no_child(
    tmp_path: Path, lamplight: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    course = tmp_path / "lamplight"
    shutil.copytree(lamplight, course, ignore=shutil.ignore_patterns("build"))
    said = run("build", course, "--no-pdf")
    page = course / "build" / "lamplight.html"
    made = page.read_bytes()
    page.unlink()
    with monkeypatch.context() as patch:
        patch.setattr("booklet.child._start", None)
        assert run("build", course, "--no-pdf") == said
    assert page.read_bytes() == made

    script = course / "script.fountain"
    script.write_bytes(script.read_bytes().replace(b"lamp", b"lantern", 1))
    run("build", course, "--no-pdf")
    changed = page.read_bytes()
    assert changed != made
    run("build", course, "--no-pdf", "--no-cache")
    assert page.read_bytes() == changed
