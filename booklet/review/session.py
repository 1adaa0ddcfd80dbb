"""The review as a state machine: `press(session, key)` gives the next session.

Nothing is read, written or printed here. What a key asks of the world outside stands in
`Session.effect`; whoever runs the session carries it out.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from booklet.model import ReviewItem, ReviewOffer

Verdict = Literal["accept", "reject", "pin"]
Effect = Literal["", "decide", "restore", "edit", "help", "leave"]


@dataclass(frozen=True, slots=True)
class Ruling:
    """A decision on one item; `offer` is the place chosen, where one was."""

    verdict: Verdict
    offer: ReviewOffer | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """What was done at item `at` (0-based): decided, edited (`body` is the one before), or
    neither, which is skipped."""

    at: int
    ruling: Ruling | None = None
    body: str | None = None

    @property
    def wrote(self) -> bool:
        """Whether the file was changed by it."""
        return self.ruling is not None or self.body is not None


@dataclass(frozen=True, slots=True)
class Session:
    """Where the review stands. `at` is the item shown (0-based), after the last when all are
    seen; `told` is a line for the person; `effect` is what the last key asks for:

    `decide`   write `ruling` for the item of the last step
    `restore`  take back the last change of the file
    `edit`     let the person edit the body of the item shown, then call `edited`
    `help`     say what the keys do, below the item
    `leave`    end; all decisions have been written
    """

    items: tuple[ReviewItem, ...]
    at: int = 0
    steps: tuple[Step, ...] = ()
    effect: Effect = ""
    told: str = ""

    @property
    def item(self) -> ReviewItem | None:
        """The item shown; None when all are seen."""
        return self.items[self.at] if self.at < len(self.items) else None

    @property
    def decided(self) -> int:
        """How many items have a decision."""
        return sum(step.ruling is not None for step in self.steps)


def press(session: Session, key: str) -> Session:
    """The session after one key. A key that means nothing here is answered in `told`."""
    before = replace(session, effect="", told="")
    match key:
        case "?":
            return replace(before, effect="help")
        case "q":
            return replace(before, effect="leave")
        case "u":
            return _undo(before)
    item = before.item
    if item is None:
        return replace(before, told="That was the last. u takes back, q leaves.")
    match key:
        case "s":
            return _next(before, Step(before.at))
        case "r":
            return _decide(before, Ruling("reject"))
        case "e":
            return replace(before, effect="edit")
        case "a":
            return _accept(before, item)
        case _ if key.isascii() and key.isdecimal() and key != "0":
            return _choose(before, item, int(key))
    return replace(before, told="That key does nothing here; ? says what the keys do.")


def edited(session: Session, body: str | None) -> Session:
    """The session after the body of the item shown was edited; None leaves it as it was."""
    item = session.item
    if item is None or body is None or body == item.body:
        return replace(session, effect="", told="The note stays as it was.")
    step = Step(session.at, body=item.body)
    return replace(
        session,
        items=_with_body(session, session.at, body),
        steps=(*session.steps, step),
        effect="",
        told="The note is changed; now decide where it belongs.",
    )


def unedited(session: Session, why: str) -> Session:
    """The session after the editor could not be used; `why` is what the system says of it."""
    told = f"The note stays as it was: {why}. Set EDITOR to the name of your editor, such as nano."
    return replace(session, effect="", told=told)


def _accept(session: Session, item: ReviewItem) -> Session:
    if item.doubt in ("uncertain", "near"):
        return _decide(session, Ruling("accept"))
    if len(item.offers) == 1:
        return _decide(session, Ruling("pin", item.offers[0]))
    if item.offers:
        return replace(session, told="It may belong to several places: choose one by its number.")
    return replace(session, told="There is no place to accept; r rejects it, s leaves it open.")


def _choose(session: Session, item: ReviewItem, number: int) -> Session:
    if number > len(item.offers):
        return replace(session, told=f"There is no place {number}.")
    return _decide(session, Ruling("pin", item.offers[number - 1]))


def _decide(session: Session, ruling: Ruling) -> Session:
    return replace(_next(session, Step(session.at, ruling)), effect="decide")


def _next(session: Session, step: Step) -> Session:
    return replace(session, at=session.at + 1, steps=(*session.steps, step))


def _undo(session: Session) -> Session:
    if not session.steps:
        return replace(session, told="There is nothing to take back.")
    last = session.steps[-1]
    items = session.items if last.body is None else _with_body(session, last.at, last.body)
    return replace(
        session,
        items=items,
        at=last.at,
        steps=session.steps[:-1],
        effect="restore" if last.wrote else "",
        told="Taken back." if last.wrote else "",
    )


def _with_body(session: Session, at: int, body: str) -> tuple[ReviewItem, ...]:
    return tuple(
        replace(item, body=body) if number == at else item
        for number, item in enumerate(session.items)
    )
