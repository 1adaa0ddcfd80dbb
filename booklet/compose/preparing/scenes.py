"""Scenes, speeches and their paragraphs, made ready for the templates.

In: the edition's scenes. Out: `data.SceneData`. Which numbers are shown, what runs in after
a speaker's name and what is a paragraph of its own is decided here, not in a template.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from booklet.citation import line_number_at
from booklet.citing import heading_number, number_of
from booklet.compose.preparing.data import (
    ActData,
    CueData,
    ElementData,
    Medium,
    NoteData,
    ParagraphData,
    Piece,
    SceneData,
    SpeechData,
)
from booklet.compose.preparing.drift import Drift
from booklet.compose.preparing.page_turns import keep_lines_together
from booklet.compose.preparing.pieces import (
    beside_pieces,
    bind,
    line_pieces,
    run_in_direction,
    space,
    text_pieces,
)
from booklet.compose.preparing.typography import Typographer
from booklet.counting import MINUTE, count_words, minutes
from booklet.model import (
    AT_ENDS,
    Act,
    Cue,
    Direction,
    EditedDual,
    EditedElement,
    EditedLine,
    EditedScene,
    EditedSpeech,
    Note,
    NotesAt,
)

NUMBER_EVERY = 5
"""Every fifth line shows its number, as in most editions of plays."""

RUN_IN = 120
RUN_IN_AFTER_NAME = 400
"""A stage direction of at most so many characters runs in between two sentences, and after
the speaker's name; a longer one is a paragraph of its own."""

HEADING_LINES = 4
"""Lines of text that the heading of a scene takes on the web page, with its space."""

WORDS_PER_MINUTE = 150.0
"""How fast is read aloud where nobody says."""

_CONTINUED = re.compile(r"cont(?:['’]?d|inued)?\.?", re.IGNORECASE)
_NUMBERED = re.compile(r"(?:[^\W\d_]+\s+)?(\w+)\b")


@dataclass(frozen=True, slots=True)
class ScenePreparation:
    """What every scene of an edition is made ready with."""

    medium: Medium
    verse: bool
    alone: bool  # the only scene of its script, which needs no heading to tell it apart
    typographer: Typographer
    labels: Mapping[str, str]
    notes: Mapping[str, NoteData] = field(default_factory=dict)  # by their ids
    notes_at: NotesAt = "margin"
    synopses: bool = True
    role: str = ""  # whose part it is
    terms: Mapping[str, str] = field(default_factory=dict)  # ids of the glossary's words
    heads: bool = True  # the pages' heads have room for the name of a scene
    words_per_minute: float = WORDS_PER_MINUTE
    linked: bool = False  # templates of the course's own may ask for the ids of directions
    drift: Drift = field(default_factory=Drift)  # web page: it goes on from scene to scene

    def scene(
        self, scene: EditedScene, notes: Mapping[int, list[NoteData]], act_number: int = 0
    ) -> SceneData:
        """One scene; `notes` are its notes by mark number, `act_number` counts the acts from
        1 up to its own."""
        heading = heading_text(scene.scene.heading, self.typographer)
        act = scene.scene.act
        titled = bool(heading) or not (self.alone or (act and scene.opens_act))
        short = scene.number.rpartition(".")[2]
        if titled and not heading and short == "0":
            heading = self.labels["opening"]
        shown = "" if short == "0" or _says(heading, short) else short
        act_heading = self._act_heading(act) if act else ""
        parts = [act_heading, heading] if "." in scene.number else [f"{shown} {heading}".strip()]
        writer = _SceneWriter(self, scene, notes)
        return SceneData(
            id=f"act-{act_number}" if act and not titled else f"scene-{scene.number}",
            number=shown,
            citation=scene.number,
            heading=heading,
            running=self._running(", ".join(part for part in parts if part)),
            titled=titled,
            level=3 if act else 2,
            synopsis=self.typographer.show(scene.scene.synopsis) if self.synopses else "",
            act=ActData(
                id=f"act-{act_number}", heading=act_heading, running=self._running(act_heading)
            )
            if act and scene.opens_act
            else None,
            words=(words := _words(scene)),
            minutes=minutes(round(words / self.words_per_minute * MINUTE)),
            silent=self.role if scene.silent else "",
            head=[self.note(note) for note in scene.head],
            beside=titled and self.medium == "print" and self.notes_at == "margin",
            end=[note for note in map(self.note, scene.end) if note["ends"]],
            questions=[],
            elements=[writer.element(element) for element in scene.elements],
        )

    def note(self, note: Note) -> NoteData:
        """A note made ready."""
        return self.notes[note.id]

    def _running(self, heading: str) -> str:
        return heading if self.heads else ""

    def _act_heading(self, act: Act) -> str:
        shown = heading_text(act.heading, self.typographer)
        return shown or f"{self.labels['act']} {act.label}".strip()


