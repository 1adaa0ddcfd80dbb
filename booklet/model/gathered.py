"""A note that a member of a group wrote on the published page."""

from __future__ import annotations

from dataclasses import dataclass

from booklet.model.annotation import Aim, Selector
from booklet.model.note_kinds import COMMENT


@dataclass(frozen=True, slots=True)
class GatheredNote:
    """What a `member` says (`body`, Markdown) of the words in `quote`.

    `identifier` is the annotation's own, so that a newer export updates it. `citation` is the
    place of the page that it names ("2.14"); a note on the `whole` page selects nothing.
    `answers` is the identifier of the note that begins the thread, whose place it shares.
    A note that a booklet exported has a `kind`,
    may be on what is wider than words (`aim`), and is no member's where it has a `source`: the id
    of an analysis, "" for the course's editor.
    """

    identifier: str
    member: str
    body: str
    quote: Selector | None = None
    citation: str = ""
    whole: bool = False
    themes: tuple[str, ...] = ()
    answers: str = ""
    kind: str = COMMENT.name
    aim: Aim | None = None
    source: str | None = None
