"""The picture in docs/editions.md: a page of each edition of the sample.

    booklet build content/lamplight --edition all
    .venv/bin/python docs/editions.py

In: the PDFs in `content/lamplight/build`. Out: `docs/editions.png`.
"""

from __future__ import annotations

from pathlib import Path

import pypdfium2
from PIL import Image

ROOT = Path(__file__).resolve().parent.parent
BUILT = ROOT / "content" / "lamplight" / "build"
PICTURE = ROOT / "docs" / "editions.png"

SHOWN = {
    "lamplight": "I have that, for rope.",
    "lamplight-student": "What does a listener know",
    "lamplight-teacher": "That it never forgets anybody",
    "lamplight-plain": "Two hundred and twelve",
    "lamplight-large-print": "Two hundred and twelve",
    "lamplight-annotate": "Two hundred and twelve",
    "lamplight-part": "how I learned to count",
}
"""Words on the page that is shown, by the name of the file."""

HEIGHT = 420  # px
DESK = (214, 210, 202)
MARGIN = 16  # px
COLUMNS = 4
COLOURS = 64


def page_with(booklet: Path, words: str) -> Image.Image:
    """The first page on which the words stand. Raises LookupError where none is."""
    with pypdfium2.PdfDocument(booklet) as document:
        for page in document:
            if words in " ".join(page.get_textpage().get_text_range().split()):
                scale = 3 * HEIGHT / page.get_height()
                image: Image.Image = page.render(scale=scale).to_pil().convert("RGB")
                return image.resize((image.width // 3, HEIGHT), Image.Resampling.LANCZOS)
    raise LookupError(f"{words!r} is not in {booklet}")


def main() -> None:
    """Set the pages side by side in rows."""
    pages = [page_with(BUILT / f"{name}.pdf", words) for name, words in SHOWN.items()]
    width = max(page.width for page in pages) + MARGIN
    rows = -(-len(pages) // COLUMNS)
    size = (COLUMNS * width + MARGIN, rows * (HEIGHT + MARGIN) + MARGIN)
    picture = Image.new("RGB", size, DESK)
    for index, page in enumerate(pages):
        row, column = divmod(index, COLUMNS)
        picture.paste(page, (MARGIN + column * width, MARGIN + row * (HEIGHT + MARGIN)))
    picture.quantize(COLOURS, Image.Quantize.MAXCOVERAGE).save(PICTURE, optimize=True)
    print(f"{PICTURE.relative_to(ROOT)}: {len(pages)} pages")


if __name__ == "__main__":
    main()
