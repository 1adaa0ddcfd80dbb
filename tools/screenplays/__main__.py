"""`python -m tools.screenplays`: how the weights by which screenplays are read were made.

    python -m tools.screenplays fit [FOLDER]      writes booklet/read/screenplay/weights.json
    python -m tools.screenplays thirds [FOLDER]   scores each third by what is fitted without it

FOLDER holds `labelled/` and `whole/` (SOURCES.md there says what they are), by default
../shared/screenplays. Needs numpy and scipy. All is drawn from fixed seeds.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from booklet.read.chain import Weights, decode, weights_text
from booklet.read.screenplay.features import features_of
from booklet.read.screenplay.grammar import GRAMMAR
from booklet.read.screenplay.layout import layout_of, profile_of
from booklet.read.screenplay.lines import Line, lines_of_text
from booklet.read.screenplay.reading import read_lines
from booklet.read.screenplay.weights import FILE
from tools.crf import Document, fit
from tools.screenplays.invented import TONGUES, invented
from tools.screenplays.typesetting import Element, draw_style, elements_of, typeset

DATA = Path(__file__).parents[3] / "shared" / "screenplays"

FRONT = {
    "25th-hour": 26,
    "alien-film": 26,
    "bonnie-and-clyde-film": 6,
    "die-hard": 53,
    "juno-film": 10,
    "saw-film": 6,
    "seven-film": 29,
    "sleepless-in-seattle": 8,
    "the-hangover": 15,
    "unforgiven": 70,
}
"""The last line of the title page of the whole screenplays, found by eye."""

VARIANTS = 3
SEGMENTS = 3
SEGMENT = 280
INVENTED = {"en": 36, "de": 12, "fr": 10, "es": 10}
SET_ANEW = 0.4
"""What a line that was set anew weighs beside one that stands as it was found."""


@dataclass(frozen=True)
class Labelled:
    """Lines with a letter for each, `?` where none is known."""

    lines: tuple[Line, ...]
    kinds: str
    weight: float = 1.0


def labelled(folder: Path) -> dict[str, Labelled]:
    """The excerpts with a label for every line, by name."""
    found: dict[str, Labelled] = {}
    for path in sorted(folder.glob("*.labels")):
        gold = path.read_text(encoding="utf-8").strip("\n")
        text = path.with_suffix(".txt").read_text(encoding="utf-8").split("\n")[: len(gold)]
        lines = lines_of_text("\n".join(text))
        ours = {"O": "X", "M": "?"}
        kinds = "".join(ours.get(gold[x.number - 1], gold[x.number - 1]) for x in lines)
        found[path.stem] = Labelled(lines, kinds)
    return found


def whole(folder: Path) -> dict[str, tuple[Line, ...]]:
    """The whole screenplays, by name."""
    return {
        path.stem: lines_of_text(path.read_text(encoding="utf-8", errors="replace"))
        for path in sorted(folder.glob("*.txt"))
        if path.stem in FRONT
    }


def set_anew(elements: Sequence[Element], rng: random.Random) -> Labelled:
    """Elements in a layout drawn at random."""
    text, letters = typeset(elements, draw_style(rng), rng, front=rng.random() < 0.35)
    lines = lines_of_text(text)
    return Labelled(lines, "".join(letters[line.number - 1] for line in lines), SET_ANEW)


def _elements(found: Labelled) -> list[Element]:
    gap = layout_of(found.lines).gap
    return elements_of(
        [
            (kind, line.text, line.blanks > gap)
            for line, kind in zip(found.lines, found.kinds, strict=True)
        ]
    )


def _first(found: Labelled) -> Document:
    rows, steps = features_of(found.lines, layout_of(found.lines))
    return Document(rows, steps, found.kinds, found.weight)


def _second(found: Labelled, weights: Weights) -> Document:
    layout = layout_of(found.lines)
    kinds = decode(GRAMMAR, *features_of(found.lines, layout), weights, {})
    rows, steps = features_of(found.lines, layout, profile_of(found.lines, kinds, layout.gap))
    return Document(rows, steps, found.kinds, found.weight)


def train(
    excerpts: Mapping[str, Labelled], wholes: Mapping[str, tuple[Line, ...]], seed: int
) -> tuple[Weights, Weights]:
    """The weights of both readings.

    The whole screenplays are read by weights fitted to the excerpts, and learned from as read.
    For the second reading, each half of all documents is first read by the other half's weights,
    so that what it learns of a first reading is what one is like on a page not seen before.
    """
    rng = random.Random(seed)
    data = list(excerpts.values())
    for language, count in INVENTED.items():
        for _ in range(count):
            data.append(set_anew(invented(rng, language, rng.randint(2, 7)), rng))
    assert set(INVENTED) == set(TONGUES)
    start = fit(GRAMMAR, [_first(each) for each in data], 1.0, 60, tell=_tell)
    for found in excerpts.values():
        data += [set_anew(_elements(found), rng) for _ in range(VARIANTS)]
    for name, lines in wholes.items():
        kinds = _with_front(
            name, lines, decode(GRAMMAR, *features_of(lines, layout_of(lines)), start, {})
        )
        data.append(Labelled(lines[:120], kinds[:120], SET_ANEW))
        for _ in range(SEGMENTS):
            at = rng.randrange(120, len(lines) - SEGMENT)
            part = Labelled(lines[at : at + SEGMENT], kinds[at : at + SEGMENT], SET_ANEW)
            data += [set_anew(_elements(part), rng)]
    rng.shuffle(data)
    firsts = [_first(each) for each in data]
    first = fit(GRAMMAR, firsts, 0.5, 90, tell=_tell)
    halves = [fit(GRAMMAR, firsts[half::2], 0.5, 45, tell=_tell) for half in (0, 1)]
    seconds = [_second(each, halves[1 - at % 2]) for at, each in enumerate(data)]
    return first, fit(GRAMMAR, seconds, 0.5, 90, tell=_tell)


def _with_front(name: str, lines: Sequence[Line], kinds: Sequence[str]) -> str:
    """The kinds with those of the title page set right."""
    row = []
    for line, kind in zip(lines, kinds, strict=True):
        if line.number > FRONT[name]:
            row.append("N" if kind == "M" else kind)
        elif name == "unforgiven" and "1992" not in line.text:
            row.append("X")
        else:
            row.append("M")
    return "".join(row)


def accuracy(gold: str, ours: Sequence[str]) -> float:
    """Share of the lines with a label that have the same; a title counts as left out."""
    pairs = [(g, "X" if o == "M" else o) for g, o in zip(gold, ours, strict=True) if g != "?"]
    return sum(g == o for g, o in pairs) / len(pairs)


def thirds(folder: Path) -> None:
    """Print the accuracy of each excerpt, read by weights that have not seen it."""
    excerpts, wholes = labelled(folder / "labelled"), whole(folder / "whole")
    names = sorted(excerpts)
    scores: list[float] = []
    for third in range(3):
        seen = {
            name: found
            for at, (name, found) in enumerate(sorted(excerpts.items()))
            if at % 3 != third
        }
        weights = train(seen, wholes, third)
        for name in names[third::3]:
            found = excerpts[name]
            ours = read_lines(found.lines, *weights, {})
            scores.append(accuracy(found.kinds, ours))
            print(f"{name:35} {scores[-1]:.4f}", flush=True)
    print(f"mean accuracy {sum(scores) / len(scores):.4f} over {len(scores)} films")


def _tell(text: str) -> None:
    print(f"{time.process_time():7.1f} s  {text}", file=sys.stderr, flush=True)


def main(arguments: Sequence[str]) -> int:
    """Run the command."""
    if not arguments or arguments[0] not in ("fit", "thirds"):
        print(__doc__)
        return 2
    folder = Path(arguments[1]) if len(arguments) > 1 else DATA
    if arguments[0] == "thirds":
        thirds(folder)
        return 0
    weights = train(labelled(folder / "labelled"), whole(folder / "whole"), 11)
    FILE.write_text(weights_text(*weights), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
