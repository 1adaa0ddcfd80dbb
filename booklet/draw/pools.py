"""Which sentences of an analysis belong to which quotation.

Takes an analysis and the quotations found in it; gives the sentences that may comment
on one: for a quotation in running text its own sentence and those around it up to the
next quotation, for a block quotation those below it and above it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from booklet.draw.finding import Finding
from booklet.draw.sentences import sentences
from booklet.model import Analysis

_LONGEST = 2_000
"""A sentence of more characters is none: text without stops is not weighed."""

_BEFORE = 2
_BEHIND = 4

Sentence = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Pool:
    """Sentences of block `block` that may comment on a quotation, in order; `own` is the
    one that quotes, None where it is not among them."""

    block: int
    spans: tuple[Sentence, ...]
    own: Sentence | None = None


class Pools:
    """The pools of one analysis; splits each block into sentences once."""

    def __init__(self, analysis: Analysis, findings: Sequence[Finding]) -> None:
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
        own = (spans[at][0], spans[reach][1])
        behind: list[Sentence] = []
        for span in spans[reach + 1 : reach + 1 + _BEHIND]:
            if self._is_quoting(finding.block, span):
                break
            behind.append(span)
        before: list[Sentence] = []
        is_first = self._quotes[finding.block][0] >= own[0]
        if is_first or not behind:
            for span in reversed(spans[max(0, at - (_BEFORE if is_first else 1)) : at]):
                if self._is_quoting(finding.block, span):
                    break
                before.insert(0, span)
        return (Pool(finding.block, (*before, own, *behind), own),)

    def _around(self, block: int) -> tuple[Pool, ...]:
        """For a block quotation: what comments on it below, what introduces it above."""
        pools: list[Pool] = []
        below = self._next_text(block, 1)
        if below is not None:
            kept: list[Sentence] = []
            for span in self._sentences(below)[:_BEHIND]:
                if self._is_quoting(below, span):
                    break
                kept.append(span)
            pools.append(Pool(below, tuple(kept)))
        above = self._next_text(block, -1)
        if above is not None:
            pools.append(Pool(above, self._sentences(above)[-_BEFORE:]))
        return tuple(pools)

    def _next_text(self, block: int, step: int) -> int | None:
        """The next block that is text, over further block quotations, not over a heading."""
        at = block + step
        while at in self._quotations:
            at += step
        inside = 0 <= at < len(self._blocks)
        return at if inside and self._blocks[at].kind != "heading" else None

    def _sentences(self, block: int) -> tuple[Sentence, ...]:
        if block not in self._split:
            found = sentences(self._blocks[block].text)
            self._split[block] = tuple(span for span in found if span[1] - span[0] <= _LONGEST)
        return self._split[block]

    def _is_quoting(self, block: int, span: Sentence) -> bool:
        starts = self._quotes.get(block, [])
        at = bisect_left(starts, span[0])
        return at < len(starts) and starts[at] < span[1]
