"""What stands in a PDF is read as it is drawn: all of it, in order, at its place."""

from __future__ import annotations

import pytest
from weasyprint import HTML

from booklet.proof.fonts import Outlines, read_to_unicode
from booklet.proof.reading import Reading, Run, UnreadableError, read_pdf

STYLE = """<style>
body { margin: 0 }
@page { size: 100mm 80mm; margin: 10mm; @top-left { content: "head" } }
</style>"""


def reading(body: str) -> Reading:
    page = f"<!doctype html><html lang=en><title>t</title>{STYLE}{body}"
    return read_pdf(HTML(string=page).write_pdf(pdf_variant="pdf/ua-1"))


def only(runs: tuple[Run, ...]) -> Run:
    (run,) = runs
    return run


def test_running_heads_are_no_part_of_the_text() -> None:
    found = reading("<p>One oar.</p>")
    assert only(found.runs).text == "One oar."
    assert only(found.furniture).text == "head"


def test_the_place_is_that_of_the_ink() -> None:
    run = only(reading("<p style='margin: 0; font-size: 10pt'>One oar.</p>").runs)
    assert run.box is not None
    assert run.box.left == pytest.approx(10 / 25.4 * 72, abs=1)
    assert run.size == pytest.approx(10, abs=0.01)
    assert run.box.bottom - 1 < run.baseline < run.box.top


def test_what_is_printed_twice_is_read_twice() -> None:
    twice = "<p style='position: absolute; top: 9mm'>Ring it.</p>" * 2
    assert [run.text for run in reading(twice).runs] == ["Ring it."] * 2


def test_text_within_a_transparent_group_is_read_at_its_place() -> None:
    plain = only(reading("<p>Half seen.</p>").runs)
    group = only(reading("<p style='opacity: .5'>Half seen.</p>").runs)
    assert group.text == plain.text
    assert plain.box is not None
    assert group.box is not None
    assert group.box.left == pytest.approx(plain.box.left, abs=0.1)
    assert group.baseline == pytest.approx(plain.baseline, abs=0.1)


def test_clipped_text_knows_what_is_seen_of_it() -> None:
    clipped = "<div style='overflow: hidden; width: 8mm; white-space: nowrap'>a long line</div>"
    run = only(reading(clipped).runs)
    assert run.box is not None
    assert run.seen is not None
    assert run.seen.right < run.box.right - 5


def test_headings_are_told_from_text() -> None:
    found = reading("<h2>Landing</h2><p>Landing</p>")
    assert [run.heading for run in found.runs] == [True, False]


def test_ligatures_and_accents_are_read_as_letters() -> None:
    assert only(reading("<p>an affluent résumé of fjords</p>").runs).text == (
        "an affluent résumé of fjords"
    )


def test_bytes_that_are_no_pdf_cannot_be_read() -> None:
    with pytest.raises(UnreadableError):
        read_pdf(b"%PDF-1.7 and nothing else")


def test_character_maps_have_single_codes_ranges_and_lists() -> None:
    cmap = b"""
    2 beginbfchar <0003> <0020> <0004> <006600660069> endbfchar
    2 beginbfrange <0010> <0012> <0061> <0020> <0021> [<0041> <00C9>] endbfrange
    """
    assert read_to_unicode(cmap) == {
        3: " ",
        4: "ffi",
        16: "a",
        17: "b",
        18: "c",
        32: "A",
        33: "É",
    }


def test_a_letter_without_an_outline_is_missing_but_a_space_is_not() -> None:
    outlines = Outlines(10, frozenset({3}))
    assert outlines.lacks(3, needs_ink=True)
    assert not outlines.lacks(3, needs_ink=False)
    assert outlines.lacks(0, needs_ink=False)
    assert outlines.lacks(10, needs_ink=False)
