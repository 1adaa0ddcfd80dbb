"""What a person ruled about a script in `import.yaml`.

Takes the course as it is; gives for each file what it is to be read as, and for its lines what
they are. Only what differs from the program's own proposal is a ruling.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from booklet.ingest import decisions
from booklet.ingest.existing import BASE
from booklet.ingest.segments import Segment

LETTERS = {
    "heading": "S",
    "action": "N",
    "speaker": "C",
    "parenthetical": "E",
    "speech": "D",
    "transition": "T",
    "title": "M",
    "left out": "X",
}
"""The letter of each kind of line that an entry may name."""


@dataclass(frozen=True, slots=True)
class Rulings:
    """What a file is: a "script" or a "page", "" where nobody said; and lines by number."""

    form: Literal["", "script", "page"] = ""
    lines: tuple[tuple[int, str], ...] = ()


def rulings_on(file: str, count: int, existing: Mapping[str, bytes]) -> Rulings:
    """The rulings on a file of `count` lines. What cannot be read rules nothing: its problems
    are told where the segments are decided."""
    now, before = (_segments(existing, path) for path in ("import.yaml", f"{BASE}/import.yaml"))
    form: Literal["", "script", "page"] = ""
    lines: dict[int, str] = {}
    for part in decisions.corrections(now, before):
        if part.file != file:
            continue
        covered = range(part.first, min(part.last, count) + 1)
        most = 2 * len(covered) > count
        if part.kind:
            lines |= dict.fromkeys(covered, LETTERS[part.kind])
        elif part.verdict == "left out":
            lines |= dict.fromkeys(covered, "X")
        elif most:
            form = "script" if part.verdict == "script" else "page"
    return Rulings(form, tuple(lines.items()))


def _segments(existing: Mapping[str, bytes], path: str) -> tuple[Segment, ...] | None:
    data = existing.get(path)
    if data is None:
        return None
    return decisions.parse_decisions(data.decode("utf-8", "replace"), path).value
