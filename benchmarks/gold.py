"""How well quotations are found: precision, recall and F1 over the gold set.

    python -m benchmarks gold [--part tuned|held|sample|all] [--errors]

By span: a quotation counts as found where it is placed in the right speech and shares at
least 0.8 of the words (Dice). Beside it, in the same run, plain rapidfuzz partial ratio,
which is given the labelled spans to place and has no context.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from rapidfuzz import fuzz

from benchmarks.gold_set import GoldEssay, Label, labelled_essays, sample_essays
from booklet.draw import draw
from booklet.draw.index import ScriptIndex, index
from booklet.draw.normalise import words
from booklet.model import Analysis, Script
from booklet.read.course import read_course

OVERLAP = 0.8
LONG = 5
_SAMPLE = Path(__file__).parent.parent / "content" / "lamplight"

Region = tuple[int, int]


@dataclass
class Score:
    """Counts of one kind of quotation."""

    labels: int = 0
    to_find: int = 0
    found: int = 0
    placed: int = 0
    right: int = 0

    @property
    def precision(self) -> float:
        """Right among the placed."""
        return self.right / self.placed if self.placed else 1.0

    @property
    def recall(self) -> float:
        """Found among those to be found."""
        return self.found / self.to_find if self.to_find else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of the two."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass
class Tally:
    """Scores by kind and by length, and what went wrong."""

    scores: dict[str, Score] = field(default_factory=dict)
    statuses: Counter[str] = field(default_factory=Counter)
    errors: list[str] = field(default_factory=list)

    def of(self, *names: str) -> list[Score]:
        """The scores of these names, made where they are new."""
        return [self.scores.setdefault(name, Score()) for name in names]


@dataclass(frozen=True)
class Placed:
    """What a method placed: the analysis' `[start:end]` on words of the script."""

    start: int
    end: int
    region: Region | None
    text: str
    told: str


Method = Callable[[Script, ScriptIndex, GoldEssay, tuple[Analysis, ...]], list[Placed]]


def by_booklet(
    script: Script, indexed: ScriptIndex, essay: GoldEssay, analyses: tuple[Analysis, ...]
) -> list[Placed]:
    """What `draw` places, with the other analyses at hand as in a course."""
    drawn = draw(script, analyses, None).value or ()
    placed: list[Placed] = []
    for annotation in drawn:
        if annotation.source != essay.analysis.id or annotation.quote is None:
            continue
        region = None
        if annotation.status == "placed" and annotation.target is not None:
            region = indexed.words_of(annotation.target)
        told = f"{annotation.status}: {annotation.reason}"
        quote = annotation.quote
        placed.append(Placed(quote.start, quote.end, region, quote.exact, told))
    return placed


def by_partial_ratio(
    script: Script, indexed: ScriptIndex, essay: GoldEssay, analyses: tuple[Analysis, ...]
) -> list[Placed]:
    """The best partial ratio of at least 85, for each labelled span."""
    del script, analyses
    starts: list[int] = []
    length = 0
    for word in indexed.folded:
        starts.append(length)
        length += len(word) + 1
    row = " ".join(indexed.folded)
    placed: list[Placed] = []
    for label in essay.labels:
        said = " ".join(words(label.text).folded)
        best = fuzz.partial_ratio_alignment(said, row, score_cutoff=85)
        region = None
        if best is not None:
            inside = [
                at for at, start in enumerate(starts) if best.dest_start <= start < best.dest_end
            ]
            region = (inside[0], inside[-1]) if inside else None
        placed.append(Placed(label.start, label.end, region, label.text, "partial ratio"))
    return placed


def score(method: Method, essays: list[GoldEssay], script: Script) -> Tally:
    """Scores one method over all essays."""
    indexed = index(script)
    tally = Tally()
    analyses = tuple(essay.analysis for essay in essays)
    for essay in essays:
        given = method(script, indexed, essay, analyses)
        _score_labels(essay, given, indexed, tally)
        _score_placed(essay, given, tally)
    return tally


