"""A note that a member of a group wrote on the published page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from booklet.model.annotation import Selector

WiderScope = Literal["", "scene", "scenes", "character"]
"""What a note speaks of where that is more than a speech, and less than the whole."""


@dataclass(frozen=True, slots=True)
class GatheredNote:
    """What a `member` says (`body`, Markdown) of the words in `quote`.

    `identifier` is the annotation's own, so that a newer export updates it. `citation` is the
    place of the page that it names ("2.14"); a note on the `whole` page selects nothing.
    `answers` is the identifier of the note that begins the thread, whose place it shares. `own`
    is the id of a note of a booklet, where this is what `booklet export` wrote of it, and `scope`
    what that speaks of, named by `citation`.
    """

    identifier: str
    member: str
    body: str
    quote: Selector | None = None
    citation: str = ""
    whole: bool = False
    themes: tuple[str, ...] = ()
    answers: str = ""
    own: str = ""
    scope: WiderScope = ""
