"""Plays set in many house forms, with the kind of every line known.

Takes a `Work` and a random source; gives a text and a letter for each line of it, those of
`booklet.read.play.grammar`. How names stand, how directions are marked, what is indented and
what stands apart are each drawn by themselves, so that most combinations come up.
"""

from __future__ import annotations

import random
import textwrap
from dataclasses import dataclass
from string import capwords

from tools.plays.invented import ROMAN, Said, Told, Work

NAMES = (
    "{N}. ",
    "_{n}._ ",
    "{n}. ",
    "{N}.--",
    "{N}: ",
    "{n}: ",
    "**{n}.** ",
    "**{N}:** ",
    "={N}.= ",
    "_{N}._ ",
    "{N}.\n",
    "{N}\n",
    "_{n}_\n",
    "{n}.\n",
    "{N}:\n",
    "**{N}**\n",
    "{N}    ",
    "_{n}._--",
    "**{n}** ",
)
"""How a name stands, in capitals (`{N}`) or as written; a newline where it stands alone."""

STAGES = ("[{}]", "[_{}_]", "({})", "(_{}_)", "_{}_", "{}", "[_{}_", "*{}*", "[{}")
HEADINGS = ("{}", "{}", "_{}_", "## {}", "**{}**", "{}.")


@dataclass(frozen=True)
class Style:
    """A house form."""

    name: str
    below: int
    indent_name: int
    indent_words: int
    hanging: int
    centred: bool
    between: int
    stage: str
    stage_indent: int
    aside: str
    behind: str
    heading: str
    heading_centred: bool
    above_heading: int
    wide: int
    wrapped: bool
    verse_indent: int
    cast: str
    pages: float
    gutenberg: bool
    title_case_words: bool


def draw_style(rng: random.Random) -> Style:
    """A house form drawn at random."""
    pick = rng.choice
    name = pick(NAMES)
    alone = name.endswith("\n")
    marks = "*" in name
    wrapped = rng.random() < (0.3 if marks else 0.75)
    stage = pick(STAGES)
    return Style(
        name=name,
        below=pick([0, 0, 1]) if alone else 0,
        indent_name=pick([0, 0, 0, 2, 4]),
        indent_words=pick([0, 0, 2, 4]) if alone else 0,
        hanging=pick([0, 0, 0, 2, 4]) if not alone and wrapped else 0,
        centred=alone and wrapped and rng.random() < 0.3,
        between=pick([1, 1, 1, 2, 0]) if not alone else pick([1, 1, 2]),
        stage=stage,
        stage_indent=pick([0, 0, 2, 6, 10, 30]),
        aside=pick(["[{}]", "[_{}_]", "({})", "(_{}_)", "_({})_"]),
        behind=pick([" ({})", " (_{}_)", " [{}]", ", {}", " [_{}_]"]),
        heading=pick(HEADINGS) if not marks else pick(["## {}", "### {}", "**{}**"]),
        heading_centred=wrapped and rng.random() < 0.3,
        above_heading=pick([1, 2, 3, 4]),
        wide=pick([60, 66, 70, 72, 75]),
        wrapped=wrapped,
        verse_indent=pick([0, 0, 2, 4]),
        cast=pick(
            [
                "{N}, {r}",
                "{N}",
                "{N}   {r}.",
                "{n}, _{r}_.",
                "_{n}_, {r}",
                "{N} ({r})",
                "{N} ..... {r}",
                "  {N} . . . {r}",
                "- **{n}**, {r}",
            ]
        ),
        pages=pick([0, 0, 0.01]),
        gutenberg=rng.random() < 0.4,
        title_case_words=rng.random() < 0.5,
    )


def typeset(work: Work, style: Style, rng: random.Random, front: bool = True) -> tuple[str, str]:
    """The text of a play, and a letter for each line: `O` where it is blank."""
    page = _Page(style, rng)
    songs = int(rng.random() < 0.1)
    if front:
        _front(page, work)
    for each in work.body:
        if isinstance(each, Said):
            if songs and rng.random() < 0.15:
                songs += 1
                page.song(songs)
            page.speech(each)
        elif each.kind == "stage":
            page.stage(each.text)
        elif each.kind == "end":
            page.gap(rng.randint(1, 3))
            page.add("N", each.text if not style.wrapped else each.text.center(style.wide).rstrip())
        else:
            page.heading(each.text)
        if rng.random() < style.pages:
            page.gap(1)
            page.add("X", rng.choice(["[Pg {}]", "{}", "[{}]"]).format(rng.randint(2, 300)))
    if front:
        _back(page)
    return "\n".join(page.rows), "".join(page.letters)


