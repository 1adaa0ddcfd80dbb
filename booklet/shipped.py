"""Where the shipped templates, styles, fonts and sample courses lie.

In an installed wheel they lie inside the package (`booklet/shipped/`), in a source
tree at its top. Gives paths; opens nothing.
"""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def shipped_folder(name: str) -> Path:
    """The folder `templates`, `styles` or `content` as shipped with the program."""
    inside = _PACKAGE / "shipped" / name
    return inside if inside.is_dir() else _PACKAGE.parent / name
