"""What of a generated play came through: lines lost, speakers right.

Takes a `Work` and the script that was read from a page of it; gives a `Score`.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from dataclasses import dataclass

from booklet.read.play.reader import read_play
from tools.plays.invented import Said, Told, Work
from tools.plays.typesetting import Style, typeset
from tools.screenplays.scoring import Score, words_of

FIRST = 3
"""Words by which a speech is known again."""

_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class Read:
    """A score, and how many lines have the letter that they were set as."""

    score: Score
    lines: int
    same: int


def score(work: Work, style: Style, rng: random.Random, front: bool = True) -> Read:
    """Set the work in a style, read the page, and compare."""
    text, letters = typeset(work, style, rng, front)
    play = read_play(text, "generated.txt")
    said = [each for each in work.body if isinstance(each, Said)]
    wanted = Counter(
        word
        for each in work.body
        for given in ([each.text] if isinstance(each, Told) else _texts(each))
        for word in _words(given)
    )
    set_ = Counter((_plain(each.name), _plain(" ".join(_spoken(each)))) for each in said)
    read = Counter(
        (_plain(speech.speaker or ""), _plain(speech.text))
        for scene in play.script.scenes
        for speech in scene.speeches()
    )
    have = words_of(play.script)
    acts = {scene.act for scene in play.script.scenes if scene.act}
    have.update(word for act in acts for word in _words(act.heading))
    spoken = sum((_begun(set_) & _begun(read)).values())
    merged = str.maketrans({"P": "D", "L": "M"})
    pairs = list(zip(letters.translate(merged), play.letters, strict=True))
    return Read(
        Score(sum((wanted - have).values()), len(said), spoken, sum((set_ & read).values())),
        sum(one != "O" for one, _ in pairs),
        sum(one == other for one, other in pairs if one != "O"),
    )


def _texts(said: Said) -> list[str]:
    return [part for paragraph in said.paragraphs for part, _ in paragraph]


def _spoken(said: Said) -> list[str]:
    return [part for paragraph in said.paragraphs for part, told in paragraph if not told]


def _begun(speeches: Counter[tuple[str, str]]) -> Counter[tuple[str, str]]:
    """Speeches by who speaks and the first words."""
    found: Counter[tuple[str, str]] = Counter()
    for (who, words), count in speeches.items():
        found[who, " ".join(words.split()[:FIRST])] += count
    return found


def _words(text: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(text)]


def _plain(text: str) -> str:
    return " ".join(_words(text))
