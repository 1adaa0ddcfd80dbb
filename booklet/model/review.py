"""The review: annotations that wait for a person's decision."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from booklet.model.annotation import Selector

Doubt = Literal["ambiguous", "uncertain", "unplaced", "near"]


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Words that matter, with what stands before and behind them."""

    before: str
    words: str
    after: str


@dataclass(frozen=True, slots=True)
class ReviewOffer:
    """A place where a quotation may belong.

    `cue` is what is said just before, `selector` how the words are found again.
    """

    citation: str
    speaker: str
    excerpt: Excerpt
    score: float
    selector: Selector
    cue: str = ""


@dataclass(frozen=True, slots=True)
class ReviewItem:
    """An annotation that waits for a person's decision; `source` is named as it is printed.

    `excerpt` is the quotation in its sentence. An `uncertain` one has its place as the one
    offer, an `unplaced` one has none. One that is `near` to being a note is not in the file of
    notes before it is decided, and says what it is on: the scene or the person `at`, "" for
    the whole.
    """

    id: str
    doubt: Doubt
    source: str
    reason: str
    excerpt: Excerpt
    body: str = ""
    offers: tuple[ReviewOffer, ...] = ()
    at: str = ""
