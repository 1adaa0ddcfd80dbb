"""The words that a sequence of runs spells, put together again across line ends.

In: the runs of a `Reading`, in reading order. Out: folded words, each with the runs it
stands in. A word is joined across runs where the first ends in a hyphen at its line's
end, or where the second follows on the same line, in the same size, without a gap.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from booklet.proof.reading import Run
from booklet.proof.words import HYPHENS, chunks, fold, signs

HEADING = "#"  # set before each word of a heading: no other text can stand in for one
GAP = 0.12  # of the font size; a word space is about a quarter, kerning far less
SAME_SIZE = 0.05  # of the font size; marks and numbers are set much smaller


@dataclass(frozen=True, slots=True)
class PrintedWord:
    """A folded word and the runs (indices) in which it begins and ends."""

    folded: str
    first_run: int
    last_run: int


def printed_words(runs: Sequence[Run], indices: Iterable[int]) -> list[PrintedWord]:
    """The words of the runs of these indices, in the order given."""
    words: list[PrintedWord] = []
    pending = ""  # the raw letters of a word that the next run may go on with
    begun = previous = -1
    for index in indices:
        run = runs[index]
        if not run.text.strip():
            continue
        pieces = chunks(run.text)
        if pending and not (pieces and pieces[0][0] == 0 and _joins(runs[previous], run)):
            _add(words, pending, begun, previous, runs)
            pending = ""
        if not any(map(str.isalnum, run.text)):
            words += [PrintedWord(sign.folded, index, index) for sign in signs(run.text)]
            if not pending:
                previous = index
                continue
        for start, end in pieces:
            if not pending:
                begun = index
            pending += run.text[start:end]
            if end < len(run.text):
                _add(words, pending, begun, index, runs)
                pending = ""
        previous = index
    if pending:
        _add(words, pending, begun, previous, runs)
    return words


def _add(
    words: list[PrintedWord], letters: str, first: int, last: int, runs: Sequence[Run]
) -> None:
    folded = fold(letters)
    if folded:
        prefix = HEADING if runs[first].heading else ""
        words.append(PrintedWord(prefix + folded, first, last))


def _joins(run: Run, following: Run) -> bool:
    if run.heading != following.heading:
        return False
    if same_line(run, following):
        if run.box is None or following.box is None:
            return False
        if abs(run.size - following.size) > SAME_SIZE * run.size:
            return False
        return abs(following.box.left - run.box.right) < GAP * run.size
    return run.text[-1:] in HYPHENS


def same_line(run: Run, following: Run) -> bool:
    """Whether two runs stand on one line of one page, a raised mark taken for its line."""
    return run.page == following.page and abs(run.baseline - following.baseline) < run.size / 2
