"""The script as one row of words, with an index of its short runs of words.

Takes a `Script`; gives a `ScriptIndex`: every folded word as a number, where it stands,
and the positions of each word and of each run of two and three words (an inverted
index of shingles; Broder 1997). Looking a run up costs the same in a sketch and in a
full play.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, repeat

from booklet import citation
from booklet.citing import LAST, Cited, heading_number, number_of
from booklet.draw.finding.amounts import amounts
from booklet.draw.finding.normalise import Words, folded_name, folded_words, words
from booklet.model import CastMember, Direction, Script, Speech, Target

_STOP = re.compile(r"[.!?…:;\n“”«»„\"]|--|[—–]|[‘’'](?=\W)|(?<=\W)[‘’']")
_TIMES = frozenset(
    re.findall(
        r"\S+",
        """
int ext day night morning evening afternoon dusk dawn later continuous noon midnight scene act
moments same time part
""",
    )
)
UNKNOWN = -1
_BREAK = -2
_NAME_PARTICLES = frozenset(
    re.findall(
        r"\S+",
        """
the of de la le von van der den der du di and mr mrs ms dr miss
""",
    )
)


@dataclass(frozen=True, slots=True)
class SpeechPlace:
    """A speech and where its words begin and end in the row."""

    scene: int
    speech: int
    first: int
    end: int
    text: str
    speakers: frozenset[str]
    citation: str


@dataclass(frozen=True, slots=True)
class Divisions:
    """Which scenes (0-based) are meant by the numbers of acts and scenes, and which speeches (of
    the whole script) have which printed lines.

    `names` are the scenes' numbers for citing; `acts` and `scenes` are counted from 1, or as
    their headings count them; `within` are the scenes of an act by their own number. `lines`
    are the first and last line of each speech, 0 where it has no numbers.
    """

    names: dict[str, frozenset[int]]
    acts: dict[int, tuple[int, ...]]
    within: dict[tuple[int, int], frozenset[int]]
    lines: tuple[tuple[int, int], ...]

    def scenes_cited(self, cited: Cited) -> frozenset[int]:
        """The scenes that are meant, none where the script has no such place."""
        if cited.act:
            act = max(self.acts, default=0) if cited.act == LAST else cited.act
            members = self.acts.get(act, ())
            if not cited.scene:
                return frozenset(members)
            if cited.scene == LAST:
                return frozenset(members[-1:])
            return (
                self.within.get((act, cited.scene))
                or self.names.get(f"{act}.{cited.scene}")
                or (frozenset() if members else self.names.get(str(act), frozenset()))
            )
        if cited.scene > 0 and not self.acts and not cited.loose:
            return self.names.get(str(cited.scene), frozenset())
        return frozenset()


@dataclass(frozen=True, slots=True)
class ScriptIndex:
    """See the module. Words are counted from 0 over the whole script; between two
    scenes stands one break that no word equals. `sentence_starts` has a 1 for each word that
    begins a sentence, and for each break; `asks_after` for each word with a question mark
    behind it. `speech_numbers` tells which of `speeches` holds each word. `called` has the names
    of the speakers and the cast as they are printed, by the folded name. `direction_speeches`
    tells for each of `direction_rows` in or behind which of `speeches` it stands (before which,
    where it opens its scene), -1 for none. `divisions` tells what is cited by act and scene."""

    vocabulary: dict[str, int]
    row: tuple[int, ...]
    folded: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    speeches: tuple[SpeechPlace, ...]
    speech_numbers: tuple[int, ...]
    scene_bounds: tuple[tuple[int, int], ...]
    scene_names: tuple[str, ...]
    sentence_starts: bytes
    asks_after: bytes
    singles: dict[int, tuple[int, ...]]
    pairs: dict[tuple[int, int], tuple[int, ...]]
    triples: dict[tuple[int, int, int], tuple[int, ...]]
    names: dict[str, frozenset[str]]
    called: dict[str, str]
    settings: dict[str, frozenset[int]]
    amounts: dict[int, tuple[tuple[int, int], ...]]
    directions: frozenset[tuple[int, ...]]
    direction_rows: tuple[tuple[int, ...], ...]
    direction_speeches: tuple[int, ...]
    divisions: Divisions

    def numbers(self, folded: tuple[str, ...]) -> tuple[int, ...]:
        """Folded words as numbers; a word the script has not is `UNKNOWN`."""
        return tuple(map(self.vocabulary.get, folded, repeat(UNKNOWN)))

    def speech_at(self, position: int) -> int:
        """Which of `speeches` holds the word at `position`."""
        return self.speech_numbers[position]

    def scene_of(self, position: int) -> int:
        """The scene (0-based) of the word at `position`."""
        return self.speeches[self.speech_at(position)].scene

    def bounds_of_scene(self, position: int) -> tuple[int, int]:
        """First word and end of the scene that holds `position`."""
        return self.scene_bounds[self.scene_of(position)]

    def positions(self, run: tuple[int, ...]) -> tuple[int, ...]:
        """Every position where these words stand in this order, scene breaks respected."""
        if not run or UNKNOWN in run:
            return ()
        if len(run) == 1:
            return self.singles.get(run[0], ())
        if len(run) == 2:
            return self.pairs.get((run[0], run[1]), ())
        best: tuple[int, ...] | None = None
        shift = 0
        for offset in range(len(run) - 2):
            found = self.triples.get((run[offset], run[offset + 1], run[offset + 2]))
            if found is None:
                return ()
            if best is None or len(found) < len(best):
                best, shift = found, offset
                if len(found) == 1:
                    break
        row, length = self.row, len(run)
        return tuple(
            position - shift
            for position in best or ()
            if position >= shift and row[position - shift : position - shift + length] == run
        )

    def begins_sentence(self, position: int) -> bool:
        """Whether a sentence of the script begins with the word at `position`."""
        return bool(self.sentence_starts[position])

    def ends_sentence(self, position: int) -> bool:
        """Whether a sentence of the script ends with the word at `position`."""
        return bool(self.sentence_starts[position + 1])

    def target(self, first: int, last: int) -> Target:
        """The span from the word at `first` to the word at `last`, both included."""
        opens = self.speeches[self.speech_at(first)]
        closing = self.speech_at(last)
        closes = self.speeches[closing]
        start, end = self.starts[first], self.ends[last]
        if opens is closes:
            text = opens.text[start:end]
            return Target(opens.scene, opens.speech, start, end, text)
        opening = self.speech_at(first)
        between = [place.text for place in self.speeches[opening + 1 : closing]]
        text = "\n".join([opens.text[start:], *between, closes.text[:end]])
        return Target(opens.scene, opens.speech, start, end, text, closes.speech)

    def words_of(self, target: Target) -> tuple[int, int] | None:
        """First and last word of a target, if it lies on words of the script."""
        opening = self.place_of(target.scene, target.speech)
        closing = self.place_of(target.scene, target.end_speech)
        if opening is None or closing is None:
            return None
        first = bisect_left(self.ends, target.start + 1, opening.first, opening.end)
        last = bisect_left(self.starts, target.end, closing.first, closing.end) - 1
        return (first, last) if first <= last else None

    def place_of(self, scene: int, speech: int) -> SpeechPlace | None:
        """The speech by scene and number in the scene (both 0-based)."""
        low = bisect_left(self.speeches, (scene, speech), key=lambda s: (s.scene, s.speech))
        if low < len(self.speeches):
            place = self.speeches[low]
            if (place.scene, place.speech) == (scene, speech):
                return place
        return None


def index(script: Script, cast: tuple[CastMember, ...] = ()) -> ScriptIndex:
    """Indexes a script; `cast` are those of whom a note may speak besides the speakers."""
    vocabulary: dict[str, int] = {}
    row: list[int] = []
    folded: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    speeches: list[SpeechPlace] = []
    speech_numbers: list[int] = []
    opens = bytearray()
    asks = bytearray()
    bounds: list[tuple[int, int]] = []
    numbers = citation.number(script)
    for scene_number, scene in enumerate(script.scenes):
        opening = len(row)
        for speech_number, speech in enumerate(scene.speeches()):
            text = speech.text
            found = words(text)
            first = len(row)
            row.extend(vocabulary.setdefault(word, len(vocabulary)) for word in found.folded)
            folded.extend(found.folded)
            starts.extend(found.starts)
            ends.extend(found.ends)
            speech_numbers.extend([len(speeches)] * len(found))
            opens.extend(_sentence_starts(found))
            asks.extend(_asks_after(found))
            speeches.append(
                SpeechPlace(
                    scene_number,
                    speech_number,
                    first,
                    len(row),
                    text,
                    speakers_of(speech),
                    numbers[scene_number].speeches[speech_number],
                )
            )
        bounds.append((opening, len(row)))
        row.append(_BREAK)
        folded.append("")
        starts.append(0)
        ends.append(0)
        speech_numbers.append(len(speeches) - 1)
        opens.append(1)
        asks.append(0)
    direction_rows, direction_speeches = _direction_rows(script, vocabulary)
    names = _names(script)
    return ScriptIndex(
        vocabulary=vocabulary,
        row=tuple(row),
        folded=tuple(folded),
        starts=tuple(starts),
        ends=tuple(ends),
        speeches=tuple(speeches),
        speech_numbers=tuple(speech_numbers),
        scene_bounds=tuple(bounds),
        scene_names=tuple(numbered.scene for numbered in numbers),
        sentence_starts=bytes(opens),
        asks_after=bytes(asks),
        singles=_singles(row),
        pairs=_pairs(row),
        triples=_triples(row),
        names=names,
        called=_called(script, cast),
        settings=_settings(script, names),
        amounts=_amounts(tuple(folded)),
        directions=frozenset(
            run[at : at + 3] for run in direction_rows for at in range(len(run) - 2)
        ),
        direction_rows=direction_rows,
        direction_speeches=direction_speeches,
        divisions=_divisions(script, numbers),
    )


def _divisions(script: Script, numbers: Sequence[citation.SceneNumbers]) -> Divisions:
    names: dict[str, frozenset[int]] = {}
    acts: dict[int, tuple[int, ...]] = {}
    within: dict[tuple[int, int], frozenset[int]] = {}
    lines: list[tuple[int, int]] = []
    act, act_number = None, 0
    for at, (scene, named) in enumerate(zip(script.scenes, numbers, strict=True)):
        names[named.scene] = names.get(named.scene, frozenset()) | {at}
        for speech, printed in zip(scene.speeches(), named.lines, strict=True):
            stones = [
                stone.number.rpartition(".")[2] for x in speech.lines for stone in x.milestones
            ]
            found = [int(number) for number in (*printed, *stones) if number.isdigit()]
            lines.append((min(found), max(found)) if found else (0, 0))
        if scene.act is None:
            continue
        if scene.act != act:
            act = scene.act
            act_number = _numbered(act.label, act.heading) or act_number + 1
        members = acts.get(act_number, ())
        acts[act_number] = (*members, at)
        number = _numbered(scene.label, scene.heading) or len(members) + 1
        within[act_number, number] = within.get((act_number, number), frozenset()) | {at}
    return Divisions(names, acts, within, tuple(lines))


def _numbered(label: str, heading: str) -> int:
    """The number of an act or a scene by its label or its heading, 0 where they say none."""
    number = number_of(label) if label else None
    return number.value if number and number.value > 0 else max(heading_number(heading), 0)


def _sentence_starts(speech: Words) -> Iterator[bool]:
    """For each word whether a sentence begins with it."""
    for at, start in enumerate(speech.starts):
        between = speech.text[speech.ends[at - 1] : start] if at else ""
        yield not at or (between != " " and bool(_STOP.search(between)))


def _asks_after(speech: Words) -> Iterator[bool]:
    """For each word whether a question mark comes right after it."""
    for end, onward in zip(speech.ends, [*speech.starts[1:], len(speech.text)], strict=False):
        yield speech.text[end:onward].lstrip().startswith("?")


def _singles(row: list[int]) -> dict[int, tuple[int, ...]]:
    found: dict[int, list[int]] = {}
    for position, word in enumerate(row):
        found.setdefault(word, []).append(position)
    found.pop(_BREAK, None)
    return {key: tuple(value) for key, value in found.items()}


def _pairs(row: list[int]) -> dict[tuple[int, int], tuple[int, ...]]:
    found: dict[tuple[int, int], list[int]] = {}
    for position, pair in enumerate(pairwise(row)):
        if _BREAK not in pair:
            found.setdefault(pair, []).append(position)
    return {key: tuple(value) for key, value in found.items()}


def _triples(row: list[int]) -> dict[tuple[int, int, int], tuple[int, ...]]:
    found: dict[tuple[int, int, int], list[int]] = {}
    for position, triple in enumerate(zip(row, row[1:], row[2:], strict=False)):
        if _BREAK not in triple:
            found.setdefault(triple, []).append(position)
    return {key: tuple(value) for key, value in found.items()}


def _amounts(folded: tuple[str, ...]) -> dict[int, tuple[tuple[int, int], ...]]:
    """Where each number above twelve stands: first and last word."""
    found: dict[int, tuple[tuple[int, int], ...]] = {}
    for amount in amounts(folded):
        if amount.value > 12:
            place = (amount.first, amount.last)
            found[amount.value] = (*found.get(amount.value, ()), place)
    return found


def speakers_of(speech: Speech) -> frozenset[str]:
    """The names of those who speak, folded for comparing."""
    names = [*speech.who, *([speech.speaker] if speech.speaker else [])]
    return frozenset(folded_name(name) for name in names)


def _names(script: Script) -> dict[str, frozenset[str]]:
    """Words that name a speaker (also one word of a longer name) → the speakers meant."""
    aliases: dict[str, set[str]] = {}
    for scene in script.scenes:
        for speech in scene.speeches():
            for key in speakers_of(speech):
                aliases.setdefault(key, set()).add(key)
    for member in script.cast:
        called = {folded_name(name) for name in (member.name, *member.aliases)}
        for key in [key for key in aliases if key in called]:
            for name in called:
                aliases.setdefault(name, set()).add(key)
    found: dict[str, set[str]] = {}
    for name, keys in aliases.items():
        if name:
            found.setdefault(name, set()).update(keys)
        parts = [part for part in re.split(r"\s+", name) if len(part) > 2]
        for part in parts:
            if len(parts) > 1 and part not in _NAME_PARTICLES and not part.isdigit():
                found.setdefault(part, set()).update(keys)
    return {name: frozenset(keys) for name, keys in found.items()}


def _called(script: Script, cast: tuple[CastMember, ...]) -> dict[str, str]:
    """Folded names → the name in the cast list, or before a speech."""
    found: dict[str, str] = {}
    for member in (*cast, *script.cast):
        for name in (member.name, *member.aliases):
            found.setdefault(folded_name(name), member.name)
    for scene in script.scenes:
        for speech in scene.speeches():
            for name in (*speech.who, *([speech.speaker] if speech.speaker else ())):
                found.setdefault(folded_name(name), name)
    return found


def _settings(script: Script, names: dict[str, frozenset[str]]) -> dict[str, frozenset[int]]:
    """Words of the headings (QUAY, Friday) → the scenes they head."""
    found: dict[str, set[int]] = {}
    for number, scene in enumerate(script.scenes):
        heading = f"{scene.heading} {scene.act.heading if scene.act else ''}"
        for word in folded_words(heading):
            if len(word) > 3 and word not in _TIMES and word not in names:
                found.setdefault(word, set()).add(number)
    everywhere = len(script.scenes)
    return {word: frozenset(scenes) for word, scenes in found.items() if len(scenes) < everywhere}


def _direction_rows(
    script: Script, vocabulary: dict[str, int]
) -> tuple[tuple[tuple[int, ...], ...], tuple[int, ...]]:
    """The words of all stage directions, so that quoting one is known for what it is, and the
    speech beside each (its number in the whole script)."""
    texts: list[tuple[str, int]] = []
    count = 0  # speeches before the scene
    for scene in script.scenes:
        texts.append((scene.heading, -1))
        spoken = len(tuple(scene.speeches()))
        at = count
        for element in scene.parts():
            if isinstance(element, Direction):
                texts.append((element.text, max(count, at - 1) if spoken else -1))
            else:
                at += isinstance(element, Speech)
        for number, speech in enumerate(scene.speeches(), start=count):
            for part in speech.body:
                if isinstance(part, Direction):
                    texts.append((part.text, number))
                else:
                    texts += ((inline.text, number) for inline in part.directions)
        count += spoken
    rows = tuple(
        tuple(vocabulary.setdefault(word, len(vocabulary)) for word in folded_words(text))
        for text, _ in texts
    )
    return rows, tuple(number for _, number in texts)
