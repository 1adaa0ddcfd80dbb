"""What the templates get: every record, field by field.

This module is the reference (docs/templates.md shows it at work); `prepare.py` fills the
records in. They hold plain data only: text, numbers, truth values, lists and records.
Texts are typeset (curly quotation marks, dashes) and not yet HTML, so a template escapes
them as it prints them; fields of type `Markup` are HTML that is safe already. A field that
has nothing to say is "" or an empty list; none is ever missing, save that the fields of a
`Piece` depend on its kind.
"""

from __future__ import annotations

from typing import Literal, TypedDict

from markupsafe import Markup

Medium = Literal["page", "print"]
"""`page` is the web page, `print` the pages of paper."""


class SeriesData(TypedDict):
    """The notes of one source."""

    id: str  # the name of its file without the ending, "editor" for the course's own notes
    letter: str  # "A"; "" for a source without notes
    shape: str  # "●"; "" as well
    sign: str  # both; "" where it has none, or no notes of another source stand beside its own
    css: str  # its class, "s1" to "s8": the colour
    name: str  # who speaks: the author, else the title, else the word for editor
    author: str
    title: str
    publication: str
    date: str
    url: str  # only http and https
    licence: str
    reference: Markup  # author, title, publication, date and address, in the chosen style
    words: int  # words that the booklet reproduces from it
    length: int  # words that it has, 0 where that is not known
    reuse: str  # "247 of 1,109 words reproduced (22 %)"
    notes: int  # how many notes it has
    fields: dict[str, str | list[str]]  # other keys of its front matter


class KindData(TypedDict):
    """A kind of notes of the course's own that has a label, and notes."""

    name: str
    label: str
    css: str  # its class, "kind-…"
    sign: str  # stands before each of its notes, "" for none


class NoteData(TypedDict):
    """A note as it is printed. One on more than words has no number and no lemma."""

    id: str  # id for its element, "note-…"
    number: int  # its mark, 0 for none
    leads: bool  # the first note on these words, which shows the lemma
    mark: str  # id of its mark in the text, "mark-…"; without one, of the scene or piece it is on
    citation: str  # "2.14"; of one on more: "2", "2–4", a name, "" for the whole
    lemma: str
    about: str  # what one without a lemma speaks of: "On this scene"; "" where its place says it
    body: Markup
    series: SeriesData
    css: str  # its classes: its source's, and that of a kind of the course's own
    themes: list[str]
    kind: str
    kind_sign: str  # the sign of its kind, "" for none
    shown_by: str  # the template that shows it
    sign: str  # letter and shape of its source, "" where the edition has notes of one alone
    name: str  # who says it, "" where sign or place tell: in print the page's foot has the names
    indexed: bool  # an index refers to it, so that its mark has an id on paper too
    ends: bool  # on paper it stands at the end of its scene, for want of room beside its line


class TextPiece(TypedDict):
    """A run of text that is styled and marked in one way throughout."""

    kind: Literal["text"]
    text: str
    italic: bool
    bold: bool
    underline: bool
    capitals: bool  # words in capitals throughout: small capitals
    series: str  # class of the note that speaks of these words, "" for none


class BreakPiece(TypedDict):
    """A line break inside a paragraph."""

    kind: Literal["break"]


class DirectionPiece(TypedDict):
    """A direction between spoken words, brackets and spaces around it included."""

    kind: Literal["direction"]
    css: str  # "par" after a name or between sentences, "sd" inside a line
    before: str
    text: str
    after: str


class MilestonePiece(TypedDict):
    """The number of a line of prose; only every fifth is there."""

    kind: Literal["milestone"]
    number: str
    citation: str  # "1.2.5"
    id: str


class MarkPiece(TypedDict):
    """The number of a note, before the words that it speaks of."""

    kind: Literal["mark"]
    id: str
    number: int
    indexed: bool  # an index leads here: on paper no other mark has its id
    follows: bool  # directly behind another mark, so that a comma must stand between
    before: str  # on paper the space before it, which stands inside of it
    note: str  # id of the first note
    series: str  # that note's class
    sources: str  # the classes of all who speak of these words


class TermPiece(TypedDict):
    """The sign behind the first use of a word that the glossary explains."""

    kind: Literal["term"]
    id: str  # "first-term-3"
    href: str  # leads to the word in the glossary
    term: str


class PagePiece(TypedDict):
    """EPUB only: where a page of the printed edition begins."""

    kind: Literal["page"]
    id: str  # "page-12"
    label: str  # "12"


class ReferencePiece(TypedDict):
    """On paper: that notes of the mark before it stand at the end of the scene."""

    kind: Literal["reference"]
    note: NoteData  # the first of them


class NotesPiece(TypedDict):
    """Where the notes of a mark stand: in print at the mark itself, on the web page at the
    end of the sentence, so that who listens to the page hears the sentence first."""

    kind: Literal["notes"]
    notes: list[NoteData]


