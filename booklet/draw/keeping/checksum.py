"""What the program wrote itself, told from what a person changed in it."""

from __future__ import annotations

import hashlib
import re

_MADE = re.compile(r"^[^\S\n]*+(?:made|gathered):.*$\n?", re.MULTILINE)


def checksum(text: str) -> str:
    """The checksum of an entry's own lines, without the line that holds it."""
    lines = [line.rstrip() for line in _MADE.sub("", text).splitlines()]
    indent = min((len(line) - len(line.lstrip()) for line in lines if line), default=0)
    plain = "\n".join(line[indent:] for line in lines).strip()
    return hashlib.sha256(plain.encode()).hexdigest()[:8]
