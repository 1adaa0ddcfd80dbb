"""Whether the text on a PDF's pages is to be seen, as what it is: proof by ink.

In: the bytes of a PDF and the runs that it was found to have. Out: the runs that a reader
would not see, and why.

Each page is drawn three times by PDFium: as it is; without its text; and its text alone, black
on white. The third says where ink of text should be, the difference of the first two where
there is some: under a picture, in white on white, of no opacity or behind a block there is
none. What little ink there is gets drawn again, larger, and its contrast measured
(https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio).
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image, ImageChops

from booklet.proof.account import UnseenKind
from booklet.proof.ink import PageObject, objects_of, text_of
from booklet.proof.reading import Reading, Run
from booklet.proof.rectangles import Rectangle

SMALLEST = 4.0  # pt: what is smaller cannot be read
FAINTEST = 1.5  # contrast of text to what lies under it: that of a light grey (#d2d2d2) on white
NOTHING = 1.02  # what smoothing alone makes of it
LONGEST = 1.2  # of the type size: where nothing is seen of what stands so long, letters are lost
MOST = 1 / 3  # of the ink may be lost to what lies over it, or to a spotted ground
LOWEST = 0.4  # of the type size: so high are small letters
LETTERS = 3  # so many together are no dot and no dash
_DOT = 1.0  # pixels for a pt
_FINE = 6.0  # the same where there is little ink
_PLENTY = 60  # of 255: what differs so much from its ground has contrast enough, whatever that is
_IS_INK = [255 * (value >= 64) for value in range(256)]  # no mere smoothing
_LEAST = [value // 8 * (value >= 64) for value in range(256)]  # what ink has to change
_ANY = [255 * (value > 0) for value in range(256)]


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
    """The runs of a PDF that nobody would see, or would read as another text."""
    of_page: dict[int, dict[int, tuple[int, Run]]] = defaultdict(dict)
    furniture = ((-1, run) for run in reading.furniture)
    for index, run in (*furniture, *enumerate(reading.runs)):
        if run.swapped:
            yield Unseen(index, run, "swapped", 1.0, run.size)
        if _prints(run.text):
            of_page[run.page][run.mark] = index, run
    document = pypdfium2.PdfDocument(pdf)
    try:
        for number, marked in sorted(of_page.items()):
            told: dict[int, Unseen] = {}
            for one in _unseen_of(document, number, marked):
                told.setdefault(one.run.mark, one)
            yield from told.values()
    finally:
        document.close()


def _prints(text: str) -> bool:
    return any(unicodedata.category(each)[0] not in "ZCM" for each in text)


@dataclass(frozen=True, slots=True)
class _Text:
    """A text object of a run: what of its box is on the page, and the size of its type.

    `at` is its place among the page's objects, from 0.
    """

    index: int
    run: Run
    box: Rectangle
    size: float
    at: int

    def told(self, why: UnseenKind, contrast: float = 1.0, size: float | None = None) -> Unseen:
        return Unseen(self.index, self.run, why, contrast, self.size if size is None else size)

    def has_letters(self, text: str) -> bool:
        """Whether some letters of such a text must be as high as letters are."""
        letters = sum(map(str.isalnum, text))
        return letters >= LETTERS and self.box.width > LETTERS / 2 * self.size


def _unseen_of(
    document: pypdfium2.PdfDocument, number: int, marked: Mapping[int, tuple[int, Run]]
) -> Iterator[Unseen]:
    page = document[number - 1]
    edges = Rectangle.of(*page.get_cropbox())
    objects = list(objects_of(page))
    whole = _drawn(page, _DOT)
    _hide(each for each in objects if each.ink)
    ink = ImageChops.difference(whole, _drawn(page, _DOT))
    _text_alone(objects)
    due = ImageChops.invert(_drawn(page, _DOT))
    page.close()
    lost = ImageChops.subtract(due.point(_LEAST), ink)
    doubtful, parted = [], []
    for text in _texts(objects, marked, edges):
        if text.size < SMALLEST:
            yield text.told("tiny")
            continue
        here = _pixels(text.box, edges)
        low = text.has_letters(text.run.text) and _height(due.crop(here).point(_IS_INK)) <= 2
        if low or _most(ink.crop(here)) < _PLENTY:
            doubtful.append(text)
        elif lost.crop(here).getbbox() and _too_much(due.crop(here), lost.crop(here), text.size):
            parted.append(text)
    if doubtful or parted:
        yield from _looked_at(document, number, doubtful, parted, edges)


def _texts(
    objects: Sequence[PageObject], marked: Mapping[int, tuple[int, Run]], edges: Rectangle
) -> Iterator[_Text]:
    """The text of the runs; not spaces, nor what is off the page, which is told of as such."""
    for at, each in enumerate(objects):
        of = marked.get(each.mark)
        box = edges.common(each.ink.box) if each.ink else None
        if of and each.ink and box and box.width * box.height:
            yield _Text(*of, box, each.ink.size, at)


def _looked_at(
    document: pypdfium2.PdfDocument,
    number: int,
    doubtful: Sequence[_Text],
    parted: Sequence[_Text],
    edges: Rectangle,
) -> Iterator[Unseen]:
    """What is found in a larger picture of text that leaves little ink, or low ink, and what
    is `parted` and more than an accent or a vowel sign, which may lie on an underline."""
    page = document[number - 1]
    whole = [_drawn(page, _FINE, text.box, edges) for text in doubtful]
    objects = list(objects_of(page))
    words = page.get_textpage()
    for text in parted:
        said = text_of(objects[text.at], words)
        if not said or _prints(said):
            yield text.told("partly")
    _hide(each for each in objects if each.ink)
    for text, with_text in zip(doubtful, whole, strict=True):
        without = _drawn(page, _FINE, text.box, edges)
        ink = ImageChops.difference(with_text, without)
        contrast = _contrast(ink, with_text, without)
        if contrast < FAINTEST:
            yield text.told("hidden" if contrast < NOTHING else "faint", contrast)
        # A run in several fonts is several objects: one of signs may be as low as they are.
        elif text.has_letters(text_of(objects[text.at], words)):
            half = _most(ink) / 2
            height = _height(ink.point([255 * (value >= half) for value in range(256)])) / _FINE
            if height < LOWEST * SMALLEST:
                yield text.told("tiny", contrast, height / LOWEST)
    words.close()
    page.close()


def _hide(objects: Iterable[PageObject]) -> None:
    for each in objects:
        pdfium.FPDFPageObj_SetIsActive(each.raw, False)


def _text_alone(objects: Iterable[PageObject]) -> None:
    """Nothing but text is drawn, black and opaque."""
    for each in objects:
        shown = each.ink is not None or each.form
        pdfium.FPDFPageObj_SetIsActive(each.raw, shown)
        if shown:
            pdfium.FPDFPageObj_SetFillColor(each.raw, 0, 0, 0, 255)


def _drawn(
    page: pypdfium2.PdfPage,
    scale: float,
    box: Rectangle | None = None,
    edges: Rectangle | None = None,
) -> Image.Image:
    """The page in grey, or what is in a box of it, and a dot at least."""
    crop = (0.0, 0.0, 0.0, 0.0)
    if box is not None and edges is not None:
        wide, high = (max(0.0, 2 / scale - side) for side in (box.width, box.height))
        crop = (
            max(0.0, box.left - edges.left - wide),
            max(0.0, box.bottom - edges.bottom - high),
            max(0.0, edges.right - box.right - wide),
            max(0.0, edges.top - box.top - high),
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


def _most(image: Image.Image) -> int:
    return max(image.tobytes())


def _height(image: Image.Image) -> int:
    """How many rows there are from the first with something to the last."""
    found = image.getbbox()
    return found[3] - found[1] if found else 0


def _too_much(due: Image.Image, lost: Image.Image, size: float) -> bool:
    """Whether so much is lost of a text that its words can be too."""
    due, lost = due.point(_IS_INK), lost.point(_ANY)
    if _count(lost) > MOST * _count(due):
        return True
    begun = None
    for at, (ink, gone) in enumerate(zip(_columns(due), _columns(lost), strict=True)):
        if ink > gone:
            begun = None
        elif ink:
            begun = at if begun is None else begun
            if at + 1 - begun > LONGEST * size * _DOT:
                return True
    return False


def _count(image: Image.Image) -> int:
    return image.histogram()[-1]


def _columns(image: Image.Image) -> list[int]:
    """How many pixels of 255 there are in each column."""
    turned = image.transpose(Image.Transpose.TRANSPOSE)
    data, length = turned.tobytes(), turned.width
    return [data.count(255, at, at + length) for at in range(0, len(data), length)]


def _contrast(ink: Image.Image, with_text: Image.Image, without: Image.Image) -> float:
    """The contrast of the most different pixels, from 1."""
    values = ink.tobytes()
    at = values.index(max(values))
    one, other = (_luminance(image.tobytes()[at]) for image in (with_text, without))
    return (max(one, other) + 0.05) / (min(one, other) + 0.05)


def _luminance(grey: int) -> float:
    value = grey / 255
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
