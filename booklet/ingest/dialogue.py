"""Who speaks, and what: the cast and the exchanges that the sources quote.

Takes the sources and the segments as decided; gives the cast, the exchanges of each
segment with names as they are printed, and the times at which subtitles have them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from booklet.ingest import decisions
from booklet.ingest.analysis_text import tidy
from booklet.ingest.labels import ends_sentence
from booklet.ingest.packs import Pack, outline
from booklet.ingest.quotations import (
    Exchange,
    QuotedSpeech,
    exchanges,
    no_place,
    spoken_body,
)
from booklet.ingest.readings import (
    Collated,
    CollatedSpeech,
    Reading,
)
from booklet.ingest.segments import Segment
from booklet.ingest.sources import Sources, SubtitleSource
from booklet.ingest.speakers import canonical_names
from booklet.ingest.subtitles import PAUSE, Timed, hear, track
from booklet.model import CastMember, Direction, Line, Span
from booklet.read.screenplay.assembling import NOBODY

SUBTITLES = "subtitles"
"""The witness's name of subtitle files."""

UNKNOWN_SPEAKER = NOBODY
"""Who speaks where subtitles name nobody."""


def find_cast(
    sources: Sources, segments: Sequence[Segment], pack: Pack | None
) -> tuple[CastMember, ...]:
    """The pack's cast, the script's, or that of a cast list on a page (actor – role)."""
    if pack is not None and pack.cast:
        return pack.cast
    for source in sources.scripts:
        if source.script.cast:
            return source.script.cast
    found: dict[str, CastMember] = {}
    pages = decisions.Cut(segments, {page.file: page.blocks for page in sources.pages})
    for part in segments:
        if part.verdict != "cast":
            continue
        for block in pages.own_blocks(part):
            row = re.split(r"(?<!\s)\s++(?:[–—-]|\.{2,}|…|as)\s+", block.text, maxsplit=1)
            if len(row) == 2:
                found.setdefault(row[1].casefold(), CastMember(row[1], f"played by {row[0]}"))
    return tuple(found.values())


def find_exchanges(
    sources: Sources, segments: Sequence[Segment], cast: Sequence[CastMember], pack: Pack | None
) -> dict[Segment, tuple[Exchange, ...]]:
    """The exchanges of each quotation list, and of subtitles that name their speakers."""
    blocks = {page.file: page.blocks for page in sources.pages}
    pages = decisions.Cut(segments, blocks)
    rows: dict[Segment, tuple[Exchange, ...]] = {}
    names = canonical_names((), cast)
    place_of = outline(pack.scenes, names) if pack else no_place
    for part in segments:
        if part.verdict not in ("quotations", "script") or part.file not in blocks:
            continue
        own = tuple(replace(block, text=tidy(block.text)) for block in pages.own_blocks(part))
        witness = part.publication or part.title or part.file.rpartition("/")[2]
        bounds = [decisions.bound_of_exchange(each) for each in part.exchanges]
        rows[part] = exchanges(own, part.file, witness, place_of, bounds)
    silent = not any(rows.values()) and not sources.scripts
    for part in segments:
        for source in sources.subtitles:
            if part.file == source.file and part.verdict == "subtitles":
                voiced = any(cue.speaker for cue in source.cues)
                if voiced or silent:
                    rows[part] = _spoken_cues(source)
    return rows


def _spoken_cues(source: SubtitleSource) -> tuple[Exchange, ...]:
    """Cues as speeches: the same voice goes on until another speaks or a pause comes.

    Where nobody is named, a sentence's end may be a voice's end, so a speech ends there.
    """
    groups: list[list[QuotedSpeech]] = []
    end = -PAUSE
    for number, cue in enumerate(source.cues, start=1):
        speaker = cue.speaker or UNKNOWN_SPEAKER
        body = spoken_body(cue.text, Span(source.file, number))
        if not any(isinstance(part, Line) for part in body):
            continue  # a sound, and nobody's word
        if not groups or cue.start - end > PAUSE:
            groups.append([])
        row = groups[-1]
        goes_on = row and row[-1].speaker == speaker
        if goes_on and (cue.speaker or not ends_sentence(row[-1].text)):
            row[-1] = replace(row[-1], body=_going_on(row[-1].body, body), last=number)
        else:
            row.append(QuotedSpeech(speaker, body, number, number))
        end = cue.end
    return tuple(
        Exchange(tuple(row), SUBTITLES, source.file, row[0].first, row[-1].last) for row in groups
    )


def _going_on(
    before: tuple[Line | Direction, ...], after: tuple[Line | Direction, ...]
) -> tuple[Line | Direction, ...]:
    """A speech that goes on in the next cue: prose flows on, a song has lines."""
    last, first = before[-1], after[0]
    if not (isinstance(last, Line) and isinstance(first, Line)) or "lyric" in (
        last.kind,
        first.kind,
    ):
        return before + after
    return (*before[:-1], replace(last, text=f"{last.text} {first.text}"), *after[1:])


def printed_names(
    quoted: Mapping[Segment, Sequence[Exchange]], cast: Sequence[CastMember]
) -> Mapping[str, str]:
    speakers = [
        speech.speaker
        for found in quoted.values()
        for exchange in found
        for speech in exchange.speeches
    ]
    return canonical_names(speakers, cast)


def renamed(exchange: Exchange, printed: Mapping[str, str]) -> Exchange:
    return replace(
        exchange,
        elements=tuple(
            replace(part, speaker=printed.get(part.speaker.casefold(), part.speaker))
            if isinstance(part, QuotedSpeech)
            else part
            for part in exchange.elements
        ),
    )


def with_times(collated: Sequence[Collated], cues: Sequence[Timed]) -> tuple[Collated, ...]:
    """Each speech with its time; what the subtitles read otherwise is another reading."""
    heard = track(cues)
    rows: list[Collated] = []
    for exchange in collated:
        found = iter(hear([speech.text for speech in exchange.speeches], heard))
        elements: list[CollatedSpeech | Direction] = []
        for element in exchange.elements:
            place = next(found) if isinstance(element, CollatedSpeech) else None
            if isinstance(element, CollatedSpeech) and place is not None:
                reading = Reading(SUBTITLES, place.text, SUBTITLES, int(place.time))
                known = any(each.witness == SUBTITLES for each in element.readings)
                readings = element.readings if known else (*element.readings, reading)
                element = replace(element, time=place.time, readings=readings)
            elements.append(element)
        rows.append(replace(exchange, elements=tuple(elements)))
    return tuple(rows)
