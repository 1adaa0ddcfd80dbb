"""A word wider than its line is broken, wherever in the line it begins."""

from __future__ import annotations

import pytest
from weasyprint.formatting_structure import boxes

from booklet.typeset.engine import Engine, StyleSheet
from booklet.typeset.fetch import CourseFetcher

STYLE = StyleSheet(
    """
    @page { size: 200px 300px; margin: 20px }
    html { font: 16px/20px monospace; overflow-wrap: anywhere } p { margin: 0 }
    .half { table-layout: fixed; width: 100% }
    .note { position: absolute; left: 0; width: 90px }
    """
)
LONG = "Straßenbahnhaltestellenhäuschentürschlossbauer"


def lines_of(body: str) -> list[tuple[float, str]]:
    """Right edge in px and words of each line of the only page."""
    html = f"<!doctype html><html lang='en'><head><title>T</title></head><body>{body}</body></html>"
    (page,) = Engine([STYLE], CourseFetcher(None)).lay_out(html).pages
    return [
        (line.position_x + line.width, "".join(box.text for box in texts))
        for line in page._box.descendants(placeholders=True)
        if isinstance(line, boxes.LineBox)
        and (texts := [box for box in line.descendants() if isinstance(box, boxes.TextBox)])
    ]


@pytest.mark.parametrize(
    "body",
    [
        f"<p>(<em>{LONG}</em>)</p>",
        f"<p>of the (<em>{LONG}</em>) one</p>",
        f"<p>“<strong><em>{LONG}</em></strong>”, she said.</p>",
        f"<p><em>V</em>{LONG}</p>",
        f"<p>[<em>{LONG}</em><strong>{LONG}</strong>]</p>",
        f"<table class='half'><tr><td>(<em>{LONG}</em>)</td><td>two</td></tr></table>",
    ],
    ids=["bracket", "mid-line", "quoted", "after-emphasis", "two-in-one", "cell"],
)
def test_a_long_word_stays_within_its_column(body: str) -> None:
    lines = lines_of(body)
    assert all(right <= 180.5 for right, _ in lines)
    assert "".join(text for _, text in lines).replace(" ", "").count(LONG) == body.count(LONG)


def test_a_long_word_of_a_note_stays_within_its_note() -> None:
    lines = lines_of(f"<p>A word<span class='note'>(<em>{LONG}</em>)</span> is here.</p>")
    assert [text for right, text in lines if right > 90.5 and LONG[-5:] in text] == []


def test_words_that_fit_are_not_broken() -> None:
    lines = lines_of(f"<p>several words (<em>{LONG}</em>) stand around it, all unbroken here</p>")
    words = " ".join(text for _, text in lines).split()
    assert {"several", "words", "stand", "around", "unbroken"} <= set(words)


def test_text_of_a_page_s_margin_is_no_element_and_left_as_it_is() -> None:
    margin = StyleSheet("@page { @top-left { content: 'şe\u0301\u0323 ọ\u0301na'; width: 9px } }")
    html = (
        "<!doctype html><html lang='tr'><head><title>T</title></head><body><p>a</p></body></html>"
    )
    assert len(Engine([STYLE, margin], CourseFetcher(None)).lay_out(html).pages) == 1