def _front(page: _Page, work: Work) -> None:
    style, rng = page.style, page.rng
    if style.gutenberg:
        for row in (
            f"The Project Gutenberg EBook of {work.title}, by {work.author}",
            "",
            "This eBook is for the use of anyone anywhere at no cost and with",
            "almost no restrictions whatsoever.",
            "",
            f"Title: {work.title}",
            "",
            f"Author: {work.author}",
            "",
            f"*** START OF THIS PROJECT GUTENBERG EBOOK {work.title.upper()} ***",
            "",
            *rng.choice(
                [
                    ("Produced by two people and a scanner",),
                    (
                        "Produced by Ada Brookes, Konrad Rieke and the Online",
                        "Distributed Proofreading Team at http://www.example.org",
                    ),
                    ("E-text prepared by Tomás Olmo",),
                    ("Produced by Gaspard Vasse. HTML version by Ada Brookes.",),
                ]
            ),
            "",
            "",
        ):
            page.add("X", row)
    mark = "# " if style.heading.startswith("#") else ""
    for row in (mark + work.title.upper(), "", rng.choice(["by", "BY", "By"]), "", work.author):
        page.add("M", row)
    page.gap(rng.randint(1, 3))
    _imprint(page)
    if work.preface and rng.random() < 0.7:
        page.add("M", rng.choice(["PREFACE", "INTRODUCTION", "Preface.", "A NOTE ON THE PLAY"]))
        page.gap(rng.randint(1, 2))
    for text in work.preface:
        page.wrapped("M", text, 0)
        page.gap(1)
    if work.preface and rng.random() < 0.6:
        page.add("M", " " * rng.choice([0, 30]) + rng.choice(["ADA BROOKES.", "K. R.", "E. M."]))
        page.gap(1)
        page.add("M", rng.choice(["_Lowmouth_, 1911.", "Lowmouth, May 3, 1911"]))
        page.gap(2)
    if rng.random() < 0.4:
        page.gap(2)
        page.add("M", rng.choice(["CONTENTS", "Contents", "INHALT"]))
        page.gap(1)
        for text in [each.text for each in work.body if isinstance(each, Told)][:6]:
            if len(text) < 30:
                page.add("M", "  " + text + rng.choice(["", "  12", " . . . . 7"]))
        page.gap(1)
    if rng.random() < 0.75:
        page.gap(rng.randint(1, 3))
        heading = (
            style.heading.format(work.cast_heading) if rng.random() < 0.6 else work.cast_heading
        )
        page.add("L", heading)
        page.gap(rng.randint(1, 2))
        apart = rng.random() < 0.15
        for name, role in work.persons:
            page.add("L", style.cast.format(N=name.upper(), n=capwords(name), r=role))
            if apart:
                page.gap(1)
        page.gap(rng.randint(1, 3))
        if rng.random() < 0.4:
            page.stage(
                rng.choice(
                    [
                        "The action takes place in and about the toll house.",
                        "SCENE: The harbour. TIME: The present.",
                    ]
                )
            )
    page.gap(1)
    if rng.random() < 0.3:
        page.add("M", work.title.upper())
        page.gap(2)


_IMPRINT = (
    ("A PLAY FOR OLD AND YOUNG",),
    ("IN FOUR ACTS",),
    ("A Comedy", "", "in Three Acts"),
    ("TRANSLATED FROM THE GERMAN", "", "BY", "", "EDITH MARLOW"),
    ("ILLUSTRATED BY GASPARD VASSE",),
    ("LONDON", "HARROW AND VANE", "1911"),
    ("Lowmouth: Harrow & Vane", "MCMXI"),
    ("_All rights of performance reserved_",),
    ("_First printed, 1911._", "_Second impression, 1912._"),
    ("TO MY SISTER",),
    ("VOLUME VI",),
    ("BOOKS BY THE SAME AUTHOR", "", "THE SALT ROAD", "A HOUSE OF REEDS", "NINE LETTERS"),
    ("THE LOWMOUTH LIBRARY OF PLAYS", "Edited by J. T. Harrow"),
)


def _imprint(page: _Page) -> None:
    for rows in page.rng.sample(_IMPRINT, page.rng.randint(0, 5)):
        for row in rows:
            page.add("M", row.center(page.style.wide).rstrip() if page.style.centred else row)
        page.gap(page.rng.randint(1, 4))


def _back(page: _Page) -> None:
    style, rng = page.style, page.rng
    page.gap(2)
    if rng.random() < 0.3:
        for row in (
            "Transcriber's Note:",
            "",
            "Three commas were put right without a word,",
            "and one was not.",
        ):
            page.add("X", row)
        page.gap(1)
    if style.gutenberg:
        for row in (
            "End of the Project Gutenberg EBook of this play",
            "",
            "*** END OF THIS PROJECT GUTENBERG EBOOK ***",
            "",
            "Updated editions will replace the previous one.",
        ):
            page.add("X", row)


