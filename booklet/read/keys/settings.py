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
paper: a5                               # see booklet.read.keys.paper for this and the next two
binding: none
sides: two
print: none                             # see booklet.read.keys.printing
editions: {exam: {like: plain}}         # see booklet.read.keys.editions
theme: default                          # a file NAME.css under themes/
note_words: 45                          # the longest note, in words; 60 suits most papers
kinds: [music]                          # kinds of notes of one's own (booklet.read.note_kinds)
fields: {school: Harbour School}        # see booklet.read.keys.fields
limits: {time: 60, pages: 120}          # see booklet.read.keys.limits
phrases: {contents: In this booklet}    # see booklet.read.keys.phrases
date: 2026-02-01
address: https://example.org/tide.html  # where the page is published
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
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import Annotated, ClassVar

from pydantic import AfterValidator, BeforeValidator, Field
from pydantic_core import PydanticCustomError

from booklet.geometry import MM_PER_PT, page_geometry
from booklet.model import (
    BACK,
    EVERY_KIND,
    FRONT,
    CastMember,
    Matter,
    Paper,
    Settings,
    Sides,
    Span,
)
from booklet.nearest import listed, nearest
from booklet.printing import PAPERS
from booklet.problems import Problem, Result, has_errors
from booklet.read.keys.dates import Date
from booklet.read.keys.editions import EditionEntry, all_editions
from booklet.read.keys.fields import OwnFields
from booklet.read.keys.limits import LimitsEntry
from booklet.read.keys.matter import (
    BackPieces,
    LimitText,
    Pieces,
    StyleName,
    ThemeName,
    before,
    reuse_limit,
)
from booklet.read.keys.paper import BindingKey, PaperKey
from booklet.read.keys.phrases import OwnPhrases
from booklet.read.keys.printing import PrintKey, print_problems
from booklet.read.note_kinds import OwnKinds, unknown_kind
from booklet.read.own_pieces import not_printed, own_pieces
from booklet.read.text.files import read_text
from booklet.read.yaml.addresses import Address
from booklet.read.yaml.marked import Entry, Mapping, Node, Scalar, parse_yaml
from booklet.read.yaml.shape import Shape, TextList, read_shape, wrong

NOTE_WORDS, LEAST_NOTE_WORDS = 60, 40
"""The longest note, in words, where the course does not say: so many where the column has room,
and in a small one at least."""

PART_OF_COLUMN = 0.27
"""Of the column that one note may take."""

WORD = 3.0
"""Em that a word of a note takes, its space and the ragged end of the line counted in."""

# The well-formed tags of BCP 47 (RFC 5646) without grandfathered and private ones.
_LANGUAGE = re.compile(
    r"[a-z]{2,3}(-[a-z]{3}){0,3}(-[a-z]{4})?(-([a-z]{2}|\d{3}))?"
    r"(-([a-z0-9]{5,8}|\d[a-z0-9]{3}))*(-[a-wyz0-9](-[a-z0-9]{2,8})+)*(-x(-[a-z0-9]{1,8})+)?",
    re.IGNORECASE,
)
WORDS_PER_MINUTE = 150
SLOWEST, FASTEST = 20, 1000
"""How many words are read aloud in a minute: usually, and at the least and the most."""


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


def _fitting(paper: Paper, binding: float) -> int:
    """The words of a margin note where a course says nothing: as many as take that part of the
    column, between `LEAST_NOTE_WORDS` and `NOTE_WORDS`."""
    page = page_geometry(paper, binding=binding)
    if page is None:
        return LEAST_NOTE_WORDS
    lines = PART_OF_COLUMN * (page.height - page.top - page.bottom)
    lines /= page.note_leading * MM_PER_PT
    words = lines * page.note / (page.note_size * MM_PER_PT * WORD)
    return min(max(int(words), LEAST_NOTE_WORDS), NOTE_WORDS)


def _word_count(value: object) -> object:
    if isinstance(value, str) and not (re.fullmatch("[0-9]{1,4}", value) and int(value) > 0):
        raise wrong(
            "wrong-number",
            f"`{value}` is not a number of words",
            f"Write a whole number from 1 to 9999; {NOTE_WORDS} suits most papers.",
        )
    return value


def _pace(value: object) -> object:
    if not isinstance(value, str):
        return value
    if not (re.fullmatch(r"[0-9]{2,4}", value) and SLOWEST <= int(value) <= FASTEST):
        raise wrong(
            "wrong-number",
            f"`{value}` is not a number of words per minute",
            f"Write a whole number from {SLOWEST} to {FASTEST}; {WORDS_PER_MINUTE} is usual.",
        )
    return value


MEANT = (
    *("direction-lost", "heading-lost", "note-lost", "matter-lost", "note-far"),
    *("names-without-room", "picture-without-words", "font-faces", "not-in-epub"),
)
"""What templates and styles may bring about on purpose; never that a speech is lost."""


