"""The pictures of the print guide: imposed sheets, and the test sheet.

    .venv/bin/python docs/sheets.py

In: `content/lamplight/build/lamplight.pdf` as `./run build` makes it. Out:
`docs/sheets-*.png`, each the front and the back of a sheet side by side on a desk.
"""

from __future__ import annotations

from pathlib import Path

import pypdfium2
from PIL import Image

from booklet.impose import impose, trial_sheet
from booklet.model import PrintOptions
from booklet.printing import PAPERS

ROOT = Path(__file__).resolve().parent.parent
BOOKLET = ROOT / "content" / "lamplight" / "build" / "lamplight.pdf"

PIXELS_PER_POINT = 50 / 72
DESK = (214, 210, 202)
MARGIN = 24  # px
COLOURS = 64


def on_a_desk(pdf: bytes, sides: tuple[int, ...]) -> Image.Image:
    """Those sides of the PDF (0-based), next to each other."""
    document = pypdfium2.PdfDocument(pdf)
    pictures = [
        document[side].render(scale=PIXELS_PER_POINT).to_pil().convert("RGB") for side in sides
    ]
    width = sum(picture.width + MARGIN for picture in pictures) + MARGIN
    height = max(picture.height for picture in pictures) + 2 * MARGIN
    desk = Image.new("RGB", (width, height), DESK)
    left = MARGIN
    for picture in pictures:
        desk.paste(picture, (left, MARGIN))
        left += picture.width + MARGIN
    return desk.quantize(COLOURS)


def sheets(options: PrintOptions) -> bytes:
    """The sample booklet, imposed."""
    made = impose(BOOKLET.read_bytes(), options).value
    if made is None:
        raise SystemExit(f"{BOOKLET} cannot be imposed; build it first: ./run build")
    return made.pdf


def main() -> None:
    """Render all pictures."""
    pictures = {
        "saddle": on_a_desk(sheets(PrintOptions(fold_marks=True)), (6, 7)),
        "marks": on_a_desk(
            sheets(PrintOptions(paper=PAPERS["a3"], crop_marks=True, fold_marks=True)), (6,)
        ),
        "quarto": on_a_desk(sheets(PrintOptions("quarto", 1, fold_marks=True)), (4, 5)),
        "test": on_a_desk(trial_sheet(PAPERS["a4"]), (0, 1)),
    }
    for name, picture in pictures.items():
        file = ROOT / "docs" / f"sheets-{name}.png"
        picture.save(file, optimize=True)
        print(f"{file.relative_to(ROOT)}: {file.stat().st_size // 1024} KiB")


if __name__ == "__main__":
    main()
