"""Whether what is printed stands on its pages in the order in which it is said.

In: the words that an edition has to show, and where each was found. Out: the items that stand
where something later is looked for, though all their words are there: a style can move what the
structure tree has in order (`order`, `row-reverse`, `position: relative`).

On a page one reads on, and down, and after that at the head of the column beside it; so what
comes later may stand higher only where it stands wholly on the side to which one reads.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import pairwise

from booklet.proof.direction import runs_backwards
from booklet.proof.expected import Expected, ExpectedWord
from booklet.proof.printed import PrintedWord
from booklet.proof.reading import Run
from booklet.proof.rectangles import Rectangle

MOST = 1 / 2  # of an item's words: what is out of order may be found elsewhere, word by word
TOUCHING = 0.5  # pt that two boxes beside each other may have in common


@dataclass(frozen=True, slots=True)
class _Piece:
    """The words of an item in one run, and the room that they take on its line.

    `aside` says that they are a direction, which may stand beside the words it belongs to.
    """

    item: int
    box: Rectangle
    aside: bool


def out_of_order(
    expected: Expected,
    printed: Sequence[PrintedWord],
    places: Sequence[int],
    runs: Sequence[Run],
) -> Iterator[tuple[int, int, int]]:
    """Items (indices) that stand before an earlier one: each with that one, and its page."""
    said: dict[int, set[str]] = defaultdict(set)
    for word in expected.words:
        said[word.item].add(word.folded)
    found = [
        (word.item, runs[printed[at].first_run])
        for word, at in zip(expected.words, places, strict=True)
        if at >= 0 and not _also_beside(word, said)
    ]
    words = Counter(item for item, _ in found)
    on_page = Counter((item, run.page) for item, run in found)
    pages: dict[int, dict[tuple[int, int], _Piece]] = defaultdict(dict)
    first: dict[int, int] = {}
    for item, run in found:
        if run.box is not None and on_page[item, run.page] > MOST * words[item]:
            first.setdefault(item, run.page)
            aside = expected.items[item].kind == "direction"
            piece = _Piece(item, _on_line(run), aside)
            pages[run.page].setdefault((run.mark, item), piece)
    told: set[int] = set()
    for (one, page), (other, before) in pairwise(first.items()):
        if before < page:
            told.add(other)
            yield other, one, before
    backwards = (
        sum(runs_backwards(word.folded) for word in expected.words) > len(expected.words) / 2
    )
    for page, by_run in sorted(pages.items()):
        pieces = [_mirrored(each) if backwards else each for each in by_run.values()]
        for later, earlier in (*_among(pieces), *_names_beside_others(pieces)):
            if later not in told:
                told.add(later)
                yield later, earlier, page


def _also_beside(word: ExpectedWord, said: Mapping[int, Set[str]]) -> bool:
    """Whether the items around say it too, and other words that tell them apart: of two columns
    that say the same word each may have been given the other's."""
    own = said[word.item]
    around = said.get(word.item - 1, set()) | said.get(word.item + 1, set())
    return word.folded in around and not own <= around


def _on_line(run: Run) -> Rectangle:
    assert run.box is not None
    left, right = run.across
    return Rectangle(left, run.box.bottom, right, run.box.top)


def _mirrored(piece: _Piece) -> _Piece:
    box = piece.box
    return _Piece(piece.item, Rectangle(-box.right, box.bottom, -box.left, box.top), piece.aside)


def _among(pieces: Sequence[_Piece]) -> Iterator[tuple[int, int]]:
    """(later, earlier) items of which the later one stands before the earlier one."""
    lowest = float("inf")  # of the upper edges so far: what stands below it is above nothing
    for at, piece in enumerate(pieces):
        if _middle(piece.box) > lowest:
            for earlier in pieces[:at]:
                if earlier.item != piece.item and _before(piece, earlier):
                    yield piece.item, earlier.item
                    break
        elif at and pieces[at - 1].item != piece.item and _before(piece, pieces[at - 1]):
            yield piece.item, pieces[at - 1].item
        lowest = min(lowest, piece.box.top)


def _before(piece: _Piece, earlier: _Piece) -> bool:
    one, other = piece.box, earlier.box
    apart = other.right <= one.left + TOUCHING
    backwards = one.right <= other.left + TOUCHING and not (piece.aside or earlier.aside)
    if _is_above(one, other):
        return backwards or not (apart or one.right <= other.left + TOUCHING)
    return backwards and not _is_above(other, one)


def _is_above(one: Rectangle, other: Rectangle) -> bool:
    return _middle(one) > other.top and _middle(other) < one.bottom


def _middle(box: Rectangle) -> float:
    return (box.bottom + box.top) / 2


def _names_beside_others(pieces: Sequence[_Piece]) -> Iterator[tuple[int, int]]:
    """(item, next one) where the former's first words, the speaker's name, stand below all the
    others of it and beside the next one's, or below them, in one column with it."""
    own: dict[int, list[_Piece]] = defaultdict(list)
    for piece in pieces:
        if not piece.aside:
            own[piece.item].append(piece)
    for (item, (name, *rest)), (following, its) in pairwise(own.items()):
        below = rest and all(_is_above(each.box, name.box) for each in rest)
        beneath = its[0].box.left < name.box.right and its[0].box.right > name.box.left
        if below and beneath and not all(_is_above(name.box, each.box) for each in its):
            yield item, following
