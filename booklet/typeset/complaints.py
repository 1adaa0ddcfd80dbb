"""What the typesetter did not understand, told to who wrote it.

In: `Complaint`s, and the style sheets that were read. Out: warnings, each at the file and line
of the course where the declaration stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from booklet.markup.css import SheetText
from booklet.markup.css_names import property_meant, value_meant
from booklet.problems import Problem, warning
from booklet.typeset.engine import Complaint

_AT = re.compile(r" at \d+:\d+")
_WORD = re.compile(r"(?<![\w#.(-])[A-Za-z-]+(?![\w(%.-])")


def complaints(found: Sequence[Complaint], sheets: Sequence[SheetText | None]) -> Iterator[Problem]:
    """`style-unknown` for declarations, `typesetter` for all else.

    `sheets` are the engine's, None for one that no person wrote.
    """
    for each in found:
        sheet = sheets[each.sheet] if each.sheet is not None else None
        span = sheet.span(each.line, each.column) if sheet else None
        if not each.name:
            message = _AT.sub("", each.message) if span else each.message
            yield warning("typesetter", message, span)
            continue
        value = " ".join(each.value.split())
        if "unknown property" in each.message:
            reason, hint = "is not known on paper", property_meant(each.name)
        else:
            reason = "has a value that is not known"
            hint = value_meant(each.name.lower(), _WORD.findall(value))
        yield warning(
            "style-unknown",
            f"`{each.name}: {value[:60]}` {reason}, and has no effect",
            span,
            hint or "Leave it out, or write what the property takes.",
        )
