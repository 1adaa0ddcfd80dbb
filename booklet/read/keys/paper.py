"""Paper, binding and sides: the keys of `booklet.yaml` about what the booklet is printed on.

Takes the values of the keys; gives a `Paper` (mm) and what the binding takes (mm).

```yaml
paper: a5                  # or {width: 170mm, height: 240mm}, 170mm x 240mm
binding: 2-hole            # or staple, 3-hole, 4-hole, none, or a width such as 8mm
sides: two                 # printed sides of a leaf: one or two
```
"""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import BeforeValidator, WithJsonSchema

from booklet.model import Paper
from booklet.nearest import listed, nearest
from booklet.printing import LARGEST_SHEET, PAPERS, SMALLEST_SHEET, paper_named
from booklet.read.yaml.shape import wrong

_SIDES = ("width", "height")

BINDINGS = {"none": 0.0, "staple": 4.0, "2-hole": 8.0, "3-hole": 9.0, "4-hole": 8.0}
"""What a binding takes of the inner margin, in mm.

Two and four holes: centres 12 mm from the edge, 6 mm wide (ISO 838). Three holes: centres
half an inch from the edge, 8 mm wide. The numbers for citing must stay clear of them.
"""

WIDEST_BINDING = 40.0
SMALLEST_PAGE, LARGEST_PAGE = 80.0, 600.0
"""The least and the most that a page may measure either way, in mm."""

_MILLIMETRES = {"mm": 1.0, "cm": 10.0, "in": 25.4, "pt": 25.4 / 72}
_LENGTH = re.compile(r"([0-9]++(?:\.[0-9]++)?)\s*+(mm|cm|in|pt)")


def millimetres(value: str) -> float:
    """The length that `value` says (`8mm`, `1.5 cm`, `0.5in`, `18pt`), in mm."""
    found = _LENGTH.fullmatch(value.strip().lower())
    if found is None:
        raise wrong(
            "wrong-length",
            f"`{value}` is not a length",
            "Write a number and its unit: mm, cm, in or pt, for example 170mm.",
        )
    return round(float(found[1]) * _MILLIMETRES[found[2]], 3)


def read_paper(value: object, least: float, most: float) -> Paper:
    """The paper that the value of a key names, with sides from `least` to `most` mm.

    Papers are read in one way wherever one is named (`booklet.printing.paper_named`); beside
    that a file may have `{width: 170mm, height: 240mm}`.
    """
    hint = "Write the name of the paper, or its sides, such as 170mm x 240mm."
    if isinstance(value, dict):
        for key in (key for key in value if key not in _SIDES):
            meant = nearest(key, _SIDES)
            hint = f"Did you mean `{meant}`?" if meant else hint
            raise wrong("unknown-key", f"the key `{key}` is not known here", hint)
        for side in (side for side in _SIDES if side not in value):
            raise wrong("missing-key", f"the key `{side}` is missing", f"Add `{side}: …`.")
        value = " x ".join(str(value[side]) for side in _SIDES)
    if not isinstance(value, str):
        raise wrong("wrong-kind", "`paper` is a list, but a name or a size was expected", hint)
    paper = paper_named(value)
    if paper is None:
        meant = nearest(value, PAPERS)
        raise wrong(
            "wrong-value",
            f"`{value}` is no paper that is known here",
            (f"Did you mean `{meant}`? " if meant else "")
            + f"Take {listed(PAPERS)}, or a size such as 170mm x 240mm: first the width, then "
            "the height.",
        )
    for length in (paper.width, paper.height):
        if not least <= length <= most:
            raise wrong(
                "wrong-length",
                f"a side of {length:g} mm cannot be used: from {least:g} to {most:g} mm are "
                "possible",
                "Write first the width, then the height, for example 170mm x 240mm.",
            )
    return paper


def _page(value: object) -> object:
    return read_paper(value, SMALLEST_PAGE, LARGEST_PAGE)


def _sheet(value: object) -> object:
    return read_paper(value, SMALLEST_SHEET, LARGEST_SHEET)


def _binding(value: object) -> object:
    if not isinstance(value, str):
        return value
    if value.lower() in BINDINGS:
        return BINDINGS[value.lower()]
    if not value[:1].isdigit() or "hole" in value.lower():
        meant = nearest(value, BINDINGS)
        raise wrong(
            "wrong-value",
            f"`binding` is `{value}`, but may be {listed(BINDINGS)} or a width only",
            f"Did you mean `{meant}`?" if meant else "A width is written as 8mm.",
        )
    width = millimetres(value)
    if width > WIDEST_BINDING:
        raise wrong("wrong-length", f"a binding of {value} is wider than {WIDEST_BINDING:g} mm")
    return width


_FORMS = WithJsonSchema(
    {
        "anyOf": [
            {"enum": [*PAPERS]},
            {"type": "string", "description": "Its sides, for example 170mm x 240mm."},
            {
                "type": "object",
                "properties": {"width": {"type": "string"}, "height": {"type": "string"}},
                "required": ["width", "height"],
                "additionalProperties": False,
            },
        ]
    }
)

PaperKey = Annotated[Paper, BeforeValidator(_page), _FORMS]
"""The paper of the pages, by name or by its sides."""

SheetKey = Annotated[Paper, BeforeValidator(_sheet), _FORMS]
"""The paper in the printer."""

BindingKey = Annotated[float, BeforeValidator(_binding, json_schema_input_type=str)]
"""How the leaves are held together; what that takes of the inner margin, in mm."""
