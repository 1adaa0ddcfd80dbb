"""Whether sentences of a plot summary are placed at the right scenes of a film.

The folder holds whole screenplays (`X.txt`), plot summaries of some, a sentence a line
(`X.synopsis.txt`), and `turning-points.tsv`: for a few sentences, the scenes they tell of,
counted from 0 over the lines with INT. or EXT. (the turning points of TRIPOD, Papalampidi et
al. 2019). It is not part of the project.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent.parent.parent / "shared" / "screenplays" / "whole"
NEAR = 0.03
"""A sentence is right within this share of the film's scenes."""

_SCENE = re.compile(r"\b(?:INT|EXT)\.|\b(?:INT|EXT)\b\.?/\.?(?:INT|EXT)\b")

Placer = Callable[[str, Sequence[str]], Sequence[int | None]]
"""From a film's screenplay and the sentences of its plot to a scene (from 0) for each of them,
None where it abstains."""


@dataclass(frozen=True, slots=True)
class Film:
    """A film with a plot summary; `right` are the scenes of some of its sentences."""

    name: str
    screenplay: str
    sentences: tuple[str, ...]
    right: dict[int, tuple[int, ...]]

    @property
    def scenes(self) -> int:
        """How many scenes it has."""
        return sum(1 for line in self.screenplay.splitlines() if _SCENE.search(line))


@dataclass(frozen=True, slots=True)
class PlotScore:
    """Sentences with a known scene: how many there are, were placed, are right."""

    asked: int
    placed: int
    right: int


def films(folder: Path) -> tuple[Film, ...]:
    """The films of the folder that have a summary."""
    right: dict[str, dict[str, tuple[int, ...]]] = {}
    with (folder / "turning-points.tsv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            scenes = tuple(int(scene) for scene in row["scenes"].split(","))
            right.setdefault(row["film"], {})[row["synopsis_sentence"].strip()] = scenes
    found: list[Film] = []
    for name, known in right.items():
        text = (folder / f"{name}.synopsis.txt").read_text(encoding="utf-8")
        sentences = tuple(line.strip() for line in text.splitlines() if line.strip())
        screenplay = (folder / f"{name}.txt").read_text(encoding="utf-8", errors="replace")
        places = {sentences.index(sentence): scenes for sentence, scenes in known.items()}
        found.append(Film(name, screenplay, sentences, places))
    return tuple(found)


def score_plots(placer: Placer, among: Sequence[Film]) -> PlotScore:
    """Scores a placer over films: right is within `NEAR` of the nearest right scene."""
    asked = placed = right = 0
    for film in among:
        answers = placer(film.screenplay, film.sentences)
        for number, scenes in film.right.items():
            answer = answers[number]
            asked += 1
            if answer is not None:
                placed += 1
                right += is_right(answer, scenes, film.scenes)
    return PlotScore(asked, placed, right)


def is_right(answer: int, scenes: Sequence[int], count: int) -> bool:
    """Whether a scene is near enough to one of the right ones, in a film of `count` scenes."""
    return min(abs(answer - scene) for scene in scenes) <= NEAR * count


def by_proportion(screenplay: str, sentences: Sequence[str]) -> list[int | None]:
    """What knows nothing: the sentences spread evenly over the scenes."""
    scenes = sum(1 for line in screenplay.splitlines() if _SCENE.search(line))
    return [int((number + 0.5) / len(sentences) * scenes) for number in range(len(sentences))]


PLACERS: dict[str, Placer] = {"spread evenly": by_proportion}


def report(folder: Path) -> int:
    """Prints the score of every placer; 0, also where the folder is not there."""
    if not (folder / "turning-points.tsv").exists():
        print("plots: skipped, there is no folder of screenplays with turning points")
        return 0
    among = films(folder)
    for name, placer in PLACERS.items():
        score = score_plots(placer, among)
        print(
            f"plots, {name}: of {score.asked} sentences of {len(among)} films "
            f"{score.placed} placed, {score.right} right"
        )
    return 0
