"""XML, read so that no file can do harm: TEI and Final Draft stand on this.

Takes bytes; gives the root element, or the problems that keep it from being read. There
are no document types, no entities but the five of XML, no network, no inclusion of other
files. Depth and size are bounded by libxml2 while it reads and by the limits here after;
where a limit is met the whole file is refused, never read up to there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from lxml import etree

from booklet.markup.tree import without_controls
from booklet.model import Span
from booklet.problems import Problem, Result, error
from booklet.read.text.characters import (
    LONGEST_WORD,
    check_characters,
    check_words,
    mended,
    told_of_mended,
)

DEEPEST = 60
"""Elements deeper than this are refused; each level costs up to seven frames of the stack."""

MOST_ELEMENTS = 500_000
"""More elements are refused; a long play with every word marked has 100,000."""

_XINCLUDE = "{http://www.w3.org/2001/XInclude}include"
_DOCTYPE = re.compile(rb"(?>(?:\s++|<\?.*?\?>|<!--.*?-->)*)<!DOCTYPE", re.DOTALL)
_CAUSES: dict[int | None, str] = {
    etree.ErrorTypes.ERR_TAG_NAME_MISMATCH: "an element is closed under another name",
    etree.ErrorTypes.ERR_TAG_NOT_FINISHED: "the file ends before all elements are closed",
    etree.ErrorTypes.ERR_DOCUMENT_END: "something stands after the end of the document",
    etree.ErrorTypes.ERR_DOCUMENT_EMPTY: "this is not XML",
    etree.ErrorTypes.ERR_NAME_REQUIRED: "a bare & or < stands in the text",
    etree.ErrorTypes.ERR_ENTITYREF_SEMICOL_MISSING: "a bare & stands in the text",
    etree.ErrorTypes.ERR_UNDECLARED_ENTITY: "a named character is used that XML does not know",
    etree.ErrorTypes.ERR_INVALID_ENCODING: "the bytes do not fit the encoding",
    etree.ErrorTypes.ERR_UNSUPPORTED_ENCODING: "the first line names an encoding nobody knows",
    etree.ErrorTypes.ERR_INVALID_CHAR: "a character stands here that XML does not allow",
    etree.ErrorTypes.ERR_INVALID_CHARREF: "a character stands here that XML does not allow",
    etree.ErrorTypes.ERR_ATTRIBUTE_REDEFINED: "an attribute is given twice",
    etree.ErrorTypes.ERR_ATTRIBUTE_NOT_STARTED: "an attribute has no quotation marks",
}
_CURES: dict[int | None, str] = {
    etree.ErrorTypes.ERR_NAME_REQUIRED: "Write &amp; for & and &lt; for <.",
    etree.ErrorTypes.ERR_ENTITYREF_SEMICOL_MISSING: "Write &amp; for &.",
    etree.ErrorTypes.ERR_UNDECLARED_ENTITY: "Write the character itself, such as é for &eacute;.",
    etree.ErrorTypes.ERR_INVALID_ENCODING: "Save the file with the encoding UTF-8.",
    etree.ErrorTypes.ERR_UNSUPPORTED_ENCODING: "Save the file with the encoding UTF-8.",
}
# What libxml2 says when a limit of its own is met (it has no code for all of them).
_DEPTH_LIMIT = re.compile("excessive depth", re.IGNORECASE)
_SIZE_LIMIT = re.compile(
    "too long|too big|too large|limit exceeded|buffer size|huge|amplification", re.IGNORECASE
)


def parse_xml(data: bytes, file: str) -> Result[etree._Element]:
    """The root element of `data`; messages name the file by `file`.

    Problems: `xml-broken`, `xml-doctype`, `xml-too-deep`, `xml-too-large`, `xml-include`,
    and those of `told_of_mended` and `check_characters`.
    """
    if _DOCTYPE.match(data.removeprefix(b"\xef\xbb\xbf")):
        return Result(None, (_doctype(file),))
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        huge_tree=False,
        load_dtd=False,
        recover=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as broken:
        return Result(None, (_broken(broken, file),))
    if getattr(root.getroottree().docinfo, "doctype", ""):  # in UTF-16, say
        return Result(None, (_doctype(file),))
    refused = _beyond_limits(root, file)
    if refused is not None:
        return Result(None, (refused,))
    return Result(root, tuple(_of_content(root, file)))


def mend_tree(root: etree._Element) -> None:
    """Put into the tree what `mended` has for controls, in its texts and its attributes.

    A page of HTML may hold what no XML can; a tree takes it from a file, but not from us.
    """
    for element in root.iter(etree.Element):
        for name, value in element.items():
            if not value.isascii():
                element.set(name, without_controls(mended(str(value))))
        if element.text and not element.text.isascii():
            element.text = without_controls(mended(element.text))
        if element.tail and not element.tail.isascii():
            element.tail = without_controls(mended(element.tail))


def line_of(element: etree._Element) -> int:
    """The line of the file on which the element's start tag ends, 1-based."""
    line: object = element.sourceline
    return line if isinstance(line, int) else 1


