"""The kinds of notes: a table, and a line for each thing that a kind decides.

No kind is named anywhere else. A course may name others of its own, which are as `COMMENT` is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal


@dataclass(frozen=True, slots=True)
class NoteKind:
    """A kind of notes.

    `line` says for the documents what it is for. `seen_by` is who sees its notes where an
    edition names no kinds. `counts`: its marks are numbered in one row with those that all
    see, else behind them. `piece` is the piece of the back matter that lists its notes besides,
    "" for none. `signed` is the phrase that stands in place of the source's name, "" for that
    name. `stance` is how it stands to other notes on the same words, for the pictures.

    What a course says of one of its own: `label`, what key and filter call it; `colour`, as CSS
    has it; `sign`, which stands before each of its notes; `own_template`, the name of the
    template that shows them.

    What a plug-in brings with it: `words`, the text of `signed` by language, English at least,
    and `template`, the file that shows such a note in place of `note.html`.
    """

    name: str
    line: str = ""
    seen_by: Literal["all", "leader"] = "all"
    counts: bool = True
    piece: str = ""
    signed: str = ""
    stance: Literal["", "=", "≠"] = ""
    label: str = ""
    colour: str = ""
    sign: str = ""
    own_template: str = ""
    words: Mapping[str, str] = field(default_factory=dict)
    template: Path | None = None

    @property
    def shown_by(self) -> str:
        """The name of its template."""
        return self.own_template or (f"note-{self.name}.html" if self.template else "note.html")


COMMENT = NoteKind("comment", "if nothing is said")
STAGING = NoteKind("staging", "speaks of the stage")
LEADER = NoteKind(
    "leader",
    "for whoever leads the group, and shown to nobody else",
    seen_by="leader",
    counts=False,
)
APPARATUS = NoteKind("apparatus", "tells a variant reading", piece="apparatus", signed="reading")
AGREEMENT = NoteKind("agreement", "agrees with others on the same words", stance="=")
CONFLICT = NoteKind("conflict", "disagrees with others on the same words", stance="≠")

NOTE_KINDS = (COMMENT, STAGING, LEADER, APPARATUS, AGREEMENT, CONFLICT)
"""The kinds that every course has."""

EVERY_KIND = "all"
"""In place of a list of kinds: every kind, the leader's too."""