def _meant(codes: tuple[str, ...]) -> tuple[str, ...]:
    for code in codes:
        if code not in MEANT:
            meant = nearest(code, MEANT)
            raise wrong(
                "wrong-value",
                f"`{code}` cannot be accepted",
                (f"Did you mean `{meant}`? " if meant else "") + f"These can: {listed(MEANT)}.",
            )
    return codes


Accepted = Annotated[TextList, AfterValidator(_meant)]
"""Codes of messages that a course may accept."""


def _named(value: object) -> object:
    return {"name": value} if isinstance(value, str) else value


LanguageTag = Annotated[str, BeforeValidator(_language, json_schema_input_type=str)]
"""A language tag of BCP 47."""


Pace = Annotated[int, BeforeValidator(_pace, json_schema_input_type=int)]
"""Words per minute."""


class Member(Shape):
    """A person of the play."""

    name: str = Field(min_length=1, description="The name as it is printed.")
    description: str = Field("", description="Who that is, in a few words.")
    group: str = Field("", description="Those of one group are listed together.")
    aliases: TextList = Field((), description="What else the script calls this person.")
    words_per_minute: Pace | None = Field(
        None, description="How fast the role is read aloud, if not as fast as all."
    )

    def member(self) -> CastMember:
        """As the noun of the model."""
        pace = float(self.words_per_minute or 0)
        return CastMember(self.name, self.description, self.group, self.aliases, pace)


MemberOrName = Annotated[Member, BeforeValidator(_named, json_schema_input_type=str | Member)]
"""A person of the play, or the name alone."""


class CourseSettings(Shape):
    """Settings of a study booklet: the file booklet.yaml of a course."""

    most_characters: ClassVar[int] = 1_000
    most_items: ClassVar[int] = 1_000

    title: str = Field(min_length=1, description="Title of the booklet.")
    subtitle: str = Field("", description="Stands below the title.")
    authors: TextList = Field((), description="Who wrote the script: one name or several.")
    language: LanguageTag = Field(
        "", description="Language of the script, for example en-GB; decides hyphenation."
    )
    script: Annotated[str, BeforeValidator(_file_name, json_schema_input_type=str)] = Field(
        "", description="File of the script, if there are several script.* files."
    )
    paper: PaperKey = Field(PAPERS["a5"], description="Paper by name, or width and height.")
    binding: BindingKey = Field(
        0.0, description="staple, 2-hole, 3-hole, 4-hole, none, or what it takes, such as 8mm."
    )
    sides: Sides = Field("two", description="Printed sides of a leaf: one or two.")
    printing: PrintKey | None = Field(
        None, alias="print", description="How the PDF is put on sheets for the printer."
    )
    editions: dict[str, EditionEntry] = Field(
        {}, description="What is built from the course, by name."
    )
    theme: ThemeName = Field(
        "default", description="Name of a theme: NAME.css in the folder themes."
    )
    style: str = Field(
        "",
        description="The house style in the folder house: its name, and its version if it "
        "must be that one.",
    )
    accept: Accepted = Field(
        (), description="Codes of messages that your templates bring about on purpose."
    )
    note_words: Annotated[int, BeforeValidator(_word_count, json_schema_input_type=int)] | None = (
        Field(
            None,
            description=f"The most words of a margin note; {NOTE_WORDS} as the column allows.",
        )
    )
    kinds: OwnKinds = Field({}, description="Kinds of notes of your own, such as music.")
    words_per_minute: Pace = Field(
        WORDS_PER_MINUTE, description="How fast the script is read aloud, for `booklet plan`."
    )
    limits: LimitsEntry = Field(
        LimitsEntry(), description="What building may take at the most: time, memory, pages."
    )
    phrases: OwnPhrases = Field(
        {}, description="Words that the booklet says by itself, said otherwise, by name."
    )
    fields: OwnFields = Field(
        {}, description="Facts of your own for templates and styles, by name: school, term, …"
    )
    address: Address = Field("", description="Where the web page is published: https://…")
    date: Date = Field("", description="Date of the booklet, printed as written.")
    cast: tuple[MemberOrName, ...] = Field((), description="The people of the play.")
    front: Pieces | None = Field(None, description="The pieces before the script, in order.")
    back: BackPieces = Field(BACK, description="The pieces after the script, in order.")
    bibliography: StyleName = Field(
        "plain", description="Style of the references: plain, or NAME of styles/NAME.csl."
    )
    reuse_limit: LimitText = Field(
        (), description="Warn where more of a source is reproduced: 300 words, 10%, or both."
    )

    def settings(self, span: Span) -> Settings:
        """As the noun of the model."""
        return Settings(
            title=self.title,
            subtitle=self.subtitle,
            authors=self.authors,
            language=self.language,
            script=self.script,
            paper=self.paper,
            theme=self.theme,
            style=self.style,
            accept=self.accept,
            note_words=self.note_words or _fitting(self.paper, self.binding),
            cast=tuple(member.member() for member in self.cast),
            span=span,
            date=self.date,
            address=self.address,
            words_per_minute=float(self.words_per_minute),
            binding=self.binding,
            sides=self.sides,
            limits=self.limits.limits(),
            phrases=tuple(self.phrases.items()),
            fields=tuple(self.fields.items()),
            kinds=tuple(entry.kind(name) for name, entry in self.kinds.items()),
            matter=Matter(
                self.pieces_before(), self.back, self.bibliography, reuse_limit(self.reuse_limit)
            ),
        )

    def pieces_before(self) -> tuple[str, ...]:
        """The pieces before the script: the usual ones, unless others are asked for."""
        return before(FRONT, self.back) if self.front is None else self.front


