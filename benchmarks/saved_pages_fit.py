"""`python -m benchmarks saved_pages_fit --seed 1`: the weights by which dialogue is found.

In: the seed that parts the shapes of pages into halves. Out: `WEIGHTS` of
`booklet.ingest.voices`, by logistic regression with a penalty on what is far from `EXPECTED`,
from what each form reads on pages of the looked half: right where most of it was said.
"""

from __future__ import annotations

import argparse
import math
import random
from collections.abc import Iterator, Mapping, Sequence

from benchmarks.page_furniture import SITES
from benchmarks.page_shapes import ARTICLES, COMMENTED, DUMPS, LISTS, Brief, Rendered
from benchmarks.page_works import works
from benchmarks.saved_pages import WIDTHS, half_of
from booklet.ingest.inputs import InputFile
from booklet.ingest.sources import read_sources
from booklet.ingest.tokens import forms
from booklet.ingest.voices import FEWEST, evidence

RIGHT = 0.85
PENALTY = 0.004

EXPECTED: Mapping[str, float] = {
    "bias": -4.0,
    "come back": 3.0,
    "known": 2.5,
    "alternate": 1.5,
    "near": 2.0,
    "quoted": 1.5,
    "sentences": 2.0,
    "marked": 1.5,
    "many": 0.5,
    "a crowd": -5.0,
    "one voice": -4.0,
    "same words": -3.0,
    "own name": -3.0,
    "long": -3.0,
    "left over": -4.0,
    "set apart": 2.0,
    "listed": -2.0,
    "label below": 1.0,
}
"""What the weights were thought to be before; generated pages say nothing against it where they
have too little of a kind (glossaries, menus)."""
STEPS = 1_500
RATE = 1.0

Row = tuple[dict[str, float], bool]


def main(arguments: list[str]) -> int:
    """Prints the weights, and how many forms they judge wrongly."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks saved_pages_fit")
    parser.add_argument("--seed", type=int, default=1)
    wanted = parser.parse_args(arguments)
    rows = list(_rows(wanted.seed))
    weights = fitted(rows)
    wrong = sum((_odds(weights, found) > 0) != right for found, right in rows)
    print(f"# {wrong} of {len(rows)} forms judged wrongly, {sum(r for _, r in rows)} are right")
    for name, weight in weights.items():
        print(f'    "{name}": {weight:.2f},')
    return 0


def fitted(rows: Sequence[Row]) -> dict[str, float]:
    """Weights by gradient descent."""
    names = list(dict.fromkeys(name for found, _ in rows for name in found))
    weights = {name: EXPECTED.get(name, 0.0) for name in names}
    for _ in range(STEPS):
        slope = {
            name: PENALTY * (weight - EXPECTED.get(name, 0.0)) for name, weight in weights.items()
        }
        for found, right in rows:
            off = 1 / (1 + math.exp(-_odds(weights, found))) - right
            for name, value in found.items():
                slope[name] += off * value / len(rows)
        weights = {name: weights[name] - RATE * slope[name] for name in names}
    return weights


def _odds(weights: dict[str, float], found: dict[str, float]) -> float:
    return sum(weights[name] * value for name, value in found.items())


def _rows(seed: int) -> Iterator[Row]:
    sites = half_of(SITES, "looked", seed)
    for turn, work in enumerate(works()):
        draw = random.Random(f"fit {seed} {turn}")

        def brief(draw: random.Random = draw, work=work) -> Brief:  # type: ignore[no-untyped-def]
            return Brief(work, draw.choice(sites), draw, draw.choice(WIDTHS))

        pages: list[Rendered] = []
        for table in (LISTS, COMMENTED, DUMPS):
            pages += [table[name](brief()) for name in half_of(table, "looked", seed)]
        for name in half_of(ARTICLES, "looked", seed):
            pages += [ARTICLES[name](brief(), essay) for essay in work.essays]
        speakers = frozenset(each.speaker.casefold() for each in work.said)
        for number, page in enumerate(pages):
            said = {(forms(each.speaker), forms(each.text)) for each in page.said}
            read = read_sources((InputFile(page.name, page.data.encode()),), {}).value
            for source in read.pages if read else ():
                known = speakers if (number + turn) % 2 else frozenset()
                for found, taken in evidence(source.blocks, known).values():
                    if len(taken) >= FEWEST:
                        hits = sum((forms(name), forms(text)) in said for name, text in taken)
                        yield found, hits >= RIGHT * len(taken)
