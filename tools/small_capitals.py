"""Figures among small capitals stay figures: EB Garamond sets a small capital 1 like an I.

`python -m tools.small_capitals` takes the figures out of the substitutions for small
capitals (`smcp`, `c2sc`) of the shipped faces; `python -m tools.web_fonts` cuts the web's
from them afterwards. Run again it changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from fontTools.ttLib import TTFont

FOLDER = Path("styles/fonts/eb-garamond")
_FEATURES = frozenset({"smcp", "c2sc"})


def substitutions(font: TTFont) -> Iterator[dict[str, str]]:
    """The single substitutions that make small capitals: from glyph to glyph."""
    table: Any = font["GSUB"].table
    lookups = {
        index
        for record in table.FeatureList.FeatureRecord
        if record.FeatureTag in _FEATURES
        for index in record.Feature.LookupListIndex
    }
    for index in sorted(lookups):
        for each in table.LookupList.Lookup[index].SubTable:
            yield getattr(getattr(each, "ExtSubTable", each), "mapping", {})


def figures(font: TTFont) -> set[str]:
    """The glyphs of the figures."""
    return {font.getBestCmap()[ord(figure)] for figure in "0123456789"}


def main() -> None:
    """Writes the faces anew where they have such substitutions."""
    for path in sorted(FOLDER.glob("*.ttf")):
        with TTFont(path, recalcTimestamp=False) as font:
            changed = False
            for mapping in substitutions(font):
                for glyph in figures(font) & mapping.keys():
                    del mapping[glyph]
                    changed = True
            if changed:
                font.save(path)


if __name__ == "__main__":
    main()
