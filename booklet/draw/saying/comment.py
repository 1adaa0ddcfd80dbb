"""The note's body: what the critic says of the quotation, not the quotation again.

Takes an analysis and the quotations found in it; gives the bodies that each could have, as
inline Markdown, none where the analysis only retells. How it chooses is told in
docs/drawing.md: the sentences that belong to the quotation are weighed by what they say
beyond the quoted words, a claim before a recap, and the best run of whole sentences is
taken that fits and can be understood beside the quoted words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from booklet.draw.finding.finding import Finding
from booklet.draw.finding.index import ScriptIndex
from booklet.draw.finding.normalise import folded_words
from booklet.draw.finding.sentences import SAYS
from booklet.draw.finding.surroundings import ADDRESSED
from booklet.draw.saying.anaphora import Lean, lean, leaves_open, points_back, without_quotations
from booklet.draw.saying.claims import worth
from booklet.draw.saying.excerpt import (
    Part,
    around_quotation,
    ended,
    is_mostly_quotation,
    markdown,
    plain_words,
    raw_words,
    shortened,
    spaced_words,
    with_short_quotes,
)
from booklet.draw.saying.pools import Pool, Pools
from booklet.model import Analysis, Block

LEAST_VALUE = 0.5
"""A run of sentences worth less than this is no comment: the article only retells."""

_MORE = 0.65  # a further sentence must be worth this to be taken along for itself
_FURTHER = 0.6  # and counts for so much of its worth
_BETWEEN = 0.1  # what a sentence of less worth costs that only leads to the next one
_BETWEEN_WORDS = 20  # and the most words it may have
_THIN = 15  # a note of fewer words takes along what is worth less
_MORE_WHERE_THIN = 0.35
_LEAST_WORDS = 7
_QUOTES = 0.15  # the quoting sentence itself is the nearest comment
_SAYS_SOMETHING = 0.4
_INTRODUCES = 0.25  # what stands only before it introduces rather than comments
_CUT_SHORT = 0.3
_LEFT_OPEN = 0.3  # "It is not this.", where the next sentence says what it is
_AWAY = 0.08  # for each sentence away from the quoting one, the next ones free
_LATE = 0.2  # for each sentence left out below a block quotation
_ANNOUNCES_ELSE = 0.4  # it ends in a colon before something else
_QUOTES_OTHER = 0.8

_LEANS: dict[Lean, float] = {"": 0.0, "connective": 0.2, "thing": 0.05, "person": 0.1, "list": 1.0}
"""What it costs to open with a sentence that leans on something the reader can guess."""

_OTHER_THING = 0.3  # "This is not wit.", after another quotation
_POINTS_BACK = 0.2  # "The drum possesses it."
_MOST_BODIES = 4

_SAID = re.compile(rf"\b(?:he|she|they|it)\s+{SAYS}", re.I)
_NAME = re.compile(r"\b[^\W\d_][\w’'-]+")
_REACH = 600
"""Whom a "she" means was named within so many characters before it."""

_QUOTE_MARK = "\ufffc"
_ATTRIBUTED = re.compile(
    rf"{_QUOTE_MARK}[\s,]*"
    rf"(?:(?:(?:the\s+(?:\w+\s+)?|her\s+|his\s+)?[\w’'-]+\s+){SAYS}|{SAYS}\s+[\w’'-]+)"
    r"(?:\s+(?:to\s+|of\s+)?(?:[A-ZА-ЯЁ][\w’'-]+|him|her|them|us|it|back|herself|himself)\b)?"
    rf"|{_QUOTE_MARK}"
)
"""Who says the quoted words, told behind them: not what the critic says of them."""


@dataclass(frozen=True, slots=True)
class Comment:
    """A body, and the part of block `block` it was made of, `[start:end]` of its text.

    `quotes` tells that the sentence which quotes is part of it.
    """

    body: str
    block: int
    start: int
    end: int
    quotes: bool


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence, the parts of it that are kept, its worth as comment and its words.

    `cost` is what it costs to open a note with it, None where it cannot; `leaves_open` tells
    that the next sentence says the point of it.
    """

    start: int
    end: int
    parts: tuple[Part, ...]
    value: float
    words: int
    cost: float | None
    leaves_open: bool


