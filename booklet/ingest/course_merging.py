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
        merged = merge(_text(base), _text(now), data.decode())
        result = merged.text.encode()
        if merged.kept:
            problems.append(
                warning(
                    "kept-yours",
                    f"{path} was changed by you where it would have changed; your lines stay",
                    Span(path, merged.kept[0]),
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


def _text(data: bytes | None) -> str | None:
    return None if data is None else data.decode("utf-8", "replace").replace("\r\n", "\n")
