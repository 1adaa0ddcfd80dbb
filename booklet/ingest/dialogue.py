"""Who speaks, and what: the cast and the exchanges that the sources quote.

Takes the sources and the segments as decided; gives the cast, the exchanges of each
segment with names as they are printed, and the times at which subtitles have them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from booklet.ingest import decisions
from booklet.ingest.analysis_text import tidy
from booklet.ingest.captions import Timed
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
from booklet.ingest.speakers import answering, canonical_names
from booklet.ingest.subtitles import PAUSE, hear, track
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
    """The exchanges of each quotation list."""
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
    return rows


def exchanges_of_cues(
    source: SubtitleSource, printed: Callable[[str], str]
) -> tuple[Collated, ...]:
    """Cues as speeches, in order of time: the same voice goes on until another speaks or a
    pause comes. Where nobody is named, a sentence's end may be a voice's end, so a speech
    ends there. What nobody speaks is a direction. `printed` gives the name to print.
    """
    groups: list[list[CollatedSpeech | Direction]] = []
    end = -PAUSE
    for cue in source.cues:
        if cue.kind == "left out":
            continue
        span = Span(source.file, cue.cue)
        if not groups or cue.start - end > PAUSE:
            groups.append([])
        row = groups[-1]
        end = max(end, cue.end)
        if cue.kind == "direction":
            row.append(Direction(cue.text, span, "stage"))
            continue
        speaker = printed(cue.speaker) if cue.speaker else UNKNOWN_SPEAKER
        body = spoken_body(cue.text, span)
        last = row[-1] if row else None
        if (
            isinstance(last, CollatedSpeech)
            and last.speaker == speaker
            and (cue.speaker or not ends_sentence(last.text))
        ):
            body = _going_on(last.body, body)
            row[-1] = replace(last, body=body, readings=(_reading(source, body, last),))
        else:
            said = CollatedSpeech(speaker, body, (), cue.start)
            row.append(replace(said, readings=(_reading(source, body, said),)))
    return tuple(
        Collated(tuple(row), ((source.file, number),)) for number, row in enumerate(groups, start=1)
    )


def _reading(
    source: SubtitleSource, body: Sequence[Line | Direction], speech: CollatedSpeech
) -> Reading:
    words = "\n".join(part.text for part in body if isinstance(part, Line))
    return Reading(SUBTITLES, words, source.file, int(speech.time or 0))


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
    row = (
        name
        for found in quoted.values()
        for exchange in found
        for name in ("", *(speech.speaker for speech in exchange.speeches))
    )
    return canonical_names(speakers, cast, answering(row))


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
