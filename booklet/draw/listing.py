"""What `booklet draw --json` prints of each annotation."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from booklet import citation
from booklet.model import Annotation, Script, Speech, Target


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
            "target": place(annotation.target) if annotation.target else None,
            "candidates": [
                {**place(candidate.target), "score": candidate.score}
                for candidate in annotation.candidates
            ],
            "body": annotation.body,
            "themes": list(annotation.themes),
        }
        for annotation in annotations
    ]
