"""Cut the shipped fonts into WOFF2 files for web page and EPUB: `python -m tools.web_fonts`.

In: the TTF files of `styles/fonts`. Out: `styles/fonts/web/*.woff2`, one a face and writing
system, and `fonts.json`, which says what each holds. Run it when a font changes; the files
are kept in the repository, because cutting takes seconds and a build should not.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import groupby
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
    "greek-ext": [(0x1F00, 0x1FFF)],
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
            held = cut(FONTS / f"{source}.ttf", points, WEB / name)
            if held:
                listing.append(
                    {
                        "file": name,
                        "family": family,
                        "weight": weight,
                        "style": style,
                        "ranges": list(in_ranges(held)),
                    }
                )
    lines = ",\n".join(json.dumps(entry) for entry in listing)
    (WEB / "fonts.json").write_text(f"[\n{lines}\n]\n", encoding="utf-8")


def in_ranges(points: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Code points as ranges, first and last included."""
    for _, run in groupby(enumerate(sorted(points)), lambda pair: pair[1] - pair[0]):
        members = [point for _, point in run]
        yield members[0], members[-1]


def cut(source: Path, points: set[int], target: Path) -> set[int]:
    """Write the part of a font that holds `points`, where it holds any of them; gives those.

    The names inside are taken out: the licence of Source Sans reserves its name for the
    unaltered font.
    """
    font = TTFont(source, recalcTimestamp=False)
    held = points & set(font.getBestCmap())
    if not held:
        return held
    options = subset.Options()
    options.layout_features = FEATURES
    options.hinting = False
    options.name_IDs = [0, 13, 14]
    options.notdef_outline = True  # a box, where the device has no font either
    options.flavor = "woff2"
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=points)
    subsetter.subset(font)
    subset.save_font(font, str(target), options)
    return held


if __name__ == "__main__":
    main()
