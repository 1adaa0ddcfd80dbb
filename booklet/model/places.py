"""Places in files: who reads a message finds the line."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Where something stands in a file: `file:line:column`, line and column 1-based.

    `file` is the path as the person would type it (relative to where they are, or
    to the course), with forward slashes.
    """

    file: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"
