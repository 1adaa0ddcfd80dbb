"""The pieces of the front and back matter: a table.

A piece `cast` is shown by `templates/cast.html` and called by the phrase `cast` of each language
(a hyphen in its name is an underscore there).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from booklet.model.places import Span


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of the front or back matter.

    `line` says for the documents what it shows. `place` is where it stands where a course says
    nothing, "" for nowhere; there the order is that of the table. It is left out where the field
    `needs` of what templates get is empty; "" for a piece that always shows something. `landmark`
    is what an EPUB calls such a place. `prepare` makes of an `Edition` what the template gets as
    `further[name]`: texts, numbers, lists and mappings of them.

    What a plug-in brings with it: `words`, its heading by language, English at least, and
    `template`, a file.
    """

    name: str
    line: str
    place: Literal["front", "back", ""] = ""
    needs: str = ""
    landmark: str = ""
    prepare: Callable[[Any], object] | None = None
    words: Mapping[str, str] = field(default_factory=dict)
    template: Path | None = None

    @property
    def phrase(self) -> str:
        """The name of the phrase that heads it."""
        return self.name.replace("-", "_")

    @property
    def shown_by(self) -> str:
        """The name of its template."""
        return f"{self.name}.html"


@dataclass(frozen=True, slots=True)
class OwnPiece:
    """A piece of a course's own: `text` is its Markdown, from `pieces/NAME.md`; "" for one that
    a template of its name shows."""

    name: str
    title: str
    text: str
    span: Span

    @property
    def piece(self) -> Piece:
        """As those of the table."""
        return Piece(self.name, self.title)


ENDNOTES = "endnotes"

PIECES = (
    Piece("title-page", "title, subtitle, authors, date", "front"),
    Piece("how-to-read", "what marks and numbers mean, and the key of the series", "front"),
    Piece(
        "cast",
        "the people, with the number of their speeches; whoever speaks where no list is given",
        "front",
        needs="cast",
    ),
    Piece("contents", "acts, scenes, and the pieces behind the script", "front"),
    Piece(
        ENDNOTES,
        "the notes, scene by scene, in an edition with `notes: end`, which has it by itself",
        needs="endnotes",
    ),
    Piece(
        "critics",
        "what critics say of the whole: first on themes that several of them have, then one after "
        "the other",
        "back",
        needs="critics",
    ),
    Piece("synopsis", "what happens, scene by scene, where the script says it", needs="synopses"),
    Piece("questions", "the questions, by scene", "back", needs="questions"),
    Piece(
        "themes",
        "where notes speak of a theme, with page numbers: the themes of your own notes and "
        "questions, and those of two sources or more",
        "back",
        needs="themes",
    ),
    Piece("speakers", "in which scenes everybody speaks, and how often", needs="speakers"),
    Piece(
        "glossary",
        "your words, each with its first use; there a ° stands behind it",
        "back",
        needs="glossary",
        landmark="glossary",
    ),
    Piece(
        "apparatus",
        "the notes of the kind `apparatus`: variant readings",
        "back",
        needs="apparatus",
    ),
    Piece(
        "pictures",
        "who speaks when, where the notes look, where sources meet",
        "back",
        needs="pictures",
    ),
    Piece("bibliography", "the sources in the style of `bibliography`", needs="references"),
    Piece(
        "credits",
        "whose words these are, and how many of each source are reproduced",
        "back",
        landmark="copyright-page",
    ),
)

FRONT = tuple(piece.name for piece in PIECES if piece.place == "front")
BACK = tuple(piece.name for piece in PIECES if piece.place == "back")
"""The pieces before and after the script, in order, where a course says nothing."""
