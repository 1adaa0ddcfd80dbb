"""Warnings for the quotations that wait for a person's decision.

Takes annotations; gives few enough warnings that they are read: each quotation by
itself for the first of an analysis, the rest by their number.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from booklet.counting import counted
from booklet.draw.finding.finding import STAGE_DIRECTION
from booklet.model import Analysis, Annotation, Passage, Status
from booklet.problems import Problem, warning

MOST = 4
"""So many quotations of an analysis are told of one by one."""


_WAITING: tuple[Status, ...] = ("ambiguous", "unplaced")


def sifted(passages: Sequence[Passage]) -> str:
    """One line of what became of the analyses; "" where there are none.

    It names every critic without a note.
    """
    if not passages:
        return ""
    printed = [passage for passage in passages if passage.verdict == "printed"]
    notes = {passage.note for passage in printed}
    reasons = Counter(
        passage.reason.removesuffix(passage.reason.partition("it repeats ")[2]).strip()
        for passage in passages
        if passage.verdict != "printed"
    )
    told = ", ".join(f"{reason} {count}" for reason, count in reasons.most_common())
    line = f"{len(notes)} remarks from {len(printed)} of {len(passages)} sentences"
    line += f"; left out: {told}" if told else ""
    silent = sorted({one.analysis for one in passages} - {one.analysis for one in printed})
    return line + (f"; without a note: {', '.join(silent)}" if silent else "")


def doubts(annotations: Sequence[Annotation], analyses: Iterable[Analysis]) -> tuple[Problem, ...]:
    """Warnings for drawn annotations that nobody has decided."""
    undecided: dict[tuple[str, Status], list[Annotation]] = {}
    for annotation in annotations:
        if not annotation.decision:
            undecided.setdefault((annotation.source, annotation.status), []).append(annotation)
    problems: list[Problem] = []
    for analysis in analyses:
        for status in _WAITING:
            waiting = undecided.get((analysis.id, status), [])
            problems += [_warning(annotation, status) for annotation in waiting[:MOST]]
            if len(waiting) > MOST:
                problems.append(
                    warning(
                        f"quotation-{status}",
                        counted(
                            len(waiting) - MOST,
                            f"more quotation of “{analysis.title}” is {status}",
                            f"more quotations of “{analysis.title}” are {status}",
                        ),
                        waiting[MOST].span,
                        "`booklet draw` lists them all in annotations.yaml.",
                    )
                )
    return tuple(problems)


def _warning(annotation: Annotation, status: Status) -> Problem:
    exact = annotation.quote.exact if annotation.quote else ""
    short = exact if len(exact) <= 60 else exact[:59].rstrip() + "…"
    if status == "ambiguous":
        message = f"“{short}”: {annotation.reason}, not placed"
        hint = "Choose one of the candidates: `booklet review` shows them."
    else:
        what = "is a stage direction" if annotation.reason == STAGE_DIRECTION else "is not spoken"
        message = f"“{short}” {what} in the script, not placed"
        hint = "If it should be, compare the words; else leave it, or write `decision: reject`."
    return warning(f"quotation-{status}", message, annotation.span, hint)
