"""`python -m tools.plays`: how the weights by which printed plays are read were made.

    python -m tools.plays fit             writes booklet/read/play/weights.json
    python -m tools.plays score [SEED]    scores plays that nothing was fitted on

All pages are of invented plays, drawn from fixed seeds. `fit` needs numpy and scipy.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass

from booklet.read.chain import Weights, decode, weights_text
from booklet.read.play.cues import Cue, cues_of
from booklet.read.play.features import Seen, features_of, profile_of, seen_in
from booklet.read.play.grammar import GRAMMAR
from booklet.read.play.lines import Line, lines_of_text
from booklet.read.play.reading import possible
from booklet.read.play.weights import FILE
from tools.plays.invented import TONGUES_OF_PLAYS, invented
from tools.plays.scoring import Read, score
from tools.plays.typesetting import draw_style, typeset

PAGES = 360
MOST = 180
"""Lines of a page that are learned from, its beginning, and the same number from its end."""


@dataclass(frozen=True)
class Labelled:
    """Lines with a letter for each."""

    lines: tuple[Line, ...]
    cues: list[Cue | None]
    seen: Seen
    kinds: str


def pages(count: int, seed: int) -> list[Labelled]:
    """So many pages in house forms drawn at random."""
    rng = random.Random(seed)
    found: list[Labelled] = []
    for at in range(count):
        language = rng.choice(["en", "en", "en", *TONGUES_OF_PLAYS])
        work = invented(rng, language, rng.choice([1, 2, 3, 4, 6]))
        text, letters = typeset(work, draw_style(rng), rng, front=at % 4 != 0)
        lines = lines_of_text(text)
        kinds = "".join(letters[line.number - 1] for line in lines)
        cues = cues_of(lines)
        seen = seen_in(lines, cues)
        may = possible(lines, cues, seen)
        kinds = "".join(kind if kind in may.get(at, kind) else "?" for at, kind in enumerate(kinds))
        found.append(Labelled(lines, cues, seen, kinds))
    return found


def train(count: int, seed: int) -> tuple[Weights, Weights]:
    """The weights of both readings.

    For the second reading, each half of all pages is first read by the other half's weights, so
    that what it learns of a first reading is what one is like on a page not seen before.
    """
    from tools.crf import Document, fit

    data = pages(count, seed)

    def first(found: Labelled) -> Document:
        rows, steps = features_of(found.lines, found.cues, found.seen)
        return _cut(Document(rows, steps, found.kinds))

    def second(found: Labelled, weights: Weights) -> Document:
        read = features_of(found.lines, found.cues, found.seen)
        kinds = decode(GRAMMAR, *read, weights, possible(found.lines, found.cues, found.seen))
        profile = profile_of(found.lines, found.cues, found.seen, kinds)
        rows, steps = features_of(found.lines, found.cues, found.seen, profile)
        return _cut(Document(rows, steps, found.kinds))

    def _cut(document: Document) -> Document:
        size = len(document.rows)
        kept = [at for at in range(size) if at < MOST or at >= size - MOST]
        return Document(
            [document.rows[at] for at in kept],
            [document.steps[at] for at in kept],
            "".join(document.kinds[at] for at in kept),
        )

    firsts = [first(each) for each in data]
    whole = fit(GRAMMAR, firsts, 0.5, 70, tell=_tell)
    halves = [fit(GRAMMAR, firsts[half::2], 0.5, 35, tell=_tell) for half in (0, 1)]
    seconds = [second(each, halves[1 - at % 2]) for at, each in enumerate(data)]
    return whole, fit(GRAMMAR, seconds, 0.5, 70, tell=_tell)


def _tell(text: str) -> None:
    print(f"{time.process_time():7.1f} s  {text}", file=sys.stderr, flush=True)


def told(scores: Sequence[Read]) -> str:
    """Scores summed up in a line."""
    speeches = sum(each.score.speeches for each in scores)
    spoken = sum(each.score.spoken for each in scores)
    right = sum(each.score.right for each in scores)
    lost = sum(each.score.lost for each in scores)
    same = sum(each.same for each in scores) / sum(each.lines for each in scores)
    return (
        f"{len(scores)} pages, {speeches:,} speeches, {spoken / speeches:.4f} under their "
        f"speaker, {right / speeches:.4f} with just their words, {lost} words lost; "
        f"{same:.4f} of lines"
    )


def main(arguments: Sequence[str]) -> int:
    """Run the command."""
    if arguments[:1] == ["fit"]:
        FILE.write_text(weights_text(*train(PAGES, 7)), encoding="utf-8")
        return 0
    if arguments[:1] != ["score"]:
        print(__doc__)
        return 2
    seed = arguments[1] if len(arguments) > 1 else "2024"
    scores: list[tuple[Read, str]] = []
    for form in range(30):
        for language in TONGUES_OF_PLAYS:
            rng = random.Random(f"{seed} {form} {language}")
            style = draw_style(random.Random(f"{seed} {form}"))
            read = score(invented(rng, language, rng.choice([2, 4, 8])), style, rng)
            scores.append((read, f"form {form}, {language}: {style.name!r} {style.stage}"))
    print(told([each for each, _ in scores]))
    worst = sorted(scores, key=lambda each: each[0].score.spoken - each[0].score.speeches)
    for read, name in worst[:14]:
        print(
            f"  {name}: {read.score.spoken} and {read.score.right} of {read.score.speeches}, "
            f"{read.score.lost} lost, {read.same} of {read.lines}"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
