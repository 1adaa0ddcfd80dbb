"""`booklet.yaml`: what a course says about itself.

Takes the file; gives `Settings`, and every problem in it at once. What can only be
known together with the script stays open and is settled by `booklet.read.course`:
`language` is "" where the file gives none, and so are `authors` and `script`.

```yaml
title: A Light at Low Water
subtitle: A play for the wireless       # may be left out, like all below
authors: [Ada Mole, Ben Rook]           # or one name
language: en-GB                         # default: the script's own, else en
script: script.fountain                 # default: the only script.* file there
paper: a5                               # or {width: 170mm, height: 240mm}, 170mm x 240mm
theme: default                          # a file NAME.css under themes/
note_words: 45                          # the longest note, in words
date: 2026-02-01
cast:
  - name: MARA
    description: keeps the light
    group: The harbour
    aliases: [MARA (OLDER)]
```

One model class a concern: what a new concern needs is a new class here and one field
of `CourseSettings`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Annotated, Literal

from pydantic import BeforeValidator, Discriminator, Field, Tag
from pydantic_core import PydanticCustomError

from booklet.model import CastMember, Paper, Settings, Span
from booklet.problems import Result
from booklet.read.marked_yaml import Mapping, Node, Scalar, parse_yaml
from booklet.read.shape import Shape, TextList, read_shape, wrong
from booklet.read.text import read_text

PaperName = Literal["a4", "a5", "letter"]

PAPERS = {
    "a4": Paper("a4", 210.0, 297.0),
    "a5": Paper("a5", 148.0, 210.0),
    "letter": Paper("letter", 215.9, 279.4),
}
"""The papers known by name; sizes in mm (ISO 216, ANSI/ASME Y14.1)."""

SMALLEST_PAGE, LARGEST_PAGE = 80.0, 600.0
"""The least and the most that a page may measure either way, in mm."""

NOTE_WORDS = 45
"""The longest note, in words, where the course does not say."""

_MILLIMETRES = {"mm": 1.0, "cm": 10.0, "in": 25.4, "pt": 25.4 / 72}
_LENGTH = re.compile(r"(\d+(?:\.\d+)?)\s*(mm|cm|in|pt)")
# The well-formed tags of BCP 47 (RFC 5646) without grandfathered and private ones.
_LANGUAGE = re.compile(
    r"[a-z]{2,3}(-[a-z]{3}){0,3}(-[a-z]{4})?(-([a-z]{2}|\d{3}))?"
    r"(-([a-z0-9]{5,8}|\d[a-z0-9]{3}))*(-[a-wyz0-9](-[a-z0-9]{2,8})+)*(-x(-[a-z0-9]{1,8})+)?",
    re.IGNORECASE,
)
_THEME = re.compile(r"[\w-]+")


def _length(value: object) -> object:
    if not isinstance(value, str):
        return value
    found = _LENGTH.fullmatch(value.strip().lower())
    if found is None:
        raise wrong(
            "wrong-length",
            f"`{value}` is not a length",
            "Write a number and its unit: mm, cm, in or pt, for example 170mm.",
        )
    millimetres = round(float(found[1]) * _MILLIMETRES[found[2]], 3)
    if not SMALLEST_PAGE <= millimetres <= LARGEST_PAGE:
        raise wrong(
            "wrong-length",
            f"a page side of {value} cannot be used: from {SMALLEST_PAGE:g} to "
            f"{LARGEST_PAGE:g} mm are possible",
        )
    return millimetres


def _language(value: object) -> object:
    if isinstance(value, str) and not _LANGUAGE.fullmatch(value):
        swapped = value.replace("_", "-")
        if _LANGUAGE.fullmatch(swapped):
            hint = f"Write {swapped}."
        else:
            hint = "Write a tag such as en, en-GB, de, fr or pt-BR."
        raise wrong("wrong-language", f"`{value}` is not a language tag (BCP 47)", hint)
    return value


def _file_name(value: object) -> object:
    if not isinstance(value, str):
        return value
    path = PurePosixPath(value.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or re.match(r"[A-Za-z]:", value):
        raise wrong(
            "outside-course",
            f"`{value}` leads out of the course folder",
            "Put the file into the course folder and write its name alone.",
        )
    return value


def _theme(value: object) -> object:
    if isinstance(value, str) and not _THEME.fullmatch(value):
        hint = "Write the name alone: the theme `night` is the file themes/night.css."
        raise wrong("wrong-theme", f"`{value}` is not the name of a theme", hint)
    return value


def _word_count(value: object) -> object:
    if isinstance(value, str) and not (re.fullmatch("[0-9]{1,4}", value) and int(value) > 0):
        raise wrong(
            "wrong-number",
            f"`{value}` is not a number of words",
            f"Write a whole number from 1 to 9999; {NOTE_WORDS} is the default.",
        )
    return value


def _paper_name(value: object) -> object:
    if not isinstance(value, str):
        return value
    if value.lower() not in PAPERS:
        raise wrong(
            "wrong-value",
            f"`paper` is `{value}`, but may be {', '.join(f'`{name}`' for name in PAPERS)} "
            "or a size of your own only",
            "A size of your own is `paper: 170mm x 240mm`: first the width, then the height.",
        )
    return value.lower()


def _named(value: object) -> object:
    return {"name": value} if isinstance(value, str) else value


def _by_times(value: object) -> object:
    """`170mm x 240mm` as width and height."""
    sides = re.split(r"\s*[x×]\s*", value.lower()) if isinstance(value, str) else []
    return {"width": sides[0], "height": sides[1]} if len(sides) == 2 else value


def _paper_form(value: object) -> str:
    return "paper-size" if isinstance(value, dict) else "paper-name"


Length = Annotated[float, BeforeValidator(_length, json_schema_input_type=str)]


LanguageTag = Annotated[str, BeforeValidator(_language, json_schema_input_type=str)]
"""A language tag of BCP 47."""


class PaperSize(Shape):
    """A page of one's own size; sides as lengths with a unit."""

    width: Length = Field(description="Width of the page, for example 170mm.")
    height: Length = Field(description="Height of the page, for example 240mm.")


