"""What is painted behind a note goes with it to wherever the note goes."""

from __future__ import annotations

from typing import Any

from booklet.typeset.engine import Engine, LaidOutPage, Marginal, StyleSheet
from booklet.typeset.fetch import CourseFetcher

STYLE = StyleSheet(
    """
    @page { size: 400px 300px; margin: 20px 200px 20px 20px }
    html { font: 16px/20px monospace } p { margin: 0 }
    .note { position: absolute; left: 180px; width: 100px; padding: 4px; background: yellow }
    .note b { background: linear-gradient(red, blue) }
    """
)


def note() -> Marginal:
    text = "<b>Words</b> that are said of them at some length, over several lines"
    body = f'<p>A line.<span class="note" id="n">{text}</span></p>'
    html = f"<!doctype html><html lang='en'><head><title>T</title></head><body>{body}</body></html>"
    page: LaidOutPage = Engine([STYLE], CourseFetcher(None)).lay_out(html).pages[0]
    (found,) = page.marginals(frozenset({"note"}))
    return found


def painted(box: Any) -> list[tuple[float, ...]]:
    """Where the box and all in it are painted, from top to bottom."""
    found = (
        [tuple(layer.painting_area) for layer in box.background.layers] if box.background else []
    )
    for child in getattr(box, "children", ()):
        found += painted(child)
    return found


def border_box(box: Any) -> tuple[float, ...]:
    return (box.border_box_x(), box.border_box_y(), box.border_width(), box.border_height())


def test_a_note_that_is_moved_is_painted_where_it_stands() -> None:
    moved = note()
    before = painted(moved._placeholder._box)
    moved.move_to(220, 150)
    assert painted(moved._placeholder._box) == before
    moved.paint()
    own, word = painted(moved._placeholder._box)
    assert own == border_box(moved._placeholder._box)
    assert own[:2] == (220, 150)
    assert word[1] - own[1] == before[1][1] - before[0][1]


def test_each_piece_of_a_note_is_painted_as_high_as_it_is() -> None:
    pieces = note().split(50)
    assert len(pieces) > 1
    for piece in pieces:
        piece.paint()
        box = piece._placeholder._box
        assert painted(box)[0] == border_box(box)
