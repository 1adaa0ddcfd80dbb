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
from collections.abc import Iterable
from typing import Annotated, Literal

from pydantic import BeforeValidator, Discriminator, Field, Tag

from booklet.model import Paper, Sides
from booklet.read.nearest import nearest
from booklet.read.shape import Shape, wrong

PaperName = Literal["a4", "a5", "b5", "letter", "half-letter", "legal"]

PAPERS = {
    "a4": Paper("a4", 210.0, 297.0),
    "a5": Paper("a5", 148.0, 210.0),
    "b5": Paper("b5", 176.0, 250.0),
    "letter": Paper("letter", 215.9, 279.4),
    "half-letter": Paper("half-letter", 139.7, 215.9),
    "legal": Paper("legal", 215.9, 355.6),
}
"""The papers known by name; sizes in mm (ISO 216, ANSI/ASME Y14.1)."""

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


def _side(value: object) -> object:
    if not isinstance(value, str):
        return value
    length = millimetres(value)
    if not SMALLEST_PAGE <= length <= LARGEST_PAGE:
        raise wrong(
            "wrong-length",
            f"a page side of {value} cannot be used: from {SMALLEST_PAGE:g} to "
            f"{LARGEST_PAGE:g} mm are possible",
        )
    return length


def _paper_name(value: object) -> object:
    if not isinstance(value, str):
        return value
    if value.lower() not in PAPERS:
        meant = nearest(value, PAPERS)
        raise wrong(
            "wrong-value",
            f"`paper` is `{value}`, but may be {_listed(PAPERS)} or a size of your own only",
            (f"Did you mean `{meant}`? " if meant else "")
            + "A size of your own is `paper: 170mm x 240mm`: first the width, then the height.",
        )
    return value.lower()


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _by_times(value: object) -> object:
    """`170mm x 240mm` as width and height."""
    sides = re.split(r"(?:(?<!\s)\s++)?+[x×]\s*", value.lower()) if isinstance(value, str) else []
    return {"width": sides[0], "height": sides[1]} if len(sides) == 2 else value


def _paper_form(value: object) -> str:
    return "paper-size" if isinstance(value, dict) else "paper-name"


def _binding(value: object) -> object:
    if not isinstance(value, str):
        return value
    if value.lower() in BINDINGS:
        return BINDINGS[value.lower()]
    if not value[:1].isdigit() or "hole" in value.lower():
        meant = nearest(value, BINDINGS)
        raise wrong(
            "wrong-value",
            f"`binding` is `{value}`, but may be {_listed(BINDINGS)} or a width only",
            f"Did you mean `{meant}`?" if meant else "A width is written as 8mm.",
        )
    width = millimetres(value)
    if width > WIDEST_BINDING:
        raise wrong("wrong-length", f"a binding of {value} is wider than {WIDEST_BINDING:g} mm")
    return width


Length = Annotated[float, BeforeValidator(_side, json_schema_input_type=str)]


class PaperSize(Shape):
    """A page of one's own size; sides as lengths with a unit."""

    width: Length = Field(description="Width of the page, for example 170mm.")
    height: Length = Field(description="Height of the page, for example 240mm.")


PaperKey = Annotated[
    Annotated[
        PaperName,
        BeforeValidator(_paper_name, json_schema_input_type=PaperName),
        Tag("paper-name"),
    ]
    | Annotated[PaperSize, Tag("paper-size")],
    Discriminator(_paper_form),
    BeforeValidator(_by_times, json_schema_input_type=str | PaperSize),
]
"""Paper by name, or width and height."""

BindingKey = Annotated[float, BeforeValidator(_binding, json_schema_input_type=str)]
"""How the leaves are held together; what that takes of the inner margin, in mm."""

SidesKey = Annotated[Sides, Field(description="Printed sides of a leaf: one or two.")]


def paper_of(given: PaperName | PaperSize) -> Paper:
    """The paper that the key `paper` names."""
    return Paper("", given.width, given.height) if isinstance(given, PaperSize) else PAPERS[given]
