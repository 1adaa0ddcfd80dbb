"""The reading order of a line that a PDF has in the order of sight.

In: the texts of a line's glyphs from left to right, as they are drawn. Out: the line as it is
read. Hebrew and Arabic stand there from their end to their beginning, numbers among them do not.

Source: the reordering of lines by the Unicode Bidirectional Algorithm (Unicode Annex 9, rule
L2), taken back, in a line that as a whole is read from left to right. What goes on from
right to left is decided by the letters alone, since two orders of reading can look the same:
whether a number at the edge of Hebrew words belongs to them is not to be seen.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from unicodedata import bidirectional

_BACKWARDS = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
_NUMERIC = ("EN", "AN")
_AMONG_DIGITS = ("CS", "ES", "ET")
_MARK = "NSM"
_RIGHT_TO_LEFT = ("R", "AL")


def runs_backwards(text: str) -> bool:
    """Whether some of the text is read from right to left."""
    return _BACKWARDS.search(text) is not None and any(
        bidirectional(character) in _RIGHT_TO_LEFT for character in text
    )


def reading_order(drawn: Sequence[str]) -> str:
    """The texts of glyphs, which come from left to right, in the order in which they are read.

    >>> reading_order("call םולש 12 ,דחא now")
    'call אחד, 12 שלום now'
    """
    if not runs_backwards("".join(drawn)):
        return "".join(drawn)
    kinds = [_kind(text) for text in drawn]
    read: list[str] = []
    at = 0
    while at < len(drawn):
        letter = at
        while kinds[letter] == _MARK and letter + 1 < len(kinds):  # drawn before its letter
            letter += 1
        if kinds[letter] == "R":
            end = _end_of_backwards(kinds, letter)
            read += _reversed(drawn[at:end], kinds[at:end])
            at = end
        else:
            read.append(drawn[at])
            at += 1
    return "".join(read)


def _kind(text: str) -> str:
    """The kind of a glyph by its first letter or number: L, R, N (a number), NSM, or other."""
    kinds = [bidirectional(character) for character in text]
    for kind in kinds:
        if kind in _RIGHT_TO_LEFT:
            return "R"
        if kind == "L":
            return "L"
        if kind in _NUMERIC:
            return "N"
    return kinds[0] if kinds else ""


def _end_of_backwards(kinds: Sequence[str], start: int) -> int:
    """Behind the last letter from right to left, the first at `start`, before one that is not."""
    end = start + 1
    for at in range(end, len(kinds)):
        if kinds[at] == "L":
            break
        if kinds[at] == "R":
            end = at + 1
    return end


def _reversed(drawn: Sequence[str], kinds: Sequence[str]) -> list[str]:
    """From right to left, but each number from left to right."""
    read: list[str] = []
    at = len(drawn)
    while at > 0:
        begin = at - 1
        if kinds[begin] == "N":
            while begin > 0 and (
                kinds[begin - 1] == "N"
                or (kinds[begin - 1] in _AMONG_DIGITS and begin > 1 and kinds[begin - 2] == "N")
            ):
                begin -= 1
        read += drawn[begin:at]
        at = begin
    return read
