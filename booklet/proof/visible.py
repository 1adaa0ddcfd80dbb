"""Whether the text on a PDF's pages is to be seen: proof by ink.

In: the bytes of a PDF and the runs that it was found to have. Out: the runs that a reader
would not see, and why.

Each page is drawn twice by PDFium, as it is and with all its text taken away. Where the two
differ there is the ink of text: a run under a picture, in white on white, of no opacity or
behind a block leaves none. What little ink there is gets drawn again, larger, and its contrast
measured (https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio).
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image, ImageChops

from booklet.proof.account import UnseenKind
from booklet.proof.ink import TextObject, texts_of
from booklet.proof.reading import Reading, Run
from booklet.proof.rectangles import Rectangle

SMALLEST = 4.0  # pt: what is smaller cannot be read
FAINTEST = 1.5  # contrast of text to what lies under it: that of a light grey (#d2d2d2) on white
NOTHING = 1.02  # what smoothing alone makes of it
WIDEST_GAP = 4.0  # of the type size: wider than any space between words
_ROUNDING = 0.05  # pt
_DOT = 1.0  # pixels for a pt
_FINE = 6.0  # the same where there is little ink
_INK = 12  # of 255: a pixel that differs less is no ink
_PLENTY = 110  # of 255: differing so much in the coarse picture, text has contrast enough


@dataclass(frozen=True, slots=True)
class Unseen:
    """A run that is not to be seen, or not well.

    `index` is its place in the order of reading, -1 for one outside of the structure tree;
    `contrast` of its best letter to what lies under it, 1 where nothing of it is on the page;
    `size` of its type, in pt.
    """

    index: int
    run: Run
    why: UnseenKind
    contrast: float
    size: float


def unseen(pdf: bytes, reading: Reading) -> Iterator[Unseen]:
    """The runs of a PDF that nobody would see, each once, page by page."""
    of_page: dict[int, dict[int, tuple[int, Run]]] = defaultdict(dict)
    furniture = ((-1, run) for run in reading.furniture)
    for index, run in (*furniture, *enumerate(reading.runs)):
        if _prints(run.text):
            of_page[run.page][run.mark] = index, run
    document = pypdfium2.PdfDocument(pdf)
    try:
        for number, marked in sorted(of_page.items()):
            page = document[number - 1]
            told = {one.run.mark: one for one in _unseen_of(page, marked)}
            yield from told.values()
            page.close()
    finally:
        document.close()


def _prints(text: str) -> bool:
    return any(unicodedata.category(each)[0] not in "ZCM" for each in text)


def _unseen_of(page: pypdfium2.PdfPage, marked: Mapping[int, tuple[int, Run]]) -> Iterator[Unseen]:
    texts = list(texts_of(page))
    with_text, edges = _drawn(page, _DOT), Rectangle.of(*page.get_cropbox())
    modes = [pdfium.FPDFTextObj_GetTextRenderMode(text.raw) for text in texts]
    _show(texts, [pdfium.FPDF_TEXTRENDERMODE_INVISIBLE] * len(texts))
    ink = ImageChops.difference(with_text, _drawn(page, _DOT))
    doubtful = []
    for text in texts:
        of, box = marked.get(text.mark), edges.common(text.ink.box)
        if of is None or box is None or not box.width * box.height:
            continue  # a space, or off the page: told of as such
        if text.ink.size < SMALLEST - _ROUNDING:
            yield Unseen(*of, "tiny", 1.0, text.ink.size)
            continue
        there = ink.crop(_pixels(box, edges))
        if max(there.tobytes()) < _PLENTY:
            doubtful.append((of, box, text.ink.size))
        elif _gap(there) > WIDEST_GAP * text.ink.size * _DOT:
            yield Unseen(*of, "partly", 1.0, text.ink.size)
    if not doubtful:
        return
    bare = [_drawn(page, _FINE, box, edges) for _, box, _ in doubtful]
    _show(texts, modes)
    for (of, box, size), without in zip(doubtful, bare, strict=True):
        contrast = _contrast(_drawn(page, _FINE, box, edges), without)
        if contrast < FAINTEST:
            yield Unseen(*of, "hidden" if contrast < NOTHING else "faint", contrast, size)


def _show(texts: Sequence[TextObject], modes: Sequence[int]) -> None:
    for text, mode in zip(texts, modes, strict=True):
        pdfium.FPDFTextObj_SetTextRenderMode(text.raw, mode)


def _drawn(
    page: pypdfium2.PdfPage,
    scale: float,
    box: Rectangle | None = None,
    edges: Rectangle | None = None,
) -> Image.Image:
    """The page in grey, or what is in a box of it."""
    crop = (0.0, 0.0, 0.0, 0.0)
    if box is not None and edges is not None:
        crop = (
            max(0.0, box.left - edges.left),
            max(0.0, box.bottom - edges.bottom),
            max(0.0, edges.right - box.right),
            max(0.0, edges.top - box.top),
        )
    drawn = page.render(scale=scale, grayscale=True, crop=crop, may_draw_forms=False)
    image: Image.Image = drawn.to_pil()
    return image


def _pixels(box: Rectangle, edges: Rectangle) -> tuple[int, int, int, int]:
    return (
        int((box.left - edges.left) * _DOT),
        int((edges.top - box.top) * _DOT),
        int((box.right - edges.left) * _DOT) + 1,
        int((edges.top - box.bottom) * _DOT) + 1,
    )


def _gap(ink: Image.Image) -> int:
    """The longest row of columns, in pixels, without ink."""
    columns = ink.point(lambda value: 255 if value >= _INK else 0).resize(
        (ink.width, 1), Image.Resampling.BOX
    )
    empty = [len(list(row)) for none, row in groupby(columns.tobytes(), lambda v: v == 0) if none]
    return max(empty, default=0)


def _contrast(with_text: Image.Image, without: Image.Image) -> float:
    """The contrast of the most different pixels, from 1."""
    difference = ImageChops.difference(with_text, without)
    values = difference.tobytes()
    at = values.index(max(values))
    one, other = (_luminance(image.tobytes()[at]) for image in (with_text, without))
    return (max(one, other) + 0.05) / (min(one, other) + 0.05)


def _luminance(grey: int) -> float:
    value = grey / 255
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
