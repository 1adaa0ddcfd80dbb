"""The one entry: a text in, a script and an account of its lines out.

Says besides whether a text is a printed play at all.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from booklet.model import Script
from booklet.read.play import wording
from booklet.read.play.assembling import script_of_lines
from booklet.read.play.cues import Cue, cues_of
from booklet.read.play.features import seen_in
from booklet.read.play.lines import Line, lines_of_text
from booklet.read.play.reading import read_lines
from booklet.read.play.weights import shipped

BLANK = "O"

FEWEST_SPEECHES = 8
"""A text with fewer is an excerpt, whatever it calls itself."""

SPOKEN = 0.3
"""Share of a play's lines, those of its title pages apart, that are spoken at least."""

BACK = 0.7
"""Share of speeches by speakers who come back."""

FEWEST_RETURNS = 6
SAMPLE = 3000
"""Lines from the middle of a document by which it is known."""

A_SCENE = 100
"""Lines of a scene, at least: what is shorter and has no heading is read as a page is."""

FURNITURE = 0.05
"""Share of lines that come back as they are. Real plays have less."""

_RULED = {"E": "N", "T": "N"}
_LETTERS = {"P": "D", "L": "M"}


@dataclass(frozen=True, slots=True)
class Play:
    """A script, and for each line of the document the letter of what it was read as."""

    script: Script
    letters: str


def read_play(text: str, file: str, ruled: Mapping[int, str] | None = None) -> Play:
    """The script that a text holds; `ruled` says by line number what a line is.

    The letters are those of an import's account: a name with words behind it is of speech.
    """
    lines = lines_of_text(text)
    cues = cues_of(lines)
    seen = seen_in(lines, cues)
    given = {
        at: _ruled(ruled[line.number], cues[at])
        for at, line in enumerate(lines)
        if ruled and line.number in ruled
    }
    kinds = read_lines(lines, cues, seen, shipped(), given)
    letters = [BLANK] * (text.count("\n") + 1)
    for line, kind in zip(lines, kinds, strict=True):
        letters[line.number - 1] = _LETTERS.get(kind, kind)
    return Play(script_of_lines(lines, cues, kinds, seen, file), "".join(letters))


def _ruled(letter: str, cue: Cue | None) -> str:
    if letter == "C":
        return "N" if cue is None else "C" if cue.alone else "P"
    return _RULED.get(letter, letter)


def is_play(text: str) -> bool:
    """Whether a text is a printed play, by how it reads as one.

    A play has speakers who come back, and little that nobody speaks. A text without acts or
    scenes is none where they are named as in any conversation (`Otto: words`), where it is
    short, or where lines come back as they do below each quotation of a page.
    """
    rows = text.split("\n")
    start = max(0, len(rows) // 2 - 4 * SAMPLE)
    lines = lines_of_text("\n".join(rows[start : start + 8 * SAMPLE]))
    if len(lines) < FEWEST_SPEECHES:
        return False
    start = max(0, (len(lines) - SAMPLE) // 2)
    part = lines[start : start + SAMPLE]
    cues = cues_of(part)
    seen = seen_in(part, cues)
    if sum(form.count for form in seen.naming.forms.values()) < FEWEST_RETURNS:
        return False
    kinds = read_lines(part, cues, seen, shipped(), {})
    return _reads_as_one(lines, part, cues, kinds)


def _reads_as_one(
    lines: Sequence[Line],
    part: Sequence[Line],
    cues: Sequence[Cue | None],
    kinds: Sequence[str],
) -> bool:
    begun = [cue for cue, kind in zip(cues, kinds, strict=True) if cue and kind in "CP"]
    told = sum(kind in "SNCPD" for kind in kinds)
    if len(begun) < FEWEST_SPEECHES or sum(kind in "CPD" for kind in kinds) < SPOKEN * told:
        return False
    names = Counter(cue.key for cue in begun)
    if len(names) < 2 or sum(n for n in names.values() if n > 1) < BACK * len(begun):
        return False
    if told < 0.4 * len(part):
        return False
    headed = any(wording.PART.match(line.text) and len(line.text) < 140 for line in lines)
    talk = sum(cue.form.endswith(":") for cue in begun)
    return headed or (
        2 * talk < len(begun) and len(part) >= A_SCENE and _repeated(part, cues) < FURNITURE
    )


def _repeated(part: Sequence[Line], cues: Sequence[Cue | None]) -> float:
    """The share of lines that come three times or more and are no names: what a page has below
    each quotation."""
    said = Counter(line.text for line, cue in zip(part, cues, strict=True) if cue is None)
    return sum(count for count in said.values() if count > 2) / len(part)
