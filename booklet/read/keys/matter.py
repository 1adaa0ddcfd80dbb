"""The front and back matter in `booklet.yaml`: which pieces, in which order.

```yaml
front: [title-page, how-to-read, cast, contents]
back: [questions, themes, glossary, pictures, credits]
bibliography: plain                     # or a CSL style: styles/NAME.csl of the course
reuse_limit: 10%                        # or 300 words; a list may give both
```

Takes the values of these keys; gives what `booklet.read.keys.settings` puts into `Matter`.
"""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, GetJsonSchemaHandler, ValidationInfo
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from booklet.model import ReuseLimit
from booklet.nearest import listed, nearest
from booklet.plugins import pieces
from booklet.read.yaml.shape import TextList, wrong

_WORDS = re.compile(r"([1-9]\d{0,6})(?:\s+words?)?")
_SHARE = re.compile(r"(\d{1,3}(?:\.\d+)?)\s*%")
_STYLE = re.compile(r"[\w-]+")
_THEME = re.compile(r"[\w-]+")


def _one_or_several(value: object) -> object:
    return [value] if isinstance(value, str) else value


def _known(name: str, info: ValidationInfo) -> str:
    known = (*pieces(), *sorted(info.context or ()))
    if name not in known:
        meant = nearest(name, known)
        raise wrong(
            "wrong-value",
            f"`{info.field_name}` is `{name}`, but may be {listed(known)} only",
            f"Did you mean `{meant}`?"
            if meant
            else f"One of your own is a text, `pieces/{name}.md`, or a template of that name.",
        )
    return name


def _once(names: tuple[str, ...]) -> tuple[str, ...]:
    for position, name in enumerate(names):
        if name in names[:position]:
            raise wrong(
                "duplicate-piece", f"`{name}` stands twice in the list", "Leave one of them out."
            )
    return names


def _not_before(names: tuple[str, ...], info: ValidationInfo) -> tuple[str, ...]:
    for name in names:
        if name in (info.data.get("front") or ()):  # an edition may leave it to another
            raise wrong(
                "duplicate-piece",
                f"`{name}` stands under `front` and under `back`",
                "Leave one of them out.",
            )
    return names


def _limit(value: object) -> object:
    for text in (value,) if isinstance(value, str) else value if isinstance(value, list) else ():
        share = _SHARE.fullmatch(text) if isinstance(text, str) else None
        if isinstance(text, str) and not (
            _WORDS.fullmatch(text) or (share and 0 < float(share[1]) <= 100)
        ):
            raise wrong(
                "wrong-limit",
                f"`{text}` is not a limit for what may be reproduced",
                "Write a number of words or a part of the source, for example 300 words or 10%.",
            )
    return value


def _style_name(value: object) -> object:
    if isinstance(value, str) and not _STYLE.fullmatch(value):
        raise wrong(
            "wrong-style",
            f"`{value}` is not the name of a bibliography style",
            "Write `plain`, or the name alone: the style `apa` is the file styles/apa.csl.",
        )
    return value


def _theme(value: object) -> object:
    if isinstance(value, str) and not _THEME.fullmatch(value):
        hint = "Write the name alone: the theme `night` is the file themes/night.css."
        raise wrong("wrong-theme", f"`{value}` is not the name of a theme", hint)
    return value


class _OneOfThem:
    """In the schema: the names of all pieces, those of plug-ins too, and others of a course."""

    def __get_pydantic_json_schema__(
        self,
        schema: CoreSchema,
        handler: GetJsonSchemaHandler,
    ) -> JsonSchemaValue:
        return {"anyOf": [{"enum": [*pieces()]}, {"type": "string"}]}


PieceName = Annotated[str, AfterValidator(_known), _OneOfThem()]
"""The name of a piece."""

Pieces = Annotated[
    tuple[PieceName, ...],
    BeforeValidator(_one_or_several, json_schema_input_type=PieceName | tuple[PieceName, ...]),
    AfterValidator(_once),
]
"""Names of pieces in the order in which they are printed; none of them twice."""

BackPieces = Annotated[Pieces, AfterValidator(_not_before)]
"""As `Pieces`, and none of those under `front`."""

LimitText = Annotated[
    TextList, BeforeValidator(_limit, json_schema_input_type=str | tuple[str, ...])
]
"""A limit for reproduced words: a number of words, a percentage, or both in a list."""

StyleName = Annotated[str, BeforeValidator(_style_name, json_schema_input_type=str)]
"""The name of a bibliography style."""

ThemeName = Annotated[str, BeforeValidator(_theme, json_schema_input_type=str)]
"""The name of a theme."""


def before(front: tuple[str, ...], back: tuple[str, ...]) -> tuple[str, ...]:
    """An inherited front without the pieces that a list of its own has at the back: a piece
    stands where it was named last."""
    return tuple(name for name in front if name not in back)


def reuse_limit(texts: tuple[str, ...]) -> ReuseLimit:
    """The limit that (checked) texts set; of two of one kind the last counts."""
    words: int | None = None
    share: float | None = None
    for text in texts:
        found = _SHARE.fullmatch(text)
        if found:
            share = float(found[1]) / 100
        else:
            counted = _WORDS.fullmatch(text)
            words = int(counted[1]) if counted else words
    return ReuseLimit(words, share)
