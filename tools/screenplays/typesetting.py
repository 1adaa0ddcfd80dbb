"""Screenplays set on pages in many layouts, with the kind of every line known.

Takes elements (a kind and its words) and a random source; gives a text and a letter for each
line of it. What script sites hold differs in indents, widths, blank lines, page heads,
numbers and marks; each is drawn by itself, so that most combinations come up.
"""

from __future__ import annotations

import random
import string
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

Element = tuple[str, str]
"""A kind, as in the account of an import, and the words of one paragraph."""


@dataclass(frozen=True)
class Style:
    """A layout; columns, and blank lines before a kind that follows another."""

    left: int
    speech: int
    cue: int
    centred: bool
    aside: int
    change: int
    wide: int
    speech_wide: int
    before_cue: int
    before_heading: int
    below_heading: int
    between: int
    after_speech: int
    below_cue: int
    spaced: bool
    jitter: float
    furniture: str
    page: int
    more: bool
    continued: str
    numbers: int
    stars: float
    cue_case: str
    all_case: str
    repeat: bool
    plain_headings: bool
    tabs: bool


def draw_style(rng: random.Random) -> Style:
    """A layout drawn at random."""
    pick = rng.choice

    def chance(share: float) -> bool:
        return rng.random() < share

    left = pick([0, 0, 0, 1, 4, 5, 5, 8, 10, 10, 10, 15])
    flat = chance(0.1)
    same = flat or chance(0.22)
    speech = left if same else left + pick([5, 6, 8, 10, 10, 10, 12, 15])
    cue = left if flat else left + pick([8, 10, 12, 15, 15, 20, 20, 22, 25, 25])
    if not flat and chance(0.04):
        cue = speech
    narrow = pick([30, 33, 35, 35, 36, 38, 40])
    tight = chance(0.25)
    return Style(
        left=left,
        speech=speech,
        cue=max(cue, speech) if not flat else left,
        centred=chance(0.1) and not flat,
        aside=speech
        if same and chance(0.5)
        else speech + (0 if flat else pick([0, 3, 5, 6, 7, 10])),
        change=pick([left, left, left + 40, left + 45, left + 50, left + 25]),
        wide=pick([54, 57, 58, 60, 60, 61, 62, 65, 70]),
        speech_wide=narrow if chance(0.85) else 60,
        before_cue=0 if chance(0.06) else 1,
        before_heading=pick([1, 1, 2, 2, 3]) if chance(0.95) else 0,
        below_heading=pick([1, 1, 1, 0]),
        between=0 if tight and chance(0.5) else 1,
        after_speech=0 if tight or chance(0.1) else 1,
        below_cue=1 if chance(0.03) else 0,
        spaced=chance(0.05),
        jitter=pick([0, 0, 0, 0, 0.01, 0.04]),
        furniture=pick(
            [
                "",
                "",
                "",
                "number",
                "number",
                "number.",
                "left",
                "dashes",
                "head",
                "head",
                "foot",
                "colour",
                "site",
                "p.",
            ]
        ),
        page=rng.randint(38, 58),
        more=chance(0.3),
        continued=pick(["", "", "", "CONTINUED:", "both", "numbered"]),
        numbers=pick([0, 0, 0, 0, 0, 1, 2, 2]),
        stars=pick([0, 0, 0, 0, 0.05, 0.3]),
        cue_case=pick(["caps"] * 12 + ["title"]),
        all_case=pick(["as is"] * 24 + ["upper", "lower"]),
        repeat=chance(0.3),
        plain_headings=chance(0.06),
        tabs=chance(0.06),
    )


