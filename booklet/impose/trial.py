"""A test sheet: one print that shows how a printer turns paper, and how exactly it prints.

In: the paper, and whether the sheets to come lie on their side. Out: a PDF of two pages.
Its back says two things, one of them on its head. Whoever turns the printed sheet like
the leaf of a book finds one of them upright: that one is true. Frames show how close to
the edge the printer prints, crosses whether front and back meet, and a line of 100 mm
whether the print dialogue has scaled the page.

Lettering is Helvetica, one of the fonts that every reader has (ISO 32000-2, 9.6.2.2).
"""

from __future__ import annotations

import io
from collections.abc import Sequence

import pikepdf

from booklet.impose.content import number, numbers, stroked
from booklet.impose.geometry import MM, Stroke
from booklet.impose.options import Flip
from booklet.impose.order import turning_axis
from booklet.impose.pages import CREATOR
from booklet.model import Paper

_FRAMES = (3, 5, 7, 10)  # mm from the edge
_CROSS = 5 * MM
_HELVETICA_WIDTH = 0.5  # em, about, of a character: lines are centred by eye, not to the point


def trial_sheet(paper: Paper, upright: bool = False) -> bytes:
    """The test sheet on that paper: on its side as for a booklet, or upright as for a quarto."""
    sides = sorted((paper.width, paper.height), reverse=not upright)
    width, height = sides[0] * MM, sides[1] * MM
    pdf = pikepdf.Pdf.new()
    fonts = pikepdf.Dictionary(F1=_font("Helvetica"), F2=_font("Helvetica-Bold"))
    for content in (_front(width, height), _back(width, height)):
        page = pikepdf.Dictionary(
            Type=pikepdf.Name.Page,
            MediaBox=pikepdf.Array([0, 0, round(width, 4), round(height, 4)]),
            Resources=pikepdf.Dictionary(Font=fonts),
            Contents=pdf.make_stream(content.encode("cp1252")),
        )
        pdf.pages.append(pikepdf.Page(page))
    # The dialogue's own setting is what is to be found out: only scaling is switched off.
    pdf.Root.ViewerPreferences = pikepdf.Dictionary(PrintScaling=pikepdf.Name("/None"))
    pdf.docinfo["/Creator"] = CREATOR
    pdf.docinfo["/Title"] = "Test sheet"
    stream = io.BytesIO()
    pdf.save(stream, deterministic_id=True)
    return stream.getvalue()


def flip_when_upright(width: float, height: float) -> Flip:
    """The flip of a printer whose back is upright when the sheet turns like a leaf."""
    return "short" if turning_axis("short", width, height) == "vertical" else "long"


def _font(name: str) -> pikepdf.Dictionary:
    return pikepdf.Dictionary(
        Type=pikepdf.Name.Font,
        Subtype=pikepdf.Name.Type1,
        BaseFont=pikepdf.Name(f"/{name}"),
        Encoding=pikepdf.Name.WinAnsiEncoding,
    )


def _front(width: float, height: float) -> str:
    middle = width / 2
    lines = (
        "Print this file on both sides of one sheet, at actual size (100 %), with the",
        "settings you will use for the booklet. Hold the sheet like this, arrow up.",
        "Then turn it over from right to left, like the leaf of a book:",
        "the words that stand upright on the other side are true.",
    )
    top = height * 0.52
    return "\n".join(
        [
            _arrow(middle, height * 0.66, height * 0.16),
            _words("FRONT – TOP", middle, height * 0.59, 22, bold=True),
            *(
                _words(line, middle, top - 15 * row, _size(line, width))
                for row, line in enumerate(lines)
            ),
            _ruler(middle, height * 0.26),
            _words(
                "100 mm. If it measures less, the print dialogue has scaled the page.",
                middle,
                height * 0.26 - 16,
                9,
            ),
            _frames(width, height),
            _words(
                "Frames stand 3, 5, 7 and 10 mm from the edge: what is missing, it cannot print.",
                middle,
                14 * MM,
                9,
            ),
            _crosses(width, height),
        ]
    )


