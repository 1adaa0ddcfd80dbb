"""What a pack may hold."""

from __future__ import annotations

from pathlib import Path

import pytest

from booklet.ingest.edge import read_pack, shipped_packs
from booklet.ingest.packs import CUE_WORDS, parse_pack
from tests.ingest.miniatures import PACK, pack


def problems(name: str, content: str) -> set[str]:
    return {problem.code for problem in parse_pack(PACK | {name: content}, "ferry").problems}


def test_a_pack_is_read() -> None:
    found = pack()
    assert [scene.id for scene in found.scenes] == ["dawn", "noon", "water", "after"]
    assert found.scenes[1].cues[0][0].speaker == "Denny"


def test_a_cue_of_seven_words_is_refused() -> None:
    long = PACK["pack.yaml"].replace("A town that waits", "A town that waits together is still")
    assert "cue-too-long" in problems("pack.yaml", long)


def test_a_note_is_held_to_the_same_length() -> None:
    note = "notes:\n  - {id: n, cue: one two three four five six seven, body: Too long.}\n"
    assert "cue-too-long" in problems("notes.yaml", note)


@pytest.mark.parametrize(
    ("code", "name", "old", "new"),
    [
        ("scene-twice", "pack.yaml", "id: noon", "id: dawn"),
        ("cue-twice", "pack.yaml", "smallest wheel]", "Knock]"),
        ("unknown-scene", "questions.yaml", "scene: noon", "scene: dusk"),
        ("unknown-theme", "notes.yaml", "[work]", "[rain]"),
        ("unknown-key", "pack.yaml", "language:", "langage:"),
    ],
)
def test_mistakes_in_a_pack(code: str, name: str, old: str, new: str) -> None:
    assert code in problems(name, PACK[name].replace(old, new))


def test_two_cues_may_lead_to_one_exchange() -> None:
    both = PACK["pack.yaml"].replace("A town that waits", "A town that | still a town")
    parsed = parse_pack(PACK | {"pack.yaml": both}, "ferry")
    assert parsed.value is not None
    assert [len(cues) for cues in parsed.value.scenes[2].cues] == [2, 1]


@pytest.mark.parametrize("name", shipped_packs())
def test_the_packs_that_come_with_the_program_are_sound(name: str) -> None:
    parsed = read_pack(name)
    assert parsed.problems == ()
    assert parsed.value is not None
    assert len(parsed.value.questions) >= 20
    assert len(parsed.value.notes) >= 12
    cues = [cue for scene in parsed.value.scenes for cues in scene.cues for cue in cues]
    assert max(len(cue.words) for cue in cues) <= CUE_WORDS


def test_a_pack_that_is_not_there(tmp_path: Path) -> None:
    parsed = read_pack(str(tmp_path / "nothing"))
    assert [problem.code for problem in parsed.problems] == ["pack-missing"]
