"""Make the fallback fonts: `python -m tools.fallback_fonts FOLDER`.

In: a folder in which these packages are unpacked, for the fonts of the Noto project under the
SIL Open Font License 1.1:

* Debian's fonts-noto-core and fonts-noto-mono, 20201225-1 (`apt-get download`, `dpkg-deb -x`)
* npm's @expo-google-fonts/noto-emoji 0.4.7 (`npm pack`, `tar x`)

Out: `styles/fonts/fallback/*.ttf`, which print what the text's own fonts lack. They are without
hinting, which paper does not need. They have names of their own, so that a course may bring the
whole fonts under theirs: two files of one name would be taken for one in the PDF.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from fontTools import subset
from fontTools.merge import Merger
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._c_m_a_p import CmapSubtable

FONTS = Path(__file__).resolve().parent.parent / "styles" / "fonts"
TARGET = FONTS / "fallback"
TEXT = FONTS / "eb-garamond" / "EBGaramond-Regular.ttf"

SPACES = {0x20, 0xA0}
"""Each font has them: the space behind a sign is set in the sign's font."""

SYMBOLS = range(0x2000, 0x1FC00)
RIGHT_TO_LEFT = range(0x590, 0xFF00)
SHAPING = ["*"]
ACCENTS = ["ccmp", "locl", "mark", "mkmk"]


@dataclass(frozen=True, slots=True)
class Source:
    """A file, and which of its characters are taken."""

    file: str
    points: range = range(0x20, 0x110000)


@dataclass(frozen=True, slots=True)
class Fallback:
    """A font to make. A character that several sources have is taken from the first.

    `features` are those of the layout that are kept: a font made of several has none.
    `without` are fonts whose characters it need not have.
    """

    name: str
    sources: tuple[Source, ...]
    features: list[str]
    without: tuple[Path, ...] = ()


def written(name: str) -> Path:
    """The file of a fallback font."""
    return TARGET / f"Booklet{name}.ttf"


EMOJI = written("Emoji")

FALLBACKS = (
    Fallback("Letters", (Source("NotoSerif-Regular.ttf"),), ACCENTS, (TEXT,)),
    Fallback("Hebrew", (Source("NotoSerifHebrew-Regular.ttf", RIGHT_TO_LEFT),), SHAPING),
    Fallback("Arabic", (Source("NotoNaskhArabic-Regular.ttf", RIGHT_TO_LEFT),), SHAPING),
    Fallback("Emoji", (Source("NotoEmoji_400Regular.ttf"),), SHAPING),
    Fallback(
        "Symbols",
        (
            Source("NotoSansSymbols-Regular.ttf", SYMBOLS),
            Source("NotoSansSymbols2-Regular.ttf", SYMBOLS),
            Source("NotoMusic-Regular.ttf", SYMBOLS),
            Source("NotoSansMath-Regular.ttf", SYMBOLS),
            Source("NotoSansMono-Regular.ttf", range(0x2500, 0x25A0)),
        ),
        [],
        (TEXT, written("Letters"), EMOJI),
    ),
)

SELECTORS = (0xFE0E, 0xFE0F)
"""Behind a character: as a text, as a picture."""

SPACE, ASCENT, DESCENT = 0.25, 1.0, 0.3
X_HEIGHT, CAP_HEIGHT = 0.45, 0.65
"""Of the em, as EB Garamond has them."""

NAMES = {
    1: "Booklet {name}",
    2: "Regular",
    3: "Booklet{name}-Regular",
    4: "Booklet {name} Regular",
    6: "Booklet{name}-Regular",
}
KEPT_NAMES = [0, 13, 14]
"""The copyright and the licence of the originals."""


def main() -> None:
    """Make them all."""
    folder = Path(sys.argv[1])
    TARGET.mkdir(exist_ok=True)
    for fallback in FALLBACKS:
        make(fallback, folder)


def make(fallback: Fallback, folder: Path) -> None:
    """Cut the sources, join them, and write `Booklet<Name>.ttf`."""
    had: set[int] = set()
    for path in fallback.without:
        # ☎ is a sign in a font of symbols, and a picture in one of emoji.
        had |= {point for point in points_of(path) if path != EMOJI or point > 0xFFFF}
    with TemporaryDirectory() as scratch:
        pieces: list[str] = []
        made = 0
        for source in fallback.sources:
            font = TTFont(next(folder.rglob(source.file)), recalcTimestamp=False)
            made = made or font["head"].modified
            points = {point for point in font.getBestCmap() if point in source.points} - had
            had |= points | SPACES
            cut(font, points | (SPACES if not pieces else set()), fallback.features)
            pieces.append(f"{scratch}/{source.file}")
            font.save(pieces[-1])
        font = Merger().merge(pieces) if len(pieces) > 1 else TTFont(pieces[0])
        rename(font, fallback.name, TTFont(pieces[0]))
        fit(font)
        select(font)
        font["head"].created = font["head"].modified = made
        font.recalcTimestamp = False
        font.save(written(fallback.name))
    size = written(fallback.name).stat().st_size
    print(f"{fallback.name:10}{len(font.getBestCmap()):6} characters{size:9,} bytes")


def cut(font: TTFont, points: Iterable[int], features: list[str]) -> None:
    """Leave in a font what these characters need."""
    options = subset.Options()
    options.hinting = False
    options.layout_features = features
    options.name_IDs = KEPT_NAMES
    options.notdef_outline = True
    options.drop_tables += ["MATH", "STAT"] + ([] if features else ["GDEF", "GPOS", "GSUB"])
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=points)
    subsetter.subset(font)


def rename(font: TTFont, name: str, original: TTFont) -> None:
    """Its own names, and the copyright and licence of the original."""
    table = font["name"]
    table.names = [record for record in original["name"].names if record.nameID in KEPT_NAMES]
    for identifier, text in NAMES.items():
        table.setName(text.format(name=name), identifier, 3, 1, 0x409)


def fit(font: TTFont) -> None:
    """Make its space that of a text, and its lines no taller than it needs."""
    em = font["head"].unitsPerEm
    cmap, widths = font.getBestCmap(), font["hmtx"]
    for point in SPACES & set(cmap):
        widths[cmap[point]] = (round(SPACE * em), 0)
    heights, lines = font["hhea"], font["OS/2"]
    heights.ascent = lines.sTypoAscender = lines.usWinAscent = round(ASCENT * em)
    heights.descent = lines.sTypoDescender = round(-DESCENT * em)
    lines.usWinDescent = round(DESCENT * em)
    # Small capitals that a font has not are drawn as large as these two are to each other.
    lines.sxHeight, lines.sCapHeight = round(X_HEIGHT * em), round(CAP_HEIGHT * em)
    heights.lineGap = lines.sTypoLineGap = 0


def select(font: TTFont) -> None:
    """Let a variation selector behind a character change nothing.

    A shaper that does not find the two in the font leaves an empty glyph for the selector, and
    the text of both is lost in the PDF (WeasyPrint 70).
    """
    every = [(point, None) for point in sorted(font.getBestCmap())]
    table = CmapSubtable.newSubtable(14)
    table.platformID, table.platEncID, table.language, table.cmap = 0, 5, 0xFF, {}
    table.uvsDict = dict.fromkeys(SELECTORS, every)
    font["cmap"].tables = [each for each in font["cmap"].tables if each.format != 14] + [table]


def points_of(path: Path) -> set[int]:
    """The characters of a font."""
    return set(TTFont(path, lazy=True).getBestCmap())


if __name__ == "__main__":
    main()
