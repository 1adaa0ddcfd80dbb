"""What a file is, told by its content first and by its name where that leaves a doubt.

Takes the bytes of a file; gives its `Format` and, for all but XML, its text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Literal

from booklet.ingest.screenplay.reader import is_screenplay
from booklet.ingest.screenplay.typed import typed_text
from booklet.model import Span
from booklet.problems import Result, error
from booklet.read.text.characters import mended, told_of_mended
from booklet.read.text.encodings import decode_bytes
from booklet.read.text.files import LARGEST_FILE, span_at
from booklet.read.text.kinds import foreign_kind

Format = Literal[
    "text", "markdown", "html", "fountain", "fdx", "tei", "yaml", "screenplay", "srt", "vtt"
]

SCRIPTS: frozenset[Format] = frozenset({"fountain", "fdx", "tei", "yaml", "screenplay"})
"""Formats that hold a script in its order."""

_AGAIN = "Save it again; the download may have failed."
_HTML = re.compile(r"\s*(?:<!--.*?-->\s*)?<(?:!doctype\s+html|html|head|body)\b", re.I | re.S)
_TAGS = re.compile(r"</?(?:p|div|a|br|span|li|h[1-6]|b|i|em|strong|blockquote|dd)\b[^<>]*>", re.I)
_SRT = re.compile(r"^[ \t]*+\d{1,6}[ \t]*+\n\s*+\d{1,3}:\d{1,2}:\d{1,2}[,.]\d{1,3}\s*-->", re.M)
_HEADING = re.compile(r"^(?:INT|EXT|EST|INT\./EXT|I/E)[. ].+$", re.M)
_CUE = re.compile(r"^[A-Z][A-Z0-9 .'()#-]{1,40}\n(?=\S)", re.M)
_FOUNTAIN = re.compile(r"\A\s*(?:title|credit|authors?|source|draft date)[ ]?:|\[\[", re.I)
_FORCED = re.compile(r"^[@!~](?=[^\W\d_])", re.M)
_TYPED = (".txt", ".text", ".html", ".htm", "")
_CONTROL_TEXT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufeff\ufffe\uffff\u200b\u2060\u00ad]")


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


def recognise(file: InputFile) -> Result[Recognised]:
    """The format of a file, and its text.

    Control characters that a dump carries along are dropped. Problems: those of
    `decode_bytes` and `told_of_mended`; `not-text`, `file-empty`, `file-too-large`.
    """
    data = file.data
    if len(data) > LARGEST_FILE:
        message = f"{file.name} has {len(data):,} bytes; at most {LARGEST_FILE:,} are read"
        return _refused("file-too-large", message, file.name, "Cut it into several files.")
    kind = foreign_kind(data)
    if kind:
        hint = "Open it and save or export it as text, HTML, Fountain or FDX."
        return _refused("not-text", f"{file.name} is {kind}, not text", file.name, hint)
    if not data.strip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n"):
        return _refused("file-empty", f"there is nothing in {file.name}", file.name, _AGAIN)
    xml = _xml_format(data, file.name)
    if xml is not None:
        return Result(Recognised(file.name, data, xml))
    read = decode_bytes(data, file.name)
    if read.value is None:
        return Result(None, read.problems)
    decoded = read.value
    told = told_of_mended(decoded, lambda offset: span_at(decoded, offset, file.name))
    text = _CONTROL_TEXT.sub("", mended(decoded))
    format = _format(text, file.name)
    if format == "html":
        typed = typed_text(text)
        if typed and is_screenplay(typed):
            format, text = "screenplay", typed
    return Result(Recognised(file.name, data, format, text), (*read.problems, *told))


def _xml_format(data: bytes, name: str) -> Format | None:
    head = data[:4096].replace(b"\x00", b"")
    if re.search(rb"<FinalDraft\b", head) or name.lower().endswith(".fdx"):
        return "fdx"
    if re.search(rb"<(?:\w+:)?TEI(?:Corpus|\.2)?\b", head):
        return "tei"
    return None


def _format(text: str, name: str) -> Format:
    ending = PurePosixPath(name).suffix.lower()
    head = text[:20_000]
    if head.lstrip("\ufeff \n").startswith("WEBVTT"):
        return "vtt"
    if _SRT.search(head) or (ending == ".srt" and "-->" in head):
        return "srt"
    if _HTML.match(head) or len(_TAGS.findall(head)) > max(8, len(head) // 2000):
        return "html"
    if re.search(r"^scenes[ ]*:\s*$", text, re.M) and ending not in (".txt", ".md"):
        return "yaml"
    if ending in _TYPED and not _is_fountain(head) and is_screenplay(text):
        return "screenplay"
    if ending in (".fountain", ".spmd") or (
        _HEADING.search(text) and len(_CUE.findall(text[:200_000])) >= 3
    ):
        return "fountain"
    if ending in (".md", ".markdown") or re.match(r"---\n(?:\w+:.*\n)+---\n", head):
        return "markdown"
    return "text"


def _is_fountain(head: str) -> bool:
    """Whether a text has Fountain's own marks, which a typed screenplay has not."""
    return _FOUNTAIN.search(head) is not None or len(_FORCED.findall(head)) > 2


def _refused(code: str, message: str, name: str, hint: str) -> Result[Recognised]:
    return Result(None, (error(code, message, Span(name), hint),))
