"""What of an essay becomes notes: runs of its sentences, each with its place.

Takes an essay on its ground; gives the `Remark`s to print and a verdict on every sentence.
A paragraph is parted into runs that are printed and sentences that are not, so that the sum
of what its sentences are worth, and of how sure each run's place is, is largest (dynamic
programming over the paragraph, in time linear in its sentences).
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from booklet.draw.saying.features import describe
from booklet.draw.saying.reading import Paragraph
from booklet.draw.saying.spots import Ground, Spot, spots
from booklet.draw.saying.wording import Wording, worded
from booklet.draw.weights import Weights, weigh

MOST_SENTENCES = 6
"""No note has more of them."""

NEAR = 0.5
"""Nats below what is printed: so little may a remark lack that a person is asked about it."""

MOST_NEAR = 5
"""No more of them are asked about in one essay."""

_EASE = 0.4
_LONG = 10  # an essay of fewer sentences is an aside, not a critic to be heard
_FAR_FROM = -1.0  # nobody asks for the place of what is worth so little

Reason = Literal["retells", "repeats", "no place", "too weak", "too long", "quotes"]


@dataclass(frozen=True, slots=True)
class Remark:
    """Sentences `first` to `last` of the essay's paragraph `paragraph`, as a note.

    `value` is what printing it is worth, in nats; `odds` those of its place.
    """

    paragraph: int
    first: int
    last: int
    spot: Spot
    value: float
    odds: float
    wording: Wording


@dataclass(frozen=True, slots=True)
class Weighed:
    """A sentence's worth in nats, where it would best belong, and why it is not printed."""

    worth: float
    reason: Reason
    spot: Spot | None


@dataclass(frozen=True, slots=True)
class Choice:
    """The remarks of an essay in its order, and its sentences by paragraph.

    `waiting` are words for quotations that stand in several places, until a person decides;
    `near` are the remarks that are all but printed, the nearest first.
    """

    remarks: tuple[Remark, ...]
    near: tuple[Remark, ...]
    waiting: dict[int, Wording]
    weighed: tuple[tuple[Weighed, ...], ...]


def choose(ground: Ground, weights: Mapping[str, Weights], note_words: int) -> Choice:
    """What of an essay is to be printed.

    Every critic is to be heard: where an essay gives few remarks, they need be worth less.
    """
    choice = weights["choice"]
    count = sum(len(paragraph.sentences) for paragraph in ground.essay.paragraphs)
    described = [
        [
            describe(sentence, paragraph, at, ground.script)
            for at, sentence in enumerate(paragraph.sentences)
        ]
        for paragraph in ground.essay.paragraphs
    ]
    found = _chosen(ground, described, weights, note_words, 0.0)
    ease = 0.0 if count >= _LONG else choice["most ease"]
    while len(found.remarks) < choice["share"] * count and ease < choice["most ease"]:
        ease += _EASE
        found = _chosen(ground, described, weights, note_words, ease)
    return found


def _chosen(
    ground: Ground,
    described: Sequence[Sequence[dict[str, float]]],
    weights: Mapping[str, Weights],
    note_words: int,
    ease: float,
) -> Choice:
    remarks: list[Remark] = []
    near: list[Remark] = []
    waiting: dict[int, Wording] = {}
    weighed: list[tuple[Weighed, ...]] = []
    for number, paragraph in enumerate(ground.essay.paragraphs):
        features_of = described[number]
        worths = [weigh(features, weights["worth"]) + ease for features in features_of]
        runs = list(_runs(ground, number, paragraph, worths, weights, note_words))
        best = _best(runs, len(worths))
        remarks += best
        near += _nearest(runs, best)
        waiting.update(_waiting(ground, paragraph, worths, weights["choice"], note_words))
        weighed.append(
            tuple(
                _weighed(ground, paragraph, at, features, worth, weights)
                for at, (features, worth) in enumerate(zip(features_of, worths, strict=True))
            )
        )
    near.sort(key=lambda run: -run.value)
    return Choice(tuple(remarks), tuple(near), waiting, tuple(weighed))


def _runs(
    ground: Ground,
    number: int,
    paragraph: Paragraph,
    worths: Sequence[float],
    weights: Mapping[str, Weights],
    note_words: int,
) -> list[Remark]:
    """The runs of a paragraph that could be printed, with a gain or nearly so."""
    choice = weights["choice"]
    found: list[Remark] = []
    for first in range(len(worths)):
        if worths[first] <= choice["least at edge"]:
            continue
        total, words = 0.0, 0
        scenes: set[int] = set()
        for last in range(first, min(len(worths), first + MOST_SENTENCES)):
            total += worths[last] + choice["sentence"]
            scenes |= {
                ground.scene_of(one)
                for one in paragraph.sentences[last].findings
                if ground.is_placed(one)
            }
            if last > first and len(scenes) > 1 and paragraph.sentences[last].placed:
                break  # what quotes something else goes with that
            words += len(paragraph.sentences[last].text.split())
            if words > 2 * note_words + 20:  # long quotations are shortened, nothing else
                break
            if worths[last] <= choice["least at edge"]:
                continue
            value = total + choice["note"]
            most = value + choice["most for place"]
            if most <= -NEAR:
                continue
            spot, odds = _placed(ground, paragraph, first, last, weights)
            if spot is None:
                continue
            wording = worded(ground, paragraph, first, last, spot, note_words)
            if wording is None:
                continue
            value += (
                choice["place"] * min(odds, choice["sure"]) - wording.leaning * choice["leaning"]
            )
            if most <= 0:
                value = min(value, 0.0)  # however sure its place is
            if value > -NEAR:
                found.append(Remark(number, first, last, spot, value, odds, wording))
    return found


