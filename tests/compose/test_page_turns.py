"""What a page may not part: the first and last lines of a speech, the last lines of an act."""

from __future__ import annotations

from booklet.compose.preparing.prepare import prepare
from booklet.edit import edit
from booklet.model import Act, Course, Line, PageBreak
from tests.edit.making import HERE, course, scene, speech, verse


def classes(of: Course, medium: str = "print") -> list[list[str]]:
    """Of each speech the classes of its name's line and of its lines."""
    edition = edit(of, ()).value
    assert edition is not None
    data = prepare(edition, "print" if medium == "print" else "page")
    return [
        [made["css"], *(paragraph["css"] for paragraph in made["paragraphs"])]
        for shown in data["scenes"]
        for element in shown["elements"]
        if (made := element["speech"]) is not None
    ]


def lines(number: int) -> list[Line]:
    return [verse(f"Line {index} of so many") for index in range(number)]


def play(*speeches: int) -> Course:
    """Speeches of so many verse lines."""
    return course(scene("S", *(speech("Ada", *lines(number)) for number in speeches)))


def test_the_first_and_the_last_line_of_a_longer_speech_are_marked() -> None:
    assert classes(play(4, 20))[0] == ["", "v first", "v", "v", "v last"]


def test_a_speech_of_two_lines_is_left_to_the_page() -> None:
    assert classes(play(2, 20))[0] == ["", "v", "v"]


def test_the_last_lines_of_the_script_stay_with_the_ones_before_them() -> None:
    before, last = classes(play(9, 3))
    assert last == ["end", "v first end", "v end", "v last end"]
    assert [css for css in before if "end" in css] == ["v last end"]


def test_the_last_lines_of_every_act_do() -> None:
    acts = [Act(str(number), f"Act {number}", HERE) for number in (1, 2)]
    scenes = [scene("S", speech("Ada", *lines(9)), act=act) for act in acts]
    assert [made[-1] for made in classes(course(*scenes))] == ["v last end"] * 2


def test_a_page_break_of_the_script_s_own_at_the_end_of_an_act_parts_nothing() -> None:
    made = classes(course(scene("S", speech("Ada", *lines(9)), PageBreak(HERE))))
    assert made[0][-1] == "v last end"


def test_the_web_page_has_no_pages_to_turn() -> None:
    assert classes(play(4), "page") == [["", "v", "v", "v", "v"]]
