"""Notes wider than words: written by hand, written back, and every sentence accounted for."""

from __future__ import annotations

from dataclasses import replace

import pytest

from booklet.draw import annotations_text, draw, draw_all, listing, passages_listing, sifted
from booklet.model import Speech
from tests.draw.made import analysis, records, script

PLAY = script()
ESSAY = analysis(
    """
Tom arrives, and Ines is angry. “Nobody runs in waders” is a sneer that conceals the whole of an
hour spent counting footsteps. Then he sits down.

> Leave him be.

It rained in the harbour for most of the week.
"""
)
BY_HAND = """
annotations:
  - id: one
    target: {scene: "2"}
    body: The only scene with chairs in it.
  - id: two
    target: {scenes: 1-2}
    body: Two scenes of waiting.
  - id: three
    target: {cast: Old Mara}
    body: She keeps the room.
  - id: four
    target: {work: yes}
    body: Nobody in it is ever on time.
  - id: five
    target: {speech: "1.3"}
    body: Said with contempt.
"""


def test_a_note_by_hand_may_speak_of_a_scene_a_span_somebody_or_the_whole() -> None:
    found = draw(PLAY, (), records(BY_HAND)).value or ()
    assert [(row["scope"], row["target"]) for row in listing(found, PLAY)][:4] == [
        ("scene", {"scene": "2"}),
        ("scenes", {"scene": "1", "scenes": ["1", "2"]}),
        ("character", {"cast": "OLD MARA"}),
        ("work", {"work": True}),
    ]
    assert found[4].target is not None
    assert found[4].target.speech == 2


@pytest.mark.parametrize(
    ("target", "scenes"),
    [
        ('{scene: "1-A"}', (0, 0)),
        ('{scenes: "1-A–1-B"}', (0, 1)),
        ('{scenes: "1-A - 2"}', (0, 2)),
        ("{scenes: 1-B-2}", (1, 2)),
    ],
)
def test_the_number_of_a_scene_may_have_a_hyphen(target: str, scenes: tuple[int, int]) -> None:
    numbers = ("1-A", "1-B", "2")
    play = replace(PLAY, scenes=tuple(replace(PLAY.scenes[0], label=number) for number in numbers))
    note = f"annotations:\n  - id: one\n    target: {target}\n    body: So.\n"
    result = draw(play, (), records(note))
    assert result.problems == ()
    assert [one.scenes for one in result.value or ()] == [scenes]


def test_a_name_of_signs_alone_is_told_from_another() -> None:
    first, second = PLAY.scenes[0].elements[:2]
    assert isinstance(first, Speech)
    assert isinstance(second, Speech)
    signs = tuple(
        replace(one, speaker=name, who=(name,)) for one, name in ((first, "???"), (second, "☂"))
    )
    play = replace(PLAY, scenes=(replace(PLAY.scenes[0], elements=signs),))
    note = 'annotations:\n  - id: one\n    target: {cast: "☂"}\n    body: So.\n'
    assert [one.cast for one in draw(play, (), records(note)).value or ()] == ["☂"]


@pytest.mark.parametrize("target", ['{scene: "9"}', "{scenes: 2-1}", "{cast: Nobody}"])
def test_a_place_that_the_script_has_not_is_told(target: str) -> None:
    kept = records(f"annotations:\n  - id: one\n    target: {target}\n    body: No.\n")
    result = draw(PLAY, (), kept)
    assert [problem.code for problem in result.problems] == ["citation-not-found"]


def test_wide_notes_are_written_back_as_they_were_and_read_again() -> None:
    kept = records(BY_HAND)
    found = draw(PLAY, (), kept).value or ()
    file = annotations_text(found, kept, PLAY)
    again = draw(PLAY, (), records(file)).value or ()
    assert {(one.id, one.scope, one.scenes, one.cast) for one in again} == {
        (one.id, one.scope, one.scenes, one.cast) for one in found
    }


def test_drawn_notes_of_every_scope_are_the_same_bytes_when_drawn_again() -> None:
    found = draw(PLAY, (ESSAY,), None).value or ()
    file = annotations_text(found, None, PLAY)
    kept = records(file)
    assert annotations_text(draw(PLAY, (ESSAY,), kept).value or (), kept, PLAY) == file


def test_every_sentence_has_a_verdict_and_a_reason_where_it_is_not_printed() -> None:
    found = draw_all(PLAY, (ESSAY,), None).value
    assert found is not None
    rows = passages_listing(found.passages, PLAY)
    assert " ".join(str(row["text"]) for row in rows) == " ".join(
        block.text for block in ESSAY.blocks
    )
    assert all(bool(row["note"]) == (row["verdict"] == "printed") for row in rows)
    assert all(row["reason"] for row in rows if row["verdict"] != "printed")
    notes = {one.id for one in found.annotations if one.body}
    assert {row["note"] for row in rows if row["note"]} == notes
    assert f"of {len(rows)} sentences" in sifted(found.passages)


def test_a_rejected_remark_counts_as_not_printed() -> None:
    first = draw_all(PLAY, (ESSAY,), None).value
    assert first is not None
    [note] = {passage.note for passage in first.passages if passage.note}
    file = annotations_text(first.annotations, None, PLAY)
    part = file.index("    made:", file.index(f"id: {note}"))
    kept = records(f"{file[:part]}    decision: reject\n{file[part:]}")
    again = draw_all(PLAY, (ESSAY,), kept).value
    assert again is not None
    assert not any(passage.note for passage in again.passages)
    assert "without a note: essay" in sifted(again.passages)


def test_the_same_claim_twice_is_printed_once() -> None:
    said = (
        "“Nobody runs in waders” is the sneer of somebody who has spent a whole hour counting "
        "footsteps and who cannot forgive."
    )
    found = draw_all(PLAY, (analysis(said, "a"), analysis(said, "b")), None).value
    assert found is not None
    first, second = found.passages
    assert first.verdict == "printed"
    assert (second.verdict, second.reason) == ("not printed", f"it repeats {first.note}")