def _said_how(extension: str) -> str:
    """A screenplay's extension without `CONT'D`, which says something of its own pages only."""
    parts = [part.strip() for part in extension.split(",")]
    return ", ".join(part for part in parts if not _CONTINUED.fullmatch(part))


def heading_text(heading: str, typographer: Typographer) -> str:
    """A heading as it is printed: the hyphen between a screenplay's place and hour is a dash."""
    return typographer.show(re.sub(r"\s-\s", " -- ", heading.strip()))


def _says(heading: str, number: str) -> bool:
    """Whether a heading says its number: "2", "Scene 2", "SCENE II: …", "Zweiter Auftritt"."""
    match = _NUMBERED.match(heading)
    found = number_of(match[1]) if match else None
    values = (found.value if found else 0, heading_number(heading))
    return (match is not None and number == match[1]) or number in map(str, values)


@dataclass(slots=True)
class _Paragraphs:
    """The paragraphs of a speech, as they grow."""

    done: list[ParagraphData] = field(default_factory=list)

    def add(
        self, css: str, pieces: list[Piece], citation: str = "", *, numbered: bool = False
    ) -> None:
        """A paragraph cited like this; its number is printed where it is `numbered`."""
        self.done.append(
            ParagraphData(
                css=css,
                opens=False,
                pieces=pieces,
                number=citation.rpartition(".")[2] if numbered else "",
                id=f"line-{citation}" if numbered else "",
                citation=citation,
            )
        )

    @property
    def takes_a_direction(self) -> bool:
        """Whether a direction can run in: at the very beginning, or after prose."""
        return not self.done or self.done[-1]["css"] in ("sp", "sp-more")


def _words(scene: EditedScene) -> int:
    """How many words are spoken in it."""
    return sum(
        count_words(part.line.text)
        for speech in scene.speeches()
        for part in speech.body
        if isinstance(part, EditedLine)
    )


