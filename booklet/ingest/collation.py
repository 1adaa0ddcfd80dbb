"""The same line from several pages becomes one speech.

Takes the exchanges of all pages; gives `Collated` exchanges in which no line stands
twice. Of the exchanges that share lines the fullest gives the order within.

Method: collation by alignment. Candidates share a run of three words (or are alike, for
lines whose neighbours match too); they are aligned word by word (`alignment`), and an
exchange is merged into another in order. Runs of words that stand everywhere point
nowhere and are passed over, so that the time grows with the length of the pages.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from booklet.ingest.alignment import ALIKE, heaviest_chain, matches, shared_forms
from booklet.ingest.quotations import Exchange, Marker, QuotedSpeech
from booklet.ingest.readings import (
    SAME_PAGE_APART,
    Collated,
    CollatedSpeech,
    Element,
    Reading,
    with_reading,
)
from booklet.ingest.tokens import ELLIPSIS, forms
from booklet.model import Direction

CERTAIN_WORDS = 8
"""So many words in common make two exchanges one, whatever else is in them."""

MOST_PLACES = 60
"""A run of three words that stands in so many speeches says nothing about any of them."""

MOST_CANDIDATES = 12
"""So many exchanges are compared with one, those with the most runs in common."""

NEAR = 10
"""Speeches from a matched one within which a short line is looked for."""


def collate(exchanges: Sequence[Exchange]) -> tuple[Collated, ...]:
    """The exchanges with the same lines brought together, in the order of the first."""
    order = sorted(range(len(exchanges)), key=lambda at: (-_size(exchanges[at]), at))
    merged: list[_Growing] = []
    first_seen: list[int] = []
    index = _Index()
    for at in order:
        exchange = _as_collated(exchanges[at])
        rows = [_worded(element) for element in exchange.elements]
        home = _find(rows, merged, index)
        if home is None:
            index.number = len(merged)
            merged.append(_Growing(exchange, rows, index))
            first_seen.append(at)
        else:
            number, pairs = home
            index.number = number
            merged[number].merge(exchange, rows, pairs, index)
    ranked = sorted(range(len(merged)), key=lambda number: first_seen[number])
    return tuple(merged[number].collated() for number in ranked)


def _size(exchange: Exchange) -> int:
    return sum(len(forms(speech.text)) for speech in exchange.speeches)


def _as_collated(exchange: Exchange) -> Collated:
    elements = tuple(
        CollatedSpeech(
            part.speaker,
            part.body,
            (Reading(exchange.witness, part.text, exchange.file, part.first),),
        )
        if isinstance(part, QuotedSpeech)
        else part
        for part in exchange.elements
    )
    origin = (exchange.file, exchange.first)
    return Collated(elements, (origin,), exchange.marker, exchange.doubtful)


@dataclass(frozen=True, slots=True)
class _Worded:
    """A speech or direction with its text and words at hand."""

    element: Element
    text: str
    row: tuple[str, ...]

    @property
    def speaker(self) -> str:
        return self.element.speaker if isinstance(self.element, CollatedSpeech) else ""


def _worded(element: Element) -> _Worded:
    text = element.text
    return _Worded(element, text, forms(text))


def _runs(row: Sequence[str]) -> Iterable[int]:
    """The runs of three words, each as one number."""
    return (hash(run) for run in zip(row, row[1:], row[2:], strict=False))


class _Index:
    """Runs of three words → the speeches that have them, as (exchange, speech) numbers."""

    def __init__(self) -> None:
        self.number = 0
        self._places: dict[int, tuple[int, ...]] = {}
        self._exchanges: list[int] = []

    def new(self) -> int:
        """The number of another speech of the exchange `number`."""
        self._exchanges.append(self.number)
        return len(self._exchanges) - 1

    def add(self, speech: int, row: Sequence[str]) -> None:
        for run in _runs(row):
            places = self._places.get(run, ())
            if len(places) < MOST_PLACES and speech not in places:
                self._places[run] = (*places, speech)

    def candidates(self, row: Sequence[str]) -> dict[int, tuple[int, set[int]]]:
        """Exchange → how many runs it shares with this speech, and in which speeches."""
        counts: Counter[int] = Counter()
        speeches: dict[int, set[int]] = defaultdict(set)
        for run in _runs(row):
            places = self._places.get(run, ())
            if len(places) < MOST_PLACES:
                for speech in places:
                    exchange = self._exchanges[speech]
                    counts[exchange] += 1
                    speeches[exchange].add(speech)
        return {exchange: (count, speeches[exchange]) for exchange, count in counts.items()}


Key = tuple[int, ...]
"""Where an element stands among others: keys are in order, and between two is always room."""

Pairs = tuple[tuple[int, int], ...]
"""(element of the exchange, element of the base) that are the same speech."""


class _Growing:
    """An exchange while others are merged into it: its elements in the order of their keys."""

    def __init__(self, exchange: Collated, rows: Sequence[_Worded], index: _Index) -> None:
        self._order: list[tuple[Key, int]] = []
        self._rows: dict[int, _Worded] = {}
        self._keys: dict[int, Key] = {}
        self._lines: dict[int, dict[str, list[int]]] = {}
        self._merges = 0
        self._origins = list(exchange.origins)
        self._marker: Marker = exchange.marker
        self._doubtful = exchange.doubtful
        for at, row in enumerate(rows):
            self._insert((at,), row, index)

    def __len__(self) -> int:
        return len(self._order)

    def row(self, position: int) -> _Worded:
        """The element at a position, 0-based."""
        return self._rows[self._order[position][1]]

    def position(self, element: int) -> int:
        """Where the element with this number stands."""
        return bisect_left(self._order, (self._keys[element], element))

    def said_near(self, position: int, other: _Worded) -> bool:
        """Whether one page has both so near to each other that both are spoken."""
        known = self._lines[self._order[position][1]]
        assert isinstance(other.element, CollatedSpeech)
        for reading in other.element.readings:
            lines = known.get(reading.file, ())
            at = bisect_left(lines, reading.line - SAME_PAGE_APART)
            if at < len(lines) and lines[at] <= reading.line + SAME_PAGE_APART:
                return True
        return False

    def merge(
        self, exchange: Collated, rows: Sequence[_Worded], pairs: Pairs, index: _Index
    ) -> None:
        """Add the exchange's readings; what only it has is put in its place."""
        homes: dict[int, list[int]] = defaultdict(list)
        for a, b in pairs:
            homes[a].append(b)
        self._merges += 1
        keys: list[tuple[Key, _Worded]] = []
        first = min((b for _, b in pairs), default=0) - 1
        behind: Key = self._order[first][0] if first >= 0 else (-1,)
        for a, row in enumerate(rows):
            for b in homes.get(a, ()):
                behind, number = self._order[b]
                self._add_reading(number, row, index)
            if a not in homes:
                keys.append(((*behind, -self._merges, a), row))
        for key, row in keys:
            self._insert(key, row, index)
        self._origins += exchange.origins
        self._marker = self._marker or exchange.marker

    def _insert(self, key: Key, row: _Worded, index: _Index) -> None:
        number = index.new()
        insort(self._order, (key, number))
        self._rows[number], self._keys[number] = row, key
        self._lines[number] = {}
        if isinstance(row.element, CollatedSpeech):
            self._note_lines(number, row.element)
            index.add(number, row.row)

    def _note_lines(self, number: int, speech: CollatedSpeech) -> None:
        for reading in speech.readings:
            insort(self._lines[number].setdefault(reading.file, []), reading.line)

    def _add_reading(self, number: int, row: _Worded, index: _Index) -> None:
        home = self._rows[number]
        if isinstance(home.element, CollatedSpeech) and isinstance(row.element, CollatedSpeech):
            joined = _worded(with_reading(home.element, row.element))
            self._rows[number] = joined
            self._note_lines(number, row.element)
            if joined.row != home.row:
                index.add(number, joined.row)

    def collated(self) -> Collated:
        """The exchange as it has become."""
        elements = tuple(self._rows[number].element for _, number in self._order)
        return Collated(elements, tuple(self._origins), self._marker, self._doubtful)


