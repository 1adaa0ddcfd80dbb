"""The one entry: which documents are opened, and by whom.

Takes the bytes of a file; gives its text, None where it is no such document.
"""

from __future__ import annotations

import re

from booklet.model import Span
from booklet.problems import Problem, Result, error
from booklet.read.packed.unpacked import Unpacked, UnreadableError, members

_MHTML = re.compile(rb"(?:From:|MIME-Version:|Snapshot-Content-Location:|Subject:|Date:)", re.I)
_RELATED = re.compile(rb"content-type:\s*multipart/related", re.I)
_HEAD = 4_096


def unpack(data: bytes, name: str) -> Result[Unpacked] | None:
    """The text of a packed document. Problem: `not-text`, with what keeps it from being read."""
    try:
        found = _opened(data)
    except UnreadableError as refused:
        return Result(None, (_refused(refused, name),))
    return None if found is None else Result(found)


def _opened(data: bytes) -> Unpacked | None:
    if data.startswith(b"%PDF"):
        from booklet.read.packed.pdf import pdf

        return pdf(data)
    if data.startswith(b"PK\x03\x04"):
        return _of_archive(data)
    if _MHTML.match(data) and _RELATED.search(data[:_HEAD]):
        from booklet.read.packed.archive import mhtml

        return mhtml(data)
    return None


def _of_archive(data: bytes) -> Unpacked | None:
    said = members(data, ("mimetype", "[Content_Types].xml"))
    kind = said.get("mimetype", b"").strip()
    if kind == b"application/epub+zip":
        from booklet.read.packed.epub import epub

        return epub(members(data, (".opf", ".xhtml", ".html", ".htm", ".css", "encryption.xml")))
    if kind == b"application/vnd.oasis.opendocument.text":
        from booklet.read.packed.word import odt

        return odt(members(data, ("content.xml", "styles.xml")))
    if "[Content_Types].xml" in said:
        from booklet.read.packed.word import docx

        files = members(data, ("word/document.xml", "word/styles.xml", "notes.xml"))
        return docx(files) if "word/document.xml" in files else None
    return None


def _refused(refused: UnreadableError, name: str) -> Problem:
    return error("not-text", f"{name} is {refused}, not text", Span(name), refused.cure)
