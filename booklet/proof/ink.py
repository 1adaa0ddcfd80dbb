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

from booklet.proof.rectangles import IDENTITY, Matrix, Rectangle, least_scale, times

PALE = 1.5  # contrast to white (https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio)
_DEEPEST_FORM = 12  # form in form in form: deeper is not a page but an attack


@dataclass(frozen=True, slots=True)
class Drawn:
    """Text as it is drawn: its ink, its baseline and size in pt, what clipping leaves of it.

    `pale` says that it has hardly another colour than white paper, as a watermark has.
    """

    box: Rectangle
    baseline: float
    size: float
    seen: Rectangle | None
    pale: bool = False


def drawn_text(pdf: bytes) -> dict[tuple[int, int], Drawn]:
    """The ink of each (page, marked content)."""
    found: dict[tuple[int, int], Drawn] = {}
    document = pypdfium2.PdfDocument(pdf)
    try:
        for index in range(len(document)):
            page = document[index]
            for each in objects_of(page):
                if each.ink is not None:
                    place = (index + 1, each.mark)
                    known = found.get(place)
                    found[place] = _together(known, each.ink) if known else each.ink
            page.close()
    finally:
        document.close()
    return found


@dataclass(frozen=True, slots=True)
class PageObject:
    """An object of a page that PDFium has open, and the marked content that it is of.

    `ink` is that of text, None for all else; `form` says that it is made of other objects.
    """

    raw: object
    mark: int
    ink: Drawn | None = None
    form: bool = False


def objects_of(page: pypdfium2.PdfPage) -> Iterator[PageObject]:
    """The objects of a page in the order of painting: each form, then those in it."""
    for at in range(pdfium.FPDFPage_CountObjects(page.raw)):
        yield from _objects(pdfium.FPDFPage_GetObject(page.raw, at), IDENTITY, -1, 0)


def text_of(drawn: PageObject, words: pypdfium2.PdfTextPage) -> str:
    """What a text object says, as PDFium reads it: not always all, and with spaces of its own."""
    length = pdfium.FPDFTextObj_GetText(drawn.raw, words.raw, None, 0)  # bytes, with a last 0
    letters = (ctypes.c_ushort * (length // 2))()
    pdfium.FPDFTextObj_GetText(drawn.raw, words.raw, letters, length)
    return bytes(letters).decode("utf-16-le", "replace").rstrip("\0")


def _objects(drawn: object, matrix: Matrix, outer: int, depth: int) -> Iterator[PageObject]:
    kind = pdfium.FPDFPageObj_GetType(drawn)
    mark = pdfium.FPDFPageObj_GetMarkedContentID(drawn)
    mark = outer if mark < 0 else mark
    if kind == pdfium.FPDF_PAGEOBJ_FORM:
        yield PageObject(drawn, mark, form=True)
        if depth < _DEEPEST_FORM:
            inner = times(_matrix_of(drawn), matrix)
            for at in range(pdfium.FPDFFormObj_CountObjects(drawn)):
                below = pdfium.FPDFFormObj_GetObject(drawn, at)
                yield from _objects(below, inner, mark, depth + 1)
    elif kind == pdfium.FPDF_PAGEOBJ_TEXT:
        yield PageObject(drawn, mark, _ink(drawn, matrix))
    else:
        yield PageObject(drawn, mark)


def _ink(drawn: object, matrix: Matrix) -> Drawn | None:
    left, bottom, right, top, size = (ctypes.c_float() for _ in range(5))
    if not pdfium.FPDFPageObj_GetBounds(drawn, left, bottom, right, top):
        return None
    box = Rectangle.of(left.value, bottom.value, right.value, top.value).moved(matrix)
    pdfium.FPDFTextObj_GetFontSize(drawn, size)
    own = times(_matrix_of(drawn), matrix)
    clip = _clip(drawn, matrix)
    seen = None
    if clip is not None and not clip.holds(box):
        seen = clip.common(box) or Rectangle(box.left, box.bottom, box.left, box.bottom)
    return Drawn(box, own[5], size.value * least_scale(own), seen, _is_pale(drawn))


def _together(one: Drawn, other: Drawn) -> Drawn:
    seen = None
    if one.seen is not None or other.seen is not None:
        seen = (one.seen or one.box).joined(other.seen or other.box)
    box, size = one.box.joined(other.box), max(one.size, other.size)
    return Drawn(box, one.baseline, size, seen, one.pale and other.pale)


def _is_pale(drawn: object) -> bool:
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not pdfium.FPDFPageObj_GetFillColor(drawn, red, green, blue, alpha):
        return False
    on_white = [1 - (1 - part.value / 255) * alpha.value / 255 for part in (red, green, blue)]
    light = sum(
        share * (value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4)
        for share, value in zip((0.2126, 0.7152, 0.0722), on_white, strict=True)
    )
    return 1.05 / (light + 0.05) < PALE


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