# ------------------------------------------------------------------ which exchange


def _find(
    rows: Sequence[_Worded], merged: Sequence[_Growing], index: _Index
) -> tuple[int, Pairs] | None:
    votes: Counter[int] = Counter()
    hits: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for a, row in enumerate(rows):
        if isinstance(row.element, CollatedSpeech):
            for number, (count, speeches) in index.candidates(row.row).items():
                votes[number] += count
                hits[number] += [(a, speech) for speech in sorted(speeches)]
    total = sum(len(row.row) for row in rows if isinstance(row.element, CollatedSpeech))
    best: tuple[int, int, Pairs] | None = None
    chosen = sorted(votes, key=lambda number: (-votes[number], number))[:MOST_CANDIDATES]
    for number in sorted(chosen):
        base = merged[number]
        pairs, common = _pair(rows, base, hits[number])
        longest = max((_shorter(rows[a], base.row(b)) for a, b in pairs), default=0)
        if (
            pairs
            and (longest >= CERTAIN_WORDS or 2 * common >= total)
            and (best is None or common > best[0])
        ):
            best = (common, number, pairs)
    return (best[1], best[2]) if best else None


def _shorter(one: _Worded, other: _Worded) -> int:
    """Words of the shorter of two speeches that pair; 0 for directions."""
    both = isinstance(one.element, CollatedSpeech) and isinstance(other.element, CollatedSpeech)
    return min(len(one.row), len(other.row)) if both else 0


