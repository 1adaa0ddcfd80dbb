"""What the files of an EPUB may hold: chapters, the cover and the package document.

In: XML. Out: what is wrong with it, each with its line. An EPUB is opened by programs that know
scripts and networks; nothing in it may ask for either. All that is not on a list is refused, in
whatever namespace it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.parsers import expat

from booklet.markup.allowed_html import findings
from booklet.markup.tree import Document, Element, parse_xml

_OPF = "http://www.idpf.org/2007/opf "
_DC = "http://purl.org/dc/elements/1.1/ "
_PACKAGE = {
    **dict.fromkeys(("package", "metadata", "meta", "manifest", "item", "spine", "itemref"), _OPF),
    **dict.fromkeys(
        (
            *("contributor", "coverage", "creator", "date", "description", "format", "identifier"),
            *("language", "publisher", "relation", "rights", "source", "subject", "title", "type"),
        ),
        _DC,
    ),
}
"""The elements of a package document, EPUB 3.3, 5. `link` and `collection` lead elsewhere."""

_OF_PACKAGE = frozenset(
    {"version", "unique-identifier", "xml:lang", "dir", "id", "prefix", "refines", "property"}
    | {"scheme", "href", "media-type", "properties", "fallback", "idref", "linear", "name"}
    | {"content", "page-progression-direction", "toc"}
)
_FILE = re.compile(r"[\w-]+\.\w+", re.ASCII)


def not_well_formed(text: str) -> tuple[int, str] | None:
    """The line where the text stops being XML, and why; None for XML."""
    try:
        expat.ParserCreate().Parse(text, True)
    except expat.ExpatError as exception:
        return exception.lineno, expat.errors.messages[exception.code]
    return None


def refused(text: str) -> list[tuple[int, str]]:
    """Line and message of all that is not allowed in well-formed XML: a drawing, a chapter or
    a package document."""
    document = parse_xml(text)
    root = document.root
    found = [(slip.offset, slip.message) for slip in document.slips]
    if root.kind == "other":
        return [*found, *_of_package(root)]
    if root.name not in ("svg", "html"):
        found.append((1, f"`<{root.name}>` is no drawing and no chapter"))
    bare = Document(root, (), "")
    return [*found, *((each.offset, each.message) for each in findings(bare, "epub"))]


def _of_package(root: Element) -> Iterator[tuple[int, str]]:
    for element in root.walk():
        space, _, name = element.name.rpartition(" ")
        line = element.offset or 1
        if _PACKAGE.get(name) != f"{space} ":
            yield line, f"`<{name}>` is not allowed"
        for key, value in element.attributes.items():
            if key not in _OF_PACKAGE:
                yield line, f"the attribute `{key}` of `<{name}>` is not allowed"
            elif key == "href" and not _FILE.fullmatch(value):
                yield line, f"`{value[:60]}` is no file of the EPUB"
