"""The reading of a play: all lines at once, twice.

Takes `Line`s and `Weights`; gives a kind for each line. The first reading knows what the
document looks like; the second also who speaks in it, and how they are named.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from booklet.read.chain import Weights, decode
from booklet.read.play import wording
from booklet.read.play.cues import Cue
from booklet.read.play.features import Seen, features_of, profile_of
from booklet.read.play.grammar import GRAMMAR, KINDS
from booklet.read.play.lines import Line

_TRANSCRIBER = re.compile(r"\W*transcriber['’]?s?['’]? notes?\W*", re.I)
_RULE = re.compile(r"[\s*·•_=~+-]+")
"""A line drawn across the page."""

_HEADS = "SMX"
"""What the number of an act may be, before the play and in it."""

LONGEST_HEADING = 140
_PAGE_BEHIND = re.compile(r"(?:(?<![\s.])[\s.]++\d*+|(?<!\d)\d*+)$")
_BETWEEN = 3
_FEWEST_LISTED = 3
"""So many headings, with so few lines between, are a table of contents."""

_FRONT = 60
"""Lines above the first speech in which the numbers of acts head them, and list none."""

_LONGEST_LIST = 200
"""Lines that a list of persons may have."""

_LONGEST_NOTE = 40
"""Lines that the note of a transcriber may have under its heading."""


def read_lines(
    lines: Sequence[Line],
    cues: Sequence[Cue | None],
    seen: Seen,
    weights: tuple[Weights, Weights],
    given: Mapping[int, str],
) -> list[str]:
    """The kind of each line, by the letters of `KINDS`; `given` says it for some, by place."""
    if not lines:
        return []
    only = possible(lines, cues, seen) | dict(given)
    kinds: list[str] = []
    for each in weights:
        profile = profile_of(lines, cues, seen, kinds) if kinds else None
        kinds = decode(GRAMMAR, *features_of(lines, cues, seen, profile), each, only)
    return [given.get(at, kind) for at, kind in enumerate(kinds)]


def possible(lines: Sequence[Line], cues: Sequence[Cue | None], seen: Seen) -> dict[int, str]:
    """What lines may be whatever stands around them: nobody speaks where no name can stand, and
    what the file says of itself, before its opening formula and behind its closing one, is not
    the play's. Only what may be of the page or the printer is ever left out."""
    only: dict[int, str] = {}
    last = len(lines) - 1
    opened = max((at for at in range(last // 2) if wording.OPENS.match(lines[at].text)), default=-1)
    closed = min(
        (at for at in range(last // 2, last + 1) if wording.CLOSES.match(lines[at].text)),
        default=last + 1,
    )
    noted, until = False, -1
    contents = _contents(lines)
    listed = _list_of_persons(lines, contents)
    for at, (line, cue) in enumerate(zip(lines, cues, strict=True)):
        if line.blanks or not at:
            noted = False
        if _TRANSCRIBER.fullmatch(line.text):
            until = at + _LONGEST_NOTE
        noted = noted or at <= until or _of_the_page(line.text)
        if at <= opened or at >= closed:
            only[at] = "X"
            continue
        if at in contents or (at < _FRONT and wording.TOLD.match(line.text)):
            only[at] = "MX"
            continue
        if at in listed:
            only[at] = "LNMX"
            continue
        may = _may_be(line, cue, seen)
        if at < listed.start - 1:
            may = may.replace("L", "")
        if may == _HEADS and at >= seen.naming.first - _FRONT:
            may = "S"
        if not noted and not any(map(str.isdigit, line.text)):
            may = may.replace("X", "")
        only[at] = may or KINDS
    return only


def _contents(lines: Sequence[Line]) -> range:
    """The table of contents: headings close together that each come again."""
    heads = [
        at
        for at, line in enumerate(lines)
        if wording.PART.match(line.text) and len(line.text) < LONGEST_HEADING
    ]
    keys = [_PAGE_BEHIND.sub("", lines[at].text).casefold().strip(" .") for at in heads]
    last = {key: number for number, key in enumerate(keys)}
    listed: list[int] = []
    for number, (at, key) in enumerate(zip(heads, keys, strict=True)):
        if last[key] == number or (listed and at - listed[-1] > _BETWEEN):
            break
        listed.append(at)
    return range(listed[0], listed[-1] + 1) if len(listed) >= _FEWEST_LISTED else range(0)


def _list_of_persons(lines: Sequence[Line], contents: range) -> range:
    """The list of persons under its heading and what is told of the place, up to the first act:
    nobody speaks there. Empty where the list has no heading or the play none."""
    opened = -1
    for at, line in enumerate(lines[: _LONGEST_LIST + _FRONT]):
        if at in contents:
            continue
        if wording.NUMBERED.match(line.text) or wording.PLACED.match(line.text):
            return range(opened + 1, at) if opened >= 0 else range(0)
        if opened < 0 and len(line.text) < LONGEST_HEADING and wording.CAST.match(line.text):
            opened = at
    return range(0)


def _may_be(line: Line, cue: Cue | None, seen: Seen) -> str:
    """What a line may be by its own words and name."""
    if not any(map(str.isalpha, line.text)):
        return "X" if _RULE.fullmatch(line.text) else "XND"
    if wording.CREDITS.search(line.text):
        return "XM"
    headed = wording.PLACED.match(line.text) and len(line.text) < LONGEST_HEADING
    if headed or wording.NUMBERED.match(line.text):
        return _HEADS
    if cue is None or _is_no_name(line, cue, seen):
        return KINDS.replace("C", "").replace("P", "")
    if seen.naming.is_main(cue):
        return "CL" if cue.alone else "PL"
    return KINDS.replace("P" if cue.alone else "C", "")


def _is_no_name(line: Line, cue: Cue, seen: Seen) -> bool:
    """Whether what looks like a name is a heading, the number of a song, or the end."""
    lone = cue.alone and seen.naming.known[cue.key] < 2
    return (
        wording.NUMBERED.match(cue.name) is not None
        or wording.COMES.fullmatch(cue.name) is not None
        or seen.naming.only_numbers(cue)
        or (lone and wording.CLOSE.fullmatch(line.text) is not None)
        or (lone and wording.CAST.match(line.text) is not None)
    )


def _of_the_page(text: str) -> bool:
    """Whether a line, and with it its paragraph, may be left out: it speaks of books and their
    makers, or has no words. A line with a number may be too, by itself."""
    return (
        wording.FURNITURE.search(text) is not None
        or wording.NOTES.match(text) is not None
        or wording.PAGE.fullmatch(text) is not None
        or not any(map(str.isalpha, text))
    )
