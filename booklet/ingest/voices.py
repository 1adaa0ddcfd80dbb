"""Who speaks on a page: few names that come back and alternate, in whatever typography.

Takes the blocks of a page and the names known from elsewhere; gives the blocks with a speaker
at each that somebody says, the words and the name in one block, and marks what is said about
a line right below it.

Method. Each way of setting a name to its words is a form (before them, above, below, behind; with
a colon, a dash, nothing). A form is read over the whole page as if it were the page's; what then
comes out is judged as a whole: do names come back with other words each time, do they alternate,
does the form account for each place where such a name stands? The evidence is summed with
weights fitted on generated pages (`WEIGHTS`). What two forms claim goes to the likelier one.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, zip_longest

from booklet.counting import count_words
from booklet.ingest import lexicon
from booklet.ingest.blocks import PageBlock
from booklet.ingest.labels import ends_sentence

FEWEST = 3
"""So many speeches make a list."""

APART = 4
"""Blocks from one speech to the next within which they are of one list."""

REMARKED = 0.6
"""Share of the lines of a list below which a paragraph stands where these are comments."""

REMARK_WORDS = 8
LONGEST_NAME = 40
MOST_NAME_WORDS = 5
LONGEST_SIGNED = 120
"""Characters at the end of a block in which a name stands behind a dash."""

CROWD = 40
"""So many different names are no small set."""

MOST_BETWEEN = 3
"""Blocks with which a speech goes on without its name."""

WEIGHTS: Mapping[str, float] = {
    "bias": -4.26,
    "above": -1.04,
    "come back": 1.48,
    "known": 1.11,
    "alternate": 0.74,
    "near": 1.14,
    "quoted": 0.89,
    "sentences": 3.32,
    "marked": 1.23,
    "many": -0.17,
    "a crowd": -5.05,
    "one voice": -5.06,
    "same words": -3.20,
    "own name": -3.08,
    "long": -3.02,
    "left over": -4.31,
    "set apart": 4.09,
    "below": -1.43,
    "colon": -1.00,
    "cell": 0.34,
    "listed": -0.60,
    "before": 0.72,
    "dash": 0.36,
    "behind": 0.25,
    "label below": 1.14,
}
"""What each piece of evidence, from 0 to 1, adds to the odds (logarithmic) that a form is the
page's own."""

_TOKEN = r"[^\W\d_][\w.’'&#-]*"
_MORE = rf"(?:[ ,]{{1,2}}(?:{_TOKEN}|#?\d{{1,2}})){{0,{MOST_NAME_WORDS - 1}}}?"
_NAME = rf"(?:{lexicon.NUMBER_OF_NAME}|(?=[^\W\d_a-zà-ÿ])){_TOKEN}{_MORE}"
_ONLY_NAME = re.compile(rf"{_NAME}$")
_BOLD = r"(?:\*{1,3}|'{2,3}|__?)?"
_ASIDE = r"(?:\s*(?P<aside>[\[(][^\])]{1,80}[\])]))?"
_COLON = re.compile(
    rf"{_BOLD}(?P<name>{_NAME}){_BOLD}{_ASIDE}\s*:\s*{_BOLD}\s*(?P<words>\S.*)$", re.S
)
_DASH = re.compile(rf"{_BOLD}(?P<name>{_NAME}){_BOLD}{_ASIDE}\s+[-–—―]\s+(?P<words>\S.*)$", re.S)
_BRACKET = re.compile(rf"\[(?P<name>{_NAME})\]:?\s+(?P<words>\S.*)$", re.S)
_CELL = re.compile(rf"(?P<name>{_NAME})\t\s*(?P<words>\S.*)$", re.S)
_BEHIND = re.compile(rf"[\"”“»’'][.,]?\s?[-–—―]{{1,2}}\s?(?P<name>{_NAME})(?:\s?[,(].{{0,60}})?$")
_ALONE = re.compile(
    rf"(?P<dash>[-–—―]{{1,2}}\s*)?{_BOLD}(?P<name>{_NAME}){_BOLD}{_ASIDE}(?P<rest>\s*[,(].{{0,60}})?"
    rf"{_BOLD}(?P<colon>\s*:)?{_BOLD}$"
)
_LABELLED = re.compile(rf"(?P<label>{_NAME})\s*:\s*(?P<name>{_NAME})$")
_QUOTED = re.compile(r"[\"“„«‘'](?P<words>.+?)[\"”“»’'](?!\w)[.,]?", re.S)
_MARKS = re.compile(r"[\"“”„«»]")
_EDIT = re.compile(r"(?:(?<!\s)\s++)?\[[^\]\d]{1,20}\]$")


