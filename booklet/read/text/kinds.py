"""What a file is that is no text, told by its first bytes.

Takes bytes; gives the kind in plain words, or "" where they may be text.
"""

from __future__ import annotations

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


def foreign_kind(data: bytes) -> str:
    """The kind of a file that is no text, such as "a Word document", or ""."""
    if data.startswith(b"PK\x03\x04"):
        kinds = (kind for sign, kind in _ARCHIVES if sign in data[:65_536])
        return next(kinds, "a word processor's or spreadsheet's document, or another archive")
    return next((kind for sign, kind in _SIGNATURES if data.startswith(sign)), "")
