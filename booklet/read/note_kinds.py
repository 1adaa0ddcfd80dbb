"""Which kinds of notes a course has: those of every course, and those that it names itself.

```yaml
kinds:
  vocabulary: {label: Words, colour: "#7a1f3d", sign: ✎, template: our-word.html}
  music:
```

or, where names are enough, `kinds: [vocabulary, music]`.

A kind decides who sees a note, so one that is misspelt would show an answer to those who
are to find it. Takes kinds as a person wrote them; gives the problem of each that is none.
"""

from __future__ import annotations

import re
from typing import Annotated

import tinycss2.color3
from pydantic import AfterValidator, BeforeValidator, Field

from booklet.model import NoteKind, Span
from booklet.nearest import listed, nearest
from booklet.plugins import note_kinds
from booklet.problems import Problem, error
from booklet.read.yaml.shape import Shape, wrong

_TOO_LIKE = 0.85
"""From this likeness on (see `nearest`) a name is a slip: `Leader`, `leaders`, `confict`."""


_NAME = re.compile(r"\w+(?:-\w+)*")
_TEMPLATE = re.compile(r"[\w-]+\.html")
MOST_OF_SIGN = 3


def _colour(value: object) -> object:
    if isinstance(value, str) and not isinstance(tinycss2.color3.parse_color(value), tuple):
        raise wrong(
            "wrong-colour",
            f"`{value}` is not a colour",
            'Write one as CSS has it, in quotes: "#7a1f3d", "navy" or "rgb(122, 31, 61)".',
        )
    return value


def _sign(value: object) -> object:
    if isinstance(value, str) and len(value) > MOST_OF_SIGN:
        raise wrong(
            "wrong-sign",
            f"`{value}` is no sign",
            f"A sign is one character, or {MOST_OF_SIGN} at the most.",
        )
    return value


def _template(value: object) -> object:
    if isinstance(value, str) and not _TEMPLATE.fullmatch(value):
        raise wrong(
            "wrong-value",
            f"`{value}` is not the name of a template",
            "Write the name of a file in the course's `templates/` folder, such as our-word.html.",
        )
    return value


class KindEntry(Shape):
    """A kind of notes of the course's own."""

    label: str = Field("", description="What the key and the filter call it.")
    colour: Annotated[str, BeforeValidator(_colour, json_schema_input_type=str)] = Field(
        "", description="Colour of its sign, as CSS has it."
    )
    sign: Annotated[str, BeforeValidator(_sign, json_schema_input_type=str)] = Field(
        "", description="Stands before each of its notes."
    )
    template: Annotated[str, BeforeValidator(_template, json_schema_input_type=str)] = Field(
        "", description="Template of the course that shows it in place of note.html."
    )

    def kind(self, name: str) -> NoteKind:
        """As the noun of the model."""
        return NoteKind(
            name,
            label=self.label,
            colour=self.colour,
            sign=self.sign,
            own_template=self.template,
        )


def _by_name(value: object) -> object:
    names = [value] if isinstance(value, str) else value
    if isinstance(names, list) and all(isinstance(name, str) for name in names):
        return {name: {} for name in names}
    if isinstance(value, dict):
        return {name: {} if entry is None else entry for name, entry in value.items()}
    return value


def _own(kinds: dict[str, KindEntry]) -> dict[str, KindEntry]:
    for name in kinds:
        if not _NAME.fullmatch(name):
            raise wrong(
                "wrong-value",
                f"`{name}` is not a name for a kind of notes",
                "Letters, digits and hyphens, such as word-play.",
            )
        meant = nearest(name, note_kinds(), _TOO_LIKE)
        if meant:
            raise wrong(
                "wrong-value",
                f"`{name}` cannot be told from the kind `{meant}`, which every course has",
                "Take it out of the list, or choose another word.",
            )
    return kinds


OwnKinds = Annotated[
    dict[str, KindEntry],
    BeforeValidator(_by_name, json_schema_input_type=str | tuple[str, ...] | dict[str, KindEntry]),
    AfterValidator(_own),
]
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
