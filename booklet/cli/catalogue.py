"""The catalogue of messages: what each code means, and what a person can do about it.

Takes nothing; gives the entries of `messages.toml`, which lies beside this file.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Entry:
    """A message. `severity` is "error", "warning" or "error or warning"; `group` a title."""

    code: str
    severity: str
    means: str
    do: str
    group: str


def catalogue() -> dict[str, Entry]:
    """All messages by their code, in the order in which they are explained."""
    groups = tomllib.loads((files("booklet.cli") / "messages.toml").read_text("utf-8"))
    return {
        code: Entry(code, entry["severity"], entry["means"], entry["do"], group["title"])
        for group in groups.values()
        for code, entry in group["messages"].items()
    }
