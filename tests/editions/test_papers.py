"""Papers, bindings and sides: how a page is divided."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booklet.geometry import HEAD_GAP, MM_PER_PT, page_geometry, smallest_paper
from booklet.model import Paper
from booklet.printing import PAPERS
from booklet.typeset.carrying import facing, move_cost
from booklet.typeset.geometry import stylesheet
from booklet.typeset.marginalia import is_recto

ROOMY = {name: paper for name, paper in PAPERS.items() if name != "a6"}
"""The papers with room for a column of notes."""


@pytest.mark.parametrize("paper", PAPERS.values(), ids=PAPERS)
@pytest.mark.parametrize("column", [True, False], ids=["notes", "text"])
def test_every_paper_by_name_has_room(paper: Paper, column: bool) -> None:
    if column and paper not in ROOMY.values():
        assert page_geometry(paper, binding=9.0, column=column) is None
        return
    page = page_geometry(paper, binding=9.0, column=column)
    assert page is not None
    assert page.inner + page.text + page.outer == pytest.approx(paper.width)


def test_the_note_column_follows_the_paper() -> None:
    widths = {name: page_geometry(paper) for name, paper in PAPERS.items()}
    notes = {name: page.note for name, page in widths.items() if page}
    assert 33 <= notes["half-letter"] < notes["a5"] < notes["b5"] < notes["a4"] <= 60


def test_the_binding_takes_from_the_text_alone() -> None:
    plain, bound = page_geometry(PAPERS["a4"]), page_geometry(PAPERS["a4"], binding=8.0)
    assert plain is not None
    assert bound is not None
    assert bound.inner == pytest.approx(plain.inner + 8)
    assert bound.text == pytest.approx(plain.text - 8)
    assert bound.outer == pytest.approx(plain.outer)


def test_without_notes_lines_are_longer_but_not_too_long_to_read() -> None:
    for paper in ROOMY.values():
        page, with_notes = page_geometry(paper, column=False), page_geometry(paper)
        assert page is not None
        assert with_notes is not None
        assert page.text >= with_notes.text - 1e-9
        assert with_notes.text <= 33.1 * with_notes.type_size * MM_PER_PT
        assert page.text <= 33.1 * page.type_size * MM_PER_PT


@given(st.floats(0, 40), st.booleans(), st.sampled_from([0.0, 12.0, 18.0, 24.0]))
def test_the_smallest_paper_is_the_smallest(binding: float, column: bool, size: float) -> None:
    fits = smallest_paper(binding=binding, column=column, type_size=size)
    narrower = Paper("", fits.width - 1, fits.height)
    assert page_geometry(fits, binding=binding, column=column, type_size=size)
    assert fits.width == 80 or not page_geometry(
        narrower, binding=binding, column=column, type_size=size
    )


def test_leaves_printed_on_one_side_have_right_hand_pages_only() -> None:
    page = page_geometry(PAPERS["a4"])
    assert page is not None
    rules = {side: stylesheet(page, side).splitlines() for side in ("one", "two")}
    margins = {
        side: [
            line.partition("{")[2] for line in lines if line.startswith(("@page :l", "@page :r"))
        ]
        for side, lines in rules.items()
    }
    assert len(set(margins["one"])) == 1
    assert len(set(margins["two"])) == 2
    assert [is_recto(index, two_sided=False) for index in range(3)] == [True] * 3


def test_on_one_sided_leaves_no_pages_face_each_other() -> None:
    assert facing(1, 2)
    assert not facing(1, 2, two_sided=False)
    assert move_cost(1, 2, two_sided=False) > move_cost(1, 2)


@pytest.mark.parametrize("paper", ROOMY.values(), ids=ROOMY)
def test_front_and_back_matter_has_long_lines_nearly_in_the_middle(paper: Paper) -> None:
    page = page_geometry(paper, binding=8.0)
    assert page is not None
    inner, outer = page.matter
    assert paper.width - inner - outer >= page.text - 1e-9
    assert inner - page.binding == pytest.approx(outer, rel=0.2)


@pytest.mark.parametrize("height", [120, 133, 160, 210, 297])
@pytest.mark.parametrize("size", [0, 18, 30, 36])
def test_the_head_of_a_page_has_room_over_the_text(height: float, size: float) -> None:
    page = page_geometry(Paper("", 300, height), column=False, type_size=size)
    assert page is not None
    head = page.head_lines * page.leading * MM_PER_PT
    edge = page.top - HEAD_GAP - head
    assert edge > (3 if page.head_lines == 2 else 0)
    assert page.head_lines == 2 or edge < page.leading * MM_PER_PT + 4
    assert f"--head-lines: {page.head_lines}" in stylesheet(page)


@pytest.mark.parametrize("paper", ROOMY.values(), ids=ROOMY)
def test_notes_are_large_enough_to_read_and_to_copy(paper: Paper) -> None:
    page = page_geometry(paper)
    assert page is not None
    assert page.note_size >= 8
