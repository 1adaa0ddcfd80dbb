"""The same line from several witnesses becomes one speech with its readings.

Takes the exchanges of all pages; gives `Collated` exchanges in which no line stands
twice. The fullest reading is printed; where another differs in words, the difference
is a `Variant` with its witnesses, to be printed as an apparatus note. Differences of
punctuation and capitals are accidentals and not noted (`tokens`). A shorter witness
that quotes only a part says nothing about the rest; an ellipsis in it says nothing
about what it leaves out.

Method: collation by alignment. Candidates share a run of three words (or are equal,
for short lines whose neighbours match too); they are aligned word by word (longest
common subsequence), and an exchange is merged into another in order.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from itertools import pairwise

from rapidfuzz.distance import Indel

from booklet.ingest.quotations import Exchange, Marker, QuotedSpeech
from booklet.ingest.tokens import ELLIPSIS, Token, forms, tokens
from booklet.model import Direction, Line

ALIKE = 0.75
"""Share of the shorter reading's words that must be in the longer, in order."""

FEWEST_WORDS = 4
"""A shorter line is never found by itself, only between neighbours that match."""

CERTAIN_WORDS = 8
"""So many words in common make two exchanges one, whatever else is in them."""

LOOSELY_ALIKE = 0.5
LONG_RUN = 3
"""Half the words are enough where they include two runs of so many words."""

SAME_PAGE_APART = 12
"""Lines: what one page repeats within so few is said twice, and not two readings."""

EDGE = 2
"""Words from the end of a speech at which a reading that differs there still ends there too."""

SPREAD = 1.7
"""How much longer than the shorter reading its place in the longer one may be."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One witness's own words of a speech, and where they stand (1-based lines)."""

    witness: str
    text: str
    file: str
    line: int


@dataclass(frozen=True, slots=True)
class Variant:
    """Words `text[start:end]` of the printed speech which witnesses read otherwise.

    `reading` is "" where they leave the words out; `start == end` where they add.
    """

    start: int
    end: int
    reading: str
    witnesses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CollatedSpeech:
    """A speech with all its readings; `body` is that of the printed one.

    `time` is when it is spoken, in seconds from the beginning, where subtitles say so.
    """

    speaker: str
    body: tuple[Line | Direction, ...]
    readings: tuple[Reading, ...]
    time: float | None = None

    @property
    def text(self) -> str:
        """The printed words."""
        return "\n".join(part.text for part in self.body if isinstance(part, Line))


@dataclass(frozen=True, slots=True)
class Collated:
    """An exchange without duplicates. `origins` are (file, first line) of all that it joins."""

    elements: tuple[CollatedSpeech | Direction, ...]
    origins: tuple[tuple[str, int], ...]
    marker: Marker = ""
    doubtful: bool = False

    @property
    def speeches(self) -> tuple[CollatedSpeech, ...]:
        """The speeches alone."""
        return tuple(part for part in self.elements if isinstance(part, CollatedSpeech))


@dataclass(slots=True)
class _Index:
    """Runs of three words → (exchange, element) that has them."""

    runs: dict[tuple[str, ...], set[tuple[int, int]]] = field(
        default_factory=lambda: defaultdict(set)
    )

    def add(self, exchange: int, elements: Iterable[CollatedSpeech | Direction]) -> None:
        for at, element in enumerate(elements):
            if isinstance(element, CollatedSpeech):
                row = forms(element.text)
                for start in range(len(row) - 2):
                    self.runs[row[start : start + 3]].add((exchange, at))

    def candidates(self, row: tuple[str, ...]) -> set[int]:
        found: dict[int, int] = defaultdict(int)
        for start in range(len(row) - 2):
            for exchange, _ in self.runs.get(row[start : start + 3], ()):
                found[exchange] += 1
        return set(sorted(found, key=lambda exchange: (-found[exchange], exchange))[:6])


def collate(exchanges: Sequence[Exchange]) -> tuple[Collated, ...]:
    """The exchanges with the same lines brought together, in the order of the first.

    The fullest exchange of those that share lines gives the order within.
    """
    order = sorted(range(len(exchanges)), key=lambda at: (-_size(exchanges[at]), at))
    merged: list[Collated] = []
    first_seen: list[int] = []
    index = _Index()
    for at in order:
        exchange = _as_collated(exchanges[at])
        target = _find(exchange, merged, index)
        if target is None:
            merged.append(exchange)
            first_seen.append(at)
            index.add(len(merged) - 1, exchange.elements)
            continue
        number, pairs = target
        joined = _merge(merged[number], exchange, pairs)
        merged[number] = joined
        index.add(number, joined.elements)
    ranked = sorted(range(len(merged)), key=lambda number: first_seen[number])
    return tuple(merged[number] for number in ranked)


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