def _back(width: float, height: float) -> str:
    upright = flip_when_upright(width, height)
    other: Flip = "long" if upright == "short" else "short"
    turned_over = f"q -1 0 0 -1 {numbers((width, height))} cm"
    return "\n".join(
        [
            _answer(width, height, upright),
            f"{turned_over}\n{_answer(width, height, other)}\nQ",
            stroked([Stroke(0.1 * width, height / 2, 0.9 * width, height / 2)], dashed=True),
            _crosses(width, height),
            _words(
                "Against the light the crosses of both sides lie on each other.",
                width / 2,
                height / 2 + 4,
                8,
            ),
        ]
    )


def _answer(width: float, height: float, flip: Flip) -> str:
    """Half of the back: true where it stands upright."""
    middle = width / 2
    return "\n".join(
        [
            _arrow(middle, height * 0.77, height * 0.13),
            _words("BACK – TOP", middle, height * 0.70, 22, bold=True),
            _words(
                f"Upright? Then the printer flips on the {flip} edge:", middle, height * 0.63, 13
            ),
            _words(f"booklet impose … --flip {flip}", middle, height * 0.57, 15, bold=True),
            _words(
                "If this is upside down, the words at the other end are true.",
                middle,
                height * 0.53,
                9,
            ),
        ]
    )


def _arrow(x: float, y: float, length: float) -> str:
    """An arrow that points up, its foot at (x, y)."""
    half, shaft, head = length * 0.35, length * 0.12, length * 0.45
    points = [
        (x - shaft, y),
        (x + shaft, y),
        (x + shaft, y + length - head),
        (x + half, y + length - head),
        (x, y + length),
        (x - half, y + length - head),
        (x - shaft, y + length - head),
    ]
    first, *rest = points
    path = f"{numbers(first)} m " + " ".join(f"{numbers(point)} l" for point in rest)
    return f"q 0.25 g {path} h f Q"


def _words(text: str, x: float, y: float, size: float, bold: bool = False) -> str:
    """A line of text, its middle at x."""
    start = x - _width(text, size, bold) / 2
    escaped = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    font = "F2" if bold else "F1"
    return f"BT /{font} {number(size)} Tf {numbers((start, y))} Td ({escaped}) Tj ET"


def _width(text: str, size: float, bold: bool) -> float:
    return len(text) * size * (_HELVETICA_WIDTH + (0.06 if bold else 0))


def _size(text: str, width: float) -> float:
    """11 pt, or what the paper has room for."""
    return min(11.0, 0.86 * width / (len(text) * _HELVETICA_WIDTH))


def _ruler(x: float, y: float) -> str:
    start = x - 50 * MM
    ticks = [
        Stroke(start + at * 10 * MM, y, start + at * 10 * MM, y + (9 if at % 5 == 0 else 5))
        for at in range(11)
    ]
    return stroked([Stroke(start, y, start + 100 * MM, y), *ticks])


def _frames(width: float, height: float) -> str:
    parts = []
    for distance in _FRAMES:
        inset = distance * MM
        box = numbers((inset, inset, width - 2 * inset, height - 2 * inset))
        parts.append(f"q 0 G 0.5 w {box} re S Q")
    return "\n".join(parts)


def _crosses(width: float, height: float) -> str:
    """A cross near each corner, at the same place on both sides of the paper."""
    places = [(x, y) for x in (25 * MM, width - 25 * MM) for y in (25 * MM, height - 25 * MM)]
    return stroked([stroke for place in places for stroke in _cross(*place)])


def _cross(x: float, y: float) -> Sequence[Stroke]:
    return Stroke(x - _CROSS, y, x + _CROSS, y), Stroke(x, y - _CROSS, x, y + _CROSS)
