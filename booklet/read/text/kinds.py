"""What a file is that is not read: no text, or the text of another program. A table.

Takes bytes, and for texts the file's ending; gives what it is in plain words and a cure.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

_SIGNATURES = (
    (b"%PDF", "a PDF"),
    (b"\xd0\xcf\x11\xe0", "a document of an old Word or Excel"),
    (b"{\\rtf", "a rich text document"),
    (b"\x1f\x8b", "a compressed file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
)
_ARCHIVES = (
    (b"word/", "a Word document"),
    (b"xl/", "an Excel workbook"),
    (b"application/vnd.oasis.opendocument.text", "a LibreOffice document"),
    (b"application/vnd.oasis.opendocument", "a LibreOffice file"),
    (b"application/epub+zip", "an EPUB"),
)
_PROGRAMS = (
    (".trelby", "Trelby"),
    (".highland", "Highland"),
    (".fadein", "Fade In"),
    (".celtx", "Celtx"),
    (".wdz", "WriterDuet"),
    (".mmsw", "Movie Magic Screenwriter"),
)
"""Programs that write scripts in formats of their own, by the endings of their files."""

_OF_SETTINGS = (".ini", ".cfg", ".conf", ".toml", ".properties", ".env")
_TRELBY = re.compile(r"\ufeff?#Version \d")
_JSON = re.compile(r"\s*+(?:\{\s*+[\"}]|\[\s*+[{\"\d])")
_SETTING = re.compile(r"[\w.-]+[ \t]*+=")
_SECTION = re.compile(r"\[[^\[\]]+\]")


@dataclass(frozen=True, slots=True)
class Foreign:
    """What a file is that is not read, in plain words, and what to do where that is known.

    `text` tells that it is a text: the words then say all.
    """

    title: str
    cure: str = ""
    text: bool = False


def foreign_kind(data: bytes) -> str:
    """The kind of a file that is no text, such as "a Word document", or ""."""
    if data.startswith(b"PK\x03\x04"):
        kinds = (kind for sign, kind in _ARCHIVES if sign in data[:65_536])
        return next(kinds, "a word processor's or spreadsheet's document, or another archive")
    return next((kind for sign, kind in _SIGNATURES if data.startswith(sign)), "")


def foreign(data: bytes, ending: str, text: str) -> Foreign | None:
    """What a file is that is not read; None where it may be something that is."""
    kind = foreign_kind(data)
    if ending == ".trelby" or _TRELBY.match(text):
        return _of_program("Trelby")
    if kind:
        program = next((name for end, name in _PROGRAMS if end == ending), "")
        return _of_program(program) if program else Foreign(kind)
    if _is_settings(text, ending):
        return Foreign(
            "a configuration file, which is not read",
            "Take the file that has the script or the page in it.",
            text=True,
        )
    if _JSON.match(text) and _is_json(text):
        return Foreign(
            "data in JSON, which is not read",
            "Take the file that has the script or the page in it.",
            text=True,
        )
    return None


def _of_program(name: str) -> Foreign:
    return Foreign(
        f"a script of {name}, which is not read",
        f"Open it in {name} and export it as Fountain or Final Draft.",
        text=True,
    )


def _is_settings(text: str, ending: str) -> bool:
    """Whether all a text has are sections, settings and remarks."""
    lines = [line.strip() for line in text[:20_000].split("\n") if line.strip()]
    lines = [line for line in lines if line[0] not in "#;"]
    settings = sum(_SETTING.match(line) is not None for line in lines)
    sections = sum(_SECTION.fullmatch(line) is not None for line in lines)
    if ending not in _OF_SETTINGS and not (sections and settings > 1):
        return False
    return settings > 0 and (settings + sections) * 10 >= len(lines) * 9


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True
