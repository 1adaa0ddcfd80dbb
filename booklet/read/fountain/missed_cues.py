"""Speeches that are read as action because their cue is written in another way.

Takes the action of a Fountain file and who speaks in it; gives a warning for each name that
stands there as in `Mara: Is that you?`, or as `Mara` on a line above other words.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field

from booklet.model import Direction, Span
from booklet.names import name_key
from booklet.problems import Problem, warning

_NAME_AND_COLON = re.compile(r"([^\W\d_][^:.!?\n]{0,40}):[ \t]+\S")
_NAME_ALONE = re.compile(r"([^\W\d_][^:.,;!?…—\n]{0,40}?)(?:[ \t]*\([^()]*+\))?[ \t]*")

OFTEN = 3
"""A name is who speaks, if it does elsewhere or begins so many pieces of action."""

MOST_WORDS = 3
"""A name that speaks nowhere has so many words at most."""


@dataclass
class _Seen:
    """A name as it is written first, and where it stands."""

    name: str
    places: list[Span] = field(default_factory=list)


def missed_cues(directions: Iterable[Direction], speakers: Iterable[str]) -> Iterator[Problem]:
    """A `fountain-cue-in-text` for each name, at its first place.

    Where nobody speaks at all, once is enough for a name.
    """
    known = {name_key(name) for name in speakers}
    enough = OFTEN if known else 1
    seen: dict[tuple[str, bool], _Seen] = {}
    for direction in directions:
        if direction.kind != "action":
            continue
        lines = direction.text.split("\n")
        for index, line in enumerate(lines):
            found = _NAME_AND_COLON.match(line)
            colon = found is not None
            if not colon and index + 1 < len(lines):
                found = _NAME_ALONE.fullmatch(line)
            if found and _is_cue(found[1].strip(), known, colon, index == 0):
                name = found[1].strip()
                one = seen.setdefault((name_key(name), colon), _Seen(name))
                span = direction.span
                one.places.append(
                    Span(span.file, span.line + index, span.column if index == 0 else 1)
                )
    for (key, colon), one in seen.items():
        if key in known or len(one.places) >= enough:
            yield _missed(one.name, one.places, colon)


def _is_cue(name: str, known: Collection[str], colon: bool, opens: bool) -> bool:
    """Whether it is somebody's name, or opens a piece of action in the shape of one.

    Capitals alone on a line are action only where the script says so: they are meant to be.
    """
    if name_key(name) in known:
        return True
    if name == name.upper():
        return colon
    words = name.split()
    return opens and len(words) <= MOST_WORDS and all(word[0].isupper() for word in words)


def _missed(name: str, places: list[Span], colon: bool) -> Problem:
    others = len(places) - 1
    more = f", here and in {others} more place{'s' * (others > 1)}" if others else ""
    return warning(
        "fountain-cue-in-text",
        f"`{name}{':' if colon else ''}` is read as action, not as who speaks{more}",
        places[0],
        f"Write `{name.upper()}` on a line of its own, with an empty line before it, and on "
        "the next line what is said.",
    )
