"""A course made of any script and any number of notes that were made up, for measuring.

In: a script file, a number of notes. Out: an `Edition`. The notes are uneven, as critics'
are: a note's length follows a log-normal law (4 to 90 words, 19 in the middle), its line
is drawn evenly from the play's lines, from six sources. The same numbers give the same.
"""

from __future__ import annotations

import math
import random
from dataclasses import replace
from pathlib import Path

from booklet.edit import edit
from booklet.model import (
    Analysis,
    Annotation,
    Block,
    Course,
    Edition,
    Paper,
    Script,
    Settings,
    Span,
    Target,
)
from booklet.read.script import read_script

A5 = Paper("a5", 148, 210)
SPAN = Span("benchmark")
SOURCES = 6
VOCABULARY = (
    "the line turns on a word that keeps its own counsel while every other figure in the room "
    "waits for night to answer and nobody will say what the light was for or whose hand lit it"
)
WORDS = VOCABULARY.split()


def script_from(path: Path) -> Script:
    """The script in the file. Raises ValueError where it has errors."""
    result = read_script(path, path.name)
    if result.value is None:
        raise ValueError("; ".join(str(problem) for problem in result.problems))
    return result.value


def repeated(script: Script, times: int) -> Script:
    """The script with its scenes several times over."""
    return replace(script, scenes=script.scenes * times)


def made_up_edition(script: Script, notes: int, seed: int = 1, paper: Paper = A5) -> Edition:
    """The script with that many made-up notes."""
    draw = random.Random(seed)
    lines = [
        (scene_at, speech_at, start, line.text)
        for scene_at, scene in enumerate(script.scenes)
        for speech_at, speech in enumerate(scene.speeches())
        for start, line in zip(
            _starts([line.text for line in speech.lines]), speech.lines, strict=True
        )
        if line.text
    ]
    annotations = tuple(
        _annotation(index, draw, *chosen)
        for index, chosen in enumerate(sorted(draw.sample(lines, notes)))
    )
    settings = Settings(
        script.title,
        "",
        script.authors,
        script.language or "en",
        "",
        paper,
        "default",
        45,
        (),
        SPAN,
    )
    analyses = tuple(
        Analysis(
            f"source-{n}", f"Essay {n}", (Block("paragraph", "x", 0, SPAN),), SPAN, f"Critic {n}"
        )
        for n in range(SOURCES)
    )
    result = edit(Course("", settings, script, analyses), annotations)
    if result.value is None:
        raise ValueError("; ".join(str(problem) for problem in result.problems))
    return result.value


def _starts(texts: list[str]) -> list[int]:
    starts, at = [], 0
    for text in texts:
        starts.append(at)
        at += len(text) + 1
    return starts


def _annotation(
    index: int, draw: random.Random, scene: int, speech: int, start: int, text: str
) -> Annotation:
    words = text.split()
    first = draw.randrange(max(1, len(words) - 3))
    begin = start + len(" ".join(words[:first])) + (first > 0)
    quoted = " ".join(words[first : first + draw.randint(2, 6)])
    length = int(min(90, max(4, draw.lognormvariate(math.log(19), 0.6))))
    body = " ".join(draw.choice(WORDS) for _ in range(length)).capitalize() + "."
    target = Target(scene, speech, begin, begin + len(quoted), quoted)
    return Annotation(
        f"note-{index}", f"source-{draw.randrange(SOURCES)}", body, "placed", SPAN, target=target
    )
