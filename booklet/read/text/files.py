"""Text of a file, whatever encoding it was saved in.

Takes a path; gives the text with newlines as `\\n`, or a `Problem` that says why there
is none. `booklet.read.text.encodings` knows how it was saved, `booklet.read.text.characters` what
no text should hold.
"""

from __future__ import annotations

from pathlib import Path

from booklet.files import RefusedFileError, read_file
from booklet.model import Span
from booklet.problems import Result, error
from booklet.read.text.characters import check_characters, mended, told_of_mended, without_refused
from booklet.read.text.encodings import decode_bytes
from booklet.read.text.kinds import foreign_kind

LARGEST_FILE = 32 * 1024 * 1024
"""Files above this many bytes are refused; the whole of Shakespeare has 6 MB."""

_AWAY = "Move it away, or give it another name."


def read_bytes(path: Path, shown: str) -> Result[bytes]:
    """The bytes of a regular file.

    `shown` is the path as the person typed it; messages name the file by it. Problems:
    `file-missing`, `file-is-folder`, `file-unreadable`, `file-too-large`.
    """
    try:
        return Result(read_file(path, LARGEST_FILE))
    except RefusedFileError as refusal:
        why, reason = str(refusal).removeprefix("it "), refusal.reason
    if reason == "missing":
        return _refused("file-missing", f"{shown} is not there", "Check the name and the folder.")
    if reason == "folder":
        return _refused("file-is-folder", f"{shown} is a folder, a file was expected", _AWAY)
    if reason == "too-large":
        hint = "Is it the right file? A whole play has less than one million."
        return _refused("file-too-large", f"{shown} {why}", hint)
    hint = "Give yourself the right to read it." if "may not" in why else _AWAY
    return _refused("file-unreadable", f"{shown} {why}", hint)


def read_text(path: Path, shown: str) -> Result[str]:
    """The text of a file, newlines as `\\n`, without byte order mark.

    Problems: those of `read_bytes`, `decode_bytes`, `told_of_mended` and `check_characters`;
    `not-text`.
    """
    data = read_bytes(path, shown)
    if data.value is None:
        return Result(None, data.problems)
    kind = foreign_kind(data.value)
    if kind:
        hint = "Open it in its own program and save it as plain text; a new name does not do that."
        return Result(None, (error("not-text", f"{shown} is {kind}, not text", None, hint),))
    return decode(data.value, shown)


def decode(data: bytes, shown: str) -> Result[str]:
    """The text that `data` encodes; see `read_text`.

    There is a text beside `control-character` too: U+FFFD stands for each, so that what
    else is wrong in the file is told in the same run.
    """
    read = decode_bytes(data, shown)
    if read.value is None:
        return read
    text = mended(read.value)
    problems = (
        *told_of_mended(read.value, lambda offset: span_at(text, offset, shown)),
        *check_characters(text, lambda offset: span_at(text, offset, shown)),
    )
    if "\x00" in text:
        return Result(None, read.problems + problems)  # no text file: all of it would be odd
    return Result(without_refused(text), read.problems + problems)


def span_at(text: str, offset: int, shown: str) -> Span:
    """The place of the character at `offset` (0-based) as line and column."""
    return Span(shown, text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset))


def _refused(code: str, message: str, hint: str) -> Result[bytes]:
    return Result(None, (error(code, message, None, hint),))
