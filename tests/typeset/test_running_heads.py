"""The head of a page tells what can be cited on it."""

from __future__ import annotations

import pytest

from booklet.typeset.engine import Engine, LaidOutPage, StyleSheet
from booklet.typeset.fetch import CourseFetcher
from booklet.typeset.running_heads import citation_range, names, ranges, set_ranges

STYLE = StyleSheet(
    """
    @page { size: 300px 140px; margin: 20px }
    html { font: 16px/20px monospace } p { margin: 0; orphans: 1; widows: 1 }
    .ln { position: absolute }
    """
)


def pages(body: str) -> tuple[LaidOutPage, ...]:
    html = f"<!doctype html><html lang='en'><head><title>T</title></head><body>{body}</body></html>"
    return Engine([STYLE], CourseFetcher(None)).lay_out(html).pages


def paragraph(citation: str, text: str = "words") -> str:
    return f'<p data-cite="{citation}">{text}</p>'


def lines(number: int) -> str:
    return "<br>".join(["words"] * number)


@pytest.mark.parametrize(
    ("first", "last", "shown"),
    [
        ("4.10", "5.3", "4.10–5.3"),
        ("2.14", "2.27", "2.14–27"),
        ("1.2.129", "1.2.171", "1.2.129–171"),
        ("1.2.250", "1.3.4", "1.2.250–1.3.4"),
        ("2.14", "2.14", "2.14"),
    ],
)
def test_a_range_says_once_what_both_ends_share(first: str, last: str, shown: str) -> None:
    assert citation_range(first, last) == shown


def test_a_page_has_the_range_of_its_paragraphs() -> None:
    body = "".join(paragraph(f"1.{number}") for number in range(1, 9))
    assert ranges(pages(body)) == ["1.1–4", "1.5–8"]


def test_a_speech_that_goes_on_overleaf_is_on_both_pages() -> None:
    body = paragraph("1.1") + paragraph("1.2", lines(6)) + paragraph("1.3")
    assert ranges(pages(body)) == ["1.1–2", "1.2–3"]


def test_a_numbered_line_inside_a_paragraph_counts() -> None:
    mark = '<i class="ln" data-cite="1.1.{}">{}</i>'
    text = f"{lines(3)}{mark.format(5, 5)}<br>{lines(6)}{mark.format(10, 10)}"
    assert ranges(pages(paragraph("1.1.1", text))) == ["1.1.1–5", "1.1.5–10"]


def test_a_page_without_speech_has_no_range() -> None:
    assert ranges(pages("<p>A direction.</p>")) == [""]


def test_a_spread_has_each_source_once_on_the_page_where_it_is_met_first() -> None:
    own = [["a"], ["b", "a", "b"], ["a", "c"], ["a"]]
    assert names(own, two_sided=True) == [["a"], ["b", "a"], ["c"], ["a"]]
    assert names(own, two_sided=False) == [["a"], ["b", "a"], ["a", "c"], ["a"]]


def range_beside(head: str) -> float:
    """How far down (px) the range stands beside that head."""
    low = "vertical-align: bottom"
    sheet = StyleSheet(
        f"""
        @page {{ size: 300px 200px; margin: 90px 20px 20px;
                @top-left {{ content: "{head}"; width: 220px; {low} }}
                @top-right {{ content: counter(page); width: 40px; text-align: right; {low} }} }}
        html {{ font: 16px/20px monospace }} p {{ margin: 0 }} .range {{ position: absolute }}
        """
    )
    engine = Engine([sheet], CourseFetcher(None))
    (laid,) = engine.lay_out(paragraph("1.1") + paragraph("1.2")).pages
    spans = '<p><span class="range">1.1–2</span></p>'
    (box,) = engine.lay_out(spans).pages[0].marginals(frozenset({"range"}))
    box.unhang()
    set_ranges([laid], lambda _: [box], two_sided=True)
    return box.top


def test_a_range_without_room_beside_the_head_stands_above_the_page_number() -> None:
    assert range_beside("Short") - range_beside("A head as long as it") == 20
    two_lines = "A head as long as it A head as long as its"
    assert range_beside("Short") - range_beside(two_lines) == 40
