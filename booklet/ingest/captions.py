"""What the cues of subtitles hold: who speaks, what nobody speaks, what is not of the film.

Takes cues with the voices that their format names; gives them in order of time, each as parts:
speech, direction, or left out. Read by the grammar of subtitle guides: a dash or `>>` begins
another voice, `NAME:` and `[NAME]` say whose, brackets hold sounds, notes of music a song. What
of it a file uses is taken from the whole file. Nothing changes its place but by time.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from booklet.ingest.speakers import KINDS

HOLDS = 0.2
"""Share of labelled voices from which a label holds until the next."""

ROLLING = 0.3
"""Share of cues that repeat a line of the cue before where captions roll."""

ENDS = 6
"""Cues at either end among which those of who made the subtitles stand."""

PartKind = Literal["speech", "direction", "left out"]

_TAG = re.compile(
    r"</?(?:i|b|u|s|font|c|v|ruby|rt|lang|em|strong|span|p|br)\b[^<>]*>|<\d[\d:.]*>|\{\\[^{}]*\}",
    re.I,
)
_DASH = re.compile(r"(?<![\s–—‐-])\s*+[–—‐-]++\s*+(?=[^\s\d-])")
_CHEVRON = re.compile(r"(?<!\s)\s*+(?:>{2,}|&gt;&gt;)\s*")
_LOUD = re.compile(r"([^\W\d_][\w.'’#& -]{0,30}?)\s*(?:[(\[]([^()\[\]]{1,40})[)\]]\s*)?:(?!\d)\s*")
_BRACKET = re.compile(r"[\[(]([^\[\]()]{1,80})[\])]")
_SOUNDS_FIRST = re.compile(r"(?:[\[(][^\[\]()]{1,80}[\])]\s*){1,4}")
_SONG = re.compile(r"[♪♫]|^#\s.*\s#$")
_SITE = re.compile(
    r"opensubtitles|addic7ed|subscene|podnapisi|yify|yts\.|www\.\w|https?://|\b\w{3,}\.(?:com|org|net|tv)\b",
    re.I,
)
_MAKERS = re.compile(
    r"\b(?:subtitl\w*|captions?|captioned|untertitel\w*|sous-titr\w*|subt[ií]tul\w*|legendas?|"
    r"sottotitol\w*|ondertitel\w*|undertekst\w*|undertexter|napisy|субтитр\w*|titlovi)\b.{0,40}"
    r"(?:\bby\b|\bvon\b|\bpar\b|\bpor\b|\bdi\b|\bdoor\b|\baf\b|\bav\b|:|\bsync|\bund\b)"
    r"|\bsync(?:ed|hroni[sz]ed)?\b.{0,20}\b(?:and|by|corrected)\b|"
    r"\bripped by\b|\btranslat(?:ed|ion) by\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class RawCue:
    """A cue as its format has it: begin and end in seconds, and each voice with its words;
    the name is "" where the format names none. `spoken` is False for what is drawn or shown."""

    start: float
    end: float
    voices: tuple[tuple[str, str], ...]
    spoken: bool = True


@dataclass(frozen=True, slots=True)
class Timed:
    """A part of a cue: begin and end in seconds, the words, who speaks where that is said.

    `cue` is the number of the cue in order of time, from 1.
    """

    start: float
    end: float
    text: str
    speaker: str
    cue: int
    kind: PartKind = "speech"


def parts_of_cues(cues: Sequence[RawCue]) -> tuple[Timed, ...]:
    """The parts of all cues, in order of time; each cue has one at least."""
    ordered = sorted(cues, key=lambda cue: cue.start)
    texts = _unrolled(ordered)
    labels = _labels(texts)
    pieces = [[each for text in row for each in _pieces(text, labels)] for row in texts]
    voices = sum(map(len, pieces))
    holds = sum(bool(each.label) for row in pieces for each in row) > HOLDS * voices
    found: list[Timed] = []
    held = ""
    for number, (cue, row) in enumerate(zip(ordered, pieces, strict=True), start=1):
        made: list[Timed] = []
        told = " ".join(each.words for each in row)
        near_end = number <= ENDS or number > len(ordered) - ENDS
        if _SITE.search(told) or (near_end and _MAKERS.search(told)):
            made.append(Timed(cue.start, cue.end, told, "", number, "left out"))
            row = []
        for at, each in enumerate(row):
            voice = cue.voices[at][0] if len(cue.voices) == len(row) else cue.voices[0][0]
            name = voice or each.label
            if name or each.new:
                held = name if holds or not each.words else ""
            if not each.words:
                continue
            sound = _BRACKET.sub("", each.words).strip(" .-–—\"'") == ""
            if sound or not cue.spoken:
                text = re.sub(r"[\[\]()]", "", each.words).strip()
                made.append(Timed(cue.start, cue.end, text, "", number, "direction"))
            else:
                made.append(Timed(cue.start, cue.end, each.words, name or held, number))
                held = held if holds else ""
        found += made or [Timed(cue.start, cue.end, told, "", number, "left out")]
    return tuple(found)


def account_of(parts: Sequence[Timed]) -> str:
    """A letter for each cue: `D` speech, `N` direction, `X` left out. Cues in are speeches,
    directions and what is left out, and none stands before an earlier one."""
    letters: dict[int, str] = {}
    for part in parts:
        letter = {"speech": "D", "direction": "N", "left out": "X"}[part.kind]
        letters[part.cue] = min(letter, letters.get(part.cue, "X"))
    assert list(letters) == list(range(1, len(letters) + 1))
    assert all(one.start <= other.start for one, other in pairwise(parts))
    return "".join(letters.values())


@dataclass(frozen=True, slots=True)
class _Piece:
    """What one voice says in a cue; `new` where a sign says that it is another voice."""

    label: str
    words: str
    new: bool


def _plain(text: str) -> str:
    return html.unescape(_TAG.sub("", text)).replace("\u200e", "").strip()


def _unrolled(cues: Sequence[RawCue]) -> list[list[list[str]]]:
    """The lines of each voice of each cue. Where captions roll, without those that the cue
    before had already shown."""
    texts = [
        [[line for line in _plain(text).split("\n") if line.strip()] for _, text in cue.voices]
        for cue in cues
    ]
    shown = [[" ".join(line.split()) for voice in row for line in voice] for row in texts]
    touching = [
        one.end + 0.2 >= other.start and bool(before) and before[-1:] == after[:1]
        for (one, before), (other, after) in pairwise(zip(cues, shown, strict=True))
    ]
    if sum(touching) < ROLLING * len(cues):
        return texts
    for at in range(len(texts) - 1, 0, -1):
        size = _repeated(shown[at - 1], shown[at])
        if cues[at - 1].end + 0.2 >= cues[at].start and size:
            texts[at] = _without(texts[at], size)
    return texts


def _repeated(before: Sequence[str], after: Sequence[str]) -> int:
    """How many lines a cue begins with that the one before ended with."""
    most = min(len(before), len(after))
    return next((n for n in range(most, 0, -1) if list(before[-n:]) == list(after[:n])), 0)


def _without(voices: Sequence[list[str]], size: int) -> list[list[str]]:
    kept: list[list[str]] = []
    for voice in voices:
        cut = min(size, len(voice))
        kept.append(voice[cut:])
        size -= cut
    return kept


def _labels(texts: Sequence[Sequence[Sequence[str]]]) -> Counter[str]:
    """The names that stand as labels, by their small letters: those in capitals before a colon,
    others and those in brackets where they come back, or are spoken of."""
    colon: Counter[str] = Counter()
    loud: set[str] = set()
    bracketed: Counter[str] = Counter()
    spoken: Counter[str] = Counter()
    for line in (line for row in texts for voice in row for line in voice):
        bare = _DASH.sub("", _CHEVRON.sub("", line, count=1), count=1)
        if named := _LOUD.match(_SOUNDS_FIRST.sub("", bare, count=1)):
            colon[named[1].casefold()] += 1
            if named[1].isupper():
                loud.add(named[1].casefold())
        if (inside := _BRACKET.match(bare)) and inside.end() < len(bare):
            bracketed[inside[1].strip().casefold()] += 1
        spoken.update(
            word.casefold()
            for word in re.findall(r"[^\W\d_]+", bare)
            if not word.isupper() and word[0].isupper()
        )
    found = Counter({name: n for name, n in colon.items() if n > 1 or name in loud})
    for name, count in bracketed.items():
        known = name in found or spoken[name] > 1 or not KINDS.isdisjoint(name.split())
        if known and len(name.split()) <= 3:
            found[name] += count
    return found


def _pieces(lines: Sequence[str], labels: Counter[str]) -> Iterator[_Piece]:
    """What each voice says in these lines."""
    label, new, begun = "", False, False
    words: list[str] = []
    for line in lines:
        for position, part in enumerate(_CHEVRON.split(line)):
            chevron = position > 0
            if not part.strip():
                continue
            dash = _DASH.match(part)
            rest = part[dash.end() :] if dash else part
            name, said = _label(rest, labels)
            other = chevron or dash is not None or bool(name)
            if other and begun:
                yield _Piece(label, " ".join(words), new)
                label, words = "", []
            if other or not begun:
                label, new, begun = name, other, True
            words += [_sounds(said.strip())] if said.strip() else []
    if begun:
        yield _Piece(label, " ".join(words), new)


def _label(text: str, labels: Counter[str]) -> tuple[str, str]:
    """A name that a text begins with, and the rest."""
    named = _LOUD.match(text)
    if named and labels[named[1].casefold()]:
        told = f"[{named[2]}] " if named[2] else ""
        return named[1].strip(), told + text[named.end() :]
    sound = _BRACKET.match(text)
    if sound:
        rest = text[sound.end() :].lstrip(" :")
        if rest and labels[sound[1].strip().casefold()]:
            return sound[1].strip(), rest
        name, said = _label(rest, labels) if rest else ("", "")
        if name:
            return name, f"[{sound[1]}] {said}"
    return "", text


def _sounds(text: str) -> str:
    """Sounds in square brackets, whichever a file has; a song between notes."""
    if _SONG.search(text):
        text = "♪ " + text.strip("#♪♫ ") + " ♪" if text.strip("#♪♫ ") else "[♪]"
    return _BRACKET.sub(lambda found: f"[{found[1].strip()}]", text)
