"""Targets wider than words: scenes, somebody of the cast, the whole.

Takes an `Aim` as a person wrote it; gives the annotation at that place, or the problem that
the script has no such scene or person.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from booklet.citing import cited_in_brackets
from booklet.draw.finding.index import ScriptIndex
from booklet.draw.finding.normalise import folded_name
from booklet.model import Aim, Annotation, AnnotationRecord, Scope
from booklet.problems import Problem, error


def without_place(record: AnnotationRecord, reason: str = "") -> Annotation:
    """The annotation of a record, before a place is found for it, and why there is none."""
    return Annotation(
        id=record.id,
        source=record.source,
        body=record.body,
        status="unplaced",
        span=record.span,
        quote=record.quote,
        themes=record.themes,
        kind=record.kind,
        decision=record.decision,
        reason=reason,
        follows=record.follows,
    )


def aimed(
    kept: Annotation, record: AnnotationRecord, aim: Aim, index: ScriptIndex
) -> tuple[Annotation, tuple[Problem, ...]]:
    """The annotation at its aim; without a place, and a problem, where there is none such."""
    kept = replace(kept, target=None, candidates=(), scope=aim.scope)
    placed = replace(kept, status="placed", score=1.0, reason=record.decision or aim.scope)
    if aim.scope == "work":
        return placed, ()
    if aim.scope == "character":
        name = speaker(aim.at, index)
        if name:
            return replace(placed, cast=name), ()
        hint = "Write the name as the cast list has it, or the script before a speech."
        return replace(kept, status="unplaced"), (
            _unknown(record, f"nobody called {aim.at}", hint),
        )
    numbers = index.scene_names
    span = _scenes(aim.at, numbers) or _cited(aim.at, index)
    if span is not None:
        scope: Scope = "scene" if span[0] == span[1] else "scenes"
        return replace(placed, scope=scope, scenes=span), ()
    hint = f"The scenes are numbered {numbers[0]} to {numbers[-1]}." if numbers else ""
    return replace(kept, status="unplaced"), (_unknown(record, f"no scene {aim.at}", hint),)


def _scenes(at: str, numbers: Sequence[str]) -> tuple[int, int] | None:
    """The first and the last scene of `2`, `2-4` or `1-A–2-B`, as places in `numbers`."""
    dashes = (dash.span() for dash in re.finditer("[-–]", at))
    for first, last in ((at, at), *((at[:start], at[end:]) for start, end in dashes)):
        if first.strip() in numbers and last.strip() in numbers:
            span = numbers.index(first.strip()), numbers.index(last.strip())
            return span if span[0] <= span[1] else None
    return None


def _cited(at: str, index: ScriptIndex) -> tuple[int, int] | None:
    """The scene that is meant as schools cite one (`II, 1`, `Akt II, Szene 1`), or the act's."""
    for cited in cited_in_brackets(at):
        scenes = index.divisions.scenes_cited(cited)
        if scenes and cited.end - cited.start >= len(at.strip(" ().")):
            return min(scenes), max(scenes)
    return None


def speaker(name: str, index: ScriptIndex) -> str:
    """The name, as it is printed, of whoever a name means; "" for nobody or several."""
    key = folded_name(name)
    if key in index.called:
        return index.called[key]
    meant = {index.called[speaker] for speaker in index.names.get(key, ())}
    return meant.pop() if len(meant) == 1 else ""


def _unknown(record: AnnotationRecord, what: str, hint: str) -> Problem:
    return error(
        "citation-not-found", f"note {record.id}: there is {what} in the script", record.span, hint
    )
