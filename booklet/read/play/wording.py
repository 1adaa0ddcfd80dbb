"""The words by which lines of a printed play are known, in the languages plays are printed in.

Takes the text of a line; says what its wording makes likely. Nothing here decides alone.
"""

from __future__ import annotations

import re

from booklet.languages import any_of, languages, of_all

_ACT = f"{any_of('act_patterns')}|{any_of('division_patterns')}"
_SCENE = any_of("scene_patterns")
_ALONE = f"{any_of('part_patterns')}|{any_of('front_patterns')}"
_ARTICLE = "|".join(word for word in of_all("articles") if word.isalpha())
_BETWEEN = rf"(?:[\s.,:–—-]|(?:{_ARTICLE})\b)*"
_ENDINGS = "|".join(re.escape(each) for each in of_all("ordinal_endings"))
_IN_WORDS = "|".join(
    pattern
    for each in languages()
    for table in (each.reading.ordinals, each.reading.cardinals)
    for pattern in table.values()
)
_ORDINAL = rf"[ivxlcdm]+|\d+(?:{_ENDINGS})?|{_IN_WORDS}"

PART = re.compile(
    rf"(?:{_BETWEEN}(?:{_ORDINAL})[\s.,-]++(?:{_ACT}|{_SCENE})\b(?!['’])"
    rf"|(?:{_ACT}|{_SCENE})[\s.,-]++{_BETWEEN}(?:{_ORDINAL})(?![\w'’])"
    rf"|(?:(?:{_ARTICLE})\s+)?(?:{_ALONE})(?![\w'’])"
    rf"|(?:{_SCENE})[\s.:–—-]*(?:$|[.:–—]))",
    re.I,
)
"""How a heading of an act or a scene begins."""

NUMBERED = re.compile(
    rf"\W*+(?:(?:{_BETWEEN}(?:{_ORDINAL})[\s.,-]++(?:{_ACT}|{_SCENE})"
    rf"|(?:{_ACT}|{_SCENE})[\s.,-]++{_BETWEEN}(?:{_ORDINAL}))(?!\w)\W*+){{1,2}}$",
    re.I,
)
"""A heading with its number: nobody is called so."""

PLACED = re.compile(rf"\W*(?:{_ACT}|{_SCENE})\s+(?:[IVXLC]+|\d+)\s*(?:[.:–—-]|$)", re.I)
"""A heading that has its number, and perhaps a place behind it."""

ACT = re.compile(
    rf"(?:{_BETWEEN}(?:{_ORDINAL})[\s.,-]++(?:{_ACT})\b|(?:{_ACT})[\s.,-]++{_BETWEEN}"
    rf"(?:{_ORDINAL})(?![\w'’]))",
    re.I,
)
"""How a heading of an act begins."""

SCENE_WITHIN = re.compile(rf"(?<=[.,:;–—\s])(?:{_SCENE})\b", re.I)
"""Where a heading goes on with that of a scene."""

CAST = re.compile(
    rf"\W*(?:(?:{_ARTICLE})\s+)?(?:{any_of('cast_heading_patterns')})[^.!?]{{0,50}}[.:]?\W*$", re.I
)
"""How the list of persons is headed."""

STAGE = re.compile(rf"\W*(?:{any_of('direction_patterns')})", re.I)
"""How a direction may begin."""

COMES = re.compile(any_of("coming_patterns"), re.I)
"""A word of coming and going that alone is no name."""

CLOSE = re.compile(rf"\W*(?:(?:{_ARTICLE})\s+)?(?:{any_of('closing_patterns')})\W*$", re.I)
"""The words behind a play."""

FURNITURE = re.compile(
    r"project gutenberg|\btranscrib|\bfootnotes?\b|\[illustration|\be-?book|www\.|https?:|"
    r"\bcopyright|\blicen[sc]e|\bproduced by|\bdistributed proofread|\bprinted in\b|\brights\b|"
    r"\bpublish|\bpress\b|\bcontents\b|\binhalt\b|table des|\bindex\b|\berrata\b|internet archive|"
    r"\bwikisource|\bedition\b",
    re.I,
)

TOLD = re.compile(r"(title|author|titel|autor|titre|auteur|título)s?:\s*(\S.*)", re.I)
"""What a file says of itself at its head."""

CREDITS = re.compile(
    r"^e-book$|project gutenberg|distributed proofread|^produced by\b|^e-?text prepared|"
    r"www\.|https?:",
    re.I,
)
"""Words that only those who made the file have in it."""

PAGE = re.compile(
    r"[\[{(]?\s*+(?:(?:pg|pages?|p|s|seite)\.?\s*+)?\.?\s*+(?:\d{1,4}|[ivxlc]{1,7})\s*+[\]})]?",
    re.I,
)
"""The number of a page, alone."""

WITHIN_PAGE = re.compile(r"\s?[\[{]\s*(?:pg|page|p\.)\s*\d{1,4}\s*[\]}]\s?", re.I)

OPENS = re.compile(r"\W*start of (?:the|this) project gutenberg|\*end\*? ?the small print", re.I)
CLOSES = re.compile(
    r"\W*end of (?:the |this )?project gutenberg|\W{2,}end of (?:the |this )?project", re.I
)

TITLES = frozenset(of_all("name_titles"))
"""Short forms before names, whose full stop ends no name."""

PARTICLES = frozenset(of_all("name_particles")) | {"&"}
"""Words of a name that have no capital."""

NOTES = re.compile(r"[\[(*]*\s*(?:footnote|transcriber|note|anmerkung|illustration)\b", re.I)
"""How a note of the printer or the transcriber begins."""
