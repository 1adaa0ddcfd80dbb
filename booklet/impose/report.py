"""What there is to tell of imposed sheets: how many, and how to print and bind them.

In: an `Imposition`. Out: lines to read, and the same as plain data.
"""

from __future__ import annotations

from booklet.counting import counted
from booklet.impose.imposition import Imposition, percent
from booklet.impose.order import Slot, blanks
from booklet.model import Paper, PrintOptions
from booklet.printing import SHEETS_PER_SIGNATURE


def summary(made: Imposition) -> str:
    """How many pages on how many sheets of which paper."""
    scales = sorted({percent(scale) for scale in made.scales if round(scale, 2) < 1})
    scaled = f", pages at {' to '.join(scales)} of their size" if scales else ""
    empty = blanks(made.sheets)
    blank = f", {counted(empty, 'blank page')}" if empty else ""
    return (
        f"{counted(made.pages, 'page')} on {counted(len(made.sheets), 'sheet')} of "
        f"{paper_name(made.paper)}{scaled}{blank}"
    )


def instructions(made: Imposition) -> str:
    """What to choose in the print dialogue, and what to do with the sheets."""
    flip = made.options.flip
    printing = f"Print on both sides, flipped on the {flip} edge, at actual size (100 %)."
    return " ".join([printing, *_cover(made), _binding(made)])


def as_data(made: Imposition) -> dict[str, object]:
    """The sheets as a table. Pages count from 1, columns and rows from 0, lengths are in mm."""
    return {
        "pages": made.pages,
        "blanks": blanks(made.sheets),
        "paper": {
            "name": made.paper.name,
            "width": made.paper.width,
            "height": made.paper.height,
        },
        "scale": {"least": round(made.scales[0], 4), "greatest": round(made.scales[1], 4)},
        "flip": made.options.flip,
        "creep": round(max(made.shifts), 4),
        "sheets": [
            {
                "sheet": number,
                "signature": sheet.signature,
                "cover": sheet.cover,
                "front": [_slot(slot) for slot in sheet.front],
                "back": [_slot(slot) for slot in sheet.back],
            }
            for number, sheet in enumerate(made.sheets, 1)
        ],
    }


def paper_name(paper: Paper) -> str:
    """ "A4", "half-letter", "170 × 240 mm"."""
    if not paper.name:
        return f"{paper.width:g} × {paper.height:g} mm"
    return paper.name.upper() if paper.name[-1].isdigit() else paper.name


def _slot(slot: Slot) -> dict[str, object]:
    return {
        "page": slot.page,
        "column": slot.column,
        "row": slot.row,
        "rotation": slot.rotation,
    }


def _cover(made: Imposition) -> list[str]:
    if not any(sheet.cover for sheet in made.sheets):
        return []
    return ["Sheet 1 (the first two pages of the file) is the cover: give it heavier paper."]


MANY_SHEETS = 12
"""From so many sheets on a fold stands open."""

_FLATTER = (
    f"So many lie flatter in signatures of {SHEETS_PER_SIGNATURE} sheets, which are sewn: "
    "the layout signatures."
)


def _binding(made: Imposition) -> str:
    options, sheets = made.options, len(made.sheets)
    signatures = max(sheet.signature for sheet in made.sheets)
    together = "the sheet" if sheets == 1 else "all sheets together"
    each = f"the sheets of each of the {signatures} signatures together"
    match options.layout:
        case "saddle":
            told = f"Fold {together} and staple the fold."
            return f"{told} {_FLATTER}" if sheets >= MANY_SHEETS else told
        case "signatures":
            if signatures < 2:
                return f"Fold {together} and sew the fold."
            return f"Fold {each}, lay them on each other, and sew or glue the backs."
        case "quarto":
            what = together if signatures < 2 else each
            return (
                f"Fold {what}, first the upper half back behind the lower one, then at the "
                "spine; staple or sew the spine, and cut the folds at the head open."
            )
        case _ if options.cut:
            return _cutting(options)
        case _:
            return "The sheets are not folded: read them side by side."


def _cutting(options: PrintOptions) -> str:
    first, second = ("left", "right") if options.binding == "left" else ("right", "left")
    if options.layout == "2-up":
        return f"Cut the pile in the middle and lay the {first} half on the {second} one."
    return (
        f"Cut the pile in four and lay the parts on each other, from the top: upper {first}, "
        f"upper {second}, lower {first}, lower {second}."
    )
