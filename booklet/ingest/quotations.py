"""The speeches of a quotation list, grouped into exchanges.

Takes the blocks of a quotation list; gives `Exchange`s. Read in all the shapes that
such lists come in: `Speaker: words` with or without bullets and bold, a quotation
followed by `— Speaker`, exchanges as blocks with blank lines between or as indented
replies; directions in brackets before, inside, after and alone.

Where the page shows the bounds of exchanges they are taken from it. Where a flattened
page hides them they are inferred from who speaks and how (`_bound_before`), and the
doubtful ones say so.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Literal

from booklet.counting import count_words, words
from booklet.ingest.blocks import PageBlock
from booklet.ingest.labels import (
    ATTRIBUTED,
    ATTRIBUTION,
    DIRECTION,
    QUOTED,
    label,
    menu_speakers,
    speech,
)
from booklet.model import Direction, Line, Span

Marker = Literal["", "first", "last"]

_MARKER = re.compile(
    r"\W*(?:(?P<first>first|opening)|(?P<last>last|closing|final)) (?:lines?|words)\W*$", re.I
)
_BRACKETED = re.compile(r"\[\s*+([^\[\]]{0,299}[^\[\]\s])\s*+\]")
_ASIDE = re.compile(r"\(\s*([a-z][^()]{0,60}?)\s*\)")
_LYRIC = re.compile(r"[♪♫]")
_REPLY = re.compile(
    r"(?:yes|yeah|yep|no|nope|nah|well|ok(?:ay)?|oh|ah|really|because|'?cause|thanks?|thank you|"
    r"sure|right|exactly|maybe|but|and|so what|what|why|how come|of course|i don.?t know|me too|"
    r"me neither|wow|um+|uh+|hmm+|nothing|never|fine|good|great|please|sorry|i.m sorry|i am|"
    r"i do)\b",
    re.I,
)
_SUBJECTLESS = re.compile(
    r"(?:[a-z]+ly )?[a-z]+s(?: (?:again|aloud|out loud|[a-z]+ly|(?:to|at|and|with|his|her) .+))?"
)
_GREETING = re.compile(
    r"(?:hey|hello|hi|good (?:morning|evening|night|afternoon)|excuse me|listen)\b", re.I
)

# What speaks for a bound before a speech (positive) and against it (negative).
SAME_SPEAKER = 3.0
SHORT_SEQUEL = -3.5
NEWCOMER = 1.5
AFTER_MONOLOGUE = 0.75
AFTER_REMARK = -0.5
ALTERNATION = -1.0
AFTER_QUESTION = -2.0
CUT_OFF = -1.5
REPLY = -1.0
GREETING = 1.5
ADDRESSED = -1.0
UNDER_A_CUE = 2.0
"""Where an outline knows the exchange, what it does not know is rather part of it."""

LINES_APART = 3
"""So many lines on from the last speech, something else stood between."""

SINGLE_LINES = 0.3
"""Share of neighbours by one speaker from which a list is one of single lines."""

MONOLOGUE_WORDS = 20
DOUBTFUL_WITHIN = 2.0
"""A bound, or the absence of one, is doubtful when the sum is this near to zero."""


@dataclass(frozen=True, slots=True)
class QuotedSpeech:
    """A speech as one page has it; `first` and `last` are lines of the file, 1-based."""

    speaker: str
    body: tuple[Line | Direction, ...]
    first: int
    last: int

    @property
    def text(self) -> str:
        """The spoken words."""
        return "\n".join(part.text for part in self.body if isinstance(part, Line))


Element = QuotedSpeech | Direction


@dataclass(frozen=True, slots=True)
class Exchange:
    """Speeches and directions that belong together.

    `marker` says that the page calls them the first or last lines of the work;
    `doubtful` that the bound before them was inferred and is not sure.
    """

    elements: tuple[Element, ...]
    witness: str
    file: str
    first: int
    last: int
    marker: Marker = ""
    doubtful: bool = False

    @property
    def speeches(self) -> tuple[QuotedSpeech, ...]:
        """The speeches alone."""
        return tuple(part for part in self.elements if isinstance(part, QuotedSpeech))


Place = tuple[int, int]
"""Scene and cue of an outline, both 0-based."""


Bound = tuple[int, int, bool]
"""First and last line of an exchange as a person has it, and whether it is still doubtful."""


def no_place(_: QuotedSpeech) -> Place | None:
    """Where there is no outline, no speech has a known place."""
    return None


def exchanges(
    blocks: Sequence[PageBlock],
    file: str,
    witness: str,
    place_of: Callable[[QuotedSpeech], Place | None] = no_place,
    bounds: Sequence[Bound] = (),
) -> tuple[Exchange, ...]:
    """The exchanges of a quotation list.

    `place_of` tells the place of a speech in an outline: where it jumps, an exchange
    ends. `bounds` are exchanges as a person set them; they win over everything.
    """
    items = _small_asides(_items(blocks, file), blocks)
    shown = _shown_bounds(items)
    if shown is None and _are_single(items):
        shown = frozenset(range(len(items)))
    begins = {first for first, _, _ in bounds}
    ends = sorted(last for _, last, _ in bounds)
    left_doubtful = {first for first, _, unsure in bounds if unsure}
    groups: list[Exchange] = []
    current = _Group()
    marker: Marker = ""
    doubtful = False
    sure_bound = False

    def close() -> None:
        nonlocal current, doubtful, marker
        if current.spoken:
            groups.append(_exchange(current.items, file, witness, marker, doubtful))
        elif current.items and groups:  # directions alone belong to what stands before them
            groups[-1] = replace(
                groups[-1],
                elements=groups[-1].elements
                + tuple(item.element for item in current.items if item.element),
                last=current.items[-1].last,
            )
        current, doubtful, marker = _Group(), False, ""

    following: Marker = ""
    for position, item in enumerate(items):
        if item.element is None:
            close()
            following = item.marker
            sure_bound = True
            continue
        place = place_of(item.element) if isinstance(item.element, QuotedSpeech) else None
        bound, unsure = _decide(items, position, current, shown, place)
        last = current.items[-1].last if current.items else item.first
        if bounds:
            ended = bisect_left(ends, last)
            bound = item.first in begins or (ended < len(ends) and ends[ended] < item.first)
            unsure = False
        if sure_bound or item.first - last > LINES_APART:
            bound, unsure = True, False
        if bound:
            close()
            doubtful = unsure or item.first in left_doubtful
            marker, following = following, ""
        elif unsure and current.place is None:
            doubtful = True  # what an outline knows goes on until its next cue
        sure_bound = False
        current.add(item, place)
    close()
    return tuple(groups)


# ------------------------------------------------------------------------- the items


@dataclass(frozen=True, slots=True)
class _Item:
    """A speech or direction of the list, or a marker (`element` None)."""

    element: Element | None
    first: int
    last: int
    apart: bool
    indent: int
    marker: Marker = ""


def _items(blocks: Sequence[PageBlock], file: str) -> list[_Item]:
    labels = label(blocks)
    speakers = menu_speakers(blocks)
    items: list[_Item] = []
    pending: PageBlock | None = None
    for position, block in enumerate(blocks):
        if pending is not None:
            found = ATTRIBUTION.match(block.text)
            if found:
                body = spoken_body(_unquoted(pending.text), Span(file, pending.first))
                element = QuotedSpeech(_name(found["name"]), body, pending.first, block.last)
                items.append(
                    _Item(element, pending.first, block.last, pending.apart, pending.indent)
                )
            pending = None
            continue
        marker = _MARKER.match(block.text)
        if marker:
            items.append(_marker(block, "first" if marker["first"] else "last"))
            continue
        if position + 1 < len(blocks) and labels[position + 1] == "attribution":
            pending = block
            continue
        if labels[position] == "remark":
            items.append(_marker(block, ""))
            continue
        if block.goes_on and items and isinstance(items[-1].element, QuotedSpeech):
            items[-1] = _continued(items[-1], block, file)
            continue
        item = _item(block, file, speakers)
        if item is not None:
            items.append(item)
        elif labels[position] in ("headline", "control", "repeated"):
            items.append(_marker(block, ""))
        elif items and isinstance(items[-1].element, QuotedSpeech) and not block.apart:
            items[-1] = _continued(items[-1], block, file)
    return _joined(items)


def _marker(block: PageBlock, which: Marker) -> _Item:
    return _Item(None, block.first, block.last, True, block.indent, which)


def _item(block: PageBlock, file: str, speakers: frozenset[str]) -> _Item | None:
    span = Span(file, block.first)
    found = speech(block, speakers)
    element: Element | None = None
    if found:
        body = spoken_body(found["words"].strip(), span)
        if found["aside"]:
            body = (Direction(found["aside"][1:-1].strip(), span, "parenthetical"), *body)
        element = QuotedSpeech(_name(found["name"]), body, block.first, block.last)
    elif (attributed := ATTRIBUTED.match(block.text)) is not None:
        body = spoken_body(_unquoted(attributed["words"]), span)
        element = QuotedSpeech(_name(attributed["name"]), body, block.first, block.last)
    elif (direction := DIRECTION.match(block.text)) is not None:
        element = Direction(direction["words"], span, "stage")
    if element is None:
        return None
    return _Item(element, block.first, block.last, block.apart, block.indent)


def _small_asides(items: Sequence[_Item], blocks: Sequence[PageBlock]) -> list[_Item]:
    """Asides begin with a small letter, like most in the list: (Writing) is (writing).

    A name keeps its capital, and so does a sentence: only a word is changed that the page
    has in small letters too.
    """
    small: set[str] = set()
    if any(_capital_asides(item) for item in items):
        small = {word for block in blocks for word in words(block.text) if word.islower()}
    row: list[_Item] = []
    for item in items:
        element = item.element
        if isinstance(element, QuotedSpeech) and _capital_asides(item):
            body = tuple(
                replace(part, text=part.text[0].lower() + part.text[1:])
                if _is_capital_aside(part) and words(part.text)[0].lower() in small
                else part
                for part in element.body
            )
            item = replace(item, element=replace(element, body=body))
        row.append(item)
    return row


def _capital_asides(item: _Item) -> bool:
    element = item.element
    return isinstance(element, QuotedSpeech) and any(map(_is_capital_aside, element.body))


def _is_capital_aside(part: Line | Direction) -> bool:
    return (
        isinstance(part, Direction)
        and re.match(r"[^\W\d_][a-z]", part.text) is not None
        and part.text[0].isupper()
        and not part.text.endswith(".")
    )


def _name(text: str) -> str:
    return " ".join(text.strip(" *'_").split())


def _unquoted(text: str) -> str:
    found = QUOTED.fullmatch(text.strip())
    return found["words"] if found else text.strip()


def spoken_body(text: str, span: Span) -> tuple[Line | Direction, ...]:
    """The lines of a speech, bracketed directions taken out to where they stand."""
    parts: list[Line | Direction] = []
    position = 0
    for found in sorted(
        [*_BRACKETED.finditer(text), *_ASIDE.finditer(text)], key=lambda match: match.start()
    ):
        if found.start() < position:
            continue
        parts += _lines(text[position : found.start()], span)
        parts.append(Direction(found[1], span, "parenthetical"))
        position = found.end()
    parts += _lines(text[position:], span)
    return tuple(parts)


def _lines(text: str, span: Span) -> list[Line]:
    """Paragraphs of prose; lines of verse; a song's lines where notes or slashes mark them."""
    if "\n" in text:
        rows = (" ".join(row.split()) for row in text.split("\n"))
        return [Line(row, span, "verse") for row in rows if row.strip(" .,;")]
    text = " ".join(text.split())
    if not text.strip(" .,;"):
        return []
    if _LYRIC.search(text):
        verses = [verse.strip(" ♪♫") for verse in re.split(r"(?:(?<!\s)\s++)?[/♪♫]\s*", text)]
        return [Line(verse, span, "lyric") for verse in verses if verse]
    slashes = re.split(r"(?<!\s)\s++/\s+", text)
    if len(slashes) >= 3:
        return [Line(verse, span, "lyric") for verse in slashes if verse]
    return [Line(text, span)]


