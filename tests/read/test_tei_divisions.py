"""Divisions without a heading are what their type says, and none joins the one before it."""

from __future__ import annotations

from booklet.model import Direction, DualDialogue, Scene, Script
from booklet.read.tei.reader import parse_tei


def play(body: str, front: str = "") -> Script:
    text = f"<text><front>{front}</front><body>{body}</body></text>"
    head = (
        "<teiHeader><fileDesc><titleStmt><title>The Harbour</title></titleStmt>"
        "<publicationStmt><p/></publicationStmt><sourceDesc><p/></sourceDesc></fileDesc></teiHeader>"
    )
    document = f"<TEI xmlns='http://www.tei-c.org/ns/1.0'>{head}{text}</TEI>"
    read = parse_tei(document.encode(), "play.xml")
    assert read.value is not None
    return read.value


def says(name: str, words: str) -> str:
    return f"<sp><speaker>{name}</speaker><l>{words}</l></sp>"


def outline(script: Script) -> list[tuple[str, int]]:
    return [(scene.heading, len(tuple(scene.speeches()))) for scene in script.scenes]


def centered(scene: Scene) -> list[str]:
    parts = scene.parts()
    return [part.text for part in parts if isinstance(part, Direction) and part.kind == "centered"]


EPISODES = (
    f"<div type='parodos'>{says('Chorus', 'Down.')}</div>"
    f"<div type='first_episode'>{says('Ada', 'Oil.')}"
    f"<div type='strophe'>{says('Chorus', 'Round.')}</div>"
    f"<div type='antistrophe'>{says('Chorus', 'Back.')}</div></div>"
    f"<epilogue>{says('Ben', 'That was all.')}</epilogue>"
)


def test_a_division_without_heading_has_its_type_for_one() -> None:
    assert outline(play(EPISODES)) == [("Parodos", 1), ("First episode", 3), ("Epilogue", 1)]


def test_a_song_within_a_scene_is_told_by_its_type() -> None:
    assert centered(play(EPISODES).scenes[1]) == ["Strophe", "Antistrophe"]


def test_a_part_that_holds_such_divisions_alone_is_above_them() -> None:
    script = play(
        f"<div type='first_day'><div type='episode'>{says('Ada', 'Oil.')}</div>"
        f"<div type='stasimon'>{says('Chorus', 'Round.')}</div></div>"
    )
    assert outline(script) == [("Episode", 1), ("Stasimon", 1)]
    assert [scene.act and scene.act.heading for scene in script.scenes] == ["First day"] * 2


def test_the_words_for_scene_and_act_and_who_is_on_stage_name_nothing() -> None:
    script = play(
        f"<div type='act'><div type='scene' n='1'>{says('Ada', 'Oil.')}"
        f"<div type='configuration'>{says('Ben', 'Down.')}</div></div></div>"
    )
    assert outline(script) == [("", 2)]
    assert centered(script.scenes[0]) == []


def test_the_type_of_front_matter_is_not_printed() -> None:
    script = play(
        f"<div type='scene'>{says('Ada', 'Oil.')}</div>",
        "<div type='dedicatoryLetter'><p>To nobody.</p></div>",
    )
    assert [part.text for part in script.front if isinstance(part, Direction)] == []


def test_two_speeches_of_a_group_stand_side_by_side() -> None:
    pair = f"<spGrp>{says('Ada', 'I go.')}{says('Ben', 'She goes.')}</spGrp>"
    (scene,) = play(
        f"<div type='scene'>{says('Ben', 'So?')}{pair}{says('Ben', 'Now.')}</div>"
    ).scenes
    kinds = [type(element) is DualDialogue for element in scene.elements]
    assert kinds == [False, True, False]
    assert [speech.speaker for speech in scene.speeches()] == ["Ben", "Ada", "Ben", "Ben"]


def test_a_group_of_more_or_with_a_direction_keeps_its_order() -> None:
    three = f"<spGrp>{says('A', 'One.')}{says('B', 'Two.')}{says('C', 'Three.')}</spGrp>"
    told = f"<spGrp>{says('A', 'One.')}<stage>Bells.</stage>{says('B', 'Two.')}</spGrp>"
    (scene,) = play(f"<div type='scene'>{three}{told}</div>").scenes
    assert not any(isinstance(element, DualDialogue) for element in scene.elements)
    assert len(tuple(scene.speeches())) == 5
