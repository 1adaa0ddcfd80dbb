"""Annotations drawn from the analyses.

Takes analyses and the indexed script; gives an `Annotation` for every quotation worth
telling about, with its body, in the order of the texts. Ids come from the analysis and
the quoted words, so that they stay when either text is edited elsewhere.
"""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Sequence
from itertools import chain

from booklet.draw.finding.finding import Finding
from booklet.draw.finding.index import ScriptIndex
from booklet.draw.finding.normalise import folded_words
from booklet.draw.finding.quotations import quotations
from booklet.draw.finding.rarity import Rarity
from booklet.draw.saying.comment import Comment, comments
from booklet.model import Analysis, Annotation, Block, Candidate, Selector

CONTEXT_CHARACTERS = 32
"""So much of the analysis stands before and behind a quotation in its selector."""

_ID_WORDS = 4
_NOT_READABLE = re.compile(r"[^a-z0-9]")
_NUMERAL = re.compile(r"^\s*+(?:\d++|[IVXLC]++)[.):]\s+")


def drawn(
    analysis: Analysis, script: ScriptIndex, rarity: Rarity, note_words: int
) -> tuple[Annotation, ...]:
    """The annotations of one analysis."""
    findings = quotations(analysis, script, rarity)
    written = _said_once(findings, comments(analysis, findings, script, note_words), script)
    text = analysis.text
    seen: Counter[str] = Counter()
    annotations: list[Annotation] = []
    for finding, body in zip(findings, written, strict=True):
        name = _name(analysis.id, finding.text)
        seen[name] += 1
        block = analysis.blocks[finding.block]
        start, end = block.start + finding.start, block.start + finding.end
        reason = finding.reason
        if finding.status == "placed" and not body:
            reason += "; no comment of its own"
        annotations.append(
            Annotation(
                id=name if seen[name] == 1 else f"{name}-{seen[name]}",
                source=analysis.id,
                body=body,
                status=finding.status,
                span=block.span,
                quote=Selector(
                    finding.text,
                    text[max(0, start - CONTEXT_CHARACTERS) : start],
                    text[end : end + CONTEXT_CHARACTERS],
                    start,
                    end,
                ),
                target=(
                    script.target(finding.place.first, finding.place.last)
                    if finding.place
                    else None
                ),
                score=finding.score,
                reason=reason,
                candidates=_candidates(finding, script),
                themes=_themes(block),
            )
        )
    return tuple(annotations)


def _candidates(finding: Finding, script: ScriptIndex) -> tuple[Candidate, ...]:
    if finding.status != "ambiguous":
        return ()
    return tuple(
        Candidate(script.target(place.first, place.last), round(place.likeness, 2))
        for place in finding.verdict.candidates
    )


def _said_once(
    findings: Sequence[Finding], said: Sequence[tuple[Comment, ...]], script: ScriptIndex
) -> list[str]:
    """The bodies, with the longest quotation first, no sentence twice in a scene; in two
    scenes only where it quotes both."""
    told: dict[int, list[tuple[int, int, int]]] = {}  # by block: start, end and scene, in order
    longest: dict[int, int] = {}
    for comment in chain.from_iterable(said):
        length = comment.end - comment.start
        longest[comment.block] = max(longest.get(comment.block, 0), length)
    written = [own[0].body if own else "" for own in said]

    def is_unsaid(comment: Comment, scene: int) -> bool:
        others = told.get(comment.block, [])
        low = bisect_left(others, (comment.start - longest[comment.block],))
        return not any(
            comment.start < end and (where == scene or not comment.quotes)
            for _, end, where in others[low : bisect_left(others, (comment.end,))]
        )

    for number in sorted(range(len(findings)), key=lambda at: _weight(findings[at]), reverse=True):
        place = findings[number].place
        if place is None or not said[number]:
            continue
        scene = script.scene_of(place.first)
        unsaid = next((comment for comment in said[number] if is_unsaid(comment, scene)), None)
        written[number] = unsaid.body if unsaid else ""
        if unsaid:
            insort(told.setdefault(unsaid.block, []), (unsaid.start, unsaid.end, scene))
    return written


def _weight(finding: Finding) -> tuple[bool, int]:
    return finding.kind not in ("number", "unmarked"), len(finding.text)


def _name(source: str, quote: str) -> str:
    folded = folded_words(quote)
    mark = hashlib.sha256(" ".join(folded).encode()).hexdigest()[:4]
    readable = [_NOT_READABLE.sub("", word) for word in folded[:_ID_WORDS]]
    return "-".join([source, *[word for word in readable if word], mark])


def _themes(block: Block) -> tuple[str, ...]:
    heading = _NUMERAL.sub("", block.heading).strip() if block.heading else ""
    return (heading,) if heading else ()
