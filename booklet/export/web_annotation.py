"""The notes of an edition as W3C Web Annotations (https://www.w3.org/TR/annotation-model/).

In: an `Edition`, and the address of its published page. Out: an annotation collection in JSON-LD.
Each note on words has the words with what stands around them (TextQuoteSelector), and where they
stand in the text of the page (TextPositionSelector, in characters of the `textContent` of its
body); each on more a fragment (`#2.14`). What another program cannot know, the kind and the
scope, stands under names of our own; `booklet gather` reads it all again.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from booklet.markup.tree import Element, parse
from booklet.model import EditedLine, Edition, Note

AROUND = 32
"""Characters of what stands before and behind the words; as many as Hypothes.is keeps."""

CONTEXT = ["http://www.w3.org/ns/anno.jsonld", {"booklet": "https://script-booklet.invalid/ns#"}]


def annotations_text(edition: Edition, address: str, page: str) -> str:
    """The collection as JSON; `page` is the HTML of the published page."""
    places = _places(page)
    items = [
        _annotation(note, quote, places.get(mark), address)
        for note, mark, quote in _quotes(edition)
    ]
    collection = {
        "@context": CONTEXT,
        "id": f"{address}#notes",
        "type": "AnnotationCollection",
        "label": edition.settings.title,
        "total": len(items),
        "first": {
            "id": f"{address}#notes-1",
            "type": "AnnotationPage",
            "startIndex": 0,
            "items": items,
        },
    }
    return json.dumps(collection, ensure_ascii=False, indent=2) + "\n"


def _quotes(edition: Edition) -> Iterator[tuple[Note, str, dict[str, str] | None]]:
    """Every note, with the id of its mark, and its words and what stands around them, where it
    speaks of words."""
    quoted: dict[str, tuple[str, dict[str, str]]] = {}
    leads: dict[tuple[str, int], str] = {}
    for scene in edition.scenes:
        for speech in scene.speeches():
            lines = [part for part in speech.body if isinstance(part, EditedLine)]
            text = "\n".join(part.line.text for part in lines)
            before = 0
            for part in lines:
                for mark in part.marks:
                    start, end = before + mark.start, before + mark.end
                    for note in mark.notes:
                        lead = leads.setdefault((scene.number, mark.number), note.id)
                        quoted[note.id] = (
                            f"mark-{lead}",
                            {
                                "type": "TextQuoteSelector",
                                "exact": text[start:end],
                                "prefix": text[max(0, start - AROUND) : start],
                                "suffix": text[end : end + AROUND],
                            },
                        )
                before += len(part.line.text) + 1
    return ((note, *quoted.get(note.id, ("", None))) for note in edition.notes)


def _annotation(
    note: Note, quote: dict[str, str] | None, place: _Place | None, address: str
) -> dict[str, Any]:
    fragment = {"type": "FragmentSelector", "value": note.citation}
    position = place.position(quote["exact"]) if quote and place else None
    selectors = [each for each in (quote, position, fragment if note.citation else None) if each]
    target = {"source": address, **({"selector": selectors} if selectors else {})}
    made: dict[str, Any] = {
        "id": f"{address}#note-{note.id}",
        "type": "Annotation",
        "motivation": "commenting",
        "creator": {"type": "Person", "name": note.series.author or note.series.title or "Editor"},
        "body": [
            {
                "type": "TextualBody",
                "value": note.body,
                "format": "text/markdown",
                "purpose": "commenting",
            },
            *(
                {"type": "TextualBody", "value": theme, "purpose": "tagging"}
                for theme in note.themes
            ),
        ],
        "target": target,
        "booklet:id": note.id,
        "booklet:source": note.series.source,
        "booklet:kind": note.kind,
        "booklet:scope": note.scope,
    }
    return made


class _Place:
    """A place in the text of a page: the letters from there on, notes left out."""

    def __init__(self, start: int, rest: list[tuple[int, str]]) -> None:
        self._start = start
        self._rest = rest

    def position(self, exact: str) -> dict[str, Any] | None:
        """Where these words begin and end in the text of the page; None where they do not stand
        there."""
        wanted = [letter for letter in exact if letter.isalnum()]
        first = last = -1
        for offset, text in self._rest:
            for at, letter in enumerate(text):
                if not letter.isalnum():
                    continue
                if not wanted or letter != wanted[0]:
                    return None
                wanted.pop(0)
                first, last = first if first >= 0 else offset + at, offset + at + 1
                if not wanted:
                    return {"type": "TextPositionSelector", "start": first, "end": last}
        return None


def _places(page: str) -> dict[str, _Place]:
    """The places of a page by the ids that stand there."""
    body = next(each for each in _elements(parse(page).root) if each.name == "body")
    texts: list[tuple[int, str]] = []
    found: dict[str, tuple[int, int]] = {}
    size = 0
    waiting: list[tuple[Element | str, bool]] = [(body, False)]
    while waiting:
        node, note = waiting.pop()
        if isinstance(node, str):
            if not note:
                texts.append((size, node))
            size += len(node)
            continue
        if identifier := node.attributes.get("id"):
            found.setdefault(identifier, (size, len(texts)))
        inside = note or "notes" in node.attributes.get("class", "").split()
        waiting += [(child, inside) for child in reversed(node.children)]
    most = 400  # parts of text in which the words of a note stand
    return {name: _Place(size, texts[at : at + most]) for name, (size, at) in found.items()}


def _elements(root: Element) -> Iterator[Element]:
    waiting: list[Element | str] = [root]
    while waiting:
        node = waiting.pop()
        if not isinstance(node, str):
            yield node
            waiting += reversed(node.children)
