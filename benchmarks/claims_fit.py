"""Fits the numbers by which drawing weighs its evidence, on the open half alone.

    python -m benchmarks claims_fit [--write] [--search SECONDS]

Two logistic regressions over the features that the program itself computes: whether an editor
would print a sentence (`worth`), and whether a place is one that the editor accepts (`place`).
Each is fitted with one essay left out and scored on that essay; what is printed is that
cross-validation. `--search` looks for the few numbers of choosing (`choice`) that do best in
it. `--write` then fits on all open essays and writes booklet/draw/weights.toml.

Beside the essays stand the twenty analyses of one sentence, and for each of them three that
only tell who says the words.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from benchmarks.claims import Note, Score, judged, scored, touches
from benchmarks.claims_set import (
    ClaimsCourse,
    Place,
    Remark,
    claims_courses,
    essays,
    parse_place,
    remarks,
    twenty,
)
from booklet.draw.finding.quotations import quotations
from booklet.draw.finding.quoted import quoted
from booklet.draw.finding.rarity import Rarity, rarity
from booklet.draw.finding.scenes import SceneIndex, scene_index
from booklet.draw.saying.choosing import choose
from booklet.draw.saying.features import describe
from booklet.draw.saying.reading import read_essay
from booklet.draw.saying.spots import Ground, Spot, ground, spots
from booklet.draw.weights import FILE, Weights, shipped, weigh
from booklet.model import Analysis
from booklet.read.analysis import parse_analysis

GRADES = {"must": 1.5, "should": 1.0, "could": 0.6}
"""How much a sentence of a remark counts in the fit."""

WORTH_RIDGE = 5.0
PLACE_RIDGE = 1.0
ALONE_RIDGE = 0.1
NOTHING: Weights = {}
NOTE_WORDS = 60

_TAGS = ("{quote} says {name}.", "Then {name} answers: {quote}", "{name} says {quote} and goes on.")


@dataclass(frozen=True, slots=True)
class Example:
    """A thing with features, of essay `essay`, and whether it is wanted."""

    essay: str
    features: Mapping[str, float]
    wanted: bool
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class OpenEssay:
    """An essay of the open half on its ground, with its rows."""

    course: ClaimsCourse
    analysis: Analysis
    ground: Ground
    rows: tuple[Remark, ...]

    @property
    def numbers(self) -> dict[int, int]:
        """The paragraph (from 1, headings left out) of each block."""
        blocks = enumerate(self.analysis.blocks)
        texts = [at for at, block in blocks if block.kind != "heading"]
        return {at: number for number, at in enumerate(texts, 1)}


def open_essays(courses: Sequence[ClaimsCourse], walk: Weights) -> list[OpenEssay]:
    """The open half's essays, with their rows."""
    chosen = {essay.name for essay in essays() if essay.half == "open"}
    rows = [row for row in remarks() if row.essay in chosen]
    found: list[OpenEssay] = []
    for course in courses:
        counted, scenes = _counted(course)
        for analysis in course.course.analyses:
            if analysis.id in chosen:
                here = _ground(analysis, course, counted, scenes, walk)
                own = tuple(row for row in rows if row.essay == analysis.id)
                found.append(OpenEssay(course, analysis, here, own))
    return found


def _counted(course: ClaimsCourse) -> tuple[Rarity, SceneIndex]:
    texts = (block.text for analysis in course.course.analyses for block in analysis.blocks)
    words = Counter(word for word in course.indexed.folded if word)
    return rarity(words, texts), scene_index(course.course.script)


def _ground(
    analysis: Analysis, course: ClaimsCourse, counted: Rarity, scenes: SceneIndex, walk: Weights
) -> Ground:
    found = quotations(analysis, course.indexed, counted)
    return ground(read_essay(analysis, found), found, course.indexed, scenes, walk)