def _continued(item: _Item, block: PageBlock, file: str) -> _Item:
    """A paragraph without a name goes on with the speech before it."""
    before = item.element
    assert isinstance(before, QuotedSpeech)
    more = spoken_body(block.text, Span(file, block.first))
    last = before.body[-1] if before.body else None
    body = before.body + more
    first = more[0] if more else None  # dots alone are no words
    if isinstance(last, Line) and isinstance(first, Line) and first.text[:1].islower():
        joined = replace(last, text=f"{last.text} {first.text}")
        body = (*before.body[:-1], joined, *more[1:])
    return replace(item, element=replace(before, body=body, last=block.last), last=block.last)


def _joined(items: Sequence[_Item]) -> list[_Item]:
    """Speeches that a flattened page cut at a direction, made whole again.

    `A: words` / `A: [ sighs ]` / `A: words` is one speech; so is `A: words` /
    `[ sighs ]` / `A: words` where the first part breaks off.
    """
    row: list[_Item] = []
    for item in items:
        element = item.element
        before = row[-1].element if row else None
        if (
            isinstance(element, QuotedSpeech)
            and isinstance(before, QuotedSpeech)
            and element.speaker == before.speaker
            and (not element.text or _ends_in_direction(before))
        ):
            row[-1] = _with(row[-1], element.body, item.last)
            continue
        if (
            isinstance(element, QuotedSpeech)
            and isinstance(before, Direction)
            and len(row) >= 2
            and isinstance(row[-2].element, QuotedSpeech)
            and row[-2].element.speaker == element.speaker
            and re.search(r"(\.\.\.|…|[-–—])$", row[-2].element.text)
            and before.text[:1].islower()
        ):
            aside = replace(before, kind="parenthetical")
            row.pop()
            row[-1] = _with(row[-1], (aside, *element.body), item.last)
            continue
        row.append(item)
    return _with_asides([_without_silent_speech(item) for item in row])


