"""Dates, printed as they are written.

Only what has the form 2026-02-01 is looked at: it must be a day of the calendar.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated

from pydantic import BeforeValidator

from booklet.read.yaml.shape import wrong

_NUMBERS = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")


def _day(value: object) -> object:
    found = _NUMBERS.fullmatch(value.strip()) if isinstance(value, str) else None
    if found:
        try:
            date(*map(int, found.groups()))
        except ValueError:
            raise wrong(
                "wrong-date",
                f"`{value}` is no day of the calendar",
                "Write year-month-day, such as 2026-02-01, or the date as it is to be printed.",
            ) from None
    return value


Date = Annotated[str, BeforeValidator(_day, json_schema_input_type=str)]
"""A date in any form; one in numbers exists."""
