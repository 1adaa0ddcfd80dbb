"""Quotations of the script found in the analyses, and notes made of what is said there.

Takes the `Script`, the `Analysis` texts and the records of `annotations.yaml`; gives
annotations: placed, ambiguous or unplaced, never guessed in silence, and a verdict on every
sentence of the analyses. See docs/drawing.md.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from booklet.draw.drawing import Drawn, drawn
from booklet.draw.finding.index import index
from booklet.draw.finding.rarity import rarity
from booklet.draw.finding.scenes import scene_index
from booklet.draw.keeping.annotations_file import annotations_text, entries
from booklet.draw.keeping.byhand import cited_words
from booklet.draw.keeping.gathered import GatheredEntry, gathered_entries
from booklet.draw.keeping.places import citations
from booklet.draw.keeping.reconcile import is_touched, reconcile
from booklet.draw.keeping.remembering import remembered
from booklet.draw.listing import listing, passages_listing
from booklet.draw.saying.repeating import Told
from booklet.draw.telling import doubts, sifted
from booklet.model import Analysis, Annotation, AnnotationRecord, CastMember, Passage, Script
from booklet.problems import Result

__all__ = [
    "Drawn",
    "GatheredEntry",
    "annotations_text",
    "cited_words",
    "draw",
    "draw_all",
    "entries",
    "gathered_entries",
    "listing",
    "passages_listing",
    "remembered",
    "sifted",
]


def draw(
    script: Script,
    analyses: tuple[Analysis, ...],
    records: tuple[AnnotationRecord, ...] | None,
    *,
    note_words: int = 45,
    cast: tuple[CastMember, ...] = (),
) -> Result[tuple[Annotation, ...]]:
    """The annotations alone; see `draw_all`."""
    result = draw_all(script, analyses, records, note_words=note_words, cast=cast)
    return Result(result.value.annotations if result.value else None, result.problems)


def draw_all(
    script: Script,
    analyses: tuple[Analysis, ...],
    records: tuple[AnnotationRecord, ...] | None,
    *,
    note_words: int = 45,
    cast: tuple[CastMember, ...] = (),
) -> Result[Drawn]:
    """All annotations of a course, drawn from the analyses and written by hand; and what became
    of every sentence of the analyses.

    `records` are the entries of `annotations.yaml`, None where there is no such file;
    `note_words` is the most words a drawn note's body may have; `cast` are those of whom a note
    by hand may speak besides the speakers. Problems: warnings for
    quotations that are ambiguous or unplaced; `quote-not-found`, `quote-ambiguous`,
    `quote-surroundings`, `citation-not-found`, `target-gone` (errors) and `quote-differs`,
    `target-moved`, `annotation-lost`, `decision-without-place` (warnings) for what a person wrote.
    """
    indexed = index(script, cast)
    scenes = scene_index(script)
    counted = rarity(
        Counter(word for word in indexed.folded if word),
        (block.text for analysis in analyses for block in analysis.blocks),
    )
    told = Told()
    for record in records or ():
        if is_touched(record) and record.decision != "rejected" and record.body.strip():
            told.add(record.body, record.id)
    parts = [drawn(analysis, indexed, scenes, counted, note_words, told) for analysis in analyses]
    found = tuple(annotation for part in parts for annotation in part.annotations)
    passages = tuple(passage for part in parts for passage in part.passages)
    decided = {record.id for record in records or ()}
    near = tuple(one for part in parts for one in part.near if one.id not in decided)
    if not records:
        return Result(Drawn(found, passages, near), doubts(found, analyses))
    places = citations(script, indexed)
    merged, problems = reconcile(found, records, indexed, places, counted)
    kept = Drawn(merged, tuple(_decided(passages, merged)), near)
    return Result(kept, problems + doubts(merged, analyses))


def _decided(passages: tuple[Passage, ...], annotations: tuple[Annotation, ...]) -> list[Passage]:
    """The verdicts, after what a person decided."""
    out = {
        annotation.id: annotation.decision or "without a place"
        for annotation in annotations
        if annotation.decision == "rejected" or not annotation.body.strip()
    }
    return [
        replace(passage, verdict="not printed", reason=out[passage.note], note="")
        if passage.note in out
        else passage
        for passage in passages
    ]
