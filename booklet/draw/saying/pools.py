"""Which sentences of an analysis belong to which quotation.

Takes an analysis and the quotations found in it; gives the sentences that may comment
on one: for a quotation in running text its own sentence and those around it up to the
next quotation, for a block quotation those below it and above it. A sentence that quotes
something else goes with that.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from booklet.draw.finding.finding import Finding
from booklet.draw.finding.index import ScriptIndex
from booklet.draw.finding.normalise import folded_words
from booklet.draw.finding.quoted import quoted
from booklet.draw.finding.sentences import sentences
from booklet.draw.saying.anaphora import lean
from booklet.model import Analysis

_LONGEST = 2_000
"""A sentence of more characters is none: text without stops is not weighed."""

_LEADING = 40  # a colon that announces stands within so many characters
_BEFORE = 2
_BEHIND = 4
_QUOTED_WORDS = 2
_ABOVE = 0.3  # what stands above a block quotation introduces it rather than comments
_ANNOUNCES = 0.0  # but where it ends in a colon it leads up to it,
_ELSE = 0.3  # and what stands below may speak of something else
_BARE_WORDS = 4  # "He writes:" has no more words, and says nothing
_NEXT_BLOCK = 0.15

Sentence = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Pool:
    """Sentences of block `block` that may comment on a quotation, in order.

    `own` is the number of the one that quotes: -1 where it stands before them, their count
    where it stands behind (a block quotation). `is_introduced` tells whether what
    stands before it may speak of it: else that follows another quotation, and may only make
    clear what the quoting sentence says. `cost` is what it takes from a comment's worth that it
    was found there.
    """

    block: int
    spans: tuple[Sentence, ...]
    own: int
    is_introduced: bool = True
    cost: float = 0.0


class Pools:
    """The pools of one analysis; splits each block into sentences once."""

    def __init__(
        self, analysis: Analysis, findings: Sequence[Finding], script: ScriptIndex
    ) -> None:
        self._script = script
        self._blocks = analysis.blocks
        self._split: dict[int, tuple[Sentence, ...]] = {}
        self._quotes: dict[int, list[int]] = {}
        self._quotations = {
            number for number, block in enumerate(analysis.blocks) if block.kind == "quotation"
        }
        for finding in findings:
            self._quotes.setdefault(finding.block, []).append(finding.start)
            if finding.kind == "block":
                self._quotations.add(finding.block)
        self._texts = [at for at in range(len(self._blocks)) if at not in self._quotations]
        self._placed_blocks = sorted(
            {finding.block for finding in findings if finding.kind == "block" and finding.place}
        )
        self._marked = {
            (finding.block, finding.start)
            for finding in findings
            if finding.kind not in ("number", "unmarked")
        }
        for starts in self._quotes.values():
            starts.sort()

    def of(self, finding: Finding) -> tuple[Pool, ...]:
        """The pools of one quotation, the more likely first."""
        if finding.kind == "block":
            return self._around(finding.block)
        spans = self._sentences(finding.block)
        at = bisect_right(spans, (finding.start, len(self._blocks[finding.block].text))) - 1
        if at < 0 or finding.start >= spans[at][1]:
            return ()
        reach = at  # a quotation may run over sentences
        while reach + 1 < len(spans) and finding.end > spans[reach][1]:
            reach += 1
        behind: list[Sentence] = []
        for span in spans[reach + 1 : reach + 1 + _BEHIND]:
            if self._is_quoting(finding.block, span):
                break
            behind.append(span)
        before: list[Sentence] = []
        for span in reversed(spans[max(0, at - _BEFORE) : at]):
            if self._is_quoting(finding.block, span):
                break
            before.insert(0, span)
        own = (spans[at][0], spans[reach][1])
        if finding.kind in ("number", "unmarked") and self._holds_marked(finding.block, own):
            return ()
        is_first = self._quotes[finding.block][0] >= own[0]
        is_introduced = is_first and finding.block - 1 not in self._quotations
        pool = Pool(finding.block, (*before, own, *behind), len(before), is_introduced)
        below = self._next_text(finding.block, 1)
        opens = finding.outer_start
        leading = self._blocks[finding.block].text[max(0, opens - _LEADING) : opens]
        announces = leading.rstrip().endswith(":")
        if not announces or finding.outer_end < own[1] or reach + 1 < len(spans) or below is None:
            return (pool,)
        # the paragraph leads up to it: the next one may begin with what is to be said
        onward = self._leading(below)
        if not onward or lean(self._text(below, onward[0])) == "connective":
            return (pool,)  # "Indeed," goes on with the paragraph, not with the quotation
        return (pool, Pool(below, onward, -1, cost=_NEXT_BLOCK))

    def _around(self, block: int) -> tuple[Pool, ...]:
        """For a block quotation: what comments on it below, what introduces it above."""
        above = self._next_text(block, -1)
        leading_up = self._sentences(above) if above is not None else ()
        announces = above is not None and self._announces(above, leading_up)
        pools: list[Pool] = []
        below = self._next_text(block, 1)
        # of several, what stands below speaks of the last, what stands above of the first
        if below is not None and not self._is_placed_block(block + 1, below):
            onward = self._leading(below)
            means_it = bool(onward) and lean(self._text(below, onward[0])) == "thing"
            pools.append(Pool(below, onward, -1, cost=_ELSE if announces and not means_it else 0.0))
        if above is not None and not self._is_placed_block(above + 1, block):
            if announces and len(self._text(above, leading_up[-1]).split()) <= _BARE_WORDS:
                leading_up = leading_up[:-1]
            kept: list[Sentence] = []
            for span in reversed(leading_up[-_BEFORE:]):
                if self._is_quoting(above, span):
                    break
                kept.insert(0, span)
            cost = _ANNOUNCES if announces else _ABOVE
            pools.append(Pool(above, tuple(kept), len(kept), cost=cost))
        return tuple(pools)

    def _announces(self, block: int, spans: Sequence[Sentence]) -> bool:
        """Whether a block of these sentences leads up to what stands below it."""
        return bool(spans) and self._text(block, spans[-1]).endswith(":")

    def _text(self, block: int, span: Sentence) -> str:
        return self._blocks[block].text[span[0] : span[1]].rstrip()

    def _leading(self, block: int) -> tuple[Sentence, ...]:
        """The first sentences of a block, as far as it quotes nothing."""
        kept: list[Sentence] = []
        for span in self._sentences(block)[:_BEHIND]:
            if self._is_quoting(block, span):
                break
            kept.append(span)
        return tuple(kept)

    def _is_placed_block(self, start: int, end: int) -> bool:
        """Whether a block quotation that was placed stands in the blocks `start:end`."""
        at = bisect_left(self._placed_blocks, start)
        return at < len(self._placed_blocks) and self._placed_blocks[at] < end

    def _next_text(self, block: int, step: int) -> int | None:
        """The next block that is text, over further block quotations, not over a heading."""
        at = bisect_right(self._texts, block) if step > 0 else bisect_left(self._texts, block) - 1
        inside = 0 <= at < len(self._texts)
        found = self._texts[at] if inside else None
        return found if found is not None and self._blocks[found].kind != "heading" else None

    def _sentences(self, block: int) -> tuple[Sentence, ...]:
        if block not in self._split:
            found = sentences(self._blocks[block].text)
            self._split[block] = tuple(span for span in found if span[1] - span[0] <= _LONGEST)
        return self._split[block]

    def _is_quoting(self, block: int, span: Sentence) -> bool:
        """Whether a sentence holds another quotation, be it too short to be placed."""
        starts = self._quotes.get(block, [])
        at = bisect_left(starts, span[0])
        if at < len(starts) and starts[at] < span[1]:
            return True
        text = self._blocks[block].text[span[0] : span[1]]
        return any(
            len(run) >= _QUOTED_WORDS and self._script.positions(run)
            for run in (
                self._script.numbers(folded_words(text[held.start : held.end]))
                for held in quoted(text)
                if held.closed
            )
        )

    def _holds_marked(self, block: int, span: Sentence) -> bool:
        """Whether a sentence holds a quotation in marks."""
        starts = self._quotes[block]
        inside = starts[bisect_left(starts, span[0]) : bisect_left(starts, span[1])]
        return any((block, start) in self._marked for start in inside)
