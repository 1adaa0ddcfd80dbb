"""What a style sheet of somebody else's course may ask for."""

from __future__ import annotations

from pathlib import Path

import pytest

from booklet.markup.allowed_css import Fault, Reader, counted_out, judged
from booklet.markup.css import written
from booklet.shipped import shipped_folder

READERS: dict[str, Reader] = {"print": "booklet", "page": "browser", "default": "booklet"}
SHEETS = sorted(shipped_folder("styles").rglob("*.css"))


def told(css: str, reader: Reader = "booklet") -> list[Fault]:
    return judged(css, reader)[1]


def refused(css: str) -> list[Fault]:
    return [fault for fault in told(css) if not fault.unknown and not fault.counted]


def rewritten(css: str) -> str:
    return written(judged(css, "booklet")[0])


@pytest.mark.parametrize("sheet", SHEETS, ids=[sheet.name for sheet in SHEETS])
def test_the_shipped_sheets_stay_within_the_limits(sheet: Path) -> None:
    assert told(sheet.read_text(encoding="utf-8"), READERS.get(sheet.stem, "sheet")) == []


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
        'p { background: url(x"y); tab-size: 1000000000 }',
        "p { content: 'a\f; tab-size: 1000000000; b: ' }",
        "p { content: 'a\r; tab-size: 1000000000; b: ' }",
        "p { background: image-set('https://a.example/x.png' 1x) }",
        "p { background: -webkit-image-set(url(x.png) 1x) }",
        "p { background: cross-fade(url(x.png), url(y.png)) }",
        "p { --x: src('https://a.example/x.png') }",
        "p { color: red; @import 'x.css'; }",
        "pre { /* } */ tab-size: 1000000000 }",
        'p { content: "}"; tab-size: 1000000000 }',
    ],
)
def test_what_hangs_or_ends_the_typesetter_is_refused(css: str) -> None:
    assert refused(css)


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
        ".tight { letter-spacing: 0.005em; margin: -0.001em; word-spacing: .002em }",
        ".md\\:wide { width: 1e2mm } .\\31 st { color: red }",
        "p { c\\6flor: red; /* a \\ in a comment */ quotes: '\\201C' '\\201D' }",
        "p { animation: turn 30000ms } @supports (display: grid) { p { display: grid } }",
        "@media (width < 600px) { p { color: rgb(1 2 3 / 50%) } }",
        "@charset 'utf-8'; p { color: red }",
    ],
)
def test_what_booklets_look_like_is_allowed(css: str) -> None:
    assert told(css) == []


@pytest.mark.parametrize(
    ("css", "place", "hint"),
    [
        ("p {\n  colour: red }", (2, 3), "Did you mean `color`?"),
        ("p { color: rbg(1, 2, 3) }", (1, 12), "Did you mean `rgb`?"),
        ("@meida print { p { color: red } }", (1, 1), "Did you mean `@media`?"),
        ("@font-face { font-famly: X }", (1, 14), "Did you mean `font-family`?"),
        ('p { background: url(x"y) }', (1, 17), ""),
        ("p { color red }", (1, 11), ""),
    ],
)
def test_what_no_reader_of_css_knows_is_told_with_the_nearest_name_and_left_out(
    css: str, place: tuple[int, int], hint: str
) -> None:
    (fault,) = told(css)
    assert fault.unknown
    if hint:
        assert ((fault.line, fault.column), fault.hint) == (place, hint)
    assert told(rewritten(css)) == []


def test_what_is_written_keeps_its_lines_and_can_end_no_element() -> None:
    css = "/* one\ntwo */ p {\n  content: '</style><b>';\n color: red }\n\nb { top: 0 }"
    made = rewritten(css)
    assert "<" not in made
    assert made.split("\n")[1].strip() == "p {"
    assert made.split("\n")[5] == "b { top: 0 }"


def test_a_tiny_length_in_a_custom_property_depends_on_what_it_is_for() -> None:
    css = ":root { --a: 0.001em; --b: 0.001em } p { letter-spacing: var(--a); columns: var(--b) }"
    items, found = judged(css, "booklet")
    assert [fault.counted for fault in found] == ["--a", "--b"]
    assert counted_out(items) == {"--b"}