Piece = (
    TextPiece
    | BreakPiece
    | DirectionPiece
    | MilestonePiece
    | MarkPiece
    | TermPiece
    | PagePiece
    | NotesPiece
    | ReferencePiece
)


class ParagraphData(TypedDict):
    """A paragraph, a verse line, a sung line or a direction of a speech."""

    css: str  # its classes: "sp" ("sp alone" if only the name is in it), "sp-more", "lyric",
    # "v part-m stanza", "pr", "sd", each with "waits" where it does (see SpeechData);
    # on paper with "first", "last", "end" (see page_turns.py)
    opens: bool  # in a prose play: the speaker's name stands at its head
    pieces: list[Piece]
    number: str  # number of a verse line; only every fifth has one
    id: str  # id for that number, "line-1.2.5"
    citation: str  # how its beginning is cited: "2.14", in a verse play "1.2.4"; "" for none


class SpeechData(TypedDict):
    """A speech."""

    id: str  # "speech-2.14"
    number: str  # "14"; "" where the play is cited by verse lines or the speech has none
    citation: str  # "2.14"
    speaker: str  # "" for words that belong to nobody
    extension: str  # "V.O."
    head: list[Piece]  # in a verse play: direction beside the name
    paragraphs: list[ParagraphData]
    waits: bool  # web page only: it begins below the notes before it, which would lag too far
    css: str  # paper only: "end" near an act's end, where no page may begin with its name
    below: list[NoteData]  # the notes that stand below it, where there is no margin


class CueData(TypedDict):
    """In a part: the last words before one's own speech."""

    speaker: str
    text: str
    citation: str  # of the speech that they end


class ElementData(TypedDict):
    """One thing of a scene; the fields of the other kinds are empty."""

    kind: Literal["speech", "direction", "dual", "page-break", "cue"]
    speech: SpeechData | None
    id: str  # of a direction: "direction-1.2.3", where a template of the course's may ask for it
    css: str  # of a direction: "action", "stage", "transition", "centered"
    text: str  # of a direction: its words
    pieces: list[Piece]  # of a direction
    sides: list[SpeechData]  # of a dual dialogue
    notes: list[NoteData]  # of a dual dialogue: they stand after it (not in a printed margin)
    cue: CueData | None


class ActData(TypedDict):
    """An act that opens."""

    id: str  # "act-1"
    heading: str
    running: str  # for the head of its pages


class PictureColumn(TypedDict):
    """A scene or a source in a picture. Lengths are units of the drawing, from its top left."""

    x: float
    width: float
    middle: float
    label: str  # "" where there is no room for it


class PictureBar(TypedDict):
    """A filled box."""

    x: float
    y: float
    width: float
    height: float


class PictureSign(TypedDict):
    """The shape of a source."""

    x: float
    text: str
    css: str  # class of its colour


class PictureRow(TypedDict):
    """A speaker, a scene or a line of the script in a picture."""

    label: str
    detail: str  # the words of a line
    y: float  # its top
    height: float
    baseline: float  # of its text
    extent: float  # how long its outline is
    bars: list[PictureBar]
    signs: list[PictureSign]
    stance: str  # "=" agreement, "≠" disagreement, "" where nobody said
    bare: bool  # a scene of which no note speaks


class NotedData(TypedDict):
    """Words that several sources speak of."""

    href: str
    citation: str
    lemma: str
    series: list[SeriesData]


class PictureData(TypedDict):
    """A picture, measured out: its template only draws."""

    kind: Literal["speaking", "attention", "meetings"]
    title: str
    explanation: str
    alt: str  # the same in words, for who cannot see it
    width: float
    height: float
    columns: list[PictureColumn]
    rows: list[PictureRow]
    top: list[NotedData]  # the lines that most sources speak of
    silent: list[str]  # the scenes without a note


class QuestionData(TypedDict):
    """A question for the group."""

    id: str
    question: Markup
    answer: Markup  # "" save where the edition gives answers
    themes: list[str]
    number: int  # counted through the booklet
    lines: int  # ruled lines to write on


class SceneData(TypedDict):
    """A scene."""

    id: str  # "scene-1.2"; the act's id where the scene has no heading of its own
    number: str  # to print before the heading; "" where the heading says it
    citation: str  # "1.2"
    heading: str  # "" where neither script nor number gives one
    running: str  # for the head of its pages: "Act 1, Scene 2", "3 INT. ROOM – NIGHT"; "" for none
    titled: bool  # whether it has a heading line of its own
    words: int  # spoken in it
    minutes: int  # that they take to read aloud, by `words_per_minute`
    level: int  # of its heading: 2, or 3 below an act
    synopsis: str
    act: ActData | None  # the act, where this scene opens it
    silent: str  # in a part: who does not speak in this scene, of which no more is printed
    head: list[NoteData]  # on the scene, or on scenes of which it is the first
    beside: bool  # they stand in the heading's line, from where the styles take them beside it
    end: list[NoteData]  # on paper: those for which there is no room beside their lines
    questions: list[QuestionData]  # where questions stand after their scene
    elements: list[ElementData]