class _SceneWriter:
    """Makes the elements of one scene ready."""

    def __init__(
        self,
        preparation: ScenePreparation,
        scene: EditedScene,
        notes: Mapping[int, list[NoteData]],
    ) -> None:
        self._preparation = preparation
        self._typographer = preparation.typographer
        self._number = scene.number
        self._notes = notes
        self._shown = _shown_numbers(scene) if preparation.verse else {}
        self._directions = 0
        self._drift = preparation.drift
        self._drift.pass_by(HEADING_LINES)
        head = [preparation.note(note) for note in scene.head]
        if head:
            self._drift.add(0, [len(note["about"]) + len(note["body"]) for note in head])

    def element(self, element: EditedElement) -> ElementData:
        made = ElementData(
            kind="page-break",
            speech=None,
            id="",
            css="",
            text="",
            pieces=[],
            sides=[],
            notes=[],
            cue=None,
        )
        if isinstance(element, EditedSpeech):
            made["kind"] = "speech"
            made["speech"] = self.speech(element)
        elif isinstance(element, Direction):
            made["kind"] = "direction"
            made["css"] = element.kind
            made["text"] = self._typographer.show(element.text)
            self._directions += 1
            if self._preparation.linked:
                made["id"] = f"direction-{self._number}.{self._directions}"
            made["pieces"] = text_pieces(element.text, element.emphasis, self._typographer)
            if self._preparation.medium == "print":
                bind(made["pieces"])
        elif isinstance(element, EditedDual):
            made["kind"] = "dual"
            made["sides"] = [self.speech(speech) for speech in element.speeches]
            if self._preparation.medium == "print":
                _number_together(made["sides"])
            for side in made["sides"]:
                if self._preparation.medium == "page":
                    made["notes"] += _take_notes(side)
                made["notes"] += side["below"]
                side["below"] = []
        elif isinstance(element, Cue):
            made["kind"] = "cue"
            made["cue"] = CueData(
                speaker=self._typographer.show(element.speaker),
                text=self._typographer.show(element.text),
                citation=element.citation,
            )
        return made

    def speech(self, speech: EditedSpeech) -> SpeechData:
        verse = self._preparation.verse
        head: list[Piece] = []
        if verse:
            paragraphs = self._verse_paragraphs(speech, head)
        else:
            paragraphs = self._prose_paragraphs(speech)
        if self._preparation.medium == "print":
            keep_lines_together(paragraphs)
            for paragraph in paragraphs:
                bind(paragraph["pieces"])
        self._meet(speech, paragraphs[0]["pieces"] if paragraphs else head)
        made = SpeechData(
            id=f"speech-{speech.citation}" if speech.citation else "",
            number="" if verse else speech.number,
            citation=speech.citation,
            speaker=self._typographer.show(speech.speech.speaker or ""),
            extension=self._typographer.show(_said_how(speech.speech.extension or "")),
            head=head,
            paragraphs=paragraphs,
            waits=self._wait(paragraphs),
            css="",
            below=[],
        )
        if self._preparation.medium == "print":
            if self._preparation.notes_at == "below":
                made["below"] = _take_notes(made)
            elif self._preparation.notes_at in AT_ENDS:
                _take_references(made)
        return made

    def _meet(self, speech: EditedSpeech, pieces: list[Piece]) -> None:
        """Put the notes on who speaks here for the first time into their first words."""
        if speech.met:
            notes = [self._preparation.note(note) for note in speech.met]
            at = 0 if self._preparation.medium == "print" else len(pieces)
            pieces[at:at] = beside_pieces(notes)

    def _wait(self, paragraphs: list[ParagraphData]) -> bool:
        """Whether the speech waits for the notes above it; a later paragraph says so itself."""
        if self._preparation.medium == "print":
            return False
        waits = False
        for index, paragraph in enumerate(paragraphs):
            characters, notes = _characters(paragraph)
            if notes and self._drift.must_wait():
                waits = waits or index == 0
                paragraph["css"] += " waits" if index else ""
            self._drift.add(characters, notes)
        return waits

    def _verse_paragraphs(self, speech: EditedSpeech, head: list[Piece]) -> list[ParagraphData]:
        paragraphs = _Paragraphs()
        for part in speech.body:
            if isinstance(part, EditedLine):
                first = line_number_at(part.line, part.number, 0)
                citation = f"{self._number}.{first}" if first else ""
                shown = self._shows_number(part)
                paragraphs.add(_line_css(part, "pr"), self._pieces(part), citation, numbered=shown)
            elif not paragraphs.done and speech.speech.speaker and _runs_in(part, True):
                head.append(run_in_direction(part.text, self._typographer))
            else:
                paragraphs.add("sd", self._direction(part))
        _end_without_space(head)
        return paragraphs.done

    def _prose_paragraphs(self, speech: EditedSpeech) -> list[ParagraphData]:
        paragraphs = _Paragraphs()
        cited = speech.citation
        joined = False  # a direction ran in: the next words go on in the same paragraph
        for part in speech.body:
            if isinstance(part, EditedLine):
                if part.line.kind != "prose":
                    if not paragraphs.done:
                        paragraphs.add("sp", [], cited)
                    paragraphs.add(_line_css(part, "sp-more"), self._pieces(part), cited)
                elif joined:
                    paragraphs.done[-1]["pieces"] += self._pieces(part)
                else:
                    css = "sp-more" if paragraphs.done else "sp"
                    paragraphs.add(css, self._pieces(part), cited)
                joined = False
            elif _runs_in(part, not paragraphs.done) and paragraphs.takes_a_direction:
                if not paragraphs.done:
                    paragraphs.add("sp", [], cited)
                paragraphs.done[-1]["pieces"].append(run_in_direction(part.text, self._typographer))
                joined = True
            else:
                if not paragraphs.done:
                    paragraphs.add("sp", [], cited)
                paragraphs.add("sd", self._direction(part))
                joined = False
        if not paragraphs.done:
            paragraphs.add("sp", [], cited)
        opening = paragraphs.done[0]
        opening["opens"] = True
        pieces = opening["pieces"]
        if len(paragraphs.done) > 1 and not any(piece["kind"] == "text" for piece in pieces):
            opening["css"] = "sp alone"
        if speech.speech.speaker and pieces and pieces[0]["kind"] != "direction":
            pieces.insert(0, space())
        for paragraph in paragraphs.done:
            _end_without_space(paragraph["pieces"])
        return paragraphs.done

    def _direction(self, direction: Direction) -> list[Piece]:
        pieces = text_pieces(direction.text, direction.emphasis, self._typographer)
        if direction.kind == "parenthetical":
            return [space("("), *pieces, space(")")]
        return pieces

    def _pieces(self, line: EditedLine) -> list[Piece]:
        inside = {
            offset: f"{self._number}.{number}"
            for offset, number in self._shown.get(id(line), {}).items()
            if offset is not None
        }
        of = self._preparation
        return line_pieces(line, self._typographer, of.medium, self._notes, inside, of.terms)

    def _shows_number(self, line: EditedLine) -> bool:
        return None in self._shown.get(id(line), {})


