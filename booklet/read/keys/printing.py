"""`print:` in `booklet.yaml`: how the booklet is put on sheets for the printer.

Takes the value of the key, and of an edition's own; gives `PrintOptions`, or None where no
sheets are wanted. The keys are the options of `booklet impose`.

```yaml
print: saddle              # the layout alone
print:
  layout: signatures       # saddle, signatures, quarto, 2-up, 4-up; none for no sheets
  sheets_per_signature: 4
  paper: a4                # or a size: 320mm x 450mm
  flip: short
  binding: left
  paper_weight: 80 g       # or creep: 1.5mm
  crop_marks: yes          # and fold_marks, cover, back_cover, cut, facing
  gutter: 8mm
```
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from booklet.model import Binding, EditionChoice, Flip, Layout, PrintOptions, Sides, Span
from booklet.printing import clashes
from booklet.problems import Problem, error, warning
from booklet.read.keys.paper import SheetKey, millimetres
from booklet.read.yaml.marked import Entry
from booklet.read.yaml.marked import Mapping as MarkedMapping
from booklet.read.yaml.shape import Shape, YesOrNo, said, truth, wrong

NONE = "none"
"""The layout that is no sheets."""

_WEIGHT = re.compile(r"(\d{1,4}(?:\.\d{1,3})?)\s*(?:g|gsm|g/m2|g/m²)?")


def _layout(value: object) -> object:
    if isinstance(value, str):
        return {"layout": {"no": NONE, "false": NONE}.get(value.lower(), value)}
    return value


def _count(value: object) -> object:
    if not isinstance(value, str):
        return value
    if not re.fullmatch("[0-9]{1,3}", value) or int(value) < 1:
        raise wrong(
            "wrong-number",
            f"`{value}` is not a number of sheets",
            "Write a whole number from 1 to 999; 4 is common.",
        )
    return int(value)


def _weight(value: object) -> object:
    if not isinstance(value, str):
        return value
    found = _WEIGHT.fullmatch(value.strip().lower())
    if found is None or not 0 < float(found[1]) <= 1000:
        raise wrong(
            "wrong-number",
            f"`{value}` is not a weight of paper",
            "Write the grams of a square metre, from 1 to 1000: 80 is common.",
        )
    return float(found[1])


def _length(value: object) -> object:
    return millimetres(value) if isinstance(value, str) else value


SheetLength = Annotated[float, BeforeValidator(_length, json_schema_input_type=str)]


class PrintEntry(Shape):
    """How the booklet is put on sheets for the printer."""

    layout: Literal[Layout, "none"] | None = Field(
        None, description="saddle, signatures, quarto, 2-up, 4-up; none for no sheets."
    )
    sheets_per_signature: (
        Annotated[int, BeforeValidator(_count, json_schema_input_type=int)] | None
    ) = Field(None, description="Sheets that are folded together.")
    paper: SheetKey | None = Field(
        None, description="The sheet by name, such as a4, or its sides: 320mm x 450mm."
    )
    flip: Flip | None = Field(
        None, description="The edge on which the printer turns the sheet: short or long."
    )
    binding: Binding | None = Field(None, description="The side of the spine: left or right.")
    paper_weight: (
        Annotated[float, BeforeValidator(_weight, json_schema_input_type=int | str)] | None
    ) = Field(None, description="Weight of the paper in g/m², to make up for creep.")
    creep: SheetLength | None = Field(
        None, description="Creep of the innermost sheet, if known, such as 1.5mm."
    )
    crop_marks: YesOrNo | None = Field(None, description="Mark where to trim the pages.")
    fold_marks: YesOrNo | None = Field(None, description="Mark the folds.")
    cover: YesOrNo | None = Field(
        None, description="Give the first two pages a sheet of their own."
    )
    back_cover: YesOrNo | None = Field(
        None, description="The last page is the outside of the back."
    )
    cut: YesOrNo | None = Field(None, description="2-up and 4-up: in order when the pile is cut.")
    facing: YesOrNo | None = Field(
        None, description="2-up and 4-up: side by side as in the open book."
    )
    gutter: SheetLength | None = Field(None, description="Kept free between page and spine.")

    def over(self, base: PrintOptions | None, span: Span | None) -> PrintOptions | None:
        """`base` with what is said here; None for no sheets."""
        if self.layout == NONE:
            return None
        return replace(
            base or PrintOptions(),
            span=span,
            **said(
                layout=self.layout,
                sheets_per_signature=self.sheets_per_signature,
                paper=self.paper,
                flip=self.flip,
                binding=self.binding,
                paper_weight=self.paper_weight,
                creep=self.creep,
                crop_marks=truth(self.crop_marks),
                fold_marks=truth(self.fold_marks),
                cover=truth(self.cover),
                back_cover=truth(self.back_cover),
                cut=truth(self.cut),
                facing=truth(self.facing),
                gutter=self.gutter,
            ),
        )


PrintKey = Annotated[
    PrintEntry,
    BeforeValidator(_layout, json_schema_input_type=Layout | Literal["none"] | PrintEntry),
]
"""How the booklet is put on sheets, or the layout alone."""


def print_problems(
    choices: Sequence[EditionChoice], sides: Sides, entries: Mapping[str, Entry]
) -> Iterator[Problem]:
    """What cannot be printed as it is wished for, each thing once.

    `sides` are the course's own; `entries` are the `print` keys of the file by the name of
    their edition, the course's own under "". Problems: `print-options`, `wrong-edition` (two
    files would have one name), and as a warning `folded-one-sided`.
    """
    names = {choice.name for choice in choices}
    found: list[Problem] = []
    for choice in choices:
        options = choice.printing
        if options is None:
            continue
        own = entries.get(choice.name) or entries.get("")
        found += [
            error("print-options", clash.message, _place(own, clash.option), clash.hint)
            for clash in clashes(options)
        ]
        if options.folded and (choice.sides or sides) == "one":
            found.append(
                warning(
                    "folded-one-sided",
                    "the pages are made for one side of the leaf, but folded sheets are "
                    "printed on both: their margins will not lie at the fold",
                    _place(own, "layout"),
                    "Take `sides: two`, or `print: 2-up`.",
                )
            )
        # The sheets' file is called as that of an edition with this name would be.
        sheets = "sheets" if choice.name == "reader" else f"{choice.name}-sheets"
        if sheets in names:
            found.append(
                error(
                    "wrong-edition",
                    f"the sheets of the edition `{choice.name}` would have the file name of "
                    f"the edition `{sheets}`",
                    next(one.span for one in choices if one.name == sheets) or choice.span,
                    f"Give one of them another name, or `{choice.name}` no sheets: `print: none`.",
                )
            )
    return iter(dict.fromkeys(found))


def _place(entry: Entry | None, option: str) -> Span | None:
    """Where the option stands in the file, else where `print` does."""
    if entry is None:
        return None
    value = entry.value
    inner = value.get(option) if isinstance(value, MarkedMapping) else None
    return inner.value.span if inner else value.span
