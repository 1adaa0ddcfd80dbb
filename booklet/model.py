"""The nouns of the program: what one room hands to the next.

Every type is a frozen dataclass over the standard library. Positions in text are
0-based, half-open character offsets; positions in files are 1-based (`Span`).
Words are those of the field: TEI drama for the script, the W3C Web Annotation
model for selectors, targets and annotations, textual criticism for readings.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

# --------------------------------------------------------------------------- places


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Where something stands in a file: `file:line:column`, line and column 1-based.

    `file` is the path as the person would type it (relative to where they are, or
    to the course), with forward slashes.
    """

    file: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


# ----------------------------------------------------------------------- the script

Style = Literal["italic", "bold", "underline"]
LineKind = Literal["prose", "verse", "lyric"]
Part = Literal["I", "M", "F"]
DirectionKind = Literal["action", "stage", "parenthetical", "transition", "centered"]


@dataclass(frozen=True, slots=True)
class Emphasis:
    """A styled run `text[start:end]` of the text that carries it."""

    start: int
    end: int
    style: Style


@dataclass(frozen=True, slots=True)
class InlineDirection:
    """A stage direction inside a line; printed before the character at `offset`."""

    offset: int
    text: str


@dataclass(frozen=True, slots=True)
class Milestone:
    """A numbered line beginning inside prose (TEI `lb`): at `offset`, line `number`."""

    offset: int
    number: str


@dataclass(frozen=True, slots=True)
class Line:
    """One verse line, one lyric line or one paragraph of prose, as spoken.

    `text` holds the spoken words only, whitespace collapsed; a hard line break
    inside a prose paragraph is a newline character. `number` is the source's own
    line number, when it gives one. `part` marks a verse line shared between
    speakers: its initial, middle or final part (TEI `@part`).
    """

    text: str
    span: Span
    kind: LineKind = "prose"
    number: str | None = None
    part: Part | None = None
    opens_stanza: bool = False
    emphasis: tuple[Emphasis, ...] = ()
    directions: tuple[InlineDirection, ...] = ()
    milestones: tuple[Milestone, ...] = ()


@dataclass(frozen=True, slots=True)
class Direction:
    """A stage direction or action paragraph, standing by itself.

    A parenthetical is kept without its round brackets; other text as it stands.
    """

    text: str
    span: Span
    kind: DirectionKind = "action"
    emphasis: tuple[Emphasis, ...] = ()


@dataclass(frozen=True, slots=True)
class Speech:
    """What one speaker (or several together) says without interruption.

    `speaker` is the name as it is to be printed, without extension; None for words
    that belong to nobody (a lyric or a prologue that stands alone). `who` holds the
    canonical names of those who speak: the names of the cast list where there is
    one. `extension` is a screenplay's `V.O.`, `O.S.` or `CONT'D`, without brackets.
    """

    speaker: str | None
    who: tuple[str, ...]
    body: tuple[Line | Direction, ...]
    span: Span
    extension: str | None = None

    @property
    def lines(self) -> tuple[Line, ...]:
        """The spoken lines, directions left out."""
        return tuple(part for part in self.body if isinstance(part, Line))

    @property
    def text(self) -> str:
        """The spoken words: the lines joined by newlines. Targets count in this text."""
        return "\n".join(line.text for line in self.lines)


