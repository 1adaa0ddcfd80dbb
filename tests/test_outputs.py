"""Files are written whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from booklet.outputs import write_files


def test_files_and_their_folders_are_made(tmp_path: Path) -> None:
    write_files({tmp_path / "new" / "a.pdf": b"one", tmp_path / "new" / "a.html": b"two"})
    assert contents(tmp_path / "new") == {"a.pdf": b"one", "a.html": b"two"}


def test_old_files_are_replaced(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"old")
    write_files({tmp_path / "a.pdf": b"new"})
    assert contents(tmp_path) == {"a.pdf": b"new"}


@pytest.mark.parametrize("failing", range(1, 4))
def test_a_failure_before_the_files_are_whole_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failing: int
) -> None:
    (tmp_path / "a.pdf").write_bytes(b"old")
    (tmp_path / "a.html").write_bytes(b"old")
    calls = 0

    def full_disk(*_: object) -> None:
        nonlocal calls
        calls += 1
        if calls == failing:
            raise OSError(28, "No space left on device")

    replace = Path.replace

    def interrupted_replace(part: Path, target: Path) -> Path:
        full_disk()
        return replace(part, target)

    monkeypatch.setattr("os.fsync", full_disk)
    monkeypatch.setattr(Path, "replace", interrupted_replace)
    with pytest.raises(OSError, match="No space left"):
        write_files({tmp_path / "a.pdf": b"new", tmp_path / "a.html": b"new"})
    monkeypatch.undo()
    assert contents(tmp_path) == {"a.pdf": b"old", "a.html": b"old"}


def test_a_link_laid_in_the_way_is_not_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_bytes(b"untouched")
    folder = tmp_path / "build"
    folder.mkdir()
    (folder / f".a.pdf.{os.getpid()}.part").symlink_to(secret)
    (folder / "a.pdf").symlink_to(secret)
    write_files({folder / "a.pdf": b"new"})
    assert secret.read_bytes() == b"untouched"
    assert contents(folder) == {"a.pdf": b"new"}


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}
