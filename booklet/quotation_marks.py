"""Quotation marks: which ones a language has, and which side of a quotation one is.

In: a text and its language. Out: its marks by language, and where in the text a mark opens.
`“` opens in English and closes in German, `”` opens in Swedish, `»` opens in Hungarian: what
stands around a mark tells, then what is open in the same paragraph, then the language.

The marks are those of CLDR 48, `delimiters` (https://cldr.unicode.org), but for three of its
gaps: French has `“ ”` within `« »` (Lexique des règles typographiques en usage à l'Imprimerie
nationale), Swiss German and Italian have `« »` (Bundeskanzlei, Schreibweisungen), and Dutch has
double marks where they are typed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_MARKS = {
    "“ ” ‘ ’": "en es pt nl da lv gl ga cy tr af sq",
    "„ “ ‚ ‘": "de cs sk hr sl mk et is",
    "„ “ „ “": "bg lt",
    "„ ” « »": "pl ro",
    "„ ” » «": "hu",
    "„ ” ’ ’": "sr",
    "„ ” ‘ ’": "bs",
    "« » „ “": "ru uk be",
    "« » “ ”": "it el ca eu pt-pt fr",
    "« » ‘ ’": "nb nn no",
    "« » ‹ ›": "fr-ch de-ch de-li it-ch fa",
    "” ” ’ ’": "sv fi he",
}

_CLOSES = {
    "“": "„",
    "”": "“„”",
    "‘": "‚",
    "’": "‘‚’",
    "»": "«»",
    "«": "»",
    "›": "‹›",
    "‹": "›",
}
"""What each mark may close. „ and ‚ close nothing anywhere."""

_EVERY = re.compile("[“”‘’„‚«»‹›]")
_DOUBLE = re.compile("[“”„«»]")
_BEGINS = "([{—–‒―"
_ENDS = ")]}—–‒―.,;:!?…"


@dataclass(frozen=True, slots=True)
class QuotationMarks:
    """A language's marks: of a quotation, and of one inside of it."""

    opening: str
    closing: str
    inner_opening: str
    inner_closing: str


_UNKNOWN = QuotationMarks("“", "”", "«", "»")
"""What opens and closes in most languages."""


def marks_of(language: str) -> QuotationMarks | None:
    """The marks of a language (a BCP 47 tag), None where they are not known."""
    tags = language.lower().split("-")
    for length in (2, 1):
        marks = _BY_LANGUAGE.get("-".join(tags[:length]))
        if marks is not None:
            return marks
    return None


def openings(text: str, language: str = "") -> frozenset[int]:
    """Where in a paragraph a quotation mark stands (0-based) that opens a quotation."""
    return frozenset(_read(text, language)[0])


def closes(mark: str, text: str, language: str = "") -> bool:
    """Whether a mark that follows on a text closes a quotation that is open in it."""
    opened = _read(text, language)[1]
    return bool(opened) and opened[-1] in _CLOSES.get(mark, "")


def are_paired(text: str, language: str = "") -> bool:
    """Whether each double mark of a text has its other half; single ones may be apostrophes."""
    found, opened = _read(text, language)
    doubles = [match.start() for match in _DOUBLE.finditer(text)]
    opening = sum(at in found for at in doubles)
    return len(doubles) == 2 * opening and not any(_DOUBLE.match(mark) for mark in opened)


def _read(text: str, language: str) -> tuple[set[int], list[str]]:
    """The places of the marks that open, and the marks that are still open at the end."""
    found: set[int] = set()
    opened: list[str] = []
    marks = [match.start() for match in _EVERY.finditer(text)]
    for index, at in enumerate(marks):
        mark = text[at]
        free_before = _free_before(text, at, found)
        free_behind = _free_behind(text, at)
        partner = bool(opened) and opened[-1] in _CLOSES.get(mark, "")
        if mark not in _CLOSES or (free_before and not free_behind):
            opens = True
        elif free_before == free_behind:
            # Spaces on both sides of it, or none: a word does not end in one that opens.
            in_word = text[at - 1 : at].isalnum()
            opens = not (partner or in_word) and _may_open(text, marks[index:], language)
        else:
            opens = False
        if opens:
            found.add(at)
            opened.append(mark)
        elif partner:
            opened.pop()
    return found, opened


def _free_before(text: str, at: int, found: set[int]) -> bool:
    before = text[at - 1] if at else " "
    return before.isspace() or before in _BEGINS or at - 1 in found


def _free_behind(text: str, at: int) -> bool:
    behind = text[at + 1] if at + 1 < len(text) else " "
    return behind.isspace() or behind in _ENDS or _EVERY.match(behind) is not None


def _may_open(text: str, marks: list[int], language: str) -> bool:
    """Whether the first of these marks opens in the language, or another one closes it."""
    mark = text[marks[0]]
    own = marks_of(language) or _UNKNOWN
    if mark in (own.opening, own.inner_opening):
        return mark not in (own.closing, own.inner_closing)
    return any(mark in _CLOSES.get(text[at], "") for at in marks[1:])


_BY_LANGUAGE = {
    language: QuotationMarks(*marks.split())
    for marks, languages in _MARKS.items()
    for language in languages.split()
}
