"""What the files of an EPUB may hold that are XML from the start: the package and the cover.

In: XML that a template made. Out: what is wrong with it, each with its line. An EPUB is
opened by programs that know scripts and networks; nothing in it may ask for either.
"""

from __future__ import annotations

import re
from xml.parsers import expat

_RUNS = frozenset(
    {"script", "foreignobject", "iframe", "object", "embed", "handler", "listener", "a", "style"}
    | {"set", "animate", "animatetransform", "animatemotion"}
)
_LINK = re.compile(r"(?:[\w-]+\.\w+)?(?:#[\w.-]+)?", re.ASCII)
_ELSEWHERE = re.compile(r"url\(\s*(?!['\"]?#)", re.IGNORECASE)


def not_well_formed(text: str) -> tuple[int, str] | None:
    """The line where the text stops being XML, and why; None for XML."""
    try:
        expat.ParserCreate().Parse(text, True)
    except expat.ExpatError as exception:
        return exception.lineno, expat.errors.messages[exception.code]
    return None


def refused(text: str) -> list[tuple[int, str]]:
    """Line and message of all that is not allowed in well-formed XML."""
    found: list[tuple[int, str]] = []
    parser = expat.ParserCreate()

    def tell(message: str) -> None:
        found.append((parser.CurrentLineNumber, message))

    def start(name: str, attributes: dict[str, str]) -> None:
        if name.rpartition(":")[2].lower() in _RUNS:
            tell(f"`<{name}>` is not allowed")
        for key, value in attributes.items():
            own = key.rpartition(":")[2].lower()
            if own.startswith("on"):
                tell(f"the attribute `{key}` of `<{name}>` is not allowed")
            elif own in ("href", "src") and not _LINK.fullmatch(value):
                tell(f"`{value[:60]}` is no file of the EPUB")
            elif _ELSEWHERE.search(value):
                tell(f"the attribute `{key}` refers to another file")

    parser.StartElementHandler = start
    parser.StartDoctypeDeclHandler = lambda *_: tell("a document type is not allowed")
    parser.EntityDeclHandler = lambda *_: tell("entities are not allowed")
    parser.ProcessingInstructionHandler = lambda name, _: tell(f"`<?{name}` is not allowed")
    parser.Parse(text, True)
    return found