@dataclass(frozen=True, slots=True)
class SettingsFile:
    """`booklet.yaml` as far as it can be read.

    `settings` is None where something in it is wrong. `script` is the script's file as
    named there, "" where it is not, so that the script can be read all the same, and
    `script_span` the place of that name. `kinds` are the kinds of notes of the course's own,
    None where they are not known for sure.
    """

    settings: Settings | None
    script: str
    script_span: Span
    kinds: tuple[str, ...] | None = None


def read_settings(path: Path, shown: str) -> Result[SettingsFile]:
    """The settings of the file at `path`, whose name is `shown` to the person.

    Problems: those of `read_text`, `parse_yaml` and `read_shape`; `wrong-length`,
    `wrong-language`, `wrong-theme`, `wrong-number`, `outside-course`.
    """
    text = read_text(path, shown)
    if text.value is None:
        return Result(None, text.problems)
    tree = parse_yaml(text.value, shown)
    own = own_pieces(path.parent, str(PurePosixPath(shown).parent))
    problems = text.problems + tree.problems + own.problems
    if tree.value is None:
        return Result(None, problems)
    pieces = own.value or ()
    checked = read_shape(tree.value, CourseSettings, "the file", [each.name for each in pieces])
    script, script_span = _script_of(tree.value)
    problems += checked.problems
    settings = None
    if checked.value:
        given = checked.value
        prints = _print_entries(tree.value)
        course = prints.get("")
        printing = given.printing.over(None, course.span) if given.printing and course else None
        editions = all_editions(
            given.editions, _edition_spans(tree.value), printing, given.pieces_before()
        )
        problems += editions.problems
        problems += tuple(_unknown_kinds(tree.value, tuple(given.kinds)))
        if editions.value is not None:
            wishes = tuple(print_problems(editions.value, given.sides, prints))
            problems += wishes
            if not has_errors(wishes):
                settings = given.settings(tree.value.span)
                settings = replace(
                    settings,
                    editions=editions.value,
                    matter=replace(settings.matter, own=pieces),
                    places=tuple(_places(tree.value)),
                )
                problems += tuple(not_printed(pieces, settings))
    kinds = tuple(checked.value.kinds) if checked.value else None
    return Result(SettingsFile(settings, script, script_span, kinds), problems)


def _places(tree: Node) -> Iterator[tuple[str, Span]]:
    for entry in tree.entries if isinstance(tree, Mapping) else ():
        yield entry.key, entry.value.span


def _edition_spans(tree: Node) -> dict[str, Span]:
    return {edition.key: edition.span for edition in _edition_entries(tree)}


def _edition_entries(tree: Node) -> tuple[Entry, ...]:
    entry = tree.get("editions") if isinstance(tree, Mapping) else None
    if entry is None or not isinstance(entry.value, Mapping):
        return ()
    return entry.value.entries


def _unknown_kinds(tree: Node, own: tuple[str, ...]) -> Iterator[Problem]:
    """A problem for each kind of notes that an edition asks for and that is none."""
    for edition in _edition_entries(tree):
        notes = edition.value.get("notes") if isinstance(edition.value, Mapping) else None
        kinds = notes.value.get("kinds") if notes and isinstance(notes.value, Mapping) else None
        asked = (kinds.value,) if kinds else ()
        for node in (inner for each in asked for inner in getattr(each, "items", (each,))):
            if isinstance(node, Scalar) and node.text != EVERY_KIND:
                problem = unknown_kind(node.text, own, node.span)
                if problem is not None:
                    yield problem


def _print_entries(tree: Node) -> dict[str, Entry]:
    """The `print` keys by the edition that they stand in, the course's own under ""."""
    places: list[tuple[str, Node]] = [("", tree)]
    places += [(edition.key, edition.value) for edition in _edition_entries(tree)]
    found = {name: node.get("print") for name, node in places if isinstance(node, Mapping)}
    return {name: entry for name, entry in found.items() if entry is not None}


def _script_of(tree: Node) -> tuple[str, Span]:
    entry = tree.get("script") if isinstance(tree, Mapping) else None
    if entry is None or not isinstance(entry.value, Scalar) or entry.value.absent:
        return "", tree.span
    try:
        _file_name(entry.value.text)
    except PydanticCustomError:
        return "", entry.value.span
    return entry.value.text, entry.value.span
