"""Annotations drawn from the analyses, and what became of each of their sentences.

Takes analyses and the indexed script; gives an `Annotation` for every quotation worth
telling about and for every remark that is printed elsewhere, in the order of the texts. Ids
come from the analysis and the quoted words, or the first words of the remark, so that they
stay when either text is edited elsewhere.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from booklet.draw.finding.finding import Finding
from booklet.draw.finding.index import ScriptIndex
from booklet.draw.finding.normalise import folded_words
from booklet.draw.finding.quotations import quotations
from booklet.draw.finding.rarity import Rarity
from booklet.draw.finding.scenes import SceneIndex
from booklet.draw.saying.choosing import MOST_NEAR, Choice, Remark, choose, likelihood
from booklet.draw.saying.reading import Essay, read_essay
from booklet.draw.saying.repeating import Told
from booklet.draw.saying.spots import Spot, ground
from booklet.draw.weights import shipped
from booklet.model import Analysis, Annotation, Block, Candidate, Passage, Selector

CONTEXT_CHARACTERS = 32
"""So much of the analysis stands before and behind a quotation in its selector."""

_ID_WORDS = 4
_NOT_READABLE = re.compile(r"[^a-z0-9]")
_NUMERAL = re.compile(r"^\s*+(?:\d++|[IVXLC]++)[.):]\s+")
_TELLS = {
    "retells": "it retells",
    "too weak": "others say more",
    "no place": "no place is likely enough",
    "too long": "too long for a note",
    "quotes": "it only quotes",
}


@dataclass(frozen=True, slots=True)
class Drawn:
    """What is drawn from the analyses: annotations, and their sentences with verdicts. `near`
    are notes that were all but printed, for a person to decide."""

    annotations: tuple[Annotation, ...]
    passages: tuple[Passage, ...]
    near: tuple[Annotation, ...] = ()


def drawn(
    analysis: Analysis,
    script: ScriptIndex,
    scenes: SceneIndex,
    rarity: Rarity,
    note_words: int,
    told: Told,
) -> Drawn:
    """The annotations of one analysis; `told` holds what those before it said, and the notes
    that a person keeps."""
    findings = quotations(analysis, script, rarity)
    essay = read_essay(analysis, findings)
    weights = shipped()
    chosen = choose(ground(essay, findings, script, scenes, weights["walk"]), weights, note_words)
    kept: list[tuple[int, Remark]] = []
    repeats: dict[int, str] = {}
    ids = _Names(analysis.id)
    quoted = [ids.of(finding.text) for finding in findings]
    bodies: dict[int, Remark] = {}
    named: dict[int, str] = {}
    for number, remark in enumerate(chosen.remarks):
        at = remark.spot.finding
        is_first = at >= 0 and at not in bodies
        name = quoted[at] if is_first else ids.of(_start(remark, essay))
        before = told.says(remark.wording.body)
        if before and before != name:
            repeats[number] = before
            continue
        if is_first:
            bodies[at] = remark
        else:
            kept.append((number, remark))
        named[number] = name
        told.add(remark.wording.body, name)
    placed = [
        (
            (finding.block, finding.start),
            _of_finding(
                analysis,
                finding,
                quoted[number],
                bodies[number].wording.body
                if number in bodies
                else chosen.waiting[number].body
                if number in chosen.waiting
                else "",
                bodies.get(number),
                script,
            ),
        )
        for number, finding in enumerate(findings)
    ]
    for number, remark in kept:
        paragraph = essay.paragraphs[remark.paragraph]
        start = paragraph.sentences[remark.first].start
        made = _of_remark(analysis, essay, remark, named[number], findings, script)
        placed.append(((paragraph.block, start), made))
    placed.sort(key=lambda pair: pair[0])
    passages = _passages(essay, chosen, named, repeats, findings, script)
    unsaid = [remark for remark in chosen.near if not told.says(remark.wording.body)]
    near = tuple(
        _of_remark(analysis, essay, remark, ids.of(_start(remark, essay)), findings, script)
        for remark in unsaid[:MOST_NEAR]
    )
    return Drawn(tuple(made for _, made in placed), passages, near)


class _Names:
    """Ids of one analysis: readable, and each only once."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._seen: Counter[str] = Counter()

    def of(self, words: str) -> str:
        """The id for what begins with these words."""
        folded = folded_words(words)
        mark = hashlib.sha256(" ".join(folded).encode()).hexdigest()[:4]
        readable = [_NOT_READABLE.sub("", word) for word in folded[:_ID_WORDS]]
        name = "-".join([self._source, *[word for word in readable if word], mark])
        self._seen[name] += 1
        return name if self._seen[name] == 1 else f"{name}-{self._seen[name]}"


def _start(remark: Remark, essay: Essay) -> str:
    return essay.paragraphs[remark.paragraph].sentences[remark.first].text


