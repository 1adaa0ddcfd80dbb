"""The course: its settings, its files, and what they ask of paper and editions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from booklet.model.analysis import Analysis, Fields
from booklet.model.annotation import AnnotationRecord
from booklet.model.note_kinds import NoteKind
from booklet.model.pieces import BACK, FRONT, OwnPiece
from booklet.model.places import Span
from booklet.model.script import CastMember, Script


@dataclass(frozen=True, slots=True)
class Question:
    """A question for the group; `scene` is a printed scene number, "" for the whole."""

    id: str
    question: str
    span: Span
    scene: str = ""
    answer: str = ""
    themes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the glossary."""

    term: str
    meaning: str
    span: Span
    forms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Paper:
    """A page size in mm. `name` is "" for an own size."""

    name: str
    width: float
    height: float


Layout = Literal["saddle", "signatures", "quarto", "2-up", "4-up"]
Flip = Literal["short", "long"]
Binding = Literal["left", "right"]
FOLDED: frozenset[Layout] = frozenset({"saddle", "signatures", "quarto"})
"""The layouts whose sheets are folded; the others are read flat, or cut into leaves."""


@dataclass(frozen=True, slots=True)
class PrintOptions:
    """How pages are put on sheets for the printer. Lengths in mm, weight in g/m².

    `layout`: `saddle` (all sheets folded together and stapled), `signatures` (so many at
    a time, sewn or glued), `quarto` (each sheet folded twice, four pages a side), `2-up`
    and `4-up` (so many pages a side, not folded). `sheets_per_signature`: sheets folded
    together; None is all of them, or as many as are usual for `signatures`. `paper`:
    the sheet, either way up; None takes the one that fits. `flip`: the edge of the sheet
    on which the printer turns it. `binding`: the side of the spine; `right` for scripts
    read from right to left. `paper_weight` or `creep` (of the innermost sheet)
    tell how far inner sheets are pushed out. `cover` gives the first two pages a sheet of
    their own around the others; `back_cover` says that the last page is the outside of
    the back. `cut`: 2-up and 4-up ordered for a pile that is cut into leaves. `facing`:
    2-up and 4-up show pages side by side as the open book does, the first one alone.
    `gutter` is kept free between a page and its spine. `span`: where a course says so.
    """

    layout: Layout = "saddle"
    sheets_per_signature: int | None = None
    paper: Paper | None = None
    flip: Flip = "short"
    binding: Binding = "left"
    paper_weight: float | None = None
    creep: float | None = None
    crop_marks: bool = False
    fold_marks: bool = False
    cover: bool = False
    back_cover: bool = False
    cut: bool = False
    facing: bool = True
    gutter: float = 0.0
    span: Span | None = None

    @property
    def folded(self) -> bool:
        """Whether the sheets are folded."""
        return self.layout in FOLDED


NotesAt = Literal["margin", "below", "foot", "scene", "end", "none"]
"""Where notes stand on paper: beside their lines, below their speech, at the foot of the page, at
the end of their scene, at the end of the booklet, nowhere."""
AT_ENDS: frozenset[NotesAt] = frozenset({"scene", "end"})

Ruling = Literal["", "lines", "dots"]
Setting = Literal["play", "screenplay"]
NamesAt = Literal["line", "margin"]
QuestionsShown = Literal["none", "questions", "answers"]
QuestionsAt = Literal["end", "scene"]
Sides = Literal["one", "two"]


@dataclass(frozen=True, slots=True)
class NoteChoice:
    """Which notes an edition shows, and where.

    `sources` are ids of analyses ("" is the course's own editor). Nothing chosen means all,
    save that notes of a kind that only the leader sees are shown only where `kinds` names it or
    is `(EVERY_KIND,)`. `longest` counts words; 0 is any length.
    """

    at: NotesAt = "margin"
    sources: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    longest: int = 0