class _Page:
    def __init__(self, style: Style, rng: random.Random, title: str) -> None:
        self.style, self.rng, self.title = style, rng, title
        self.lines: list[str] = []
        self.kinds: list[str] = []
        self.on_page = 0
        self.number = rng.randint(1, 118)
        self.scene = rng.randint(1, 150)

    def put(self, kind: str, indent: int, text: str) -> None:
        if kind not in "OX":
            if self.rng.random() < self.style.jitter:
                indent = max(0, indent + self.rng.choice([-1, 1]))
            if self.style.all_case == "upper":
                text = text.upper()
            elif self.style.all_case == "lower":
                text = text.lower()
        line = " " * indent + text
        if text and self.style.stars and self.rng.random() < self.style.stars:
            line = f"{line:<74} *"
        if self.style.tabs:
            tabs, rest = divmod(len(line) - len(line.lstrip()), 8)
            line = "\t" * tabs + " " * rest + line.lstrip()
        self.lines.append(line)
        self.kinds.append(kind if text else "O")
        self.on_page += 1
        if text and self.style.spaced:
            self.lines.append("")
            self.kinds.append("O")

    def blank(self, count: int) -> None:
        if count and self.lines:
            for _ in range(count * (2 if self.style.spaced else 1)):
                self.put("O", 0, "")

    def full(self) -> bool:
        return self.on_page >= self.style.page

    def turn(self, cue: str = "") -> None:
        """The next page; `cue` is who goes on speaking."""
        style, rng = self.style, self.rng
        self.on_page = 0
        if cue and style.more:
            self.put("X", style.cue, "(MORE)")
        if style.continued and not cue:
            self.blank(1)
            self.put("X", style.left + rng.choice([25, 45, 50]), "(CONTINUED)")
        self.number += 1
        if style.furniture:
            self.blank(rng.choice([0, 1, 1, 2, 3, 8]))
            self.put("X", *self._furniture())
            self.blank(rng.choice([0, 1, 1, 2, 3]))
        else:
            self.blank(rng.choice([0, 1, 2]))
        if style.continued:
            marks = {
                "CONTINUED:": "CONTINUED:",
                "both": f"{self.scene:<5}CONTINUED:{self.scene:>45}",
                "numbered": f"CONTINUED: ({rng.randint(2, 4)})",
            }
            self.put(
                "X",
                max(0, style.left - (5 if style.continued == "both" else 0)),
                marks[style.continued],
            )
            self.blank(rng.choice([0, 1, 1]))
        if cue and style.more:
            self.put("C", style.cue, f"{cue} (CONT'D)")

    def _furniture(self) -> tuple[int, str]:
        style, rng, n = self.style, self.rng, self.number
        right = style.left + rng.choice([45, 50, 55])
        if style.furniture == "number":
            return right, str(n)
        if style.furniture == "number.":
            return right, f"{n}."
        if style.furniture == "left":
            return style.left, str(n)
        if style.furniture == "dashes":
            return style.left + 28, f"- {n} -"
        if style.furniture == "p.":
            return style.left + rng.choice([0, 30]), f"p. {n}"
        if style.furniture == "head":
            return style.left, f"{self.title}{n:>{rng.choice([6, 20, 40])}}."
        if style.furniture == "foot":
            return style.left + 15, f"{self.title.upper()} - {rng.choice(_DRAFTS)}"
        if style.furniture == "colour":
            colour = rng.choice(["Blue", "Pink", "Yellow", "Green", "WHITE", "BUFF"])
            mark = rng.choice(["Revised", "Revision", "Rev.", "Pages", "Draft"])
            date = f"{rng.randint(1, 12)}/{rng.randint(1, 28)}/{rng.choice(['97', '07', '2011'])}"
            return style.left + rng.choice([0, 20, 30]), f"{colour} {mark} {date}   {n}."
        return style.left, f"Converted by www.scripts-for-all.example {n:>20}."


_DRAFTS = ("Rev. 3/12/98", "FINAL DRAFT", "Second Draft 5/1/2003", "Shooting Script", "7/9/04")


