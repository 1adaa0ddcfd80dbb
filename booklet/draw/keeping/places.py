"""Citations and selectors to places in the script, and back.

Takes what a person or an earlier run wrote: a citation (`2.14`, verse `1.2.129`) or a
W3C TextQuoteSelector (words, with those before and behind). Gives the words of the
script's row that are meant.
"""

from __future__ import annotations

from dataclasses import dataclass

from rapidfuzz import fuzz

from booklet import citation
from booklet.citing import cited_in_brackets
from booklet.draw.finding.index import Divisions, ScriptIndex
from booklet.draw.finding.locate import Place, exact_places, fuzzy_places, index_words, locate
from booklet.draw.finding.normalise import folded_words
from booklet.draw.finding.rarity import Rarity
from booklet.model import Script, Selector, Target

CONTEXT_WORDS = 6
"""So many words before and behind are kept with a place that was found."""

_AGAIN = 0.75


@dataclass(frozen=True, slots=True)
class Citations:
    """Which citation means which words: (first, last) in the row, by citation."""

    lines: dict[str, tuple[int, int]]
    speeches: dict[str, tuple[int, int]]
    scenes: frozenset[str]
    divisions: Divisions

    def find(self, cited: str) -> tuple[int, int] | None:
        """The words cited by a number for citing, else as schools cite (`II, 1, v. 6`); a line
        goes before a speech of the same number, as in print."""
        return self.lines.get(cited) or self.speeches.get(cited) or self._as_schools(cited)

    def _as_schools(self, cited: str) -> tuple[int, int] | None:
        for place in cited_in_brackets(cited):
            scenes = self.divisions.scenes_cited(place)
            wanted = (f".{place.line}", f".{place.to}")
            ends = [
                self.lines[key]
                for key in self.lines
                if key.endswith(wanted) and (not scenes or self._scene(key) in scenes)
            ]
            known = bool(scenes) or not (place.act or place.scene)
            if place.line and known and len(ends) == len(set(wanted)):
                return min(ends)[0], max(ends)[1]
        return None

    def _scene(self, key: str) -> int:
        """The scene of a line (0-based)."""
        return next(iter(self.divisions.names[key.rpartition(".")[0]]))

    def at(self, word: int, like: str) -> str:
        """The citation of the line or speech that has the word, as `like` cites one or the
        other; "" for none."""
        kinds = (self.speeches,) if like in self.speeches else (self.lines, self.speeches)
        return next(
            (
                cited
                for kind in kinds
                for cited, (first, last) in kind.items()
                if first <= word <= last
            ),
            "",
        )


def citations(script: Script, index: ScriptIndex) -> Citations:
    """All citations of a script."""
    lines: dict[str, tuple[int, int]] = {}
    speeches: dict[str, tuple[int, int]] = {}
    numbers = citation.number(script)
    for scene_number, scene in enumerate(script.scenes):
        names = numbers[scene_number]
        for speech_number, speech in enumerate(scene.speeches()):
            place = index.place_of(scene_number, speech_number)
            if place is None or place.first == place.end:
                continue
            speeches[names.speeches[speech_number]] = (place.first, place.end - 1)
            start = 0
            for line_number, line in enumerate(speech.lines):
                cuts = [(0, names.lines[speech_number][line_number])]
                cuts += [
                    (stone.offset, stone.number.rpartition(".")[2]) for stone in line.milestones
                ]
                ends = [cut[0] for cut in cuts[1:]] + [len(line.text)]
                for (low, number), high in zip(cuts, ends, strict=True):
                    target = Target(scene_number, speech_number, start + low, start + high, "")
                    found = index.words_of(target) if number and low < high else None
                    if found is not None:
                        key = f"{names.scene}.{number}"
                        before = lines.get(key)
                        lines[key] = (before[0], found[1]) if before else found
                start += len(line.text) + 1
    scenes = frozenset(names.scene for names in numbers)
    return Citations(lines, speeches, scenes, index.divisions)


def cite_all(targets: list[Target], script: Script) -> list[str]:
    """The citations of the targets' first words: by line where lines are numbered, else by
    speech."""
    numbers = citation.number(script)
    return [_cite(target, script, numbers[target.scene]) for target in targets]


def _cite(target: Target, script: Script, names: citation.SceneNumbers) -> str:
    speech = list(script.scenes[target.scene].speeches())[target.speech]
    start = 0
    for number, line in enumerate(speech.lines):
        if target.start <= start + len(line.text):
            printed = citation.line_number_at(
                line, names.lines[target.speech][number], target.start - start
            )
            return f"{names.scene}.{printed}" if printed else names.speeches[target.speech]
        start += len(line.text) + 1
    return names.speeches[target.speech]


