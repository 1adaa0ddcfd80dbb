"""Which kinds of notes a course has: those of every course, and those that it names itself.

A kind decides who sees a note, so one that is misspelt would show an answer to those who
are to find it. Takes kinds as a person wrote them; gives the problem of each that is none.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator

from booklet.model import Span
from booklet.nearest import listed, nearest
from booklet.plugins import note_kinds
from booklet.problems import Problem, error
from booklet.read.yaml.shape import TextList, wrong

_TOO_LIKE = 0.85
"""From this likeness on (see `nearest`) a name is a slip: `Leader`, `leaders`, `confict`."""


def _own(names: tuple[str, ...]) -> tuple[str, ...]:
    for name in names:
        meant = nearest(name, note_kinds(), _TOO_LIKE)
        if meant:
            raise wrong(
                "wrong-value",
                f"`{name}` cannot be told from the kind `{meant}`, which every course has",
                "Take it out of the list, or choose another word.",
            )
    return names


OwnKinds = Annotated[TextList, AfterValidator(_own)]
"""Kinds of notes that a course names itself."""


def unknown_kind(name: str, own: tuple[str, ...], span: Span | None) -> Problem | None:
    """The problem that `name` is no kind of a course with these `own` ones; None if it is one."""
    known = (*note_kinds(), *own)
    if name in known:
        return None
    meant = nearest(name, known)
    hint = f"Did you mean `{meant}`? " if meant else ""
    hint += f"The kinds are {listed(known, 'and')}."
    if not nearest(name, note_kinds(), _TOO_LIKE):
        hint += f" One of your own is named in booklet.yaml first: `kinds: [{name}]`."
    return error("unknown-kind", f"`{name}` is no kind of note that is known here", span, hint)
