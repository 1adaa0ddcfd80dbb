"""`editions:` in `booklet.yaml`: what is built from one course.

Takes the declared editions; gives all there are, the seven that need no declaration first.
An edition says only what it does otherwise than the one that it is `like`.

```yaml
editions:
  student:
    lines: 6                     # ruled lines after each question
  exam:
    like: plain
    title: For the exam
    notes: {themes: [truth], longest: 30}
  wren:
    like: part
    role: WREN
```
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from booklet.geometry import SMALLEST_NOTE
from booklet.model import (
    EVERY_KIND,
    MEMBER,
    EditionChoice,
    NamesAt,
    NoteChoice,
    NotesAt,
    PrintOptions,
    QuestionsAt,
    QuestionsShown,
    Setting,
    Sides,
    Span,
)
from booklet.nearest import listed, nearest
from booklet.problems import Problem, Result, error
from booklet.read.keys.fields import OwnFields
from booklet.read.keys.matter import BackPieces, Pieces, ThemeName, before
from booklet.read.keys.paper import BindingKey, PaperKey, millimetres
from booklet.read.keys.printing import PrintKey
from booklet.read.yaml.shape import Shape, TextList, YesOrNo, said, truth, wrong

LARGE_PRINT = 18.0
"""The least size of large print, in pt."""

SMALLEST_TYPE, LARGEST_TYPE = 6.0, 36.0
WIDEST_MARGIN = 120.0
MOST_LINES = 40
SOURCES = {"editor": "", "members": MEMBER}
"""In `sources`: the course's own notes, and those that were gathered from a group."""

BUILT_IN = {
    choice.name: choice
    for choice in (
        EditionChoice("reader"),
        EditionChoice("student", questions_at="scene", lines=None),
        EditionChoice("teacher", notes=NoteChoice(kinds=(EVERY_KIND,)), questions="answers"),
        EditionChoice("plain", notes=NoteChoice(at="none"), questions="none", back=("credits",)),
        EditionChoice(
            "large-print",
            notes=NoteChoice(at="below"),
            italics=False,
            type_size=LARGE_PRINT,
            theme="large-print",
        ),
        EditionChoice("annotate", notes=NoteChoice(at="none"), ruled_margin="lines"),
        EditionChoice(
            "part", notes=NoteChoice(at="none"), questions="none", back=("credits",), part=True
        ),
    )
}
"""The editions that every course has. `part` needs a role."""

_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_SIZE = re.compile(r"(\d+(?:\.\d+)?)\s*(?:pt)?")


def _places(value: object) -> object:
    return {"at": value} if isinstance(value, str) else value


def _number(value: object, least: int, most: int, what: str) -> object:
    if not isinstance(value, str):
        return value
    if not (re.fullmatch("[0-9]{1,4}", value) and least <= int(value) <= most):
        raise wrong(
            "wrong-number",
            f"`{value}` is not a number of {what}",
            f"Write a whole number from {least} to {most}.",
        )
    return int(value)


def _lines(value: object) -> object:
    return -1 if value == "page" else _number(value, 0, MOST_LINES, "lines")


def _words(value: object) -> object:
    return _number(value, 1, 9999, "words")


def _type(value: object) -> object:
    if not isinstance(value, str):
        return value
    found = _SIZE.fullmatch(value.strip().lower())
    size = float(found[1]) if found else millimetres(value) * 72 / 25.4
    if not SMALLEST_TYPE <= size <= LARGEST_TYPE:
        raise wrong(
            "wrong-length",
            f"type of {value} cannot be used",
            f"From {SMALLEST_TYPE:g} to {LARGEST_TYPE:g} pt are possible; large print begins at "
            f"{LARGE_PRINT:g} pt.",
        )
    return size


def _ruling(value: object) -> object:
    return {"yes": "lines", "true": "lines", "false": "no"}.get(str(value).casefold(), value)


def _margin(value: object) -> object:
    if not isinstance(value, str):
        return value
    width = millimetres(value)
    if not SMALLEST_NOTE <= width <= WIDEST_MARGIN:
        raise wrong(
            "wrong-length",
            f"a margin of {value} cannot be used",
            f"From {SMALLEST_NOTE:g}mm to {WIDEST_MARGIN:g}mm are possible.",
        )
    return width


