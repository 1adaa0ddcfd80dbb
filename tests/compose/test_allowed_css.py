"""What a style sheet of somebody else's course may ask for."""

from __future__ import annotations

from pathlib import Path

import pytest

from booklet.compose.allowed_css import Reader, faults
from booklet.shipped import shipped_folder

READERS: dict[str, Reader] = {"print": "booklet", "page": "browser", "default": "booklet"}
SHEETS = sorted(shipped_folder("styles").rglob("*.css"))


@pytest.mark.parametrize("sheet", SHEETS, ids=[sheet.name for sheet in SHEETS])
def test_the_shipped_sheets_stay_within_the_limits(sheet: Path) -> None:
    assert list(faults(sheet.read_text(encoding="utf-8"), READERS.get(sheet.stem, "sheet"))) == []


@pytest.mark.parametrize(
    "css",
    [
        "pre { tab-size: 1000000000 }",
        "p { font-size: 1e300px }",
        "p { letter-spacing: 99999999px }",
        "p { font-size: 99999999999999999999999999px }",
        "p { counter-reset: n 1000000000 }",
        "p { column-width: 0.001px }",
        "p { columns: 100000 }",
        "p { background: repeating-linear-gradient(red 0, blue .0001px) }",
        "p { background: linear-gradient(" + "red," * 5000 + "red) }",
        "p { box-shadow: " + "0 0 9px red," * 2000 + "0 0 red }",
        "p { grid-column: 1000000 }",
        "p { grid-row: span 5000 }",
        "p { grid-template-columns: repeat(1000000, 1px) }",
        "p { content: '" + "x" * 10000 + "' }",
        "p::before { content: " + "attr(class) " * 100 + "}",
        "p { --a: var(--b) var(--b); --b: var(--c) var(--c) }",
        "@page { size: 1px 1px }",
        "p { float: footnote }",
        "p { box-decoration-break: clone }",
        "p:has(~ p) { color: red }",
        "p ~ p ~ p ~ p { color: red }",
        "a " * 40 + "{ color: red }",
        "p { width: calc(" + "(" * 50 + "1px" + ")" * 50 + ") }",
        "p" + ":not(" * 300 + "a" + ")" * 300 + "{ color: red }",
        "p { & p { & p { & p { & p { color: red } } } } }",
        "@media print {" * 50 + "}" * 50,
        "p { color: red }" * 5000,
        "/* x */ " + "p { color: red; border: 1px solid }" * 3000 + " " * 300_000,
        "pre { ta\\62-size: 1000000000 }",
        "pre { tab\\-size: 1000000000 }",
        "pre { /* } */ tab-size: 1000000000 }",
        'p { content: "}"; tab-size: 1000000000 }',
    ],
)
def test_what_hangs_or_ends_the_typesetter_is_refused(css: str) -> None:
    assert list(faults(css, "booklet"))


@pytest.mark.parametrize(
    "css",
    [
        ":root { --accent: #1d4f6e; --line: 1px solid var(--accent) }",
        "@media print { .who:not(.x) > b:nth-child(2n+1) { margin: 0 -3mm calc(1em + 2px) } }",
        "@page :left { @top-left { content: counter(page) ' · ' string(booklet) } margin: 20mm }",
        ".a { background: url(data:image/png;base64," + "A" * 400_000 + ") }",
        ".a { background: url('paper.png') }",
        ".lines { background: repeating-linear-gradient(#fff 0 7mm, #ccc 7mm 7.1mm) }",
        ".grid { display: grid; grid-template-columns: repeat(3, 1fr); gap: 2mm }",
        ".a::before { content: '\\201C' attr(data-a) } .b { z-index: 99999; color: #1e9999 }",
        "@font-face { font-family: Own; src: url(Own.ttf); unicode-range: U+0-10FFFF }",
        ".two { columns: 2; column-gap: 6mm } .w { font-weight: 700; line-height: 1.35 }",
    ],
)
def test_what_booklets_look_like_is_allowed(css: str) -> None:
    assert list(faults(css, "booklet")) == []
