"""A disk that fails at the call one chooses.

In: a call of the system, which time it is made, and the error. Out: nothing; while the block
runs, that call fails as the system would let it fail.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any
from unittest.mock import patch

CALLS = ("open", "write", "fsync", "replace")


@contextlib.contextmanager
def failing(call: str, at: int, number: int) -> Iterator[None]:
    """Let the call number `at` (from 0) of its kind end with the error `number`.

    `write` fails half-way: half of the bytes are written. Only temporary files count.
    """
    calls = 0

    def due() -> bool:
        nonlocal calls
        calls += 1
        return calls == at + 1

    def fail() -> None:
        raise OSError(number, os.strerror(number))

    with patch.object(*_replaced(call, due, fail)):
        yield


@contextlib.contextmanager
def forgetting() -> Iterator[None]:
    """A disk that reports no fault and keeps other bytes than it was given."""
    open_file = Path.open

    def opened(path: Path, mode: str = "r", *rest: Any, **named: Any) -> Any:
        file = open_file(path, mode, *rest, **named)
        return _Forgetful(file) if path.suffix == ".part" else file

    with patch.object(Path, "open", opened):
        yield


def _replaced(
    call: str, due: Callable[[], bool], fail: Callable[[], None]
) -> tuple[Any, str, Callable[..., Any]]:
    open_file, replace, fsync = Path.open, Path.replace, os.fsync

    def opened(path: Path, mode: str = "r", *rest: Any, **named: Any) -> Any:
        ours = path.suffix == ".part"
        if call == "open" and ours and due():
            fail()
        file = open_file(path, mode, *rest, **named)
        return _Torn(file, fail) if call == "write" and ours and due() else file

    def replaced(path: Path, target: Path) -> Path:
        if path.suffix == ".part" and due():
            fail()
        return replace(path, target)

    def synced(handle: int) -> None:
        if due():
            fail()
        fsync(handle)

    if call == "replace":
        return Path, "replace", replaced
    if call == "fsync":
        return os, "fsync", synced
    return Path, "open", opened


class _Torn:
    """A file of which half can be written."""

    def __init__(self, file: IO[Any], fail: Callable[[], None]) -> None:
        self._file, self._fail = file, fail

    def __enter__(self) -> _Torn:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)

    def write(self, content: bytes) -> None:
        self._file.write(content[: len(content) // 2])
        self._file.flush()
        self._fail()


class _Forgetful(_Torn):
    """A file in which zeros arrive."""

    def __init__(self, file: IO[Any]) -> None:
        super().__init__(file, lambda: None)

    def write(self, content: bytes) -> None:
        self._file.write(bytes(len(content)))
