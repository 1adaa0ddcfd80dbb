"""The picture in the README: two facing pages of the sample booklet.

    .venv/bin/python docs/picture.py [PAGE]

In: `content/lamplight/build/lamplight.pdf` as `./run build` makes it, and the number of
the left page (1-based, even). Out: `docs/spread.png`.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pypdfium2
from PIL import Image

ROOT = Path(__file__).resolve().parent.parent
BOOKLET = ROOT / "content" / "lamplight" / "build" / "lamplight.pdf"
PICTURE = ROOT / "docs" / "spread.png"

LEFT_PAGE = 12
PIXELS_PER_POINT = 110 / 72
DESK = (214, 210, 202)
MARGIN = 36  # px


def picture(booklet: Path, left_page: int) -> Image.Image:
    """The page with that number (1-based) and the next one, side by side on a desk."""
    document = pypdfium2.PdfDocument(booklet)
    pages = [
        document[number].render(scale=PIXELS_PER_POINT).to_pil().convert("RGB")
        for number in (left_page - 1, left_page)
    ]
    width = sum(page.width for page in pages)
    height = max(page.height for page in pages)
    spread = Image.new("RGB", (width + 2 * MARGIN, height + 2 * MARGIN), DESK)
    left = MARGIN
    for page in pages:
        spread.paste(page, (left, MARGIN))
        left += page.width + 1
    return spread


def main() -> None:
    """Render the spread into `docs/spread.png`."""
    left_page = int(sys.argv[1]) if len(sys.argv) > 1 else LEFT_PAGE
    spread = picture(BOOKLET, left_page)
    spread.save(PICTURE, optimize=True)
    print(f"{PICTURE.relative_to(ROOT)}: pages {left_page} and {left_page + 1}")


if __name__ == "__main__":
    main()