# ------------------------------------------------------------------ which exchange


Pairs = tuple[tuple[int, int], ...]
"""(element of the exchange, element of the base) that are the same speech."""


def _find(
    exchange: Collated, merged: Sequence[Collated], index: _Index
) -> tuple[int, Pairs] | None:
    best: tuple[int, int, Pairs] | None = None
    numbers: set[int] = set()
    for speech in exchange.speeches:
        numbers |= index.candidates(forms(speech.text))
    total = sum(len(forms(speech.text)) for speech in exchange.speeches)
    for number in sorted(numbers):
        base = merged[number]
        pairs, common = _pair(exchange, base)
        longest = max((_shorter(exchange, base, a, b) for a, b in pairs), default=0)
        if (
            pairs
            and (longest >= CERTAIN_WORDS or 2 * common >= total)
            and (best is None or common > best[0])
        ):
            best = (common, number, pairs)
    return (best[1], best[2]) if best else None


def _shorter(exchange: Collated, base: Collated, a: int, b: int) -> int:
    """Words of the shorter of two speeches that pair; 0 for directions."""
    one, other = exchange.elements[a], base.elements[b]
    if isinstance(one, CollatedSpeech) and isinstance(other, CollatedSpeech):
        return min(len(forms(one.text)), len(forms(other.text)))
    return 0


def _pair(exchange: Collated, base: Collated) -> tuple[Pairs, int]:
    """The speeches that two exchanges share, in order, and how many words that is."""
    found: list[tuple[int, int, int]] = []
    for a, one in enumerate(exchange.elements):
        for b, other in enumerate(base.elements):
            if isinstance(one, CollatedSpeech) and isinstance(other, CollatedSpeech):
                common = same_line(one, other)
                if common:
                    found.append((a, b, common))
    chain = _heaviest_chain(found)
    chain = _with_short_neighbours(exchange, base, chain)
    pieces = _pieces(exchange, base, {a for a, _, _ in chain})
    pairs = tuple(dict.fromkeys((a, b) for a, b, _ in [*chain, *pieces]))
    return tuple(sorted(pairs)), sum(common for _, _, common in [*chain, *pieces])


def same_line(one: CollatedSpeech, other: CollatedSpeech) -> int:
    """How many words two speeches share if they are readings of one line, else 0."""
    if one.speaker != other.speaker or _said_twice(one, other):
        return 0
    return shared_words(one.text, other.text)


def _said_twice(one: CollatedSpeech, other: CollatedSpeech) -> bool:
    """Whether one page has both so near to each other that both are spoken."""
    return any(
        first.file == second.file and abs(first.line - second.line) <= SAME_PAGE_APART
        for first in one.readings
        for second in other.readings
    )


def shared_words(one: str, other: str) -> int:
    """As `same_line`, for the words alone."""
    short, long = sorted((forms(one), forms(other)), key=len)
    if len(short) < FEWEST_WORDS:
        return 0
    # Without so many equal words in any order there are not so many in order; this is cheap.
    if words_in_common(short, long) < max(FEWEST_WORDS, LOOSELY_ALIKE * len(short)):
        return 0
    blocks = matches(short, long)
    common = sum(size for _, _, size in blocks)
    runs = [size for _, _, size in blocks if size >= LONG_RUN]
    loosely = common >= LOOSELY_ALIKE * len(short) and len(runs) >= 2
    if common < FEWEST_WORDS or not (common >= ALIKE * len(short) or loosely):
        return 0
    spread = blocks[-1][1] + blocks[-1][2] - blocks[0][1]
    cut = bool(ELLIPSIS.search(one if len(forms(one)) <= len(forms(other)) else other))
    return common if cut or spread <= SPREAD * len(short) + 3 else 0


def words_in_common(short: Sequence[str], long: Sequence[str]) -> int:
    """How many words of `short` are among those of `long`, in any order."""
    among = set(long)
    return sum(word in among for word in short)


