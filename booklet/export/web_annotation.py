"""The notes of an edition as W3C Web Annotation (https://www.w3.org/TR/annotation-model/).

In: an `Edition`, the annotations that its notes were made of, the text of the page and its
address. Out: JSON-LD, one collection of all notes in the order of the edition. What the model
has no word for (an analysis' id, a kind, a target wider than words) stands under `booklet:`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any
from urllib.parse import quote

from booklet.model import MEMBER, NOTE_IRI, Annotation, Edition, Note
from booklet.page_text import PageText

AROUND = 32
"""Characters of the page before and behind the words of a note."""


def notes_as_json(
    edition: Edition, annotations: Iterable[Annotation], page: PageText, address: str
) -> str:
    """The notes, on the page that is published at `address`; `page` is its text."""
    drawn = {one.id: one for one in annotations}
    items = [_item(note, drawn[note.id], edition, page, address) for note in edition.notes]
    collection = {
        "@context": ["http://www.w3.org/ns/anno.jsonld", {"booklet": "urn:booklet:"}],
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
    return json.dumps(collection, ensure_ascii=False, indent=1) + "\n"


def iri(identifier: str) -> str:
    """The address of the note with this id."""
    return NOTE_IRI + quote(identifier, safe="")


def _item(
    note: Note, drawn: Annotation, edition: Edition, page: PageText, address: str
) -> dict[str, Any]:
    series = note.series
    language = edition.settings.language or edition.script.language
    said = {"type": "TextualBody", "value": note.body, "format": "text/markdown"}
    said |= {"language": language} if language else {}
    themes = [
        {"type": "TextualBody", "value": theme, "purpose": "tagging"} for theme in note.themes
    ]
    item: dict[str, Any] = {
        "id": iri(note.id),
        "type": "Annotation",
        "motivation": "replying" if drawn.follows else "commenting",
        "body": [{**said, "purpose": "commenting"}, *themes],
        "target": _target(note, drawn, edition, page, address),
        "booklet:kind": note.kind,
    }
    writer = series.author or series.title
    if writer:
        item["creator"] = {"type": "Person", "name": writer}
    if not series.source.startswith(MEMBER):
        item["booklet:source"] = series.source
    aim = _aim(drawn, edition)
    if aim:
        item["booklet:target"] = aim
    return item


def _target(
    note: Note, drawn: Annotation, edition: Edition, page: PageText, address: str
) -> dict[str, Any] | list[dict[str, Any]]:
    target: dict[str, Any] = {"source": address}
    if drawn.target is not None:
        found = page.range_of(drawn.target)
        words = _words(drawn, edition)
        exact, before, behind = words, "", ""
        selectors: list[dict[str, Any]] = []
        if found is not None:
            start, end = found
            shown = page.text[start:end]
            if _letters(shown) == _letters(words):  # no note or direction stands between
                exact = shown
                before = page.text[max(0, start - AROUND) : start]
                behind = page.text[end : end + AROUND]
            selectors.append({"type": "TextPositionSelector", "start": start, "end": end})
        around = {key: text for key, text in (("prefix", before), ("suffix", behind)) if text}
        place = {
            "type": "FragmentSelector",
            "conformsTo": "http://tools.ietf.org/rfc/rfc3236",
            "value": note.citation,
        }
        words_selector = {"type": "TextQuoteSelector", "exact": exact, **around}
        target["selector"] = [words_selector, *selectors, place]
    return [{"source": iri(drawn.follows)}, target] if drawn.follows else target


def _words(drawn: Annotation, edition: Edition) -> str:
    """The script's own words, those of several speeches one after the other."""
    target = drawn.target
    assert target is not None
    speeches = list(edition.script.scenes[target.scene].speeches())
    texts = []
    for at in range(target.speech, target.end_speech + 1):
        text = speeches[at].text
        start = target.start if at == target.speech else 0
        end = target.end if at == target.end_speech else len(text)
        texts.append(text[start:end])
    return " ".join(" ".join(texts).split())


def _letters(text: str) -> str:
    return "".join(sign for sign in text if sign.isalnum())


def _aim(drawn: Annotation, edition: Edition) -> dict[str, Any]:
    """A target wider than words, as `annotations.yaml` has it."""
    if drawn.target is not None:
        return {}
    if drawn.scope == "character":
        return {"cast": drawn.cast}
    if drawn.scenes is None:
        return {"work": True}
    first, last = (edition.scenes[at].number for at in drawn.scenes)
    return {"scene": first} if first == last else {"scenes": f"{first}-{last}"}