class Member(Shape):
    """A person of the play."""

    name: str = Field(min_length=1, description="The name as it is printed.")
    description: str = Field("", description="Who that is, in a few words.")
    group: str = Field("", description="Those of one group are listed together.")
    aliases: TextList = Field((), description="What else the script calls this person.")

    def member(self) -> CastMember:
        """As the noun of the model."""
        return CastMember(self.name, self.description, self.group, self.aliases)


MemberOrName = Annotated[Member, BeforeValidator(_named, json_schema_input_type=str | Member)]
"""A person of the play, or the name alone."""


class CourseSettings(Shape):
    """Settings of a study booklet: the file booklet.yaml of a course."""

    title: str = Field(min_length=1, description="Title of the booklet.")
    subtitle: str = Field("", description="Stands below the title.")
    authors: TextList = Field((), description="Who wrote the script: one name or several.")
    language: LanguageTag = Field(
        "", description="Language of the script, for example en-GB; decides hyphenation."
    )
    script: Annotated[str, BeforeValidator(_file_name, json_schema_input_type=str)] = Field(
        "", description="File of the script, if there are several script.* files."
    )
    paper: Annotated[
        Annotated[
            PaperName,
            BeforeValidator(_paper_name, json_schema_input_type=PaperName),
            Tag("paper-name"),
        ]
        | Annotated[PaperSize, Tag("paper-size")],
        Discriminator(_paper_form),
        BeforeValidator(_by_times, json_schema_input_type=str | PaperSize),
    ] = Field("a5", description="Paper by name, or width and height.")
    theme: Annotated[str, BeforeValidator(_theme, json_schema_input_type=str)] = Field(
        "default", description="Name of a theme: NAME.css in the folder themes."
    )
    note_words: Annotated[int, BeforeValidator(_word_count, json_schema_input_type=int)] = Field(
        NOTE_WORDS, description="The most words of a margin note."
    )
    date: str = Field("", description="Date of the booklet, printed as written.")
    cast: tuple[MemberOrName, ...] = Field((), description="The people of the play.")

    def settings(self, span: Span) -> Settings:
        """As the noun of the model."""
        return Settings(
            title=self.title,
            subtitle=self.subtitle,
            authors=self.authors,
            language=self.language,
            script=self.script,
            paper=_paper(self.paper),
            theme=self.theme,
            note_words=self.note_words,
            cast=tuple(member.member() for member in self.cast),
            span=span,
            date=self.date,
        )


def _paper(given: PaperName | PaperSize) -> Paper:
    return Paper("", given.width, given.height) if isinstance(given, PaperSize) else PAPERS[given]


@dataclass(frozen=True, slots=True)
class SettingsFile:
    """`booklet.yaml` as far as it can be read.

    `settings` is None where something in it is wrong. `script` is the script's file as
    named there, "" where it is not, so that the script can be read all the same, and
    `script_span` the place of that name.
    """

    settings: Settings | None
    script: str
    script_span: Span


def read_settings(path: Path, shown: str) -> Result[SettingsFile]:
    """The settings of the file at `path`, whose name is `shown` to the person.

    Problems: those of `read_text`, `parse_yaml` and `read_shape`; `wrong-length`,
    `wrong-language`, `wrong-theme`, `wrong-number`, `outside-course`.
    """
    text = read_text(path, shown)
    if text.value is None:
        return Result(None, text.problems)
    tree = parse_yaml(text.value, shown)
    problems = text.problems + tree.problems
    if tree.value is None:
        return Result(None, problems)
    checked = read_shape(tree.value, CourseSettings, "the file", unknown="error")
    script, script_span = _script_of(tree.value)
    settings = checked.value.settings(tree.value.span) if checked.value else None
    return Result(SettingsFile(settings, script, script_span), problems + checked.problems)


def _script_of(tree: Node) -> tuple[str, Span]:
    entry = tree.get("script") if isinstance(tree, Mapping) else None
    if entry is None or not isinstance(entry.value, Scalar) or entry.value.absent:
        return "", tree.span
    try:
        _file_name(entry.value.text)
    except PydanticCustomError:
        return "", entry.value.span
    return entry.value.text, entry.value.span
