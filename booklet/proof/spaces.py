"""Spaces between words, as the edition has them and as the page shows them.

In: the words of a text, with what stands between them, and the printed words of each.
Out: where a space is lost, added or doubled. Between two printed words stands the text of
the runs there, and a space where the pen leaves a gap between two runs. What stands at the
end of a line is not to be seen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from booklet.model import Span
from booklet.proof.account import SpaceFault, SpaceFaultKind, SpaceOwner
from booklet.proof.printed import GAP, PrintedWord, distance, same_line
from booklet.proof.reading import Run
from booklet.proof.words import SpelledWord

_IN_BRACKETS = re.compile(r"(?<=[(\[{])\s+|(?<!\s)\s+(?=[)\]}])")
"""Spaces that a script's own markup left inside brackets: not printed."""
_SET_BY_RULE = re.compile(r"(?<=[«‹])\s+|(?<!\s)\s+(?=[»›;:!?])")
"""Spaces that a typographer sets, as in French."""
_KEPT_DOUBLE = re.compile(r"(?![ \t\n\r\f]{2})\s\s")
"""Two spaces that HTML does not take for one."""
_DOUBLE = re.compile(r"\s\s")
_OVERLAP = 0.3  # of the font size; what stands further back than that stands elsewhere


@dataclass(frozen=True, slots=True)
class Spacing:
    """A fault before a word (its index) and the page on which it is.

    `inside` tells that it is in the word itself.
    """

    word: int
    fault: SpaceFaultKind
    page: int
    inside: bool = False

    def told(
        self, words: Sequence[SpelledWord], span: Span | None, kind: SpaceOwner, name: str
    ) -> SpaceFault:
        """The fault for the account, in a text of these words."""
        before = "" if self.inside else words[self.word - 1].spelled
        after = words[self.word].spelled
        return SpaceFault(self.fault, self.page, before, after, span, kind, name)


def space_faults(
    words: Sequence[SpelledWord],
    places: Sequence[int],
    printed: Sequence[PrintedWord],
    runs: Sequence[Run],
) -> Iterator[Spacing]:
    """The faults in the spaces of words; `places` are their printed words' indices, or -1."""
    for index, place in enumerate(places):
        if place < 0:
            continue
        page = runs[printed[place].first_run].page
        word = words[index]
        if _is_parted(word.folded, printed, place, runs):
            yield Spacing(index, "added", page, inside=True)
        if word.before is None or not index or places[index - 1] < 0:
            continue
        shown = _between(places[index - 1], place, printed, runs)
        expected = f"{words[index - 1].spelled[-1]}{word.before}{word.spelled[0]}"
        fault = None if shown is None else _fault(expected, shown)
        if fault is not None:
            yield Spacing(index, fault, page)


def _fault(expected: str, shown: str) -> SpaceFaultKind | None:
    """The fault in what stands between two words, with the characters at their edges."""
    if _has_space(_IN_BRACKETS.sub("", expected)) and not _has_space(shown):
        return "lost"
    if not _has_space(expected) and _has_space(_SET_BY_RULE.sub("", shown)):
        return "added"
    if _DOUBLE.search(shown) and not _KEPT_DOUBLE.search(expected):
        return "doubled"
    return None


def _has_space(text: str) -> bool:
    return any(map(str.isspace, text))


def _is_parted(
    folded: str, printed: Sequence[PrintedWord], place: int, runs: Sequence[Run]
) -> bool:
    """Whether a word stands there in pieces, with a space in it."""
    letters = printed[place].folded
    if letters == folded or not folded.startswith(letters):
        return False
    spaced = False
    for last in range(place + 1, len(printed)):
        shown = _between(last - 1, last, printed, runs)
        letters += printed[last].letters
        if shown is None or not folded.startswith(letters):
            return False
        spaced = spaced or _has_space(_SET_BY_RULE.sub("", shown))
        if letters == folded:
            return spaced
    return False


def _between(
    one: int, other: int, printed: Sequence[PrintedWord], runs: Sequence[Run]
) -> str | None:
    """What is shown between two printed words (indices), with the characters at their edges.

    Nothing where they are printed as one; None where it is not to be seen.
    """
    word, following = printed[one], printed[other]
    first, last = runs[word.last_run], runs[following.first_run]
    if one == other:
        return "" if same_line(runs[word.first_run], first) else None
    if other < one or not same_line(first, last) or first.heading != last.heading:
        return None
    if other > one + 1 and (first.backwards or last.backwards):
        return None  # the words between may stand elsewhere in the order of reading
    if word.last_run == following.first_run:
        return first.text[word.end - 1 : following.start + 1]
    row = [first]
    for index in range(word.last_run + 1, following.first_run):
        run = runs[index]
        if run.note == first.note and run.box is not None and _stands_between(run, first, last):
            row.append(run)
    row.append(last)
    texts = [run.text for run in row]
    texts[0], texts[-1] = texts[0][word.end - 1 :], texts[-1][: following.start + 1]
    shown = texts[0]
    for run, next_run, text in zip(row, row[1:], texts[1:], strict=False):
        size, gap = max(run.size, next_run.size), distance(run, next_run)
        if gap < -_OVERLAP * size:
            return None  # one stands over the other, which is worse
        apart = gap >= GAP * size
        touching = run.text[-1:].isspace() or next_run.text[:1].isspace()
        shown += " " + text if apart and not touching else text
    return shown


def _stands_between(run: Run, first: Run, last: Run) -> bool:
    """Whether a run stands on the line between two others, and not in a margin."""
    if not same_line(first, run):
        return False
    edges = sorted((*first.across, *last.across))
    slack = _OVERLAP * first.size
    left, right = run.across
    return edges[1] - slack <= left and right <= edges[2] + slack