def _score_labels(
    essay: GoldEssay, given: list[Placed], indexed: ScriptIndex, tally: Tally
) -> None:
    for label in essay.labels:
        names = _names(label)
        touching = [one for one in given if one.region and _touches(one, label)]
        for one in tally.of(*names):
            one.labels += 1
            one.to_find += label.region is not None
        if label.region is None:
            continue
        here = [one.region for one in touching if one.region]
        union = (min(r[0] for r in here), max(r[1] for r in here)) if here else None
        if union is not None and _dice(union, label.region) >= OVERLAP:
            for one in tally.of(*names):
                one.found += 1
        else:
            told = [one.told for one in given if _touches(one, label)]
            wanted = indexed.target(*label.region)
            tally.errors.append(
                f"  missed  {essay.analysis.id} [{label.kind}] “{label.text[:70]}” → "
                f"{indexed.speeches[indexed.speech_at(label.region[0])].citation} "
                f"“{wanted.text[:40]}”: {told or 'not seen'}"
            )


def _score_placed(essay: GoldEssay, given: list[Placed], tally: Tally) -> None:
    for one in given:
        touching = [label for label in essay.labels if _touches(one, label)]
        tally.statuses[one.told.partition(":")[0]] += 1
        if one.region is None:
            continue
        right = any(_is_right(one.region, label.region) for label in touching)
        names = _names(touching[0]) if touching else ("unlabelled", "all")
        for each in tally.of(*names):
            each.placed += 1
            each.right += right
        if not right:
            tally.errors.append(
                f"  WRONG   {essay.analysis.id} [{names[0]}] “{one.text[:70]}”: {one.told}"
            )


def _is_right(region: Region, wanted: Region | None) -> bool:
    """On the wanted words, or on a part of them that is quoted by itself."""
    if wanted is None:
        return False
    inside = wanted[0] <= region[0] and region[1] <= wanted[1]
    return inside or _dice(region, wanted) >= OVERLAP


def _names(label: Label) -> tuple[str, ...]:
    length = "five words and more" if label.length >= LONG else "below five words"
    return label.kind, length, "all"


def _touches(one: Placed, label: Label) -> bool:
    shared = min(one.end, label.end) - max(one.start, label.start)
    return shared > 0.5 * min(one.end - one.start, label.end - label.start)


def _dice(one: Region, other: Region) -> float:
    shared = min(one[1], other[1]) - max(one[0], other[0]) + 1
    return 2 * max(shared, 0) / ((one[1] - one[0] + 1) + (other[1] - other[0] + 1))


def report(name: str, tally: Tally) -> None:
    """Prints a table of the scores."""
    print(f"\n{name}")
    print(f"  {'':22}{'labels':>8}{'to find':>9}{'placed':>8}{'prec.':>8}{'recall':>8}{'F1':>8}")
    last = ("five words and more", "below five words", "unlabelled", "all")
    order = sorted(
        tally.scores, key=lambda kind: (kind in last, last.index(kind) if kind in last else 0, kind)
    )
    for kind in order:
        one = tally.scores[kind]
        print(
            f"  {kind:22}{one.labels:8}{one.to_find:9}{one.placed:8}"
            f"{one.precision:8.3f}{one.recall:8.3f}{one.f1:8.3f}"
        )


def main(arguments: list[str]) -> int:
    """Runs the benchmark; see the module."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks gold")
    parser.add_argument("--part", choices=["sample", "tuned", "held", "all"], default="all")
    parser.add_argument("--errors", action="store_true", help="list every miss and mistake")
    options = parser.parse_args(arguments)
    course = read_course(_SAMPLE, "content/lamplight").value
    if course is None:
        print("the sample course cannot be read", file=sys.stderr)
        return 1
    indexed = index(course.script)
    parts: dict[str, list[GoldEssay]] = {
        "sample": sample_essays(course.analyses, indexed),
        "tuned": labelled_essays("tuned", indexed),
        "held": labelled_essays("held", indexed),
    }
    wanted = list(parts) if options.part == "all" else [options.part]
    methods: dict[str, Method] = {"booklet": by_booklet, "partial ratio": by_partial_ratio}
    for method_name, method in methods.items():
        for part in wanted:
            if not parts[part]:
                continue
            tally = score(method, parts[part], course.script)
            report(f"{method_name}, {part}", tally)
            if options.errors and method_name == "booklet":
                print("\n".join(tally.errors))
                print(dict(tally.statuses))
        if len(wanted) > 1:
            everything = [essay for part in wanted for essay in parts[part]]
            report(f"{method_name}, all", score(method, everything, course.script))
    return 0
