"""An essay as a walk through the script: which scene each of its sentences tells of.

Takes, for each sentence, how like every scene is to it and what anchors it; gives the
probability of each scene, and that the sentence speaks of none. A hidden Markov model
over the whole essay (forward-backward, Rabiner 1989): a walk stays, goes on by a scene or a
few, rarely back, and leaves the script for the whole and returns. The nearer scene is the
likelier step, by a geometric law, so that a step costs time linear in the scenes.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from booklet.draw.weights import Weights


@dataclass(frozen=True, slots=True)
class Step:
    """A sentence: the scenes' likeness to it, and what `anchors` it, in nats by scene.

    `opens` is True for the first sentence of a paragraph.
    """

    likeness: Sequence[float]
    anchors: dict[int, float]
    opens: bool = False


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Where a sentence is: the probability of each scene, the rest being of none."""

    scenes: tuple[float, ...]

    @property
    def best(self) -> tuple[int, float]:
        """The likeliest scene and its probability."""
        at = max(range(len(self.scenes)), key=self.scenes.__getitem__)
        return at, self.scenes[at]


def walk(steps: Sequence[Step], scenes: int, weights: Weights) -> list[Whereabouts]:
    """Where each sentence of an essay is."""
    if not steps or not scenes:
        return [Whereabouts((0.0,) * scenes) for _ in steps]
    pull = weights["diagonal"] * max(0.0, _in_order(steps, scenes)) ** 2
    emitted = [
        _emitted(step, at, len(steps), scenes, pull, weights) for at, step in enumerate(steps)
    ]
    ahead = _forward(steps, emitted, scenes, weights, reverse=False)
    back = _forward(steps, emitted, scenes, weights, reverse=True)
    found: list[Whereabouts] = []
    for at in range(len(steps)):
        both = [
            one * other / max(said, 1e-300)
            for one, other, said in zip(ahead[at], back[at], emitted[at], strict=True)
        ]
        whole = sum(both) or 1.0
        found.append(Whereabouts(tuple(one / whole for one in both[:-1])))
    return found


def _emitted(
    step: Step, at: int, count: int, scenes: int, pull: float, weights: Weights
) -> list[float]:
    """How likely the sentence is in each scene and, last, in none; the likeliest being 1."""
    here = step.likeness
    logs: list[float] = []
    for scene in range(scenes):
        before = here[scene - 1] if scene else 0.0
        behind = here[scene + 1] if scene + 1 < scenes else 0.0
        like = here[scene] + weights["neighbour"] * (before + behind)
        away = abs((scene + 0.5) / scenes - (at + 0.5) / count)
        logs.append(weights["likeness"] * like + step.anchors.get(scene, 0.0) - pull * away)
    logs.append(weights["none"])
    most = max(logs)
    return [math.exp(max(each - most, -600.0)) for each in logs]


def _forward(
    steps: Sequence[Step],
    emitted: Sequence[Sequence[float]],
    scenes: int,
    weights: Weights,
    *,
    reverse: bool,
) -> list[list[float]]:
    """Forward probabilities, or backward ones with the sentence's own emission in them."""
    order = range(len(emitted) - 1, -1, -1) if reverse else range(len(emitted))
    found: list[list[float]] = [[] for _ in emitted]
    onward, backward = weights["onward"], weights["backward"]
    if reverse:
        onward, backward = backward, onward
    far, near = weights["onward_reach"], weights["backward_reach"]
    if reverse:
        far, near = near, far
    now: list[float] = []
    for at in order:
        opens = steps[at + 1].opens if reverse and at + 1 < len(steps) else steps[at].opens
        if not now:
            ready = [1.0] * (scenes + 1)
        else:
            loose = weights["paragraph"] if opens else 1.0
            ready = _stepped(now, scenes, loose, onward, far, backward, near, weights)
        now = [one * said for one, said in zip(ready, emitted[at], strict=True)]
        whole = sum(now) or 1.0
        now = [one / whole for one in now]
        found[at] = now
    return found


def _stepped(
    now: Sequence[float],
    scenes: int,
    loose: float,
    onward: float,
    far: float,
    backward: float,
    near: float,
    weights: Weights,
) -> list[float]:
    inside = sum(now[:-1])
    floor = loose * weights["anywhere"] * inside / scenes
    entered = loose * weights["enter"] * now[-1] / scenes
    ready = [one + floor + entered for one in now[:-1]]
    run = 0.0
    for scene in range(1, scenes):
        run = far * run + now[scene - 1]
        ready[scene] += loose * onward * run
    run = 0.0
    for scene in range(scenes - 2, -1, -1):
        run = near * run + now[scene + 1]
        ready[scene] += loose * backward * run
    ready.append(now[-1] + loose * weights["leave"] * inside)
    return ready


def _in_order(steps: Sequence[Step], scenes: int) -> float:
    """How far an essay goes through the script from end to end: the correlation of place in the
    essay and likest scene, over the sentences in which one scene stands out."""
    points: list[tuple[float, float]] = []
    for at, step in enumerate(steps):
        ordered = sorted(step.likeness, reverse=True)[:2]
        if ordered and ordered[0] > 0 and (len(ordered) == 1 or ordered[0] > 1.2 * ordered[1]):
            points.append((at / len(steps), step.likeness.index(ordered[0]) / scenes))
    if len(points) < 4:
        return 0.0
    mean_x = sum(x for x, _ in points) / len(points)
    mean_y = sum(y for _, y in points) / len(points)
    both = sum((x - mean_x) * (y - mean_y) for x, y in points)
    spread = math.sqrt(
        sum((x - mean_x) ** 2 for x, _ in points) * sum((y - mean_y) ** 2 for _, y in points)
    )
    return both / spread if spread else 0.0
