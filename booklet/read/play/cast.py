"""The persons of a play, as its list names them.

Takes the lines of the list; gives a `CastMember` for each, with what is said of them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from booklet.model import CastMember
from booklet.read.play.lines import Line

_BRACE = re.compile(r"(?<!\s)\s*+[{}|]\s*")
_SPLIT = re.compile(r"\s{3,}|\s*\.{3,}\s*|,\s+|\s+(?:--+|—|–)\s+|\s+(?=[(\[])|:\s+|--+|—")
_BARE = " .,;:-–—_*()[]"


def cast_of(lines: Sequence[Line]) -> tuple[CastMember, ...]:
    """The members of a cast list; a line that goes on from the one above belongs to it."""
    rows: list[str] = []
    for line in lines:
        text = _BRACE.sub("   ", line.text).strip()
        goes_on = (
            rows
            and not line.blanks
            and (text[:1].islower() or text[:1] in "([" or rows[-1].endswith((",", "-")))
        )
        if not text:
            continue
        if goes_on:
            rows[-1] = f"{rows[-1]} {text}"
        else:
            rows.append(text)
    found: dict[str, CastMember] = {}
    for row in rows:
        split = _SPLIT.search(row)
        name = (row[: split.start()] if split else row).strip(_BARE)
        told = row[split.end() :].strip() if split else ""
        if told[:1] in ("(", "[") and told[-1:] in (")", "]", "."):
            told = told.rstrip(".")[1:-1]
        if name and name[0].isupper() and len(name.split()) <= 8:
            told = " ".join(told.split()).strip(" ,;").removesuffix(".")
            found.setdefault(name.casefold(), CastMember(name, told))
    return tuple(found.values())
