"""From a target in the script to marks on its lines.

In: the speeches of a scene and a `Target`. Out: the part of every line that it covers.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from booklet.citation import SceneNumbers, line_number_at
from booklet.model import Mark, Speech, Target


@dataclass(frozen=True, slots=True)
class LineSlice:
    """Characters `start` to `end` of line `line` in speech `speech` (all 0-based)."""

    speech: int
    line: int
    start: int
    end: int


def split_target(speeches: tuple[Speech, ...], target: Target) -> tuple[LineSlice, ...]:
    """The lines that a target covers, in order; spaces at its ends are left out.

    Nothing where the target lies outside the speeches' words.
    """
    if not 0 <= target.speech <= target.end_speech < len(speeches):
        return ()
    slices: list[LineSlice] = []
    for index in range(target.speech, target.end_speech + 1):
        begin = target.start if index == target.speech else 0
        finish = target.end if index == target.end_speech else len(speeches[index].text)
        line_start = 0
        for line_index, line in enumerate(speeches[index].lines):
            part = _trimmed(line.text, begin - line_start, finish - line_start)
            if part is not None:
                slices.append(LineSlice(index, line_index, *part))
            line_start += len(line.text) + 1
    return tuple(slices)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    start, end = max(start, 0), min(end, len(text))
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if start < end else None


def cite(
    speeches: tuple[Speech, ...], names: SceneNumbers, part: LineSlice, has_verse: bool
) -> str:
    """Where it stands: by its line in a verse play where the line has a number, else by
    its speech."""
    line = speeches[part.speech].lines[part.line]
    found = line_number_at(line, names.lines[part.speech][part.line], part.start)
    return f"{names.scene}.{found}" if has_verse and found else names.speeches[part.speech]


def mark_lines(marks: Iterable[Mark]) -> tuple[Mark, ...]:
    """The marks of one line in the order of the text."""
    return tuple(sorted(marks, key=lambda mark: (mark.start, mark.number)))
