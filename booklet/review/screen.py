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


HELP = """\
1-9  the quotation belongs to the place of that number, and stays there
a    right as it is, where one place alone is shown, or a note to print
r    no such note, in this booklet or any later one
e    edit the note in your editor
s    leave it open and go on
u    take the last step back
q    leave; all decisions are saved already
?    this help"""

_NOWHERE = "not in the script"  # says nothing that the doubt does not say

_DOUBTS = {
    "ambiguous": "may belong to several places",
    "uncertain": "placed, but not surely",
    "unplaced": "not found in the script",
    "near": "all but a note",
}


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of a line."""

    text: str
    weight: Weight = "plain"


def shown(session: Session, width: int, height: int | None = None) -> list[tuple[Run, ...]]:
    """The lines of the item shown, or of the end. Where they are more than `height`, each
    place is told in two lines, that the quotation stays in sight above them."""
    width = min(max(width, NARROWEST), WIDEST)
    item = session.item
    below: list[tuple[Run, ...]] = []
    if session.told:
        below.append((Run(session.told, "strong"),))
    if session.effect == "help":
        below += [(Run(line),) for line in HELP.splitlines()]
    else:
        below.append((Run(_keys(item) if item else "u undo   q quit", "faint"),))
    if item is None:
        return [(Run(_ended(session)),), *below]
    rows = [*_item(item, session, width), *below]
    if height is None or len(rows) <= height:
        return rows
    return [*_item(item, session, width, short=True), *below]


def _keys(item: ReviewItem) -> str:
    """The keys that mean something for the item."""
    offers = min(len(item.offers), 9)
    accepted = offers or item.doubt == "near"
    choice = f"1-{offers} choose   " if offers > 1 else "a accept   " if accepted else ""
    edit = "e edit   " if item.body else ""
    return f"{choice}r reject   {edit}s skip   u undo   q quit   ? help"


def _ended(session: Session) -> str:
    left = len(session.items) - session.decided
    kept = "all are decided" if not left else f"{left} stay open"
    return f"That was the last of {len(session.items)}: {kept}."


def _item(
    item: ReviewItem, session: Session, width: int, *, short: bool = False
) -> list[tuple[Run, ...]]:
    reason = f" ({item.reason})" if item.reason != _NOWHERE else ""
    rows: list[tuple[Run, ...]] = [
        (
            Run(f"{session.at + 1} of {len(session.items)}", "strong"),
            Run(f"  {item.source}: {_DOUBTS[item.doubt]}{reason}", "faint"),
        ),
    ]
    if item.excerpt.words:
        rows += [(), *_wrapped(_runs(item.excerpt), width, "  ")]
    if item.body:
        rows += [(), *_wrapped([Run("note: ", "faint"), Run(item.body)], width, "  ")]
    for number, offer in enumerate(item.offers, start=1):
        rows += _short_offer(number, offer, width) if short else [(), *_offer(number, offer, width)]
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


def _short_offer(number: int, offer: ReviewOffer, width: int) -> list[tuple[Run, ...]]:
    """The place, and the words there with as much around them as the line has room for."""
    head, *_ = _offer(number, offer, width)
    words = offer.excerpt.words[: width - 3]
    room = width - 3 - len(words)
    before = offer.excerpt.before
    if len(before) > room // 2:
        before = "…" + before[len(before) - room // 2 + 1 :] if room > 3 else ""
    after = offer.excerpt.after
    room -= len(before)
    if len(after) > room:
        after = after[: room - 1] + "…" if room else ""
    return [head, (Run("   "), Run(before), Run(words, "strong"), Run(after))]


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