@dataclass(frozen=True, slots=True)
class _Said:
    """Words with a name in one of the forms: the blocks that hold them (0-based, `last` too)."""

    name: str
    words: str
    first: int
    last: int
    aside: str = ""
    marked: bool = False
    tight: int = 0
    head: int = -1

    @property
    def key(self) -> str:
        return self.name.casefold()

    @property
    def plain(self) -> str:
        """The words without marks of quotation around them."""
        found = _QUOTED.fullmatch(self.words)
        return found["words"] if found and not _MARKS.search(found["words"]) else self.words


_Form = Callable[[Sequence[PageBlock]], Iterator[_Said]]


def voices(
    blocks: Sequence[PageBlock], known: frozenset[str], *, play: bool = False
) -> tuple[PageBlock, ...]:
    """The blocks with their speakers; `known` are casefolded names known from elsewhere.

    In a play what stands apart from the speeches is a direction, and no speech goes on with it.

    The words of a speech stand behind its name and a colon, in one block, whatever form
    the page has them in. Blocks that only seem to begin with a name have the speaker "".
    """
    return _written(blocks, *_chosen(blocks, known), play=play)


def names_of(blocks: Sequence[PageBlock], known: frozenset[str]) -> Counter[str]:
    """How often whom the page has speak, casefolded."""
    said, _ = _chosen(blocks, known)
    return Counter(each.key for each in said)


def evidence(
    blocks: Sequence[PageBlock], known: frozenset[str]
) -> dict[str, tuple[dict[str, float], list[tuple[str, str]]]]:
    """For each form that the page may have: its evidence, and (name, words) as read by it."""
    return {
        name: (_evidence(name, said, blocks, known), [(each.name, each.plain) for each in said])
        for name, said in _read(blocks, known).items()
    }


# ------------------------------------------------------------------------------ the forms


def _is_name(text: str) -> bool:
    row = text.split()
    if len(text) > LONGEST_NAME or len(row) > MOST_NAME_WORDS or not _ONLY_NAME.match(text):
        return False
    small = sum(word[0].islower() for word in row)
    first = row[0].casefold().strip(".")
    return small <= 2 and len(re.findall(r"[^\W\d_]", text)) >= 2 and first not in _LABELS


_LABELS = lexicon.NOT_SPEAKERS - lexicon.MENU_WORDS


def _is_speech(text: str) -> bool:
    """Whether words look as if somebody says them: quoted, or a sentence, or some words."""
    return bool(_QUOTED.fullmatch(text)) or ends_sentence(text) or count_words(text) >= 5


def _wholly_said(text: str) -> bool:
    """Whether a text with marks of quotation in it is nothing but what they hold."""
    if not text.startswith(tuple('"“„«')):
        return True
    found = _QUOTED.match(text)
    return found is None or count_words(text[found.end() :]) <= 4


def _in_block(pattern: re.Pattern[str], *, marked: bool) -> _Form:
    def read(blocks: Sequence[PageBlock]) -> Iterator[_Said]:
        for at, block in enumerate(blocks):
            found = pattern.match(block.text)
            if not found or not _is_name(found["name"]) or not _wholly_said(found["words"].strip()):
                continue
            aside = found.groupdict().get("aside") or ""
            yield _Said(found["name"], found["words"].strip(), at, at, aside, marked)

    return read


def _behind(blocks: Sequence[PageBlock]) -> Iterator[_Said]:
    """Quoted words, and the name behind a dash."""
    for at, block in enumerate(blocks):
        text = block.text
        found = _BEHIND.search(text, max(0, len(text) - LONGEST_SIGNED))
        if found and text.startswith(tuple("\"“„«‘'")) and _is_name(found["name"]):
            yield _Said(found["name"], text[: found.start() + 1], at, at, marked=True)


