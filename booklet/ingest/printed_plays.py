"""Speeches as plays are printed, brought into one shape.

Takes the blocks of a page; gives them with `NAME: words` where the page has
`NAME. Words`, `NAME (aside). – Words`, or the name alone above the words.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from booklet.ingest.blocks import PageBlock

FEWEST_IN_PLAYS = 4
"""So many speeches must begin so, by names that come back."""

DIFFERENT = 0.7
"""Share of the names that may be different ones."""

VERSE = 0.9
"""Share of lines below a name that begin with a capital where they are verse."""

_BEFORE = re.compile(
    r"(?P<name>[^\W\d_]{2,20}(?:[ ’'-][^\W\d_]{2,20}){0,3})"
    r"(?: ?\((?P<aside>[^()]{1,80})\)|, (?P<manner>[^.,:]{1,40}))?"
    r"\.\s*(?:[–—-]\s*)?(?P<words>\S.*)",
    re.DOTALL,
)
_ABOVE = re.compile(
    r"(?P<name>[^\W\d_]{2,20}\.?(?:[ ’'-][^\W\d_]{2,20}){0,3})"
    r"(?:,? ?[(\[](?P<aside>[^()\[\]]{1,80})[)\]])?[.:]?"
)


def as_in_plays(blocks: Sequence[PageBlock]) -> tuple[PageBlock, ...]:
    """The blocks with a colon behind each name; as they are where it is no play."""
    return _names_before(_names_above(blocks))


def _names_before(blocks: Sequence[PageBlock]) -> tuple[PageBlock, ...]:
    found = {
        at: match
        for at, block in enumerate(blocks)
        if (match := _BEFORE.match(block.text)) and match["name"].isupper()
    }
    if not _come_back([match["name"] for match in found.values()]):
        return tuple(blocks)
    row = list(blocks)
    for at, match in found.items():
        aside = match["aside"] or match["manner"]
        row[at] = replace(blocks[at], text=_speech(match["name"], aside, match["words"]))
    return tuple(row)


def _names_above(blocks: Sequence[PageBlock]) -> tuple[PageBlock, ...]:
    """A name in capitals on a line of its own, and its words right below."""
    found = {
        at: match
        for at, block in enumerate(blocks[:-1])
        if block.apart
        and not blocks[at + 1].apart
        and (match := _ABOVE.fullmatch(block.text))
        and match["name"].isupper()
    }
    if not _come_back([match["name"] for match in found.values()]):
        return tuple(blocks)
    often = Counter(block.text for block in blocks)
    names = {match["name"] for match in found.values()}
    found |= {
        at: match
        for at, block in enumerate(blocks[:-1])
        if (match := _ABOVE.fullmatch(block.text))
        and match["name"].isupper()
        and (match["name"] in names or often[block.text] > 1)
        and not blocks[at + 1].apart
    }
    below: dict[int, list[PageBlock]] = {}
    for at in found:
        stop = at + 1
        while stop < len(blocks) and not blocks[stop].apart and stop not in found:
            stop += 1
        below[at] = list(blocks[at + 1 : stop])
    glue = glue_of([block.text for said in below.values() for block in said[1:]])
    if not any(below.values()):
        return tuple(blocks)
    row: list[PageBlock] = []
    passed = -1
    for at, block in enumerate(blocks):
        if at in found and below[at]:
            said, match = below[at], found[at]
            words = glue.join(each.text for each in said)
            text = _speech(match["name"].rstrip("."), match["aside"], words)
            row.append(replace(block, text=text, last=said[-1].last))
            passed = at + len(said)
        elif at > passed:
            row.append(block)
    return tuple(row)


def glue_of(lines: Sequence[str]) -> str:
    """What joins the later lines of speeches: a newline for verse, a blank for prose."""
    capitals = sum(not line.lstrip("“\"'‘([—–-…")[:1].islower() for line in lines)
    return "\n" if lines and capitals >= VERSE * len(lines) else " "


def _come_back(names: Sequence[str]) -> bool:
    return len(names) >= FEWEST_IN_PLAYS and len(set(names)) <= DIFFERENT * len(names)


def _speech(name: str, aside: str | None, words: str) -> str:
    return f"{name} ({aside.strip()}): {words}" if aside else f"{name}: {words}"
