"""Numbers for citing: they depend on the script alone."""

from __future__ import annotations

from booklet.citation import line_number_at, number
from booklet.model import (
    Act,
    DualDialogue,
    Line,
    Milestone,
    Part,
    Scene,
    SceneElement,
    Script,
    Span,
    Speech,
)

SPAN = Span("play.xml")
ONE, TWO = Act("1", "Act 1", SPAN), Act("2", "Act 2", SPAN)


def verse(
    text: str = "A line of verse", number: str | None = None, part: Part | None = None
) -> Line:
    return Line(text, SPAN, kind="verse", number=number, part=part)


def speech(*lines: Line) -> Speech:
    return Speech("Mara", ("Mara",), lines or (Line("Yes.", SPAN),), SPAN)


def scene(
    heading: str = "Scene",
    label: str = "",
    act: Act | None = None,
    elements: tuple[SceneElement, ...] = (),
) -> Scene:
    return Scene(heading, elements, SPAN, label=label, act=act)


def scene_numbers(*scenes: Scene) -> list[str]:
    return [numbers.scene for numbers in number(Script("Play", scenes, SPAN))]


def test_scenes_without_labels_are_counted() -> None:
    assert scene_numbers(scene("INT. A"), scene("INT. B"), scene("INT. A")) == ["1", "2", "3"]


def test_the_scripts_own_labels_are_kept_as_text() -> None:
    assert scene_numbers(scene(label="010"), scene(label="12A")) == ["010", "12A"]


def test_labels_that_repeat_are_not_trusted() -> None:
    assert scene_numbers(scene(label="1"), scene(label="1")) == ["1", "2"]


def test_scenes_that_begin_anew_in_each_act_are_cited_with_it() -> None:
    scenes = [scene(f"Scene {n}", str(n), act) for act in (ONE, TWO) for n in (1, 2)]
    assert scene_numbers(*scenes) == ["1.1", "1.2", "2.1", "2.2"]


def test_a_film_in_parts_counts_its_scenes_through() -> None:
    scenes = [scene("INT. A", act=ONE), scene("EXT. B", act=ONE), scene("EXT. B", act=TWO)]
    assert scene_numbers(*scenes) == ["1", "2", "3"]


def test_acts_without_scenes_are_cited_by_the_act() -> None:
    assert scene_numbers(scene("", act=ONE), scene("", act=TWO)) == ["1", "2"]


def test_what_stands_before_the_first_heading_does_not_shift_the_others() -> None:
    assert scene_numbers(scene(""), scene("INT. A"), scene("INT. B")) == ["0", "1", "2"]


def test_speeches_are_counted_in_each_scene_dual_dialogue_side_by_side() -> None:
    dual = DualDialogue((speech(), speech()), SPAN)
    (first, second) = number(
        Script(
            "Play", (scene("A", elements=(speech(), dual)), scene("B", elements=(speech(),))), SPAN
        )
    )
    assert first.speeches == ("1.1", "1.2", "1.3")
    assert second.speeches == ("2.1",)


def test_verse_lines_are_counted_and_shared_ones_count_once() -> None:
    speeches = (
        speech(verse(), verse(part="I")),
        speech(verse(part="M")),
        speech(verse(part="F"), verse()),
    )
    (numbers,) = number(Script("Play", (scene(elements=speeches),), SPAN))
    assert numbers.lines == (("1", "2"), ("2",), ("2", "3"))


def test_the_scripts_own_line_numbers_win() -> None:
    (numbers,) = number(
        Script("Play", (scene(elements=(speech(verse(number="1.1.7"), verse()),)),), SPAN)
    )
    assert numbers.lines == (("7", ""),)


def test_prose_with_milestones_is_cited_by_the_line_it_falls_in() -> None:
    line = Line(
        "one two three four", SPAN, milestones=(Milestone(0, "1.1.4"), Milestone(8, "1.1.5"))
    )
    assert line_number_at(line, "", 3) == "4"
    assert line_number_at(line, "", 9) == "5"