def _with_asides(items: Sequence[_Item]) -> list[_Item]:
    """A direction that names nobody ("[ chuckles ]") is the speaker's who stands above it."""
    row: list[_Item] = []
    for item in items:
        element = item.element
        if (
            isinstance(element, Direction)
            and _SUBJECTLESS.fullmatch(element.text)
            and row
            and isinstance(row[-1].element, QuotedSpeech)
            and not item.apart
        ):
            row[-1] = _with(row[-1], (replace(element, kind="parenthetical"),), item.last)
        else:
            row.append(item)
    return row


def _ends_in_direction(before: QuotedSpeech) -> bool:
    return bool(before.body) and isinstance(before.body[-1], Direction) and bool(before.text)


def _with(item: _Item, more: tuple[Line | Direction, ...], last: int) -> _Item:
    before = item.element
    assert isinstance(before, QuotedSpeech)
    return replace(item, element=replace(before, body=before.body + more, last=last), last=last)


def _without_silent_speech(item: _Item) -> _Item:
    """`A: [ laughs ]` says nothing: it is a direction, "A laughs"."""
    element = item.element
    if not isinstance(element, QuotedSpeech) or element.text or not element.body:
        return item
    told = "; ".join(part.text for part in element.body)
    glue = " " if re.match(r"[a-z]+s\b", told) else ": "
    span = element.body[0].span
    return replace(item, element=Direction(f"{element.speaker}{glue}{told}", span, "stage"))