def sentence_examples(among: Sequence[OpenEssay]) -> list[Example]:
    """Every sentence: wanted where it is in a row."""
    found: list[Example] = []
    for essay in among:
        numbers = essay.numbers
        for paragraph in essay.ground.essay.paragraphs:
            for at, sentence in enumerate(paragraph.sentences):
                hit = [
                    row
                    for row in essay.rows
                    if row.paragraph == numbers[paragraph.block]
                    and touches(row.excerpt, sentence.text)
                ]
                features = describe(sentence, paragraph, at, essay.ground.script)
                weight = max((GRADES[row.grade] for row in hit), default=1.0)
                found.append(Example(essay.analysis.id, features, bool(hit), weight))
    return found


def short_examples(courses: Sequence[ClaimsCourse], walk: Weights) -> list[Example]:
    """The analyses of one sentence, and what only says who speaks."""
    by_name = {course.name: course for course in courses}
    counted = {course.name: _counted(course) for course in courses}
    found: list[Example] = []
    for one in twenty():
        course = by_name[one.course]
        mark = quoted(one.text)[0]
        quote = one.text[mark.outer_start : mark.outer_end].replace("”", ",”")
        place = parse_place(one.place)
        scene = course.course.script.scenes[place.first[0] - 1]
        name = (list(scene.speeches())[place.first[1] - 1].speaker or "She").title()
        tags = [tag.format(quote=quote, name=name) for tag in _TAGS]
        for text, wanted in [(one.text, True), *((tag, False) for tag in tags)]:
            parsed = parse_analysis(f"---\ntitle: One\n---\n\n{text}\n", "one.md", "one").value
            assert parsed is not None
            here = _ground(parsed, course, *counted[one.course], walk)
            for paragraph in here.essay.paragraphs:
                for at, sentence in enumerate(paragraph.sentences):
                    features = describe(sentence, paragraph, at, here.script)
                    found.append(Example("", features, wanted, len(tags) if wanted else 1.0))
    return found


def place_examples(among: Sequence[OpenEssay]) -> list[Example]:
    """Every place that a row could have: wanted where it is accepted."""
    found: list[Example] = []
    for essay in among:
        numbers = essay.numbers
        for row in essay.rows:
            for paragraph in essay.ground.essay.paragraphs:
                if numbers[paragraph.block] != row.paragraph:
                    continue
                own = [
                    at
                    for at, sentence in enumerate(paragraph.sentences)
                    if touches(row.excerpt, sentence.text)
                ]
                if not own:
                    continue
                for spot, features in spots(essay.ground, paragraph, own[0], own[-1]):
                    verdict = judged(place_of(spot, essay.ground), row.places, essay.course)
                    wanted = verdict in ("right", "other depth")
                    found.append(Example(essay.analysis.id, features, wanted))
    return found


def place_of(spot: Spot, here: Ground) -> Place:
    """A spot as a place of the set."""
    if spot.finding >= 0:
        place = here.findings[spot.finding].place
        assert place is not None
        return parse_place(here.script.speeches[here.script.speech_at(place.first)].citation)
    if spot.scope == "work":
        return Place("work")
    if spot.scope == "character":
        return Place("character", name=spot.name.upper())
    return Place("scene", (spot.first + 1, 0), (spot.last + 1, 0))


def fitted(
    examples: Sequence[Example], ridge: float, given: Weights = NOTHING, steps: int = 300
) -> dict[str, float]:
    """Logistic regression with a ridge penalty, by AdaGrad (Duchi et al. 2011).

    Weights that are `given` stay as they are.
    """
    names = sorted({name for each in examples for name in each.features} - set(given))
    at = {name: number for number, name in enumerate(names)}
    rows = [
        (
            [(at[name], value) for name, value in each.features.items() if value and name in at],
            weigh(each.features, given),
            each,
        )
        for each in examples
    ]
    weights = [0.0] * len(names)
    squares = [1e-6] * len(names)
    for _ in range(steps):
        slope = [ridge * weight for weight in weights]
        for row, base, each in rows:
            total = base + sum(weights[number] * value for number, value in row)
            guess = 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))
            error = each.weight * (guess - each.wanted)
            for number, value in row:
                slope[number] += error * value
        for number, one in enumerate(slope):
            squares[number] += one * one
            weights[number] -= 0.5 * one / math.sqrt(squares[number])
    found = {name: round(weight, 3) for name, weight in zip(names, weights, strict=True)}
    return {**given, **found}