@dataclass(frozen=True, slots=True)
class _Run:
    value: float
    first: int
    last: int


def comments(
    analysis: Analysis, findings: Sequence[Finding], script: ScriptIndex, note_words: int
) -> tuple[tuple[Comment, ...], ...]:
    """The comments on each finding, in their order, the best first; none where the analysis
    only retells, or where the quotation has no place."""
    pools = Pools(analysis, findings, script)
    return tuple(
        _comments(finding, pools.of(finding), analysis.blocks, script, note_words)
        if finding.status != "unplaced"
        else ()
        for finding in findings
    )


def _comments(
    finding: Finding,
    pools: tuple[Pool, ...],
    blocks: tuple[Block, ...],
    script: ScriptIndex,
    note_words: int,
) -> tuple[Comment, ...]:
    found: list[tuple[float, Comment]] = []
    for pool in pools:
        block = blocks[pool.block]
        weighed = _weighed(finding, pool, block, script, note_words)
        for run in _runs(weighed, pool, note_words):
            value = run.value - pool.cost
            if value > LEAST_VALUE:
                taken = weighed[run.first : run.last + 1]
                body = _body(block, [sentence.parts for sentence in taken], note_words)
                start, end = taken[0].start, taken[-1].end
                quotes = run.first <= pool.own <= run.last
                if spaced_words(body) >= _LEAST_WORDS:
                    found.append((value, Comment(body, pool.block, start, end, quotes)))
    found.sort(key=lambda each: -each[0])
    return tuple(comment for _, comment in found[:_MOST_BODIES])


def _weighed(
    finding: Finding, pool: Pool, block: Block, script: ScriptIndex, note_words: int
) -> list[_Sentence]:
    known = set(folded_words(finding.text))
    speakers: frozenset[str] = frozenset()
    if finding.place is not None:
        known |= set(script.folded[finding.place.first : finding.place.last + 1])
        speakers = script.speeches[script.speech_at(finding.place.first)].speakers
    weighed: list[_Sentence] = []
    for at, (start, end) in enumerate(pool.spans):
        if at == pool.own and finding.outer_start < finding.start:
            parts = around_quotation(block, start, end, finding)
        else:
            parts = with_short_quotes(block.text, start, end)
        raw = raw_words(block.text, parts)
        words = spaced_words(raw)
        cost = _opening_cost(block, at, pool, speakers, script)
        if words > note_words and (
            cost is None or not shortened(raw, note_words) or not _body(block, [parts], note_words)
        ):
            # too long for a note, and no clause ends where it could be cut
            weighed.append(_Sentence(start, end, tuple(parts), 0.0, words, None, False))
            continue
        mark = _QUOTE_MARK if at == pool.own else " "
        plain = plain_words(raw, mark)
        if at == pool.own:
            plain = _ATTRIBUTED.sub(" ", plain)
        value = worth(plain, known, script.names)
        value -= _AWAY * max(0, abs(at - pool.own) - 1)
        if at != pool.own and is_mostly_quotation(block.text[start:end]):
            value -= _QUOTES_OTHER
        if raw.rstrip().endswith(":") and pool.own != len(pool.spans):
            value -= _ANNOUNCES_ELSE
        if cost is not None and at == pool.own and points_back(raw):
            cost += _POINTS_BACK
        onward = block.text[slice(*pool.spans[at + 1])] if at + 1 < len(pool.spans) else ""
        is_open = leaves_open(block.text[start:end], onward)
        weighed.append(_Sentence(start, end, tuple(parts), value, words, cost, is_open))
    return weighed


