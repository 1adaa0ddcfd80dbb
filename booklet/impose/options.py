"""What a person wants printed: the options of imposition, and which of them clash.

In: options, as a command or a settings file gives them. Out: problems for what cannot be.
Lengths are in mm, paper weight in g/m².
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, get_args

from booklet.model import Paper
from booklet.problems import Problem, error

Layout = Literal["saddle", "signatures", "quarto", "2-up", "4-up"]
Flip = Literal["short", "long"]
Binding = Literal["left", "right"]

LAYOUTS: tuple[Layout, ...] = get_args(Layout)
FOLDED: frozenset[Layout] = frozenset({"saddle", "signatures", "quarto"})
"""The layouts whose sheets are folded; the others are read flat, or cut into leaves."""

SHEETS_PER_SIGNATURE = 4
"""Sheets folded together where `signatures` are asked for without a number: 16 pages."""


@dataclass(frozen=True, slots=True)
class PrintOptions:
    """How pages are put on sheets.

    `layout`: `saddle` (all sheets folded together and stapled), `signatures` (so many at
    a time, sewn or glued), `quarto` (each sheet folded twice, four pages a side), `2-up`
    and `4-up` (so many pages a side, not folded). `sheets_per_signature`: sheets folded
    together; None is all of them, or `SHEETS_PER_SIGNATURE` for `signatures`. `paper`:
    the sheet, either way up; None takes the one that fits. `flip`: the edge of the sheet
    on which the printer turns it. `binding`: the side of the spine; `right` for scripts
    read from right to left. `paper_weight` (g/m²) or `creep` (mm, of the innermost sheet)
    tell how far inner sheets are pushed out. `cover` gives the first two pages a sheet of
    their own around the others; `back_cover` says that the last page is the outside of
    the back. `cut`: 2-up and 4-up ordered for a pile that is cut into leaves. `facing`:
    2-up and 4-up show pages side by side as the open book does, the first one alone.
    `gutter` (mm) is kept free between a page and its spine.
    """

    layout: Layout = "saddle"
    sheets_per_signature: int | None = None
    paper: Paper | None = None
    flip: Flip = "short"
    binding: Binding = "left"
    paper_weight: float | None = None
    creep: float | None = None
    crop_marks: bool = False
    fold_marks: bool = False
    cover: bool = False
    back_cover: bool = False
    cut: bool = False
    facing: bool = True
    gutter: float = 0.0

    @property
    def folded(self) -> bool:
        """Whether the sheets are folded."""
        return self.layout in FOLDED


def clashes(options: PrintOptions) -> tuple[Problem, ...]:
    """What the options ask for that cannot be, all of it."""
    return tuple(error("print-options", message, hint=hint) for message, hint in _clashes(options))


def _clashes(options: PrintOptions) -> Iterator[tuple[str, str]]:
    layout = options.layout
    if options.sheets_per_signature is not None:
        if layout not in ("signatures", "quarto"):
            yield (
                f"{layout} has no signatures, so there is no number of sheets in one",
                "for signatures of so many sheets: --layout signatures",
            )
        elif options.sheets_per_signature < 1:
            yield "a signature has at least one sheet", "--sheets-per-signature 4 is common"
    if not options.folded:
        wishes = (
            ("a cover", options.cover or options.back_cover),
            ("fold marks", options.fold_marks),
            ("creep", options.creep is not None or options.paper_weight is not None),
        )
        for name, wanted in wishes:
            if wanted:
                yield (
                    f"sheets of {layout} are not folded, so there is no place for {name}",
                    "leave it out, or take --layout saddle",
                )
    elif options.cut:
        yield (
            f"sheets of {layout} are folded, not cut into leaves",
            "leave out --cut, or take --layout 2-up or 4-up",
        )
    if options.creep is not None and options.paper_weight is not None:
        yield (
            "creep and paper weight are both given, and each decides the other",
            "give one: --paper-weight for an estimate, --creep for what you measured",
        )
    lengths = (
        ("creep", options.creep, 20.0),
        ("the gutter", options.gutter, 200.0),
        ("the paper weight", options.paper_weight, 1000.0),
    )
    for name, value, most in lengths:
        # Not `not 0 <= value`, as a NaN is neither.
        if value is not None and not 0 <= value <= most:
            yield f"{name} is {value:g}, but may be from 0 to {most:g}", "correct the number"
