"""The pictures of docs/cookbook.md: a page of each recipe.

`python -m tools.cookbook` writes docs/cookbook/N.png.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

import pypdfium2
from PIL import Image, ImageChops

from booklet.build import build
from tests.conftest import ROOT
from tests.test_cookbook import RECIPES, SHOWN, course

PAGES = {1: 0, 5: 1, 6: -1, 9: -1}
"""The page that shows a recipe, 0-based; the first with a scene where nothing is said."""

FIRST_SCENE = 2
DOTS_PER_INCH = 80
EDGE = 12
"""Pixels around what is printed."""

WHOLE = (3, 13)


def main() -> None:
    """Write them all."""
    for number in RECIPES:
        if number in SHOWN:
            with tempfile.TemporaryDirectory() as folder:
                picture(number, Path(folder)).save(
                    ROOT / "docs" / "cookbook" / f"{number}.png", optimize=True
                )


def picture(number: int, folder: Path) -> Image.Image:
    """A page of the recipe, in few colours."""
    made = build(
        lambda _: None, course(folder, number), "my-course", edition_name=SHOWN[number][0]
    ).value
    assert made is not None
    pages = pypdfium2.PdfDocument(made.pdf)
    page = pages[PAGES.get(number, FIRST_SCENE) % len(pages)]
    shown: Image.Image = page.render(scale=DOTS_PER_INCH / 72).to_pil().convert("RGB")
    empty = Image.new("RGB", shown.size, shown.getpixel((0, 0)))
    left, top, right, bottom = ImageChops.difference(shown, empty).getbbox() or (0, 0, *shown.size)
    kept = (left - EDGE, top - EDGE, right + EDGE, bottom + EDGE)
    return shown.crop(kept).quantize(32) if number not in WHOLE else shown.quantize(32)


if __name__ == "__main__":
    main()
