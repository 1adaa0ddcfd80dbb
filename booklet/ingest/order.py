"""Where each exchange belongs.

Takes collated exchanges and what is known of the work's order; gives scenes. In this
order of trust: the times of subtitles, the outline of a pack, the page's own
`[first lines]` and `[last lines]`, the page's own order. (A script file gives its own
order and does not pass here.) How it was found is said, never hidden.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Literal

from booklet.ingest.packs import OutlineScene
from booklet.ingest.quotations import Place
from booklet.ingest.readings import Collated, CollatedSpeech
from booklet.ingest.wording import Wording

Method = Literal["script", "subtitles", "outline", "first and last lines", "page"]

WITH_TIMES = 0.5
"""Share of the exchanges that must have a time for the subtitles to give the order."""


@dataclass(frozen=True, slots=True)
class PlacedScene:
    """A scene with its exchanges in order; `id` is that of the outline, or ""."""

    id: str
    heading: str
    synopsis: str
    exchanges: tuple[Collated, ...]


@dataclass(frozen=True, slots=True)
class Arrangement:
    """All exchanges in scenes, how the order was found, and those that no cue places."""

    scenes: tuple[PlacedScene, ...]
    method: Method
    unplaced: tuple[Collated, ...] = ()


def arrange(
    exchanges: Sequence[Collated],
    scenes: Sequence[OutlineScene],
    place_of: Callable[[CollatedSpeech], Place | None],
    heading: str,
    words: Wording,
) -> Arrangement:
    """The exchanges in scenes. `heading` heads the one scene of a work without outline."""
    times = [_time(exchange) for exchange in exchanges]
    timed = [time for time in times if time is not None]
    if exchanges and len(timed) >= WITH_TIMES * len(exchanges):
        row = _by_time(exchanges, times)
        if not scenes:
            return Arrangement((PlacedScene("", heading, "", tuple(row)),), "subtitles")
        return Arrangement(_cut_into_scenes(row, scenes, place_of), "subtitles")
    if scenes:
        return _by_outline(exchanges, scenes, place_of, words)
    marked = any(exchange.marker for exchange in exchanges)
    rank = {"first": 0, "": 1, "last": 2}
    row = sorted(exchanges, key=lambda exchange: rank[exchange.marker])
    method: Method = "first and last lines" if marked else "page"
    return Arrangement((PlacedScene("", heading, "", tuple(row)),), method)


def _time(exchange: Collated) -> float | None:
    known = [speech.time for speech in exchange.speeches if speech.time is not None]
    return median(known) if known else None


def _by_time(exchanges: Sequence[Collated], times: Sequence[float | None]) -> list[Collated]:
    """By time; one without a time stays behind the one before it on its page."""
    keys: list[tuple[float, int]] = []
    rank = {"first": -1.0, "last": float("inf")}
    behind = 0.0
    for at, (exchange, time) in enumerate(zip(exchanges, times, strict=True)):
        behind = time if time is not None else rank.get(exchange.marker, behind)
        keys.append((behind, at))
    return [exchanges[at] for _, at in sorted(keys)]


def _cut_into_scenes(
    row: Sequence[Collated],
    scenes: Sequence[OutlineScene],
    place_of: Callable[[CollatedSpeech], Place | None],
) -> tuple[PlacedScene, ...]:
    """Exchanges in order of time under the outline's headings; these never go back."""
    members: dict[int, list[Collated]] = {}
    current = 0
    for exchange in row:
        place = _place(exchange, place_of)
        if place is not None and place[0] > current:
            current = place[0]
        members.setdefault(current, []).append(exchange)
    return tuple(
        PlacedScene(scenes[at].id, scenes[at].heading, scenes[at].synopsis, tuple(found))
        for at, found in sorted(members.items())
    )


def _place(exchange: Collated, place_of: Callable[[CollatedSpeech], Place | None]) -> Place | None:
    places = [place for speech in exchange.speeches if (place := place_of(speech)) is not None]
    return min(places) if places else None


def _by_outline(
    exchanges: Sequence[Collated],
    scenes: Sequence[OutlineScene],
    place_of: Callable[[CollatedSpeech], Place | None],
    words: Wording,
) -> Arrangement:
    """By the cues. One without a cue whose own beginning is doubtful goes on with the last."""
    placed: list[tuple[Place, int, Collated]] = []
    unplaced: list[Collated] = []
    for at, exchange in enumerate(exchanges):
        place = _place(exchange, place_of)
        if place is None and exchange.marker:
            place = (0, -1) if exchange.marker == "first" else (len(scenes) - 1, 10_000)
        if place is not None:
            placed.append((place, at, exchange))
        elif exchange.doubtful and placed and placed[-1][1] == at - 1:
            before = placed[-1]
            placed[-1] = (before[0], at, _joined(before[2], exchange))
        else:
            unplaced.append(exchange)
    rows: dict[int, list[Collated]] = {}
    for place, _, exchange in sorted(placed, key=lambda row: row[:2]):
        rows.setdefault(place[0], []).append(exchange)
    found = [
        PlacedScene(scenes[at].id, scenes[at].heading, scenes[at].synopsis, tuple(rows[at]))
        for at in sorted(rows)
    ]
    if unplaced:
        found.append(PlacedScene("", words.unplaced, words.unplaced_told, tuple(unplaced)))
    return Arrangement(tuple(found), "outline", tuple(unplaced))


def _joined(one: Collated, other: Collated) -> Collated:
    return Collated(
        one.elements + other.elements,
        one.origins + other.origins,
        one.marker or other.marker,
        one.doubtful,
    )