@dataclass(frozen=True, slots=True)
class DualDialogue:
    """Speeches spoken at the same time, printed side by side."""

    speeches: tuple[Speech, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class PageBreak:
    """A page break that the script asks for."""

    span: Span


SceneElement = Speech | Direction | DualDialogue | PageBreak


@dataclass(frozen=True, slots=True)
class Act:
    """An act, or another part above the scene. `label` is the source's own number."""

    label: str
    heading: str
    span: Span


@dataclass(frozen=True, slots=True)
class Scene:
    """A scene. An empty `heading` is a scene that the script did not head.

    `label` is the source's own scene number, kept as text ("12A", "010"), or "".
    """

    heading: str
    elements: tuple[SceneElement, ...]
    span: Span
    label: str = ""
    act: Act | None = None
    synopsis: str = ""

    def speeches(self) -> Iterator[Speech]:
        """The speeches in order; those of a dual dialogue one after the other."""
        for element in self.elements:
            if isinstance(element, Speech):
                yield element
            elif isinstance(element, DualDialogue):
                yield from element.speeches


@dataclass(frozen=True, slots=True)
class CastMember:
    """A person of the play: name as printed, what else the script calls them, role text.

    `words_per_minute` is how fast the role is read aloud, 0 where it is as fast as all.
    """

    name: str
    description: str = ""
    group: str = ""
    aliases: tuple[str, ...] = ()
    words_per_minute: float = 0.0


@dataclass(frozen=True, slots=True)
class ScriptNote:
    """A writer's note in the script (Fountain `[[ ]]`); never printed as dialogue.

    It stands in scene `scene` (0-based), at or after the speech `speech` (0-based
    within the scene), or before any speech where that is None.
    """

    text: str
    span: Span
    scene: int
    speech: int | None = None


@dataclass(frozen=True, slots=True)
class Script:
    """The ordered dialogue. `details` are further title-page entries, as (key, value)."""

    title: str
    scenes: tuple[Scene, ...]
    span: Span
    subtitle: str = ""
    authors: tuple[str, ...] = ()
    language: str = ""
    details: tuple[tuple[str, str], ...] = ()
    cast: tuple[CastMember, ...] = ()
    notes: tuple[ScriptNote, ...] = ()
    front: tuple[SceneElement, ...] = ()


# --------------------------------------------------------------------- the analyses

BlockKind = Literal["paragraph", "heading", "quotation", "item"]


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, block quotation or list item of an analysis.

    `text` is plain text, whitespace collapsed; `start` is where it begins in the
    text of the whole analysis (`Analysis.text`). `heading` is the heading it stands
    under, "" where there is none.
    """

    kind: BlockKind
    text: str
    start: int
    span: Span
    heading: str = ""
    level: int = 0
    emphasis: tuple[Emphasis, ...] = ()


@dataclass(frozen=True, slots=True)
class Analysis:
    """A critical text about the script. `id` is its file's name without ending."""

    id: str
    title: str
    blocks: tuple[Block, ...]
    span: Span
    author: str = ""
    publication: str = ""
    date: str = ""
    url: str = ""
    licence: str = ""

    @property
    def text(self) -> str:
        """The whole text: blocks joined by a blank line. Selectors count in this text."""
        return "\n\n".join(block.text for block in self.blocks)


# ------------------------------------------------------------------ the annotations

Status = Literal["placed", "ambiguous", "unplaced"]
Scope = Literal["words", "speech", "scene", "scenes", "character", "work"]
Decision = Literal["", "accepted", "rejected", "pinned"]


@dataclass(frozen=True, slots=True)
class Selector:
    """How a quotation is found again (W3C TextQuoteSelector and TextPositionSelector).

    `exact` is the quotation as the analysis prints it; `prefix` and `suffix` stand
    around it; `start` and `end` count in `Analysis.text` (0 and 0 in a selector that
    a person wrote, which selects in the script itself).
    """

    exact: str
    prefix: str = ""
    suffix: str = ""
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True, order=True)
class Target:
    """A span of the script: from `start` in one speech to `end` in the same or a later one.

    `scene` and the speeches are 0-based (a speech within its scene); offsets count in
    `Speech.text`. `text` is the script's own words there.
    """

    scene: int
    speech: int
    start: int
    end: int
    text: str
    last_speech: int = -1

    @property
    def end_speech(self) -> int:
        """The speech in which the span ends (0-based within the scene)."""
        return self.speech if self.last_speech < 0 else self.last_speech


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that an undecided quotation could belong to; `score` from 0 to 1."""

    target: Target
    score: float


@dataclass(frozen=True, slots=True)
class Annotation:
    """A note with a body, a source and a target in the script.

    `source` is the id of an analysis, or "" for a note by the course's own editor.
    `reason` says how the target was found (`exact`, `normalized`, `fuzzy .93`, `cut`,
    `rare number`, `citation`, `pinned`, …). `body` is Markdown, inline only. `scope` is what
    it speaks of: words and speeches have a `target`; a scene, or several in a row, are
    `scenes` (first and last, 0-based); somebody of the cast is `cast`, as the script names them.
    """

    id: str
    source: str
    body: str
    status: Status
    span: Span
    quote: Selector | None = None
    target: Target | None = None
    score: float = 0.0
    reason: str = ""
    candidates: tuple[Candidate, ...] = ()
    themes: tuple[str, ...] = ()
    kind: str = "comment"
    decision: Decision = ""
    scope: Scope = "words"
    scenes: tuple[int, int] | None = None
    cast: str = ""


@dataclass(frozen=True, slots=True)
class Aim:
    """A target wider than words, as written: a scene ("2"), a span ("2-4"), a name, nothing."""

    scope: Scope
    at: str = ""


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence of an analysis and what became of it.

    `paragraph` counts its blocks from 1, headings left out. `score` is from 0 to 1, how much
    it is wanted. `verdict` is `printed`, with the id of its `note`, or `not printed`, with
    the `reason`. `scenes` (0-based, first and last), `speech` (scene and speech, 0-based) and
    `cast` say where it belongs, as far as that is known.
    """

    analysis: str
    paragraph: int
    text: str
    score: float
    verdict: Literal["printed", "not printed"]
    reason: str
    scope: Scope | None = None
    scenes: tuple[int, int] | None = None
    speech: tuple[int, int] | None = None
    cast: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class AnnotationRecord:
    """An entry of `annotations.yaml`, as read; `span` is where the entry begins.

    `citation` is a target written as a citation (`2.14`). `made` is the checksum that
    `draw` left of what it wrote itself: where it no longer fits, a person edited the
    entry. `aim` is a target wider than words. `text` is the entry's own lines in the
    file, comments before it included, so that whatever a person wrote can be written back
    unchanged. `place` and `script`
    are what `draw` found the last time: a citation, and the words of the script there
    with what stands around them, so that a decision finds its words again after the
    script has changed. `was` are the words that stood at `citation` when `draw` first met it.
    """

    id: str
    span: Span
    text: str
    source: str = ""
    body: str = ""
    quote: Selector | None = None
    citation: str = ""
    decision: Decision = ""
    themes: tuple[str, ...] = ()
    kind: str = "comment"
    made: str = ""
    place: str = ""
    script: Selector | None = None
    was: Selector | None = None
    aim: Aim | None = None


