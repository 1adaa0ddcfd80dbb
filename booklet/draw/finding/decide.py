"""Placed, ambiguous or unplaced: what becomes of a quotation, and why.

Takes the places that a quotation is like (see `locate`) and what stands around it; gives
a `Verdict`. Nothing is guessed: a quotation is placed where one place alone is like it
and its words could hardly be there by chance, or where the words around it point at one
of several places. The numbers that decide have names and stand on top of this module;
docs/drawing.md says in words what they do.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from booklet.draw.finding.index import ScriptIndex
from booklet.draw.finding.locate import Place
from booklet.draw.finding.surroundings import Surroundings
from booklet.model import Status

LONG = 5
"""From so many words on a quotation may differ a little from the script."""

EXACT = 0.999
"""Likeness from which words are the script's own."""

SURE_LIKENESS = 0.84
"""Likeness from which a long quotation is placed."""

LONG_LIKENESS = 0.74
"""The same from twelve words on, if most of the words are there."""

DOUBTFUL_LIKENESS = 0.70
"""Likeness from which a place is shown to the person as possible."""

MARGIN = 0.07
"""A second place less like the quotation by no more than this makes it ambiguous."""

TOLD_LONG = 17.0
"""Bits (see `rarity`) that the words of a long quotation must tell."""

TOLD_AIDED = 12.0
"""The same where the context speaks for the place."""

TOLD_DOUBTFUL = 6.0
"""The same for a place that is shown to the person as possible."""

TOLD_UNMARKED = 38.0
"""The same where no marks say that anything is quoted."""

TOLD_SHORT = {1: 99.0, 2: 19.0, 3: 17.0, 4: 15.0}
"""The same for an exact quotation of one to four words."""

NEAR_SPEECHES = 2
"""How many speeches away from a neighbouring quotation counts as beside it."""

_BETWEEN_SPEECHES = 8
_MOST_ALIKE = 500
"""Words that stand in more places than this are everybody's: nothing around them chooses one."""

MOST_CANDIDATES = 8

