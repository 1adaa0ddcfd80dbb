"""A script file's own speeches and order, with the other witnesses beside them.

Takes a script, the collated exchanges of pages and the subtitles; gives the script's
scenes and speeches, each with all its readings, and what the script does not have.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from booklet.ingest.dialogue import SUBTITLES, UNKNOWN_SPEAKER
from booklet.ingest.order import Arrangement, PlacedScene
from booklet.ingest.readings import (
    Collated,
    CollatedSpeech,
    Reading,
    same_line,
)
from booklet.ingest.sources import ScriptSource, SubtitleSource
from booklet.ingest.speakers import answering, canonical_names
from booklet.ingest.subtitles import hear, track
from booklet.ingest.tokens import forms
from booklet.model import Direction, Span
from booklet.problems import Problem, warning

MOST_PLACES = 60
"""A run of three words that stands in so many speeches says nothing about any of them."""


def by_script(
    source: ScriptSource, collated: Sequence[Collated], subtitles: Sequence[SubtitleSource]
) -> tuple[Arrangement, tuple[CollatedSpeech, ...], list[Problem]]:
    """The script's own speeches and order, the pages' and subtitles' readings beside them."""
    speakers = [s.speaker or "" for scene in source.script.scenes for s in scene.speeches()]
    printed = canonical_names(speakers, (), answering(speakers))
    scenes: list[PlacedScene] = []
    for scene in source.script.scenes:
        elements: list[CollatedSpeech | Direction] = []
        for element in scene.elements:
            if isinstance(element, Direction):
                elements.append(element)
        row = tuple(
            CollatedSpeech(
                speech.speaker or UNKNOWN_SPEAKER,
                speech.body,
                (Reading("script", speech.text, source.file, speech.span.line),),
            )
            for speech in scene.speeches()
        )
        exchange = Collated(_in_order(row, elements), ((source.file, scene.span.line),))
        scenes.append(PlacedScene("", scene.heading, scene.synopsis, (exchange,)))
    speeches = [s for scene in scenes for exchange in scene.exchanges for s in exchange.speeches]
    problems: list[Problem] = []
    index: dict[tuple[str, ...], set[int]] = {}
    for at, speech in enumerate(speeches if collated else ()):
        row_forms = forms(speech.text)
        for start in range(len(row_forms) - 2):
            places = index.setdefault(row_forms[start : start + 3], set())
            if len(places) < MOST_PLACES:
                places.add(at)
    for exchange in collated:
        for quoted in exchange.speeches:
            quoted = replace(quoted, speaker=printed.get(quoted.speaker.casefold(), quoted.speaker))
            home = _home(quoted, speeches, index, printed)
            if home is not None:
                base = speeches[home]
                speeches[home] = replace(base, readings=base.readings + quoted.readings)
            elif len(forms(quoted.text)) >= 3:
                first = quoted.readings[0]
                problems.append(
                    warning(
                        "not-in-script",
                        f"a line of {quoted.speaker} in {first.witness} is not in the script",
                        Span(first.file, first.line),
                        "It is not printed. Put it into the script where it belongs, if it does.",
                    )
                )
    cues = tuple(cue for subtitle in subtitles for cue in subtitle.spoken)
    if cues:
        found = hear([speech.text for speech in speeches], track(cues))
        speeches = [
            speech
            if place is None
            else replace(
                speech,
                time=place.time,
                readings=(
                    *speech.readings,
                    Reading(SUBTITLES, place.text, SUBTITLES, int(place.time)),
                ),
            )
            for speech, place in zip(speeches, found, strict=True)
        ]
    return Arrangement(tuple(scenes), "script"), tuple(speeches), problems


def _in_order(
    speeches: Sequence[CollatedSpeech], directions: Sequence[CollatedSpeech | Direction]
) -> tuple[CollatedSpeech | Direction, ...]:
    """Speeches and directions of a scene by the lines on which they stand."""
    rows: list[tuple[int, int, CollatedSpeech | Direction]] = []
    for at, speech in enumerate(speeches):
        rows.append((speech.readings[0].line, at, speech))
    for at, direction in enumerate(directions):
        if isinstance(direction, Direction):
            rows.append((direction.span.line, at, direction))
    return tuple(row[2] for row in sorted(rows, key=lambda row: row[:2]))


def _home(
    quoted: CollatedSpeech,
    speeches: Sequence[CollatedSpeech],
    index: Mapping[tuple[str, ...], set[int]],
    printed: Mapping[str, str],
) -> int | None:
    row = forms(quoted.text)
    votes: Counter[int] = Counter()
    for start in range(len(row) - 2):
        places = index.get(row[start : start + 3], ())
        if len(places) < MOST_PLACES:
            votes.update(places)
    for at, _ in votes.most_common(5):
        speech = speeches[at]
        named = replace(speech, speaker=printed.get(speech.speaker.casefold(), speech.speaker))
        if same_line(named, quoted):
            return at
    return None
