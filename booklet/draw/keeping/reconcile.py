"""What the analyses give now, reconciled with what a person decided before.

Takes drawn annotations and the records of `annotations.yaml`; gives the annotations that
hold. A record that nobody touched gives way to what is drawn now. What a person edited,
accepted, rejected or pinned stays, in words and in place: the words of the script are
found again by what was remembered of them. What cannot be found again is kept and told.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from booklet.draw.finding.index import ScriptIndex
from booklet.draw.finding.rarity import Rarity
from booklet.draw.keeping.aims import aimed, without_place
from booklet.draw.keeping.byhand import by_hand
from booklet.draw.keeping.checksum import checksum
from booklet.draw.keeping.gathered import following, orphaned
from booklet.draw.keeping.places import Citations, find_again
from booklet.model import Annotation, AnnotationRecord, Target
from booklet.problems import Problem, warning


def is_drawn(record: AnnotationRecord) -> bool:
    """Whether `draw` wrote the entry in the first place."""
    return bool(record.made)


def is_touched(record: AnnotationRecord) -> bool:
    """Whether a person wrote or changed the entry."""
    return not record.made or record.made != checksum(record.text)


def reconcile(
    drawn: Sequence[Annotation],
    records: Sequence[AnnotationRecord],
    index: ScriptIndex,
    places: Citations,
    rarity: Rarity,
) -> tuple[tuple[Annotation, ...], tuple[Problem, ...]]:
    """The drawn annotations in their order, those of a person's own after them."""
    known = {record.id: record for record in records}
    problems: list[Problem] = []
    merged: list[Annotation] = []
    for annotation in drawn:
        record = known.pop(annotation.id, None)
        if record is None or not is_touched(record):
            merged.append(annotation)
            continue
        kept, found = _decided(annotation, record, index, places, rarity)
        merged.append(kept)
        problems += found
    for record in known.values():
        if is_drawn(record) and not is_touched(record):
            continue
        if is_drawn(record):
            kept, found = _no_longer_drawn(record, index, places, rarity)
        else:
            kept, found = by_hand(record, index, places, rarity)
            if record.gathered:
                found = ()  # told of below, when each answer has its place
        merged.append(kept)
        problems += found
    placed = following(merged)
    for annotation in placed:
        record = known.get(annotation.id)
        if record is not None and record.gathered:
            problems += orphaned(record, annotation)
    return placed, tuple(problems)


def _decided(
    now: Annotation,
    record: AnnotationRecord,
    index: ScriptIndex,
    places: Citations,
    rarity: Rarity,
) -> tuple[Annotation, tuple[Problem, ...]]:
    """A quotation that is still drawn, with what the person made of it."""
    kept = replace(
        now,
        body=record.body,
        themes=record.themes,
        kind=record.kind,
        decision=record.decision,
        strength=1.0,
    )
    if record.decision == "rejected":
        return kept, ()
    if record.aim is not None:
        return aimed(kept, record, record.aim, index)
    if record.citation:
        return _at_citation(kept, record, index, places, rarity)
    remembered = _remembered(record, index, places, rarity)
    if record.decision in ("pinned", "accepted") and remembered is not None:
        reason = "pinned" if record.decision == "pinned" else now.reason
        if now.target != remembered:
            reason = record.decision
        return _at(kept, remembered, reason), ()
    if record.decision in ("pinned", "accepted") and kept.status != "placed":
        return kept, (_says_no_place(record),)
    return kept, ()


def _no_longer_drawn(
    record: AnnotationRecord, index: ScriptIndex, places: Citations, rarity: Rarity
) -> tuple[Annotation, tuple[Problem, ...]]:
    """A person's decision on a quotation that the analysis no longer has."""
    kept = without_place(record, "not in the analysis any more")
    if record.decision == "rejected":
        return kept, ()
    if record.aim is not None:
        return aimed(kept, record, record.aim, index)
    if record.citation:
        return _at_citation(kept, record, index, places, rarity)
    remembered = _remembered(record, index, places, rarity)
    if remembered is not None:
        return _at(kept, remembered, record.decision or "found again"), ()
    problem = warning(
        "annotation-lost",
        f"note {record.id}: its quotation is no longer found, in the analysis or the script",
        record.span,
        "It is kept as it is. Give it a `target`, or delete the entry.",
    )
    return kept, (problem,)


def _at_citation(
    kept: Annotation,
    record: AnnotationRecord,
    index: ScriptIndex,
    places: Citations,
    rarity: Rarity,
) -> tuple[Annotation, tuple[Problem, ...]]:
    """At the place that the person wrote: the quoted words there, or the whole of it."""
    near = next(
        (
            candidate.target
            for candidate in kept.candidates
            if _lies_in(candidate.target, places.find(record.citation), index)
        ),
        None,
    )
    if near is None and kept.target and _lies_in(kept.target, places.find(record.citation), index):
        near = kept.target
    if near is not None:
        return _at(kept, near, "pinned"), ()
    found, problems = by_hand(replace(record, quote=None), index, places, rarity)
    if found.target is None:
        return kept, problems
    return _at(kept, found.target, "pinned"), problems


def _lies_in(target: Target, bounds: tuple[int, int] | None, index: ScriptIndex) -> bool:
    span = index.words_of(target)
    return span is not None and bounds is not None and bounds[0] <= span[0] <= bounds[1]


def _remembered(
    record: AnnotationRecord, index: ScriptIndex, places: Citations, rarity: Rarity
) -> Target | None:
    if record.script is None or not record.script.exact:
        return None
    place = find_again(record.script, record.place, places, index, rarity)
    return index.target(place.first, place.last) if place else None


def _at(kept: Annotation, target: Target, reason: str) -> Annotation:
    return replace(
        kept,
        status="placed",
        target=target,
        reason=reason,
        score=1.0,
        candidates=(),
        scope=kept.scope if kept.target else "words",
        scenes=None,
        cast="",
    )


def _says_no_place(record: AnnotationRecord) -> Problem:
    verb = "pinned" if record.decision == "pinned" else "accepted"
    return warning(
        "decision-without-place",
        f"note {record.id} is {verb}, but it is not said where it belongs",
        record.span,
        "Add a line `target:` with one of the candidates' places, such as `target: 2.14`.",
    )
