"""The blocks of a Fountain file: what each group of lines is.

Takes visible lines, gives scene headings, sections, synopses and the elements of scenes
in order, flat, with the problems met. Nothing is thrown away: what fits no rule is
action. Rules: fountain.io/syntax.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from booklet.languages import languages
from booklet.model import (
    Direction,
    DirectionKind,
    DualDialogue,
    Line,
    PageBreak,
    SceneElement,
    Span,
    Speech,
)
from booklet.problems import Problem, warning
from booklet.read.fountain.cue import Cue, read_cue
from booklet.read.fountain.inline import Styled, cropped, joined, plain, styled
from booklet.read.fountain.source import SourceLine

_PREFIX = r"(?:(?:INT|EXT|EST|I|E)\.?/(?:INT|EXT|I|E)|INT|EXT|EST)[. ]"
_HEADING = re.compile(_PREFIX, re.IGNORECASE)
_LOUD_HEADING = re.compile(_PREFIX)
_WORDS = {word.upper() for each in languages() for word in each.reading.scene_headings}
_SPELT_HEADING = re.compile(
    rf"(?:{'|'.join(sorted(_WORDS, key=len, reverse=True))})\s*[.,:/–-]\s*\w"
)
"""How screenplays of other languages, and some English ones, head a scene: in full, or with
their own short forms; in a line in capitals."""
_MISSPELT_HEADING = re.compile(  # one slip off
    r"(?:INT|EXT|IN|EX|IT|ET|NT|XT|ITN|NIT|ETX|XET|INTT|EXTT|INR|EXR|IMT|EXY)[.,:;] ?+\w"
)
_SCENE_NUMBER = re.compile(r"#([\w.\-]+)#$")
_SPACES = re.compile(r"[ \t\f\v]+")
_PAGE_BREAK = re.compile("={3,}")


@dataclass(frozen=True, slots=True)
class Heading:
    """A scene heading; `label` is its scene number, or ""."""

    text: str
    label: str
    span: Span


@dataclass(frozen=True, slots=True)
class Section:
    """A section heading; `level` is its number of `#`."""

    text: str
    level: int
    span: Span


@dataclass(frozen=True, slots=True)
class Synopsis:
    """A line that sums up what follows."""

    text: str
    span: Span


Block = Heading | Section | Synopsis | SceneElement


@dataclass(frozen=True, slots=True)
class Blocks:
    """The blocks in order, and the problems met."""

    blocks: tuple[Block, ...]
    problems: tuple[Problem, ...]


def read_blocks(lines: Sequence[SourceLine], file: str) -> Blocks:
    """The blocks of the lines after the title page."""
    reader = _Reader(lines, file)
    reader.read()
    return Blocks(tuple(reader.blocks), tuple(reader.problems))


class _Reader:
    """Walks the lines once. `fresh` says that an empty line, or the like, was just passed."""

    def __init__(self, lines: Sequence[SourceLine], file: str) -> None:
        self.lines = lines
        self.file = file
        self.at = 0
        self.fresh = True
        self.blocks: list[Block] = []
        self.problems: list[Problem] = []

    def read(self) -> None:
        while self.at < len(self.lines):
            if self.lines[self.at].blank:
                self.at += 1
                self.fresh = True
            else:
                self._block()

    def _block(self) -> None:
        text = self.lines[self.at].text.strip()
        if self._structure(text):
            self.fresh = True
        elif text[0] == "~":
            self._song()
        elif text[0] == ">":
            self._centered_or_transition(text)
        elif heading := self._heading(text):
            self.blocks.append(heading)
            self.at += 1
            self.fresh = True
        elif self.fresh and _is_transition(text):
            self._direction(styled(text), "transition")
            self.fresh = True
        elif cue := self._cue(text):
            self._speech(cue)
        else:
            self._action()

    # ------------------------------------------------------------------ single lines

    def _structure(self, text: str) -> bool:
        """A page break, section or synopsis: it never needs an empty line around it."""
        span = self._span(self.at)
        if _PAGE_BREAK.fullmatch(text):
            self.blocks.append(PageBreak(span))
        elif text[0] == "=":
            if synopsis := _one_line(text.lstrip("=")):
                self.blocks.append(Synopsis(synopsis, span))
        elif text[0] == "#":
            title = text.lstrip("#")
            if name := _one_line(title):
                self.blocks.append(Section(name, len(text) - len(title), span))
        else:
            return False
        self.at += 1
        return True

    def _heading(self, text: str) -> Heading | None:
        if not self.fresh:
            return None
        span = self._span(self.at)
        forced = text[0] == "." and text[1:2].isalnum()
        name = plain(text[1:] if forced else text)
        if not forced:
            if not _HEADING.match(name) and not _is_spelt_heading(name):
                return None
            if not _LOUD_HEADING.match(name) and not self._blank(self.at + 1):
                return None
        label = ""
        if number := _SCENE_NUMBER.search(name):
            label = number.group(1)
            name = name[: number.start()]
        return Heading(" ".join(name.split()), label, span)

    def _cue(self, text: str) -> Cue | None:
        if self._blank(self.at + 1) or not (self.fresh or text[0] == "@") or text[0] == "!":
            return None
        return read_cue(text)

    def _centered_or_transition(self, text: str) -> None:
        if len(text) == 1 or not text.endswith("<"):
            self._direction(styled(_one_space(text[1:])), "transition")
            self.fresh = True
            return
        span = self._span(self.at)
        lines: list[Styled] = []
        while not self._blank(self.at):
            text = self.lines[self.at].text.strip()
            if len(text) == 1 or text[0] != ">" or text[-1] != "<":
                break
            lines.append(styled(_one_space(text[1:-1])))
            self.at += 1
        self._add_direction(joined(lines), "centered", span)
        self.fresh = True

    # ---------------------------------------------------------------- groups of lines

    def _action(self) -> None:
        span = self._span(self.at)
        lines: list[Styled] = []
        while not self._blank(self.at):
            raw = self.lines[self.at].text
            text = raw.strip()
            if lines:
                if text[0] in "~>#=" or (text[0] == "@" and self._cue(text)):
                    break
                self._notice_heading(text)
            else:
                self._notice_misspelt_heading(text)
                raw = self._notice_lonely_cue(raw)
            if text[0] == "!":
                raw = raw.replace("!", "", 1)
            lines.append(styled(raw.replace("\t", "    ").rstrip()))
            self.at += 1
        self._add_direction(joined(lines), "action", span)
        self.fresh = False

    def _song(self) -> None:
        """Lyrics outside a speech; a further group after empty lines is its next stanza."""
        span = self._span(self.at)
        lines = self._lyrics()
        if not lines:
            return
        last = self.blocks[-1] if self.blocks else None
        if isinstance(last, Speech) and last.speaker is None:
            self.blocks[-1] = replace(last, body=last.body + lines)
        else:
            self.blocks.append(Speech(None, (), lines, span))

    def _lyrics(self) -> tuple[Line, ...]:
        lines: list[Line] = []
        opens = True
        while not self._blank(self.at) and (text := self.lines[self.at].text.strip())[0] == "~":
            words, emphasis = styled(_one_space(text[1:]))
            if words:
                span = self._span(self.at)
                lines.append(Line(words, span, "lyric", opens_stanza=opens, emphasis=emphasis))
            opens = not words
            self.at += 1
        self.fresh = False
        return tuple(lines)

    def _speech(self, cue: Cue) -> None:
        cue_at = self.at
        span = self._span(cue_at)
        self.at += 1
        body: list[Line | Direction] = []
        paragraph: list[Styled] = []
        opened = span

        def close_paragraph() -> None:
            words, emphasis = joined(paragraph)
            if words:
                body.append(Line(words, opened, emphasis=emphasis))
            paragraph.clear()

        after_gap = False
        while self.at < len(self.lines):
            line = self.lines[self.at]
            if line.blank:
                if len(line.text) < 2 or line.text.strip(" "):
                    break
                close_paragraph()
                after_gap = True
                self.at += 1
                continue
            text = _one_space(line.text)
            self._notice_heading(text)
            if after_gap:
                self._notice_cue_after_gap(text)
                after_gap = False
            if text[0] == "~":
                close_paragraph()
                body += self._lyrics()
                continue
            row = styled(text)
            if _is_parenthetical(row[0]):
                close_paragraph()
                words, emphasis = cropped(row, 1, len(row[0]) - 1)
                body.append(Direction(words, self._span(self.at), "parenthetical", emphasis))
            else:
                if not paragraph:
                    opened = self._span(self.at)
                paragraph.append(row)
            self.at += 1
        close_paragraph()
        self.fresh = False
        if body:
            self._add_speech(Speech(cue.name, (cue.name,), tuple(body), span, cue.extension), cue)
        else:
            self._add_direction(styled(_one_space(self.lines[cue_at].text)), "action", span)

    def _add_speech(self, speech: Speech, cue: Cue) -> None:
        if not speech.lines:
            self._warn(
                "speech-without-words",
                f"`{cue.name}` has no words here",
                speech.span,
                "Write what is said, or put `!` before the name to make it action.",
            )
        if not cue.dual:
            self.blocks.append(speech)
            return
        before = self.blocks[-1] if self.blocks else None
        if isinstance(before, Speech) and before.speaker is not None:
            self.blocks[-1] = DualDialogue((before, speech), before.span)
            return
        if isinstance(before, DualDialogue):
            message = "only two speeches fit side by side, so this third one stands after them"
        else:
            message = "no speech stands right before this caret, so it has none to stand beside"
        self._warn(
            "fountain-dual-without-partner",
            message,
            speech.span,
            "Take the `^` away, or the action between the two speeches.",
        )
        self.blocks.append(speech)

    # ------------------------------------------------------------------ small matters

    def _direction(self, row: Styled, kind: DirectionKind) -> None:
        span = self._span(self.at)
        self.at += 1
        self._add_direction(row, kind, span)

    def _add_direction(self, row: Styled, kind: DirectionKind, span: Span) -> None:
        if row[0].strip():
            self.blocks.append(Direction(row[0], span, kind, row[1]))

    def _blank(self, index: int) -> bool:
        return index >= len(self.lines) or self.lines[index].blank

    def _span(self, index: int) -> Span:
        line = self.lines[index]
        return line.span(self.file, len(line.text) - len(line.text.lstrip()))

    def _warn(self, code: str, message: str, span: Span, hint: str) -> None:
        self.problems.append(warning(code, message, span, hint))

    def _notice_heading(self, text: str) -> None:
        if _LOUD_HEADING.match(text) and len(text) > 5:
            self._warn(
                "fountain-heading-in-text",
                "this looks like a scene heading, but no empty line stands before it",
                self._span(self.at),
                "Put an empty line before it.",
            )

    def _notice_misspelt_heading(self, text: str) -> None:
        if self.fresh and self._blank(self.at + 1) and text == text.upper():
            if not _MISSPELT_HEADING.match(text):
                return
            self._warn(
                "fountain-heading-in-text",
                "this looks like a scene heading, but is read as action",
                self._span(self.at),
                f"Begin it with `INT.` or `EXT.` and a space, or put a point before it: `.{text}`.",
            )

    def _notice_cue_after_gap(self, text: str) -> None:
        if (cue := read_cue(text)) and not self._blank(self.at + 1):
            self._warn(
                "fountain-cue-after-spaces",
                f"`{cue.name}` looks like the next speaker, but the line above holds spaces, "
                "so the speech before it goes on",
                self._span(self.at),
                "Take the spaces off the empty line above.",
            )

    def _notice_lonely_cue(self, raw: str) -> str:
        """Warn of a name under which nothing is said; give the line without its `@`."""
        text = raw.strip()
        if text[0] == "!" or not self.fresh or not self._blank(self.at + 1):
            return raw
        cue = read_cue(text)
        if not cue or not (cue.certain or text[0] == "@"):
            return raw
        self._warn(
            "fountain-cue-without-words",
            f"`{cue.name}` is named as speaker, but no words follow, so it is read as action",
            self._span(self.at),
            "Write the words on the line below it, without an empty line between.",
        )
        return text.removeprefix("@")


def _is_transition(text: str) -> bool:
    return text.endswith("TO:") and text[0] not in "!@" and not any(map(str.islower, text))


def _is_spelt_heading(text: str) -> bool:
    return text == text.upper() and _SPELT_HEADING.match(text) is not None


def _is_parenthetical(text: str) -> bool:
    """Whether one pair of round brackets holds the whole text."""
    if len(text) < 2 or text[0] != "(" or text[-1] != ")":
        return False
    depth = 0
    for index, character in enumerate(text):
        depth += (character == "(") - (character == ")")
        if depth <= 0:
            return index == len(text) - 1
    return True


def _one_space(text: str) -> str:
    """Spaces and tabs collapsed; a no-break space is a character of the text."""
    return _SPACES.sub(" ", text).strip()


def _one_line(text: str) -> str:
    return plain(_one_space(text))
