"""Final Draft screenplays (FDX).

Takes the bytes of an `.fdx` file, gives a `Script`. Paragraphs are read by their type:
scene headings with their numbers, action, character with extension, parenthetical,
dialogue, lyrics, transitions, dual dialogue, new acts, script notes. Styled runs
become emphasis. Marks of revision are ignored and the revised text is read as it
stands; so are page and formatting settings.

Source: the files themselves, as Final Draft 8 and later write them; there is no
published schema.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from booklet.model import (
    Act,
    Direction,
    DirectionKind,
    DualDialogue,
    Emphasis,
    Line,
    PageBreak,
    Scene,
    SceneElement,
    Script,
    ScriptNote,
    Span,
    Speech,
    Style,
)
from booklet.problems import Result, error
from booklet.read.text.xml import parse_xml

_STYLES: dict[str, Style] = {"Bold": "bold", "Italic": "italic", "Underline": "underline"}
_DIRECTIONS: dict[str, DirectionKind] = {
    "Action": "action",
    "General": "action",
    "Shot": "action",
    "Transition": "transition",
    "Cast List": "action",
    "End of Act": "centered",
}
_EXTENSION = re.compile(r"(?:(?<!\s)\s++)?\(([^()]*+)\)\s*+$")
_CONTINUED = re.compile(r"(?:(?<!\s)\s++)?\((?:CONT['’]?D|MORE|CONTINUED)\)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Styled:
    """Text with its styled runs, whitespace collapsed."""

    text: str
    emphasis: tuple[Emphasis, ...]


@dataclass(slots=True)
class _Talk:
    """A speech while its paragraphs are read."""

    name: str
    extension: str | None
    span: Span
    body: list[Line | Direction] = field(default_factory=list)

    def speech(self) -> Speech:
        who = tuple(
            part.strip()
            for part in re.split(r"(?:(?<!\s)\s++)?[&/]\s*|(?<!\s)\s++AND\s+", self.name)
            if part
        )
        return Speech(self.name, who, tuple(self.body), self.span, self.extension)


@dataclass(slots=True)
class _Draft:
    """A scene that is being filled."""

    span: Span
    act: Act | None
    heading: str = ""
    label: str = ""
    elements: list[SceneElement] = field(default_factory=list)

    def scene(self) -> Scene:
        return Scene(self.heading, tuple(self.elements), self.span, self.label, self.act)


def parse_fdx(data: bytes, file: str) -> Result[Script]:
    """The script that an FDX file holds; `file` is its path as the person typed it.

    Problems: those of `parse_xml`; `fdx-not-final-draft`, `script-empty`.
    """
    read = parse_xml(data, file)
    root = read.value
    if root is None:
        return Result(None, read.problems)
    if root.tag != "FinalDraft":
        hint = "An FDX file begins with <FinalDraft …>. Is it another format under this name?"
        message = f"{file} is XML, but not a Final Draft file"
        return Result(
            None, (*read.problems, error("fdx-not-final-draft", message, Span(file), hint))
        )
    reader = _Reader(file)
    for paragraph in root.iterfind("./Content/Paragraph"):
        reader.take(paragraph)
    reader.close()
    scenes = tuple(draft.scene() for draft in reader.drafts)
    problems = list(read.problems)
    if not any(scene.elements for scene in scenes):
        hint = "Is the script in another file? This one has no dialogue and no action."
        problems.append(
            error("script-empty", "there is nothing to read in this script", Span(file), hint)
        )
    title, authors, details = _title_page(root)
    return Result(
        Script(
            title=title,
            scenes=scenes,
            span=Span(file),
            authors=authors,
            details=details,
            notes=tuple(reader.notes),
        ),
        tuple(problems),
    )


class _Reader:
    """Paragraphs in, scenes out; keeps the speech that is not finished yet."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.drafts: list[_Draft] = []
        self.notes: list[ScriptNote] = []
        self.act: Act | None = None
        self.talk: _Talk | None = None
        self.dual: list[Speech] | None = None

    def take(self, paragraph: Any) -> None:
        """Read one paragraph of the content."""
        span = Span(self.file, paragraph.sourceline or 1)
        if paragraph.get("StartsNewPage") == "Yes" and self.drafts:
            self.close()
            self.drafts[-1].elements.append(PageBreak(span))
        pair = paragraph.find("DualDialogue")
        if pair is not None:
            self._dual(pair, span)
        else:
            self._plain(paragraph, span)
        for note in paragraph.iter("ScriptNote"):
            self._note(note)

    def close(self) -> None:
        """Finish the speech that is being read."""
        if self.talk is None:
            return
        speech, self.talk = self.talk.speech(), None
        if not speech.body:
            return
        if self.dual is not None:
            self.dual.append(speech)
        else:
            self._scene(speech.span).elements.append(speech)

    def _plain(self, paragraph: Any, span: Span) -> None:
        kind = paragraph.get("Type") or "Action"
        styled = _styled(paragraph)
        if kind in ("Parenthetical", "Dialogue", "Lyrics", "Singing") and self.talk and styled.text:
            self.talk.body.append(_spoken(kind, styled, span))
            return
        self.close()
        if not styled.text:
            return
        if kind == "Character":
            self.talk = _talk(styled.text, span)
        elif kind == "Scene Heading":
            label = (paragraph.get("Number") or "").strip()
            self.drafts.append(_Draft(span, self.act, styled.text, label))
        elif kind == "New Act":
            self.act = Act("", styled.text, span)
        elif kind in ("Dialogue", "Lyrics", "Singing"):  # words that belong to nobody
            spoken = _spoken(kind, styled, span)
            self._scene(span).elements.append(Speech(None, (), (spoken,), span))
        else:
            direction = Direction(
                styled.text, span, _DIRECTIONS.get(kind, "action"), styled.emphasis
            )
            if paragraph.get("Alignment") == "Center" and direction.kind == "action":
                direction = Direction(styled.text, span, "centered", styled.emphasis)
            self._scene(span).elements.append(direction)

    def _dual(self, pair: Any, span: Span) -> None:
        self.close()
        within_another = self.dual is not None
        if self.dual is None:
            self.dual = []
        for paragraph in pair.iterfind("Paragraph"):
            self.take(paragraph)
        self.close()
        if within_another:
            return
        speeches, self.dual = tuple(self.dual), None
        if len(speeches) == 1:
            self._scene(span).elements.append(speeches[0])
        elif speeches:
            self._scene(span).elements.append(DualDialogue(speeches, span))

    def _scene(self, span: Span) -> _Draft:
        if not self.drafts:
            self.drafts.append(_Draft(span, self.act))
        return self.drafts[-1]

    def _note(self, note: Any) -> None:
        span = Span(self.file, note.sourceline or 1)
        text = " ".join(" ".join(_styled(each).text for each in note.iterfind("Paragraph")).split())
        if not text:
            return
        scene = max(len(self.drafts) - 1, 0)
        spoken = 0
        if self.drafts:
            spoken = len(tuple(self.drafts[-1].scene().speeches())) + (self.talk is not None)
        self.notes.append(ScriptNote(text, span, scene, spoken - 1 if spoken else None))