def _before(blocks: Sequence[PageBlock]) -> Iterator[_Said]:
    """The name before the words with nothing between: told by its coming back before others."""
    following: dict[str, Counter[str]] = defaultdict(Counter)
    for block in blocks:
        row = block.text.split()
        for size in range(1, min(MOST_NAME_WORDS, len(row) - 1) + 1):
            following[" ".join(row[:size])][row[size].rstrip(",.:;")] += 1
    for at, block in enumerate(blocks):
        row = block.text.split()
        for size in range(1, min(MOST_NAME_WORDS, len(row) - 1) + 1):
            name = " ".join(row[:size])
            after = following[name]
            capitals = name.isupper()
            opens = [
                word
                for word in after
                if word.startswith(tuple("¿¡“„«\"'(["))
                or (word[:1].isupper() and not (capitals and _caps(word)))
            ]
            if len(after) >= 2 and len(opens) >= 0.7 * len(after) and _is_name(name.strip(".:")):
                told = name.rstrip(".") if capitals else name
                if not re.search(r"[:;,!?]$", told) and (capitals or not told.endswith(".")):
                    yield _Said(told, " ".join(row[size:]), at, at)
                break


def _caps(word: str) -> bool:
    letters = re.sub(r"\W", "", word)
    return len(letters) > 1 and letters.isupper()


def _above(blocks: Sequence[PageBlock]) -> Iterator[_Said]:
    """A name on a line of its own, its words in the block below."""
    for at, (block, below) in enumerate(pairwise(blocks)):
        found = _ALONE.match(_EDIT.sub("", block.text))
        if not found or found["dash"] or found["rest"] or not _is_name(found["name"]):
            continue
        if not _is_speech(below.text) or below.level or not _wholly_said(below.text):
            continue
        last = at + 1
        aside = found["aside"] or ""
        if not below.apart and block.apart:
            while last + 1 < len(blocks) and not blocks[last + 1].apart:
                if _ALONE.match(blocks[last + 1].text) and not ends_sentence(blocks[last + 1].text):
                    break
                last += 1
        tight = int(block.apart and not below.apart) - int(below.apart and not block.apart)
        said = _glued([each.text for each in blocks[at + 1 : last + 1]])
        yield _Said(found["name"], said, at, last, aside, bool(found["colon"]), tight)


def _glued(lines: Sequence[str]) -> str:
    """Lines below a name: verse keeps its lines, prose flows on."""
    later = lines[1:]
    verse = later and all(not line[:1].islower() for line in later)
    return ("\n" if verse else " ").join(lines)


def _below(blocks: Sequence[PageBlock]) -> Iterator[_Said]:
    """The words, and the name in the block below."""
    for at, (block, below) in enumerate(pairwise(blocks)):
        found = _ALONE.match(below.text)
        if not found or found["colon"] or not _is_name(found["name"]):
            continue
        if found["rest"] and not found["dash"] and not _QUOTED.fullmatch(block.text):
            continue
        if not _is_speech(block.text) or not _wholly_said(block.text):
            continue
        tight = int(block.apart and not below.apart) - int(below.apart and not block.apart)
        yield _Said(found["name"], block.text, at, at + 1, marked=bool(found["dash"]), tight=tight)


def _label_below(blocks: Sequence[PageBlock]) -> Iterator[_Said]:
    """The words, and below them whose they are, behind a label that is always the same."""
    matches = {
        at: match for at, b in enumerate(blocks) if at and (match := _LABELLED.match(b.text))
    }
    labels = Counter(match["label"] for match in matches.values())
    often = {label for label, count in labels.items() if count >= max(FEWEST, len(matches) / 2)}
    for at, match in matches.items():
        said = blocks[at - 1].text
        if match["label"] in often and _is_speech(said) and _is_name(match["name"]):
            yield _Said(match["name"], said, at - 1, at, marked=True)


def _listed(blocks: Sequence[PageBlock]) -> Iterator[_Said]:
    """Items of a list below a name."""
    name, head = "", 0
    for at, block in enumerate(blocks):
        if block.mark:
            if name and _is_speech(block.text) and count_words(block.text) >= 2:
                yield _Said(name, block.text, at, at, head=head)
            continue
        found = _ALONE.match(_EDIT.sub("", block.text))
        if found and not found["rest"] and not found["dash"] and _is_name(found["name"]):
            name, head = found["name"], at
        elif at > head:
            name = ""


_FORMS: Mapping[str, _Form] = {
    "colon": _in_block(_COLON, marked=True),
    "dash": _in_block(_DASH, marked=False),
    "bracket": _in_block(_BRACKET, marked=True),
    "cell": _in_block(_CELL, marked=True),
    "behind": _behind,
    "before": _before,
    "above": _above,
    "below": _below,
    "label below": _label_below,
    "listed": _listed,
}


