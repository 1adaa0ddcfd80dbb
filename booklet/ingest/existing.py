"""The course folder as it is before an import.

Takes nothing; names the files that an import finds there from the one before.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

BASE = ".import"
"""Folder in the course with what the program wrote last: the base of the next merge."""

PACK_FILE = f"{BASE}/pack"
"""Holds the name of the pack with which the course was imported."""


@dataclass(frozen=True, slots=True)
class ExistingCourse:
    """The files that a course folder holds, by path; empty for a new course."""

    files: Mapping[str, bytes]
