"""The files that a person brings to an import, each with its format and its text.

Takes the bytes of a file; gives what `booklet.read.formats` takes it for and, for all but
XML, its text.
"""

from __future__ import annotations

from dataclasses import dataclass

from booklet.model import Span
from booklet.problems import Result, error
from booklet.read.formats import HTML, PLAY, SCREENPLAY, Format, recognise
from booklet.read.packed.reader import unpack
from booklet.read.packed.unpacked import Unpacked
from booklet.read.play.marked import marked_text
from booklet.read.play.reader import is_play
from booklet.read.screenplay.reader import is_screenplay
from booklet.read.screenplay.typed import typed_text
from booklet.read.text.characters import mended, told_of_mended, without_controls
from booklet.read.text.encodings import decode_bytes, decode_older
from booklet.read.text.files import LARGEST_FILE, span_at
from booklet.read.text.kinds import Foreign

_AGAIN = "Save it again; the download may have failed."


@dataclass(frozen=True, slots=True)
class InputFile:
    """A file that a person brings: its name as typed, and its bytes."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Recognised:
    """A file with its format; `text` is "" for XML, which says its own encoding."""

    name: str
    data: bytes
    format: Format
    text: str = ""


def read_input(file: InputFile) -> Result[Recognised]:
    """The format of a file, and its text.

    Control characters that a dump carries along are dropped. Problems: those of
    `decode_bytes` and `told_of_mended`; `not-text`, `script-unknown-format`, `file-empty`,
    `file-too-large`.
    """
    data = file.data
    if len(data) > LARGEST_FILE:
        message = f"{file.name} has {len(data):,} bytes; at most {LARGEST_FILE:,} are read"
        return _refused("file-too-large", message, file.name, "Cut it into several files.")
    if not data.strip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n"):
        return _refused("file-empty", f"there is nothing in {file.name}", file.name, _AGAIN)
    opened = unpack(data, file.name)
    if opened is not None:
        if opened.value is None:
            return Result(None, opened.problems)
        return Result(_unpacked(file.name, opened.value))
    format = recognise(data, file.name)
    if isinstance(format, Foreign):
        return _foreign(format, file.name)
    if format.read_bytes:
        return Result(Recognised(file.name, data, format))
    decode = decode_older if format.holds == "subtitles" else decode_bytes
    read = decode(data, file.name)
    if read.value is None:
        return Result(None, read.problems)
    decoded = read.value
    told = told_of_mended(decoded, lambda offset: span_at(decoded, offset, file.name))
    text = without_controls(mended(decoded))
    if format is HTML:
        typed = typed_text(text)
        if typed and is_screenplay(typed):
            format, text = SCREENPLAY, typed
        elif is_play(marked := marked_text(text)):
            format, text = PLAY, marked
    return Result(Recognised(file.name, data, format, text), (*read.problems, *told))


def _unpacked(name: str, document: Unpacked) -> Recognised:
    """A document as what its text is: a screenplay, a play, or a page."""
    if document.typed and is_screenplay(document.typed):
        return Recognised(name, document.typed.encode(), SCREENPLAY, document.typed)
    for text in (marked_text(document.html), document.typed):
        if text and is_play(text):
            return Recognised(name, text.encode(), PLAY, text)
    return Recognised(name, document.html.encode(), HTML, document.html)


def _foreign(what: Foreign, name: str) -> Result[Recognised]:
    if what.text:
        return _refused("script-unknown-format", f"the file is {what.title}", name, what.cure)
    hint = "Open it and save or export it as text, HTML, Fountain or FDX."
    return _refused("not-text", f"{name} is {what.title}, not text", name, hint)


def _refused(code: str, message: str, name: str, hint: str) -> Result[Recognised]:
    return Result(None, (error(code, message, Span(name), hint),))
