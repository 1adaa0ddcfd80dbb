"""One role's part: own speeches in full, the cue before each."""

from __future__ import annotations

from booklet.edit import edit
from booklet.model import (
    Cue,
    Direction,
    DualDialogue,
    EditedDual,
    EditedScene,
    EditedSpeech,
    EditionChoice,
    NoteChoice,
    SceneElement,
)
from tests.edit.making import HERE, course, scene, speech

LONG = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen"


def part(*elements: SceneElement, role: str = "UNA") -> EditedScene:
    choice = EditionChoice("part", notes=NoteChoice(at="none"), part=True, role=role)
    edition = edit(course(scene("INT. HUT", *elements)), (), choice).value
    assert edition is not None
    return edition.scenes[0]


def outline(of: EditedScene) -> list[str]:
    said: list[str] = []
    for element in of.elements:
        if isinstance(element, EditedSpeech):
            said.append(f"{element.citation} {element.speech.text}")
        elif isinstance(element, EditedDual):
            said.append(" | ".join(side.citation for side in element.speeches))
        elif isinstance(element, Cue):
            said.append(f"{element.speaker}: {element.text}")
        elif isinstance(element, Direction):
            said.append(f"({element.text})")
    return said


def test_a_speech_has_its_cue_and_keeps_its_number() -> None:
    of = part(speech("TOM", "Hello?"), speech("BEN", "Who is it?"), speech("UNA", "Me."))
    assert outline(of) == ["BEN: Who is it?", "1.3 Me."]


def test_a_long_cue_is_its_last_sentences_or_its_last_words() -> None:
    of = part(
        speech("TOM", f"Never mind that {LONG}. Go in. Sit down."),
        speech("UNA", "No."),
        speech("TOM", f"But {LONG}"),
        speech("UNA", "No!"),
    )
    assert outline(of) == [
        "TOM: … Go in. Sit down.",
        "1.2 No.",
        f"TOM: … {LONG.split(' ', 2)[2]}",
        "1.4 No!",
    ]


def test_who_goes_on_speaking_needs_no_cue() -> None:
    of = part(speech("UNA", "Wait."), Direction("A bell.", HERE), speech("UNA", "There."))
    assert outline(of) == ["1.1 Wait.", "(A bell.)", "1.2 There."]


def test_directions_stay_at_the_opening_beside_own_speeches_and_where_they_name_the_role() -> None:
    of = part(
        Direction("A hut.", HERE),
        speech("TOM", "Cold."),
        Direction("Tom stamps his feet.", HERE),
        speech("BEN", "Very."),
        Direction("Una wakes.", HERE),
        speech("TOM", "Shh."),
        Direction("A pause.", HERE),
        speech("UNA", "What?"),
    )
    assert outline(of) == ["(A hut.)", "(Una wakes.)", "TOM: Shh.", "(A pause.)", "1.4 What?"]


def test_speeches_at_the_same_time_are_shown_together() -> None:
    both = DualDialogue((speech("TOM", "Now!"), speech("UNA", "Never!")), HERE)
    of = part(speech("BEN", "Well?"), both, speech("TOM", "Sorry."))
    assert outline(of) == ["BEN: Well?", "1.2 | 1.3"]


def test_a_scene_without_the_role_is_silent() -> None:
    of = part(speech("TOM", "Alone at last."))
    assert of.silent
    assert of.elements == ()
    assert of.number == "1"