class NotesEntry(Shape):
    """Which notes an edition shows, and where."""

    at: NotesAt | None = Field(
        None,
        description="margin, below (their speech), foot (of the page), scene, end, or none.",
    )
    sources: TextList | None = Field(
        None,
        description="Only the notes of these analyses; `editor` is the course itself, "
        "`members` are those of the group.",
    )
    themes: TextList | None = Field(None, description="Only notes that have one of these themes.")
    kinds: TextList | None = Field(
        None, description="Only notes of these kinds; `all` shows the leader's notes too."
    )
    longest: Annotated[int, BeforeValidator(_words, json_schema_input_type=int)] | None = Field(
        None, description="Only notes of at most so many words."
    )

    def over(self, base: NoteChoice) -> NoteChoice:
        """`base` with what is said here."""
        sources = None
        if self.sources is not None:
            sources = tuple(SOURCES.get(name, name) for name in self.sources)
        # Whoever chooses notes of an edition without any wants to see them.
        at = self.at or ("margin" if base.at == "none" and self.model_fields_set else base.at)
        return replace(
            base,
            at=at,
            **said(sources=sources, themes=self.themes, kinds=self.kinds, longest=self.longest),
        )


class EditionEntry(Shape):
    """An edition: what it does otherwise than the one that it is like."""

    like: str | None = Field(None, description="The edition that this one is based on.")
    title: str | None = Field(None, description="Stands on the title page.")
    notes: (
        Annotated[
            NotesEntry,
            BeforeValidator(_places, json_schema_input_type=NotesAt | NotesEntry),
        ]
        | None
    ) = Field(None, description="margin, below, foot, scene, end, none; or which notes: sources, …")
    questions: QuestionsShown | None = Field(
        None, description="none, questions, or answers (with the questions)."
    )
    questions_at: QuestionsAt | None = Field(
        None, description="Where the questions stand: after their scene, or at the end."
    )
    lines: Annotated[int, BeforeValidator(_lines, json_schema_input_type=int | str)] | None = Field(
        None, description="Ruled lines after each question; `page` for what suits it."
    )
    ruled_margin: (
        Annotated[
            Literal["no", "lines", "dots"],
            BeforeValidator(
                _ruling, json_schema_input_type=Literal["yes", "no", "lines", "dots"] | bool
            ),
        ]
        | None
    ) = Field(None, description="An outer margin for own notes: yes (lines), dots or no.")
    margin: Annotated[float, BeforeValidator(_margin, json_schema_input_type=str)] | None = Field(
        None, description="Width of the column beside the text, for example 55mm."
    )
    synopses: YesOrNo | None = Field(None, description="no: scenes begin without their synopsis.")
    setting: Setting | None = Field(
        None, description="play, or screenplay: names in the middle, speeches indented."
    )
    names: NamesAt | None = Field(
        None, description="Where speakers' names stand: on the line, or in a margin of their own."
    )
    italics: YesOrNo | None = Field(
        None, description="no: nothing is said by slanted letters alone."
    )
    type: Annotated[float, BeforeValidator(_type, json_schema_input_type=str)] | None = Field(
        None, description="Size of the type, for example 18pt."
    )
    role: str | None = Field(None, description="Whose part it is, in an edition like `part`.")
    front: Pieces | None = Field(None, description="The pieces before the script, in order.")
    back: BackPieces | None = Field(None, description="The pieces after the script, in order.")
    paper: PaperKey | None = Field(None, description="Paper of this edition.")
    theme: ThemeName | None = Field(None, description="Theme of this edition.")
    binding: BindingKey | None = Field(None, description="Binding of this edition.")
    sides: Sides | None = Field(None, description="Printed sides of a leaf: one or two.")
    fields: OwnFields = Field({}, description="Facts of this edition, beside the course's own.")
    printing: PrintKey | None = Field(
        None, alias="print", description="How this edition is put on sheets; none for not at all."
    )

    def over(
        self, base: EditionChoice, name: str, span: Span | None, before_all: tuple[str, ...]
    ) -> EditionChoice:
        """`base` with what is said here; `before_all` are the pieces before the course's script."""
        front = self.front
        if front is None and self.back:
            inherited = before_all if base.front is None else base.front
            kept = before(inherited, self.back)
            front = kept if kept != inherited else None
        choice = replace(
            base,
            name=name,
            span=span,
            notes=self.notes.over(base.notes) if self.notes else base.notes,
            printing=self.printing.over(base.printing, span) if self.printing else base.printing,
            fields=tuple({**dict(base.fields), **self.fields}.items()),
            **said(
                title=self.title,
                questions=self.questions,
                questions_at=self.questions_at,
                ruled_margin={"no": ""}.get(self.ruled_margin or "", self.ruled_margin),
                margin=self.margin,
                synopses=truth(self.synopses),
                setting=self.setting,
                names=self.names,
                italics=truth(self.italics),
                type_size=self.type,
                role=self.role,
                front=front,
                back=self.back,
                paper=self.paper,
                theme=self.theme,
                binding=self.binding,
                sides=self.sides,
            ),
        )
        if self.lines is not None:
            choice = replace(choice, lines=None if self.lines < 0 else self.lines)
        return choice


