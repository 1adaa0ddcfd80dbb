"""Sentences of running text, with their places.

Takes a paragraph; gives (start, end) of each sentence. A quotation is never split, nor
is an abbreviation, an initial or an ellipsis that goes on in lower case taken for an
end. Knows the abbreviations of all languages in `booklet.languages`, and the full stops of
Chinese and Japanese.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from booklet.citing import is_short_form, number_of, part_of
from booklet.draw.finding.quoted import quoted
from booklet.languages import languages

_READINGS = tuple(each.reading for each in languages())
_ABBREVIATIONS = frozenset().union(*(each.abbreviations for each in _READINGS))
_ALSO_WORDS = frozenset().union(*(each.abbreviations_and_words for each in _READINGS))
_END = re.compile(
    r"((?<![.!?…])[.!?…]++|[。！？])(?P<close>[”’\"'»“)\]*_]*)(?P<space>\s+|$|(?<=[。！？]))"
)
_LAST_WORD = re.compile(r"(?<![\w.’'])[\w.’']*+$")
_NEXT_WORD = re.compile(r"\w+")
_LONGEST_WORD = 40  # no abbreviation is as long

SAYS = rf"(?:{'|'.join(verb for each in _READINGS for verb in each.saying_verbs)})\b"
"""The verbs with which somebody is made to speak, as a regular expression."""

SAYING = re.compile(
    rf"(?:(?<![\w’'-])(?:[A-ZА-Я][\w’'-]++\s++){{1,2}}|(?:he|she|they|it|one)\s+)?{SAYS}"
)


def sentences(text: str) -> tuple[tuple[int, int], ...]:
    """Start and end (0-based, half-open) of every sentence; together they cover the text
    except for the white space between them."""
    held: list[tuple[int, int]] = []
    for span in quoted(text):  # in the order of their beginnings: the outermost first
        if span.closed and (not held or span.outer_start >= held[-1][1]):
            held.append((span.outer_start, span.outer_end))
    opens = [span[0] for span in held]
    found: list[tuple[int, int]] = []
    start = 0
    for match in _END.finditer(text):
        if not _is_end(text, start, match, held, opens):
            continue
        end = match.end("close")
        if text[start:end].strip():
            found.append((start, end))
        start = match.end()
    if text[start:].strip():
        found.append((start, len(text.rstrip())))
    return tuple(found)


def _is_end(
    text: str,
    start: int,
    match: re.Match[str],
    held: list[tuple[int, int]],
    opens: list[int],
) -> bool:
    at = match.start()
    before = bisect_right(opens, at) - 1
    inside = before >= 0 and at < held[before][1]
    if inside and match.end("close") < held[before][1]:
        return False
    rest = text[match.end() : match.end() + 120]
    if not rest:
        return True
    mark = match.group(1)
    if mark in "。！？":
        return True
    following = rest.lstrip("“‘\"'«„‹([—–-*_ ")[:1]
    if following.islower():
        return False
    if inside and mark[-1] in "!?…" and SAYING.match(rest):
        return False
    if mark != ".":
        return True
    word = _LAST_WORD.search(text, max(start, at - _LONGEST_WORD), at)
    last = word.group().lower().strip("’'") if word else ""
    initial = len(last) == 1 and text[at - 1].isupper() and last != "i"
    if last in _ABBREVIATIONS and not initial:
        # "No." and "Co." before a capital are rather the end of a sentence than "no. 5"
        return last in _ALSO_WORDS and following.isalpha()
    if len(last) == 1 and re.match(r"\w\.", rest):
        return False  # "z. B."
    if _is_within_citation(last, rest):
        return False
    return not initial


def _is_within_citation(last: str, rest: str) -> bool:
    """Whether a full stop stands in "2. Akt" or "sc. 2"."""
    onward = _NEXT_WORD.match(rest)
    if onward is None:
        return False
    if part_of(onward[0]) in ("act", "scene"):
        return number_of(last) is not None or number_of(last.upper()) is not None
    return is_short_form(last) and number_of(onward[0]) is not None
