"""Subtitles: timed words, and where the speeches stand in them.

Takes a file of subtitles, gives `Timed` cues; takes speeches and cues, gives each
speech its time and the words heard there. Speeches that belong together are found in
order (monotone alignment): candidates by runs of three words, then the heaviest chain
in which neither side goes back.
"""

from __future__ import annotations

import io
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from booklet.counting import counted
from booklet.ingest.alignment import heaviest_chain, matches
from booklet.ingest.captions import RawCue, Timed, parts_of_cues
from booklet.ingest.tokens import Token, forms, tokens
from booklet.model import Span
from booklet.problems import Problem, Result, error, warning

_TIME = re.compile(
    r"(?:(\d{1,3}):)?(\d{1,2}):(\d{1,2})[,.](\d{1,3})\s*-->\s*(?:(\d{1,3}):)?(\d{1,2}):(\d{1,2})[,.](\d{1,3})"
)
_VOICE = re.compile(r"<v(?:\.[^\s<>]*+)?\s++([^<>]*+)>")
_SOUND = re.compile(r"[\[(][^\[\]()]*+[\])]")
SHORT_ALIKE, LONG_ALIKE = 0.7, 0.6
"""Share of the words of a speech that must be heard, below nine words and from nine."""

PAUSE = 6.0
"""Seconds without words after which another exchange begins."""

MOST_BROKEN = 0.5
"""Share of cues with impossible times above which the file is refused."""


def read_subtitles(text: str, file: str, format: str) -> Result[tuple[Timed, ...]]:
    """What the cues hold, in order of time; `format` is the name of one of `formats`.

    Problems: `broken-times` (a warning for a few cues, which are left out; an error where
    most are broken), `subtitles-empty`.
    """
    cues = _vtt(text) if format == "vtt" else _by_pysubs2(text, format)
    announced = [number for number, row in enumerate(text.split("\n"), 1) if "-->" in row]
    count = len(announced) if format in ("vtt", "srt") else len(cues)
    good = [cue for cue in cues if 0 <= cue.start < cue.end]
    lost = max(count - len(good), 0)
    if not good or lost > MOST_BROKEN * count:
        code = "broken-times" if count else "subtitles-empty"
        message = f"{lost} of {counted(count, 'cue')} in {file} end before they begin"
        if not count:
            message = f"there are no cues in {file}"
        hint = "A cue's second line is 00:01:02,000 --> 00:01:04,000, the end after the begin."
        return Result(
            None, (error(code, message, Span(file, announced[0] if announced else 1), hint),)
        )
    problems: list[Problem] = []
    if lost:
        problems.append(
            warning(
                "broken-times",
                f"{lost} of {counted(count, 'cue')} end before they begin, and are left out",
                Span(file, _first_broken(text)),
                "Their words are still found if a page quotes them, but get no time.",
            )
        )
    return Result(parts_of_cues(good), tuple(problems))


_PICTURES = 25.0
"""Pictures a second of a MicroDVD file that does not say how many."""


def _by_pysubs2(text: str, format: str) -> list[RawCue]:
    import pysubs2

    more: dict[str, dict[str, Any]] = {
        "srt": {"keep_unknown_html_tags": True},
        "microdvd": {"fps": _frames(text)},
    }
    try:
        subtitles = pysubs2.SSAFile.from_string(text, format_=format, **more.get(format, {}))
    except (pysubs2.exceptions.Pysubs2Error, ValueError):
        return []
    return [
        RawCue(
            event.start / 1000,
            event.end / 1000,
            ((event.name.strip() if format in ("ass", "ssa") else "", event.plaintext),),
            spoken=not _SIGN.search(event.style),
        )
        for event in subtitles
        if not event.is_comment and not _DRAWING.search(event.text)
    ]


_DRAWING = re.compile(r"\\p[1-9]\d*+[\\}]")
"""What follows is lines to draw, no words (override tag of ASS). The library's own telling of it
takes time with the square of the tags."""

_SIGN = re.compile(r"\b(?:signs?|titles?|cartel|schild)\b", re.I)
"""A style of what is written in the picture."""


def _frames(text: str) -> float | None:
    """Pictures a second, None where the first cue says so itself."""
    return None if re.match(r"\ufeff?\s*\{1\}\{1\}\d", text) else _PICTURES


def _vtt(text: str) -> list[RawCue]:
    import webvtt

    try:
        captions: list[Any] = webvtt.from_buffer(io.StringIO(text)).captions
    except (webvtt.errors.MalformedFileError, webvtt.errors.MalformedCaptionError):
        return []
    rows: list[RawCue] = []
    for caption in captions:
        found = _TIME.search(f"{caption.start} --> {caption.end}")
        begin, finish = (
            (_seconds(found.groups()[:4]), _seconds(found.groups()[4:])) if found else (0.0, 0.0)
        )
        before, *voices = _VOICE.split(caption.raw_text)
        if not voices or before.strip():
            voices = ["", before, *voices]
        named = zip(voices[::2], voices[1::2], strict=True)
        rows.append(RawCue(begin, finish, tuple((name.strip(), said) for name, said in named)))
    return rows


