"""What a course's style sheet may ask of the typesetter.

In: CSS of a course that somebody else made. Out: `Fault`s with their lines. Most of CSS is
harmless; these are the things that were found to hang the typesetter, to use up memory or to
end its process, each with a limit far above what a booklet needs. What is not CSS at all is
left to the typesetter, which complains of it.

The text is looked at as it stands, strings and comments blanked out. Escapes outside of
strings could hide a word from this, and nobody needs them there: they are refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

LARGEST_SHEET = 300_000
"""Characters without embedded files; the largest that is shipped has 15,000."""

MOST_RULES = 4_000
"""20,000 take ten seconds before the first page is set."""

MOST_BRACES = 4
MOST_BRACKETS = 12
"""Rules inside of rules double their selectors; brackets inside of brackets end the process."""

LONGEST_VALUE = 4_000
LONGEST_STRING = 500
"""Characters. Values come as lists of shadows, layers, stops and functions."""

MOST_NUMBER = 20_000
"""A sheet of A0 is 4,494 px long. Far larger numbers overflow, and `tab-size` aborts."""

LEAST_NUMBER = 0.01
"""Gradients that repeat, columns and letters smaller than that are counted out one by one."""

MOST_TRACKS = 200
"""Rows, columns and repeats of a grid; each is kept in memory for each other."""

MOST_PARTS = 24
"""Selectors in a selector, one inside or beside the other."""


Reader = Literal["booklet", "sheet", "browser"]
"""Who reads it: the typesetter, for the booklet or for a loose sheet (or what makes the plain
sheet of an EPUB), or a browser, which looks after itself."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong at `offset`, and what to do instead."""

    offset: int
    message: str
    hint: str = ""


_HIDDEN = re.compile(
    r"/\*.*?(?:\*/|\Z)|\"(?:[^\"\\\n]|\\.)*+\"?|'(?:[^'\\\n]|\\.)*+'?"
    r"|url\(\s*+(?![\"'])[^()\"'\s]*+\s*+\)",
    re.DOTALL | re.IGNORECASE,
)
_DECLARATION = re.compile(r"(?<![-\w])([-\w]++)\s*+:\s*+([^;{}]*+)")
_NUMBER = re.compile(r"(?<![\w#.+-])[-+]?(\d++(?:\.\d++)?|\.\d++)(e[-+]?\d++)?([a-z%]*+)", re.I)
_SELECTOR = re.compile(r"(?:^|[;{}])([^;{}]*+)\{")
_REPEAT = re.compile(r"repeat\(\s*+(\d++)", re.IGNORECASE)
_VARIABLE = re.compile(r"var\(", re.IGNORECASE)
_LENGTHS = frozenset({"px", "pt", "pc", "mm", "cm", "in", "q", "em", "rem", "ex", "ch", "vw", "vh"})

_ASKED = re.compile(
    r"/\*.*?(?:\*/|\Z)"
    r"|@import\s*+(?:url\(\s*+)?+[\"']?+(?P<sheet>[^\"'()\s;{}]*+)[\"']?+\s*+\)?+"
    r"(?P<condition>[^;{}]*+);?+"
    r"|url\(\s*+(?:\"([^\"\n]*+)\"?+|'([^'\n]*+)'?+|([^\"'()]*+))\s*+(?:\)|\Z)"
    r"|\"(?:[^\"\\\n]|\\.)*+\"?+|'(?:[^'\\\n]|\\.)*+'?+",
    re.DOTALL | re.IGNORECASE,
)

_PAPER = "The paper stands in booklet.yaml: `paper: a5`, `binding: 12 mm`."
_SHORTER = "Leave out what the booklet does not use."


def faults(css: str, reader: Reader) -> Iterator[Fault]:
    """All faults of a sheet for that reader, in the order of the checks."""
    plain = _HIDDEN.sub(_blank, css)
    if len(re.sub(r"url\(\s*\)", "", plain)) - _embedded(css) > LARGEST_SHEET:
        yield Fault(0, f"the style sheet has more than {LARGEST_SHEET:,} characters", _SHORTER)
        return
    for match in _HIDDEN.finditer(css):
        if match[0][0] in "\"'" and len(match[0]) > LONGEST_STRING and "data:" not in match[0][:9]:
            yield Fault(match.start(), f"a text of more than {LONGEST_STRING} characters", _SHORTER)
    if "\\" in plain:
        yield Fault(
            plain.index("\\"),
            "a `\\` outside of quotation marks",
            "Write the character itself; in quotation marks `\\` may stand.",
        )
    yield from _nesting(plain)
    for match in _SELECTOR.finditer(plain):
        yield from _selector(match[1], match.start(1), reader)
    for match in _DECLARATION.finditer(plain):
        yield from _declaration(match[1].lower(), match[2], match.start(), reader)


@dataclass(frozen=True, slots=True)
class Asked:
    """A file that a sheet asks for, from `start` to `end` of its text.

    A sheet that is imported where `condition` holds, else a picture or a font.
    """

    start: int
    end: int
    address: str
    imported: bool = False
    condition: str = ""


