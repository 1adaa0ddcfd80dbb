"""PDF: the text by where its letters stand.

Takes bytes; gives the lines of all pages as typed, each letter at its column, and as a page of
paragraphs. Columns of text are read one after the other; heads and feet that come back on many
pages are struck out there, as what is not of the article.
"""

from __future__ import annotations

import ctypes
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise
from statistics import median

import pypdfium2
import pypdfium2.raw as pdfium

from booklet.read.packed.unpacked import Unpacked, UnreadableError

MOST_PAGES = 1_500
FEWEST_LETTERS = 20
"""Letters a page, on the mean, below which a PDF is one of pictures."""

_GAP = 0.35
"""Of a letter's width: a wider gap is a blank."""

_BACK = 3
"""So many pages must have a head or foot for it to be one."""

_PLAIN = {"\u00ad": "-", "\u2010": "-", "\u00a0": " "}
_FOLDED = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class _Letter:
    sign: str
    left: float
    right: float
    bottom: float
    top: float


@dataclass(frozen=True, slots=True)
class _Row:
    """A line of a page: its letters in order, and how high it stands."""

    letters: tuple[_Letter, ...]
    height: float

    @property
    def left(self) -> float:
        return self.letters[0].left


def pdf(data: bytes) -> Unpacked:
    """The text of a PDF."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as broken:
        if "assword" in str(broken):
            raise UnreadableError(
                "a PDF with a password", "Open it, and print or save it without one."
            ) from broken
        raise UnreadableError("a damaged PDF", "Download or export it again.") from broken
    with document:
        count = len(document)
        if count > MOST_PAGES:
            raise UnreadableError(
                f"a PDF of {count:,} pages", "Take only the pages that are of this work."
            )
        pages = [_rows(list(_letters(document, number))) for number in range(count)]
    letters = sum(len(row.letters) for rows in pages for row in rows)
    if letters < FEWEST_LETTERS * max(1, count):
        raise UnreadableError(
            "a PDF that holds pictures of pages and no text",
            "Have a program for text recognition (OCR) read it, and import what that saves.",
        )
    widths = [
        x.right - x.left for rows in pages for row in rows for x in row.letters if x.sign != " "
    ]
    width = max(1.0, median(widths))
    return Unpacked(_page(pages, width), "\f".join(_typed(rows, width) for rows in pages))


def _letters(document: pypdfium2.PdfDocument, number: int) -> Iterator[_Letter]:
    page = document[number]
    text = page.get_textpage()
    box = pdfium.FS_RECTF()
    for at in range(text.count_chars()):
        code = pdfium.FPDFText_GetUnicode(text.raw, at)
        if code < 32 or code in (0xFFFE, 0xFFFF) or pdfium.FPDFText_IsGenerated(text.raw, at) == 1:
            continue
        pdfium.FPDFText_GetLooseCharBox(text.raw, at, box)
        x, y = ctypes.c_double(), ctypes.c_double()
        pdfium.FPDFText_GetCharOrigin(text.raw, at, x, y)
        size = pdfium.FPDFText_GetFontSize(text.raw, at)
        yield _Letter(chr(code), min(box.left, x.value), box.right, y.value, y.value + size)
    text.close()
    page.close()


def _rows(letters: Sequence[_Letter]) -> list[_Row]:
    """The letters as lines, from the top of the page down."""
    rows: list[list[_Letter]] = []
    for letter in sorted(letters, key=lambda each: (-each.bottom, each.left)):
        size = max(1.0, letter.top - letter.bottom)
        if rows and abs(rows[-1][0].bottom - letter.bottom) < 0.4 * size:
            rows[-1].append(letter)
        else:
            rows.append([letter])
    found = []
    for row in rows:
        ordered = tuple(sorted(row, key=lambda each: each.left))
        while ordered and ordered[0].sign.isspace():
            ordered = ordered[1:]
        if ordered:
            found.append(_Row(ordered, ordered[0].bottom))
    return found


def _typed(rows: Sequence[_Row], width: float) -> str:
    """A page as typed: each line at its column, blank lines where the page has room."""
    steps = [one.height - other.height for one, other in pairwise(rows)]
    step = max(4.0, _usual(steps))
    lines: list[str] = []
    before: float | None = None
    for row in rows:
        if before is not None:
            lines += [""] * min(4, max(0, round((before - row.height) / step) - 1))
        lines.append(" " * max(0, round(row.left / width)) + _text(row, width))
        before = row.height
    return "\n".join(lines) + "\n"


def _usual(steps: Sequence[float]) -> float:
    counts = Counter(round(step) for step in steps if step > 2)
    return min((s for s, n in counts.items() if n >= 0.15 * len(steps)), default=12)


def _text(row: _Row, width: float) -> str:
    """The letters of a line; a wide gap keeps its columns."""
    text = ""
    end = row.left
    for letter in row.letters:
        gap = letter.left - end
        if gap > _GAP * width and not text.endswith(" ") and letter.sign != " ":
            text += " " * (1 if gap < 2.5 * width else round(gap / width))
        text += (
            "-"
            if letter.sign in "\u00ad\u2010"
            else " "
            if letter.sign == "\u00a0"
            else letter.sign
        )
        end = max(end, letter.right)
    return text.rstrip()


# ----------------------------------------------------------------------- as paragraphs


def _page(pages: Sequence[Sequence[_Row]], width: float) -> str:
    texts = [_typed(_in_columns(rows, width), width).split("\n") for rows in pages]
    again = Counter(
        _FOLDED.sub("#", line.strip()) for rows in texts for line in dict.fromkeys(_ends(rows))
    )
    body: list[str] = []
    paragraph: list[str] = []
    wide = max((len(line.strip()) for rows in texts for line in rows), default=0)

    def close() -> None:
        if paragraph:
            body.append(f"<p>{escape(_joined(paragraph))}</p>")
            paragraph.clear()

    for rows in texts:
        ends = set(_ends(rows))
        for line in rows:
            bare = line.strip()
            if not bare:
                if paragraph and paragraph[-1][-1:] in '.!?:”"':
                    close()
            elif line in ends and again[_FOLDED.sub("#", bare)] >= _BACK:
                body.append(f"<footer>{escape(bare)}</footer>")
            else:
                paragraph.append(bare)
                if len(bare) < 0.7 * wide and bare[-1] in '.!?:”"':
                    close()
    close()
    return f"<html><body>{''.join(body)}</body></html>"


def _ends(rows: Sequence[str]) -> list[str]:
    """The first and last lines of a page, where heads and feet stand."""
    filled = [line for line in rows if line.strip()]
    return [*filled[:2], *filled[-2:]]


def _in_columns(rows: Sequence[_Row], width: float) -> list[_Row]:
    """The lines of a page with two columns, the left before the right ones."""
    middles: Counter[int] = Counter()
    cuts: list[tuple[_Row, int, float]] = []
    for row in rows:
        for at, (one, other) in enumerate(pairwise(row.letters), start=1):
            if other.left - one.right > 2 * width:
                cuts.append((row, at, other.left))
                middles[round(other.left / 10)] += 1
    if not middles:
        return list(rows)
    place, count = middles.most_common(1)[0]
    if count < 0.5 * len(rows) or count < 6:
        return list(rows)
    cut = {id(row): at for row, at, left in cuts if abs(left / 10 - place) <= 1}
    left = [_Row(row.letters[: cut.get(id(row))], row.height) for row in rows]
    lows = [
        _Row(row.letters[cut[id(row)] :], row.height - 10_000) for row in rows if id(row) in cut
    ]
    return left + lows


def _joined(lines: Sequence[str]) -> str:
    text = ""
    for line in lines:
        if re.search(r"[^\W\d_]-$", text) and line[:1].islower():
            text = text[:-1] + line
        else:
            text = f"{text} {line}" if text else line
    return text
