"""Cut the shipped fonts into WOFF2 files for web page and EPUB: `python tools/web_fonts.py`.

In: the TTF files of `styles/fonts`. Out: `styles/fonts/web/*.woff2`, one a face and writing
system, and `fonts.json`, which says what each holds. Run it when a font changes; the files
are kept in the repository, because cutting takes seconds and a build should not.
"""

from __future__ import annotations

import json
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

FONTS = Path(__file__).resolve().parent.parent / "styles" / "fonts"
WEB = FONTS / "web"

FACES = [
    ("eb-garamond/EBGaramond-Regular", "EB Garamond", "400", "normal"),
    ("eb-garamond/EBGaramond-Italic", "EB Garamond", "400", "italic"),
    ("eb-garamond/EBGaramond-Bold", "EB Garamond", "700", "normal"),
    ("source-sans-3/SourceSans3-Regular", "Source Sans 3", "400", "normal"),
    ("source-sans-3/SourceSans3-Italic", "Source Sans 3", "400", "italic"),
    ("source-sans-3/SourceSans3-Bold", "Source Sans 3", "700", "normal"),
    (
        "atkinson-hyperlegible/AtkinsonHyperlegible-Regular",
        "Atkinson Hyperlegible",
        "400",
        "normal",
    ),
    ("atkinson-hyperlegible/AtkinsonHyperlegible-Italic", "Atkinson Hyperlegible", "400", "italic"),
    ("atkinson-hyperlegible/AtkinsonHyperlegible-Bold", "Atkinson Hyperlegible", "700", "normal"),
]

SYSTEMS = {
    "latin": [(0x20, 0x7E), (0xA0, 0xFF), (0x2000, 0x206F), (0x20AC, 0x20AC), (0x25A0, 0x25FF)],
    "latin-ext": [(0x100, 0x24F), (0x300, 0x36F), (0x1E00, 0x1EFF)],
    "greek": [(0x370, 0x3FF)],
    "cyrillic": [(0x400, 0x52F), (0x2116, 0x2116)],
}

FEATURES = ["ccmp", "locl", "mark", "mkmk", "kern", "liga", "calt", "onum", "lnum", "smcp", "c2sc"]


def main() -> None:
    """Cut every face for every writing system that it has."""
    WEB.mkdir(exist_ok=True)
    for old in WEB.glob("*.woff2"):
        old.unlink()
    listing = []
    for source, family, weight, style in FACES:
        for system, ranges in SYSTEMS.items():
            points = {point for first, last in ranges for point in range(first, last + 1)}
            name = f"{Path(source).name}-{system}.woff2"
            if cut(FONTS / f"{source}.ttf", points, WEB / name):
                listing.append(
                    {
                        "file": name,
                        "family": family,
                        "weight": weight,
                        "style": style,
                        "ranges": ranges,
                    }
                )
    (WEB / "fonts.json").write_text(json.dumps(listing, indent=1) + "\n", encoding="utf-8")


def cut(source: Path, points: set[int], target: Path) -> bool:
    """Write the part of a font that holds `points`; False where it holds none of them.

    The names inside are taken out: the licence of Source Sans reserves its name for the
    unaltered font.
    """
    font = TTFont(source, recalcTimestamp=False)
    if not points & set(font.getBestCmap()):
        return False
    options = subset.Options()
    options.layout_features = FEATURES
    options.hinting = False
    options.name_IDs = [0, 13, 14]
    options.flavor = "woff2"
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=points)
    subsetter.subset(font)
    subset.save_font(font, str(target), options)
    return True


if __name__ == "__main__":
    main()
