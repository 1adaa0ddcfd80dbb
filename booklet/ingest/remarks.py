"""Pages that quote a line and say something of it: the line to the script, the comment to it.

Takes the blocks of a quotation list on which comments are marked; gives each line with its
comment, the critic's text as an analysis, and a note at each line, of that critic.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from booklet.ingest.analysis_text import escaped, front_matter, tidy
from booklet.ingest.apparatus import NoteEntry, places_of
from booklet.ingest.blocks import PageBlock
from booklet.ingest.labels import speech
from booklet.ingest.readings import CollatedSpeech
from booklet.ingest.segments import Segment
from booklet.ingest.tokens import forms
from booklet.model import COMMENT

NOTE_WORDS = 60
"""A comment of more words stands as a note with its first sentences and …; all is in the text."""


@dataclass(frozen=True, slots=True)
class Remark:
    """What a page says of a line: who speaks it, its words, the paragraphs below it."""

    speaker: str
    words: str
    paragraphs: tuple[str, ...]


def remarks_of(blocks: Sequence[PageBlock]) -> tuple[Remark, ...]:
    """The lines of a list that have a comment."""
    found: list[Remark] = []
    line: tuple[str, str] | None = None
    for block in blocks:
        said = speech(block)
        if said:
            line = (block.speaker or said["name"], tidy(said["words"]))
        elif block.remark and line:
            text = tidy(block.text)
            if found and (found[-1].speaker, found[-1].words) == line:
                text_so_far = found.pop().paragraphs
                found.append(Remark(*line, (*text_so_far, text)))
            else:
                found.append(Remark(*line, (text,)))
    return tuple(found)


def remarks_text(
    part: Segment, introduction: Sequence[PageBlock], remarks: Sequence[Remark]
) -> str:
    """The critic's text: what introduces it, each line as a block quotation, its comment."""
    rows = [front_matter(part)]
    title = forms(part.title)
    rows += [escaped(tidy(each.text)) for each in introduction if forms(each.text) != title]
    for each in remarks:
        quoted = escaped(" ".join(each.words.split()))
        rows.append(f"> {quoted}\n>\n> — {escaped(each.speaker)}")
        rows += map(escaped, each.paragraphs)
    return "\n\n".join(rows) + "\n"


def remark_notes(
    remarks: Sequence[Remark],
    source: str,
    speeches: Sequence[CollatedSpeech],
    printed: Callable[[str], str],
) -> tuple[tuple[NoteEntry, ...], tuple[Remark, ...]]:
    """A note for each comment, at its line, and the comments whose line no speech has.

    `source` is the id of the critic's text; `printed` gives the name under which a speaker is
    printed.
    """
    found: list[NoteEntry] = []
    missing: list[Remark] = []
    anchored = places_of(speeches)
    by_words: dict[tuple[str, ...], int] = {}
    for number, each in enumerate(speeches):
        by_words.setdefault(forms(each.text), number)
    for remark in remarks:
        row = forms(remark.words)
        at = by_words.get(row, -1)
        if at < 0:
            name = printed(remark.speaker)
            at = next(
                (
                    number
                    for number, each in enumerate(speeches)
                    if each.speaker == name and _holds(each, remark)
                ),
                -1,
            )
        place = anchored(at, row) if at >= 0 else None
        if place is None:
            missing.append(remark)
            continue
        body = _first_sentences(" ".join(remark.paragraphs))
        mark = hashlib.sha256(f"{source}|{' '.join(row)}".encode()).hexdigest()[:8]
        found.append(NoteEntry(f"remark-{mark}", *place, body, COMMENT.name, source=source))
    return tuple({entry.id: entry for entry in found}.values()), tuple(missing)


def _holds(speech_there: CollatedSpeech, remark: Remark) -> bool:
    row = " ".join(forms(remark.words))
    return any(
        row in " ".join(forms(text))
        for text in (speech_there.text, *(each.text for each in speech_there.readings))
    )


def _first_sentences(text: str) -> str:
    """The whole text, or as many of its first sentences as a note may have words, and a mark."""
    if len(text.split()) <= NOTE_WORDS:
        return text
    kept = ""
    for sentence in re.split(r"(?<=[.!?…])\s|(?<=[.!?…][\"”“’»)])\s", text):
        longer = f"{kept} {sentence}".strip()
        if kept and len(longer.split()) > NOTE_WORDS:
            return f"{kept} …"
        kept = longer
    return text
