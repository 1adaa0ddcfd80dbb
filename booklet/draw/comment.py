"""The note's body: what the critic says of the quotation, not the quotation again.

Takes an analysis and the quotations found in it; gives the body for each, as inline
Markdown, none where the analysis only retells. How it chooses is told in docs/drawing.md:
the sentences that belong to the quotation are weighed by what they say beyond the quoted
words, a claim before a recap, and the best run of whole sentences that fits is taken.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from booklet.draw.claims import worth
from booklet.draw.excerpt import (
    Part,
    ended,
    is_mostly_quotation,
    markdown,
    plain_words,
    raw_words,
    shortened,
    spaced_words,
    without_long_quotes,
    without_quotation,
)
from booklet.draw.finding import Finding
from booklet.draw.index import ScriptIndex
from booklet.draw.normalise import folded_words
from booklet.draw.pools import Pool, Pools
from booklet.model import Analysis, Block

LEAST_VALUE = 0.5
"""A run of sentences worth less than this is no comment: the article only retells."""

_MORE = 0.65  # a further sentence must be worth this to be taken along
_FURTHER = 0.6  # and counts for so much of its worth
_ANNOUNCES = 0.3  # what stands above a block quotation announces it rather than comments
_CUT_SHORT = 0.2
_AWAY = 0.08  # for each sentence away from the quoting one, the next ones free
_QUOTES_OTHER = 0.8


@dataclass(frozen=True, slots=True)
class Comment:
    """A body, and the part of block `block` it was made of, `[start:end]` of its text."""

    body: str
    block: int = -1
    start: int = 0
    end: int = 0

    def shares(self, other: Comment) -> bool:
        """Whether both say some sentence of the analysis."""
        return self.block == other.block and self.start < other.end and other.start < self.end


NOTHING = Comment("")


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence, the parts of it that are kept, its worth as comment and its words."""

    start: int
    end: int
    parts: tuple[Part, ...]
    value: float
    words: int


@dataclass(frozen=True, slots=True)
class _Run:
    value: float
    comment: Comment


def comments(
    analysis: Analysis, findings: Sequence[Finding], script: ScriptIndex, note_words: int
) -> tuple[Comment, ...]:
    """The comment on each finding, in their order; `NOTHING` where there is none, or
    where the quotation has no place."""
    pools = Pools(analysis, findings)
    return tuple(
        _comment(finding, pools.of(finding), analysis.blocks, script, note_words)
        if finding.status != "unplaced"
        else NOTHING
        for finding in findings
    )


def _comment(
    finding: Finding,
    pools: tuple[Pool, ...],
    blocks: tuple[Block, ...],
    script: ScriptIndex,
    note_words: int,
) -> Comment:
    best, chosen = LEAST_VALUE, NOTHING
    for number, pool in enumerate(pools):
        weighed = _weighed(finding, pool, blocks[pool.block], script)
        run = _best_run(weighed, blocks[pool.block], pool, note_words)
        if run.value - _ANNOUNCES * number > best:
            best, chosen = run.value - _ANNOUNCES * number, run.comment
    return chosen


def _weighed(finding: Finding, pool: Pool, block: Block, script: ScriptIndex) -> list[_Sentence]:
    known = set(folded_words(finding.text))
    if finding.place is not None:
        known |= set(script.folded[finding.place.first : finding.place.last + 1])
    center = pool.spans.index(pool.own) if pool.own is not None else 0
    weighed: list[_Sentence] = []
    for at, (start, end) in enumerate(pool.spans):
        is_own = (start, end) == pool.own
        if is_own:
            parts = without_quotation(block, start, end, finding)
        else:
            parts = without_long_quotes(block.text, start, end)
        value = worth(plain_words(block.text, parts), known, script.names)
        if pool.own is not None:
            value -= _AWAY * max(0, abs(at - center) - 1)
        if not is_own and is_mostly_quotation(block.text[start:end]):
            value -= _QUOTES_OTHER
        words = spaced_words(raw_words(block.text, parts))
        weighed.append(_Sentence(start, end, tuple(parts), value, words))
    return weighed


def _best_run(weighed: list[_Sentence], block: Block, pool: Pool, note_words: int) -> _Run:
    """The best run of sentences that fits, with its worth."""
    best = _Run(0.0, NOTHING)
    for first, opening in enumerate(weighed):
        value, count = 0.0, 0
        for at in range(first, len(weighed)):
            sentence = weighed[at]
            if sentence.words == 0 or (at > first and sentence.value < _MORE):
                break
            count += sentence.words
            value += _FURTHER * sentence.value if at > first else sentence.value
            if count > note_words and at > first:
                break
            if count > note_words:
                value -= _CUT_SHORT
            if value > best.value:
                body = " ".join(markdown(block, one.parts) for one in weighed[first : at + 1])
                if count > note_words:
                    body = shortened(body, note_words)
                if body:
                    comment = Comment(ended(body), pool.block, opening.start, sentence.end)
                    best = _Run(value, comment)
            if count > note_words:
                break
    return best
