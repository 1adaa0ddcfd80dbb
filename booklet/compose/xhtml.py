"""From what the templates make, which is HTML, to XHTML, which is XML.

In: the HTML of a whole document, and where links lead. Out: well-formed XML. Templates may
leave out what HTML lets them leave out (`<br>`, an end tag, a quotation mark); a course's own
ones will. Names keep their case inside SVG, where it matters.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape, unescape
from html.parser import HTMLParser
from urllib.parse import unquote

VOID = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta"}) | {
    "param",
    "source",
    "track",
    "wbr",
}  # HTML Living Standard, 13.1.2

_ATTRIBUTE = re.compile(r"""([^\s"'<>/=]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]+))?""")
_TAG_NAME = re.compile(r"<([A-Za-z][\w.-]*)(?=[\s/>])", re.ASCII)
_ATTRIBUTE_NAME = re.compile(r"(?:(?:xml|xmlns|epub|xlink):)?[A-Za-z_][\w.-]*", re.ASCII)
_PLAIN_ID = re.compile(r"[A-Za-z_][\w.-]*", re.ASCII)
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def xml_id(name: str) -> str:
    """The id, where XML allows it, else one like it that XML allows."""
    if _PLAIN_ID.fullmatch(name):
        return name
    safe = re.sub(r"[^\w.-]", lambda match: f"_{ord(match[0]):x}_", name, flags=re.ASCII)
    return safe if safe[:1].isalpha() else f"_{safe}"


def without_controls(text: str) -> str:
    """The text without the characters that XML cannot hold (XML 1.0, production 2)."""
    return _NO_XML.sub("\ufffd", text)


def to_xhtml(html: str, link: Callable[[str], str]) -> str:
    """The document as XHTML. `link` says where an inner link leads: from "#id" to an address."""
    writer = _Writer(link)
    writer.feed(without_controls(html))
    writer.close()
    return writer.written()


def ids_in(html: str) -> list[str]:
    """All ids of a document in their order, as its templates wrote them."""
    collector = _Ids()
    collector.feed(html)
    collector.close()
    return collector.found


class _Ids(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        self.found += [value for name, value in attrs if name == "id" and value]


class _Writer(HTMLParser):
    """Writes what it reads, with all that XML wants."""

    def __init__(self, link: Callable[[str], str]) -> None:
        super().__init__(convert_charrefs=True)
        self._link = link
        self._open: list[str] = []
        self._made: list[str] = ['<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n']

    def written(self) -> str:
        """The document, with every element closed."""
        while self._open:
            self._made.append(f"</{self._open.pop()}>")
        return "".join(self._made).rstrip() + "\n"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        self._start(closed=tag in VOID)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        self._start(closed=tag in VOID or "svg" in self._open or tag == "svg")

    def handle_endtag(self, tag: str) -> None:
        folded = [name.lower() for name in self._open]
        if tag not in folded:
            return
        while self._open:
            name = self._open.pop()
            self._made.append(f"</{name}>")
            if name.lower() == tag:
                return

    def handle_data(self, data: str) -> None:
        if self._open or data.strip():
            self._made.append(escape(data, quote=False))

    def _start(self, *, closed: bool) -> None:
        text = self.get_starttag_text() or ""
        match = _TAG_NAME.match(text)
        if match is None:
            self.handle_data(text)
            return
        foreign = "svg" in self._open or match[1].lower() == "svg"
        tag = match[1] if foreign else match[1].lower()
        attributes: dict[str, str] = {}
        for name, quoted in _ATTRIBUTE.findall(text[match.end() :].rstrip("/>")):
            key = name if foreign else name.lower()
            if not _ATTRIBUTE_NAME.fullmatch(key):
                continue
            value = unescape(quoted[1:-1] if quoted[:1] in ('"', "'") else quoted)
            attributes.setdefault(key, self._value(key, value) if quoted else key)
        if tag == "svg":
            attributes.setdefault("xmlns", "http://www.w3.org/2000/svg")
        written = "".join(f' {name}="{escape(value)}"' for name, value in attributes.items())
        self._made.append(f"<{tag}{written}{'/' if closed else ''}>")
        if not closed:
            self._open.append(tag)

    def _value(self, name: str, value: str) -> str:
        if name == "id":
            return xml_id(value)
        if name in ("aria-labelledby", "aria-describedby", "for"):
            return " ".join(xml_id(part) for part in value.split())
        if name == "href" and value.startswith("#"):
            return self._link("#" + xml_id(unquote(value[1:])))
        return value