def _talk(text: str, span: Span) -> _Talk:
    name = _CONTINUED.sub("", text).strip()
    found = _EXTENSION.search(name)
    extension = found[1].strip() if found else None
    continued = _CONTINUED.search(text)
    if extension is None and continued:
        extension = continued[0].strip(" ()")
    return _Talk(_EXTENSION.sub("", name).strip() or text, extension, span)


def _spoken(kind: str, styled: _Styled, span: Span) -> Line | Direction:
    if kind == "Parenthetical":
        text = styled.text
        inner = text[1:-1].strip() if text.startswith("(") and text.endswith(")") else text
        return Direction(inner, span, "parenthetical")
    if kind in ("Lyrics", "Singing"):
        return Line(styled.text, span, "lyric", emphasis=styled.emphasis)
    return Line(styled.text, span, emphasis=styled.emphasis)


def _styled(paragraph: Any) -> _Styled:
    """The text of a paragraph's own runs (those of notes in it are not its own)."""
    pieces: list[str] = []
    runs: list[Emphasis] = []
    size = 0
    for text, style in _runs(paragraph):
        collapsed = re.sub(r"[^\S\n]+", " ", text)
        collapsed = re.sub(r" ?\n ?", "\n", collapsed)
        if not size or pieces[-1].endswith((" ", "\n")):
            collapsed = collapsed.lstrip()
        if not collapsed:
            continue
        for name in style.split("+"):
            if name in _STYLES and collapsed.strip():
                lead = len(collapsed) - len(collapsed.lstrip())
                runs.append(Emphasis(size + lead, size + len(collapsed.rstrip()), _STYLES[name]))
        pieces.append(collapsed)
        size += len(collapsed)
    text = "".join(pieces).rstrip()
    kept = tuple(run for run in runs if run.end <= len(text))
    return _Styled(text, _joined(kept))


def _runs(paragraph: Any) -> Iterator[tuple[str, str]]:
    for run in paragraph.iterfind("Text"):
        yield "".join(run.itertext()), run.get("Style") or ""


def _joined(runs: tuple[Emphasis, ...]) -> tuple[Emphasis, ...]:
    """Runs of one style that touch each other as one: revisions cut them apart."""
    rows: list[Emphasis] = []
    for run in sorted(runs, key=lambda run: (run.style, run.start)):
        if rows and rows[-1].style == run.style and run.start - rows[-1].end <= 1:
            rows[-1] = Emphasis(rows[-1].start, run.end, run.style)
        else:
            rows.append(run)
    return tuple(sorted(rows, key=lambda run: (run.start, run.end)))


def _title_page(root: Any) -> tuple[str, tuple[str, ...], tuple[tuple[str, str], ...]]:
    """Title, authors and the other lines of the title page: it has no fields, only lines."""
    rows = [
        text
        for paragraph in root.iterfind("./TitlePage/Content/Paragraph")
        if (text := _styled(paragraph).text)
    ]
    if not rows:
        return "", (), ()
    authors: tuple[str, ...] = ()
    rest: list[str] = []
    at = 1
    while at < len(rows):
        found = re.match(
            r"(?:written |screenplay |teleplay |story |a play )?by\b[:\s]*(.*)", rows[at], re.I
        )
        if found and not authors:
            names = found[1] or (rows[at + 1] if at + 1 < len(rows) else "")
            at += not found[1]
            authors = tuple(re.split(r"(?:(?<!\s)\s++)?(?:,|&|\band\b)\s*", names)) if names else ()
        else:
            rest.append(rows[at])
        at += 1
    details = (("Notes", "\n".join(rest)),) if rest else ()
    return rows[0], authors, details
