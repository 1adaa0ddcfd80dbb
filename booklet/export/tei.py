"""An edition as TEI: the drama module of TEI P5 (Guidelines, chapters 2, 3 and 7).

In: an `Edition`. Out: an XML text. Notes stand behind the words that they speak of, with their
source (`resp`) and kind (`type`); the sources are listed in the header. What is said of persons
stands in the cast list, of the whole in the back.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from booklet.export.stretches import Aside, Behind, Stretch, stretches
from booklet.markup.markdown import plain
from booklet.model import (
    Cue,
    Direction,
    EditedDual,
    EditedElement,
    EditedLine,
    EditedScene,
    EditedSpeech,
    Edition,
    Note,
    Series,
)

NAMESPACE = "http://www.tei-c.org/ns/1.0"
_XML = "{http://www.w3.org/XML/1998/namespace}"
_NOT_IN_NAMES = re.compile(r"[^\w.-]+")
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
EDITOR = "editor"


def tei_text(edition: Edition) -> str:
    """The document. Characters that XML cannot hold are left out: no script has them."""
    root = Element("TEI", {"xmlns": NAMESPACE, f"{_XML}lang": edition.settings.language})
    _header(root, edition)
    text = SubElement(root, "text")
    _front(text, edition)
    body = SubElement(text, "body")
    outer = body
    for scene in edition.scenes:
        act = scene.scene.act
        if act is None:
            outer = body
        elif scene.opens_act:
            outer = SubElement(body, "div", {"type": "act", "n": _text(act.label)})
            SubElement(outer, "head").text = _text(act.heading)
        _scene(outer, scene)
    whole = [note for note in edition.notes if note.place == "critics"]
    if whole:
        back = SubElement(SubElement(text, "back"), "div", {"type": "notes"})
        for note in whole:
            _note(SubElement(back, "p"), note)
    written = ElementTree.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{written}\n'


def _text(text: str) -> str:
    return _CONTROLS.sub("", text)


def _name(text: str, prefix: str = "") -> str:
    """A name that an `xml:id` may be."""
    made = _NOT_IN_NAMES.sub("-", text).strip("-")
    return f"{prefix}{made}" if made and (prefix or made[0].isalpha()) else f"x-{made}"


def _header(root: Element, edition: Edition) -> None:
    settings = edition.settings
    description = SubElement(SubElement(root, "teiHeader"), "fileDesc")
    titles = SubElement(description, "titleStmt")
    SubElement(titles, "title").text = _text(settings.title)
    if settings.subtitle:
        SubElement(titles, "title", {"type": "sub"}).text = _text(settings.subtitle)
    for author in settings.authors or edition.script.authors:
        SubElement(titles, "author").text = _text(author)
    published = SubElement(description, "publicationStmt")
    SubElement(published, "p").text = _text(settings.date) or "Not published."
    sources = SubElement(SubElement(description, "sourceDesc"), "listBibl")
    for series in edition.series:
        entry = SubElement(sources, "bibl", {f"{_XML}id": _source(series)})
        for tag, value in (
            ("author", series.author),
            ("title", series.title or EDITOR),
            ("publisher", series.publication),
            ("date", series.date),
            ("ref", series.url),
        ):
            if value:
                SubElement(entry, tag).text = _text(value)


def _source(series: Series) -> str:
    return _name(series.source or EDITOR, "source-")


def _front(text: Element, edition: Edition) -> None:
    if not edition.cast and not edition.front:
        return
    front = SubElement(text, "front")
    if edition.cast:
        cast = SubElement(SubElement(front, "div", {"type": "Dramatis_Personae"}), "castList")
        for member in edition.cast:
            item = SubElement(cast, "castItem", {f"{_XML}id": _person(member.name)})
            SubElement(item, "role").text = _text(member.name)
            if member.description:
                SubElement(item, "roleDesc").text = _text(member.description)
            for note in edition.notes:
                if note.place == "cast" and note.citation == member.name:
                    _note(item, note)
    if edition.front:
        _elements(SubElement(front, "set"), edition.front)


def _person(name: str) -> str:
    return _name(name.casefold(), "person-")


def _scene(outer: Element, scene: EditedScene) -> None:
    division = SubElement(outer, "div", {"type": "scene", "n": _text(scene.number)})
    if scene.scene.heading:
        SubElement(division, "head").text = _text(scene.scene.heading)
    if scene.scene.synopsis:
        SubElement(division, "argument").append(_paragraph(scene.scene.synopsis))
    for note in scene.head:
        _note(division, note)
    _elements(division, scene.elements)


def _paragraph(text: str) -> Element:
    made = Element("p")
    made.text = _text(text)
    return made


def _elements(outer: Element, elements: Iterable[EditedElement]) -> None:
    for element in elements:
        if isinstance(element, EditedDual):
            _elements(SubElement(outer, "spGrp", {"type": "simultaneous"}), element.speeches)
        elif isinstance(element, EditedSpeech):
            _speech(outer, element)
        elif isinstance(element, Direction):
            SubElement(outer, "stage", {"type": element.kind}).text = _text(element.text)
        elif isinstance(element, Cue):
            SubElement(outer, "stage", {"type": "cue"}).text = _text(element.text)


def _speech(outer: Element, speech: EditedSpeech) -> None:
    said = speech.speech
    attributes = {"n": speech.citation} if speech.citation else {}
    made = SubElement(outer, "sp", attributes)
    if said.speaker:
        SubElement(made, "speaker").text = _text(said.speaker)
    if said.extension:
        SubElement(made, "stage", {"type": "delivery"}).text = _text(said.extension)
    for part in speech.body:
        if isinstance(part, Direction):
            SubElement(made, "stage", {"type": "delivery"}).text = _text(part.text)
        else:
            _line(made, part)
    for note in speech.met:
        _note(made, note)


def _line(speech: Element, edited: EditedLine) -> None:
    line = edited.line
    attributes = {"n": edited.number or line.number or ""} if line.kind == "verse" else {}
    if line.part:
        attributes["part"] = line.part
    made = SubElement(
        speech,
        "p" if line.kind == "prose" else "l",
        {key: value for key, value in attributes.items() if value},
    )
    for part in stretches(edited):
        if isinstance(part, Stretch):
            _append(made, part)
        elif isinstance(part, Aside):
            SubElement(made, "stage", {"type": "delivery"}).text = _text(part.text)
        elif isinstance(part, Behind):
            for note in part.notes:
                _note(made, note)


def _append(outer: Element, part: Stretch) -> None:
    lines = _text(part.text).split("\n")
    if part.styles:
        outer = SubElement(outer, "hi", {"rend": " ".join(sorted(part.styles))})
    for number, text in enumerate(lines):
        if number:
            SubElement(outer, "lb")
        _add_text(outer, text)


def _add_text(outer: Element, text: str) -> None:
    last = outer[-1] if len(outer) else None
    if last is None:
        outer.text = (outer.text or "") + text
    else:
        last.tail = (last.tail or "") + text


def _note(outer: Element, note: Note) -> None:
    attributes = {"type": note.kind, "resp": f"#{_source(note.series)}"}
    attributes[f"{_XML}id"] = _name(note.id, "note-")
    if note.number:
        attributes["n"] = str(note.number)
    if note.themes:
        attributes["ana"] = " ".join(f"#{_name(theme)}" for theme in note.themes)
    SubElement(outer, "note", attributes).text = _text(plain(note.body))
