"""What a review looks like on a terminal, as runs of text: plain, strong or faint.

Takes a `Session` and a width in characters; gives lines. Whoever prints them chooses
how strong and faint look.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from booklet.model import Excerpt, ReviewItem, ReviewOffer
from booklet.review.session import Session

NARROWEST = 40
WIDEST = 100

Weight = Literal["plain", "strong", "faint"]

KEYS = "1-9 choose   a accept   r reject   e edit   s skip   u undo   q quit   ? help"

HELP = """\
1-9  the quotation belongs to the place of that number, and stays there
a    right as it is
r    no such note, in this booklet or any later one
e    edit the note in your editor
s    leave it open and go on
u    take the last step back
q    leave; all decisions are saved already
?    this help"""

_DOUBTS = {
    "ambiguous": "may belong to several places",
    "uncertain": "placed, but not surely",
    "unplaced": "not found in the script",
}


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of a line."""

    text: str
    weight: Weight = "plain"


def shown(session: Session, width: int) -> list[tuple[Run, ...]]:
    """The lines of the item shown, or of the end."""
    width = min(max(width, NARROWEST), WIDEST)
    item = session.item
    rows: list[tuple[Run, ...]] = []
    if item is None:
        rows.append((Run(_ended(session)),))
    else:
        rows += _item(item, session, width)
    if session.told:
        rows.append((Run(session.told, "strong"),))
    if session.effect == "help":
        return rows + [(Run(line),) for line in HELP.splitlines()]
    rows.append((Run(KEYS if item else "u undo   q quit", "faint"),))
    return rows


def _ended(session: Session) -> str:
    left = len(session.items) - session.decided
    kept = "all are decided" if not left else f"{left} stay open"
    return f"That was the last of {len(session.items)}: {kept}."


def _item(item: ReviewItem, session: Session, width: int) -> list[tuple[Run, ...]]:
    rows: list[tuple[Run, ...]] = [
        (
            Run(f"{session.at + 1} of {len(session.items)}", "strong"),
            Run(f"  {item.source}: {_DOUBTS[item.doubt]} ({item.reason})", "faint"),
        ),
        (),
        *_wrapped(_runs(item.excerpt), width, "  "),
    ]
    if item.body:
        rows += [(), *_wrapped([Run("note: ", "faint"), Run(item.body)], width, "  ")]
    for number, offer in enumerate(item.offers, start=1):
        rows += [(), *_offer(number, offer, width)]
    rows.append(())
    return rows


def _offer(number: int, offer: ReviewOffer, width: int) -> list[tuple[Run, ...]]:
    head: tuple[Run, ...] = (
        Run(f"{number}" if number < 10 else " ", "strong"),
        Run(f"  {offer.citation}  {offer.speaker}"),
        Run(f"  {offer.score:.2f}", "faint"),
    )
    rows = [head]
    if offer.cue:
        rows += _wrapped([Run(f"({offer.cue})", "faint")], width, "   ")
    return rows + _wrapped(_runs(offer.excerpt), width, "   ")


def _runs(excerpt: Excerpt) -> list[Run]:
    return [Run(excerpt.before), Run(excerpt.words, "strong"), Run(excerpt.after)]


def _wrapped(runs: Sequence[Run], width: int, indent: str) -> list[tuple[Run, ...]]:
    """The runs broken into lines of at most `width` characters where words allow it."""
    rows: list[list[Run]] = [[]]
    length = len(indent)
    for run in runs:
        for word in re.findall(r"\s+|[^\s]+", run.text):
            if rows[-1] and not word.isspace() and length + len(word) > width:
                rows.append([])
                length = len(indent)
            if word.isspace() and not rows[-1]:
                continue
            rows[-1].append(Run(word, run.weight))
            length += len(word)
    return [(Run(indent), *_joined(row)) for row in rows if row]


def _joined(row: Sequence[Run]) -> list[Run]:
    """Neighbours of one weight as one run."""
    joined: list[Run] = []
    for run in row:
        if joined and joined[-1].weight == run.weight:
            joined[-1] = Run(joined[-1].text + run.text, run.weight)
        else:
            joined.append(run)
    return joined
