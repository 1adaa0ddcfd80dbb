"""PDFs to be imposed, and what stands where on the sheets.

Every page says its own number at its lower left corner, so that a test can read from the
sheets which page came where, which way up and how large.
"""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium

MM = 72 / 25.4
A5 = (148 * MM, 210 * MM)


@dataclass(frozen=True)
class Leaf:
    """A page of a test's PDF: its size in pt, and further entries of its dictionary."""

    width: float = A5[0]
    height: float = A5[1]
    entries: tuple[tuple[str, Any], ...] = ()
    content: bytes = b""


def document(pages: int | Sequence[Leaf], title: str = "") -> pikepdf.Pdf:
    """So many A5 pages, or these, each with its number in a frame."""
    leaves = [Leaf()] * pages if isinstance(pages, int) else pages
    pdf = pikepdf.Pdf.new()
    font = pdf.make_indirect(
        pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
        )
    )
    for number, leaf in enumerate(leaves, 1):
        words = f"BT /F 12 Tf 20 20 Td (page {number}) Tj ET\n".encode()
        page = pikepdf.Dictionary(
            Type=pikepdf.Name.Page,
            MediaBox=pikepdf.Array([0, 0, leaf.width, leaf.height]),
            Resources=pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font)),
            Contents=pdf.make_stream(words + leaf.content),
        )
        for name, value in leaf.entries:
            page[name] = value
        pdf.pages.append(pikepdf.Page(page))
    if title:
        pdf.docinfo["/Title"] = title
    return pdf


def saved(pdf: pikepdf.Pdf, **options: Any) -> bytes:
    """Its bytes, the same each time: else a PDF's ID is made of the clock."""
    stream = io.BytesIO()
    pdf.save(stream, **{"deterministic_id": "encryption" not in options} | options)
    return stream.getvalue()


def numbered(pages: int | Sequence[Leaf], title: str = "") -> bytes:
    """The bytes of such a document."""
    return saved(document(pages, title))


@dataclass(frozen=True)
class Seen:
    """A page number on a side: the corner of its page, its scale, and whether upright.

    `x` and `y` are pt from the lower left corner of the side; an upright page has its
    own lower left corner there, one on its head its upper right one.
    """

    page: int
    x: float
    y: float
    scale: float
    upright: bool


def sides(pdf: bytes) -> list[list[Seen]]:
    """The page numbers on each side, read by another library than the one that wrote them."""
    sheets = pypdfium2.PdfDocument(pdf)
    try:
        return [_seen(side) for side in sheets]
    finally:
        sheets.close()


def _seen(side: pypdfium2.PdfPage) -> list[Seen]:
    text = side.get_textpage()
    found = []
    for match in re.finditer(r"page (\d+)", text.get_text_range()):
        matrix = pdfium.FS_MATRIX()
        pdfium.FPDFText_GetMatrix(text, match.start(), matrix)
        assert matrix.b == matrix.c == 0
        # The words stand 20 pt from either side of the corner.
        x, y = matrix.e - 20 * matrix.a, matrix.f - 20 * matrix.d
        found.append(Seen(int(match[1]), x, y, abs(matrix.a), matrix.a > 0))
    text.close()
    return found
