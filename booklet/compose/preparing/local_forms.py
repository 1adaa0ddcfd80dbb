"""Dates, numbers, shares and plural forms as a language writes them.

In: plain values and a BCP 47 tag. Out: text. The forms are the Unicode CLDR's, by Babel.
"""

from __future__ import annotations

import re
from datetime import date
from functools import cache

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton
from babel.numbers import format_decimal, format_percent

_ISO_DATE = re.compile(r"(\d{4})-(\d\d)(?:-(\d\d))?")
_YEAR_SIGN = re.compile(r"(?:(?<!\s)\s++)?г\.$")


def shown_date(text: str, language: str) -> str:
    """A date as a person reads it: `2026-02-08` is "8 February 2026"; other text as it is."""
    match = _ISO_DATE.fullmatch(text.strip())
    if match is None:
        return text
    year, month, day = int(match[1]), int(match[2]), int(match[3] or 1)
    try:
        moment = date(year, month, day)
    except ValueError:
        return text
    locale = _locale(language)
    if match[3]:
        shown = format_date(moment, "long", locale=locale)
    else:
        shown = format_skeleton("yMMMM", moment, locale=locale)
    # The year's abbreviation is for running text; in a list of sources it is not usual.
    return _YEAR_SIGN.sub("", str(shown))


def shown_number(number: int, language: str) -> str:
    """A whole number with its thousands parted."""
    # Not every font has the narrow space that some languages put there.
    return format_decimal(number, locale=_locale(language)).replace("\u202f", "\u00a0")


def shown_share(share: float, language: str) -> str:
    """A share from 0 to 1 in whole per cent: "27%", in other languages with a space."""
    return format_percent(share, locale=_locale(language)).replace("\u202f", "\u00a0")


def plural_form(number: int, language: str) -> str:
    """The plural category of a whole number: `one`, `few`, `many` or `other`."""
    return str(_locale(language).plural_form(number))


@cache
def _locale(language: str) -> Locale:
    """The locale of the tag, that of its language, else English."""
    for tag in (language, language.split("-")[0]):
        try:
            return Locale.parse(tag.replace("_", "-"), sep="-")
        except (UnknownLocaleError, ValueError):
            continue
    return Locale.parse("en")
