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

    letter: str  # "A"
    shape: str  # "●"
    css: str  # its class, "s1" to "s8": the colour
    name: str  # who speaks: the author, else the title, else the word for editor
    author: str
    title: str
    publication: str
    date: str
    url: str  # only http and https
    licence: str
    words: int  # words that the booklet reproduces from it
    notes: int  # how many notes it has


class NoteData(TypedDict):
    """A note as it is printed."""

    id: str  # id for its element, "note-…"
    number: int  # its mark
    leads: bool  # the first note on these words, which shows the lemma
    mark: str  # id of its mark in the text, "mark-…"
    citation: str  # "2.14"
    lemma: str
    body: Markup
    series: SeriesData
    themes: list[str]
    kind: str


class TextPiece(TypedDict):
    """A run of text that is styled and marked in one way throughout."""

    kind: Literal["text"]
    text: str
    italic: bool
    bold: bool
    underline: bool
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
    id: str


class MarkPiece(TypedDict):
    """The number of a note, before the words that it speaks of."""

    kind: Literal["mark"]
    id: str
    number: int
    follows: bool  # directly behind another mark, so that a comma must stand between
    note: str  # id of the first note
    series: str  # that note's class


class NotesPiece(TypedDict):
    """Where the notes of a mark stand: in print at the mark itself, on the web page at the
    end of the sentence, so that who listens to the page hears the sentence first."""

    kind: Literal["notes"]
    notes: list[NoteData]


Piece = TextPiece | BreakPiece | DirectionPiece | MilestonePiece | MarkPiece | NotesPiece


class ParagraphData(TypedDict):
    """A paragraph, a verse line, a sung line or a direction of a speech."""

    css: str  # its classes: "sp" ("sp alone" if only the name is in it), "sp-more", "lyric",
    # "v part-m stanza", "pr", "sd", each with "waits" where it does (see SpeechData)
    opens: bool  # in a prose play: the speaker's name stands at its head
    pieces: list[Piece]
    number: str  # number of a verse line; only every fifth has one
    id: str  # id for that number, "line-1.2.5"


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


class ElementData(TypedDict):
    """One thing of a scene; the fields of the other kinds are empty."""

    kind: Literal["speech", "direction", "dual", "page-break"]
    speech: SpeechData | None
    css: str  # of a direction: "action", "stage", "transition", "centered"
    pieces: list[Piece]  # of a direction
    sides: list[SpeechData]  # of a dual dialogue
    notes: list[NoteData]  # of a dual dialogue, web page only: they stand after it


class ActData(TypedDict):
    """An act that opens."""

    id: str  # "act-1"
    heading: str


class SceneData(TypedDict):
    """A scene."""

    id: str  # "scene-1.2"; the act's id where the scene has no heading of its own
    number: str  # to print before the heading; "" where the heading says it
    citation: str  # "1.2"
    heading: str  # "" where neither script nor number gives one
    running: str  # for the head of its pages: "Act 1, Scene 2", "3 INT. ROOM – NIGHT"
    titled: bool  # whether it has a heading line of its own
    level: int  # of its heading: 2, or 3 below an act
    synopsis: str
    act: ActData | None  # the act, where this scene opens it
    elements: list[ElementData]


class ContentsEntry(TypedDict):
    """A line of the contents, and the lines below it."""

    href: str
    number: str
    heading: str
    entries: list[ContentsEntry]


class CastMemberData(TypedDict):
    """A person of the play."""

    name: str
    description: str


class CastGroup(TypedDict):
    """Persons who stand together; `name` is "" for those without a group."""

    name: str
    members: list[CastMemberData]


class QuestionData(TypedDict):
    """A question for the group."""

    id: str
    question: Markup
    answer: Markup  # not shown by the shipped templates
    themes: list[str]


class QuestionGroup(TypedDict):
    """The questions about one scene; `href` is "" for the script as a whole."""

    href: str
    heading: str
    questions: list[QuestionData]


class TermData(TypedDict):
    """A word of the glossary."""

    term: str
    meaning: Markup


class DetailData(TypedDict):
    """A further entry of the script's title page, such as its copyright line."""

    name: str
    value: str


class EditionData(TypedDict):
    """Everything: what `page.html` and `print.html` get, and all templates they include.

    Besides these every template sees what the ones around it loop over: `scene`, `element`,
    `speech`, `paragraph`, `pieces`, `note`.
    """

    medium: Medium
    language: str  # "en-GB"
    labels: dict[str, str]  # words of the interface in that language: labels.contents …
    title: str
    subtitle: str
    authors: list[str]
    credit: str  # "Written by", as the script's title page has it
    date: str
    verse: bool  # set as a verse play: names on lines of their own
    css: Markup  # web page only: the style sheets
    policy: str  # web page only: its Content-Security-Policy
    series: list[SeriesData]  # those with notes
    cast: list[CastGroup]
    contents: list[ContentsEntry]
    front: list[ElementData]  # what stands before the first scene
    scenes: list[SceneData]
    questions: list[QuestionGroup]
    glossary: list[TermData]
    sources: list[SeriesData]  # every analysis, with notes or without
    details: list[DetailData]
