"""The text of a TEI play: speeches, lines, stanzas, directions.

Takes the `text` element and the people of the play, fills a `Stagebook`, gives the
problems met. Every word of the text goes somewhere: an element of no known name is read
as part of the element it stands in, and told of once.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from booklet.model import Act, Direction, DirectionKind, Line, LineKind, Part, ScriptNote, Span
from booklet.problems import Problem, warning
from booklet.read.tei.cast import Directory, speaker_label, who_ids
from booklet.read.tei.divisions import (
    DIVISIONS,
    division_kind,
    heads_of,
    holds_cast_only,
    is_played,
    label_of,
    title_of,
)
from booklet.read.tei.elements import (
    BLOCKS,
    PARAGRAPHS,
    QUOTED,
    TITLE_PAGE,
    has_blocks,
    is_bare_verse,
    is_song,
    note_by,
    other_reading,
    part_of,
)
from booklet.read.tei.flow import Flow
from booklet.read.tei.inline import (
    STAGE,
    Element,
    TextHooks,
    has_text,
    name_of,
    read_inline,
)
from booklet.read.tei.scenes import OpenSpeech, Stagebook
from booklet.read.text.xml import line_of


class BodyReader:
    """Reads the text once, from front to back, into `book`."""

    def __init__(self, file: str, people: Directory) -> None:
        self.file = file
        self.people = people
        self.book = Stagebook()
        self.problems: list[Problem] = []
        self.flow = Flow()
        self._span = Span(file)
        self._kind: LineKind = "prose"
        self._number: str | None = None
        self._part: Part | None = None
        self._stanza = False
        self._lyric = False
        self._in_line = False
        self._in_scene = False
        self._above_acts: tuple[str, ...] = ()
        self._heads: set[Element] = set()
        self._told: set[str] = set()

    def read(self, text: Element) -> None:
        """Read the whole `text` element."""
        for part in text:
            match name_of(part):
                case "front":
                    self._front(part)
                case "back":
                    self._back(part)
                case "":
                    pass
                case _:
                    self._block(part)
        self._flush()
        self.book.close_speech()

    # ------------------------------------------------------ what read_inline asks for

    def note(self, element: Element) -> None:
        """Keep an editor's note apart, with its place."""
        inner = TextHooks(self)
        read_inline(element, inner)
        if words := inner.flow.finish().text:
            made = ScriptNote(
                words,
                self._at(element),
                0,
                by=note_by(element),
                reading_of=other_reading(element),
            )
            number = self.book.note(made, in_line=self._in_line)
            if self._in_line:
                self.flow.note(number)

    def block(self, element: Element) -> bool:
        """Read a paragraph, line, speech or the like inside what is being read."""
        name = name_of(element)
        if name in QUOTED:
            if self._in_line and not has_blocks(element):
                return False
        elif name not in BLOCKS and (name not in STAGE or self._in_line):
            return False
        state = self._kind, self._in_line
        self._flush()
        self._in_line = False
        self._block(element)
        self._begin(element, state[0])
        self._in_line = state[1]
        return True

    def unknown(self, element: Element) -> None:
        """Tell, once for each name, of an element whose meaning is not known."""
        name = name_of(element)
        self._tell_once(
            "tei-unknown-element",
            name,
            f"<{name}> is not an element this reader knows, so its text is read as ordinary text",
            element,
            "If the text belongs to nobody's lines, mark it as <stage> or <note>.",
        )

    # ------------------------------------------------------------- front and back matter

    def _front(self, front: Element) -> None:
        for part in front:
            name = name_of(part)
            if not name or name == "castList" or name in TITLE_PAGE or holds_cast_only(part):
                continue
            if is_played(part):
                self.book.close_front()
                self._division(part)
                continue
            self.book.open_front(self._at(part))
            self._in_scene = True
            for child in part if name == "titlePage" else (part,):
                if name_of(child) and name_of(child) not in TITLE_PAGE:
                    self._block(child)
            self._flush()
            self._in_scene = False
        self.book.close_front()

    def _back(self, back: Element) -> None:
        for part in back:
            name = name_of(part)
            if not name or name == "castList" or holds_cast_only(part):
                continue
            if is_played(part):
                self._division(part)
            elif has_text(part):
                self.note(part)
                self._tell_once(
                    "tei-back-matter",
                    name,
                    "what stands after the play is kept among its notes, not as its text",
                    part,
                    'If it is spoken, mark it as an epilogue: <div type="epilogue">.',
                )

    # ------------------------------------------------------------------------ divisions

    def _division(self, element: Element) -> None:
        speaking = self.book.speech is not None and self.book.speech.explicit
        kind = "inner" if self._in_scene or speaking else division_kind(element)
        heads = heads_of(element)
        heading = title_of(element)
        if kind == "inner":
            if heading and not heads and not speaking and not self.book.in_front:
                self._flush()
                self.book.put(Direction(heading, self._at(element), "centered"))
            self._container(element)
            return
        self._flush()
        self.flow = self.flow.successor()
        if kind == "part":
            self._heads.update(heads)
            above = self._above_acts
            self._above_acts = (*above, heading) if heading else above
            self._container(element)
            self._above_acts = above
        elif kind == "act":
            heading = ", ".join((*self._above_acts, heading))
            self.book.open_act(Act(label_of(element, heading), heading, self._at(element)))
            self._under_heads(element, heads)
            self.book.close_act()
        else:
            label = label_of(element, heading)
            if self.book.act and self.book.act.label:
                label = label.removeprefix(f"{self.book.act.label}.")
            self.book.open_scene(heading, label, self._at(element))
            self._in_scene = True
            self._under_heads(element, heads)
            self._in_scene = False

    def _under_heads(self, element: Element, heads: list[Element]) -> None:
        """What a division holds, with the notes and directions that stand in its heads."""
        self._heads.update(heads)
        for head in heads:
            for inner in head.iter("{*}note", "{*}stage"):
                if name_of(inner) == "note":
                    self.note(inner)
                else:
                    self._direction(inner, "stage")
        self._container(element)

    # --------------------------------------------------------------------------- blocks

    def _block(self, element: Element) -> None:
        match name_of(element):
            case "sp":
                self._speech(element)
            case "l":
                self._verse_line(element)
            case "lg":
                self._stanza_of(element)
            case name if name in PARAGRAPHS:
                self._line(element, "prose")
            case name if name in STAGE or name in ("set", "performance"):
                self._direction(element, "stage")
            case "head" | "trailer" if element not in self._heads:
                self._direction(element, "centered")
            case "speaker":
                self._speaker(element)
            case "head" | "castList":
                pass
            case name if name in DIVISIONS:
                self._division(element)
            case "spGrp":
                self._flush()
                start = self.book.begin_group()
                self._container(element)
                self.book.end_group(start, self._at(element))
            case name if name in QUOTED and not has_blocks(element):
                self._line(element, "prose")
            case name if name in QUOTED or name == "floatingText":
                with self._singing(is_song(element) or is_bare_verse(element)):
                    self._container(element)
            case _:
                self._container(element)

    def _container(self, element: Element) -> None:
        """Blocks in a row; words between them become lines of their own."""
        self._begin(element, "prose")
        read_inline(element, self)
        self._flush()

    def _line(self, element: Element, kind: LineKind, part: Part | None = None) -> None:
        self._begin(element, kind)
        self._number = element.get("n")
        self._part = part
        outer, self._in_line = self._in_line, True
        read_inline(element, self)
        self._flush()
        self._in_line = outer

    def _verse_line(self, element: Element) -> None:
        sung = self._lyric or is_song(element)
        self._line(element, "lyric" if sung else "verse", part_of(element))

    def _stanza_of(self, element: Element) -> None:
        self._stanza = not element.get("prev") and element.get("part") not in ("M", "F")
        with self._singing(is_song(element)):
            self._container(element)
        self._stanza = False

    def _direction(self, element: Element, kind: DirectionKind) -> None:
        self._flush()
        inner = TextHooks(self)
        read_inline(element, inner)
        found = inner.flow.finish()
        if found.text:
            self.book.put(Direction(found.text, self._at(element), kind, found.emphasis))

    def _speaker(self, element: Element) -> None:
        """The name itself was read with its speech; notes and directions in it are left."""
        parent = element.getparent()
        if parent is None or name_of(parent) != "sp":
            self._direction(element, "stage")
            return
        for inner in element.iter("{*}note", "{*}stage"):
            if name_of(inner) == "note":
                self.note(inner)
            else:
                self._direction(inner, "stage")

    def _speech(self, element: Element) -> None:
        self._flush()
        label = speaker_label(element)
        who, speaker = self._who(element, label)
        span = self._at(element)
        interrupted = self.book.open_speech(OpenSpeech(speaker, who, span))
        self._container(element)
        if label and element.find(".//{*}sp") is None and self._says_nothing():
            self.book.put(Direction(label, span, "stage"))
            self.problems.append(_without_words(label, span))
        self.book.close_speech()
        if interrupted:
            self.book.open_speech(interrupted.resumed(span))

    def _who(self, element: Element, label: str) -> tuple[tuple[str, ...], str | None]:
        """Canonical names of those who speak, and the name to print."""
        ids = who_ids(element)
        known = [name for name in map(self.people.person, ids) if name]
        if self.people.has_ids:
            for identifier in ids:
                if self.people.person(identifier) is None:
                    self._tell_once(
                        "tei-unknown-speaker",
                        identifier,
                        f"`{identifier}` is named as speaker, but nobody in the cast has this id",
                        element,
                        "Give the person in <castList> or <particDesc> this xml:id.",
                    )
        if not known:
            known = [self.people.named(label)] if label else list(ids)
        who = tuple(dict.fromkeys(known))
        return who, label or self.people.label(ids) or ", ".join(who) or None

    def _says_nothing(self) -> bool:
        return self.book.speech is not None and not self.book.speech.body

    # -------------------------------------------------------------------- small matters

    def _begin(self, element: Element, kind: LineKind) -> None:
        """What comes next is a line of this kind, beginning at this element."""
        self._flush()
        self._span = self._at(element)
        self._kind = kind
        self._number = self._part = None

    def _flush(self) -> None:
        """Put what the flow holds as a line; numbers with no words after them go on."""
        found = self.flow.finish()
        self.flow = self.flow.successor()
        end = len(found.text)
        if found.text:
            line = Line(
                text=found.text,
                span=self._span,
                kind=self._kind,
                number=self._number,
                part=self._part,
                opens_stanza=self._stanza and self._kind != "prose",
                emphasis=found.emphasis,
                directions=found.directions,
                milestones=tuple(mark for mark in found.milestones if mark.offset < end),
            )
            self.book.put(line)
            for offset, number in found.notes:
                self.book.place_note(number, offset)
            self._stanza = False
        else:
            for direction in found.directions:
                self.book.put(Direction(direction.text, self._span, "stage"))
        for mark in found.milestones:
            if mark.offset == end:
                self.flow.milestone(mark.number)

    @contextmanager
    def _singing(self, lyric: bool) -> Iterator[None]:
        outer, self._lyric = self._lyric, self._lyric or lyric
        yield
        self._lyric = outer

    def _at(self, element: Element) -> Span:
        return Span(self.file, line_of(element))

    def _tell_once(self, code: str, key: str, message: str, element: Element, hint: str) -> None:
        if f"{code} {key}" not in self._told:
            self._told.add(f"{code} {key}")
            self.problems.append(warning(code, message, self._at(element), hint))


def _without_words(speaker: str, span: Span) -> Problem:
    return warning(
        "speech-without-words",
        f"`{speaker}` has no words here",
        span,
        "Write the words into this <sp>, or take it out.",
    )
