"""The ink of the text on a PDF's pages, as PDFium draws it, which draws pages in browsers.

In: the bytes of a PDF. Out: for each page and marked content the rectangle of its ink, its
baseline and size, and what the clipping paths leave of it. PDFium's own text is not used:
it leaves out what is printed twice and adds spaces.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2
import pypdfium2.raw as pdfium

from booklet.proof.rectangles import IDENTITY, Matrix, Rectangle, times

_DEEPEST_FORM = 12  # form in form in form: deeper is not a page but an attack


@dataclass(frozen=True, slots=True)
class Drawn:
    """Text as it is drawn: its ink, its baseline and size in pt, what clipping leaves of it."""

    box: Rectangle
    baseline: float
    size: float
    seen: Rectangle | None


def drawn_text(pdf: bytes) -> dict[tuple[int, int], Drawn]:
    """The ink of each (page, marked content)."""
    found: dict[tuple[int, int], Drawn] = {}
    document = pypdfium2.PdfDocument(pdf)
    try:
        for index in range(len(document)):
            page = document[index]
            for text in texts_of(page):
                place = (index + 1, text.mark)
                found[place] = _together(found[place], text.ink) if place in found else text.ink
            page.close()
    finally:
        document.close()
    return found


@dataclass(frozen=True, slots=True)
class TextObject:
    """A text object of a page that PDFium has open, and the marked content that it is of."""

    raw: object
    mark: int
    ink: Drawn


def texts_of(page: pypdfium2.PdfPage) -> Iterator[TextObject]:
    """The text objects of a page in the order of painting, those in its forms included."""
    for at in range(pdfium.FPDFPage_CountObjects(page.raw)):
        yield from _texts(pdfium.FPDFPage_GetObject(page.raw, at), IDENTITY, -1, 0)


def _texts(drawn: object, matrix: Matrix, outer: int, depth: int) -> Iterator[TextObject]:
    kind = pdfium.FPDFPageObj_GetType(drawn)
    mark = pdfium.FPDFPageObj_GetMarkedContentID(drawn)
    mark = outer if mark < 0 else mark
    if kind == pdfium.FPDF_PAGEOBJ_FORM:
        if depth < _DEEPEST_FORM:
            inner = times(_matrix_of(drawn), matrix)
            for at in range(pdfium.FPDFFormObj_CountObjects(drawn)):
                below = pdfium.FPDFFormObj_GetObject(drawn, at)
                yield from _texts(below, inner, mark, depth + 1)
        return
    if kind != pdfium.FPDF_PAGEOBJ_TEXT:
        return
    left, bottom, right, top, size = (ctypes.c_float() for _ in range(5))
    if not pdfium.FPDFPageObj_GetBounds(drawn, left, bottom, right, top):
        return
    box = Rectangle.of(left.value, bottom.value, right.value, top.value).moved(matrix)
    pdfium.FPDFTextObj_GetFontSize(drawn, size)
    own = times(_matrix_of(drawn), matrix)
    scale = abs(own[0] * own[3] - own[1] * own[2]) ** 0.5
    clip = _clip(drawn, matrix)
    seen = None
    if clip is not None and not clip.holds(box):
        seen = clip.common(box) or Rectangle(box.left, box.bottom, box.left, box.bottom)
    yield TextObject(drawn, mark, Drawn(box, own[5], size.value * scale, seen))


def _together(one: Drawn, other: Drawn) -> Drawn:
    seen = None
    if one.seen is not None or other.seen is not None:
        seen = (one.seen or one.box).joined(other.seen or other.box)
    return Drawn(one.box.joined(other.box), one.baseline, max(one.size, other.size), seen)


def _matrix_of(drawn: object) -> Matrix:
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(drawn, matrix)
    return (matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)


def _clip(drawn: object, matrix: Matrix) -> Rectangle | None:
    """The rectangle around what the clipping paths leave, None where nothing clips."""
    path = pdfium.FPDFPageObj_GetClipPath(drawn)
    count = pdfium.FPDFClipPath_CountPaths(path) if path else 0
    clip: Rectangle | None = None
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(max(count, 0)):
        points = []
        for at in range(pdfium.FPDFClipPath_CountPathSegments(path, index)):
            segment = pdfium.FPDFClipPath_GetPathSegment(path, index, at)
            pdfium.FPDFPathSegment_GetPoint(segment, x, y)
            points.append((x.value, y.value))
        if not points:
            continue
        around = Rectangle.around(points).moved(matrix)
        clip = around if clip is None else clip.common(around) or Rectangle(0, 0, 0, 0)
    return clip
