"""When two names are one: those of persons, and those of files."""

from __future__ import annotations

import unicodedata


def name_key(name: str) -> str:
    """Equal for names that differ in letter case only, or in how Unicode writes an accent."""
    return unicodedata.normalize("NFC", name).casefold()


any_system = name_key
"""Equal for file names that some system takes for one (Windows, macOS)."""
