"""Quotations of the script found in the analyses, and notes made of what is said there.

Takes the `Script`, the `Analysis` texts and the records of `annotations.yaml`; gives
annotations: placed, ambiguous or unplaced, never guessed in silence. See docs/drawing.md.
"""

from __future__ import annotations

from collections import Counter

from booklet.draw.drawing import drawn
from booklet.draw.finding.index import index
from booklet.draw.finding.rarity import rarity
from booklet.draw.keeping.annotations_file import annotations_text
from booklet.draw.keeping.byhand import cited_words
from booklet.draw.keeping.places import citations
from booklet.draw.keeping.reconcile import reconcile
from booklet.draw.keeping.remembering import remembered
from booklet.draw.listing import listing
from booklet.draw.telling import doubts
from booklet.model import Analysis, Annotation, AnnotationRecord, Script
from booklet.problems import Result

__all__ = ["annotations_text", "cited_words", "draw", "listing", "remembered"]


def draw(
    script: Script,
    analyses: tuple[Analysis, ...],
    records: tuple[AnnotationRecord, ...] | None,
    *,
    note_words: int = 45,
) -> Result[tuple[Annotation, ...]]:
    """All annotations of a course: drawn from the analyses, and written by hand.

    `records` are the entries of `annotations.yaml`, None where there is no such file;
    `note_words` is the most words a drawn note's body may have. Problems: warnings for
    quotations that are ambiguous or unplaced; `quote-not-found`, `quote-ambiguous`,
    `quote-surroundings`, `citation-not-found`, `target-gone` (errors) and `quote-differs`,
    `target-moved`, `annotation-lost`, `decision-without-place` (warnings) for what a person wrote.
    """
    indexed = index(script)
    counted = rarity(
        Counter(word for word in indexed.folded if word),
        (block.text for analysis in analyses for block in analysis.blocks),
    )
    found = tuple(
        annotation
        for analysis in analyses
        for annotation in drawn(analysis, indexed, counted, note_words)
    )
    if not records:
        return Result(found, doubts(found, analyses))
    places = citations(script, indexed)
    merged, problems = reconcile(found, records, indexed, places, counted)
    return Result(merged, problems + doubts(merged, analyses))
