"""The words of a note: sentences of a critic, fit to stand beside the script.

Takes a run of sentences and the place it goes to; gives the note as inline Markdown, or None
where it cannot be one: too long, a fragment, marks that do not pair. Nothing is left out
without a mark but the quotation beside which the note stands, and nothing is put in but in
brackets.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from booklet.draw.saying.anaphora import lean, leaves_open, points_back, without_quotations
from booklet.draw.saying.excerpt import (
    around_quotation,
    ended,
    markdown,
    raw_words,
    shortened,
    spaced_words,
    with_short_quotes,
)
from booklet.draw.saying.reading import Paragraph
from booklet.draw.saying.spots import Ground, Spot
from booklet.quotation_marks import are_paired

LEAST_WORDS = 7

_PRONOUN = re.compile(r"(?:He|She)\b(?![’'])")
_GOES_ON = re.compile(r"[\W_]*+(?:indeed|yes|no|for|hence|thus|this\s+point)\b(?!\s+one\b)", re.I)
_NAME = re.compile(r"[^\W\d_][\w’'-]*")
_BRACKETS = (("(", ")"), ("[", "]"))


@dataclass(frozen=True, slots=True)
class Wording:
    """A note's words; `leaning` is what its opening and end ask of the reader, 0 for nothing."""

    body: str
    leaning: float


_LEANING = {"": 0.0, "connective": 0.4, "thing": 0.0, "person": 1.0, "list": 2.0}
_LEANS_ON_NOTHING = 1.5  # "This …" where the words before it are not beside the note
_OPEN = 1.0


def worded(
    ground: Ground, paragraph: Paragraph, first: int, last: int, spot: Spot, note_words: int
) -> Wording | None:
    """The words for a run at a place."""
    block = ground.essay.analysis.blocks[paragraph.block]
    run = paragraph.sentences[first : last + 1]
    finding = ground.findings[spot.finding] if spot.finding >= 0 else None
    written: list[str] = []
    for sentence in run:
        if finding is not None and spot.finding in sentence.findings:
            if finding.outer_start < finding.start and not finding.is_direction:
                parts = around_quotation(block, sentence.start, sentence.end, finding)
            else:
                parts = with_short_quotes(block.text, sentence.start, sentence.end)
        else:
            parts = with_short_quotes(block.text, sentence.start, sentence.end)
        if not parts or not raw_words(block.text, parts).strip():
            return None
        written.append(markdown(block, parts))
    if lean(run[0].text) == "list" or _GOES_ON.match(run[0].text):
        return None  # nobody could tell what it counts on from
    leaning = _leaning(paragraph, first, last, spot)
    if lean(run[0].text) == "person":
        name, is_beside = _meant(ground, paragraph, first, spot)
        if is_beside:
            leaning -= _LEANING["person"]
        elif not name:
            return None
        elif _PRONOUN.match(written[0]):
            written[0] = _PRONOUN.sub(f"\\\\[{name}\\\\]", written[0], count=1)
            leaning -= _LEANING["person"]
    body = ended(" ".join(written))
    if spaced_words(body) > note_words:
        if len(run) > 1:
            return None
        body = shortened(body, note_words)
    if spaced_words(body) < LEAST_WORDS or not _pairs(body):
        return None
    return Wording(body, leaning)


def _leaning(paragraph: Paragraph, first: int, last: int, spot: Spot) -> float:
    opening = paragraph.sentences[first]
    leaning = lean(opening.text)
    cost = _LEANING[leaning]
    if leaning == "thing" and spot.scope not in ("words", "speech"):
        cost += _LEANS_ON_NOTHING
    if first == last and points_back(opening.text):
        cost += _OPEN / 2
    sentences = paragraph.sentences
    if last + 1 < len(sentences) and leaves_open(sentences[last].text, sentences[last + 1].text):
        cost += _OPEN
    if sentences[last].text.rstrip().endswith(":") and last + 1 < len(sentences):
        cost += _OPEN
    return cost


def _meant(ground: Ground, paragraph: Paragraph, first: int, spot: Spot) -> tuple[str, bool]:
    """Whom a leading "she" means: the only one named in the two sentences before, "" where there
    are several; and whether it is the one who speaks beside the note, as everybody sees."""
    named: dict[str, str] = {}
    for at in range(max(0, first - 2), first):
        for word in _NAME.findall(without_quotations(paragraph.sentences[at].text)):
            plain = re.sub(r"[’']s$", "", word)
            if plain[0].isupper() and plain.casefold() in ground.roles:
                named[ground.roles[plain.casefold()]] = plain
    place = ground.findings[spot.finding].place if spot.finding >= 0 else None
    script = ground.script
    speakers = script.speeches[script.speech_at(place.first)].speakers if place else frozenset()
    if len(named) != 1:
        return "", not named and bool(speakers)
    ((role, name),) = named.items()
    return name, role in speakers


def _pairs(body: str) -> bool:
    """Whether all quotation marks and brackets have their other half."""
    for opens, closes in _BRACKETS:
        if body.count(opens) != body.count(closes):
            return False
    return body.count('"') % 2 == 0 and are_paired(body)
