"""Opening the files of a course that somebody else made."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from booklet.files import RefusedFileError, inside, odd_name, read_file, real


def reason(path: Path, most: int = 100, within: Path | None = None) -> str:
    with pytest.raises(RefusedFileError) as refused:
        read_file(path, most, within)
    return refused.value.reason


def test_a_file_of_the_folder_is_read_through_a_link_too(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"here")
    (tmp_path / "b.txt").symlink_to("a.txt")
    assert read_file(tmp_path / "a.txt", 4, tmp_path) == b"here"
    assert read_file(tmp_path / "b.txt", 4, tmp_path) == b"here"


def test_a_link_that_leads_out_is_refused_whether_file_or_folder(tmp_path: Path) -> None:
    course = tmp_path / "course"
    course.mkdir()
    (tmp_path / "private").mkdir()
    (tmp_path / "private" / "a.txt").write_bytes(b"private")
    (course / "a.txt").symlink_to(tmp_path / "private" / "a.txt")
    (course / "folder").symlink_to(tmp_path / "private")
    assert reason(course / "a.txt", within=course) == "outside"
    assert reason(course / "folder" / "a.txt", within=course) == "outside"
    assert inside(course, "a.txt") is None
    assert inside(course, "folder/a.txt") is None


def test_a_pipe_and_a_device_are_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert reason(tmp_path / "pipe") == "irregular"
    assert inside(tmp_path, "pipe") is None
    assert reason(Path("/dev/zero")) == "irregular"


def test_a_pipe_that_takes_the_files_place_at_the_last_moment_does_not_hang(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"here")
    really_open = os.open

    def exchange(name: Path, flags: int) -> int:
        path.unlink()
        os.mkfifo(path)
        return really_open(name, flags)

    monkeypatch.setattr(os, "open", exchange)
    assert reason(path) == "irregular"


def test_a_link_that_takes_the_files_place_at_the_last_moment_is_not_followed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, other = tmp_path / "a.txt", tmp_path / "other.txt"
    path.write_bytes(b"here")
    other.write_bytes(b"private")
    really_open = os.open

    def exchange(name: Path, flags: int) -> int:
        path.unlink()
        path.symlink_to(other)
        return really_open(name, flags)

    monkeypatch.setattr(os, "open", exchange)
    assert reason(path) == "unreadable"


def test_folders_missing_files_and_too_large_ones_are_told_apart(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"x" * 101)
    with (tmp_path / "sparse").open("wb") as file:
        file.truncate(10**12)
    assert reason(tmp_path) == "folder"
    assert reason(tmp_path / "gone") == "missing"
    assert reason(tmp_path / "a.txt" / "b") == "missing"
    assert reason(tmp_path / "a.txt") == "too-large"
    assert reason(tmp_path / "sparse") == "too-large"


def test_links_in_a_circle_end(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to("b")
    (tmp_path / "b").symlink_to("a")
    assert reason(tmp_path / "a") == "unreadable"
    assert inside(tmp_path, "a") is None
    # `Path.resolve` raises a RuntimeError before Python 3.13, and nothing from then on.
    assert real(tmp_path / "a").parent == real(tmp_path)
    with pytest.raises(OSError, match="symbolic links"):
        real(tmp_path / "a", strict=True)


@pytest.mark.parametrize(
    "name",
    [
        *("", "/etc/passwd", "../x", "a/../b", "./a", "a//b", "C:/x", "c:x", "a\\b", "a:b", "x\0"),
        *(
            "CON",
            "con.png",
            "fonts/NUL.ttf",
            "COM1",
            "lpt9.svg",
            "a.",
            "a ",
            "dir ./b",
            "a?b",
            "a*",
        ),
    ],
)
def test_names_that_do_not_mean_the_same_everywhere_are_refused(tmp_path: Path, name: str) -> None:
    assert odd_name(name)
    assert inside(tmp_path, name) is None


@pytest.mark.parametrize("name", ["a.png", "fonts/Own Serif.ttf", "é/ü.svg", "console.css", ".a"])
def test_plain_names_are_plain(name: str) -> None:
    assert odd_name(name) == ""
