"""An essay as sentences, each with the quotations in it.

Takes an analysis and the quotations found in it; gives its paragraphs. What stands in a
block quotation or a heading is the script's or leads to what is said: it is no sentence of
the critic's.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from booklet.draw.finding.finding import Finding
from booklet.draw.finding.normalise import folded_words
from booklet.draw.finding.quoted import Quoted, quoted
from booklet.draw.finding.sentences import sentences
from booklet.draw.saying.anaphora import without_quotations
from booklet.model import Analysis

LONGEST = 2_000
"""A sentence of more characters is none: text without stops is not weighed."""

_FEW = 3  # an essay of fewer paragraphs has no opening to warm up in


@dataclass(frozen=True, slots=True)
class Sentence:
    """`text` is block `block`'s `[start:end]`. `plain` is it with each quotation made into a Q,
    `words` are those folded. `marks` are the spans in quotation marks, counted in `text`;
    `findings` the numbers of the quotations found in it; one of them is `placed`, or none is.
    """

    block: int
    start: int
    end: int
    text: str
    plain: str
    words: tuple[str, ...]
    marks: tuple[Quoted, ...]
    findings: tuple[int, ...]
    placed: bool


@dataclass(frozen=True, slots=True)
class Paragraph:
    """The sentences of a block. `before` and `behind` are the numbers of the quotations found in
    the block quotations right above and below it. `number` counts text blocks from 0."""

    block: int
    number: int
    heading: str
    sentences: tuple[Sentence, ...]
    long: tuple[str, ...]
    before: tuple[int, ...]
    behind: tuple[int, ...]
    only: bool


@dataclass(frozen=True, slots=True)
class Essay:
    """The paragraphs of an analysis; `quotations` are blocks that quote and say nothing."""

    analysis: Analysis
    paragraphs: tuple[Paragraph, ...]
    quotations: frozenset[int]


def read_essay(analysis: Analysis, findings: Sequence[Finding]) -> Essay:
    """Splits an analysis."""
    by_block: dict[int, list[int]] = {}
    for number, finding in enumerate(findings):
        by_block.setdefault(finding.block, []).append(number)
    quotations = {at for at, block in enumerate(analysis.blocks) if block.kind == "quotation"}
    quotations |= {finding.block for finding in findings if finding.kind == "block"}
    texts = [
        at
        for at, block in enumerate(analysis.blocks)
        if block.kind != "heading" and at not in quotations
    ]
    paragraphs: list[Paragraph] = []
    for number, at in enumerate(texts):
        block = analysis.blocks[at]
        own = sorted(by_block.get(at, ()), key=lambda one: findings[one].start)
        starts = [findings[one].start for one in own]
        parts: list[Sentence] = []
        long: list[str] = []
        for start, end in sentences(block.text):
            text = block.text[start:end]
            if end - start > LONGEST:
                long.append(text)
                continue
            plain = without_quotations(text)
            low = bisect_left(starts, start)
            held = [one for one in own[low:] if findings[one].start < end]
            if parts and own and low and findings[own[low - 1]].end > start:
                held.insert(0, own[low - 1])
            placed = any(findings[one].place is not None for one in held)
            words = folded_words(plain)
            parts.append(
                Sentence(at, start, end, text, plain, words, quoted(text), tuple(held), placed)
            )
        paragraphs.append(
            Paragraph(
                at,
                number,
                block.heading,
                tuple(parts),
                tuple(long),
                _beside(at, -1, quotations, by_block),
                _beside(at, 1, quotations, by_block),
                len(texts) < _FEW,
            )
        )
    return Essay(analysis, tuple(paragraphs), frozenset(quotations))


def _beside(
    block: int, step: int, quotations: set[int], by_block: dict[int, list[int]]
) -> tuple[int, ...]:
    """The quotations in the block quotations next to a block, the nearest first."""
    found: list[int] = []
    at = block + step
    while at in quotations:
        found += sorted(by_block.get(at, ()), reverse=step < 0)
        at += step
    return tuple(found)