def _shown_numbers(scene: EditedScene) -> dict[int, dict[int | None, str]]:
    """Which line numbers of a scene are printed: every fifth, once.

    By the line's identity, then the offset in it, None for the end of a verse line. Parts of
    a shared verse line have one number, which stands after the last of them.
    """
    last: dict[str, tuple[EditedLine, int | None]] = {}
    for speech in scene.speeches():
        for line in speech.body:
            if isinstance(line, Direction):
                continue
            if line.line.kind == "prose":
                last.setdefault(line.number, (line, 0))
                for milestone in line.line.milestones:
                    last[milestone.number.rpartition(".")[2]] = (line, milestone.offset)
            else:
                last[line.number] = (line, None)
    shown: dict[int, dict[int | None, str]] = {}
    for number, (line, offset) in last.items():
        if number.isdecimal() and int(number) > 0 and int(number) % NUMBER_EVERY == 0:
            shown.setdefault(id(line), {})[offset] = number
    return shown


def _line_css(line: EditedLine, prose: str) -> str:
    kind = {"verse": "v", "lyric": "lyric", "prose": prose}[line.line.kind]
    part = f" part-{line.line.part.lower()}" if line.line.part else ""
    return kind + part + (" stanza" if line.line.opens_stanza else "")


def _runs_in(direction: Direction, after_name: bool) -> bool:
    if direction.kind == "parenthetical":
        return True
    most = RUN_IN_AFTER_NAME if after_name else RUN_IN
    return direction.kind == "stage" and len(direction.text) <= most


def _characters(paragraph: ParagraphData) -> tuple[int, list[int]]:
    """How many characters the text of a paragraph has, and each of its notes."""
    text, notes = 0, []
    for piece in paragraph["pieces"]:
        if piece["kind"] == "notes":
            notes += [len(note["lemma"]) + len(note["body"]) for note in piece["notes"]]
        elif piece["kind"] in ("text", "direction"):
            text += len(piece["text"])
    return text, notes


def _number_together(sides: list[SpeechData]) -> None:
    """On paper the numbers of speeches side by side stand together, at the first: "30–31"."""
    numbers = [side["number"] for side in sides if side["number"]]
    for side in sides:
        side["number"] = ""
    if numbers:
        sides[0]["number"] = "–".join(dict.fromkeys((numbers[0], numbers[-1])))


def _end_without_space(pieces: list[Piece]) -> None:
    if pieces and pieces[-1]["kind"] == "direction":
        pieces[-1]["after"] = ""


def _take_references(speech: SpeechData) -> None:
    """Where all notes stand at an end nothing says so of each."""
    for paragraph in speech["paragraphs"]:
        paragraph["pieces"] = [p for p in paragraph["pieces"] if p["kind"] != "reference"]
    speech["head"] = [piece for piece in speech["head"] if piece["kind"] != "reference"]


def _take_notes(speech: SpeechData) -> list[NoteData]:
    """Take the notes out of a speech: a narrow column has no margin beside it."""
    taken: list[NoteData] = []
    for paragraph in speech["paragraphs"]:
        kept: list[Piece] = []
        for piece in paragraph["pieces"]:
            if piece["kind"] == "notes":
                taken += piece["notes"]
            else:
                kept.append(piece)
        paragraph["pieces"] = kept
    return taken
