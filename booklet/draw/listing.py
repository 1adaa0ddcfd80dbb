"""What `booklet draw --json` prints of each annotation."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from booklet import citation
from booklet.model import Annotation, Passage, Script, Speech, Target


def listing(annotations: Sequence[Annotation], script: Script) -> list[dict[str, Any]]:
    """Plain data for each annotation, in order.

    Scenes and speeches are numbered as printed ("1.2" and "14"); `start` and `end` are
    0-based character offsets in the text of the speech (`end` in that of `last_speech`,
    where the words run on into a later speech).
    """
    numbers = citation.number(script)
    speeches = [tuple(scene.speeches()) for scene in script.scenes]

    def place(target: Target) -> dict[str, Any]:
        speech: Speech = speeches[target.scene][target.speech]
        names = numbers[target.scene]
        shown: dict[str, Any] = {
            "scene": names.scene,
            "speech": names.speeches[target.speech].rpartition(".")[2],
            "speaker": speech.speaker,
            "start": target.start,
            "end": target.end,
            "text": target.text,
        }
        if target.end_speech != target.speech:
            shown["last_speech"] = names.speeches[target.end_speech].rpartition(".")[2]
        return shown

    return [
        {
            "id": annotation.id,
            "analysis": annotation.source,
            "quote": {"exact": annotation.quote.exact} if annotation.quote else None,
            "status": annotation.status,
            "score": annotation.score,
            "reason": annotation.reason,
            "decision": annotation.decision,
            "scope": annotation.scope if annotation.status == "placed" else None,
            "target": place(annotation.target)
            if annotation.target
            else _wider(annotation, [names.scene for names in numbers]),
            "candidates": [
                {**place(candidate.target), "score": candidate.score}
                for candidate in annotation.candidates
            ],
            "body": annotation.body,
            "themes": list(annotation.themes),
        }
        for annotation in annotations
    ]


def _wider(annotation: Annotation, scenes: Sequence[str]) -> dict[str, Any] | None:
    """A target wider than words."""
    if annotation.status != "placed":
        return None
    if annotation.scenes:
        first, last = annotation.scenes
        shown: dict[str, Any] = {"scene": scenes[first]}
        return shown if first == last else {**shown, "scenes": [scenes[first], scenes[last]]}
    return {"cast": annotation.cast} if annotation.scope == "character" else {"work": True}


def passages_listing(passages: Sequence[Passage], script: Script) -> list[dict[str, Any]]:
    """Plain data for each sentence of the analyses, in order; places are numbered as printed."""
    numbers = citation.number(script)
    return [
        {
            "analysis": passage.analysis,
            "paragraph": passage.paragraph,
            "text": passage.text,
            "scope": passage.scope,
            "scenes": [numbers[scene].scene for scene in passage.scenes]
            if passage.scenes
            else None,
            "speech": numbers[passage.speech[0]].speeches[passage.speech[1]]
            if passage.speech
            else None,
            "cast": passage.cast or None,
            "score": passage.score,
            "verdict": passage.verdict,
            "reason": passage.reason,
            "note": passage.note or None,
        }
        for passage in passages
    ]