# ------------------------------------------------------------------------ the bounds


def _shown_bounds(items: Sequence[_Item]) -> frozenset[int] | None:
    """Positions where the page itself begins an exchange; None where it shows none."""
    spoken = [at for at, item in enumerate(items) if item.element is not None]
    apart = [at for at in spoken if items[at].apart]
    if len(apart) >= 2 and 0.1 * len(spoken) < len(apart) < 0.8 * len(spoken):
        return frozenset(apart)
    indents = {items[at].indent for at in spoken}
    if len(indents) > 1:
        outer = [at for at in spoken if items[at].indent == min(indents)]
        if 0.1 * len(spoken) < len(outer) < 0.8 * len(spoken):
            return frozenset(outer)
    return None


def _are_single(items: Sequence[_Item]) -> bool:
    """Whether a list is of single lines: the same person often comes twice in a row."""
    spoken = [item.element.speaker for item in items if isinstance(item.element, QuotedSpeech)]
    same = sum(one == other for one, other in pairwise(spoken))
    return len(spoken) >= 4 and same >= SINGLE_LINES * (len(spoken) - 1)


@dataclass(slots=True)
class _Group:
    """An exchange while it grows: its items, its last speech, who spoke, where it belongs.

    `earlier` are those who spoke before the last speech, `longest` is its longest speech in
    words, `place` the last place that an outline knows.
    """

    items: list[_Item] = field(default_factory=list)
    spoken: QuotedSpeech | None = None
    earlier: set[str] = field(default_factory=set)
    longest: int = 0
    place: Place | None = None

    def add(self, item: _Item, place: Place | None) -> None:
        self.items.append(item)
        self.place = place or self.place
        if isinstance(item.element, QuotedSpeech):
            if self.spoken is not None:
                self.earlier.add(self.spoken.speaker)
            self.spoken = item.element
            self.longest = max(self.longest, count_words(item.element.text))