def _beyond_limits(root: etree._Element, file: str) -> Problem | None:
    """Counted on the stream of starts and ends, without recursion."""
    depth = count = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if event == "end":
            depth -= 1
            continue
        depth += 1
        count += 1
        if depth > DEEPEST:
            return _too_deep(Span(file, line_of(element)))
        if count > MOST_ELEMENTS:
            return error(
                "xml-too-large",
                f"the file has more than {MOST_ELEMENTS:,} elements",
                Span(file, line_of(element)),
                "Divide it: one file holds one play.",
            )
    return None


def _of_content(root: etree._Element, file: str) -> Iterator[Problem]:
    for element in root.iter(_XINCLUDE):
        yield error(
            "xml-include",
            f"another file is to be included here: {element.get('href', '')}",
            Span(file, line_of(element)),
            "Only this one file is read: put the text of the other one in its place.",
        )
    pieces: list[str] = []
    starts: list[tuple[int, int]] = []
    size = 0
    for element in root.iter():
        line = line_of(element)
        for text in (element.text, element.tail):
            if text and not text.isascii():
                starts.append((size, line))
                pieces.append(text)
                size += len(text)
            if text and len(text) > LONGEST_WORD:
                yield from check_words(text, partial(_always, Span(file, line)))
    whole = "".join(pieces)
    yield from told_of_mended(whole, lambda offset: _line_in(starts, offset, file))
    yield from check_characters(mended(whole), lambda offset: _line_in(starts, offset, file))
    mend_tree(root)


def _always(place: Span, _: int) -> Span:
    return place


def _line_in(starts: list[tuple[int, int]], offset: int, file: str) -> Span:
    return Span(file, max((line for start, line in starts if start <= offset), default=1))


# ------------------------------------------------------------------------- what is told


def _doctype(file: str) -> Problem:
    return error(
        "xml-doctype",
        "this file has a document type (<!DOCTYPE …>), which is refused for safety",
        Span(file),
        "Take the <!DOCTYPE …> out, and write characters in place of named entities.",
    )


def _too_deep(span: Span) -> Problem:
    return error(
        "xml-too-deep",
        f"elements are nested more than {DEEPEST} deep here; no play needs that",
        span,
        "Look for elements that are opened again and again and never closed.",
    )


def _broken(broken: etree.XMLSyntaxError | ValueError, file: str) -> Problem:
    line, column = getattr(broken, "position", None) or (1, 1)
    span = Span(file, max(line, 1), max(column, 1))
    detail = " ".join(str(getattr(broken, "msg", None) or broken).partition(", line ")[0].split())
    if _DEPTH_LIMIT.search(detail):
        return _too_deep(span)
    if _SIZE_LIMIT.search(detail):
        return error(
            "xml-too-large",
            "one piece of the file is longer than any text needs: a paragraph, a name or a value",
            span,
            "Is a closing tag or a quotation mark missing before it?",
        )
    code: int | None = getattr(broken, "code", None)
    cause = _CAUSES.get(code, "the XML is broken")
    return error(
        "xml-broken",
        f"{cause} ({detail})" if detail else cause,
        span,
        _CURES.get(code, "Mend the file here; the cause may stand a few lines above."),
    )
