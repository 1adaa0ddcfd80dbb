"""The title and the authors that the page before a screenplay gives.

Takes the lines of the title page; gives what is said there, "" where nothing is. A title is
never guessed from the screenplay itself.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from booklet.read.screenplay import wording

_QUOTED = re.compile(r"^[\"“'‘]([^\"”]{1,80})[\"”'’](?=$|,| -|\s*\()")
_SITE = re.compile(
    r"(?<!\s)\s++(?:\(\d{4}\)\s*+)?(?:movie |film )?(?:script|screenplay|transcript)\b.*$"
    r"|(?<!\s)\s++\(\d{4}\).*$"
    r"|(?<!\s)\s++[-–|]\s.*$",
    re.I,
)
_BY = re.compile(
    r"^(?:(?:original\s+)?(?:screenplay|teleplay|script|story|written|play|drehbuch|buch|scénario|"
    r"guion|guión|sceneggiatura)\b[^:]{0,30}?\s*(?:and\s+directed\s*)?)?"
    r"(?:by|von|par|de|por|di|:)(?:\s+|:\s*|$)",
    re.I,
)
_CREDIT = re.compile(
    r"^(?:(?:original\s+)?(?:screenplay|teleplay|script|story|written|drehbuch|scénario)\b"
    r"(?:\s+(?:and|&)\s+\w+)?(?:\s+by)?|by|von|par|écrit par)[:.]?$",
    re.I,
)
_NO_NAME = re.compile(
    r"[\d@:/]|\b(?:draft|revis|copyright|rights|pictures|studio|inc\b|script)", re.I
)
_NAME = re.compile(r"^[^\W\d_][\w.'’-]*(?:\s+(?:[^\W\d_][\w.'’-]*|&|and|und|et|y)){0,8}$")
_BETWEEN = re.compile(r"(?:(?<!\s)\s++)?(?:&|,|\band\b|\bund\b|\bet\b)\s*+")


_SMALL = frozenset(
    ["A", "AN", "AND", "AS", "AT", "BY", "FOR", "FROM", "IN", "OF", "ON", "OR", "THE", "TO", "WITH"]
)


@dataclass(frozen=True, slots=True)
class TitlePage:
    """What stands on a title page."""

    title: str = ""
    authors: tuple[str, ...] = ()


def title_page_of(lines: Sequence[str]) -> TitlePage:
    """The title and the authors on these lines."""
    texts = [together(line) for line in lines]
    title = ""
    for text in texts:
        quoted = _QUOTED.match(text)
        if quoted:
            title = quoted[1]
            break
        if wording.BYLINE.match(text) or (wording.DATE.search(text) and not _SITE.search(text)):
            continue
        bare = _SITE.sub("", text).strip(' -–"“”')
        if any(map(str.isalpha, bare)) and len(bare) <= 80 and not re.search(r"[;{}=<>]", bare):
            title = bare
            break
    return TitlePage(_in_title_case(title), _authors(texts))


def _authors(texts: Sequence[str]) -> tuple[str, ...]:
    """Who is named behind or below "by"; who the story or the book is by is not one."""
    found: list[str] = []
    story: list[str] = []
    waits = False
    for text in texts:
        if re.match(r"(?:based|adapted|from|nach|d'après)\b", text, re.I):
            break  # who the book is by
        credit = _BY.match(text)
        rest = text[credit.end() :].strip() if credit else ""
        if credit and rest and _is_name(rest):
            (story if re.match(r"story", text, re.I) else found).extend(_BETWEEN.split(rest))
            waits = False
        elif _CREDIT.match(text):
            waits = not re.match(r"story", text, re.I)
        elif waits and _is_name(text):
            found += _BETWEEN.split(text)
        elif waits and found:
            waits = False
    return tuple(dict.fromkeys(_in_title_case(name) for name in found or story if name))


def _is_name(text: str) -> bool:
    return bool(_NAME.match(text)) and not _NO_NAME.search(text) and len(text) < 60


def together(text: str) -> str:
    """Words set with a blank between all letters, as words."""
    letters = len(re.findall(r"\b\w\b", text))
    if letters > 2 and letters > 0.8 * len(re.findall(r"\w+", text)):
        return " ".join(re.sub(r"(?<=\S)[ ](?=\S(?:[ ]|$))", "", text).split())
    return text


def _in_title_case(text: str) -> str:
    if not text.isupper():
        return text
    words = text.split()
    return " ".join(
        word.casefold() if at and word in _SMALL else _capital(word)
        for at, word in enumerate(words)
    )


def _capital(word: str) -> str:
    return re.sub(
        r"[^\W\d_]+(?:['’][^\W\d_]+)*", lambda found: found[0].capitalize(), word, count=0
    )