def _decide(
    items: Sequence[_Item],
    position: int,
    current: _Group,
    shown: frozenset[int] | None,
    place: Place | None,
) -> tuple[bool, bool]:
    """Whether an exchange begins at `position`, which has this place; whether that is doubtful."""
    item = items[position]
    if not current.items:
        return True, False
    if shown is not None:
        return position in shown, False
    if not isinstance(item.element, QuotedSpeech):
        return False, False
    if place is not None:
        if place != current.place:
            return True, False
        return _bound_before(item.element, current) > SAME_SPEAKER, False
    score = _bound_before(item.element, current)
    if current.place is not None and item.element.speaker in current.earlier:
        score -= UNDER_A_CUE
    return score > 0, abs(score) <= DOUBTFUL_WITHIN


def _bound_before(now: QuotedSpeech, current: _Group) -> float:
    """The sum of what speaks for a new exchange at `now`."""
    before = current.spoken
    if before is None:
        return -1.0
    several = bool(current.earlier - {before.speaker})
    direct = isinstance(current.items[-1].element, QuotedSpeech)
    score = 0.0
    if now.speaker == before.speaker and direct:
        score += SAME_SPEAKER
        if count_words(now.text) <= 2:
            score += SHORT_SEQUEL
    elif now.speaker == before.speaker or now.speaker in current.earlier:
        score += ALTERNATION
    elif several:
        score += NEWCOMER
    else:
        score += AFTER_MONOLOGUE if current.longest >= MONOLOGUE_WORDS else AFTER_REMARK
    if before.text.rstrip(' "”’').endswith("?") and now.speaker != before.speaker:
        score += AFTER_QUESTION
    if re.search(r"(\.\.\.|…|[-–—])$", before.text) and now.speaker != before.speaker:
        score += CUT_OFF
    if _REPLY.match(now.text):
        score += REPLY
    if _GREETING.match(now.text) and not _GREETING.match(before.text):
        score += GREETING
    if re.search(rf"\b{re.escape(now.speaker.split()[0])}\b", before.text):
        score += ADDRESSED
    return score


def _exchange(
    items: Sequence[_Item], file: str, witness: str, marker: Marker, doubtful: bool
) -> Exchange:
    elements = tuple(item.element for item in items if item.element is not None)
    return Exchange(elements, witness, file, items[0].first, items[-1].last, marker, doubtful)
