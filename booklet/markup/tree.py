"""HTML, read as browsers read it and written anew: the one place where HTML is parsed.

In: the text of a page, or of an XHTML file. Out: a tree of `Element`s that knows where each
began, and text made of such a tree. Whatever the page looked like, what is written is HTML (or
XHTML) in which each tag is one of the tree's and all else is text, so nothing can be read
otherwise. See https://html.spec.whatwg.org/multipage/parsing.html.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from html import escape
from typing import Literal
from xml.parsers import expat

import turbohtml
from turbohtml import CData, Doctype, Namespace, Text, TokenType

Kind = Literal["html", "svg", "other"]

VOID = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta"}) | {
    "param",
    "source",
    "track",
    "wbr",
}  # HTML Living Standard, 13.1.2
OMITTED_ENDS = frozenset(
    {"p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "colgroup"}
    | {"rb", "rt", "rp", "rtc", "html", "head", "body", "caption"}
)  # HTML Living Standard, 13.1.2.4

DEEPEST = 200
"""Elements inside each other; what is deeper is not read."""

QUOTE = '"'
_TAG = re.compile(r"</?[A-Za-z]")
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NAMESPACES: dict[str, Kind] = {
    "http://www.w3.org/1999/xhtml": "html",
    "http://www.w3.org/2000/svg": "svg",
}
_PREFIXES = {
    "http://www.w3.org/1999/xlink": "xlink:",
    "http://www.idpf.org/2007/ops": "epub:",
    "http://www.w3.org/XML/1998/namespace": "xml:",
}
_OF_TEXT = ("character", "codepoint", "noncharacter", "surrogate", "null", "doctype")
"""Parts of the names of parse errors that are about characters, which do no harm as such."""


@dataclass(frozen=True, slots=True)
class Element:
    """An element; `offset` is where its start tag stands, None where it was left out."""

    name: str
    kind: Kind
    attributes: dict[str, str]
    children: Sequence[Element | str] = ()
    offset: int | None = None
    closed: bool = True

    def walk(self) -> Iterator[Element]:
        """The element and all inside it, in their order."""
        waiting = [self]
        while waiting:
            element = waiting.pop()
            yield element
            waiting += [child for child in element.children[::-1] if isinstance(child, Element)]

    @property
    def text(self) -> str:
        """The text that stands in it directly."""
        return "".join(child for child in self.children if isinstance(child, str))


@dataclass(frozen=True, slots=True)
class Slip:
    """Where a page is not well-formed, and what is wrong there."""

    offset: int
    message: str


@dataclass(frozen=True, slots=True)
class Document:
    """A page: its root, what is not well-formed in it, and the text that it was."""

    root: Element
    slips: tuple[Slip, ...]
    source: str


def without_controls(text: str) -> str:
    """The text without the characters that XML cannot hold (XML 1.0, production 2)."""
    return _NO_XML.sub("\ufffd", text)


# ------------------------------------------------------------------------------ reading


def parse(html: str) -> Document:
    """The document as browsers read it, its line ends and odd characters made even."""
    source = without_controls(html.replace("\r\n", "\n").replace("\r", "\n"))
    read = turbohtml.parse(source, source_locations=True, scripting=True)
    slips: list[Slip] = []
    tags: set[int] = set()
    root = Element("html", "html", {})
    for child in read.children:
        if isinstance(child, turbohtml.Element):
            root = _element(child, source, slips, tags)
        elif isinstance(child, Doctype) and (child.name != "html" or child.public_id):
            slips.append(Slip(0, "another document type than `html`"))
    starts = _line_starts(source)
    for error in read.errors:
        offset = starts[min(error.line, len(starts)) - 1] + max(error.col, 0)
        offset = max(source.rfind("<", 0, offset + 1), 0)
        # `a < b` is text to all; `</3` is a comment and swallows what follows.
        swallows = "first-character-of-tag" in error.code and source[offset + 1] in "/?!"
        if swallows or not any(part in error.code for part in _OF_TEXT):
            slips.append(Slip(offset, _said(error.code)))
    if len(_TAG.findall(source)) != len(tags):
        slips += _lost(source, starts, tags)
    return Document(root, tuple(sorted(slips, key=lambda slip: slip.offset)), source)


def _element(top: turbohtml.Element, source: str, slips: list[Slip], tags: set[int]) -> Element:
    """The tree from `top` on; `tags` gains the offsets of all tags that it is made of."""
    root: list[Element | str] = []
    waiting: list[tuple[turbohtml.Node, list[Element | str], int]] = [(top, root, 0)]
    while waiting:
        node, beside, depth = waiting.pop()
        if isinstance(node, turbohtml.Element):
            children: list[Element | str] = []
            beside.append(_head(node, children, source, slips, tags))
            if depth <= DEEPEST:
                waiting += [(child, children, depth + 1) for child in node.children[::-1]]
        elif isinstance(node, Text | CData):
            beside.append(node.data)
    assert isinstance(root[0], Element)
    return root[0]


def _head(
    node: turbohtml.Element,
    children: list[Element | str],
    source: str,
    slips: list[Slip],
    tags: set[int],
) -> Element:
    """The element, whose children are yet to come."""
    name, kind = node.tag, _kind(node.namespace)
    attributes = {
        key: " ".join(value) if isinstance(value, list) else value or ""
        for key, value in node.attrs.items()
        if not key.startswith("xmlns")
    }
    at = node.source_location
    if at is None or at.start_tag is None:
        return Element(name, kind, attributes, children)
    offset = at.start_tag.start_offset
    tags.add(offset)
    if at.end_tag is not None:
        tags.add(at.end_tag.start_offset)
        return Element(name, kind, attributes, children, offset)
    void = name in VOID if kind == "html" else source[at.start_tag.end_offset - 2] == "/"
    closed = void or (kind == "html" and name in OMITTED_ENDS)
    if not closed:
        slips.append(Slip(offset, f"`<{name}>` is never closed, or not where it should be"))
    return Element(name, kind, attributes, children, offset, closed)


def _kind(namespace: Namespace) -> Kind:
    if namespace is Namespace.HTML:
        return "html"
    return "svg" if namespace is Namespace.SVG else "other"


def _line_starts(text: str) -> list[int]:
    return [0, *(match.end() for match in re.finditer("\n", text))]


def _lost(source: str, starts: Sequence[int], tags: set[int]) -> Iterator[Slip]:
    """The tags that became nothing."""
    for token in turbohtml.tokenize(source, capture_attributes=False):
        if token.line is None or token.col is None or token.tag in ("html", "head", "body"):
            continue
        offset = starts[token.line - 1] + token.col
        if token.type is TokenType.END_TAG and offset not in tags:
            if token.tag not in OMITTED_ENDS:
                yield Slip(offset, f"`</{token.tag}>` closes nothing")
        elif token.type is TokenType.START_TAG and offset not in tags:
            yield Slip(offset, f"`<{token.tag}>` cannot stand here, and has no effect")


def _said(code: str) -> str:
    if "attribute" in code:
        return "a tag whose attributes are not well-formed"
    if "comment" in code:
        return "a comment that is not well-formed"
    if "trailing-solidus" in code:
        return "a tag that ends with `/>` and yet is not closed"
    return "a `<` that begins no well-formed tag"


def parse_xml(text: str) -> Document:
    """The document, which is XML, without entities and the like. Raises expat.ExpatError."""
    reader = _XmlReader()
    reader.parser.Parse(text, True)
    (root,) = reader.made[0]
    assert isinstance(root, Element)
    return Document(root, tuple(reader.slips), text)


class _XmlReader:
    """Reads XML; offsets are those of the lines that elements begin in."""

    def __init__(self) -> None:
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = lambda text: self.made[-1].append(text)
        self.parser.StartDoctypeDeclHandler = self._doctype
        self.parser.EntityDeclHandler = lambda *_: self._tell("entities")
        self.parser.ProcessingInstructionHandler = lambda name, _: self._tell(f"`<?{name}`")
        self.parser.XmlDeclHandler = self._declared
        self.made: list[list[Element | str]] = [[]]
        self.slips: list[Slip] = []
        self._heads: list[Element] = []

    def _tell(self, what: str) -> None:
        self.slips.append(Slip(self.parser.CurrentLineNumber, f"{what} may not stand there"))

    def _doctype(self, name: str, system: str | None, public: str | None, inner: bool) -> None:
        if name != "html" or system or public or inner:
            self._tell("a document type")

    def _declared(self, _: str, encoding: str | None, __: int) -> None:
        if encoding and encoding.lower() not in ("utf-8", "utf8"):
            self._tell(f"the encoding `{encoding[:30]}`")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        space, _, local = name.rpartition(" ")
        known = _NAMESPACES.get(space, "other")
        shown = local if known != "other" else f"{space} {local}".strip()
        own = {_attribute(key): value for key, value in attributes.items()}
        self._heads.append(Element(shown, known, own, (), self.parser.CurrentLineNumber))
        self.made.append([])

    def _end(self, _: str) -> None:
        children = self.made.pop()
        self.made[-1].append(replace(self._heads.pop(), children=tuple(children)))


def _attribute(key: str) -> str:
    space, _, local = key.rpartition(" ")
    return f"{_PREFIXES.get(space, space + ' ' if space else '')}{local}"


def all_text(root: Element) -> str:
    """All characters of a document, those of its attributes included."""
    parts: list[str] = []
    for element in root.walk():
        parts += element.attributes.values()
        parts.append(element.text)
    return "".join(parts)


# ------------------------------------------------------------------------------ writing


def written(root: Element) -> str:
    """The document as HTML."""
    return f"<!DOCTYPE html>\n{''.join(_written(root, _html_tag, xml=False))}\n"


def written_xml(root: Element) -> str:
    """The document as XHTML."""
    head = '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n'
    return f"{head}{''.join(_written(root, _xml_tag, xml=True))}\n"


def _written(root: Element, tag: Callable[[Element], str], *, xml: bool) -> Iterator[str]:
    waiting: list[Element | tuple[str] | str] = [root]
    while waiting:
        node = waiting.pop()
        if isinstance(node, tuple):
            yield node[0]
        elif isinstance(node, str):
            yield escape(node, quote=False)
        else:
            yield tag(node)
            if node.name in VOID if node.kind == "html" else not node.children:
                continue
            if not xml and node.name == "style":
                yield node.text  # no `<` of it can end the element, see `css.written`
                yield "</style>"
                continue
            if not xml and node.name == "pre" and node.text.startswith("\n"):
                yield "\n"  # a first line end would be left out
            waiting.append((f"</{node.name}>",))
            waiting += reversed(node.children)


def _html_tag(element: Element) -> str:
    if not element.attributes:
        return f"<{element.name}>"
    end = "/" if element.kind == "svg" and not element.children else ""
    return f"<{element.name}{_attributes(element.attributes)}{end}>"


def _xml_tag(element: Element) -> str:
    attributes = element.attributes
    if element.name in ("html", "svg"):
        attributes = {**_SPACES[element.name], **attributes}
    empty = element.name in VOID if element.kind == "html" else not element.children
    return f"<{element.name}{_attributes(attributes)}{'/' if empty else ''}>"


def _attributes(attributes: dict[str, str]) -> str:
    return "".join(
        f' {key}="{escape(value, quote=False).replace(QUOTE, "&quot;")}"'
        for key, value in attributes.items()
    )


_SPACES = {
    "html": {
        "xmlns": "http://www.w3.org/1999/xhtml",
        "xmlns:epub": "http://www.idpf.org/2007/ops",
    },
    "svg": {"xmlns": "http://www.w3.org/2000/svg", "xmlns:xlink": "http://www.w3.org/1999/xlink"},
}
