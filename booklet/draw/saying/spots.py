"""Where a remark could belong, and what speaks for each place.

Takes a run of sentences in its paragraph, the quotations of the essay and where each of its
sentences is on its walk through the script; gives `Spot`s with features, which
`weights.toml` weighs into the odds that an editor would accept the place.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from booklet.draw.finding.finding import Finding
from booklet.draw.finding.index import ScriptIndex
from booklet.draw.finding.normalise import folded_words
from booklet.draw.finding.scenes import SceneIndex
from booklet.draw.finding.walk import Step, Whereabouts, walk
from booklet.draw.saying.anaphora import lean
from booklet.draw.saying.lexicon import classes_of, count_of
from booklet.draw.saying.reading import Essay, Paragraph, Sentence
from booklet.draw.weights import Weights
from booklet.model import Scope

_FAR = 6
_YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b")
_NAME = re.compile(r"[^\W\d_][\w’'-]*")
_SUBJECT = 5
_MOST_SCENES = 2
_OF_ESSAYS = frozenset(["whole", "public", "parts"])


@dataclass(frozen=True, slots=True)
class Spot:
    """A place of `scope`: at the words of `finding`, at scenes `first` to `last` (0-based), or
    with `name`, somebody who speaks (folded)."""

    scope: Scope
    finding: int = -1
    first: int = -1
    last: int = -1
    name: str = ""


@dataclass(frozen=True, slots=True)
class Ground:
    """What all spots of an essay are judged by. `whereabouts` are by block and sentence."""

    essay: Essay
    findings: Sequence[Finding]
    script: ScriptIndex
    whereabouts: dict[tuple[int, int], Whereabouts]
    steps: dict[tuple[int, int], Step]
    roles: dict[str, str]

    def scene_of(self, finding: int) -> int:
        """The scene in which a quotation was placed, -1 for none."""
        place = self.findings[finding].place
        return -1 if place is None else self.script.scene_of(place.first)

    def is_placed(self, finding: int) -> bool:
        """Whether a quotation has a place."""
        return self.findings[finding].place is not None


def ground(
    essay: Essay,
    findings: Sequence[Finding],
    script: ScriptIndex,
    scenes: SceneIndex,
    weights: Weights,
) -> Ground:
    """Walks an essay through the script."""
    steps: list[Step] = []
    keys: list[tuple[int, int]] = []
    for paragraph in essay.paragraphs:
        headed = folded_words(paragraph.heading)
        for at, sentence in enumerate(paragraph.sentences):
            anchors: dict[int, float] = {}
            near = [*sentence.findings, *(paragraph.before if not at else ())]
            for number in near:
                place = findings[number].place
                if place is not None:
                    scene = script.scene_of(place.first)
                    anchors[scene] = max(anchors.get(scene, 0.0), weights["anchor"])
            _add_cues(anchors, sentence.words, scenes.scenes, weights["cue"])
            for word in {*sentence.words, *headed}:
                if not _OF_ESSAYS.isdisjoint(classes_of(word)):
                    continue  # "film" is of the essay, though a scene be headed with it
                for scene in script.settings.get(word, ()):
                    here = weights["setting"] / len(script.settings[word])
                    anchors[scene] = anchors.get(scene, 0.0) + here
            likeness = scenes.likeness(folded_words(sentence.text))
            steps.append(Step(likeness, anchors, not at))
            keys.append((paragraph.block, at))
    found = walk(steps, scenes.scenes, weights)
    roles: dict[str, str] = {}
    for word, names in script.names.items():
        if len(names) == 1:
            roles[word] = next(iter(names))
    return Ground(
        essay,
        findings,
        script,
        dict(zip(keys, found, strict=True)),
        dict(zip(keys, steps, strict=True)),
        roles,
    )


def _add_cues(anchors: dict[int, float], words: Sequence[str], count: int, weight: float) -> None:
    """ "The last scene", "the opening shot" anchor a sentence at an end of the script."""
    for at, word in enumerate(words):
        here = words[max(0, at - 1) : at + 4]
        if "last_scene" in classes_of(word) and (count_of("parts", here) or "film" in here):
            anchors[count - 1] = anchors.get(count - 1, 0.0) + weight
        elif "first_scene" in classes_of(word) and count_of("parts", here):
            anchors[0] = anchors.get(0, 0.0) + weight


def spots(
    ground: Ground, paragraph: Paragraph, first: int, last: int
) -> list[tuple[Spot, dict[str, float]]]:
    """The places that sentences `first` to `last` of a paragraph could belong to."""
    run = paragraph.sentences[first : last + 1]
    shared = _shared(ground, paragraph, run, first)
    found = [
        *_own(ground, run),
        *_before(ground, paragraph, first),
        *_behind(ground, paragraph, last),
        *_people(ground, paragraph, run, first),
        *_scenes(ground, paragraph, first, last),
        (Spot("work"), {"work": 1.0}),
    ]
    best: dict[Spot, dict[str, float]] = {}
    for spot, features in found:
        kind = next(iter(features))
        for name in shared:
            features[f"{kind}: {name}"] = shared[name]
        best.setdefault(spot, features)
    return list(best.items())


def _shared(
    ground: Ground, paragraph: Paragraph, run: Sequence[Sentence], first: int
) -> dict[str, float]:
    """What holds for the run, wherever it is to stand."""
    script = ground.script
    words = [word for sentence in run for word in sentence.words]
    opening = run[0].words[:_SUBJECT]
    placed = any(
        ground.is_placed(one) for sentence in paragraph.sentences for one in sentence.findings
    )
    names = {word for word in words if word in ground.roles}
    leaning = lean(run[0].text)
    texts = " ".join(sentence.plain for sentence in run)
    foreign = sum(
        word[0].isupper() and word.casefold() not in script.names
        for sentence in run
        for word in _NAME.findall(sentence.plain)[1:]
        if word not in ("I", "q")
    )
    return {
        "whole": min(count_of("whole", words), 3.0),
        "whole as subject": float(count_of("whole", opening) > 0),
        "public": min(count_of("public", words), 2.0),
        "played": min(count_of("played", words), 2.0),
        "part": float(count_of("parts", words) > 0),
        "sweeps": min(count_of("sweeps", words), 2.0),
        "year": float(bool(_YEAR.search(texts))),
        "foreign": min(foreign, 3.0),
        "no names": float(not names),
        "named": min(len(names), 3.0),
        "named as subject": float(any(word in ground.roles for word in opening)),
        "quotation in paragraph": float(placed),
        "opening paragraph": float(paragraph.number == 0),
        "closing paragraph": float(paragraph.number == len(ground.essay.paragraphs) - 1),
        "ends paragraph": float(run[-1] is paragraph.sentences[-1] and first > 0),
        "heading of whole": float(count_of("whole", folded_words(paragraph.heading)) > 0),
        "leans thing": float(leaning == "thing"),
        "leans person": float(leaning == "person"),
        "i": float("i" in words),
        "quotes without place": float(
            any(sentence.marks and not sentence.placed for sentence in run)
        ),
    }


_Found = list[tuple[Spot, dict[str, float]]]


def _own(ground: Ground, run: Sequence[Sentence]) -> _Found:
    """The quotations in the run itself."""
    own = [
        one for sentence in run for one in dict.fromkeys(sentence.findings) if ground.is_placed(one)
    ]
    own = list(dict.fromkeys(own))
    if not own:
        return []
    scenes = {ground.scene_of(one) for one in own}
    longest = max(own, key=lambda one: _weight(ground.findings[one]))
    found: _Found = []
    for one in own:
        finding = ground.findings[one]
        found.append(
            (
                Spot(_scope(finding), one),
                {
                    "own": 1.0,
                    "own longest": float(one == longest),
                    "own unmarked": float(finding.kind in ("number", "unmarked")),
                    "own of several": float(len(own) > 1),
                    "own of scenes": float(len(scenes) > 1),
                    "own first": float(one == own[0] and len(own) > 1),
                },
            )
        )
    return found


def _scope(finding: Finding, away: int = 1) -> Scope:
    """Of the words themselves speaks what stands next to them; a direction has none."""
    return "words" if away < 2 and not finding.is_direction else "speech"


def _weight(finding: Finding) -> tuple[bool, int]:
    return finding.kind not in ("number", "unmarked"), len(finding.text)


def _before(ground: Ground, paragraph: Paragraph, first: int) -> _Found:
    """The quotation that was read last before the run."""
    blocked = False
    for at in range(first - 1, -1, -1):
        sentence = paragraph.sentences[at]
        placed = [one for one in sentence.findings if ground.is_placed(one)]
        if placed:
            away = first - at
            features = {
                "before": 1.0,
                f"before by {min(away, 3)}": 1.0,
                "before, far": float(away > 3),
                "before, another between": float(blocked),
            }
            _compare(ground, paragraph, first, placed[-1], features, "before")
            return [(Spot(_scope(ground.findings[placed[-1]], away), placed[-1]), features)]
        blocked = blocked or bool(sentence.marks)
    placed = [one for one in paragraph.before if ground.is_placed(one)]
    if placed:
        features = {
            "above": 1.0,
            f"above by {min(first + 1, 3)}": 1.0,
            "above, another between": float(blocked),
        }
        _compare(ground, paragraph, first, placed[0], features, "above")
        return [(Spot(_scope(ground.findings[placed[0]], first), placed[0]), features)]
    return []


def _behind(ground: Ground, paragraph: Paragraph, last: int) -> _Found:
    """The quotation that is read first behind the run."""
    for at in range(last + 1, min(len(paragraph.sentences), last + 3)):
        placed = [one for one in paragraph.sentences[at].findings if ground.is_placed(one)]
        if placed:
            features = {
                "behind": 1.0,
                f"behind by {at - last}": 1.0,
                "behind, announced": float(paragraph.sentences[last].text.endswith(":")),
            }
            _compare(ground, paragraph, last, placed[0], features, "behind")
            return [(Spot(_scope(ground.findings[placed[0]], at - last), placed[0]), features)]
    placed = [one for one in paragraph.behind if ground.is_placed(one)]
    if placed and last >= len(paragraph.sentences) - 2:
        announced = paragraph.sentences[-1].text.rstrip().endswith(":")
        features = {"below": 1.0, "below, announced": float(announced)}
        return [(Spot(_scope(ground.findings[placed[0]]), placed[0]), features)]
    return []


def _compare(
    ground: Ground,
    paragraph: Paragraph,
    at: int,
    finding: int,
    features: dict[str, float],
    kind: str,
) -> None:
    """Whether the walk and the names agree with a quotation that is only near."""
    scene = ground.scene_of(finding)
    here = ground.whereabouts[(paragraph.block, at)].scenes[scene]
    features[f"{kind}, walk elsewhere"] = float(here < 0.2)
    place = ground.findings[finding].place
    assert place is not None
    speakers = ground.script.speeches[ground.script.speech_at(place.first)].speakers
    named = {ground.roles[word] for word in paragraph.sentences[at].words if word in ground.roles}
    features[f"{kind}, speaker named"] = float(any(name in speakers for name in named))
    features[f"{kind}, others named"] = float(bool(named) and not named & speakers)


def _people(ground: Ground, paragraph: Paragraph, run: Sequence[Sentence], first: int) -> _Found:
    """Those who are named in the run, in its heading, or last before a "she"."""
    counts = Counter(
        ground.roles[word] for sentence in run for word in sentence.words if word in ground.roles
    )
    subject = next(
        (ground.roles[word] for word in run[0].words[:_SUBJECT] if word in ground.roles), ""
    )
    headed = {
        ground.roles[word] for word in folded_words(paragraph.heading) if word in ground.roles
    }
    meant = ""
    if not subject and lean(run[0].text) == "person":
        for at in range(first - 1, max(-1, first - 4), -1):
            named = [
                ground.roles[word] for word in paragraph.sentences[at].words if word in ground.roles
            ]
            if named:
                meant = named[0]
                break
    found: _Found = []
    for name in dict.fromkeys([subject, meant, *counts, *sorted(headed)]):
        if not name:
            continue
        found.append(
            (
                Spot("character", name=name),
                {
                    "person": 1.0,
                    "person, subject": float(name == subject),
                    "person, meant": float(name == meant),
                    "person, alone": float(len(counts) == 1 and name in counts),
                    "person, most": float(bool(counts) and counts[name] == max(counts.values())),
                    "person, in heading": float(name in headed),
                    "person, not named": float(name not in counts),
                },
            )
        )
    return found


def _scenes(ground: Ground, paragraph: Paragraph, first: int, last: int) -> _Found:
    """The scenes in which the walk is likeliest to be."""
    count = last - first + 1
    total = [0.0] * len(ground.script.scene_bounds)
    like = [0.0] * len(total)
    cued: Counter[int] = Counter()
    for at in range(first, last + 1):
        for scene, share in enumerate(ground.whereabouts[(paragraph.block, at)].scenes):
            total[scene] += share / count
        step = ground.steps[(paragraph.block, at)]
        like = [one + other for one, other in zip(like, step.likeness, strict=True)]
        cued.update(step.anchors)
    order = sorted(range(len(total)), key=lambda scene: -total[scene])[:_MOST_SCENES]
    anchored = Counter(
        ground.scene_of(one)
        for at, sentence in enumerate(paragraph.sentences)
        if not first <= at <= last
        for one in sentence.findings
        if ground.is_placed(one)
    )
    found: _Found = []
    for rank, scene in enumerate(order):
        others = max((one for at, one in enumerate(like) if at != scene), default=0.0)
        if not (cued[scene] or anchored[scene] or like[scene] > 1.5 * others + 1):
            continue  # a place is no deeper than its evidence
        share = min(max(total[scene], 0.001), 0.999)
        found.append(
            (
                Spot("scene", first=scene, last=scene),
                {
                    "scene": 1.0,
                    "scene, odds": max(-_FAR, math.log(share / (1 - share))),
                    "scene, second": float(rank > 0),
                    "scene, likest": float(like[scene] > others),
                    "scene, clearly likest": float(like[scene] > 1.5 * others + 1),
                    "scene, unlike": float(like[scene] < 0.5 * others),
                    "scene, cued": float(cued[scene] > 0),
                    "scene, others cued": float(bool(cued) and not cued[scene]),
                    "scene, anchored": float(anchored[scene] > 0),
                    "scene, only anchor": float(set(anchored) == {scene}),
                    "scene, other anchors": float(bool(anchored) and not anchored[scene]),
                },
            )
        )
    return found
