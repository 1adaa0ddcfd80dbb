"""The elements of TEI by what they do in a play.

Tables of names, and small questions about one element: is this sung, which part of a
shared line is it. Names and meaning: TEI P5 Guidelines, chapters 3, 4 and 7.
"""

from __future__ import annotations

import re

from booklet.model import NoteBy, Part
from booklet.read.tei.divisions import DIVISIONS
from booklet.read.tei.inline import Element, name_of, names, text_of

PARAGRAPHS = names("p ab salute signed closer opener dateline postscript argument item label row")
_BY_AUTHOR = re.compile(r"\b#?auth|#?\bauteur|\bautor")
QUOTED = frozenset(["q", "quote", "said"])
CONTAINERS = DIVISIONS | names(
    "floatingText text group front body back list table spGrp epigraph titlePage"
)
BLOCKS = PARAGRAPHS | CONTAINERS | names("l lg sp head trailer set performance castList speaker")
TITLE_PAGE = names("docTitle docAuthor byline docEdition docImprint docDate")
_SONG = names(
    "song songs sung sing sings lied lieder gesang lyric lyrics chanson canción canto canzone "
    "aria arie arietta air couplet ballad ballade hymn romance romanze песня романс куплет"
)
_LETTERS = re.compile(r"[^\W\d_]+")


def has_blocks(element: Element) -> bool:
    """Whether paragraphs, lines or speeches stand inside."""
    return any(name_of(inner) in BLOCKS for inner in element.iterdescendants())


def is_bare_verse(element: Element) -> bool:
    """Verse quoted without a word on what it is, and spoken by nobody in it: sung."""
    return not element.get("type") and element.find(".//{*}sp") is None


def part_of(element: Element) -> Part | None:
    """Which part of a shared line this is; `prev` and `next` say it where `part` does not."""
    before, after = element.get("prev"), element.get("next")
    match element.get("part"):
        case "I":
            return "M" if before else "I"
        case "M":
            return "M"
        case "F":
            return "F"
    if before:
        return "M" if after else "F"
    return "I" if after else None


def is_song(element: Element) -> bool:
    """Whether the attributes say that this is sung."""
    said = " ".join(element.get(key, "") for key in ("type", "subtype", "rend", "ana"))
    return any(word in _SONG for word in _LETTERS.findall(said.casefold()))


def other_reading(element: Element) -> str | None:
    """What the text has in place of a `rdg`; None for what is no reading."""
    parent = element.getparent()
    if name_of(element) != "rdg" or parent is None:
        return None
    first = next(child for child in parent.iter() if name_of(child) in ("lem", "rdg"))
    return text_of(first)


def note_by(element: Element) -> NoteBy:
    """Whose a note is, by its `resp` and `type`; "" for words that are kept apart but no note.

    https://tei-c.org/release/doc/tei-p5-doc/en/html/ref-note.html
    """
    if name_of(element) not in ("note", "rdg"):
        return ""
    said = f"{element.get('resp', '')} {element.get('type', '')}".lower()
    return "author" if _BY_AUTHOR.search(said) else "edition"