def matches(short: Sequence[str], long: Sequence[str]) -> list[tuple[int, int, int]]:
    """Runs of words in common, in order, as (place in short, place in long, length)."""
    rows = Indel.opcodes(list(short), list(long))
    blocks = [
        (row.src_start, row.dest_start, row.src_end - row.src_start)
        for row in rows
        if row.tag == "equal"
    ]
    for at in range(len(blocks) - 1, 0, -1):
        a, _, size = blocks[at - 1]
        after_a, after_b, _ = blocks[at]
        near = after_b - size
        if a + size == after_a and list(long[near:after_b]) == list(short[a:after_a]):
            blocks[at - 1] = (a, near, size)  # "I … I think": the one next to the rest
    while len(blocks) > 1 and _strays(blocks[0], blocks[1]):
        del blocks[0]
    while len(blocks) > 1 and _strays(blocks[-1], blocks[-2]):
        del blocks[-1]
    return blocks


def _strays(one: tuple[int, int, int], near: tuple[int, int, int]) -> bool:
    """A word or two far from the rest: matched by chance ("but … but")."""
    first, second = sorted((one, near), key=lambda block: block[1])
    return one[2] <= 2 and second[1] - first[1] - first[2] > second[0] - first[0] - first[2] + 4


def _heaviest_chain(found: Sequence[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """The pairs that can stand together in order, with the most words in common."""
    rows = sorted(found)
    weight = [row[2] for row in rows]
    before = [-1] * len(rows)
    for i, row in enumerate(rows):
        for j in range(i):
            if rows[j][0] < row[0] and rows[j][1] < row[1] and weight[j] + row[2] > weight[i]:
                weight[i] = weight[j] + row[2]
                before[i] = j
    if not rows:
        return []
    at = max(range(len(rows)), key=lambda i: weight[i])
    chain: list[tuple[int, int, int]] = []
    while at >= 0:
        chain.append(rows[at])
        at = before[at]
    return chain[::-1]


def _with_short_neighbours(
    exchange: Collated, base: Collated, chain: Sequence[tuple[int, int, int]]
) -> list[tuple[int, int, int]]:
    """Add short lines and directions between matched ones: equal, and at the same place."""
    result = list(chain)
    fixed = [(-1, -1, 0), *chain, (len(exchange.elements), len(base.elements), 0)]
    for (a1, b1, _), (a2, b2, _) in pairwise(fixed):
        if not chain:
            break
        start = b1 + 1
        for a in range(a1 + 1, a2):
            for b in range(start, b2):
                if _equal(exchange.elements[a], base.elements[b]):
                    result.append((a, b, 1))
                    start = b + 1
                    break
    return sorted(result)


def _equal(one: CollatedSpeech | Direction, other: CollatedSpeech | Direction) -> bool:
    if isinstance(one, Direction) and isinstance(other, Direction):
        return _matching_directions(one.text, other.text)
    if isinstance(one, CollatedSpeech) and isinstance(other, CollatedSpeech):
        return one.speaker == other.speaker and forms(one.text) == forms(other.text)
    return False


def _matching_directions(one: str, other: str) -> bool:
    first, second = set(forms(one)), set(forms(other))
    return len(first & second) >= 0.66 * min(len(first), len(second)) if first and second else False


def _pieces(exchange: Collated, base: Collated, taken: set[int]) -> list[tuple[int, int, int]]:
    """A speech cut by an ellipsis whose pieces stand in several speeches of one person."""
    found: list[tuple[int, int, int]] = []
    for a, one in enumerate(exchange.elements):
        if a in taken or not isinstance(one, CollatedSpeech) or not ELLIPSIS.search(one.text):
            continue
        homes: list[tuple[int, int, int]] = []
        pieces = [piece for piece in ELLIPSIS.split(one.text) if len(forms(piece)) >= 3]
        for piece in pieces:
            row = forms(piece)
            for b, other in enumerate(base.elements):
                if not isinstance(other, CollatedSpeech) or other.speaker != one.speaker:
                    continue
                common = sum(size for _, _, size in matches(row, forms(other.text)))
                if common >= max(3, ALIKE * len(row)):
                    homes.append((a, b, common))
                    break
        if pieces and len(homes) == len(pieces):
            found += homes
    return found


# ------------------------------------------------------------------------- merging


def _merge(base: Collated, exchange: Collated, pairs: Pairs) -> Collated:
    """The exchange's readings added to the base; what only it has, put in its place."""
    homes: dict[int, list[int]] = defaultdict(list)
    for a, b in pairs:
        homes[a].append(b)
    elements: list[CollatedSpeech | Direction] = list(base.elements)
    inserted: dict[int, list[CollatedSpeech | Direction]] = defaultdict(list)
    behind = min((b for _, b in pairs), default=0) - 1
    for a, element in enumerate(exchange.elements):
        for b in homes.get(a, ()):
            home = elements[b]
            if isinstance(home, CollatedSpeech) and isinstance(element, CollatedSpeech):
                elements[b] = with_reading(home, element)
            behind = b
        if a not in homes:
            inserted[behind].append(element)
    row: list[CollatedSpeech | Direction] = list(inserted.get(-1, ()))
    for b, element in enumerate(elements):
        row.append(element)
        row += inserted.get(b, ())
    return Collated(
        tuple(row),
        base.origins + exchange.origins,
        base.marker or exchange.marker,
        base.doubtful,
    )


def with_reading(base: CollatedSpeech, other: CollatedSpeech) -> CollatedSpeech:
    """The base with another's readings; the fuller of the two is printed."""
    readings = base.readings + other.readings
    longer = len(forms(other.text)) > len(forms(base.text))
    if (
        longer
        and not ELLIPSIS.search(other.text.strip(" .…"))
        and shared_words(base.text, other.text)
    ):
        return replace(base, body=other.body, readings=readings)
    return replace(base, readings=readings)


# ------------------------------------------------------------------------ variants


def variants(speech: CollatedSpeech) -> tuple[Variant, ...]:
    """Where the readings of a speech differ in words from the printed one."""
    found: dict[tuple[int, int, str], list[str]] = defaultdict(list)
    for reading in speech.readings:
        for start, end, text in differences(speech.text, reading.text):
            witnesses = found[(start, end, text)]
            if reading.witness not in witnesses:
                witnesses.append(reading.witness)
    return tuple(
        Variant(start, end, text, tuple(witnesses))
        for (start, end, text), witnesses in sorted(found.items())
    )


def differences(printed: str, reading: str) -> list[tuple[int, int, str]]:
    """The places in `printed` where `reading` has other words, as (start, end, its words).

    Only the part that the reading quotes is compared.
    """
    found: list[tuple[int, int, str]] = []
    row = tokens(printed)
    for start, end, piece in _quoted_parts(row, reading):
        other = tokens(piece)
        found += _differences_in(row[start:end], printed, other, piece)
    return found


def _quoted_parts(row: Sequence[Token], reading: str) -> list[tuple[int, int, str]]:
    """The pieces between ellipses, each with the words `row[start:end]` it stands for."""
    words = [token.form for token in row]
    whole = matches(forms(reading), words)
    pieces = [piece for piece in ELLIPSIS.split(reading) if forms(piece)]
    if len(pieces) <= 1 or sum(size for _, _, size in whole) >= 0.95 * len(words):
        pieces = [reading]
    parts: list[tuple[int, int, str]] = []
    behind = 0
    for piece in pieces:
        blocks = matches(forms(piece), words[behind:])
        common = sum(size for _, _, size in blocks)
        if not blocks or (len(pieces) > 1 and common < ALIKE * len(forms(piece))):
            continue
        start, end = blocks[0][1] + behind, blocks[-1][1] + blocks[-1][2] + behind
        start = max(behind, start - blocks[0][0])
        tail = len(forms(piece)) - blocks[-1][0] - blocks[-1][2]
        end = min(len(words), end + tail)
        if blocks[0][0] and start <= behind + EDGE:
            start = behind  # both begin here, though with other words
        if tail and end >= len(words) - EDGE:
            end = len(words)
        parts.append((start, end, piece))
        behind = end
    return parts


def _differences_in(
    row: Sequence[Token], printed: str, other: Sequence[Token], reading: str
) -> list[tuple[int, int, str]]:
    if not row:
        return []
    matcher = SequenceMatcher(
        None, [token.form for token in row], [token.form for token in other], autojunk=False
    )
    joined: list[list[int]] = []
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            continue
        if joined and i1 - joined[-1][1] <= 1 and j1 - joined[-1][3] <= 1:
            joined[-1][1], joined[-1][3] = i2, j2
        else:
            joined.append([i1, i2, j1, j2])
    found: list[tuple[int, int, str]] = []
    for i1, i2, j1, j2 in joined:
        text = reading[other[j1].start : other[j2 - 1].end] if j2 > j1 else ""
        if re.sub(r"\W", "", text) == re.sub(
            r"\W", "", printed[row[i1].start : row[i2 - 1].end] if i2 > i1 else ""
        ):
            continue
        if i2 > i1:
            found.append((row[i1].start, row[i2 - 1].end, text))
        else:
            place = row[i1].start if i1 < len(row) else row[-1].end
            found.append((place, place, text))
    return found