def _first_broken(text: str) -> int:
    for number, row in enumerate(text.split("\n"), 1):
        if "-->" in row:
            found = _TIME.search(row)
            if not found or _seconds(found.groups()[:4]) >= _seconds(found.groups()[4:]):
                return number
    return 1


def _seconds(parts: Sequence[str | None]) -> float:
    hours, minutes, seconds, thousandths = (int(part or 0) for part in parts)
    return hours * 3600 + minutes * 60 + seconds + thousandths / 1000


# --------------------------------------------------------------------- the alignment


@dataclass(frozen=True, slots=True)
class Heard:
    """Where a speech is heard: seconds, and the words there as the subtitles have them."""

    time: float
    text: str


@dataclass(frozen=True, slots=True)
class Track:
    """All words of the subtitles in one row, each with its cue."""

    text: str
    row: tuple[Token, ...]
    times: tuple[float, ...]
    runs: dict[tuple[str, ...], tuple[int, ...]]


def track(cues: Sequence[Timed]) -> Track:
    """The cues ready for looking up."""
    pieces: list[str] = []
    row: list[Token] = []
    times: list[float] = []
    size = 0
    for cue in cues:
        text = _SOUND.sub(" ", cue.text)
        for token in tokens(text):
            row.append(Token(token.form, token.start + size, token.end + size))
            times.append(cue.start)
        pieces.append(text)
        size += len(text) + 1
    runs: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for at in range(len(row) - 2):
        runs[tuple(token.form for token in row[at : at + 3])].append(at)
    kept = {run: tuple(places) for run, places in runs.items() if len(places) <= 20}
    return Track(" ".join(pieces), tuple(row), tuple(times), kept)


def hear(speeches: Sequence[str], heard: Track) -> tuple[Heard | None, ...]:
    """When each of these speeches, which follow each other, is spoken; None if not found."""
    found: list[tuple[int, int, int, int]] = []
    for number, text in enumerate(speeches):
        found += [(number, *place) for place in _places(forms(text), heard)]
    result: list[Heard | None] = [None] * len(speeches)
    chain = heaviest_chain([(number, start, common) for number, start, _, common in found])
    for number, start, stop, _ in (found[at] for at in chain):
        words = heard.text[heard.row[start].start : heard.row[stop - 1].end]
        result[number] = Heard(heard.times[start], words)
    return tuple(result)


def _places(row: Sequence[str], heard: Track) -> list[tuple[int, int, int]]:
    """Up to three places for a speech, as (start, stop, words in common)."""
    votes: Counter[int] = Counter()
    for at in range(len(row) - 2):
        for place in heard.runs.get(tuple(row[at : at + 3]), ()):
            votes[(place - at) // 4] += 1
    found: list[tuple[int, int, int]] = []
    for bucket, _ in votes.most_common(3):
        start = max(0, bucket * 4)
        stop = min(len(heard.row), start + len(row) + 8)
        blocks = matches(row, [token.form for token in heard.row[start:stop]])
        while len(blocks) > 1 and _in_other_cue(heard, start, blocks[0], blocks[1]):
            del blocks[0]
        while len(blocks) > 1 and _in_other_cue(heard, start, blocks[-1], blocks[-2]):
            del blocks[-1]
        common = sum(size for _, _, size in blocks)
        if blocks and common >= _needed(len(row)):
            first, last = start + blocks[0][1], start + blocks[-1][1] + blocks[-1][2]
            lead, tail = blocks[0][0], len(row) - blocks[-1][0] - blocks[-1][2]
            found.append((*_within_cue(heard, first, last, lead, tail), common))
    return found


def _needed(words: int) -> float:
    """How many words must be heard: all of a short speech, fewer of a long one."""
    return words if words < 5 else (SHORT_ALIKE if words < 9 else LONG_ALIKE) * words


def _in_other_cue(
    heard: Track, start: int, block: tuple[int, int, int], near: tuple[int, int, int]
) -> bool:
    """Whether a word or two were matched in another cue than the rest, by chance."""
    one, other = sorted((block, near), key=lambda each: each[1])
    apart = heard.times[start + one[1] + one[2] - 1] != heard.times[start + other[1]]
    gap = other[1] - one[1] - one[2] > other[0] - one[0] - one[2]
    return block[2] <= 2 and apart and gap


def _within_cue(heard: Track, first: int, last: int, lead: int, tail: int) -> tuple[int, int]:
    """The place widened by what differs at its ends, within its first and last cue."""
    times = heard.times
    least, most = first - lead - 1, last + tail + 1
    while lead and first > max(0, least) and times[first - 1] == times[first]:
        first -= 1
    while tail and last < min(len(times), most) and times[last] == times[last - 1]:
        last += 1
    return first, last
