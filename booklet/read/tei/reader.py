"""Plays in TEI.

Takes the bytes of a TEI file (P5, chapter 7 "Performance Texts", and the P4 documents
that differ in nothing but namespace), gives a `Script`: title page, cast, front matter,
acts and scenes, speeches with verse and prose, directions, and the editor's notes apart.
Lines are known for every element, columns are not (they are 1).

How the XML itself is read, and what of it is refused, is in `booklet.read.text.xml`.
"""

from __future__ import annotations

from lxml import etree

from booklet.model import Script, Span
from booklet.problems import Problem, Result, error
from booklet.read.tei.body import BodyReader
from booklet.read.tei.cast import read_cast
from booklet.read.tei.header import read_header
from booklet.read.tei.inline import Element, name_of
from booklet.read.text.xml import line_of, parse_xml

_TEI = "http://www.tei-c.org/ns/1.0"


def parse_tei(data: bytes, file: str) -> Result[Script]:
    """The play that a TEI file holds; `file` is its path as the person typed it.

    The value is None where the XML cannot be read or is not TEI. Problems: those of
    `parse_xml`; `not-tei`, `script-empty`, and those of the parts of a play.
    """
    read = parse_xml(data, file)
    root = read.value
    if root is None:
        return Result(None, read.problems)
    if problem := _foreign(root, file):
        return Result(None, (*read.problems, problem))
    document = root if name_of(root) != "teiCorpus" else next(root.iterfind("{*}TEI"), root)
    text = next(document.iterfind("{*}text"), None)
    if text is None:
        return Result(None, (*read.problems, _empty(Span(file, line_of(document)))))
    script = _script(document, text, file)
    return Result(script.value, read.problems + script.problems)


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


def _foreign(root: Element, file: str) -> Problem | None:
    namespace = etree.QName(root).namespace
    if name_of(root) in ("TEI", "TEI.2", "teiCorpus") and namespace in (None, _TEI):
        return None
    return error(
        "not-tei",
        f"this is XML, but not TEI: its root is <{name_of(root)}>, not <TEI>",
        Span(file, line_of(root)),
        "A TEI file begins with <TEI xmlns='http://www.tei-c.org/ns/1.0'>.",
    )


def _empty(span: Span) -> Problem:
    return error(
        "script-empty",
        "there is no play in this file: no speech and no direction",
        span,
        "The text of a play stands in <text><body>, each speech in an <sp>.",
    )