def selector_of(first: int, last: int, index: ScriptIndex) -> Selector:
    """How these words of the script are found again."""
    opening, closing = index.bounds_of_scene(first)
    before = index.folded[max(opening, first - CONTEXT_WORDS) : first]
    behind = index.folded[last + 1 : min(closing, last + 1 + CONTEXT_WORDS)]
    exact = " ".join(index.target(first, last).text.split())
    return Selector(exact, " ".join(before), " ".join(behind))


def select(
    quote: Selector, index: ScriptIndex, rarity: Rarity, within: tuple[int, int] | None = None
) -> list[Place]:
    """The places a person's selector fits; words before and behind must agree."""
    run = index_words(quote.exact, index)
    found = [
        place
        for place in exact_places(run, index, rarity)
        if within is None or (within[0] <= place.first and place.last <= within[1])
    ]
    if len(found) > 1 and (quote.prefix or quote.suffix):
        found = [place for place in found if _agrees(quote, place, index)]
    return found


def nearly(quote: Selector, index: ScriptIndex, rarity: Rarity) -> list[Place]:
    """Places that are only like a person's selector, best first."""
    places = [
        place
        for place in locate(quote.exact, index_words(quote.exact, index), index, rarity)
        if place.likeness >= _AGAIN
    ]
    if len(places) > 1 and (quote.prefix or quote.suffix):
        agreeing = [place for place in places if _agrees(quote, place, index)]
        return agreeing or places
    return places


def nearest_words(quote: Selector, index: ScriptIndex, rarity: Rarity) -> Place | None:
    """The place least unlike the selector, for a hint."""
    run = index_words(quote.exact, index)
    found = sorted(fuzzy_places(run, index, rarity), key=lambda place: -place.likeness)
    return found[0] if found else None


def _agrees(quote: Selector, place: Place, index: ScriptIndex) -> bool:
    before, behind = folded_words(quote.prefix), folded_words(quote.suffix)
    here_before = index.folded[max(0, place.first - len(before)) : place.first]
    here_behind = index.folded[place.last + 1 : place.last + 1 + len(behind)]
    # the first word of a prefix and the last of a suffix may be cut
    return (not before or _same_end(here_before, before)) and (
        not behind or _same_end(here_behind[::-1], behind[::-1])
    )


def _same_end(here: tuple[str, ...], wanted: tuple[str, ...]) -> bool:
    here = tuple(word for word in here if word)
    if len(here) < len(wanted):
        wanted = wanted[-len(here) :] if here else wanted
    return bool(here) and (
        here == wanted
        or (here[1:] == wanted[1:] and (len(wanted) > 1 or here[0].endswith(wanted[0])))
    )


def likely(was: Selector, place: Place, index: ScriptIndex) -> float:
    """How like they were the words around a place are, from 0 to 1: the better of both sides."""
    before, behind = _around(place, index)
    return max(fuzz.ratio(before, was.prefix), fuzz.ratio(behind, was.suffix)) / 100


def _around(place: Place, index: ScriptIndex) -> tuple[str, str]:
    opening, closing = index.bounds_of_scene(place.first)
    before = index.folded[max(opening, place.first - CONTEXT_WORDS) : place.first]
    behind = index.folded[place.last + 1 : min(closing, place.last + 1 + CONTEXT_WORDS)]
    return " ".join(before), " ".join(behind)


def find_again(
    was: Selector, cited: str, places: Citations, index: ScriptIndex, rarity: Rarity
) -> Place | None:
    """The words that an earlier run found, after the script has changed a little.

    Of several places the one whose surroundings are most like they were, then the one
    nearest to where it stood.
    """
    run = index_words(was.exact, index)
    # fuzzy ones too: the words may have changed here and stand unchanged elsewhere
    candidates = [
        *exact_places(run, index, rarity),
        *(place for place in fuzzy_places(run, index, rarity) if place.likeness >= _AGAIN),
    ]
    stood = places.find(cited)

    def fit(place: Place) -> tuple[float, int]:
        before, behind = _around(place, index)
        alike = fuzz.ratio(before, was.prefix) + fuzz.ratio(behind, was.suffix)
        away = abs(place.first - stood[0]) if stood else 0
        return (-(2 * place.likeness + alike / 100), away)

    return min(candidates, key=fit, default=None)