def all_editions(
    declared: Mapping[str, EditionEntry],
    spans: Mapping[str, Span],
    printing: PrintOptions | None = None,
    front: tuple[str, ...] = (),
) -> Result[tuple[EditionChoice, ...]]:
    """The seven editions of every course, as the course has changed them, then its own.

    `printing` is how the course puts an edition on sheets that does not say it itself, `front`
    the pieces before its script.
    Problems: `wrong-edition` (a name that is no file name), `unknown-edition` (in `like`),
    `edition-in-a-circle`, `role-without-part`.
    """
    problems: list[Problem] = []
    known = [*BUILT_IN, *(name for name in declared if name not in BUILT_IN)]
    built_in = {name: replace(choice, printing=printing) for name, choice in BUILT_IN.items()}
    made: dict[str, EditionChoice] = {}

    def make(name: str, above: tuple[str, ...]) -> EditionChoice:
        if name in made:
            return made[name]
        entry = declared.get(name)
        if entry is None:
            return made.setdefault(name, built_in[name])
        base = _base(name, entry, above)
        made[name] = entry.over(base, name, spans.get(name), front)
        return made[name]

    def _base(name: str, entry: EditionEntry, above: tuple[str, ...]) -> EditionChoice:
        like = entry.like or ("reader" if name not in BUILT_IN else name)
        if like == name and name in BUILT_IN:
            return built_in[name]
        if like in (name, *above):
            circle = " → ".join((*above, name, like))
            problems.append(
                error(
                    "edition-in-a-circle",
                    f"the edition `{name}` is like itself in the end: {circle}",
                    spans.get(name),
                    f"Let one of them be like one of {listed(BUILT_IN)}.",
                )
            )
            return built_in["reader"]
        if like not in known:
            meant = nearest(like, known)
            problems.append(
                error(
                    "unknown-edition",
                    f"the edition `{name}` is like `{like}`, which there is not",
                    spans.get(name),
                    (f"Did you mean `{meant}`? " if meant else "")
                    + f"The editions are {listed(known, 'and')}.",
                )
            )
            return built_in["reader"]
        return make(like, (*above, name))

    choices = tuple(make(name, ()) for name in known)
    for choice in choices:
        if not _NAME.fullmatch(choice.name):
            problems.append(
                error(
                    "wrong-edition",
                    f"`{choice.name}` is not a name for an edition",
                    choice.span,
                    "Its file is called by it: small letters, digits and hyphens, such as exam-2.",
                )
            )
        if choice.role and not choice.part:
            problems.append(
                error(
                    "role-without-part",
                    f"the edition `{choice.name}` names a role, but is no part",
                    choice.span,
                    "Add `like: part`.",
                )
            )
    return Result(None if problems else choices, tuple(problems))
