"""The files of a new import merged with what a person made of the last ones.

Takes the files as the program alone would write them and the course as it is; gives
the files to write and to remove, and what becomes of each.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from booklet.ingest.existing import BASE, PACK_FILE, ExistingCourse
from booklet.ingest.merging import merge
from booklet.model import Span
from booklet.problems import Problem, warning
from booklet.writing import saved_like


@dataclass(frozen=True, slots=True)
class Change:
    """What becomes of a file: `new`, `changed`, `same`, or `kept` (a person's lines won)."""

    path: str
    what: str


@dataclass(frozen=True, slots=True)
class Written:
    files: Mapping[str, bytes]
    removed: tuple[str, ...]
    changes: tuple[Change, ...]


def merge_files(
    drafted: Mapping[str, bytes], existing: ExistingCourse
) -> tuple[Written, list[Problem]]:
    """The drafted files merged with what a person made of the last ones."""
    files: dict[str, bytes] = {}
    changes: list[Change] = []
    problems: list[Problem] = []
    for path, data in drafted.items():
        now = existing.files.get(path)
        if path.startswith("sources/"):
            if now != data:
                files[path] = data
                changes.append(Change(path, "new" if now is None else "changed"))
            continue
        base = existing.files.get(f"{BASE}/{path}")
        merged = _merged(base, now, data)
        result = merged.data
        if merged.kept:
            problems.append(
                warning(
                    "kept-yours",
                    f"{path} {merged.why}",
                    Span(path, merged.kept),
                    f"What import would write is in {BASE}/{path}.",
                )
            )
        if result != now:
            files[path] = result
        what = (
            "new"
            if now is None
            else "kept"
            if merged.kept
            else "same"
            if result == now
            else "changed"
        )
        changes.append(Change(path, what))
        if base != data:
            files[f"{BASE}/{path}"] = data
    removed = []
    for path, base in existing.files.items():
        target = path.removeprefix(f"{BASE}/")
        if path.startswith(f"{BASE}/") and path != PACK_FILE and target not in drafted:
            removed.append(path)
            if existing.files.get(target) == base:
                removed.append(target)
                changes.append(Change(target, "removed"))
    return Written(files, tuple(removed), tuple(changes)), problems


@dataclass(frozen=True, slots=True)
class _Merged:
    """A file's new bytes; `kept` is the first line (1-based) at which a person's own won, 0
    for none, and `why` says it."""

    data: bytes
    kept: int = 0
    why: str = "was changed by you where it would have changed; your lines stay"


def _merged(base: bytes | None, now: bytes | None, new: bytes) -> _Merged:
    """The file that a person may have saved in another way than the program does.

    What is not UTF-8 is theirs, byte for byte; line ends stay as they are.
    """
    if now is None or now in (base, new):
        return _Merged(new)
    if base == new:
        return _Merged(now)
    try:
        text = now.decode()
    except UnicodeDecodeError as fault:
        line = now.count(b"\n", 0, fault.start) + 1
        return _Merged(now, line, "was saved by you, and not as UTF-8; it stays as it is")
    plain = text.replace("\r\n", "\n")
    if "\r" in text and saved_like(plain, now) != now:
        return _Merged(now, 1, "was saved by you with line ends of two kinds; it stays as it is")
    before = None if base is None else base.decode("utf-8", "replace")
    found = merge(before, plain.removeprefix("\ufeff"), new.decode())
    return _Merged(saved_like(found.text, now), found.kept[0] if found.kept else 0)
