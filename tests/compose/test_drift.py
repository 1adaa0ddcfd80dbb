"""How far notes of the web page may lag behind their lines."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from booklet.compose.preparing.drift import MOST_DRIFT, Drift


def test_text_does_not_wait_for_a_note_or_two() -> None:
    drift = Drift()
    drift.add(60, [200, 200])
    assert not drift.must_wait()


def test_text_waits_once_for_a_heap_of_notes_and_then_goes_on() -> None:
    drift = Drift()
    drift.add(60, [400] * 5)
    assert drift.must_wait()
    assert not drift.must_wait()


def test_room_without_notes_is_used_up_before_anything_waits() -> None:
    drift = Drift()
    drift.add(60, [300] * 2)
    drift.add(2000, [])
    drift.add(60, [300] * 2)
    assert not drift.must_wait()


def test_a_long_way_without_notes_takes_up_what_the_notes_lag() -> None:
    drift = Drift()
    drift.add(60, [400] * 5)
    drift.pass_by(drift.notes)
    assert not drift.must_wait()


@given(st.lists(st.tuples(st.integers(0, 500), st.lists(st.integers(1, 900), max_size=3))))
def test_no_paragraph_begins_far_above_the_notes(
    paragraphs: list[tuple[int, list[int]]],
) -> None:
    drift = Drift()
    for characters, notes in paragraphs:
        drift.must_wait()
        assert drift.notes - drift.text <= MOST_DRIFT
        drift.add(characters, notes)
