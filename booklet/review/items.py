"""Which annotations wait for a person's decision, and what is to be seen of each.

Takes annotations with the script and the analyses they join; gives `ReviewItem`s in the
order of the texts. Only what `draw` found and nobody has decided is in doubt.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from booklet.model import (
    Analysis,
    Annotation,
    Doubt,
    Excerpt,
    ReviewItem,
    ReviewOffer,
    Script,
    Selector,
    Speech,
    Target,
)

CERTAIN = 0.9
"""What is placed with a lower score is shown to a person."""

FEWEST_WORDS = 4
"""Quoted words that are nowhere in the script look like dialogue from so many on."""

CONTEXT_WORDS = 28
"""So many words stand at most on either side of what matters, in a speech or a sentence."""

CUE_WORDS = 12

_SENTENCE_END = re.compile(r"[.!?…][\"”’')\]]*\s+(?=[\"“‘'(\[]?[A-ZÀ-Þ0-9])")


def open_items(
    annotations: Iterable[Annotation],
    script: Script,
    analyses: Iterable[Analysis],
    places: Mapping[Target, tuple[str, Selector]],
) -> tuple[ReviewItem, ...]:
    """The annotations in doubt.

    `places` holds the citation and the selector of every target that can be found again.
    """
    by_id = {analysis.id: analysis for analysis in analyses}
    speeches = [tuple(scene.speeches()) for scene in script.scenes]
    found: list[ReviewItem] = []
    for annotation in annotations:
        doubt = _doubt(annotation)
        analysis = by_id.get(annotation.source)
        if doubt is None or analysis is None or annotation.quote is None:
            continue
        offers = tuple(
            _offer(target, score, speeches, *places[target])
            for target, score in _targets(annotation)
            if target in places
        )
        found.append(
            ReviewItem(
                annotation.id,
                doubt,
                analysis.author or analysis.publication or analysis.title,
                annotation.reason,
                _in_sentence(annotation.quote, analysis),
                annotation.body,
                offers,
            )
        )
    return tuple(found)


def near_items(
    near: Iterable[Annotation],
    script: Script,
    analyses: Iterable[Analysis],
    places: Mapping[Target, tuple[str, Selector]],
    scenes: Sequence[str],
) -> tuple[ReviewItem, ...]:
    """The remarks that are all but notes; `scenes` are the numbers of the scenes."""
    by_id = {analysis.id: analysis for analysis in analyses}
    speeches = [tuple(scene.speeches()) for scene in script.scenes]
    found: list[ReviewItem] = []
    for annotation in near:
        analysis = by_id[annotation.source]
        target = annotation.target
        offers = (
            (_offer(target, annotation.score, speeches, *places[target]),)
            if target is not None and target in places
            else ()
        )
        found.append(
            ReviewItem(
                annotation.id,
                "near",
                analysis.author or analysis.publication or analysis.title,
                _aimed(annotation, scenes),
                Excerpt("", "", ""),
                annotation.body,
                offers,
                scenes[annotation.scenes[0]] if annotation.scenes else annotation.cast,
            )
        )
    return tuple(found)


def _aimed(annotation: Annotation, scenes: Sequence[str]) -> str:
    """What it would stand at."""
    if annotation.target is not None:
        return "on these words" if annotation.scope == "words" else "on this speech"
    if annotation.scenes is not None:
        return f"on scene {scenes[annotation.scenes[0]]}"
    return f"on {annotation.cast}" if annotation.cast else "on the whole"


def _doubt(annotation: Annotation) -> Doubt | None:
    if annotation.decision or not annotation.source or annotation.quote is None:
        return None
    if annotation.status == "ambiguous":
        return "ambiguous"
    if annotation.status == "unplaced":
        return "unplaced" if len(annotation.quote.exact.split()) >= FEWEST_WORDS else None
    # a place without a note on it does no harm
    return "uncertain" if annotation.body and annotation.score < CERTAIN else None


def _targets(annotation: Annotation) -> list[tuple[Target, float]]:
    if annotation.target is not None:
        return [(annotation.target, annotation.score)]
    return [(candidate.target, candidate.score) for candidate in annotation.candidates]


def _offer(
    target: Target,
    score: float,
    speeches: Sequence[Sequence[Speech]],
    citation: str,
    selector: Selector,
) -> ReviewOffer:
    scene = speeches[target.scene]
    speech = scene[target.speech]
    last = target.end if target.end_speech == target.speech else len(speech.text)
    behind = speech.text[last:]
    if target.end_speech != target.speech:
        behind = scene[target.end_speech].text[target.end :]
    cue = ""
    if target.speech:
        before = scene[target.speech - 1]
        cue = f"{before.speaker or ''}: {_tail(before.text, CUE_WORDS)}".removeprefix(": ")
    return ReviewOffer(
        citation,
        speech.speaker or "",
        Excerpt(
            _tail(speech.text[: target.start], CONTEXT_WORDS),
            _flat(target.text),
            _head(behind, CONTEXT_WORDS),
        ),
        score,
        selector,
        cue,
    )


def _in_sentence(quote: Selector, analysis: Analysis) -> Excerpt:
    """The quotation in its sentence, within its block."""
    block = next(
        (b for b in analysis.blocks if b.start <= quote.start <= b.start + len(b.text)), None
    )
    if block is None:
        return Excerpt(_flat(quote.prefix), _flat(quote.exact), _flat(quote.suffix))
    start, end = quote.start - block.start, quote.end - block.start
    opening = max((m.end() for m in _SENTENCE_END.finditer(block.text, 0, start)), default=0)
    closing = _SENTENCE_END.search(block.text, end)
    return Excerpt(
        _tail(block.text[opening:start], CONTEXT_WORDS),
        _flat(block.text[start:end]),
        _head(block.text[end : closing.end() if closing else len(block.text)], CONTEXT_WORDS),
    )


def _flat(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def _tail(text: str, most: int) -> str:
    """The last words; the space at the end, if any, stays."""
    words = re.findall(r"\S+\s*", _flat(text))
    return _flat(text) if len(words) <= most else "… " + "".join(words[-most:])


def _head(text: str, most: int) -> str:
    """The first words; the space at the beginning, if any, stays."""
    words = re.findall(r"\s*\S+", _flat(text).rstrip())
    return _flat(text).rstrip() if len(words) <= most else "".join(words[:most]) + " …"