# ------------------------------------------------------------------------ the course


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


LEADER = "leader"
"""The kind of a note for whoever leads the group: shown only where it is asked for."""

NOTE_KINDS = ("comment", "staging", LEADER, "apparatus", "agreement", "conflict")
"""The kinds of notes that every course has; it may name others of its own."""

EVERY_KIND = "all"
"""In place of a list of kinds: every kind, the leader's too."""

NotesAt = Literal["margin", "below", "none"]
QuestionsShown = Literal["none", "questions", "answers"]
QuestionsAt = Literal["end", "scene"]
Sides = Literal["one", "two"]


@dataclass(frozen=True, slots=True)
class NoteChoice:
    """Which notes an edition shows, and where: in the margin, below their speech, nowhere.

    `sources` are ids of analyses ("" is the course's own editor). Nothing chosen means all,
    save that notes of the kind `leader` are shown only where `kinds` names them or is
    `("all",)`. `longest` counts words; 0 is any length.
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
    whether slant alone may say something. `type_size` is in pt, 0 for what suits the
    paper. `part` is for one role, `role`: its own speeches and the cue before each.
    `front`, `back`, `paper`, `theme`, `binding` (mm) and `sides` stand before the course's
    own where they are given. `printing` says how it is put on sheets, None that it is not.
    """

    name: str = "reader"
    title: str = ""
    notes: NoteChoice = NoteChoice()
    questions: QuestionsShown = "questions"
    questions_at: QuestionsAt = "end"
    lines: int | None = 0
    ruled_margin: bool = False
    italics: bool = True
    type_size: float = 0.0
    part: bool = False
    role: str = ""
    front: tuple[PieceName, ...] | None = None
    back: tuple[PieceName, ...] | None = None
    paper: Paper | None = None
    theme: str = ""
    binding: float | None = None
    sides: Sides | None = None
    printing: PrintOptions | None = None
    span: Span | None = None


