"""Two rows of words laid beside each other.

Takes words in comparable form (`tokens.forms`); gives the runs that both have in order
(longest common subsequence), how many words that is where the two are readings of one
line, and from many such finds the ones that can stand together in order.
"""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz.distance import Indel

from booklet.ingest.tokens import ELLIPSIS, forms

ALIKE = 0.75
"""Share of the shorter reading's words that must be in the longer, in order."""

FEWEST_WORDS = 4
"""A shorter line is never found by itself, only between neighbours that match."""

MOST_WORDS = 4_000
"""Longer rows (an hour of one voice) are not aligned: that takes their product in memory."""

LOOSELY_ALIKE = 0.5
LONG_RUN = 3
"""Half the words are enough where they include two runs of so many words."""

SPREAD = 1.7
"""How much longer than the shorter reading its place in the longer one may be."""

Row = Sequence[str]


def shared_words(one: str, other: str) -> int:
    """How many words two texts share if they are readings of one line, else 0."""
    return shared_forms(one, forms(one), other, forms(other))


def shared_forms(one: str, one_row: Row, other: str, other_row: Row) -> int:
    """As `shared_words`, for texts whose words are known."""
    if len(one_row) <= len(other_row):
        shorter, short, long = one, one_row, other_row
    else:
        shorter, short, long = other, other_row, one_row
    if len(short) < FEWEST_WORDS:
        return 0
    if short == long:
        return len(short)
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
    cut = bool(ELLIPSIS.search(shorter))
    return common if cut or spread <= SPREAD * len(short) + 3 else 0


def words_in_common(short: Row, long: Row) -> int:
    """How many words of `short` are among those of `long`, in any order."""
    among = set(long)
    return sum(word in among for word in short)


def matches(short: Row, long: Row) -> list[tuple[int, int, int]]:
    """Runs of words in common, in order, as (place in short, place in long, length).

    None where a row has more than `MOST_WORDS`.
    """
    if max(len(short), len(long)) > MOST_WORDS:
        return []
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
    first, last = 0, len(blocks)
    while last - first > 1 and _strays(blocks[first], blocks[first + 1]):
        first += 1
    while last - first > 1 and _strays(blocks[last - 1], blocks[last - 2]):
        last -= 1
    return blocks[first:last]


def _strays(one: tuple[int, int, int], near: tuple[int, int, int]) -> bool:
    """A word or two far from the rest: matched by chance ("but … but")."""
    first, second = sorted((one, near), key=lambda block: block[1])
    return one[2] <= 2 and second[1] - first[1] - first[2] > second[0] - first[0] - first[2] + 4


def heaviest_chain(found: Sequence[tuple[int, int, int]]) -> list[int]:
    """Which of the finds (place in one row, place in the other, weight) stand together in order.

    Both places rise from each to the next and the sum of the weights is the greatest;
    gives positions in `found`. Weighted longest increasing subsequence with a binary
    indexed tree of maxima (Fenwick, 1994): n log n.
    """
    ranks = {place: rank for rank, place in enumerate(sorted({row[1] for row in found}), 1)}
    best: list[tuple[int, int]] = [(0, -1)] * (len(ranks) + 1)  # (weight, position) up to a rank
    before = [-1] * len(found)
    top = (0, -1)
    # Of equal first places the later second one comes first, so that they never chain.
    for at in sorted(range(len(found)), key=lambda at: (found[at][0], -found[at][1])):
        rank = ranks[found[at][1]]
        weight, before[at] = 0, -1
        below = rank - 1
        while below:
            if best[below][0] > weight:
                weight, before[at] = best[below]
            below &= below - 1
        mine = (weight + found[at][2], at)
        while rank < len(best):
            if mine[0] > best[rank][0]:
                best[rank] = mine
            rank += rank & -rank
        if mine[0] > top[0]:
            top = mine
    chain: list[int] = []
    at = top[1]
    while at >= 0:
        chain.append(at)
        at = before[at]
    return chain[::-1]