def asked(css: str) -> Iterator[Asked]:
    """All that a sheet asks for; places in the same document ("#hatching") are left out."""
    for match in _ASKED.finditer(css):
        start, end = match.span()
        if match["sheet"] is not None:
            yield Asked(start, end, match["sheet"], True, match["condition"].strip())
        elif match[0][:4].lower() == "url(":
            address = (match[3] or match[4] or match[5] or "").strip()
            if not address.startswith("#"):
                yield Asked(start, end, address)


def _blank(match: re.Match[str]) -> str:
    """As many characters that say nothing, lines kept."""
    return re.sub(r"[^\n]", " ", match[0])


def _embedded(css: str) -> int:
    return sum(len(match[0]) for match in _HIDDEN.finditer(css) if "data:" in match[0][:16])


def _nesting(plain: str) -> Iterator[Fault]:
    rules = depth = brackets = 0
    for match in re.finditer(r"[{}()\[\];]", plain):
        mark = match[0]
        if mark == "{":
            rules, depth, brackets = rules + 1, depth + 1, 0
            if rules > MOST_RULES:
                yield Fault(match.start(), f"there are more than {MOST_RULES:,} rules", _SHORTER)
                return
            if depth > MOST_BRACES:
                message = f"rules stand more than {MOST_BRACES} deep inside each other"
                yield Fault(match.start(), message, "Write the selectors out.")
                return
        elif mark == "}":
            depth, brackets = max(depth - 1, 0), 0
        elif mark == ";":
            brackets = 0
        else:
            brackets += 1 if mark in "([" else -1
            if brackets > MOST_BRACKETS:
                message = f"brackets stand more than {MOST_BRACKETS} deep inside each other"
                yield Fault(match.start(), message, "Take some apart.")
                return


def _selector(selector: str, offset: int, reader: Reader) -> Iterator[Fault]:
    offset += len(selector) - len(selector.lstrip())
    if reader != "browser" and ":has(" in selector.lower():
        yield Fault(
            offset,
            "`:has()` looks through the whole booklet for each element",
            "Give the element a class in its template and name that.",
        )
    for each in selector.split(","):
        if len(re.findall(r"[\s>+~]+|:", each.strip())) > MOST_PARTS or each.count("~") > 2:
            yield Fault(offset, "a selector of too many parts", "Name a class in its template.")
            return
    if len(selector) > LONGEST_VALUE:
        yield Fault(offset, f"a selector of more than {LONGEST_VALUE:,} characters", _SHORTER)


def _declaration(name: str, value: str, offset: int, reader: Reader) -> Iterator[Fault]:
    if len(value) > LONGEST_VALUE:
        message = f"the value of `{name}` has more than {LONGEST_VALUE:,} characters"
        yield Fault(offset, message, _SHORTER)
        return
    if name.startswith("--") and reader != "browser":
        if len(_VARIABLE.findall(value)) > 1:
            yield Fault(
                offset,
                f"`{name}` is made of several others, which doubles with each that is so made",
                "Use one `var()` in a custom property, and several in what is made of them.",
            )
    elif len(_VARIABLE.findall(value)) > MOST_BRACKETS:
        yield Fault(offset, f"`{name}` has more than {MOST_BRACKETS} `var()`", _SHORTER)
    refusal = _REFUSED.get(name)
    if refusal and (reader == "booklet" or name != "size") and refusal[0](value.lower()):
        yield Fault(offset, *refusal[1:])
        return
    most = MOST_TRACKS if name.startswith("grid") and "template" not in name else MOST_NUMBER
    repeats = any(int(count[:9]) > MOST_TRACKS for count in _REPEAT.findall(value))
    for number, power, unit in _NUMBER.findall(value):
        size = float(number + power)
        bound = most if unit else _MOST.get(name, most)
        if size > bound or power:
            yield Fault(offset, f"`{name}` has a number of more than {bound:,}", "")
            return
        if 0 < size < LEAST_NUMBER and unit.lower() in _LENGTHS:
            yield Fault(offset, f"`{name}` has a length of less than {LEAST_NUMBER}{unit}", "")
            return
    if repeats:
        yield Fault(offset, f"`{name}` repeats more than {MOST_TRACKS} times", "")
    elif value.lower().count("attr(") > MOST_BRACKETS:
        yield Fault(offset, f"`{name}` has more than {MOST_BRACKETS} `attr()`", _SHORTER)


_MOST = {
    "z-index": 2**31,
    "columns": 20,
    "column-count": 20,
    "tab-size": 100,
    "bookmark-level": 20,
    "orphans": 100,
    "widows": 100,
}
"""What some properties may have at most. A tab of a billion spaces ends the process."""

_REFUSED: dict[str, tuple[Callable[[str], bool], str, str]] = {
    "size": (lambda _: True, "a style sheet cannot choose the paper", _PAPER),
    "float": (
        lambda value: "footnote" in value,
        "`float: footnote` loses notes and does not come to an end with many",
        "Notes have their place in the margin, or below: `notes: below`.",
    ),
    "box-decoration-break": (
        lambda value: "clone" in value,
        "`box-decoration-break: clone` does not come to an end on full pages",
        "Give the parts a border of their own.",
    ),
}
