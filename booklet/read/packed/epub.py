"""E-books: the chapters of an EPUB in their order, as one page.

Takes the members of the archive; gives HTML. What an e-book says of itself (`epub:type`:
imprint, colophon, table of contents) is not of the work; title and author are those of its
package.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from html import escape
from urllib.parse import unquote

from booklet.read.packed.unpacked import Unpacked, UnreadableError, xml_of
from booklet.read.text.encodings import decode_bytes

_BODY = re.compile(r"<body\b([^<>]*+)>", re.I)
_BODY_END = re.compile(r"</body>", re.I)
_STYLE = re.compile(r"\.css$", re.I)
_OF_THE_BOOK = re.compile(
    r"epub:type=[\"'][^\"']*\b(?:imprint|colophon|copyright-page|toc|landmarks|loi|titlepage|"
    r"halftitlepage|cover)\b",
    re.I,
)
_HEAD = 1_500
"""Letters of a chapter in which its kind is said."""


def epub(files: Mapping[str, bytes]) -> Unpacked:
    """The chapters of a book, one after the other."""
    path = next((name for name in files if name.endswith(".opf")), "")
    if "META-INF/encryption.xml" in files and b"EncryptedData" in files["META-INF/encryption.xml"]:
        raise UnreadableError(
            "an EPUB that is locked to a reader", "Take one without protection against copying."
        )
    if not path:
        raise UnreadableError("an EPUB without a list of its chapters", "Download it again.")
    package = xml_of(files[path])
    paths: dict[str, str] = {}
    order: list[str] = []
    told: dict[str, list[str]] = {"title": [], "creator": []}
    for element in package.iter("{*}item", "{*}itemref", "{*}title", "{*}creator"):
        tag = str(element.tag).rpartition("}")[2]
        if tag == "item":
            href = unquote(element.get("href", ""))
            paths[element.get("id", "")] = posixpath.normpath(
                posixpath.join(posixpath.dirname(path), href)
            )
        elif tag == "itemref":
            order.append(element.get("idref", ""))
        elif element.text:
            told[tag].append(" ".join(element.text.split()))
    sheets = [data for name, data in files.items() if _STYLE.search(name)]
    chapters = [_chapter(files[paths[each]]) for each in order if paths.get(each) in files]
    title, authors = " ".join(told["title"][:1]), ", ".join(told["creator"])
    front = ["<p>E-book</p>", f"<p>Title: {escape(title)}</p>" if title else ""]
    front.append(f"<p>Author: {escape(authors)}</p>" if authors else "")
    css = "\n".join(sheet.decode("utf-8", "replace") for sheet in sheets).replace("</", "")
    head = f"<title>{escape(title)}</title><style>{css}</style>"
    return Unpacked(f"<html><head>{head}</head><body>{''.join(front + chapters)}</body></html>")


def _chapter(data: bytes) -> str:
    text = decode_bytes(data, "").value or data.decode("utf-8", "replace")
    body = _BODY.search(text)
    ends = [end.start() for end in _BODY_END.finditer(text)]
    if not body or not ends:
        return ""
    inner = text[body.end() : ends[-1]]
    if _OF_THE_BOOK.search(f"{body[1]}{inner[:_HEAD]}"):
        return ""
    return f"<div>{inner}</div>"
