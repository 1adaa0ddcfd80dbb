"""Who may speak in a line, and in which form the document names speakers.

Takes `Line`s; gives for each the `Cue` it would be if it named a speaker, and what the whole
document says of such forms: `OTTO. Words`, `_Otto._ Words`, the name alone above the words.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from booklet.languages import of_all
from booklet.names import name_key
from booklet.read.play.lines import Line, Runs
from booklet.read.play.wording import CAST, NUMBERED, PARTICLES, PLACED, TITLES

LONGEST = 60
"""Letters of a name, with what stands in brackets behind it."""

FEWEST = 3
"""So often a form of naming must come up to be one."""

TURNS = 0.6
"""Share of neighbours that differ in a form of naming in which people answer each other."""

ROW_OF_NUMBERS = 0.7
"""Share of different numbers from which a row of names is one of numbers."""

FRONT = 60
"""Lines in which the list of persons begins, where there is one."""

LONGEST_LIST = 200
"""Lines that it may have."""

MOST_LISTED = 4
"""Words of a name in it that has a small one."""

_TOLD = re.compile(r"[,.:;()\[\]—–\t]|\s{3}|$")
"""Behind a name in the list of persons: what is told of them."""

_ENDINGS = "|".join(re.escape(each) for each in of_all("ordinal_endings"))
_WORD = re.compile(
    rf"(?:#?\d+(?:{_ENDINGS}|\.(?=\s))?|[^\W\d_]+(?:['’-][^\W\d_]+)*['’]?)(?!\w)", re.I
)
_NUMBERED = re.compile(r"#?\d")
_BETWEEN = re.compile(r"\.?,? (?=\S)|\.?\s?[&/]\s?|, ")
_ASIDE = re.compile(r",? ?[(\[]([^()\[\]]{1,120})[)\]]")
_MANNER = re.compile(r",? ([^.:,\n]{2,40})(?=[.:]|$)")
_DELIMITER = re.compile(r"\s?[.:]\s*(?:--+|[–—-])?\s*|\s*(?:--+|[—–])\s*|\s{2,}")
_NUMBER = re.compile(r"\b(?:\d+|[ivxlc]+)\b")
_ENDS = re.compile(r"\s?[.:,]?\s*+(?:--+|[–—])?\s*+")


@dataclass(frozen=True, slots=True)
class Cue:
    """A name as it would stand at the head of a line.

    `words` is where what is said begins; `aside` what stands in brackets behind the name.
    `form` is how it is set; `alone` where nothing is said in the line.
    """

    name: str
    key: str
    words: int
    aside: str
    form: str
    alone: bool


@dataclass(frozen=True, slots=True)
class Form:
    """How much a way of naming is used: cues by names that come back, how many names, and the
    share of neighbours that differ."""

    count: int
    names: int
    turns: float


@dataclass(frozen=True, slots=True)
class Naming:
    """How a document names its speakers: the forms from the most used on, and the names of each.

    `numbered` counts names with their numbers left away; `first` and `last` are the places of
    cues in the most used form."""

    forms: dict[str, Form]
    rank: dict[str, int]
    names: dict[str, Counter[str]]
    known: Counter[str]
    numbered: Counter[str]
    first: int
    last: int

    def is_main(self, cue: Cue) -> bool:
        """Whether a cue is sure to be one: in a form that names take turns in, by a name that
        comes back in it."""
        form = self.forms.get(cue.form)
        return (
            form is not None
            and self.rank[cue.form] == 0
            and form.turns >= TURNS
            and self.names[cue.form][cue.key] > 1
        )

    def only_numbers(self, cue: Cue) -> bool:
        """Whether a name is one of a row in which each has its own number, as songs have."""
        bare = numberless(cue.key)
        alike = sum(numberless(key) == bare for key in self.names[cue.form])
        return (
            bare != cue.key
            and self.numbered[bare] >= FEWEST
            and alike >= ROW_OF_NUMBERS * self.numbered[bare]
        )


def cues_of(lines: Sequence[Line]) -> list[Cue | None]:
    """The cue that each line may be."""
    listed = _listed(lines)
    return [_cue(line, listed) for line in lines]


def _listed(lines: Sequence[Line]) -> re.Pattern[str] | None:
    """The names with a small word that the list of persons has ("Графиня внучка"), None where
    there are none: no line tells them from the beginning of a sentence."""
    opened = next((at for at, x in enumerate(lines[:FRONT]) if CAST.match(x.text)), -1)
    found: set[str] = set()
    for line in lines[opened + 1 : opened + 1 + LONGEST_LIST] if opened >= 0 else ():
        if NUMBERED.match(line.text) or PLACED.match(line.text):
            break
        told = _TOLD.search(line.text)
        row = line.text[: told.start()].split() if told and line.text[:1].isalpha() else []
        if 2 <= len(row) <= MOST_LISTED and row[0][0].isupper() and row[-1][0].islower():
            found.add(" ".join(row))
    if not found:
        return None
    names = sorted(map(re.escape, found), key=len, reverse=True)
    return re.compile(rf"(?:{'|'.join(names)})(?!\w)", re.I)


def naming_of(cues: Sequence[Cue | None]) -> Naming:
    """What the document says of its cues."""
    names: dict[str, Counter[str]] = defaultdict(Counter)
    rows: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for at, cue in enumerate(cues):
        if cue is not None:
            names[cue.form][cue.key] += 1
            rows[cue.form].append((at, cue.key))
    forms: dict[str, Form] = {}
    for form, counts in names.items():
        back = sum(count for count in counts.values() if count > 1)
        if back < FEWEST:
            continue
        keys = [key for _, key in rows[form] if counts[key] > 1]
        turns = sum(one != other for one, other in pairwise(keys)) / max(1, len(keys) - 1)
        forms[form] = Form(back, sum(count > 1 for count in counts.values()), turns)
    ranked = sorted(forms, key=lambda form: (-forms[form].count * forms[form].turns, form))
    main = ranked[0] if ranked else ""
    places = [at for at, key in rows[main] if names[main][key] > 1] if main else []
    return Naming(
        forms,
        {form: at for at, form in enumerate(ranked)},
        dict(names),
        names.get(main, Counter()),
        Counter(numberless(cue.key) for cue in cues if cue is not None),
        places[0] if places else -1,
        places[-1] if places else -1,
    )


def numberless(key: str) -> str:
    """A name without its number: songs are numbered, as people hardly are."""
    return _NUMBER.sub("#", key)


def _cue(line: Line, listed: re.Pattern[str] | None) -> Cue | None:
    text = line.text
    if not text or text[0] in "([{*" or not (text[0].isupper() or text[0].isdigit()):
        return None
    for style, runs in (("b", line.bold), ("i", line.italic)):
        lead = _lead(runs)
        if lead:
            return _styled(text, lead, style, listed)
    end = _name_end(text, listed)
    if not end or not _is_name(text[:end]):
        return None
    name = text[:end]
    aside, at = _aside(text, end, name.isupper())
    found = _DELIMITER.match(text, at)
    rest = found.end() if found else at
    if found is None and at < len(text) and not (aside and name.isupper()):
        return None
    sign = _sign(found[0] if found else ("," if aside and at < len(text) else ""))
    return _made(name, aside, text, rest, f"{_case(name)}{sign}")


def _styled(text: str, lead: int, style: str, listed: re.Pattern[str] | None) -> Cue | None:
    """The cue whose name is set in another type than what is said."""
    head = text[:lead]
    end = _name_end(head, listed)
    if not end or not _is_name(head[:end]):
        return None
    name = head[:end]
    aside, at = _aside(head, end, True)
    ends = _ENDS.match(head, at)
    at = ends.end() if ends else at
    if at < lead:
        return None
    if not aside:
        aside, at = _aside(text, at, False)
    behind = _ENDS.match(text, at)
    sign = _sign(head[end:] + (behind[0] if behind else ""))
    return _made(name, aside, text, behind.end() if behind else at, f"{style}{_case(name)}{sign}")


def _made(name: str, aside: str, text: str, words: int, form: str) -> Cue | None:
    alone = words >= len(text)
    key = name_key(" ".join(name.split())).rstrip(".")
    if alone and aside and len(text) > 2 * LONGEST:
        return None
    return Cue(name.strip(), key, words, aside, f"{form}{'/' if alone else ''}", alone)


def _lead(runs: Runs) -> int:
    """Where a run ends that a text begins with, 0 where it begins with none."""
    return runs[0][1] if runs and runs[0][0] == 0 and runs[0][1] <= LONGEST + 40 else 0


def _name_end(text: str, listed: re.Pattern[str] | None) -> int:
    """Where the words end that may be a name; a full stop ends it, but for short forms."""
    if listed is not None and (known := listed.match(text)) is not None:
        return known.end()
    at = end = 0
    count = 0
    capitals = text[: len(text) - len(text.lstrip())].isupper()
    numbered = _NUMBERED.match(text) is not None  # "1-й рыбак", "2nd fisherman"
    while count < 9 and (word := _WORD.match(text, at)):
        plain = word[0].casefold()
        first = word[0][0]
        small = first.islower()
        if count and small and plain not in PARTICLES and not numbered:
            break
        if count == 1 or (count == 2 and not capitals):
            capitals = sum(map(str.isalpha, text[:at])) > 1 and text[:at].isupper()
        if count and capitals and any(map(str.islower, word[0])) and plain not in PARTICLES:
            break
        at = word.end() - (count > 0 and word[0].endswith("."))  # "1." counts at the head only
        if not small or numbered:
            end = at
        count += 1
        between = _BETWEEN.match(text, at)
        if not between or at > LONGEST:
            break
        dotted = between[0].startswith(".")
        if dotted and not (plain in TITLES or len(plain) == 1):
            break
        if "," in between[0] and not capitals:
            break
        at = between.end()
    return end


def _is_name(name: str) -> bool:
    words = name.replace(",", " ").split()
    if not words or sum(map(str.isalpha, name)) < 2 or len(name) > LONGEST or len(words) > 8:
        return False
    return name.isupper() or sum(word.casefold() not in PARTICLES for word in words) <= 5


def _case(name: str) -> str:
    letters = [sign for sign in name if sign.isalpha()]
    return "C" if name.isupper() and len(letters) > 1 else "T"


def _sign(text: str) -> str:
    if ":" in text:
        return ":"
    if "." in text:
        return "."
    if "—" in text or "–" in text or "--" in text:
        return "-"
    return "," if "," in text else " "


def _aside(text: str, at: int, freely: bool) -> tuple[str, int]:
    """What stands behind a name in brackets, or `freely` without them; and where it ends."""
    found = _ASIDE.match(text, at + (text[at : at + 1] in ".:,"))
    if found:
        return found[1].strip(), found.end()
    if freely and (manner := _MANNER.match(text, at)):
        words = manner[1].split()
        if words and words[0][0].islower() and len(words) <= 6:
            return manner[1].strip(), manner.end()
    return "", at