# ------------------------------------------------------------------------------ judging


def _read(blocks: Sequence[PageBlock], known: frozenset[str]) -> dict[str, list[_Said]]:
    """What each form reads on the page, without what stands in it by chance."""
    found: dict[str, list[_Said]] = {}
    for form, read in _FORMS.items():
        said = [each for each in read(blocks) if not blocks[each.first].foreign]
        different: dict[str, set[str]] = defaultdict(set)
        for each in said:
            if _is_speech(each.words):
                different[each.key].add(each.words)
        kept = [
            each
            for each in said
            if len(different[each.key]) >= 2
            or (each.key in known and different[each.key])
            or (each.marked and _is_speech(each.words) and ends_sentence(each.words))
        ]
        if kept:
            found[form] = kept
    return found


def _evidence(
    form: str, said: Sequence[_Said], blocks: Sequence[PageBlock], known: frozenset[str]
) -> dict[str, float]:
    size = len(said)
    different: dict[str, set[str]] = defaultdict(set)
    for each in said:
        different[each.key].add(each.words)
    pairs = list(pairwise(said))
    places = {at for each in said for at in (each.head, *range(each.first, each.last + 1))}
    alone = [
        at
        for at, block in enumerate(blocks)
        if block.text.strip("-–—― :").casefold() in different and at not in places
    ]

    def share(wanted: Callable[[_Said], bool]) -> float:
        return sum(map(wanted, said)) / size

    return {
        "bias": 1.0,
        form: 1.0,
        "come back": share(lambda each: len(different[each.key]) >= 2),
        "known": share(lambda each: each.key in known),
        "alternate": sum(a.key != b.key for a, b in pairs) / len(pairs) if pairs else 0.0,
        "near": sum(b.first - a.last <= APART for a, b in pairs) / len(pairs) if pairs else 0.0,
        "quoted": share(
            lambda each: (
                bool(_QUOTED.fullmatch(each.words))
                or any(block.quoted for block in blocks[each.first : each.last + 1])
            )
        ),
        "sentences": share(lambda each: _is_speech(each.words) and ends_sentence(each.words)),
        "marked": share(lambda each: each.marked),
        "many": min(1.0, math.log(size) / math.log(20)),
        "a crowd": min(1.0, len(different) / CROWD),
        "one voice": float(len(different) == 1),
        "same words": 1 - len({each.words for each in said}) / size,
        "own name": share(lambda each: each.name in each.words),
        "long": share(lambda each: count_words(each.words) >= 45),
        "left over": min(1.0, len(alone) / size),
        "set apart": sum(each.tight for each in said) / size,
    }


def _odds(evidence: Mapping[str, float]) -> float:
    return sum(WEIGHTS.get(name, 0.0) * value for name, value in evidence.items())


def _chosen(blocks: Sequence[PageBlock], known: frozenset[str]) -> tuple[list[_Said], set[int]]:
    """The speeches of the page, and the blocks that begin like one and are none."""
    scored = [
        (_odds(_evidence(form, said, blocks, known)), form, said)
        for form, said in _read(blocks, known).items()
        if len(said) >= FEWEST
    ]
    scored = sorted((row for row in scored if row[0] > 0), key=lambda row: -row[0])
    taken: dict[int, _Said] = {}
    for _, _, said in scored:
        for each in said:
            own = range(each.first, each.last + 1)
            if not any(at in taken for at in own):
                taken |= dict.fromkeys(own, each)
    for form in dict.fromkeys(form for _, form, _ in scored):
        for each in _once(_FORMS[form](blocks), taken, blocks):
            taken |= dict.fromkeys(range(each.first, each.last + 1), each)
    heard = known | {each.key for each in taken.values()}
    for each in _listed(blocks) if taken else ():
        if each.key in heard and each.first not in taken and not blocks[each.first].foreign:
            taken[each.first] = each
    chosen = sorted(set(taken.values()), key=lambda each: each.first)
    chosen = _in_company(chosen, known)
    kept = {at for each in chosen for at in range(each.first, each.last + 1)}
    seeming = set()
    if chosen:
        seeming = {
            at for at, block in enumerate(blocks) if at not in kept and _COLON.match(block.text)
        }
    return chosen, seeming


