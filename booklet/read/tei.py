"""Plays in TEI.

Takes the bytes of a TEI file (P5, chapter 7 "Performance Texts", and the P4 documents
that differ in nothing but namespace), gives a `Script`: title page, cast, front matter,
acts and scenes, speeches with verse and prose, directions, and the editor's notes apart.
Lines are known for every element, columns are not (they are 1).

The XML is read without entities, document type and network. Broken XML is an error at
its line and column.
"""

from __future__ import annotations

from lxml import etree

from booklet.model import Script, Span
from booklet.problems import Problem, Result, error
from booklet.read.tei_body import BodyReader
from booklet.read.tei_cast import read_cast
from booklet.read.tei_header import read_header
from booklet.read.tei_inline import Element, line_of, name_of

_TEI = "http://www.tei-c.org/ns/1.0"
_DEEPEST = 60  # levels; each costs up to seven frames of the stack
_CAUSES = {
    etree.ErrorTypes.ERR_TAG_NAME_MISMATCH: "an element is closed under another name",
    etree.ErrorTypes.ERR_TAG_NOT_FINISHED: "the file ends before all elements are closed",
    etree.ErrorTypes.ERR_DOCUMENT_END: "something stands after the end of the document",
    etree.ErrorTypes.ERR_DOCUMENT_EMPTY: "this is not XML",
    etree.ErrorTypes.ERR_NAME_REQUIRED: "a bare & or < stands in the text",
    etree.ErrorTypes.ERR_ENTITYREF_SEMICOL_MISSING: "a bare & stands in the text",
    etree.ErrorTypes.ERR_UNDECLARED_ENTITY: "a named character is used that XML does not know",
    etree.ErrorTypes.ERR_INVALID_ENCODING: "the bytes do not fit the encoding",
    etree.ErrorTypes.ERR_INVALID_CHAR: "a character stands here that XML does not allow",
    etree.ErrorTypes.ERR_ATTRIBUTE_REDEFINED: "an attribute is given twice",
    etree.ErrorTypes.ERR_ATTRIBUTE_NOT_STARTED: "an attribute has no quotation marks",
}


def parse_tei(data: bytes, file: str) -> Result[Script]:
    """The play that a TEI file holds; `file` is its path as the person typed it.

    The value is None where the XML is broken, is not TEI or brings a document type.
    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False, recover=False
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as broken:
        return Result(None, (_broken(broken, file),))
    if problem := _refused(root, file):
        return Result(None, (problem,))
    document = root if name_of(root) != "teiCorpus" else next(root.iterfind("{*}TEI"), root)
    text = next(document.iterfind("{*}text"), None)
    if text is None:
        return Result(None, (_empty(Span(file, line_of(document))),))
    return _script(document, text, file)


def _script(document: Element, text: Element, file: str) -> Result[Script]:
    header = read_header(document)
    people = read_cast(document, header.language)
    reader = BodyReader(file, people)
    reader.read(text)
    scenes = reader.book.scenes()
    problems = list(reader.problems)
    if not any(scene.elements for scene in scenes):
        problems.append(_empty(Span(file, line_of(text))))
    script = Script(
        title=header.title,
        scenes=scenes,
        span=Span(file),
        subtitle=header.subtitle,
        authors=header.authors,
        language=header.language,
        details=header.details,
        cast=people.members,
        notes=reader.book.notes(),
        front=reader.book.front(),
    )
    return Result(script, tuple(problems))


def _refused(root: Element, file: str) -> Problem | None:
    span = Span(file, line_of(root))
    if root.getroottree().docinfo.doctype:  # type: ignore[attr-defined]
        return error(
            "xml-doctype",
            "this file has a document type (<!DOCTYPE …>), which is refused for safety",
            Span(file),
            "Take the <!DOCTYPE …> out, and write characters in place of named entities.",
        )
    deep = _too_deep(root)
    if deep is not None:
        return error(
            "xml-too-deep",
            f"elements are nested more than {_DEEPEST} deep here; no play needs that",
            Span(file, line_of(deep)),
            "Look for elements that are opened again and again and never closed.",
        )
    namespace = etree.QName(root).namespace
    if name_of(root) in ("TEI", "TEI.2", "teiCorpus") and namespace in (None, _TEI):
        return None
    return error(
        "not-tei",
        f"this is XML, but not TEI: its root is <{name_of(root)}>, not <TEI>",
        span,
        "A TEI file begins with <TEI xmlns='http://www.tei-c.org/ns/1.0'>.",
    )


def _too_deep(root: Element) -> Element | None:
    found = etree.XPath(f"(//*[count(ancestor::*) = {_DEEPEST}])[1]")(root)
    for element in found if isinstance(found, list) else ():
        if isinstance(element, etree._Element):
            return element
    return None


def _broken(broken: etree.XMLSyntaxError, file: str) -> Problem:
    line, column = broken.position
    cause = _CAUSES.get(
        broken.code,  # type: ignore[attr-defined]
        "the XML is broken",
    )
    detail = (broken.msg or "").partition(", line ")[0]
    return error(
        "xml-broken",
        f"{cause} ({detail})" if detail else cause,
        Span(file, max(line, 1), max(column, 1)),
        "Mend the file here; the cause may stand a few lines above.",
    )


def _empty(span: Span) -> Problem:
    return error(
        "script-empty",
        "there is no play in this file: no speech and no direction",
        span,
        "The text of a play stands in <text><body>, each speech in an <sp>.",
    )