@dataclass(frozen=True, slots=True)
class EditionChoice:
    """What one edition of a course shows, and how.

    `lines` are the ruled lines to write on after each question, None for as many as suit
    the page. `ruled_margin` rules the outer margin in place of notes. `italics` tells
    whether slant alone may say something. `margin` is the width of the column beside the text,
    in mm, 0 for what suits the paper. `setting` is how speeches are set, `names` where the names
    of speakers stand. `type_size` is in pt, 0 for what suits the
    paper. `part` is for one role, `role`: its own speeches and the cue before each.
    `front`, `back`, `paper`, `theme`, `binding` (mm) and `sides` stand before the course's
    own where they are given. `printing` says how it is put on sheets, None that it is not.
    `fields` are facts of its own.
    """

    name: str = "reader"
    title: str = ""
    notes: NoteChoice = NoteChoice()
    questions: QuestionsShown = "questions"
    questions_at: QuestionsAt = "end"
    lines: int | None = 0
    ruled_margin: Ruling = ""
    italics: bool = True
    margin: float = 0.0
    synopses: bool = True
    setting: Setting = "play"
    names: NamesAt = "line"
    type_size: float = 0.0
    part: bool = False
    role: str = ""
    front: tuple[str, ...] | None = None
    back: tuple[str, ...] | None = None
    paper: Paper | None = None
    theme: str = ""
    binding: float | None = None
    sides: Sides | None = None
    printing: PrintOptions | None = None
    fields: Fields = ()
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class ReuseLimit:
    """How much of one source may be reproduced: `words`, and `share` of its words (0 to 1).

    None for no such limit.
    """

    words: int | None = None
    share: float | None = None


@dataclass(frozen=True, slots=True)
class Matter:
    """The front and back matter: the names of its pieces in order, and how they are set.

    `bibliography` names the style of the references: `plain`, or a CSL style. `own` are the
    pieces of the course's own, whether they are printed or not.
    """

    front: tuple[str, ...] = FRONT
    back: tuple[str, ...] = BACK
    bibliography: str = "plain"
    reuse_limit: ReuseLimit = ReuseLimit()
    own: tuple[OwnPiece, ...] = ()


@dataclass(frozen=True, slots=True)
class Limits:
    """What a job may take, as far as somebody said so: None where nobody did.

    Wall-clock time in seconds, memory in MiB, pages of a PDF, MiB of all that is made.
    """

    seconds: float | None = None
    mebibytes: int | None = None
    pages: int | None = None
    output_mebibytes: int | None = None


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Where a job is: in plain words ("on page 57, in scene 2.3"), and in a file if in one."""

    words: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Settings:
    """What `booklet.yaml` says, with defaults filled in. `language` is a BCP 47 tag.

    `binding` is what staples or punched holes take of the inner margin, in mm. `address` is where
    the web page is published. `sides` is how many sides of a leaf are printed. `editions` are
    all that can be built.
    `words_per_minute` is how fast the script is read aloud. `phrases` are words of the booklet
    that the course says otherwise, by name, `fields` facts that it states for its templates,
    `style` name and version of the house style that it wants,
    `accept` the codes of messages that it means to bring about,
    `kinds` the kinds of notes of its own. `places` are the keys of the file and where their
    values stand.
    """

    title: str
    subtitle: str
    authors: tuple[str, ...]
    language: str
    script: str
    paper: Paper
    theme: str
    note_words: int
    cast: tuple[CastMember, ...]
    span: Span
    date: str = ""
    address: str = ""
    matter: Matter = Matter()
    binding: float = 0.0
    sides: Sides = "two"
    editions: tuple[EditionChoice, ...] = ()
    words_per_minute: float = 150.0
    limits: Limits = Limits()
    phrases: tuple[tuple[str, str], ...] = ()
    fields: Fields = ()
    style: str = ""
    accept: tuple[str, ...] = ()
    kinds: tuple[NoteKind, ...] = ()
    places: tuple[tuple[str, Span], ...] = ()

    @property
    def named_pieces(self) -> frozenset[str]:
        """The pieces that the booklet has, or any of its editions."""
        lists = [self.matter.front, self.matter.back]
        lists += [row for each in self.editions for row in (each.front, each.back) if row]
        return frozenset(name for row in lists for name in row)

    def at(self, key: str) -> Span:
        """Where the value of `key` stands, or the file where it is not given."""
        return dict(self.places).get(key, self.span)


@dataclass(frozen=True, slots=True)
class Course:
    """A course folder, read. `folder` is its path as the person gave it; `notes` the text of
    `annotations.yaml`, which holds the `records`."""

    folder: str
    settings: Settings
    script: Script
    analyses: tuple[Analysis, ...] = ()
    records: tuple[AnnotationRecord, ...] | None = None
    questions: tuple[Question, ...] = ()
    terms: tuple[Term, ...] = ()
    notes: str = ""
