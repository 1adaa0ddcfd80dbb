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
from booklet.impose.order import turning_axis
from booklet.impose.pages import CREATOR
from booklet.model import Flip, Paper

_FRAMES = (3, 5, 7, 10)  # mm from the edge
_CROSS = 5 * MM
_ARROW, _LEFT = 0.17, 0.28  # where arrow and words stand, in widths of the sheet
_WIDEST = 0.56  # em: no line of these words has wider characters on average


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
    left = _LEFT * width
    length = 100 if width - left > 115 * MM else 50
    return "\n".join(
        [
            _arrow(_ARROW * width, height * 0.70, min(0.16 * height, 0.2 * width)),
            _words("FRONT – TOP", width, height * 0.76, 26, bold=True),
            *_paragraph(
                width,
                height * 0.66,
                "Print this file on both sides of one sheet, at actual size (100 %),",
                "with the settings that you will use for the booklet.",
                "Hold the sheet like this, arrow up.",
                "Then turn it over from right to left, like the leaf of a book:",
                "the words that stand upright on the other side are true.",
            ),
            _ruler(left, height * 0.35, length),
            *_paragraph(
                width,
                height * 0.35 - 16,
                f"{length} mm. If it measures less, the print dialogue has scaled the page.",
                "The frames stand 3, 5, 7 and 10 mm from the edges of the paper:",
                "your printer cannot print where a line is missing.",
                "Against the light, the crosses of both sides lie on each other.",
            ),
            _frames(width, height),
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
        ]
    )


def _answer(width: float, height: float, flip: Flip) -> str:
    """Half of the back: true where it stands upright."""
    return "\n".join(
        [
            _arrow(_ARROW * width, height * 0.70, min(0.16 * height, 0.2 * width)),
            _words("BACK – TOP", width, height * 0.76, 26, bold=True),
            _words(f"Upright? The printer flips on the {flip} edge:", width, height * 0.68, 13),
            _words(f"booklet impose … --flip {flip}", width, height * 0.62, 16, bold=True),
            *_paragraph(
                width,
                height * 0.56,
                f"If this is upside down, do not choose --flip {flip}:",
                "the words at the other end are true.",
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


def _paragraph(width: float, y: float, *lines: str) -> list[str]:
    """Lines under each other, all in the size that the longest has room for."""
    size = min(_size(line, width, 11) for line in lines)
    return [_words(line, width, y - row * size * 1.4, size) for row, line in enumerate(lines)]


def _words(text: str, width: float, y: float, size: float, bold: bool = False) -> str:
    """A line of text, beside the arrow, on a sheet of that width."""
    escaped = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    font = f"/{'F2' if bold else 'F1'} {number(_size(text, width, size))} Tf"
    return f"BT {font} {numbers((_LEFT * width, y))} Td ({escaped}) Tj ET"


def _size(text: str, width: float, wanted: float) -> float:
    """The size that is wanted, or what the paper has room for."""
    return min(wanted, (0.94 - _LEFT) * width / (len(text) * _WIDEST))


def _ruler(start: float, y: float, length: int) -> str:
    """A line so many mm long, with a tick each centimetre."""
    ticks = [
        Stroke(start + at * MM, y, start + at * MM, y + (9 if at % 50 == 0 else 5))
        for at in range(0, length + 1, 10)
    ]
    return stroked([Stroke(start, y, start + length * MM, y), *ticks])


def _frames(width: float, height: float) -> str:
    parts = []
    for distance in _FRAMES:
        inset = distance * MM
        box = numbers((inset, inset, width - 2 * inset, height - 2 * inset))
        parts.append(f"q 0 G 0.5 w {box} re S Q")
    return "\n".join(parts)


def _crosses(width: float, height: float) -> str:
    """A cross near each corner, at the same place on both sides of the paper."""
    places = [(x, y) for x in (17 * MM, width - 17 * MM) for y in (17 * MM, height - 17 * MM)]
    return stroked([stroke for place in places for stroke in _cross(*place)])


def _cross(x: float, y: float) -> Sequence[Stroke]:
    return Stroke(x - _CROSS, y, x + _CROSS, y), Stroke(x, y - _CROSS, x, y + _CROSS)