def _waiting(
    ground: Ground,
    paragraph: Paragraph,
    worths: Sequence[float],
    choice: Weights,
    note_words: int,
) -> Iterator[tuple[int, Wording]]:
    """What is said of quotations that stand in several places."""
    for at, sentence in enumerate(paragraph.sentences):
        if worths[at] + choice["note"] + choice["most for place"] <= 0:
            continue
        for one in sentence.findings:
            if ground.findings[one].status == "ambiguous":
                wording = worded(ground, paragraph, at, at, Spot("words", one), note_words)
                if wording is not None:
                    yield one, wording


def _placed(
    ground: Ground, paragraph: Paragraph, first: int, last: int, weights: Mapping[str, Weights]
) -> tuple[Spot | None, float]:
    """The likeliest place of a run, None where none is likely enough.

    What speaks of words that stand in several places waits for a person. Of a scene and a
    quotation from it that the run has itself, or means by its "it", the quotation is taken.
    """
    run = paragraph.sentences[first : last + 1]
    if not any(sentence.placed for sentence in run) and any(
        ground.findings[one].status == "ambiguous" for sentence in run for one in sentence.findings
    ):
        return None, 0.0
    rated = [
        (weigh(features, weights["place"]), spot, _is_meant(features))
        for spot, features in spots(ground, paragraph, first, last)
    ]
    odds, spot, _ = max(rated, key=lambda one: one[0])
    if spot.scope in ("scene", "work"):
        inside = [
            one
            for one in rated
            if one[2]
            and one[0] >= weights["choice"]["rather own"]
            and (spot.scope == "work" or ground.scene_of(one[1].finding) == spot.first)
        ]
        if inside:
            odds, spot, _ = max(inside, key=lambda one: one[0])
    enough = weights["choice"][f"least for {spot.scope}"]
    return (spot, odds) if odds >= enough else (None, odds)


def _is_meant(features: Mapping[str, float]) -> bool:
    """Whether a quotation is the run's own, or the one that its "it" or "this" means."""
    return "own" in features or any(
        features.get(f"{kind} by 1", 0.0) > 0 and features[f"{kind}: leans thing"] > 0
        for kind in ("before", "above")
    )


def _best(runs: Sequence[Remark], count: int) -> list[Remark]:
    """The runs apart from each other that are worth most together."""
    value = [0.0] * (count + 1)
    taken: list[Remark | None] = [None] * (count + 1)
    by_end: dict[int, list[Remark]] = {}
    for run in runs:
        by_end.setdefault(run.last + 1, []).append(run)
    for end in range(1, count + 1):
        value[end] = value[end - 1]
        for run in by_end.get(end, ()):
            if value[run.first] + run.value > value[end]:
                value[end] = value[run.first] + run.value
                taken[end] = run
    chosen: list[Remark] = []
    end = count
    while end > 0:
        last = taken[end]
        if last is None:
            end -= 1
        else:
            chosen.append(last)
            end = last.first
    return chosen[::-1]


def _nearest(runs: Sequence[Remark], best: Sequence[Remark]) -> list[Remark]:
    """Of the runs without a gain that have no sentence of the best the nearest, if any."""
    taken = {at for run in best for at in range(run.first, run.last + 1)}
    free = [
        run for run in runs if run.value <= 0 and taken.isdisjoint(range(run.first, run.last + 1))
    ]
    return [max(free, key=lambda run: run.value)] if free else []


def _weighed(
    ground: Ground,
    paragraph: Paragraph,
    at: int,
    features: dict[str, float],
    worth: float,
    weights: Mapping[str, Weights],
) -> Weighed:
    """Why a sentence is not printed, if it is not."""
    if worth + weights["choice"]["note"] < _FAR_FROM:
        spot = None
    else:
        spot, _ = _placed(ground, paragraph, at, at, weights)
    if features["mostly quoted"]:
        return Weighed(worth, "quotes", spot)
    if worth + weights["choice"]["note"] <= 0:
        table = weights["worth"]
        telling = sum(
            features[name] * table.get(name, 0.0) for name in ("tells", "narrates", "spoken")
        )
        return Weighed(worth, "retells" if telling < -0.5 else "too weak", spot)
    return Weighed(worth, "no place" if spot is None else "too weak", spot)


def likelihood(nats: float) -> float:
    """Odds in nats as a probability."""
    return 1 / (1 + math.exp(-max(min(nats, 30.0), -30.0)))