def _once(
    said: Iterator[_Said], taken: Mapping[int, _Said], blocks: Sequence[PageBlock]
) -> Iterator[_Said]:
    """What somebody says who has one line only: between two speeches, and set like them."""
    shapes = {(each.last - each.first, each.marked) for each in taken.values()}
    for each in said:
        own = range(each.first, each.last + 1)
        before = any(at in taken for at in range(each.first - 2, each.first))
        behind = any(at in taken for at in range(each.last + 1, each.last + 3))
        whole = ends_sentence(each.words) or bool(_QUOTED.fullmatch(each.words))
        if (
            before
            and behind
            and whole
            and (each.last - each.first, each.marked) in shapes
            and not any(at in taken or blocks[at].foreign for at in own)
        ):
            yield each


def _in_company(said: Sequence[_Said], known: frozenset[str]) -> list[_Said]:
    """Without the name that comes once, and stands by itself.

    What a page has twice on end, a headline below its own link, counts as nothing said.
    """
    pairs = [(each.key, each.words) for each in said]
    twice = {one for one, other in pairwise(pairs) if one == other}
    counts = Counter(key for key, words in pairs if (key, words) not in twice)
    row: list[_Said] = []
    for at, each in enumerate(said):
        near = pairs[at] not in twice and any(
            abs(said[other].first - each.first) <= APART + 2 and pairs[other] not in twice
            for other in (at - 1, at + 1)
            if 0 <= other < len(said)
        )
        if counts[each.key] >= 2 or each.key in known or near:
            row.append(each)
    return row


# ------------------------------------------------------------------------------ writing


def _written(
    blocks: Sequence[PageBlock], said: Sequence[_Said], seeming: set[int], *, play: bool
) -> tuple[PageBlock, ...]:
    by_first = {each.first: each for each in said}
    inside = {at for each in said for at in range(each.first + 1, each.last + 1)}
    remarks, going_on = _between(blocks, said)
    row: list[PageBlock] = []
    for at, block in enumerate(blocks):
        if at in by_first:
            each = by_first[at]
            aside = f" {each.aside}" if each.aside else ""
            text = f"{each.name}{aside}: {each.plain}"
            last = blocks[each.last].last
            row.append(replace(block, text=text, last=last, level=0, speaker=each.name))
        elif at in inside:
            continue
        elif at in remarks:
            row.append(replace(block, remark=True, speaker=""))
        elif at in going_on and not (play and block.apart):
            row.append(replace(block, goes_on=True, speaker=""))
        else:
            text = block.text.replace("\t", " ")
            row.append(replace(block, text=text, speaker="" if at in seeming else block.speaker))
    return tuple(row)


def _between(
    blocks: Sequence[PageBlock], said: Sequence[_Said]
) -> tuple[frozenset[int], frozenset[int]]:
    """Paragraphs that comment on the line above them, and those with which it goes on."""
    counts = Counter(block.text for block in blocks)
    runs: list[list[int]] = []
    for each, following in zip_longest(said, said[1:]):
        stop = following.first if following else min(len(blocks), each.last + 1 + APART)
        run: list[int] = []
        for at in range(each.last + 1, stop):
            prose = count_words(blocks[at].text) >= REMARK_WORDS and ends_sentence(blocks[at].text)
            if prose and counts[blocks[at].text] == 1 and not blocks[at].foreign:
                run.append(at)
            elif run:
                break
        runs.append(run)
    followed = sum(bool(run) for run in runs)
    if len(said) >= FEWEST and followed >= REMARKED * len(said):
        typical = max(1, sorted(len(run) for run in runs if run)[followed // 2])
        runs[-1] = runs[-1][:typical]
        return frozenset(at for run in runs for at in run), frozenset()
    going_on: set[int] = set()
    for each, following in zip_longest(said, said[1:]):
        at = each.last + 1
        stop = following.first if following else min(len(blocks), at + 1)
        if stop - at > MOST_BETWEEN:
            continue
        while at < stop and counts[blocks[at].text] == 1 and not blocks[at].level:
            text = blocks[at].text
            whole = following is not None and ends_sentence(text) and not _COLON.match(text)
            if not (whole or text[:1].islower()):
                break
            if blocks[at].foreign or blocks[at].mark:
                break
            going_on.add(at)
            at += 1
    return frozenset(), frozenset(going_on)