def _of_finding(
    analysis: Analysis,
    finding: Finding,
    name: str,
    body: str,
    remark: Remark | None,
    script: ScriptIndex,
) -> Annotation:
    """The annotation of a quotation, with what is said of it, `remark` where that is printed."""
    block = analysis.blocks[finding.block]
    start, end = block.start + finding.start, block.start + finding.end
    text = analysis.text
    reason = finding.reason
    if finding.status == "placed" and not body:
        reason += "; no comment of its own"
    return Annotation(
        id=name,
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
        target=script.target(finding.place.first, finding.place.last) if finding.place else None,
        score=finding.score,
        reason=reason,
        candidates=_candidates(finding, script),
        themes=_themes(block),
        scope=remark.spot.scope if remark else "speech" if finding.is_direction else "words",
        strength=round(likelihood(remark.value), 2) if remark else 1.0,
    )


def _of_remark(
    analysis: Analysis,
    essay: Essay,
    remark: Remark,
    name: str,
    findings: Sequence[Finding],
    script: ScriptIndex,
) -> Annotation:
    """The annotation of what is said without a quotation, or of one that has a note already."""
    paragraph = essay.paragraphs[remark.paragraph]
    block = analysis.blocks[paragraph.block]
    spot = remark.spot
    place = findings[spot.finding].place if spot.finding >= 0 else None
    return Annotation(
        id=name,
        source=analysis.id,
        body=remark.wording.body,
        status="placed",
        span=block.span,
        target=script.target(place.first, place.last) if place else None,
        score=round(likelihood(remark.odds), 2),
        reason=_reason(spot),
        themes=_themes(block),
        scope=spot.scope,
        scenes=(spot.first, spot.last) if spot.first >= 0 else None,
        cast=script.called.get(spot.name, spot.name),
        strength=round(likelihood(remark.value), 2),
    )


def _reason(spot: Spot) -> str:
    if spot.finding >= 0:
        return "near a quotation"
    return {"scene": "the essay is in this scene", "character": "named"}.get(spot.scope, spot.scope)


def _candidates(finding: Finding, script: ScriptIndex) -> tuple[Candidate, ...]:
    if finding.status != "ambiguous":
        return ()
    return tuple(
        Candidate(script.target(place.first, place.last), round(place.likeness, 2))
        for place in finding.verdict.candidates
    )


def _passages(
    essay: Essay,
    chosen: Choice,
    named: dict[int, str],
    repeats: dict[int, str],
    findings: Sequence[Finding],
    script: ScriptIndex,
) -> tuple[Passage, ...]:
    """Every sentence with its verdict, those of block quotations too."""
    by_sentence: dict[tuple[int, int], int] = {}
    for number, remark in enumerate(chosen.remarks):
        for at in range(remark.first, remark.last + 1):
            by_sentence[(remark.paragraph, at)] = number
    paragraphs = {paragraph.block: paragraph for paragraph in essay.paragraphs}
    found: list[Passage] = []
    count = 0
    source = essay.analysis.id
    for at, block in enumerate(essay.analysis.blocks):
        if block.kind == "heading":
            continue
        count += 1
        paragraph = paragraphs.get(at)
        if paragraph is None:
            found.append(Passage(source, count, block.text, 0.0, "not printed", _TELLS["quotes"]))
            continue
        weighed = chosen.weighed[paragraph.number]
        for index, (sentence, one) in enumerate(zip(paragraph.sentences, weighed, strict=True)):
            number = by_sentence.get((paragraph.number, index), -1)
            spot = chosen.remarks[number].spot if number >= 0 else one.spot
            note = named.get(number, "")
            reason = "" if note else _TELLS[one.reason]
            if number in repeats:
                reason = f"it repeats {repeats[number]}"
            scenes, speech = _where(spot, findings, script)
            found.append(
                Passage(
                    analysis=source,
                    paragraph=count,
                    text=sentence.text,
                    score=round(likelihood(one.worth), 2),
                    verdict="printed" if note else "not printed",
                    reason=reason,
                    scope=spot.scope if spot else None,
                    scenes=scenes,
                    speech=speech,
                    cast=script.called.get(spot.name, spot.name) if spot else "",
                    note=note,
                )
            )
        for text in paragraph.long:
            found.append(Passage(source, count, text, 0.0, "not printed", _TELLS["too long"]))
    return tuple(found)


def _where(
    spot: Spot | None, findings: Sequence[Finding], script: ScriptIndex
) -> tuple[tuple[int, int] | None, tuple[int, int] | None]:
    """Scenes and speech of a spot, as far as it has them."""
    if spot is None:
        return None, None
    place = findings[spot.finding].place if spot.finding >= 0 else None
    if place is not None:
        speech = script.speeches[script.speech_at(place.first)]
        return (speech.scene, speech.scene), (speech.scene, speech.speech)
    return ((spot.first, spot.last) if spot.first >= 0 else None), None


def _themes(block: Block) -> tuple[str, ...]:
    heading = _NUMERAL.sub("", block.heading).strip() if block.heading else ""
    return (heading,) if heading else ()
