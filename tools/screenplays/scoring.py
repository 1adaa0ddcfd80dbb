"""What of a generated screenplay came through: lines lost, speakers right.

Takes elements and the script that was read from a page of them; gives a `Score`.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from booklet.model import Direction, Script, Speech
from booklet.read.screenplay.reader import read_screenplay
from tools.screenplays.typesetting import Element, Style, typeset

FIRST = 3
"""Words by which a speech is known again."""

_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Score:
    """`lost` counts words of speeches and action that the script has not; `speeches` are those
    set, `spoken` those of them that begin under their speaker, `right` those that are besides
    neither longer nor shorter than they were."""

    lost: int
    speeches: int
    spoken: int
    right: int


def score(elements: Sequence[Element], style: Style, rng: random.Random, front: bool) -> Score:
    """Set the elements in a style, read the page, and compare."""
    text, letters = typeset(elements, style, rng, front=front)
    script = read_screenplay(text, "generated.txt").script
    wanted = Counter(
        word
        for letter, line in zip(letters, text.split("\n"), strict=True)
        if letter in "NDE"
        for word in _WORD.findall(line.rstrip("* ").casefold())
    )
    said = speeches_set(elements)
    read = Counter(
        (_plain(speech.speaker or ""), _plain(speech.text))
        for scene in script.scenes
        for speech in scene.speeches()
    )
    right = sum((Counter(said) & read).values())
    spoken = sum((_begun(Counter(said)) & _begun(read)).values())
    return Score(sum((wanted - words_of(script)).values()), len(said), spoken, right)


def _begun(speeches: Counter[tuple[str, str]]) -> Counter[tuple[str, str]]:
    """Speeches by who speaks and the first words."""
    found: Counter[tuple[str, str]] = Counter()
    for (who, words), count in speeches.items():
        found[who, " ".join(words.split()[:FIRST])] += count
    return found


def speeches_set(elements: Sequence[Element]) -> list[tuple[str, str]]:
    """The speeches among elements: who, and the words."""
    found: list[tuple[str, str]] = []
    for kind, words in elements:
        if kind == "C":
            found.append((_plain(words.split("(")[0]), ""))
        elif kind == "D" and found:
            who, said = found[-1]
            found[-1] = (who, _plain(f"{said} {words}"))
    return found


def words_of(script: Script) -> Counter[str]:
    """All words that a script prints."""
    found: list[str] = []
    for scene in script.scenes:
        found += [scene.heading, scene.label]
        for element in scene.elements:
            if isinstance(element, Direction):
                found.append(element.text)
        for speech in scene.speeches():
            found += [speech.speaker or "", speech.extension or "", *_body(speech)]
    return Counter(word for text in found for word in _WORD.findall(text.casefold()))


def _body(speech: Speech) -> list[str]:
    return [part.text for part in speech.body]


def _plain(text: str) -> str:
    return " ".join(_WORD.findall(text.casefold()))
