"""The divisions of a page as CSS.

In: a `Geometry`. Out: the `@page` rules and sizes that say so to the typesetter.
"""

from __future__ import annotations

from urllib.parse import quote

from booklet.geometry import Geometry
from booklet.model import Ruling, Sides

PX_PER_MM = 96 / 25.4
RULE_SPACING = 8.0  # mm between two lines to write on
DOT_SPACING = 2.0  # mm between two dots of such a line
MEASURING_ROOM = 20_000.0  # CSS px above the page, where no note meets the page's end and breaks


FOOTNOTES = """
.note { float: footnote; footnote-display: block }
.note::footnote-call, .note::footnote-marker { content: none }
"""
"""Notes as footnotes; the mark in the text is ours. A course's own sheets may not say so: what
comes to stand there must have room (`edit.shares`)."""


def stylesheet(
    page: Geometry, sides: Sides = "two", ruled_margin: Ruling = "", *, footnotes: bool = False
) -> str:
    """The `@page` rules and sizes of this geometry. Themes and courses may overrule them.

    Of leaves printed on one side each is a right-hand page. A `ruled_margin` has lines to
    write on where notes would stand; `footnotes` stand at the foot of the page. `--to-edge` is
    the distance from the text to the outer edge of what is printed, `--folio-width` what the page
    number and the citations beside it take of the head over the text, `--head-lines` how many
    lines that may have.
    """
    inner, outer = page.matter
    return f"""
@page {{ size: {page.width:g}mm {page.height:g}mm; margin: {page.top:g}mm 0 {page.bottom:g}mm }}
{_margins("", page.inner, page.outer, sides)}
{_margins(_matter_page(sides), inner, outer, sides)}
{_margins("title", inner, outer, sides)}
html {{ font-size: {page.type_size:g}pt; line-height: {page.leading:g}pt }}
html {{ --to-edge: {page.gap + page.note:g}mm; --folio-width: {page.folio:g}mm }}
html {{ --head-lines: {page.head_lines} }}
.note, .carry {{ top: -{MEASURING_ROOM:g}px; width: {page.note:g}mm }}
.note, .carry {{ font-size: calc({page.note_size:g}pt * var(--note-scale, 1)) }}
.note, .carry {{ line-height: var(--note-leading, {page.note_leading / page.note_size:.3g}) }}
.names {{ width: {page.text:g}mm }}
.room {{ {_rules()} }}
{_ruled_margins(page, sides, ruled_margin) if ruled_margin else ""}
{FOOTNOTES if footnotes else ""}"""


def _matter_page(sides: Sides) -> str:
    return "matter" if sides == "two" else "single-matter"


def _margins(name: str, inner: float, outer: float, sides: Sides) -> str:
    left, right = (outer, inner) if sides == "two" else (inner, outer)
    return (
        f"@page {name}:right {{ margin-left: {inner:g}mm; margin-right: {outer:g}mm }}\n"
        f"@page {name}:left {{ margin-left: {left:g}mm; margin-right: {right:g}mm }}"
    )


def _ruled_margins(page: Geometry, sides: Sides, ruling: Ruling) -> str:
    box = f"content: ''; width: {page.note:g}mm; {_rules(ruling)}"
    right = f"@right-middle {{ {box}; margin-left: {page.gap:g}mm }}"
    left = f"@left-middle {{ {box}; margin-right: {page.gap:g}mm }}"
    return f"""
@page :right {{ {right} }}
@page :left {{ {left if sides == "two" else right} }}
@page title {{ @right-middle {{ content: none }} @left-middle {{ content: none }} }}
@page {_matter_page(sides)} {{ @right-middle {{ content: none }} @left-middle {{ content: none }} }}
"""


def _rules(ruling: Ruling = "lines") -> str:
    """Lines to write on, as a background: no part of the text, and never cut in the middle."""
    spacing = f"{RULE_SPACING:g}mm"
    if ruling == "dots":
        dot = (
            f"<svg xmlns='http://www.w3.org/2000/svg' width='{DOT_SPACING:g}mm' "
            f"height='{spacing}' viewBox='0 0 {DOT_SPACING:g} {RULE_SPACING:g}'>"
            f"<circle cx='1' cy='{RULE_SPACING - 0.5:g}' r='.22' fill='#777'/></svg>"
        )
        return (
            f'background: url("data:image/svg+xml,{quote(dot)}") '
            f"0 0 / {DOT_SPACING:g}mm {spacing} repeat"
        )
    line = (
        "<svg xmlns='http://www.w3.org/2000/svg' width='10mm' "
        f"height='{spacing}' viewBox='0 0 10 {RULE_SPACING:g}' preserveAspectRatio='none'>"
        f"<path d='M0 {RULE_SPACING - 0.5:g}H10' stroke='#888' stroke-width='.2'/></svg>"
    )
    return f'background: url("data:image/svg+xml,{quote(line)}") 0 0 / 100% {spacing} repeat-y'
