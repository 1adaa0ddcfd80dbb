"""The words that a sequence of runs spells, put together again across line ends.

In: the runs of a `Reading`, in reading order. Out: folded words, each with where it stands in
which runs. A word is joined across runs where the first ends in a hyphen at its line's
end, or where the second follows on the same line, in the same size, without a gap.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate

from booklet.proof.direction import runs_backwards
from booklet.proof.reading import Run
from booklet.proof.words import HYPHENS, chunks, fold, signs

HEADING = "#"  # set before each word of a heading: no other text can stand in for one
GAP = 0.12  # of the font size; a word space is about a quarter
SAME_SIZE = 0.05  # of the font size; marks and numbers are set much smaller


@dataclass(frozen=True, slots=True)
class PrintedWord:
    """A folded word, the runs (indices) in which it begins and ends, and where in their texts."""

    folded: str
    first_run: int
    last_run: int
    start: int = 0
    end: int = 0

    @property
    def letters(self) -> str:
        """The word alone, not told from others by being in a heading."""
        return self.folded.removeprefix(HEADING)


def printed_words(runs: Sequence[Run], indices: Iterable[int]) -> list[PrintedWord]:
    """The words of the runs of these indices, in the order given."""
    words: list[PrintedWord] = []
    pending = ""  # the raw letters of a word that the next run may go on with
    begun = previous = -1
    start = end = 0

    def add() -> None:
        folded = fold(pending)
        if folded:
            prefix = HEADING if runs[begun].heading else ""
            words.append(PrintedWord(prefix + folded, begun, previous, start, end))

    for index in indices:
        run = runs[index]
        if not run.text.strip():
            continue
        pieces = chunks(run.text)
        if pending and not (pieces and pieces[0][0] == 0 and _joins(runs[previous], run)):
            add()
            pending = ""
        if not fold(run.text):
            words += [
                PrintedWord(sign.folded, index, index, sign.start, sign.end)
                for sign in signs(run.text)
            ]
            if not pending:
                previous = index
                continue
        previous = index
        for first, last in pieces:
            if not pending:
                begun, start = index, first
            pending += run.text[first:last]
            end = last
            if last < len(run.text):
                add()
                pending = ""
    if pending:
        add()
    return words


class PrintedText:
    """Printed words, to look for texts whose words stand together somewhere among them."""

    def __init__(self, words: Iterable[PrintedWord]) -> None:
        # A sign in another face than the words beside it is a run of its own, and no word.
        self.words = [word for word in words if fold(word.folded)]
        self._letters = "".join(word.letters for word in self.words)
        self._ends = list(accumulate(len(word.letters) for word in self.words))

    def find(self, wanted: Sequence[str]) -> list[int] | None:
        """The index of the printed word for each of the folded words; None where one is missing.

        They may be parted and joined otherwise, where they stand nowhere as they are: “1 1” is
        no 11. Where some are read from right to left, the order does not count: two orders of
        reading can look the same.
        """
        if not wanted:
            return []
        letters = "".join(wanted)
        found: list[int] | None = None
        at = self._letters.find(letters)
        while at >= 0:
            begins = accumulate(map(len, wanted[:-1]), initial=at)
            there = [bisect_right(self._ends, begin) for begin in begins]
            found = found or there
            if [self.words[place].letters for place in there] == list(wanted):
                return there
            at = self._letters.find(letters, at + 1)
        if found:
            return found
        if any(map(runs_backwards, wanted)):
            return self._find_in_any_order(wanted)
        return None

    def _find_in_any_order(self, wanted: Sequence[str]) -> list[int] | None:
        missing = Counter(wanted)
        for at, word in enumerate(self.words):
            missing[word.letters] -= 1
            if at >= len(wanted):
                missing[self.words[at - len(wanted)].letters] += 1
            if word.letters in wanted and not any(missing.values()):
                there = list(range(at - len(wanted) + 1, at + 1))
                found = []
                for one in wanted:
                    found.append(next(i for i in there if self.words[i].letters == one))
                    there.remove(found[-1])
                return found
        return None


def _joins(run: Run, following: Run) -> bool:
    if run.heading != following.heading:
        return False
    if same_line(run, following):
        if run.box is None or following.box is None:
            return False
        if abs(run.size - following.size) > SAME_SIZE * run.size:
            return False
        return abs(distance(run, following)) < GAP * run.size
    # What goes on higher on the same page is another column, of another speech it may be.
    above = run.page == following.page and following.baseline > run.baseline
    return run.text[-1:] in HYPHENS and not above


def same_line(run: Run, following: Run) -> bool:
    """Whether two runs stand on one line of one page, a raised mark taken for its line."""
    return run.page == following.page and abs(run.baseline - following.baseline) < run.size / 2


def distance(run: Run, following: Run) -> float:
    """How far apart (pt) two runs of one line are, in whichever direction it goes; below 0 where
    they overlap."""
    (left, right), (other_left, other_right) = run.across, following.across
    return max(other_left - right, left - other_right)