class ContentsEntry(TypedDict):
    """A line of the contents, and the lines below it."""

    href: str
    number: str
    heading: str
    capitals: bool  # the heading is in capitals throughout: small capitals
    piece: bool  # no act or scene, but a piece that follows the script
    entries: list[ContentsEntry]


class CastMemberData(TypedDict):
    """A person of the play."""

    name: str
    description: str
    speeches: str  # "112 speeches", "" for none
    notes: list[NoteData]  # on this person


class CastGroup(TypedDict):
    """Persons who stand together; `name` is "" for those without a group."""

    name: str
    members: list[CastMemberData]


class CriticsGroup(TypedDict):
    """What is said of the whole: on a theme that several have, or by one of them."""

    heading: str
    notes: list[NoteData]


class EndnotesGroup(TypedDict):
    """The notes on one scene, where they stand at the end of the booklet."""

    href: str
    heading: str
    notes: list[NoteData]


class SynopsisData(TypedDict):
    """What happens in a scene."""

    href: str
    heading: str
    synopsis: str


class PlaceData(TypedDict):
    """A place in the script that an index names."""

    href: str
    citation: str


class ThemeData(TypedDict):
    """A theme, and the places that notes on it speak of."""

    theme: str
    places: list[PlaceData]


class SpeakerSceneData(TypedDict):
    """A scene in which somebody speaks."""

    href: str
    citation: str
    speeches: int


class SpeakerData(TypedDict):
    """Somebody who speaks, and where."""

    name: str
    speeches: str  # "112 speeches"
    scenes: list[SpeakerSceneData]


class QuestionGroup(TypedDict):
    """The questions about one scene; `href` is "" for the script as a whole."""

    href: str
    heading: str
    questions: list[QuestionData]


class TermData(TypedDict):
    """A word of the glossary."""

    id: str  # "term-3"
    term: str
    meaning: Markup
    citation: str  # where it is first used, "" where this edition does not print that
    href: str  # leads there


class DetailData(TypedDict):
    """A further entry of the script's title page, such as its copyright line."""

    name: str
    value: str


class BookletData(TypedDict):
    """What is said of the booklet itself, on its title page and in its heads."""

    medium: Medium
    language: str  # "en-GB"
    labels: dict[str, str]  # words of the interface in that language: labels.contents …
    title: str
    running: str  # the title for the head of the pages; "" in large print, where it has no room
    subtitle: str
    authors: list[str]
    credit: str  # "Written by", as the script's title page has it
    date: str
    verse: bool  # set as a verse play: names on lines of their own
    notes_at: str  # where they stand on paper: "margin", "below", "foot", "scene", "end", "none"
    below: bool  # notes stand below their speeches, not in the margin
    drawn: bool  # false in large print, where their letters would be too small: told in words
    edition: str  # title of the edition, "" for the reader's
    classes: str  # of the body: "prose" or "verse", and what the edition does otherwise
    css: Markup  # web page only: the style sheets
    details: list[DetailData]
    fields: dict[str, str | list[str]]  # facts that the course states: fields.school


class ScriptData(TypedDict):
    """The script, and what stands between its title and its first scene."""

    setting: list[ElementData]  # where and when it is set: stands below the cast
    front: list[ElementData]  # what else stands before the first scene
    scenes: list[SceneData]


class MatterData(TypedDict):
    """What the pieces before and after the script show."""

    series: list[SeriesData]  # those with notes
    kinds: list[KindData]
    remarks: bool  # whether there are notes on more than words
    cast: list[CastGroup]
    contents: list[ContentsEntry]
    contents_length: str  # "short", "long" (in two columns on paper), else ""
    before: list[str]  # the pieces before the script; "cast" is shown by cast.html
    after: list[str]  # the pieces after it
    endnotes: list[EndnotesGroup]  # on paper, where all notes stand at the end
    critics: list[CriticsGroup]
    synopses: list[SynopsisData]
    themes: list[ThemeData]
    speakers: list[SpeakerData]
    apparatus: list[NoteData]  # the notes that tell variant readings
    further: dict[str, object]  # what plug-ins prepared, and own pieces, by name
    pictures: list[PictureData]
    references: list[SeriesData]  # the sources in the order of the bibliography
    questions: list[QuestionGroup]
    glossary: list[TermData]
    sources: list[SeriesData]  # the analyses of which words are reproduced


class EditionData(BookletData, ScriptData, MatterData):
    """Everything: what `page.html` and `print.html` get, and all templates they include.

    Besides these every template sees what the ones around it loop over: `scene`, `element`,
    `speech`, `paragraph`, `pieces`, `note`.
    """
