"""Type that leans or hooks over its neighbour is no overprinting; text on text is."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.overlaps import LOOKS, built, moved_and_found
from benchmarks.sentences import course
from booklet.proof.overlaps import find_overlaps
from booklet.proof.reading import PageReading, Reading, Run, read_pdf
from booklet.proof.rectangles import Rectangle
from tests.typeset.pressed import pdf_of

FACES = ("EB Garamond", "Source Sans 3", "Atkinson Hyperlegible")
LEANING = (
    "He only ever loved <em>himself</em>.",
    "Have you read <em>Henry V</em>.",
    "<em>Kettles on TV</em>.",
    "<span style='font-variant-caps: all-small-caps'>ИНТ</span>. КУХНЯ",
    "<em>СВЕТ</em>. <b>РУКА</b>.",
    "<em>of</em>) <em>if</em>” <em>f</em>‘<em>T</em>A <b>V</b>A <em>W</em>, ‘<em>J</em>’",
    "<em>ΤΥΧΗ</em>. <em>Υ</em>.",
)


def overlaps(*runs: Run) -> int:
    page = PageReading("1", Rectangle(0, 0, 400, 600))
    notes = {
        note: [index for index, run in enumerate(runs) if run.note == note]
        for note in dict.fromkeys(run.note for run in runs)
        if note
    }
    return len(find_overlaps(Reading((page,), runs, (), True), notes))


def run(left: float, bottom: float, *, width: float = 40, note: str = "") -> Run:
    """Ten points of type; its ink leans over its room by two points."""
    box = Rectangle(left - 2, bottom, left + width + 2, bottom + 9)
    return Run(1, "lantern", box, bottom + 2, 10, note, pen=(left, left + width))


def leaning(face: str) -> Reading:
    lines = "".join(f"<p style=\"font: 14px '{face}', 'Source Sans 3'\">{t}</p>" for t in LEANING)
    return read_pdf(pdf_of(lines))


@pytest.mark.parametrize("face", FACES)
def test_a_letter_that_leans_over_a_full_stop_does_not_overlap_it(face: str) -> None:
    assert find_overlaps(leaning(face), {}) == ()


def test_its_ink_would_overlap() -> None:
    reading = leaning("EB Garamond")
    inked = tuple(replace(found, pen=None) for found in reading.runs)
    assert find_overlaps(replace(reading, runs=inked), {})


def test_words_that_stand_side_by_side_do_not_overlap() -> None:
    assert overlaps(run(50, 300), run(90, 300)) == 0


@pytest.mark.parametrize("covered", [2, 10, 39])
@pytest.mark.parametrize("up", [0, 3, -4])
def test_a_word_moved_onto_another_overlaps_it(covered: float, up: float) -> None:
    assert overlaps(run(50, 300), run(90 - covered, 300 + up)) == 1


@pytest.mark.parametrize("covered", [1, 10, 39])
@pytest.mark.parametrize("up", [0, 6, -8])
def test_a_note_moved_onto_a_word_or_another_note_overlaps_it(covered: float, up: float) -> None:
    moved = run(90 - covered, 300 + up, note="n1")
    assert overlaps(run(50, 300), moved) == 1
    assert overlaps(run(50, 300, note="n2"), moved) == 1


def test_a_note_between_the_lines_of_another_overlaps_it() -> None:
    lines = run(50, 300, note="n1"), run(50, 320, note="n1")
    assert overlaps(*lines, run(50, 310, note="n2")) == 1


def test_two_lines_of_one_note_over_each_other_overlap() -> None:
    assert overlaps(run(50, 300, note="n1"), run(50, 304, note="n1")) == 1
    assert overlaps(run(50, 300, note="n1"), run(50, 309, note="n1")) == 0
    assert overlaps(run(50, 300, note="n1"), run(90, 300, note="n1")) == 0


def test_lines_that_are_set_tight_may_touch() -> None:
    assert overlaps(run(50, 300), run(50, 306)) == 0
    assert overlaps(run(50, 300), run(50, 304)) == 1


def test_the_ink_counts_where_a_line_is_not_level() -> None:
    slanted = replace(run(89, 300), pen=None)
    assert overlaps(run(50, 300), slanted) == 1


@pytest.mark.slow
@pytest.mark.parametrize(("language", "look"), [("en", 0), ("ru", 1)])
def test_random_sentences_are_no_overprinting_until_one_is_moved(
    language: str, look: int, tmp_path: Path
) -> None:
    """`python -m benchmarks overlaps` does so with thousands, in all languages and looks."""
    chance = random.Random(7)
    settings, edition = LOOKS[look]
    course(tmp_path, chance, 40, language, settings)
    result = built(tmp_path, edition)
    assert [problem for problem in result.problems if problem.severity == "error"] == []
    assert result.value is not None
    assert result.value.pdf is not None
    moved = moved_and_found(result.value.pdf, chance)
    assert len(moved) > 2
    assert all(found for _, found in moved)
