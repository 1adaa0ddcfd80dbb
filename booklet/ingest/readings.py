"""A speech with all its readings, and where these differ.

Takes what several witnesses have of one speech. The fullest reading is printed; where
another differs in words, the difference is a `Variant` with its witnesses, to be printed
as an apparatus note. Differences of punctuation and capitals are accidentals and not
noted (`tokens`). A shorter witness that quotes only a part says nothing about the rest;
an ellipsis in it says nothing about what it leaves out.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from booklet.ingest.alignment import ALIKE, MOST_WORDS, matches, shared_words
from booklet.ingest.quotations import Marker
from booklet.ingest.tokens import ELLIPSIS, Token, forms, tokens
from booklet.model import Direction, Line

SAME_PAGE_APART = 12
"""Lines: what one page repeats within so few is said twice, and not two readings."""

EDGE = 2
"""Words from the end of a speech at which a reading that differs there still ends there too."""


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


Element = CollatedSpeech | Direction


@dataclass(frozen=True, slots=True)
class Collated:
    """An exchange without duplicates. `origins` are (file, first line) of all that it joins."""

    elements: tuple[Element, ...]
    origins: tuple[tuple[str, int], ...]
    marker: Marker = ""
    doubtful: bool = False

    @property
    def speeches(self) -> tuple[CollatedSpeech, ...]:
        """The speeches alone."""
        return tuple(part for part in self.elements if isinstance(part, CollatedSpeech))


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


def with_reading(base: CollatedSpeech, other: CollatedSpeech) -> CollatedSpeech:
    """The base with another's readings; the fuller of the two is printed."""
    had = {(each.witness, each.text) for each in base.readings}
    new = tuple(each for each in other.readings if (each.witness, each.text) not in had)
    readings = base.readings + new
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
    if max(len(forms(printed)), len(forms(reading))) > MOST_WORDS:
        return []
    if forms(printed) == forms(reading):
        return []
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
