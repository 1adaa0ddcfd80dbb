"""The places in the script that some quoted words could come from.

Takes the words of a quotation; gives `Place`s, best first, with how like they are.
Exact runs come from the shingle index. Otherwise rare runs of two words vote for the
places where most of the quotation would fall (seed), and each such place is aligned
word by word and its likeness measured on the letters (extend), as BLAST does for
genes. A quotation cut by ellipses or brackets is sought piece by piece, in order.
Nothing is decided here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal

from rapidfuzz import fuzz
from rapidfuzz.distance import LCSseq

from booklet.draw.finding.index import UNKNOWN, ScriptIndex
from booklet.draw.finding.normalise import folded_words
from booklet.draw.finding.quoted import pieces
from booklet.draw.finding.rarity import Rarity

Way = Literal["exact", "fuzzy", "cut"]

LEAST_LIKENESS = 0.6
"""Places less like the quotation than this are not worth showing to anybody."""

_MOST_POSITIONS = 60
_MOST_PLACES = 12
_MOST_LOST = 10.0  # bits that a telling word takes away which the script has not there
_WIDEST_GAP = 150
_WIDEST_TOTAL_GAP = 80


@dataclass(frozen=True, slots=True)
class Place:
    """The words `first` to `last` (both included) of the script's row.

    `likeness` is from 0 to 1; `told` is what the shared words tell, in bits (see
    `rarity`), less for telling words that are not shared; `covered` is the share of the
    quotation's words that stand there.
    """

    first: int
    last: int
    likeness: float
    told: float
    covered: float
    way: Way


def locate(text: str, plain: Run, index: ScriptIndex, rarity: Rarity) -> tuple[Place, ...]:
    """The places for a quotation as an analysis prints it, best first.

    `plain` are its words, those in brackets included.
    """
    exact = exact_places(plain, index, rarity)
    if exact:
        return exact
    cut = pieces(text)
    parts = [index_words(part, index) for part in cut] if cut != (text,) else []
    parts = [part for part in parts if part.row]
    found: list[Place] = []
    if len(parts) > 1:
        chained = _cut_places(parts, index, rarity)
        found += [_with_bracketed(text, place, index) for place in chained]
    elif parts and parts[0].row != plain.row:
        exact = exact_places(parts[0], index, rarity)
        if exact:
            return tuple(_with_bracketed(text, place, index) for place in exact)
    best = max((place.likeness for place in found), default=0.0)
    if best < 0.97:
        found += fuzzy_places(plain, index, rarity)
    return _distinct(found)


@dataclass(frozen=True, slots=True)
class Run:
    """Folded words with their numbers in a script."""

    folded: tuple[str, ...]
    row: tuple[int, ...]


def index_words(text: str, index: ScriptIndex) -> Run:
    """The words of a text as the index knows them."""
    folded = folded_words(text)
    return Run(folded, index.numbers(folded))


def exact_places(run: Run, index: ScriptIndex, rarity: Rarity) -> tuple[Place, ...]:
    """The places where the folded words stand exactly so; overlapping ones once."""
    found = index.positions(run.row)
    if not found:
        return ()
    told = sum(map(rarity.bits, run.folded))
    places: list[Place] = []
    reach = -1
    for position in found:
        if position > reach:
            reach = position + len(run.row) - 1
            places.append(Place(position, reach, 1.0, told, 1.0, "exact"))
    return tuple(places)


def fuzzy_places(run: Run, index: ScriptIndex, rarity: Rarity) -> list[Place]:
    """The places that are like the run without being the same."""
    return [
        place
        for low, high in _seeds(run.row, index)
        if (place := align(run, low, high, index, rarity)) is not None
        and place.likeness >= LEAST_LIKENESS
    ]


def _seeds(row: tuple[int, ...], index: ScriptIndex) -> list[tuple[int, int]]:
    """Windows of the script where the run may lie, the most promising first."""
    length = len(row)
    votes: dict[int, float] = {}
    for offset in range(length - 1):
        found = index.pairs.get((row[offset], row[offset + 1]), ())
        if 0 < len(found) <= _MOST_POSITIONS:
            weight = 2.0 if len(found) <= 4 else 1.0
            for position in found:
                votes[position - offset] = votes.get(position - offset, 0.0) + weight
    for offset, word in enumerate(row):
        found = index.singles.get(word, ()) if word != UNKNOWN else ()
        if 0 < len(found) <= 8:
            for position in found:
                votes[position - offset] = votes.get(position - offset, 0.0) + 1.0
    if not votes:
        return []
    slack = 2 + length // 4
    diagonals = sorted(votes)
    clusters: list[tuple[float, int, int]] = []
    left = 0
    total = 0.0
    for diagonal in diagonals:
        total += votes[diagonal]
        while diagonal - diagonals[left] > slack:
            total -= votes[diagonals[left]]
            left += 1
        clusters.append((total, diagonals[left], diagonal))
    clusters.sort(key=lambda cluster: (-cluster[0], cluster[2] - cluster[1], cluster[1]))
    windows: list[tuple[int, int]] = []
    taken: list[tuple[int, int]] = []
    least = max(clusters[0][0] / 3, 2.0 if length > 4 else 1.0)
    for weight, low, high in clusters:
        if weight < least or len(windows) >= _MOST_PLACES:
            break
        if any(low <= other[1] and other[0] <= high for other in taken):
            continue
        taken.append((low, high))
        windows.append((low - slack, high + length + slack))
    return windows


def align(run: Run, low: int, high: int, index: ScriptIndex, rarity: Rarity) -> Place | None:
    """The run aligned within the script's words `low:high`, or None if it is not there.

    The longest common subsequence gives the shared words; of these the stretch is kept
    that holds most words for the fewest foreign ones between them.
    """
    middle = min(max((low + high) // 2, 0), len(index.row) - 1)
    if index.row[middle] < 0:
        middle -= 1
    opening, closing = index.bounds_of_scene(max(middle, 0))
    low, high = max(low, opening), min(high, closing)
    if low >= high:
        return None
    window = index.row[low:high]
    blocks = [
        (block.a, block.b, block.size)
        for block in LCSseq.opcodes(run.row, window).as_matching_blocks()
        if block.size
    ]
    if not blocks:
        return None
    blocks = _best_stretch(blocks)
    first_word, first = blocks[0][0], blocks[0][1]
    last_word = blocks[-1][0] + blocks[-1][2] - 1
    last = blocks[-1][1] + blocks[-1][2] - 1
    first = _extend_left(run, first_word, low + first, opening, index) - low
    last = _extend_right(run, last_word, low + last, closing, index) - low
    first += low
    last += low
    likeness = fuzz.ratio(" ".join(run.folded), " ".join(index.folded[first : last + 1])) / 100
    if likeness < LEAST_LIKENESS:
        return None
    here = index.folded[first : last + 1]
    held = {at for a, _, size in blocks for at in range(a, a + size)}
    told = sum(rarity.bits(run.folded[at]) for at in held)
    told -= sum(
        min(rarity.bits(word), _MOST_LOST)
        for at, word in enumerate(run.folded)
        if at not in held and not rarity.is_common(word) and not _is_spelt_like(word, here)
    )
    return Place(first, last, likeness, told, len(held) / len(run.row), "fuzzy")


def _is_spelt_like(word: str, others: tuple[str, ...]) -> bool:
    """Whether a word is only another spelling or ending of one of the others."""
    return any(fuzz.ratio(word, other) >= 75 for other in others)


def _best_stretch(blocks: list[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """The blocks in a row that hold most words for the fewest foreign ones between them: a
    foreign word takes away what six tenths of a word bring (Kadane's maximum subarray)."""
    best, best_range = -1, (0, 0)
    value, start = 0, 0
    for stop, block in enumerate(blocks):
        if stop:
            before = blocks[stop - 1]
            gap = max(block[0] - before[0] - before[2], block[1] - before[1] - before[2])
            value -= 6 * gap
        if value < 0:
            value, start = 0, stop
        value += 10 * block[2]
        if value > best or (value == best and start < best_range[0]):
            best, best_range = value, (start, stop)
    return blocks[best_range[0] : best_range[1] + 1]


def _extend_left(run: Run, unmatched: int, first: int, opening: int, index: ScriptIndex) -> int:
    """Takes in script words that the run's first, unmatched words stand for."""
    at, place = unmatched - 1, first - 1
    reached = first
    while at >= 0 and place >= opening and unmatched - at <= 3:
        likeness = fuzz.ratio(run.folded[at], index.folded[place])
        begins = index.speeches[index.speech_at(place)].first == place
        if likeness >= 50 or (begins and at == 0):
            reached = place
        if begins:
            break
        at -= 1
        place -= 1
    return reached


def _extend_right(run: Run, matched: int, last: int, closing: int, index: ScriptIndex) -> int:
    at, place = matched + 1, last + 1
    reached = last
    while at < len(run.row) and place < closing and at - matched <= 3:
        speech = index.speech_at(place)
        if speech != index.speech_at(last):
            break
        likeness = fuzz.ratio(run.folded[at], index.folded[place])
        ends = index.speeches[speech].end - 1 == place
        if likeness >= 50 or (ends and at == len(run.row) - 1):
            reached = place
        at += 1
        place += 1
    return reached


def _cut_places(parts: list[Run], index: ScriptIndex, rarity: Rarity) -> list[Place]:
    """Places where the pieces of a cut quotation stand in order, near one another."""
    anchor = max(range(len(parts)), key=lambda at: sum(map(rarity.bits, parts[at].folded)))
    anchors = list(exact_places(parts[anchor], index, rarity))[:40]
    if not anchors and len(parts[anchor].row) >= 4:
        anchors = fuzzy_places(parts[anchor], index, rarity)
    found: list[Place] = []
    total = sum(len(part.row) for part in parts)
    for held in anchors:
        opening, closing = index.bounds_of_scene(held.first)
        chain: list[Place | None] = [None] * len(parts)
        chain[anchor] = held
        edge = held.last + 1
        for at in range(anchor + 1, len(parts)):
            chain[at] = _nearest(
                parts[at], edge, min(edge + _WIDEST_GAP, closing), index, rarity, forward=True
            )
            edge = (chain[at] or held).last + 1 if chain[at] else edge
        edge = held.first
        for at in range(anchor - 1, -1, -1):
            chain[at] = _nearest(
                parts[at], max(edge - _WIDEST_GAP, opening), edge, index, rarity, forward=False
            )
            edge = (chain[at] or held).first if chain[at] else edge
        found.append(_joined(chain, parts, total, held))
    return [place for place in found if place.likeness >= LEAST_LIKENESS]


def _with_bracketed(text: str, place: Place, index: ScriptIndex) -> Place:
    """The place with the script's words for which the first words in brackets stand."""
    opening = re.match(r"[^\w\[]*+\[++([^\]]++)\]\s++\w", text)
    first = place.first
    for _ in folded_words(opening.group(1)) if opening else ():
        if index.begins_sentence(first):
            break
        first -= 1
    return replace(place, first=first, way="cut")


def _joined(chain: list[Place | None], parts: list[Run], total: int, held: Place) -> Place:
    kept = [place for place in chain if place is not None]
    first, last = kept[0].first, kept[-1].last
    weights = [
        (place.likeness * len(part.row), place.told, place.covered * len(part.row))
        for place, part in zip(chain, parts, strict=True)
        if place is not None
    ]
    gap = (last - first + 1) - sum(place.last - place.first + 1 for place in kept)
    likeness = sum(weight[0] for weight in weights) / total
    if gap > _WIDEST_TOTAL_GAP and gap > 2 * total:
        # far apart: the note stands at the piece that says most
        first, last = held.first, held.last
    return Place(
        first,
        last,
        likeness,
        sum(weight[1] for weight in weights),
        sum(weight[2] for weight in weights) / total,
        "cut",
    )


def _nearest(
    part: Run, low: int, high: int, index: ScriptIndex, rarity: Rarity, *, forward: bool
) -> Place | None:
    """The piece within `low:high`, as near as possible to the piece before (after) it."""
    inside = [
        place
        for place in exact_places(part, index, rarity)
        if low <= place.first and place.last < high
    ]
    if inside:
        return inside[0] if forward else inside[-1]
    if len(part.row) < 3 or low >= high:
        return None
    place = align(part, low, high, index, rarity)
    return place if place is not None and place.likeness >= 0.75 else None


def _distinct(places: list[Place]) -> tuple[Place, ...]:
    """The places without those that overlap a better one, best first."""
    kept: list[Place] = []
    for place in sorted(places, key=lambda p: (-p.likeness, -p.covered, p.last - p.first, p.first)):
        if all(place.last < other.first or other.last < place.first for other in kept):
            kept.append(place)
    return tuple(kept)
