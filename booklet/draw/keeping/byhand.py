"""Notes that a person wrote into `annotations.yaml` and what they speak of.

Takes a record; gives its `Annotation` with the target found, or the problem: quoted
words that are nowhere or in several places, a citation that the script has not.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from booklet.draw.finding.index import ScriptIndex
from booklet.draw.finding.index import index as index_of
from booklet.draw.finding.locate import Place
from booklet.draw.finding.rarity import Rarity
from booklet.draw.keeping.aims import aimed, without_place
from booklet.draw.keeping.places import (
    Citations,
    citations,
    find_again,
    likely,
    nearest_words,
    nearly,
    select,
    selector_of,
)
from booklet.model import Annotation, AnnotationRecord, Script, Selector, Target
from booklet.problems import Problem, error, some, warning

_CLEARLY_BETTER = 0.1
_MOST_LISTED = 5
_MOST_SHOWN = 6


def by_hand(
    record: AnnotationRecord, index: ScriptIndex, places: Citations, rarity: Rarity
) -> tuple[Annotation, tuple[Problem, ...]]:
    """The annotation of a hand-written record, with the problems of its target."""
    if record.aim is not None:
        return aimed(without_place(record), record, record.aim, index)
    target, reason, score, problems = _target(record, index, places, rarity)
    found = without_place(record, reason)
    if target:
        found = replace(found, status="placed", target=target, score=score)
    return found, problems


_Found = tuple[Target | None, str, float, tuple[Problem, ...]]


def _target(
    record: AnnotationRecord, index: ScriptIndex, places: Citations, rarity: Rarity
) -> _Found:
    within: tuple[int, int] | None = None
    if record.citation:
        within = places.find(record.citation)
        quoted = record.quote is not None and record.quote.exact
        if record.was is not None and record.was.exact and not quoted:
            return _where_it_was(record, record.was, within, index, places, rarity)
        if within is None:
            return None, "", 0.0, (_unknown_citation(record, places),)
        if record.quote is None or not record.quote.exact:
            return index.target(*within), "citation", 1.0, ()
    if record.quote is None or not record.quote.exact.strip():
        return None, "", 0.0, ()
    found = select(record.quote, index, rarity, within)
    if not found and within is not None:
        found = select(record.quote, index, rarity)
        found = sorted(found, key=lambda place: abs(place.first - within[0]))[:1]
    if len(found) == 1:
        return _placed(found[0], index, "exact")
    if found:
        return None, "", 0.0, (_several(record, found, index),)
    if select(Selector(record.quote.exact), index, rarity):
        return None, "", 0.0, (_wrong_surroundings(record, index, rarity),)
    return _alike(record, record.quote, index, rarity)


_FEW_WORDS = 4
_ALIKE = 0.8
"""A place of few words is taken for the same one only where its surroundings are so alike."""


def _where_it_was(
    record: AnnotationRecord,
    was: Selector,
    within: tuple[int, int] | None,
    index: ScriptIndex,
    places: Citations,
    rarity: Rarity,
) -> _Found:
    """What the citation meant when it was written, though speeches may be counted otherwise now."""
    place = find_again(was, record.citation, places, index, rarity)
    here = place is not None and within is not None and within[0] <= place.first <= within[1]
    if here and within is not None:
        return index.target(*within), "citation", 1.0, ()
    known = place is not None and (
        len(was.exact.split()) >= _FEW_WORDS or likely(was, place, index) >= _ALIKE
    )
    cited = places.at(place.first, record.citation) if known and place is not None else ""
    bounds = places.find(cited) if cited else None
    if bounds is None:
        return None, "", 0.0, (_words_gone(record, was),)
    moved = warning(
        "target-moved",
        f"note {record.id}: what was {record.citation} is {cited} now, and the note went there",
        record.span,
        f'Write `target: "{cited}"`. If it is to stay at {record.citation}, delete the lines of '
        "`was`.",
    )
    return index.target(*bounds), "citation", 1.0, (moved,)


def _words_gone(record: AnnotationRecord, was: Selector) -> Problem:
    return error(
        "target-gone",
        f"note {record.id}: “{_short(was.exact)}” stood at {record.citation} when the note was "
        "written, and is nowhere in the script now",
        record.span,
        "Write the place where the note belongs as its `target`, and delete the lines of `was`.",
    )


def _placed(place: Place, index: ScriptIndex, reason: str) -> _Found:
    return index.target(place.first, place.last), reason, round(place.likeness, 2), ()


def _alike(record: AnnotationRecord, quote: Selector, index: ScriptIndex, rarity: Rarity) -> _Found:
    """A quotation that the script has only nearly: placed with a warning where that is
    beyond doubt, since a word of the script may have been changed since."""
    like = nearly(quote, index, rarity)
    sure = like and like[0].likeness >= 0.84 and len(quote.exact.split()) >= 4
    if sure and (len(like) == 1 or like[1].likeness < like[0].likeness - _CLEARLY_BETTER):
        target, _, score, _ = _placed(like[0], index, "")
        assert target is not None
        return (
            target,
            f"fuzzy {score:.2f}".replace("0.", "."),
            score,
            (
                warning(
                    "quote-differs",
                    f"note {record.id}: the script has “{_short(target.text)}”",
                    record.span,
                    "If that is what you mean, copy these words into `quote: exact`.",
                ),
            ),
        )
    near = nearest_words(quote, index, rarity)
    hint = "Copy the words from the script into `quote: exact`, or give `target: scene.speech`."
    if near is not None and near.likeness >= 0.5:
        place = index.speeches[index.speech_at(near.first)].citation
        words = _short(_sentence(near, index))
        hint = f"The nearest words are “{words}” at {place}. {hint}"
    message = f"note {record.id}: “{_short(quote.exact)}” is nowhere in the script"
    return None, "", 0.0, (error("quote-not-found", message, record.span, hint),)


def _several(record: AnnotationRecord, found: list[Place], index: ScriptIndex) -> Problem:
    assert record.quote is not None
    cited = dict.fromkeys(index.speeches[index.speech_at(each.first)].citation for each in found)
    listed = some(cited, _MOST_LISTED)
    return error(
        "quote-ambiguous",
        f"note {record.id}: “{_short(record.quote.exact)}” stands in {len(found)} places: {listed}",
        record.span,
        "Say which one: add `prefix` or `suffix` (words before or behind) to `quote`, or "
        "`target` with one of these numbers.",
    )


def _wrong_surroundings(record: AnnotationRecord, index: ScriptIndex, rarity: Rarity) -> Problem:
    assert record.quote is not None
    found = select(Selector(record.quote.exact), index, rarity)
    shown = "; ".join(
        f"{index.speeches[index.speech_at(place.first)].citation} “{_short(_around(place, index))}”"
        for place in found[:_MOST_SHOWN]
    )
    return error(
        "quote-surroundings",
        f"note {record.id}: “{_short(record.quote.exact)}” is in the script, but nowhere with "
        "this prefix and suffix",
        record.span,
        f"It stands at {shown}.",
    )


def _around(place: Place, index: ScriptIndex) -> str:
    speech = index.speeches[index.speech_at(place.first)]
    first = max(speech.first, place.first - 4)
    last = min(index.speeches[index.speech_at(place.last)].end - 1, place.last + 4)
    return index.target(first, last).text


def _sentence(place: Place, index: ScriptIndex, most: int = 8) -> str:
    """The words of a place with those around it, to the bounds of their sentence."""
    first, last = place.first, place.last
    while not index.begins_sentence(first) and place.first - first < most:
        first -= 1
    while not index.ends_sentence(last) and last - place.last < most:
        last += 1
    return index.target(first, last).text


def _unknown_citation(record: AnnotationRecord, places: Citations) -> Problem:
    scene = record.citation.rpartition(".")[0]
    if scene in places.scenes:
        numbers = [
            cited.rpartition(".")[2]
            for cited in (*places.lines, *places.speeches)
            if cited.rpartition(".")[0] == scene
        ]
        whole = [int(number) for number in numbers if number.isdecimal()]
        hint = f"Scene {scene} goes to {scene}.{max(whole)}." if whole else ""
    else:
        named = sorted(places.scenes, key=lambda name: [part.zfill(6) for part in name.split(".")])
        hint = _scenes(named) if named else ""
    return error(
        "citation-not-found",
        f"note {record.id}: there is no {record.citation} in the script",
        record.span,
        hint,
    )


def _scenes(named: list[str]) -> str:
    if len(named) == 1:
        return f"There is one scene, {named[0]}."
    return f"The scenes are numbered {named[0]} to {named[-1]}."


def _short(text: str, most: int = 70) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= most else flat[: most - 1].rstrip() + "…"


WORDS_REMEMBERED = 12


def cited_words(
    records: Sequence[AnnotationRecord], script: Script
) -> dict[str, Mapping[str, str]]:
    """For each note that names its place by a citation alone, and for which nothing is
    remembered yet: its id, and the words there with those around them, by key of a quote."""
    indexed = index_of(script)
    places = citations(script, indexed)
    found: dict[str, Mapping[str, str]] = {}
    for record in records:
        within = places.find(record.citation) if record.citation else None
        quoted = not record.made and record.quote is not None
        if within is None or quoted or record.was is not None or record.decision == "rejected":
            continue
        last = min(within[1], within[0] + WORDS_REMEMBERED - 1)
        words = selector_of(within[0], last, indexed)
        found[record.id] = {
            key: value for key in ("exact", "prefix", "suffix") if (value := getattr(words, key))
        }
    return found
