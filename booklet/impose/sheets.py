"""Sheets as a PDF: every page drawn into its slot, with marks.

In: pages, sheets, options. Out: the bytes of a PDF, the same for the same input.
Pages are scaled down to fit, never cropped and never enlarged. Tags, links and bookmarks
have no meaning on a sheet and are left behind, and so is what acts or leads out of the file
(`harmless`); layers and colour profiles are kept.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass

import pikepdf

from booklet.impose.content import placed, stroked
from booklet.impose.geometry import (
    MM,
    Rectangle,
    SideGeometry,
    Stroke,
    crop_marks,
    middle_marks,
)
from booklet.impose.harmless import disarm
from booklet.impose.order import Sheet, Slot
from booklet.impose.pages import CREATOR, SourcePage, described
from booklet.model import Flip, PrintOptions


@dataclass(frozen=True)
class DrawnSheets:
    """The PDF; the least and the greatest scale of a page; how many crop marks were drawn."""

    pdf: bytes
    scales: tuple[float, float]
    marks: int


def draw_sheets(
    source: pikepdf.Pdf,
    pages: Sequence[SourcePage],
    sheets: Sequence[Sheet],
    side: SideGeometry,
    shifts: Sequence[float],
    options: PrintOptions,
) -> DrawnSheets:
    """Draw the sheets; `shifts` (mm, by depth) is how far pages move towards the fold.

    Raises `pikepdf.PdfError` where a page's content turns out to be broken.
    """
    target = pikepdf.Pdf.new()
    press = _Press(target, pages, side, shifts, options)
    for sheet in sheets:
        press.print_side(sheet.front)
        press.print_side(sheet.back)
    _keep(source, target)
    disarm(target)
    _describe(source, target, options.flip)
    pdf = _saved(target, source.pdf_version)
    return DrawnSheets(pdf, (min(press.scales), max(press.scales)), press.marks)


class _Press:
    """Puts one side after the other into the PDF, and keeps count."""

    def __init__(
        self,
        target: pikepdf.Pdf,
        pages: Sequence[SourcePage],
        side: SideGeometry,
        shifts: Sequence[float],
        options: PrintOptions,
    ) -> None:
        self._target, self._pages, self._side = target, pages, side
        self._shifts, self._options = shifts, options
        self._middle = tuple(middle_marks(side))
        self.scales: list[float] = []
        self.marks = 0

    def print_side(self, slots: Sequence[Slot]) -> None:
        forms: dict[str, pikepdf.Object] = {}
        parts: list[str] = []
        crops: list[Stroke] = []
        for slot in slots:
            if slot.page is None:
                continue
            page = self._pages[slot.page - 1]
            name = f"P{slot.page}"
            forms[f"/{name}"] = self._target.copy_foreign(page.form)
            at, part = self._place(name, slot, page)
            parts.append(part)
            if self._options.crop_marks:
                crops += crop_marks(self._side, slot, at, self._options.folded)
        self.marks += len(crops)
        if self._options.cut and self._options.crop_marks:
            crops += self._middle
        parts.append(stroked(crops))
        if self._options.fold_marks:
            parts.append(stroked(self._middle, dashed=True))
        self._add_page("\n".join(filter(None, parts)), forms)

    def _place(self, name: str, slot: Slot, page: SourcePage) -> tuple[Rectangle, str]:
        shift = self._shifts[slot.depth] * MM
        scale = self._side.scale(slot, page.width, page.height)
        at = self._side.page(slot, page.width, page.height, shift)
        self.scales.append(scale)
        # What creep moves over the fold would be printed on the leaf beyond it.
        clip = self._side.slot(slot) if shift else None
        return at, placed(name, at, scale, slot.rotation, clip)

    def _add_page(self, content: str, forms: dict[str, pikepdf.Object]) -> None:
        page = pikepdf.Dictionary(
            Type=pikepdf.Name.Page,
            MediaBox=pikepdf.Array([0, 0, round(self._side.width, 4), round(self._side.height, 4)]),
            Resources=pikepdf.Dictionary(XObject=pikepdf.Dictionary(forms)),
            Contents=self._target.make_stream(content.encode("ascii")),
        )
        self._target.pages.append(pikepdf.Page(page))


def _keep(source: pikepdf.Pdf, target: pikepdf.Pdf) -> None:
    """What the look of the pages hangs on, though it stands in the catalogue."""
    for name in ("/OCProperties", "/OutputIntents"):
        value = source.Root.get(name)
        if isinstance(value, pikepdf.Dictionary | pikepdf.Array):
            target.Root[name] = target.copy_foreign(source.make_indirect(value))


def _describe(source: pikepdf.Pdf, target: pikepdf.Pdf, flip: Flip) -> None:
    """Title and creator; the print dialogue set to the right flip and to no scaling (12.2)."""
    edge = "Short" if flip == "short" else "Long"
    target.Root.ViewerPreferences = pikepdf.Dictionary(
        Duplex=pikepdf.Name(f"/DuplexFlip{edge}Edge"),
        PrintScaling=pikepdf.Name("/None"),
        PickTrayByPDFSize=True,
    )
    title = described(source, "/Title")
    target.docinfo["/Creator"] = CREATOR
    if isinstance(title, pikepdf.String):
        target.docinfo["/Title"] = str(title)


def _saved(target: pikepdf.Pdf, version: str) -> bytes:
    stream = io.BytesIO()
    target.save(
        stream,
        min_version=max(version, "1.7"),  # as far as Duplex asks; an older reader skips it
        deterministic_id=True,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
    )
    return stream.getvalue()
