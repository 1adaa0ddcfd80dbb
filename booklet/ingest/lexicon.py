"""The fixed words of web pages, over all languages.

Boilerplate is told by shape first; these are the phrases with which sites of all
kinds label their controls, their asides and the end of an article (compare the
end-of-text markers of Kohlschütter et al., Boilerplate Detection using Shallow Text
Features, 2010). They lie with their languages (`booklet.languages`), and a page may be in
any of them. Nothing here names a site or a work.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from babel import Locale

from booklet.languages import Reading, languages

_READINGS: tuple[Reading, ...] = tuple(each.reading for each in languages())


def _any_of(patterns: Iterable[str]) -> str:
    return "|".join(dict.fromkeys(patterns))


def _all(key: str) -> str:
    return _any_of(pattern for reading in _READINGS for pattern in getattr(reading, key))


CONTROL = re.compile(rf"(?:{_all('control_patterns')})\W*$", re.IGNORECASE)
"""A whole block that is a control, a notice or a counter of a web page."""

AFTER = re.compile(rf"(?:{_all('after_patterns')})\W*$", re.IGNORECASE)
"""A whole block that opens what stands after or beside an article."""

REFERENCE = re.compile(rf"(?:{_all('reference_patterns')})\s*[:：]\s+\S", re.IGNORECASE)
"""A block that sends the reader to another page ("Related: …")."""

QUOTES_TITLE = re.compile(rf"(?:{_all('quotes_title_patterns')})\W*$", re.IGNORECASE)
"""What stands behind the colon of a page's title: "Name of a work: the best lines"."""

# The names in `by NAME` are told from other words by their capitals, save after "by" itself,
# which dumps of pages write in every case.
_NAME = r"[^\W\d_][^,|•·/\d]{2,50}?"
_CAPITALISED_NAME = r"(?-i:[^\W\d_a-z][\w.’'-]*(?: (?:[a-z]{2,3} )?[^\W\d_a-z][\w.’'-]*){1,3})"
_REST = r"(?:\s?[,|•·/].*|\s[–—-]\s.*|\s\bon\b.*|\s?\d.*)?\s?$"


@cache
def _byline() -> re.Pattern[str]:
    openers = _all("byline_openers")
    english = _any_of(next(each for each in languages() if each.tag == "en").reading.byline_words)
    return re.compile(
        rf"(?:(?:{openers})\s+)?(?:"
        rf"(?:on [\w ,./-]{{4,30}} )?{english}\s+(?P<name>{_NAME}){_REST}"
        rf"|(?:{_all('byline_words')})\s+(?P<other>{_CAPITALISED_NAME}){_REST})",
        re.IGNORECASE,
    )


def byline_name(line: str) -> str:
    """The name in a line that says by whom a text is, or ""."""
    found = _byline().match(line)
    return (found["name"] or found["other"]) if found else ""


@cache
def _months() -> dict[str, int]:
    """The names of months in all languages, in full and short, in small letters."""
    found: dict[str, int] = {}
    for each in languages():
        locale = Locale.parse(each.tag)
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number, name in locale.months[context][width].items():
                    found.setdefault(name.casefold().rstrip("."), number)
    return found | {"sept": 9}


@cache
def _date() -> re.Pattern[str]:
    months = "|".join(sorted(map(re.escape, _months()), key=len, reverse=True))
    of = r"(?:\s+(?:de|del|di))?"
    return re.compile(
        rf"\b(?:(?P<y>(?:19|20)\d\d)-(?P<m>\d\d)-(?P<d>\d\d)"
        rf"|(?P<month>{months})\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>(?:19|20)\d\d)"
        rf"|(?P<day2>\d{{1,2}})(?:st|nd|rd|th|er|\.|º)?{of}\s+(?P<month2>{months})\.?,?{of}\s+"
        rf"(?P<year2>(?:19|20)\d\d)"
        r"|(?P<d3>\d{1,2})\.(?P<m3>\d{1,2})\.(?P<y3>(?:19|20)\d\d))\b",
        re.IGNORECASE,
    )


def date_in(text: str) -> str:
    """The first date in a text, written in any of the languages, as YYYY-MM-DD; or ""."""
    found = _date().search(text)
    if found is None:
        return ""
    if found["y"]:
        year, month, day = found["y"], int(found["m"]), found["d"]
    elif found["y3"]:
        year, month, day = found["y3"], int(found["m3"]), found["d3"]
    else:
        year = found["year"] or found["year2"]
        month = _months()[(found["month"] or found["month2"]).casefold()]
        day = found["day"] or found["day2"]
    return f"{year}-{month:02}-{int(day):02}"


NUMBER_OF_NAME = r"\d{1,2}(?:[-:]?[^\W\d_]{1,3}|\.)?[ ]"
"""What stands before a name that is told from others by a number ("2nd Fisherman"), a pattern."""

SAYING = re.compile(rf"\b(?:{_all('announcing_words')})\b[^.!?]{{0,160}}:\s*$", re.IGNORECASE)
"""The end of a paragraph that announces quoted words."""

EMBEDDED = re.compile(
    r"(?:here|below|above|this|that)\b(?=.{0,160}:$).{0,12}\b(?:is|are|’s|'s)?\b.{0,60}"
    r"\b(?:clip|video|trailer|version|image|picture|photo|gallery|embed|excerpt|scene|pages?)\b"
    r".{0,40}:$",
    re.IGNORECASE,
)
"""A line that announced something which a text dump does not keep."""

LISTING = re.compile(r"(?P<title>\S.{3,120}?)\s+[-–—|]\s+(?P<publication>[^-–—|:]{2,40})$")
"""A search result: a title, a dash, where it appeared."""

FUNCTION_WORDS: dict[str, frozenset[str]] = {
    each.tag: each.reading.function_words for each in languages() if each.reading.function_words
}
"""The commonest words of some languages, by BCP 47 tag: enough to tell them apart."""

ARTICLES = frozenset().union(*(reading.articles for reading in _READINGS))
"""Words with which no person's name begins."""

NOT_SPEAKERS = frozenset().union(*(reading.not_speakers for reading in _READINGS))
"""Words which, before a colon, label a line and do not speak it."""

MENU_WORDS = frozenset().union(*(reading.also_speakers for reading in _READINGS))
"""Those of them that may be somebody's name or part; they speak where others do."""
