"""Greek in capitals and small capitals has no accents; in its own case it keeps them."""

from __future__ import annotations

import pytest

from booklet.typeset.greek import without_accents
from tests.typeset.pressed import pdf_of, text_of


@pytest.mark.parametrize(
    ("typed", "bare"),
    [
        ("Έλληνας", "Ελληνας"),
        ("ΆΝΝΑ", "ΑΝΝΑ"),
        ("ἄνθρωπος ῥήτωρ", "ανθρωπος ρητωρ"),
        ("τῷ ᾠδῇ", "τωι ωιδηι"),
        ("προϊόν ΐ ΰ", "προϊον ϊ ϋ"),
        ("Μάιος ρόιδι άυλος", "Μαϊος ροϊδι αϋλος"),
        ("αίμα Ἅιδης", "αιμα Αιδης"),
        ("ναι ή όχι", "ναι ή οχι"),
        ("ήτα", "ητα"),
        ("Ñandú Élan йод", "Ñandú Élan йод"),
    ],
)
def test_capitals_drop_accents_breathings_and_the_iota_below(typed: str, bare: str) -> None:
    assert without_accents(typed) == bare


@pytest.mark.parametrize(
    ("style", "printed"),
    [
        ("font-style: italic", "Έλληνας"),
        ("font-variant-caps: small-caps", "Ελληνας"),
        ("font-variant-caps: all-small-caps", "Ελληνας"),
        ("text-transform: uppercase", "ΕΛΛΗΝΑΣ"),
    ],
)
def test_they_are_dropped_where_the_style_asks_for_capitals(style: str, printed: str) -> None:
    assert text_of(pdf_of(f'<p style="{style}">Έλληνας</p>')) == [printed]