def _opening_cost(
    block: Block, at: int, pool: Pool, speakers: frozenset[str], script: ScriptIndex
) -> float | None:
    """What it costs to open a note with sentence `at` of the pool; None where the reader
    would not know what it speaks of."""
    start, end = pool.spans[at]
    behind = at - pool.own
    leaning = lean(block.text[start:end])
    cost = _LEANS[leaning]
    if leaning == "list":
        return None
    if leaning == "thing" and behind != 1:
        if behind != -1 or pool.is_introduced:
            return None
        cost = _OTHER_THING
    if leaning == "person" and not _means_speaker(block, start, end, behind, speakers, script):
        return None
    return None if behind < 0 and points_back(block.text[start:end]) else cost


def _means_speaker(
    block: Block,
    start: int,
    end: int,
    behind: int,
    speakers: frozenset[str],
    script: ScriptIndex,
) -> bool:
    """Whether a "she" is the one who speaks the quoted words, beside which the note stands:
    the sentence says that she says them, or it was she who was named last."""
    if behind == 0 and _SAID.search(without_quotations(block.text[start:end])):
        return True
    before = _NAME.findall(without_quotations(block.text[max(0, start - _REACH) : start]))
    for at in range(len(before) - 1, -1, -1):
        named = script.names.get(before[at].casefold()) if before[at][0].isupper() else None
        if named is not None and not (at and before[at - 1].lower() in ADDRESSED):
            return not speakers.isdisjoint(named)
    return False


def _runs(weighed: Sequence[_Sentence], pool: Pool, note_words: int) -> Iterator[_Run]:
    """The runs of sentences that can stand beside the quotation, with their worth."""
    for first, opening in enumerate(weighed):
        if opening.cost is None:
            continue
        words = 0
        for at in range(first, len(weighed)):
            sentence = weighed[at]
            words += sentence.words
            if sentence.words == 0 or (words > note_words and at > first):
                break
            led = at > first and weighed[at - 1].leaves_open
            enough = _MORE_WHERE_THIN if words - sentence.words < _THIN else _MORE
            if _touches(first, at, pool) and (at == first or led or sentence.value >= enough):
                value = _worth(weighed[first : at + 1])
                value += _nearness(weighed, first, at, pool)
                value -= _INTRODUCES * (at < pool.own)
                value -= _CUT_SHORT * (words > note_words)
                value -= _LATE * first * (pool.own < 0)
                yield _Run(value, first, at)
            if at > first and sentence.value < _MORE and sentence.words > _BETWEEN_WORDS:
                break


def _nearness(weighed: Sequence[_Sentence], first: int, last: int, pool: Pool) -> float:
    """What it adds to a run's worth that the quoting sentence is in it."""
    if not first <= pool.own <= last:
        return 0.0
    return _QUOTES if weighed[pool.own].value >= _SAYS_SOMETHING else _BETWEEN


def _touches(first: int, last: int, pool: Pool) -> bool:
    """Whether a run stands with the quoting sentence, or right behind or before it."""
    behind = pool.own + (2 if pool.own < 0 else 1)
    return first <= behind and last >= pool.own - pool.is_introduced


def _worth(run: Sequence[_Sentence]) -> float:
    """A run's worth: that of its best sentence, and less of each further one. What is worth
    little costs little where it leads to what is worth more."""
    values = sorted((sentence.value for sentence in run), reverse=True)
    value = values[0]
    value += sum(_FURTHER * each if each >= _MORE else -_BETWEEN for each in values[1:])
    return value - (run[0].cost or 0.0) - _LEFT_OPEN * run[-1].leaves_open


def _body(block: Block, run: Iterable[Sequence[Part]], note_words: int) -> str:
    """The sentences, each given by its parts, as a note of so many words at most."""
    body = ended(" ".join(markdown(block, parts) for parts in run))
    return body if spaced_words(body) <= note_words else shortened(body, note_words)