PieceName = Literal[
    "title-page",
    "how-to-read",
    "cast",
    "contents",
    "synopsis",
    "questions",
    "themes",
    "speakers",
    "glossary",
    "apparatus",
    "pictures",
    "bibliography",
    "credits",
]
"""The pieces of the front and back matter; each is shown by the template of its name."""

FRONT: tuple[PieceName, ...] = ("title-page", "how-to-read", "cast", "contents")
BACK: tuple[PieceName, ...] = (
    "questions",
    "themes",
    "glossary",
    "apparatus",
    "pictures",
    "credits",
)
"""The pieces before and after the script, in order, where a course says nothing."""


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

    `bibliography` names the style of the references: `plain`, or a CSL style.
    """

    front: tuple[PieceName, ...] = FRONT
    back: tuple[PieceName, ...] = BACK
    bibliography: str = "plain"
    reuse_limit: ReuseLimit = ReuseLimit()


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

    `binding` is what staples or punched holes take of the inner margin, in mm. `sides` is
    how many sides of a leaf are printed. `editions` are all that can be built.
    `words_per_minute` is how fast the script is read aloud. `phrases` are words of the booklet
    that the course says otherwise, by name. `places` are the keys of the file and where their
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
    matter: Matter = Matter()
    binding: float = 0.0
    sides: Sides = "two"
    editions: tuple[EditionChoice, ...] = ()
    words_per_minute: float = 150.0
    limits: Limits = Limits()
    phrases: tuple[tuple[str, str], ...] = ()
    places: tuple[tuple[str, Span], ...] = ()

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


# ----------------------------------------------------------------------- the edition


@dataclass(frozen=True, slots=True)
class Series:
    """The notes of one source: a letter, a colour and a shape tell them apart.

    `source` is the analysis' id, "" for the course's own editor; `colour` is 1-based
    and names a colour of the theme (`--series-1` …); `shape` is one character. `words` are
    the words that its notes reproduce, `length` all words of the source (0: not known).
    """

    letter: str
    colour: int
    shape: str
    source: str
    title: str
    author: str = ""
    publication: str = ""
    date: str = ""
    url: str = ""
    licence: str = ""
    words: int = 0
    length: int = 0


@dataclass(frozen=True, slots=True)
class Note:
    """A note as it is printed.

    `number` is the mark in the text, counted in each scene; notes on the same words
    share it, and only the first of them (`leads`) shows the lemma. `citation` is
    where it stands ("2.14"). `body` is Markdown, inline only. `span` is its place in the
    file of notes.
    """

    id: str
    number: int
    leads: bool
    series: Series
    citation: str
    lemma: str
    body: str
    themes: tuple[str, ...] = ()
    kind: str = "comment"
    reason: str = ""
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Mark:
    """The words `text[start:end]` of a line, spoken of by notes.

    The notes stand where the words begin: a target that runs over several lines has
    its notes in the first line's mark only (`opens`).
    """

    start: int
    end: int
    number: int
    opens: bool
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class TermMark:
    """The words `text[start:end]` of a line: the first use of a word of the glossary.

    `citation` is where they stand ("2.14").
    """

    start: int
    end: int
    term: str
    citation: str


@dataclass(frozen=True, slots=True)
class EditedLine:
    """A line with its marks, and its number for citing ("129"), if it has one."""

    line: Line
    number: str = ""
    marks: tuple[Mark, ...] = ()
    terms: tuple[TermMark, ...] = ()


@dataclass(frozen=True, slots=True)
class EditedSpeech:
    """A speech with its citation: `number` within the scene, `citation` in full."""

    speech: Speech
    number: str
    citation: str
    body: tuple[EditedLine | Direction, ...]


@dataclass(frozen=True, slots=True)
class EditedDual:
    """Speeches side by side."""

    speeches: tuple[EditedSpeech, ...]


@dataclass(frozen=True, slots=True)
class Cue:
    """The last words before a speech of a part; `citation` is that of the speech they end."""

    speaker: str
    text: str
    citation: str
    span: Span


EditedElement = EditedSpeech | Direction | EditedDual | PageBreak | Cue


@dataclass(frozen=True, slots=True)
class EditedScene:
    """A scene with its number for citing ("2", or "1.2" where there are acts).

    In a part, a scene in which the role does not speak is `silent` and has no elements.
    """

    scene: Scene
    number: str
    opens_act: bool
    elements: tuple[EditedElement, ...]
    silent: bool = False


@dataclass(frozen=True, slots=True)
class Edition:
    """The merged, numbered whole, as one reader gets it."""

    settings: Settings
    script: Script
    cast: tuple[CastMember, ...]
    scenes: tuple[EditedScene, ...]
    series: tuple[Series, ...]
    notes: tuple[Note, ...]
    analyses: tuple[Analysis, ...]
    questions: tuple[Question, ...] = ()
    terms: tuple[Term, ...] = ()
    has_verse: bool = False
    choice: EditionChoice = EditionChoice()


@dataclass(frozen=True, slots=True)
class PageTurn:
    """Where a page of the printed edition begins; `label` is what is printed on it ("12").

    In the speech cited as `citation`, behind `letters` letters and digits of its words;
    `directions` so many directions by themselves before that speech. A turn at the head of
    a scene has the scene's number for `citation` and is `heads`.
    """

    label: str
    citation: str
    letters: int = 0
    directions: int = 0
    heads: bool = False


# ------------------------------------------------------------------- plan of meetings


@dataclass(frozen=True, slots=True)
class ScenePart:
    """What a meeting reads of one scene; `scene` is 0-based, `number` is for citing ("1.2").

    `first` and `last` are the citations of the first and last speech ("2.14") where the
    scene goes over two meetings, "" where it is read whole. `milliseconds` are reading aloud.
    """

    scene: int
    number: str
    heading: str
    milliseconds: int
    first: str = ""
    last: str = ""


@dataclass(frozen=True, slots=True)
class RoleReading:
    """A role in one meeting; its name is "" for directions and words that belong to nobody."""

    role: str
    milliseconds: int


@dataclass(frozen=True, slots=True)
class Reader:
    """A member of the group in one meeting, with what they read; nothing is listening."""

    name: str
    roles: tuple[RoleReading, ...]

    @property
    def milliseconds(self) -> int:
        """How long they read."""
        return sum(role.milliseconds for role in self.roles)


@dataclass(frozen=True, slots=True)
class Clash:
    """Two roles of one reader that speak to each other: in which scenes, and how often.

    `at_once` tells that they somewhere speak at the same time, which nobody can read alone.
    """

    reader: str
    roles: tuple[str, str]
    scenes: tuple[str, ...]
    exchanges: int
    at_once: bool = False


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting; `roles` are all that are heard in it, the longest first."""

    number: int
    parts: tuple[ScenePart, ...]
    roles: tuple[RoleReading, ...]
    readers: tuple[Reader, ...] = ()
    clashes: tuple[Clash, ...] = ()
    questions: tuple[Question, ...] = ()

    @property
    def milliseconds(self) -> int:
        """How long the reading takes."""
        return sum(part.milliseconds for part in self.parts)


@dataclass(frozen=True, slots=True)
class MeetingPlan:
    """The script over several meetings of `minutes` each, read at `words_per_minute`.

    `phrases` are words of the sheet that the course says otherwise, by name.
    """

    title: str
    language: str
    minutes: float
    words_per_minute: float
    meetings: tuple[Meeting, ...]
    phrases: tuple[tuple[str, str], ...] = ()


# ------------------------------------------------------------------- review of the notes

Doubt = Literal["ambiguous", "uncertain", "unplaced"]


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
    offer, an `unplaced` one has none.
    """

    id: str
    doubt: Doubt
    source: str
    reason: str
    excerpt: Excerpt
    body: str = ""
    offers: tuple[ReviewOffer, ...] = ()