class _Page:
    def __init__(self, style: Style, rng: random.Random) -> None:
        self.style, self.rng = style, rng
        self.rows: list[str] = []
        self.letters: list[str] = []

    def add(self, letter: str, row: str) -> None:
        self.rows.append(row)
        self.letters.append(letter if row.strip() else "O")

    def gap(self, count: int) -> None:
        for _ in range(count):
            if self.rows:
                self.add("O", "")

    def wrapped(self, letter: str, text: str, indent: int, later: int | None = None) -> None:
        """A paragraph, the first line `letter`; those below a name and words go on as `D`."""
        after = "D" if letter == "P" else letter
        margin, next_margin = " " * indent, " " * (indent if later is None else later)
        if self.style.wrapped:
            rows = textwrap.wrap(
                text,
                self.style.wide,
                initial_indent=margin,
                subsequent_indent=next_margin,
                break_long_words=False,
                break_on_hyphens=False,
            )
        else:
            rows = [text]
        for at, row in enumerate(rows):
            self.add(letter if not at else after, row)

    def heading(self, text: str) -> None:
        style = self.style
        self.gap(style.above_heading)
        row = style.heading.format(text.rstrip(".") if style.heading == "{}." else text)
        self.add("S", row.center(style.wide).rstrip() if style.heading_centred else row)
        self.gap(self.rng.randint(1, 2))

    def stage(self, text: str) -> None:
        style = self.style
        self.gap(max(1, style.between))
        indent = style.stage_indent if style.wrapped and len(text) < 50 else 0
        self.wrapped("N", style.stage.format(text), indent)
        self.gap(max(1, style.between))

    def speech(self, said: Said) -> None:
        style, rng = self.style, self.rng
        if self.rows and self.rows[-1].strip():
            self.gap(style.between)
        shown = capwords(said.name) if not said.name[0].islower() else said.name
        name = style.name.format(N=said.name.upper(), n=shown)
        if said.aside:
            name = self._with_aside(name, said.aside)
        if name.endswith("\n"):
            row = name.rstrip("\n")
            if style.centred:
                row = row.center(style.wide).rstrip()
            self.add("C", " " * (0 if style.centred else style.indent_name) + row)
            self.gap(style.below)
            head = ""
        else:
            head = " " * style.indent_name + name
        indent = style.indent_words
        for number, paragraph in enumerate(said.paragraphs):
            if number:
                self.gap(1)
            letter = "P" if head and not number else "D"
            if said.verse:
                own_row = bool(head) and not number and rng.random() < 0.15
                if own_row:
                    self.add("C", head.rstrip())
                for at, (row, _) in enumerate(paragraph):
                    begun = head if head and not number and not at and not own_row else ""
                    margin = " " * ((style.verse_indent if not begun else 0) + indent)
                    self.add(letter if begun else "D", margin + begun + row)
                continue
            text = " ".join(style.aside.format(part) if told else part for part, told in paragraph)
            begun = head.lstrip() if not number else ""
            left = indent if not begun else style.indent_name
            self.wrapped(letter, begun + text, left, left + style.hanging)
        if style.between and rng.random() < 0.02:
            self.gap(1)

    def song(self, number: int) -> None:
        """The number of a song, in the middle of a speech or before one."""
        self.gap(1)
        form = self.rng.choice(["SONG {}.", "AIR {}", "No. {}. DUET.", "_Song {}_", "LIED {}."])
        self.add("N", form.format(self.rng.choice([number, *ROMAN[number % 10 :][:1]])))
        self.gap(1)

    def _with_aside(self, name: str, aside: str) -> str:
        """A name with what stands in brackets behind it, before its full stop or after."""
        told = self.style.behind.format(aside)
        if told.startswith(","):
            told = told.lower().rstrip(".")
        for end in (
            ".** ",
            ":** ",
            "._ ",
            "._--",
            ".= ",
            "** ",
            ".--",
            ".\n",
            ":\n",
            "_\n",
            "**\n",
            ". ",
            ": ",
            "\n",
        ):
            if name.endswith(end):
                head = name.removesuffix(end)
                if "_" in end and "_" in told:
                    return head + end.split("_")[0] + "_" + told + (end.split("_")[1] or " ")
                if (
                    not told.startswith(",")
                    and self.rng.random() < 0.5
                    and end in (". ", ": ", ".\n")
                ):
                    return head + end[0] + told + end[1:]
                return head + told + end
        return name.rstrip() + told + name[len(name.rstrip()) :]
