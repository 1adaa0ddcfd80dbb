"""Notes of a group: found in the script, and written as entries of `annotations.yaml`.

Takes `GatheredNote`s; gives an entry of each. A note whose words are nowhere, or in several
places that nothing tells apart, is an entry too, with the words as they came: an orphan, which
is told of at each run and is not printed until somebody gives it a place.
"""

from __future__ import annotations

import hashlib
import textwrap
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from urllib.parse import unquote

from booklet.draw.finding.index import ScriptIndex, index
from booklet.draw.finding.locate import Place
from booklet.draw.finding.normalise import folded_words
from booklet.draw.finding.rarity import Rarity, rarity
from booklet.draw.keeping.checksum import checksum
from booklet.draw.keeping.places import (
    CONTEXT_WORDS,
    Citations,
    citations,
    likely,
    nearly,
    select,
    selector_of,
)
from booklet.model import (
    COMMENT,
    NOTE_IRI,
    Aim,
    Annotation,
    AnnotationRecord,
    GatheredNote,
    Script,
    Selector,
)
from booklet.problems import Problem, warning
from booklet.yaml_text import quoted, scalar

SURE = 0.84
"""So like have the words of the script to be where those of the note are not to be found."""

FEWEST_WORDS = 4
"""So many words has a quotation of which a likeness says something."""

CLEARLY_BETTER = 0.1

LONGEST_ID = 200

_WIDTH = 82


@dataclass(frozen=True, slots=True)
class GatheredEntry:
    """An entry as lines without indentation, and whether its words have a place."""

    id: str
    text: str
    placed: bool


def gathered_entries(
    notes: Sequence[GatheredNote], script: Script, analyses: Collection[str] = ()
) -> tuple[GatheredEntry, ...]:
    """An entry for each note, in their order; an answer stands where the note does that it answers.

    `analyses` are the ids of the course's analyses: a note whose source is none of them is that
    of a member who is called as its author.

    Of several places with the same words that one is meant around which the text is most like
    the note's prefix and suffix, then the one at the citation that the note names. Where neither
    decides, the note is an orphan.
    """
    indexed = index(script)
    places = citations(script, indexed)
    counted = rarity(Counter(word for word in indexed.folded if word))
    known: dict[tuple[Selector | None, str], tuple[Selector | None, str]] = {}
    made: list[GatheredEntry] = []
    for note in notes:
        wanted = (note.quote, note.citation)
        if wanted not in known:
            known[wanted] = _place(note, indexed, places, counted)
        made.append(_entry(note, *known[wanted], analyses))
    return tuple(made)


def orphaned(record: AnnotationRecord, found: Annotation) -> tuple[Problem, ...]:
    """A warning where a gathered note has no place in the script."""
    if found.status == "placed" or record.decision == "rejected":
        return ()
    exact = record.quote.exact if record.quote else ""
    short = exact if len(exact) <= 60 else exact[:59].rstrip() + "…"
    message = f"note {record.id}: it does not say of which words it speaks"
    if short:
        message = f"note {record.id}: “{short}” is no one place of the script"
    return (
        warning(
            "gather-orphan",
            message,
            record.span,
            "It is kept and not printed. Give it a `target`, such as `target: 2.14`, or "
            "`decision: reject`.",
        ),
    )


def following(annotations: Sequence[Annotation]) -> tuple[Annotation, ...]:
    """The annotations, each that answers another at the place where that one stands now."""
    placed = {one.id: one for one in annotations if one.status == "placed"}
    return tuple(
        replace(
            one,
            status="placed",
            target=placed[one.follows].target,
            scope=placed[one.follows].scope,
            scenes=placed[one.follows].scenes,
            cast=placed[one.follows].cast,
        )
        if one.follows in placed
        else one
        for one in annotations
    )


def _place(
    note: GatheredNote, script: ScriptIndex, places: Citations, counted: Rarity
) -> tuple[Selector | None, str]:
    """The words of the script that are meant, or the citation alone; neither for an orphan."""
    cited = places.find(note.citation)
    if note.quote is None or not folded_words(note.quote.exact):
        return None, note.citation if cited is not None else ""
    found = _best(note.quote, select(Selector(note.quote.exact), script, counted), script, cited)
    if found is None:
        like = [
            place
            for place in nearly(Selector(note.quote.exact), script, counted)
            if place.likeness >= SURE and len(folded_words(note.quote.exact)) >= FEWEST_WORDS
        ]
        found = _best(note.quote, like, script, cited)
    return (selector_of(found.first, found.last, script), "") if found is not None else (None, "")


def _best(
    quote: Selector, found: Sequence[Place], script: ScriptIndex, cited: tuple[int, int] | None
) -> Place | None:
    if len(found) < 2:
        return found[0] if found else None
    around = Selector(
        quote.exact,
        " ".join(folded_words(quote.prefix)[-CONTEXT_WORDS:]),
        " ".join(folded_words(quote.suffix)[:CONTEXT_WORDS]),
    )
    ranked = sorted(found, key=lambda place: -likely(around, place, script))
    best, next_best = (likely(around, place, script) for place in ranked[:2])
    if best - next_best > CLEARLY_BETTER:
        return ranked[0]
    here = [place for place in found if cited and cited[0] <= place.first <= cited[1]]
    return here[0] if len(here) == 1 else None


def _entry(
    note: GatheredNote, words: Selector | None, citation: str, analyses: Collection[str]
) -> GatheredEntry:
    identifier = gathered_id(note.identifier)
    lines = [f"- id: {scalar(identifier)}"]
    if note.source in analyses:
        lines.append(f"  source: {scalar(note.source or '')}")
    elif note.source != "":
        lines.append(f"  member: {scalar(note.member)}")
    quote = words or note.quote
    if note.aim is not None:
        lines.append(f"  target: {_aimed(note.aim)}")
    elif citation:
        lines.append(f"  target: {quoted(citation)}")
    elif quote is not None:
        lines.append("  quote:")
        lines += [
            f"    {name}: {scalar(value)}"
            for name in ("exact", "prefix", "suffix")
            if (value := getattr(quote, name))
        ]
    elif note.whole:
        lines.append("  target: {work: yes}")
    lines += ["  body: >-", *(f"    {line}" for line in _wrapped(note.body))]
    if note.themes:
        lines += ["  themes:", *(f"    - {scalar(theme)}" for theme in note.themes)]
    if note.kind != COMMENT.name:
        lines.append(f"  kind: {scalar(note.kind)}")
    if note.answers:
        lines.append(f"  follows: {scalar(gathered_id(note.answers))}")
    text = "\n".join(lines) + "\n"
    placed = words is not None or bool(citation) or note.aim is not None
    placed = placed or (note.whole and quote is None)
    return GatheredEntry(identifier, f"{text}  gathered: {quoted(checksum(text))}\n", placed)


def _wrapped(body: str) -> list[str]:
    return textwrap.wrap(body, _WIDTH, break_long_words=False, break_on_hyphens=False)


_AIMS = {"scene": "scene", "scenes": "scenes", "character": "cast"}


def _aimed(aim: Aim) -> str:
    return f"{{{_AIMS[aim.scope]}: {quoted(aim.at)}}}" if aim.scope in _AIMS else "{work: yes}"


def gathered_id(address: str) -> str:
    """The id in the course of the annotation with this address: its own where it was one of a
    booklet's notes."""
    own = unquote(address.removeprefix(NOTE_IRI))
    if address.startswith(NOTE_IRI) and own.isprintable() and 0 < len(own) <= LONGEST_ID:
        return own
    return f"gathered-{hashlib.sha256(address.encode()).hexdigest()[:12]}"
