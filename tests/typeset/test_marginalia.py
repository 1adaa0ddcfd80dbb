"""Notes beside their lines: what a reader sees on the laid-out pages."""

from __future__ import annotations

from itertools import pairwise

import pytest

from booklet.geometry import page_geometry
from booklet.model import Edition, Note, Paper, Script, Series, Settings, Span
from booklet.typeset.carry_marks import LaidOutMarks
from booklet.typeset.engine import Engine, LaidOut, LaidOutPage, Marginal, StyleSheet
from booklet.typeset.fetch import CourseFetcher
from booklet.typeset.geometry import PX_PER_MM, stylesheet
from booklet.typeset.marginalia import CarryMark, NoteMove, SetMargins, set_margins
from booklet.typeset.running_heads import set_names, set_ranges

PAPER = Paper("", 148, 120)
PAGE = page_geometry(PAPER)
assert PAGE is not None
GAP = PAGE.gap * PX_PER_MM
STYLES = [
    StyleSheet(stylesheet(PAGE)),
    StyleSheet(
        "p { margin: 0; orphans: 1; widows: 1 } h2 { margin: 0; font-size: 1em }"
        ".note, .carry, .cite { position: absolute } .cite { font-size: 8px }"
        ".further-notes { break-after: page }"
    ),
]
SPAN = Span("script.fountain")
SERIES = Series("A", 1, "●", "", "Editor")
NOTES = frozenset({"note"})
MARKS = frozenset({"carry"})


def edition(count: int) -> Edition:
    settings = Settings("T", "", (), "en", "", PAPER, "default", 45, (), SPAN)
    notes = tuple(Note(f"n{i}", i, True, SERIES, "1.1", "", "") for i in range(1, count + 1))
    return Edition(settings, Script("T", (), SPAN), (), (), (SERIES,), notes, ())


def note(number: int, words: int = 5) -> str:
    return f'<span class="note" data-note="note-n{number}">{"word " * words}</span>'


def set_pages(body: str, count: int, style: str = "") -> tuple[LaidOut, SetMargins]:
    html = f"<!doctype html><html lang='en'><head><title>T</title></head><body>{body}</body></html>"
    engine = Engine([*STYLES, StyleSheet(style)], CourseFetcher(None))
    laid_out = engine.lay_out(html)
    return laid_out, set_margins(laid_out.pages, GAP, LaidOutMarks(edition(count), engine))


def moves(body: str, count: int) -> dict[str, NoteMove]:
    return {move.id.removeprefix("note-"): move for move in set_pages(body, count)[1].moves}


def rectangles(page: LaidOutPage) -> list[tuple[float, float, Marginal]]:
    return [(m.top, m.top + m.height, m) for m in page.marginals(NOTES | MARKS)]


def left_of(marginal: Marginal) -> float:
    return float(marginal._placeholder._box.position_x)


def test_a_note_alone_stands_on_the_baseline_of_its_line() -> None:
    body = "<p>line</p>" * 5 + f"<p>{note(1)}line</p>" + "<p>line</p>" * 5
    html = f"<!doctype html><html lang='en'><head><title>T</title></head><body>{body}</body></html>"
    (measured,) = Engine(STYLES, CourseFetcher(None)).lay_out(html).pages[0].marginals(NOTES)
    (placed,) = set_pages(body, 1)[1].pages[0].marginals(NOTES)
    assert placed.first_baseline == pytest.approx(measured.line_baseline)
    assert moves(body, 1)["n1"].top == pytest.approx(moves(body, 1)["n1"].wanted)


def test_notes_stand_in_the_outer_margin_of_either_page() -> None:
    body = f"<p>{note(1)}line</p>" + "<p>line</p>" * 30 + f"<p>{note(2)}line</p>"
    recto, verso = set_pages(body, 2)[1].pages
    (right,), (left,) = recto.marginals(NOTES), verso.marginals(NOTES)
    assert left_of(right) == pytest.approx(recto.right + GAP)
    assert left_of(left) + left.width == pytest.approx(verso.left - GAP)


def test_numbers_for_citing_stand_in_the_inner_margin_of_either_page() -> None:
    body = "<p><i class='cite'>7</i>line</p>" * 30
    recto, verso = set_pages(body, 0)[1].pages
    numbers = frozenset({"cite"})
    assert all(left_of(m) + m.width < recto.left for m in recto.marginals(numbers))
    assert all(left_of(m) > verso.right for m in verso.marginals(numbers))


def test_numbers_of_speeches_side_by_side_stand_in_a_row() -> None:
    cell = "<div style='display:table-cell'><p><i class='cite'>{}</i>line</p></div>"
    _, done = set_pages(f"<div style='display:table'>{cell.format(30)}{cell.format(31)}</div>", 0)
    first, second = done.pages[0].marginals(frozenset({"cite"}))
    assert left_of(first) + first.width < left_of(second)
    assert left_of(second) + second.width < done.pages[0].left


def test_crowded_notes_do_not_overlap_and_stay_on_the_page() -> None:
    body = "".join(f"<p>{note(i, 3 * i)}line of text</p>" for i in range(1, 25))
    for page in set_pages(body, 24)[1].pages:
        stacked = sorted(rectangles(page), key=lambda r: r[0])
        assert all(top >= page.top - 0.01 and bottom < page.height for top, bottom, _ in stacked)
        columns: dict[int, list[tuple[float, float]]] = {}
        for top, bottom, marginal in stacked:
            columns.setdefault(round(left_of(marginal)), []).append((top, bottom))
        for column in columns.values():
            assert all(above[1] <= below[0] + 0.01 for above, below in pairwise(column))


