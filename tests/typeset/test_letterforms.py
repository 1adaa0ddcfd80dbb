"""A course's font that draws letters as others is found; other fonts are let be."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from string import ascii_letters, digits

import pytest
from fontTools.ttLib import TTFont

from booklet.shipped import shipped_folder
from booklet.typeset.letterforms import Misdrawn, misdrawn

FONTS = shipped_folder("styles") / "fonts"
BOLD = FONTS / "source-sans-3" / "SourceSans3-BoldItalic.ttf"


def exchanged(**pairs: str) -> bytes:
    """A shipped font in which some letters have the pictures of others."""
    font = TTFont(BOLD)
    glyphs = dict(font.getBestCmap())
    for table in font["cmap"].tables:
        table.cmap |= {ord(one): glyphs[ord(other)] for one, other in pairs.items()}
    file = BytesIO()
    font.save(file)
    return file.getvalue()


def test_letters_exchanged_are_found() -> None:
    font = exchanged(a="b", b="a", s="g")
    assert misdrawn(font, "a bus") == (Misdrawn("a", "b"), Misdrawn("b", "a"), Misdrawn("s", "g"))


def test_only_letters_that_are_set_count() -> None:
    assert misdrawn(exchanged(a="b"), "nothing much more") == ()


@pytest.mark.parametrize("path", sorted(FONTS.rglob("*.ttf")), ids=lambda path: path.name)
def test_shipped_fonts_draw_what_they_should(path: Path) -> None:
    assert misdrawn(path.read_bytes(), ascii_letters + digits + "ΑΒΓΔαβγδАБВГДабвгд") == ()


def test_capitals_for_small_letters_are_a_style_of_type() -> None:
    assert misdrawn(exchanged(a="A", r="R", n="N"), "barn") == ()


def test_what_is_no_font_is_left_to_the_typesetter() -> None:
    assert misdrawn(b"no font", "abc") == ()
