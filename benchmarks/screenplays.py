"""`python -m benchmarks screenplays`: invented screenplays, in layouts × lengths × languages.

Sets them on pages, reads the pages, and tells how many words were lost and how many speeches
came out whole under their speaker. `--layouts N` and `--lengths N` make it smaller.
"""

from __future__ import annotations

import argparse
import random
import time
from collections import defaultdict
from collections.abc import Sequence

from tools.screenplays.invented import TONGUES, invented
from tools.screenplays.scoring import Score, score
from tools.screenplays.typesetting import draw_style

LENGTHS = (2, 4, 8, 16, 32, 64)
"""Scenes."""


def main(arguments: Sequence[str]) -> int:
    """Prints a line a language, and the worst pages."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks screenplays")
    parser.add_argument("--layouts", type=int, default=20)
    parser.add_argument("--lengths", type=int, default=len(LENGTHS))
    parser.add_argument("--seed", type=int, default=2024)
    given = parser.parse_args(arguments)
    scores: dict[str, list[tuple[Score, str]]] = defaultdict(list)
    started = time.process_time()
    for layout in range(given.layouts):
        for length in LENGTHS[: given.lengths]:
            for language in TONGUES:
                rng = random.Random(f"{given.seed} {layout} {length} {language}")
                style = draw_style(random.Random(f"{given.seed} {layout}"))
                found = score(invented(rng, language, length), style, rng, front=layout % 2 == 0)
                scores[language].append((found, f"layout {layout}, {length} scenes, {language}"))
    for language, row in scores.items():
        print(f"{language}: {_told([each for each, _ in row])}")
    every = [each for row in scores.values() for each in row]
    print(f"all: {_told([each for each, _ in every])}; {time.process_time() - started:.0f} s")
    for found, name in sorted(every, key=lambda each: each[0].right - each[0].speeches)[:8]:
        if found.lost or found.right < found.speeches:
            print(f"  {name}: {found.right} of {found.speeches} right, {found.lost} words lost")
    return 0


def _told(scores: Sequence[Score]) -> str:
    speeches = sum(each.speeches for each in scores)
    spoken = sum(each.spoken for each in scores)
    right = sum(each.right for each in scores)
    lost = sum(each.lost for each in scores)
    return (
        f"{len(scores)} pages, {speeches:,} speeches, {spoken / speeches:.4f} under their "
        f"speaker, {right / speeches:.4f} with just their words, {lost} words lost"
    )