def _pair(
    rows: Sequence[_Worded], base: _Growing, hits: Sequence[tuple[int, int]]
) -> tuple[Pairs, int]:
    """The speeches that two exchanges share, in order, and how many words that is.

    `hits` are those that have a run in common, as (element, number in the index).
    """
    near = [(a, base.position(speech)) for a, speech in hits]
    found = [(a, b, common) for a, b in near if (common := _common(rows[a], base, b))]
    chain = _with_neighbours(rows, base, [found[at] for at in heaviest_chain(found)])
    pieces = _pieces(rows, base, near, {a for a, _, _ in chain})
    pairs = tuple(dict.fromkeys((a, b) for a, b, _ in [*chain, *pieces]))
    return tuple(sorted(pairs)), sum(common for _, _, common in [*chain, *pieces])


def _common(one: _Worded, base: _Growing, position: int) -> int:
    """How many words two speeches share if they are readings of one line, else 0."""
    other = base.row(position)
    if not one.speaker or one.speaker != other.speaker or base.said_near(position, one):
        return 0
    return shared_forms(one.text, one.row, other.text, other.row)


def _with_neighbours(
    rows: Sequence[_Worded], base: _Growing, chain: Sequence[tuple[int, int, int]]
) -> list[tuple[int, int, int]]:
    """Add lines and directions between matched ones: alike, and at the same place."""
    result = list(chain)
    fixed = [(-1, -1, 0), *chain, (len(rows), len(base), 0)]
    for (a1, b1, _), (a2, b2, _) in pairwise(fixed):
        if not chain:
            break
        start = b1 + 1
        for a in range(a1 + 1, a2):
            places = [b for b in _same_place(a, (a1, b1), (a2, b2)) if b >= start]
            for b in places:
                common = _alike(rows[a], base, b)
                if common:
                    result.append((a, b, common))
                    start = b + 1
                    break
    return sorted(result)


def _same_place(a: int, before: tuple[int, int], after: tuple[int, int]) -> list[int]:
    """The places between two matched elements which are about as far from one as `a` is."""
    from_start = before[1] + a - before[0]
    from_end = after[1] - (after[0] - a)
    places = {
        b for middle in (from_start, from_end) for b in range(middle - NEAR, middle + NEAR + 1)
    }
    return sorted(b for b in places if before[1] < b < after[1])


def _alike(one: _Worded, base: _Growing, position: int) -> int:
    other = base.row(position)
    if isinstance(one.element, Direction) or isinstance(other.element, Direction):
        both = isinstance(one.element, Direction) and isinstance(other.element, Direction)
        return int(both and _matching_directions(one.row, other.row))
    if one.speaker == other.speaker and one.row == other.row:
        return 1
    return _common(one, base, position)


def _matching_directions(one: Sequence[str], other: Sequence[str]) -> bool:
    first, second = set(one), set(other)
    return len(first & second) >= 0.66 * min(len(first), len(second)) if first and second else False


def _pieces(
    rows: Sequence[_Worded], base: _Growing, near: Sequence[tuple[int, int]], taken: set[int]
) -> list[tuple[int, int, int]]:
    """A speech cut by an ellipsis whose pieces stand in several speeches of one person."""
    found: list[tuple[int, int, int]] = []
    places: dict[int, list[int]] = defaultdict(list)
    for a, b in near:
        if a not in taken and rows[a].speaker == base.row(b).speaker:
            places[a].append(b)
    for a, positions in places.items():
        if not ELLIPSIS.search(rows[a].text):
            continue
        homes: list[tuple[int, int, int]] = []
        pieces = [row for piece in ELLIPSIS.split(rows[a].text) if len(row := forms(piece)) >= 3]
        for piece in pieces:
            for b in sorted(positions):
                common = sum(size for _, _, size in matches(piece, base.row(b).row))
                if common >= max(3, ALIKE * len(piece)):
                    homes.append((a, b, common))
                    break
        if pieces and len(homes) == len(pieces):
            found += homes
    return found