@pytest.mark.parametrize("height", [20, 60])
@pytest.mark.parametrize("words", [3, 7])
def test_marks_of_any_height_stand_in_the_column_with_the_notes(height: int, words: int) -> None:
    body = "".join(f"<p>{note(i, words * i)}line of text</p>" for i in range(1, 25))
    _, done = set_pages(body, 24, f".carry {{ line-height: {height}px }}")
    marks = [mark for page in done.pages for mark in page.marginals(MARKS)]
    assert {round(mark.height) for mark in marks} >= {height}
    for page in done.pages:
        beside = [each for each in rectangles(page) if left_of(each[2]) == left_of(page_edge(page))]
        for above, below in pairwise(sorted(beside, key=lambda each: each[0])):
            assert above[1] <= below[0] + 0.01


def page_edge(page: LaidOutPage) -> Marginal:
    """The marginal box that stands farthest out, as all in the column do."""
    return min((each[2] for each in rectangles(page)), key=lambda each: each.top)


def test_every_note_is_on_exactly_one_page_however_full() -> None:
    body = "".join(f"<p>{note(i, 60)}line of text</p>" for i in range(1, 25))
    pages = set_pages(body, 24)[1].pages
    ids = [m.id for page in pages for m in page.marginals(NOTES)]
    assert sorted(ids) == sorted(f"note-n{i}" for i in range(1, 25))


def test_the_text_breaks_where_it_breaks_without_notes() -> None:
    plain = "".join(f"<p>line {i} of the text</p>" for i in range(60))
    noted = "".join(f"<p>{note(i + 1, 40)}line {i} of the text</p>" for i in range(60))
    without, with_notes = set_pages(plain, 0)[0], set_pages(noted, 60)[0]
    assert len(without.pages) == len(with_notes.pages)


def test_a_note_taller_than_its_column_goes_on_over_the_page_and_says_so() -> None:
    body = f"<p>{note(1, 400)}line</p>" + "<p>line</p>" * 60
    pages = set_pages(body, 1)[1].pages
    assert [len(page.marginals(NOTES)) for page in pages][:2] == [1, 1]
    assert [len(page.marginals(MARKS)) for page in pages][:1] == [1]


def test_notes_without_a_column_are_set_at_the_end_and_announced() -> None:
    body = "".join(f"<p>{note(i, 80)}line</p>" for i in range(1, 9))
    laid_out, done = set_pages(body, 8)
    assert len(done.pages) > len(laid_out.pages)
    assert done.pages[0].marginals(MARKS)
    assert any(move.page >= len(laid_out.pages) for move in done.moves)


def test_a_note_is_read_after_the_paragraph_of_its_line() -> None:
    _, done = set_pages(f"<p>before {note(1)}<b>words</b> after</p><p>next</p>", 1)
    (placed,) = done.pages[0].marginals(NOTES)
    around = placed._parent
    position = next(i for i, c in enumerate(around.children) if c is placed._placeholder)
    assert around.children[position - 1].element_tag == "p"
    assert around.children[position + 1].element_tag == "p"


def test_a_shared_verse_line_is_stepped() -> None:
    body = "<p class='v part-i'>He comes.</p><p class='v part-f'>Who comes?</p>"
    _, done = set_pages(body, 0)
    first, second = done.pages[0].stepped_lines(frozenset({"part-i", "part-f"}))
    assert second.left >= first.right


def test_a_last_part_without_a_first_one_stays_where_it_is() -> None:
    shared = "<p class='v part-i'>He comes.</p><p class='v part-f'>Who comes?</p>"
    _, done = set_pages(shared + "<p class='v part-f'>Alone.</p>", 0)
    first, _, alone = done.pages[0].stepped_lines(frozenset({"part-i", "part-f"}))
    assert alone.left == pytest.approx(first.left)


def test_a_stepped_line_never_leaves_the_column() -> None:
    long = "word " * 12
    _, done = set_pages(f"<p class='v part-i'>{long}</p><p class='v part-f'>{long}</p>", 0)
    second = done.pages[0].stepped_lines(frozenset({"part-f"}))[0]
    assert second.right <= second.column_right + 0.01


def test_ranges_names_and_marks_have_boxes_though_the_styles_leave_them_out() -> None:
    marks = LaidOutMarks(edition(2), Engine([StyleSheet("")], CourseFetcher(None)))
    assert len(marks.ranges(["1.1", "1.2–3"])) == 2
    assert len(marks.names([[""], [""]])) == 2
    assert len(marks.marks([CarryMark(3, True, True, ("note-n1",), (2,))])) == 1


def test_styles_may_hide_ranges_and_names_and_not_where_a_note_went() -> None:
    hidden = StyleSheet(".range, .names, .carry { display: none !important }")
    engine = Engine([hidden], CourseFetcher(None))
    marks = LaidOutMarks(edition(2), engine)
    laid = engine.lay_out('<p data-cite="1.1">Words.</p>').pages
    set_ranges(laid, marks.ranges, two_sided=True)
    assert set_names(laid, [[""]], marks.names, two_sided=True) == []
    with pytest.raises(AssertionError, match="carry"):
        marks.marks([CarryMark(3, True, True, ("note-n1",), (2,))])
