"""How well quotations are found: precision, recall and F1 over the gold set.

    python -m benchmarks gold [--part sample|tuned|held|unseen|all] [--others] [--errors]

By span: a quotation counts as found where it is placed in the right speech and shares at
least 0.8 of the words (Dice). Beside it, in the same run, plain rapidfuzz partial ratio,
which is given the labelled spans to place and has no context; with `--others` also Quid and
text-matcher, which are given whole essays, as `draw` is, and installed with pip for it.
"""

from __future__ import annotations

import argparse
import sys
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from rapidfuzz import fuzz

from benchmarks.gold_set import GoldEssay, GoldPart, Label, gold_parts
from benchmarks.others import FINDERS, Finder, FinderUnavailableError, ask
from booklet.draw import draw
from booklet.draw.finding.index import ScriptIndex
from booklet.draw.finding.normalise import words
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


Method = Callable[[GoldPart], list[list[Placed]]]
"""What a method places in each essay of a part."""


def by_booklet(part: GoldPart) -> list[list[Placed]]:
    """What `draw` places, all essays of a part being one course."""
    drawn = draw(part.script, tuple(essay.analysis for essay in part.essays), None).value or ()
    placed: dict[str, list[Placed]] = {essay.analysis.id: [] for essay in part.essays}
    for annotation in drawn:
        quote = annotation.quote
        if annotation.source not in placed or quote is None:
            continue
        region = None
        spoken = annotation.reason.partition(";")[0] != "stage direction"
        if annotation.status == "placed" and annotation.target is not None and spoken:
            region = part.indexed.words_of(annotation.target)
        told = f"{annotation.status}: {annotation.reason}"
        placed[annotation.source].append(Placed(quote.start, quote.end, region, quote.exact, told))
    return list(placed.values())


def by_partial_ratio(part: GoldPart) -> list[list[Placed]]:
    """The best partial ratio of at least 85, for each labelled span."""
    starts: list[int] = []
    length = 0
    for word in part.indexed.folded:
        starts.append(length)
        length += len(word) + 1
    row = " ".join(part.indexed.folded)
    return [
        [_by_partial_ratio(label, row, starts) for label in essay.labels] for essay in part.essays
    ]


def _by_partial_ratio(label: Label, row: str, starts: list[int]) -> Placed:
    said = " ".join(words(label.text).folded)
    best = fuzz.partial_ratio_alignment(said, row, score_cutoff=85)
    region = None
    if best is not None:
        inside = [at for at, start in enumerate(starts) if best.dest_start <= start < best.dest_end]
        region = (inside[0], inside[-1]) if inside else None
    return Placed(label.start, label.end, region, label.text, "partial ratio")


def by_other(finder: Finder) -> Method:
    """What another finder of quotations places; raises `FinderUnavailableError`."""

    def method(part: GoldPart) -> list[list[Placed]]:
        spoken: list[str] = []
        starts: list[int] = []  # of each word of the script, in the text given to the finder
        length = 0
        for speech in part.indexed.speeches:
            while len(starts) < speech.first:
                starts.append(length)  # the break between two scenes
            starts += [length + at for at in part.indexed.starts[speech.first : speech.end]]
            spoken.append(speech.text)
            length += len(speech.text) + 1
        texts = [essay.analysis.text for essay in part.essays]
        answer = ask(finder, "\n".join(spoken), texts)
        if answer.remark:
            print(f"{finder.name}: {answer.remark}", file=sys.stderr)
        return [
            [
                Placed(
                    start,
                    end,
                    (bisect_left(starts, low), max(bisect_left(starts, high) - 1, 0)),
                    text[start:end],
                    finder.name,
                )
                for low, high, start, end in found
            ]
            for text, found in zip(texts, answer.matches, strict=True)
        ]

    return method


def score(method: Method, parts: Iterable[GoldPart]) -> Tally:
    """Scores one method over all essays of the parts."""
    tally = Tally()
    for part in parts:
        for essay, given in zip(part.essays, method(part), strict=True):
            _score_labels(essay, given, part.indexed, tally)
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
    course = read_course(_SAMPLE, "content/lamplight").value
    if course is None:
        print("the sample course cannot be read", file=sys.stderr)
        return 1
    parts = {part.name: part for part in gold_parts(course)}
    parser = argparse.ArgumentParser(prog="python -m benchmarks gold")
    parser.add_argument("--part", choices=[*parts, "all"], default="all")
    parser.add_argument("--others", action="store_true", help="Quid and text-matcher, too")
    parser.add_argument("--errors", action="store_true", help="list every miss and mistake")
    options = parser.parse_args(arguments)
    wanted = [[part] for name, part in parts.items() if options.part in (name, "all")]
    if len(wanted) > 1:
        wanted.append(list(parts.values()))
    methods: dict[str, Method] = {"booklet": by_booklet, "partial ratio": by_partial_ratio}
    if options.others:
        methods |= {finder.name: by_other(finder) for finder in FINDERS}
    for method_name, method in methods.items():
        for chosen in wanted:
            try:
                tally = score(method, chosen)
            except FinderUnavailableError as reason:
                print(f"\n{method_name} cannot be installed or run here: {reason}")
                break
            report(f"{method_name}, {chosen[0].name if len(chosen) == 1 else 'all'}", tally)
            if options.errors and method_name == "booklet" and len(chosen) == 1:
                print("\n".join(tally.errors))
                print(dict(tally.statuses))
    return 0