_PRINTED = frozenset(["punctuation", "whole sentence"])


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A quotation placed on the words `first` to `last`; `leads` where it comes right
    before the one in question, `trails` where right behind."""

    first: int
    last: int
    leads: bool
    trails: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """A quotation to be decided.

    `words` counts its words as written, `rare` those that belong to no common phrase.
    `marked` is False where no marks or layout say that it is one; `stopped` is True for
    words with punctuation between them, `spelt_alike` where the capitals inside agree with
    those of the first place. `neighbours` are quotations placed beside it;
    `holders` the first and last word (in the script's row) of longer ones placed before
    it, of which it may be a part. `titled` is True for words capitalised as a title,
    unlike the script's, `asks` for words that end in a question mark, `opens_sentence` for words
    that begin with a capital.
    """

    words: int
    rare: int
    places: tuple[Place, ...]
    around: Surroundings
    marked: bool = True
    stopped: bool = False
    spelt_alike: bool = True
    neighbours: tuple[Neighbour, ...] = ()
    holders: tuple[tuple[int, int], ...] = ()
    titled: bool = False
    asks: bool = False
    opens_sentence: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """`why` is the context that decided, "" where the words alone did."""

    status: Status
    place: Place | None = None
    why: str = ""
    candidates: tuple[Place, ...] = ()


_UNPLACED = Verdict("unplaced")


def decide(question: Question, index: ScriptIndex) -> Verdict:
    """The verdict on one quotation."""
    places = [place for place in question.places if place.likeness >= DOUBTFUL_LIKENESS]
    if not places:
        return _UNPLACED
    best = places[0]
    rivals = [place for place in places if _rivals(best, place)]
    if len(rivals) == 1:
        return _one_place(question, best, places, index)
    return _several_places(question, rivals, index)


def _rivals(best: Place, other: Place) -> bool:
    if best.likeness >= EXACT:
        return other.likeness >= EXACT
    return other.likeness >= best.likeness - MARGIN


def _one_place(
    question: Question, place: Place, places: Sequence[Place], index: ScriptIndex
) -> Verdict:
    doubtful = Verdict("ambiguous", candidates=tuple(places[:MOST_CANDIDATES]))
    if question.titled and question.words < 2 * LONG:
        return _UNPLACED
    is_own = place.likeness >= EXACT and question.rare > 0 and _is_whole(place, index)
    if (
        _is_said_by_another(question, place, index)
        and (question.words <= LONG or place.likeness < 0.9)
        and not (is_own and question.words >= 3)
    ):
        return doubtful if question.marked else _UNPLACED
    if _believable(question, place, index):
        return Verdict("placed", place)
    if not question.marked and question.words < LONG and not question.rare:
        return _UNPLACED  # who retells names the speaker, and has common words in common
    support = _support(question, place, index)
    if place.likeness >= EXACT:
        known = question.rare or _is_whole(place, index)
        enough = 1 if known and question.words > 1 else 2
        strong = {"quoted before", "cited"} & set(support)
        if (strong and question.words > 1) or len(support) >= enough:
            return Verdict("placed", place, support[0])
    elif question.words >= LONG and support and place.likeness >= 0.78 and place.told >= TOLD_AIDED:
        return Verdict("placed", place, support[0])
    if not question.marked:
        return _UNPLACED
    if place.likeness >= EXACT or (question.words >= 4 and place.told >= TOLD_DOUBTFUL):
        return doubtful
    return _UNPLACED


def _is_whole(place: Place, index: ScriptIndex) -> bool:
    """Whether it is whole sentences of the script."""
    return index.begins_sentence(place.first) and index.ends_sentence(place.last)


def _believable(question: Question, place: Place, index: ScriptIndex) -> bool:
    """Whether the words alone are proof enough, if they stand in one place only."""
    if not question.marked:
        return question.words > LONG and place.told >= TOLD_UNMARKED and place.likeness >= 0.8
    if question.words < LONG:
        if place.likeness < EXACT or question.words < 2:
            return False
        if place.told >= TOLD_SHORT[question.words] and (
            question.words > 2 or question.spelt_alike
        ):
            return True
        # whole sentences as the script has them, and not a phrase of everyday
        return _is_whole(place, index) and (
            question.words >= 4 or (question.rare > 0 and (question.words == 3 or question.stopped))
        )
    if place.likeness >= EXACT:
        return True
    if place.told < TOLD_LONG:
        return False
    if place.likeness >= SURE_LIKENESS:
        return place.covered >= 0.5
    return (
        question.words >= 12
        and place.likeness >= LONG_LIKENESS
        and place.covered >= 0.66
        and place.told >= 2 * TOLD_LONG
    )


def _support(question: Question, place: Place, index: ScriptIndex) -> list[str]:
    """What around the quotation speaks for this place, the strongest first."""
    speech = index.speeches[index.speech_at(place.first)]
    found: list[str] = []
    if _cited(question, [place], index):
        found.append("cited")
    if any(_holds(holder, place) for holder in question.holders):
        found.append("quoted before")
    around = question.around
    # who is only named somewhere in the sentence speaks for words that are the script's own
    own = place.likeness >= EXACT and question.rare > 0
    near = around.saying | around.named if own else around.saying
    if near & speech.speakers:
        found.append("speaker named")
    if any(
        index.scene_of(other.first) == speech.scene
        and abs(index.speech_at(other.first) - index.speech_at(place.first)) <= 12
        for other in question.neighbours
    ):
        found.append("neighbour")
    return found


def _is_said_by_another(question: Question, place: Place, index: ScriptIndex) -> bool:
    """Whether speakers are named beside the quotation and none of them speaks here."""
    said = {
        name
        for number in range(index.speech_at(place.first), index.speech_at(place.last) + 1)
        for name in index.speeches[number].speakers
    }
    around = question.around
    return bool(around.beside) and not (around.beside | around.named) & said


def _several_places(question: Question, rivals: Sequence[Place], index: ScriptIndex) -> Verdict:
    """Lets the context choose, if it points at exactly one of the places."""
    best = rivals[0]
    ambiguous = Verdict("ambiguous", candidates=tuple(rivals[:MOST_CANDIDATES]))
    if question.titled or not question.marked:
        return ambiguous if question.marked and not question.titled else _UNPLACED
    if question.words >= LONG and best.likeness < EXACT and best.told < TOLD_AIDED:
        return _UNPLACED
    if question.words < LONG and best.likeness < EXACT:
        return _UNPLACED
    if question.words == 1 or len(rivals) > _MOST_ALIKE:
        return ambiguous
    common = question.rare == 0 and question.words < LONG
    cited = _cited(question, rivals, index)
    if len(cited) == 1:
        return Verdict("placed", cited[0], "cited", tuple(rivals[:MOST_CANDIDATES]))
    pool = cited or list(rivals)
    printed = [place for place in pool if _is_printed_so(question, place, index)] or pool
    held = [place for place in printed if any(_holds(h, place) for h in question.holders)]
    if len(held) == 1:
        return Verdict("placed", held[0], "quoted before", tuple(rivals[:MOST_CANDIDATES]))
    said = [place for place in pool if _says(question, place, index)]
    near = _speeches_near(question, index)
    beside = [place for place in said if index.speech_at(place.first) in near]
    if len(beside) == 1:
        return Verdict("placed", beside[0], "speaker named", tuple(rivals[:MOST_CANDIDATES]))
    pointed = _pointed(question, pool, said, printed, index)
    chosen = {place for _, place in pointed}
    # of a short phrase a capital or a question mark is the writer's own as often as not
    printed_alone = question.words < LONG and {why for why, _ in pointed} <= _PRINTED
    if len(chosen) == 1 and not printed_alone and len(pointed) >= (2 if common else 1):
        why, place = pointed[0]
        return Verdict("placed", place, why, tuple(rivals[:MOST_CANDIDATES]))
    return ambiguous


def _pointed(
    question: Question,
    pool: Sequence[Place],
    said: Sequence[Place],
    printed: Sequence[Place],
    index: ScriptIndex,
) -> list[tuple[str, Place]]:
    """What around the quotation points at one place alone, each with that place."""
    around = question.around
    set_there = [place for place in pool if index.scene_of(place.first) in around.settings]
    speeches = _speeches_near(question, index, leading=True)
    near = [place for place in pool if index.speech_at(place.first) in speeches]
    windows = _between(question, index)
    between = [
        place
        for place in pool
        if any(low < place.first and place.last < high for low, high in windows)
    ]
    found: list[tuple[str, Sequence[Place]]] = [("speaker named", said), ("setting", set_there)]
    if not around.beside or any(place in said for place in near):
        found.append(("neighbour", near))
    found.append(("order of quotations", between))
    if len(said) != 1 or said[0] in printed:
        found.append(("punctuation", printed))
    there = [place for place in said if place in set_there]
    found.append(("speaker named", there if len(said) > 1 else []))
    pointed = [(why, places[0]) for why, places in found if len(places) == 1]
    # that it is a whole sentence there speaks for a place, but not alone
    if pointed:
        whole = [place for place in pool if _is_whole(place, index)]
        pointed += [("whole sentence", place) for place in whole if len(whole) == 1]
    return pointed


def _is_printed_so(question: Question, place: Place, index: ScriptIndex) -> bool:
    """Whether the script's capital and question mark there agree with the quotation's."""
    if question.opens_sentence and not index.begins_sentence(place.first):
        return False
    return question.asks == bool(index.asks_after[place.last])


def _between(question: Question, index: ScriptIndex) -> set[tuple[int, int]]:
    """The last word of a quotation before and the first of one behind, as in the text, where
    a quotation between the two may be sought."""
    return {
        (before.last, behind.first)
        for before in question.neighbours
        if before.leads
        for behind in question.neighbours
        if behind.trails
        and before.last < behind.first
        and index.scene_of(before.first) == index.scene_of(behind.last)
        and index.speech_at(behind.first) - index.speech_at(before.last) <= _BETWEEN_SPEECHES
    }


def _cited(question: Question, places: Sequence[Place], index: ScriptIndex) -> list[Place]:
    """The places in the scenes and at the lines that are cited; of lines alone, these."""
    scenes, (first, last) = question.around.cited, question.around.lines
    there = [place for place in places if index.scene_of(place.first) in scenes]
    if not first:
        return there
    lines = index.divisions.lines
    at_lines = [
        place
        for place in (there if scenes else places)
        if lines[index.speech_at(place.first)][0] <= last
        and first <= lines[index.speech_at(place.last)][1]
    ]
    return at_lines or there


def _says(question: Question, place: Place, index: ScriptIndex) -> bool:
    return bool(question.around.saying & index.speeches[index.speech_at(place.first)].speakers)


def _speeches_near(
    question: Question, index: ScriptIndex, *, leading: bool = False
) -> frozenset[int]:
    """The speeches within one or two of a neighbour (of one right before it), in its scene."""
    return frozenset(
        speech
        for other in question.neighbours
        if other.leads or not leading
        for speech in range(
            max(0, index.speech_at(other.first) - NEAR_SPEECHES),
            min(len(index.speeches), index.speech_at(other.last) + NEAR_SPEECHES + 1),
        )
        if index.speeches[speech].scene == index.scene_of(other.first)
    )


def _holds(holder: tuple[int, int], place: Place) -> bool:
    return holder[0] <= place.first and place.last <= holder[1]
