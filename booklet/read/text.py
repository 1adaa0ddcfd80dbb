"""Text of a file, whatever encoding it was saved in.

Takes a path; gives the text with newlines as `\\n`, or a `Problem` that says why there
is none. UTF-8 with or without a byte order mark and UTF-16 with one are read; Windows
cp1252 is read with a warning; anything else is refused with the offset of the byte
that does not fit.
"""

from __future__ import annotations

import codecs
import re
import stat
from pathlib import Path

from booklet.model import Span
from booklet.problems import Problem, Result, error, warning

LARGEST_FILE = 32 * 1024 * 1024
"""Files above this many bytes are refused; the whole of Shakespeare has 6 MB."""

# Everything below the space but tab and newline, DEL, the C1 controls, noncharacters
# and a byte order mark inside the text: nothing that can be printed or typed.
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufeff\ufffe\uffff]")
_MULTIBYTE = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)
_SAVE_AS_UTF8 = "Open the file in a text editor and save it with the encoding UTF-8."


def read_bytes(path: Path, shown: str) -> Result[bytes]:
    """The bytes of a regular file.

    `shown` is the path as the person typed it; messages name the file by it. Problems:
    `file-missing`, `file-is-folder`, `file-unreadable`, `file-too-large`.
    """
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            return _refused("file-is-folder", f"{shown} is a folder, a file was expected", "")
        if not stat.S_ISREG(status.st_mode):
            return _refused("file-unreadable", f"{shown} is not an ordinary file", "")
        if status.st_size > LARGEST_FILE:
            return _refused(
                "file-too-large",
                f"{shown} has {status.st_size:,} bytes; at most {LARGEST_FILE:,} are read",
                "Is it the right file? A whole play has less than one million.",
            )
        return Result(path.read_bytes())
    except (FileNotFoundError, NotADirectoryError):
        return _refused("file-missing", f"{shown} is not there", "Check the name and the folder.")
    except PermissionError:
        return _refused(
            "file-unreadable", f"{shown} may not be read", "Give yourself the right to read it."
        )
    except (OSError, ValueError) as problem:
        why = getattr(problem, "strerror", None) or str(problem)
        return _refused("file-unreadable", f"{shown} cannot be read: {why}", "")


def read_text(path: Path, shown: str) -> Result[str]:
    """The text of a file, newlines as `\\n`, without byte order mark.

    Problems: those of `read_bytes`, `encoding-guessed` (a warning), `encoding-unknown`
    and `control-character`.
    """
    data = read_bytes(path, shown)
    if data.value is None:
        return Result(None, data.problems)
    return decode(data.value, shown)


def decode(data: bytes, shown: str) -> Result[str]:
    """The text that `data` encodes; see `read_text`."""
    problems: tuple[Problem, ...] = ()
    try:
        if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            text = data.decode("utf-16")
        else:
            text = data.decode("utf-8-sig")
    except UnicodeDecodeError as failure:
        guessed = _as_cp1252(data)
        if guessed is None:
            return Result(None, (_undecodable(data, failure, shown),))
        text = guessed
        problems = (_guess(data, failure, shown),)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    found = _CONTROL.search(text)
    if found:
        return Result(None, (*problems, _control_character(text, found.start(), shown)))
    return Result(text, problems)


def span_at(text: str, offset: int, shown: str) -> Span:
    """The place of the character at `offset` (0-based) as line and column."""
    return Span(shown, text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset))


def _as_cp1252(data: bytes) -> str | None:
    """The text in cp1252, unless the bytes are rather damaged UTF-8 or UTF-16."""
    if data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return None
    single = sum(byte > 0x7F for byte in data)
    multibyte = sum(len(sequence) for sequence in _MULTIBYTE.findall(data))
    if multibyte * 2 > single:
        return None
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        return None


def _place_of_byte(data: bytes, offset: int, shown: str) -> Span:
    before = data[:offset]
    line_start = before.rfind(b"\n") + 1
    column = len(before[line_start:].decode("utf-8", "replace")) + 1
    return Span(shown, before.count(b"\n") + 1, column)


def _undecodable(data: bytes, failure: UnicodeDecodeError, shown: str) -> Problem:
    offset = failure.start
    span = None if failure.encoding.startswith("utf-16") else _place_of_byte(data, offset, shown)
    return error(
        "encoding-unknown",
        f"the text of {shown} is in no known encoding: byte {offset:,} (0x{data[offset]:02x}) "
        f"is not {failure.encoding.upper().replace('UTF-16-LE', 'UTF-16')}",
        span,
        _SAVE_AS_UTF8,
    )


def _guess(data: bytes, failure: UnicodeDecodeError, shown: str) -> Problem:
    offset = failure.start
    character = data[offset : offset + 1].decode("cp1252", "replace")
    return warning(
        "encoding-guessed",
        f"not UTF-8: read as Windows cp1252, so that byte {offset:,} is “{character}”",
        _place_of_byte(data, offset, shown),
        f"{_SAVE_AS_UTF8} Then look at the accents, dashes and quotes.",
    )


def _control_character(text: str, offset: int, shown: str) -> Problem:
    character = text[offset]
    hint = "Delete it; it cannot be seen, so delete the characters around it and retype them."
    if character == "\x00":
        hint = "Is this a text file? If it is one, save it with the encoding UTF-8."
    elif character == "\x0c":
        hint = "Delete the form feed. In Fountain, a page break is a line of three equals signs."
    elif "\x80" <= character <= "\x9f":
        hint = "It was a curly quote or a dash before the file was converted wrongly; retype it."
    return error(
        "control-character",
        f"a control character (U+{ord(character):04X}) that no text may hold",
        span_at(text, offset, shown),
        hint,
    )


def _refused(code: str, message: str, hint: str) -> Result[bytes]:
    return Result(None, (error(code, message, None, hint),))
