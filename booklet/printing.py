"""What can be chosen in printing: papers by name, layouts, and what cannot go together.

In: names and `PrintOptions`, as a command or a settings file gives them. Out: `Paper`, and
a `Clash` for each wish that cannot be. Lengths are in mm, paper weight in g/m².
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import get_args

from booklet.model import Layout, Paper, PrintOptions

LAYOUTS: tuple[Layout, ...] = get_args(Layout)

SHEETS_PER_SIGNATURE = 4
"""Sheets folded together where `signatures` are asked for without a number: 16 pages."""

_PAPERS = (
    ("a3", 297.0, 420.0, "mm"),
    ("a4", 210.0, 297.0, "mm"),
    ("a5", 148.0, 210.0, "mm"),
    ("a6", 105.0, 148.0, "mm"),
    ("b4", 250.0, 353.0, "mm"),
    ("b5", 176.0, 250.0, "mm"),
    ("sra3", 320.0, 450.0, "mm"),
    ("sra4", 225.0, 320.0, "mm"),
    ("letter", 215.9, 279.4, "in"),
    ("half-letter", 139.7, 215.9, "in"),
    ("legal", 215.9, 355.6, "in"),
    ("tabloid", 279.4, 431.8, "in"),
)
PAPERS = {name: Paper(name, width, height) for name, width, height, _ in _PAPERS}
"""Sheets by name, upright, in mm (ISO 216, ISO 217, ANSI/ASME Y14.1)."""

AMERICAN = frozenset(name for name, _, _, unit in _PAPERS if unit == "in")
"""The papers of those who have letter in their printers; all others have A4."""

SMALLEST_SHEET, LARGEST_SHEET = 50.0, 2000.0
"""The least and the most that a sheet may measure either way, in mm."""

_MILLIMETRES = {"": 1.0, "mm": 1.0, "cm": 10.0, "in": 25.4, "pt": 25.4 / 72}
_SIZE = re.compile(
    r"([0-9]++(?:\.[0-9]++)?)\s*+(mm|cm|in|pt|)\s*+[x×]\s*+([0-9]++(?:\.[0-9]++)?)\s*+(mm|cm|in|pt|)"
)


def paper_named(text: str) -> Paper | None:
    """A paper by its name, or by width and height (`170x240`, `8.5in x 13in`); None if neither.

    Lengths without unit are mm, or in the other length's unit.
    """
    text = text.strip().lower()
    if text in PAPERS:
        return PAPERS[text]
    found = _SIZE.fullmatch(text)
    if not found:
        return None
    width, unit, height, other_unit = found.groups()
    sides = (
        float(width) * _MILLIMETRES[unit or other_unit],
        float(height) * _MILLIMETRES[other_unit or unit],
    )
    return Paper("", round(sides[0], 3), round(sides[1], 3))


@dataclass(frozen=True, slots=True)
class Clash:
    """A wish that cannot be: which option it is of, and what to do."""

    option: str
    message: str
    hint: str


def clashes(options: PrintOptions) -> tuple[Clash, ...]:
    """What the options ask for that cannot be, all of it."""
    return tuple(_clashes(options))


def _clashes(options: PrintOptions) -> Iterator[Clash]:
    layout = options.layout
    if options.sheets_per_signature is not None:
        if layout not in ("signatures", "quarto"):
            yield Clash(
                "sheets_per_signature",
                f"{layout} has no signatures, so there is no number of sheets in one",
                "for signatures of so many sheets take the layout signatures",
            )
        elif options.sheets_per_signature < 1:
            yield Clash(
                "sheets_per_signature",
                "a signature has at least one sheet",
                f"{SHEETS_PER_SIGNATURE} sheets are common",
            )
    if not options.folded:
        wishes = (
            ("cover", "a cover", options.cover),
            ("back_cover", "a cover", options.back_cover and not options.cover),
            ("fold_marks", "fold marks", options.fold_marks),
            ("creep", "creep", options.creep is not None),
            ("paper_weight", "creep", options.paper_weight is not None and options.creep is None),
        )
        for option, name, wanted in wishes:
            if wanted:
                yield Clash(
                    option,
                    f"sheets of {layout} are not folded, so there is no place for {name}",
                    "leave it out, or take the layout saddle",
                )
    if options.folded and not options.facing:
        yield Clash(
            "facing",
            f"sheets of {layout} are folded, which decides what stands beside a page",
            "leave it out, or take the layout 2-up or 4-up",
        )
    if options.folded and options.cut:
        yield Clash(
            "cut",
            f"sheets of {layout} are folded, not cut into leaves",
            "do not have them cut, or take the layout 2-up or 4-up",
        )
    if options.creep is not None and options.paper_weight is not None:
        yield Clash(
            "creep",
            "creep and paper weight are both given, and each decides the other",
            "give one: the weight of the paper for an estimate, creep for what you measured",
        )
    lengths = (
        ("creep", "creep", options.creep, 20.0),
        ("gutter", "the gutter", options.gutter, 200.0),
        ("paper_weight", "the paper weight", options.paper_weight, 1000.0),
    )
    for option, name, value, most in lengths:
        # Not `not 0 <= value`, as a NaN is neither.
        if value is not None and not 0 <= value <= most:
            yield Clash(
                option, f"{name} is {value:g}, but may be from 0 to {most:g}", "correct the number"
            )