def typeset(
    elements: Sequence[Element],
    style: Style,
    rng: random.Random,
    title: str = "The Long Ferry",
    front: bool = False,
) -> tuple[str, str]:
    """The text of a screenplay in this style, and a letter for each of its lines."""
    page = _Page(style, rng, title)
    if front and rng.random() < 0.2:
        _site(page, title, rng)
    if front:
        _front(page, title, rng)
    before = ""
    speaker, last_speaker = "", ""
    for kind, words in elements:
        if page.full() and kind in "SNC" and before not in ("S", "C", ""):
            page.turn()
        if kind == "S":
            page.scene += 1
            page.blank(style.before_heading)
            if style.plain_headings:
                words = words.split(".", 1)[-1].strip() or words
            number = f"{page.scene}{rng.choice(['', '', '', 'A'])}"
            indent = style.left
            if style.numbers:
                indent = max(0, style.left - 5)
                words = f"{number:<5}{words}"
                if style.numbers == 2:
                    words = f"{words:<62}{number}"
            page.put("S", indent, words)
        elif kind == "N":
            gap = style.below_heading if before == "S" else style.between
            if before in "DE" and before:
                gap = style.after_speech
            page.blank(gap)
            for line in textwrap.wrap(words, style.wide) or [words]:
                if page.full():
                    page.turn()
                page.put("N", style.left, line)
        elif kind == "C":
            gap = style.below_heading if before == "S" else style.before_cue
            page.blank(gap)
            speaker = words.split("(")[0].strip()
            if style.cue_case == "title":
                words = words.title()
            elif speaker == last_speaker and style.repeat and "(" not in words:
                words = f"{words} {rng.choice(['(CONT’D)', '(CONT' + chr(39) + 'D)', '(cont.)'])}"
            last_speaker = speaker
            indent = style.cue
            if style.centred:
                indent = max(0, style.speech + style.speech_wide // 2 - len(words) // 2)
            page.put("C", indent, words)
        elif kind == "E":
            page.blank(style.below_cue if before == "C" else 0)
            for at, line in enumerate(textwrap.wrap(words, max(16, style.speech_wide - 10))):
                page.put("E", style.aside + (1 if at and style.jitter == 0 else 0), line)
        elif kind == "D":
            page.blank(style.below_cue if before == "C" else 0)
            for line in textwrap.wrap(words, style.speech_wide) or [words]:
                if page.full():
                    page.turn(speaker)
                page.put("D", style.speech, line)
            if style.numbers and rng.random() < 0.06:
                page.blank(1)
                page.scene += 1
                page.put("X", max(0, style.left - 5), f"{page.scene:<5}{'OMITTED':<57}{page.scene}")
        elif kind == "T":
            page.blank(1)
            page.put("T", style.change, words)
        before = kind
    return "\n".join(page.lines), "".join(page.kinds)


def _site(page: _Page, title: str, rng: random.Random) -> None:
    """What a page of the web leaves in a text that was saved from it."""
    page.put("M", 0, f"{title} ({rng.randint(1960, 2015)}) movie script - Scripts for All")
    page.blank(rng.randint(1, 4))
    for line in rng.sample(_WORKS, rng.randint(0, len(_WORKS))):
        page.put("X", rng.choice([0, 0, 4]), line)
        page.blank(rng.choice([0, 0, 1, 2]))
    for line in rng.sample(_LINKS, rng.randint(0, len(_LINKS))):
        page.put("X", 0, line)
        page.blank(rng.choice([0, 1, 2]))


_WORKS = (
    "var counter = document.getElementById('count');",
    "try {",
    "counter.write(12);",
    "} catch(err) {}",
    'tracker._show("A-12-3");',
    "(function(a, b) {",
    "    a[b] = a[b] || [];",
    "});",
    "<!--",
    "//-->",
    "ad_width = 468;",
    'ad_slot = "112233";',
    '&lt;div style="float:left"&gt;&lt;/div&gt;',
)
_LINKS = (
    "Scripts for All - free movie scripts and screenplays",
    "About   Links",
    "Home | Movies | Search",
    f"Scripts in the order of the alphabet: # {' '.join(string.ascii_uppercase)}",
    "More about this movie at www.films.example",
    "Back to the list",
    "Print this page",
)


def _front(page: _Page, title: str, rng: random.Random) -> None:
    """A title page."""
    wide = rng.choice([0, 0, 5, 20, 30])
    centre = rng.random() < 0.6 and wide > 5
    rows: list[str] = [title.upper() if rng.random() < 0.8 else f'"{title}"']
    if rng.random() < 0.15:
        rows = [" ".join(title.upper()).replace("   ", "   ")]
    if rng.random() < 0.15:
        rows = [
            f'"{title}", {rng.choice(["early draft", "unproduced"])}, by {rng.choice(_AUTHORS)}',
            *rows,
        ]
    if rng.random() < 0.1:
        rows.append(f"(project formerly titled {rng.choice(['NIGHT BOAT', 'WINTER'])})")
    writer = rng.choice(_AUTHORS)
    rows += rng.choice(
        [
            ["by", writer],
            ["Written by", writer],
            ["Screenplay by", writer],
            ["by", writer],
            ["written and directed by", writer],
            ["Original Screenplay", "by", writer],
            [f"by {writer}"],
            [f"Screenplay by {writer}"],
            [f"Written by: {writer}"],
            [f"Story by {writer}", f"Screenplay by {rng.choice(_AUTHORS)}"],
            [f"by {writer}", f"Rewritten: {rng.choice(_AUTHORS)}"],
            ["An original screenplay by", writer],
            ["Screenplay", "by", writer, "Revisions by", rng.choice(_AUTHORS)],
        ]
    )
    if rng.random() < 0.3:
        rows += rng.choice(
            [
                ["Based on the novel by", rng.choice(_AUTHORS)],
                ["based on the novel", "The River Book", "by", rng.choice(_AUTHORS)],
            ]
        )
    if rng.random() < 0.4:
        rows += [
            rng.choice(
                [
                    "FIRST DRAFT",
                    "Second Draft",
                    "FINAL",
                    "Shooting draft",
                    "Revised",
                    "SECOND REVISED DRAFT",
                    "WITH REVISION #1 (Blue)",
                    "FOURTH DRAFT",
                ]
            )
        ]
    if rng.random() < 0.5:
        rows += [
            rng.choice(
                [
                    "March 3, 1994",
                    "11/4/2002",
                    "1988",
                    "October 2009",
                    "30 May 2001",
                    "4/30/01",
                    "January 12,1992",
                    "September 30, 2007",
                ]
            )
        ]
    if rng.random() < 0.2:
        rows += ["Copyright (c) 2004 Ferry Pictures", "All rights reserved."]
    if rng.random() < 0.15:
        rows += [
            rng.choice(
                [
                    "FERRY ENTERTAINMENT",
                    "A Quay Company Production",
                    "LONG RIVER PICTURES",
                    "Registered WGA No. 12345",
                ]
            )
        ]
    if rng.random() < 0.1:
        rows += ["-" * 60]
    for row in rows:
        page.blank(rng.choice([0, 1, 1, 2, 3, 5]))
        indent = max(0, 38 - len(row) // 2) if centre else wide + (rng.randint(0, 8) if wide else 0)
        page.put("M", indent, row)
    page.blank(rng.choice([1, 2, 4, 9]))


_AUTHORS = ("Ada Brookes", "Jonas Field & Mara Hill", "R. T. Weller", "Lena Ostrov", "Tom Carder")


def elements_of(lines: Sequence[tuple[str, str, bool]]) -> list[Element]:
    """Elements from labelled lines: (kind, text, whether a gap stands above)."""
    found: list[Element] = []
    for kind, text, apart in lines:
        if kind in "XO?M":
            continue
        joined = found and found[-1][0] == kind and (kind in "DE" or (kind in "NS" and not apart))
        if joined:
            found[-1] = (kind, f"{found[-1][1]} {text}")
        else:
            found.append((kind, text))
    return found
