"""What the program relies on in WeasyPrint's private side.

A failure here after a new WeasyPrint means: read `booklet/typeset/engine.py` again.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from traceback import walk_tb
from types import FrameType

import pytest
from weasyprint.formatting_structure import boxes
from weasyprint.layout import block

from booklet.typeset.engine import (
    Engine,
    LaidOut,
    PageLimitError,
    StyleSheet,
    page_at_work,
    sections_at_work,
)
from booklet.typeset.fetch import CourseFetcher

STYLE = StyleSheet(
    """
    @page { size: 400px 300px; margin: 20px 100px 20px 20px }
    html { font: 16px/20px monospace } p { margin: 0; orphans: 1; widows: 1 }
    .note { position: absolute; top: -5000px; left: 0; width: 70px; font-size: 10px }
    .step { position: absolute }
    """
)
NOTES = frozenset({"note"})


def laid_out(body: str, most_pages: int | None = None) -> LaidOut:
    html = f"<!doctype html><html lang='en'><head><title>T</title></head><body>{body}</body></html>"
    return Engine([STYLE], CourseFetcher(None)).lay_out(html, most_pages=most_pages)


def note(name: str, text: str = "a note") -> str:
    return f'<span class="note" id="{name}">{text}</span>'


def test_a_note_is_found_on_the_page_where_its_words_stand() -> None:
    pages = laid_out(
        "<p>first page</p>" + "<p>line</p>" * 14 + f"<p>second {note('n')}page</p>"
    ).pages
    assert [[m.id for m in page.marginals(NOTES)] for page in pages] == [[], ["n"]]


def test_a_paragraph_that_breaks_over_two_pages_has_its_notes_on_both() -> None:
    words = "word " * 300
    pages = laid_out(f"<p>{note('early')}{words}{note('late')}end</p>").pages
    assert [m.id for m in pages[0].marginals(NOTES)] == ["early"]
    assert [m.id for m in pages[-1].marginals(NOTES)] == ["late"]


def test_notes_take_no_room_in_the_text() -> None:
    def lines(body: str) -> list[int]:
        return [round(page.bottom) for page in laid_out(body).pages]

    text = "word " * 500
    assert lines(f"<p>{text}</p>") == lines(f"<p>{note('a', text)}{text}{note('b')}</p>")


def test_marginals_come_in_the_order_of_the_document_after_being_moved_too() -> None:
    body = (
        f"<p>{note('a')}one</p><div style='display:table'><p>{note('b')}two</p>"
        f"<p>{note('c')}three</p></div><p><b>{note('d')}four</b></p>"
    )
    page = laid_out(body).pages[0]
    for marginal in page.marginals(NOTES):
        marginal.hang_after_paragraph()
    assert [m.id for m in page.marginals(NOTES)] == ["a", "b", "c", "d"]


def test_baselines_are_those_of_the_line_and_of_the_note() -> None:
    first, second = (
        laid_out(f"<p>{note('a')}one</p><p>{note('b')}two</p>").pages[0].marginals(NOTES)
    )
    assert first.line_baseline is not None
    assert second.line_baseline is not None
    assert second.line_baseline - first.line_baseline == pytest.approx(20)
    assert first.first_baseline == second.first_baseline < 0


def test_a_tall_note_is_measured_whole_and_split_between_lines() -> None:
    page = laid_out(f"<p>{note('a', 'word ' * 200)}one</p>").pages[0]
    (tall,) = page.marginals(NOTES)
    whole = tall.height
    assert whole > 1000
    pieces = tall.split(200)
    assert all(piece.height <= 200 for piece in pieces)
    assert sum(piece.height for piece in pieces) == pytest.approx(whole)


def test_a_complaint_of_the_typesetter_is_kept() -> None:
    style = StyleSheet("p { colour: red }")
    html = "<!doctype html><html lang='en'><head><title>T</title></head><p>x</p></html>"
    (complaint,) = Engine([style], CourseFetcher(None)).lay_out(html).complaints
    assert (complaint.name, complaint.value.strip()) == ("colour", "red")
    assert (complaint.sheet, complaint.line, complaint.column) == (0, 1, 5)


def test_nothing_outside_the_given_folders_is_read(tmp_path: Path) -> None:
    (tmp_path / "course").mkdir()
    (tmp_path / "secret.png").write_bytes(b"secret")
    for address in (
        "../secret.png",
        "file:///etc/passwd",
        "http://example.org/x.png",
        "%2e%2e/secret.png",
    ):
        fetcher = CourseFetcher(tmp_path / "course")
        html = (
            "<!doctype html><html lang='en'><head><title>T</title></head>"
            f"<img alt='x' src='{address}'></html>"
        )
        Engine([], fetcher).lay_out(html)
        assert [problem.code for problem in fetcher.problems] == ["resource-refused"], address


SECTIONS = "".join(
    f"<section><h2 id='scene-{number}'>scene</h2>{'<p>line</p>' * 20}</section>"
    for number in (1, 2, 3)
)


def test_layout_stops_at_the_page_that_is_too_many_and_its_section_can_be_told() -> None:
    with pytest.raises(PageLimitError) as caught:
        laid_out(SECTIONS, most_pages=2)
    frames = [frame for frame, _ in walk_tb(caught.tb)][::-1]
    assert page_at_work(frames) == 3
    assert "scene-2" in sections_at_work(frames)
    assert len(laid_out(SECTIONS, most_pages=9).pages) == 6


def test_page_and_section_can_be_told_while_a_block_is_laid_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    seen: list[tuple[int | None, str]] = []
    layout: Callable[..., object] = block.block_level_layout

    def watched(context: object, box: object, *rest: object, **named: object) -> object:
        if getattr(box, "element_tag", "") == "p":
            frames: list[FrameType] = []
            frame: FrameType | None = sys._getframe()
            while frame is not None:
                frames.append(frame)
                frame = frame.f_back
            seen.append((page_at_work(frames), next(sections_at_work(frames), "")))
        return layout(context, box, *rest, **named)

    monkeypatch.setattr(block, "block_level_layout", watched)
    laid_out(SECTIONS)
    assert seen[0] == (1, "scene-1")
    assert (3, "scene-2") in seen
    assert seen[-1] == (6, "scene-3")


def test_every_page_has_the_styles_of_its_own_kind() -> None:
    # The engine finds them by itself: it must find what WeasyPrint would.
    style = StyleSheet(
        "@page { size: 200px 100px; margin: 20px; @top-left { content: counter(page) } }"
        "@page :left { margin-left: 40px; @top-left { content: 'left' } }"
        "@page :first { margin-left: 60px; @top-left { content: none } }"
    )
    html = "<title>T</title>" + "<p style='break-after: page'>x</p>" * 4
    pages = Engine([style], CourseFetcher(None)).lay_out(html).pages
    heads = [
        "".join(
            text.text
            for child in page._box.children
            if isinstance(child, boxes.MarginBox)
            for text in child.descendants()
            if isinstance(text, boxes.TextBox)
        )
        for page in pages
    ]
    assert [page.left for page in pages[:4]] == [60, 40, 20, 40]
    assert heads[:4] == ["", "left", "3", "left"]
