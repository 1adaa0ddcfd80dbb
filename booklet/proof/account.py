"""What the proof found: the account of every speech, direction, heading and note.

Plain values, made by `booklet.proof.prove`. Pages are physical pages, 1-based; a page
label is what is printed on the page ("iv", "12"). Lengths are in pt (1/72 inch).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from booklet.model import PageTurn, Span

ItemKind = Literal["speech", "direction", "heading", "cue"]
State = Literal["printed", "cut", "lost"]
SpaceFaultKind = Literal["lost", "added", "doubled"]
UnseenKind = Literal["hidden", "partly", "faint", "tiny", "swapped"]
SpaceOwner = ItemKind | Literal["note", "matter"]


@dataclass(frozen=True, slots=True)
class ItemAccount:
    """A speech, direction or heading of the edition and where it is printed.

    `citation` is the speech's own ("2.14"), for a direction within a speech that of
    the speech, else that of the scene. `text` opens with the words that tell a person
    which one it is. `pages` are those that carry its words; `missing` are the words,
    as the script spells them, that stand on no page; `words` is how many it has.
    """

    kind: ItemKind
    citation: str
    text: str
    span: Span
    pages: tuple[int, ...]
    missing: tuple[str, ...]
    words: int

    @property
    def state(self) -> State:
        """Printed whole, cut (some words missing), or lost (all missing)."""
        if not self.missing:
            return "printed"
        return "cut" if self.pages else "lost"


@dataclass(frozen=True, slots=True)
class NoteAccount:
    """A note of the edition and where it is printed.

    `home` is the page that carries the line it speaks of (None where that line is on
    no page). `pages` are the pages the note stands on: more than one where it was
    split. `displacement` is how far the first baseline of the note stands below the
    baseline of its line (negative: above), None where they are on different pages.
    `lacks` tells what of its lemma and its source's letter is not there; `in_order`
    says that it is read behind the words it speaks of, where both are on one page.
    `marked` says that a line in the margin tells where the note went or came from.
    `at_end` says that it belongs to the end of its scene, for want of room.
    `clipped` says that some of it is off the page or cut by a clipping path,
    `overlaps` that it is printed over, or under, something else.
    """

    id: str
    number: int
    citation: str
    span: Span | None
    home: int | None
    pages: tuple[int, ...]
    displacement: float | None
    missing: tuple[str, ...]
    marked: bool
    clipped: bool
    overlaps: bool
    lacks: tuple[str, ...] = ()
    in_order: bool = True
    at_end: bool = False

    @property
    def state(self) -> State:
        """Printed whole, cut (some words missing), or lost (it is on no page)."""
        if not self.pages:
            return "lost"
        return "cut" if self.missing else "printed"

    @property
    def at_home(self) -> bool:
        """Whether it begins on the page of its line."""
        return bool(self.pages) and self.pages[0] == self.home

    @property
    def carried(self) -> bool:
        """Whether it begins on another page than its line."""
        return self.home is not None and not self.at_home and not self.at_end


@dataclass(frozen=True, slots=True)
class MatterAccount:
    """An entry of the front or back matter: a question, a word of the glossary, a source.

    `piece` names the piece that it belongs to; `pages` are empty where its words stand
    together on no page.
    """

    piece: str
    text: str
    span: Span | None
    pages: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class HiddenText:
    """Text that is not to be seen: outside the page box, or cut by a clipping path.

    `beyond` is how far it reaches over the edge, in pt.
    """

    page: int
    text: str
    beyond: float
    note: str = ""


@dataclass(frozen=True, slots=True)
class UnseenText:
    """Text that leaves no ink, or little, on its page, or that of other letters.

    `why`: nothing of it is to be seen ("hidden"), a piece of it is not ("partly"), it is hardly
    told from what lies under it ("faint"), it is too small to be read ("tiny"), its font draws
    other letters ("swapped"). `contrast` to what lies under it is 1 where there is none; `size`
    is that of the type, in pt; `swapped` are letters and what is drawn for them. `owner` says
    what it belongs to, such as "the speech 1.2", "" where it is none of the edition's.
    """

    page: int
    text: str
    why: UnseenKind
    contrast: float
    size: float
    owner: str = ""
    span: Span | None = None
    swapped: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class MovedText:
    """A speech or another item that stands before or beside what it should stand behind.

    `owner` says which it is, such as "the speech 1.2", `other` what it stands before; `text` is
    how it opens.
    """

    page: int
    text: str
    owner: str
    other: str
    span: Span | None


@dataclass(frozen=True, slots=True)
class Overlap:
    """Two pieces of text printed over each other.

    `first` and `second` are what stands there; `first_note` and `second_note` the ids
    of the notes they belong to, "" for other text. `width` and `height` are those of
    the common rectangle, in pt.
    """

    page: int
    first: str
    second: str
    width: float
    height: float
    first_note: str = ""
    second_note: str = ""


@dataclass(frozen=True, slots=True)
class MissingGlyph:
    """A character for which the font has no picture. `count` is how often, on the page."""

    page: int
    character: str
    context: str
    count: int


@dataclass(frozen=True, slots=True)
class SpaceFault:
    """A space between two words that is lost, added or doubled.

    `before` and `after` are the words beside it, as the edition spells them; where it was
    added inside a word, `before` is "". `kind` and `name` tell where: an item and its
    citation, a note and its id, the matter and its piece.
    """

    fault: SpaceFaultKind
    page: int
    before: str
    after: str
    span: Span | None
    kind: SpaceOwner
    name: str


@dataclass(frozen=True, slots=True)
class Account:
    """The whole account. `pages` are the page labels, one for each physical page.

    `turns` tell where each page begins in the script, `spaces` where one between words is not
    as it should be, `moved` what stands out of its order, `unseen` what leaves no ink; that is
    looked for only when asked.
    """

    pages: tuple[str, ...]
    speeches: tuple[ItemAccount, ...]
    directions: tuple[ItemAccount, ...]
    headings: tuple[ItemAccount, ...]
    notes: tuple[NoteAccount, ...]
    off_page: tuple[HiddenText, ...]
    clipped: tuple[HiddenText, ...]
    overlaps: tuple[Overlap, ...]
    missing_glyphs: tuple[MissingGlyph, ...]
    matter: tuple[MatterAccount, ...] = ()
    turns: tuple[PageTurn, ...] = ()
    spaces: tuple[SpaceFault, ...] = ()
    unseen: tuple[UnseenText, ...] = ()
    moved: tuple[MovedText, ...] = ()

    def label(self, page: int) -> str:
        """The label of a physical page (1-based)."""
        return self.pages[page - 1]

    @property
    def items(self) -> tuple[ItemAccount, ...]:
        """Speeches, directions and headings together."""
        return self.speeches + self.directions + self.headings
