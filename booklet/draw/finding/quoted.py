"""Where a text quotes: spans between quotation marks of any style, cuts inside them.

Takes the text of one block of an analysis; gives the spans inside its marks, nested
ones after the one that holds them. Knows “ ” ‘ ’ " ' « » » « „ “ ‚ ‘ ‹ › 「 」 『 』, tells a
closing mark from an apostrophe, and follows the custom of repeating the opening mark
in each paragraph of a long quotation.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

_CLOSERS = {
    "“": "”“",
    "„": "“”",
    "‟": "”",
    "«": "»",
    "»": "«",
    "‘": "’",
    "‚": "‘’",
    "‹": "›",
    "›": "‹",
    "「": "」",
    "『": "』",
    '"': '"',
    "”": "”",
    "'": "'",
    "`": "'´`",
}
_DEEPEST = 6
"""No text quotes deeper; what is opened more often was never closed."""

_FARTHEST = 3_000
"""A single mark that is not closed within so many characters is an apostrophe."""

_MOST_TRIED = 8  # plural possessives before the closing mark

_MARKS = re.compile("[“”„‟«»‘’‚‹›「」『』\"'`´]")
_SINGLE_CLOSE = {mark: re.compile(rf"[{_CLOSERS[mark]}](?![^\W_])") for mark in "‘'`"}
_OPENS_AFTER = re.compile(r"[\s(\[{—–\-/:…“”„«»‘‚‹›\"'*_]")
_CLIPPED = re.compile(r"(?:tis|twas|twere|twill|cause|em|til|till|bout|round|n|\d0s)\b", re.I)
_ENDS_QUOTE = ".,;:!?…—–)]"


@dataclass(frozen=True, slots=True)
class Quoted:
    """`text[start:end]` stands between marks; `outer_start:outer_end` includes them.

    `depth` is 0 for an outermost quotation. `closed` is False where the closing mark
    is missing: the span then runs to the end of the block.
    """

    start: int
    end: int
    outer_start: int
    outer_end: int
    depth: int = 0
    closed: bool = True


@dataclass(slots=True)
class _Open:
    mark: str
    at: int


@lru_cache(maxsize=256)  # a sentence is looked at more than once, for each of its neighbours
def quoted(text: str) -> tuple[Quoted, ...]:
    """The spans between quotation marks, in order of their opening marks."""
    stack: list[_Open] = []
    found: list[Quoted] = []
    for match in _MARKS.finditer(text):
        at, mark = match.start(), match.group()
        closing = _closes(stack, text, at, mark)
        if closing is not None:
            opened = stack[closing]
            del stack[closing:]
            found.append(Quoted(opened.at + 1, at, opened.at, at + 1, len(stack)))
        elif _opens(text, at, mark):
            del stack[: len(stack) - _DEEPEST + 1]
            stack.append(_Open(mark, at))
    for depth, opened in enumerate(stack):
        if opened.mark in '“„«「『"':
            found.append(
                Quoted(opened.at + 1, len(text), opened.at, len(text), depth, closed=False)
            )
            break
    return tuple(sorted(found, key=lambda span: (span.outer_start, -span.outer_end)))


def _closes(stack: list[_Open], text: str, at: int, mark: str) -> int | None:
    """Which open quotation (index in the stack) this mark closes, if any."""
    for index in range(len(stack) - 1, -1, -1):
        opened = stack[index]
        if mark not in _CLOSERS.get(opened.mark, ""):
            continue
        if at == opened.at + 1:
            return None
        if mark in "’'`´" and not _closes_single(text, at, mark):
            return None
        if mark == '"' and _only_opens(text, at):
            return None
        if mark == "“" and opened.mark == "“" and _only_opens(text, at):
            return None
        return index
    return None


def _closes_single(text: str, at: int, mark: str) -> bool:
    """Whether ’ or ' at `at` ends a quotation rather than being an apostrophe."""
    before = text[at - 1]
    after = text[at + 1] if at + 1 < len(text) else " "
    if after.isalnum() or before.isspace():
        return False
    if not before.isalnum() or after in _ENDS_QUOTE:
        return True
    if before not in "sS":
        return True
    # "the boys’ house’": a plural possessive, if a better end follows soon
    rest = text[at + 1 : at + 400]
    stop = re.search(r"[‘“]|[.!?]\s", rest)
    later = re.search(
        rf"[.,;:!?…—]{mark}|\w{mark}(?=[.,;:!?…—)\s]|$)", rest[: stop.end() if stop else None]
    )
    return later is None


def _only_opens(text: str, at: int) -> bool:
    before = text[at - 1] if at else " "
    after = text[at + 1] if at + 1 < len(text) else " "
    return bool(before.isspace() or before in "([{") and not (
        after.isspace() or after in _ENDS_QUOTE
    )


def _opens(text: str, at: int, mark: str) -> bool:
    if mark not in _CLOSERS:
        return False
    before = text[at - 1] if at else " "
    after = text[at + 1] if at + 1 < len(text) else " "
    if after.isspace() and mark not in "«»‹›":
        return False
    if mark in "‘'`":
        if not _OPENS_AFTER.match(before):
            return False
        return _has_single_close(text, at, mark)
    if mark in '"”»«›‹':
        return bool(_OPENS_AFTER.match(before)) and at + 1 < len(text)
    return True


def _has_single_close(text: str, at: int, mark: str) -> bool:
    """Whether an opening ‘ or ' has an end; else it is an apostrophe (’tis, ’cause)."""
    found = _SINGLE_CLOSE[mark].finditer(text, at + 2, at + _FARTHEST)
    for match in islice(found, _MOST_TRIED + 1):
        place = match.start()
        if _closes_single(text, place, match.group()):
            return not _CLIPPED.match(text, at + 1) or not text[place - 1].isalnum()
    return False


_CUT = re.compile(
    r"\[[^\]\[]{0,80}\]"  # [...], [her], [sic]
    r"|\(\s*(?:…|\.\s?\.\s?\.)\s*\)"
    r"|…|\.(?:\s?\.){2,3}"
)
_LETTER_IN_BRACKETS = re.compile(r"\[(\w{1,2})\](?=\w)|(?<=\w)\[(\w{1,3})\]")


def without_letter_brackets(text: str) -> str:
    """`[W]e` and `want[s]` as plain words."""
    if "[" not in text:
        return text
    return _LETTER_IN_BRACKETS.sub(lambda match: match.group(1) or match.group(2), text)


def without_brackets(text: str) -> str:
    """The text with what stands in square brackets kept, the brackets gone."""
    if "[" not in text:
        return text
    return re.sub(r"[\[\]]", " ", without_letter_brackets(text))


def pieces(text: str) -> tuple[str, ...]:
    """The parts of a quotation between its cuts: ellipses and square brackets."""
    if not ("[" in text or "…" in text or ".." in text or ". ." in text):
        return (text,)
    plain = without_letter_brackets(text)
    return tuple(part for part in _CUT.split(plain) if re.search(r"\w", part))