def fitted_worth(sentences: Sequence[Example], short: Sequence[Example]) -> dict[str, float]:
    """The weights of a sentence's features: from the essays, and what holds only of a sentence
    that is a paragraph of its own, from the short analyses."""
    own = [_in_company(each) for each in sentences]
    return fitted(short, ALONE_RIDGE, fitted(own, WORTH_RIDGE))


def _in_company(each: Example) -> Example:
    """The example without the features of a sentence that stands alone."""
    kept = {name: value for name, value in each.features.items() if not name.startswith("alone ")}
    return replace(each, features=kept)


def score(
    among: Sequence[OpenEssay], models: Mapping[str, Mapping[str, Weights]], choice: Weights
) -> Score:
    """The score of each essay with the weights that were fitted without it."""
    found = Score()
    for essay in among:
        weights = {**models[essay.analysis.id], "choice": choice}
        chosen = choose(essay.ground, weights, NOTE_WORDS)
        notes = [
            Note(essay.analysis.id, one.wording.body, place_of(one.spot, essay.ground))
            for one in chosen.remarks
        ]
        scored(notes, essay.rows, (), essay.course, found)
    return found


def gain(found: Score) -> float:
    """What the search makes large: the remarks found, with wrong places and chaff dear."""
    stray = found.in_no_row / max(found.notes, 1)
    wrong = found.wrong / max(found.finding, 1)
    recall = found.recall("must") + 0.7 * found.recall("should") + 0.2 * found.recall("could")
    return recall - 3 * max(0.0, stray - 0.09) - 8 * max(0.0, wrong - 0.025)


def _line(found: Score) -> str:
    recall = ", ".join(f"{grade} {found.recall(grade):.2f}" for grade in GRADES)
    return (
        f"{recall}; {found.notes} notes, wrong place {found.wrong} of {found.finding}, "
        f"in no row {found.in_no_row}"
    )


def _search(
    among: Sequence[OpenEssay],
    models: Mapping[str, Mapping[str, Weights]],
    start: Weights,
    seconds: float,
) -> dict[str, float]:
    """Numbers of choosing that do better, by a random walk."""
    chance = random.Random(0)
    best = dict(start)
    most = gain(score(among, models, best))
    ends = time.process_time() + seconds
    while time.process_time() < ends:
        tried = dict(best)
        for name in chance.sample(sorted(tried), chance.choice((1, 2, 3))):
            tried[name] = round(tried[name] + chance.gauss(0, 0.4), 2)
        found = score(among, models, tried)
        if gain(found) > most:
            best, most = tried, gain(found)
            print(f"  {_line(found)}", flush=True)
    return best


def _table(name: str, numbers: Weights) -> str:
    lines = [
        f"{json.dumps(key)} = {float(value)}"
        for key, value in sorted(numbers.items())
        if value or name in ("walk", "choice")
    ]
    return "\n".join([f"[{name}]", *lines, ""])


def main(arguments: list[str]) -> int:
    """Runs the fit; see the module."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks claims_fit")
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--search", type=float, default=0.0, metavar="SECONDS")
    options = parser.parse_args(arguments)
    walk, choice = shipped()["walk"], shipped()["choice"]
    courses = claims_courses()
    among = open_essays(courses, walk)
    worth, place = sentence_examples(among), place_examples(among)
    short = short_examples(courses, walk)

    def model(left_out: str = "") -> dict[str, Weights]:
        others = [one for one in worth if one.essay != left_out]
        places = [one for one in place if one.essay != left_out]
        return {"worth": fitted_worth(others, short), "place": fitted(places, PLACE_RIDGE)}

    models = {essay.analysis.id: model(essay.analysis.id) for essay in among}
    if options.search:
        choice = _search(among, models, choice, options.search)
    print(f"each essay by the others: {_line(score(among, models, choice))}")
    if options.write:
        tables = {"walk": walk, **model(), "choice": choice}
        head = "# Fitted on labelled essays by `python -m benchmarks claims_fit --write`.\n\n"
        FILE.write_text(head + "\n".join(_table(*each) for each in tables.items()))
    return 0
