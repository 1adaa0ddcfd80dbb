"""From a course to a plan: times, meetings, roles, questions, and every bad wish."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booklet.counting import MINUTE
from booklet.model import (
    CastMember,
    Course,
    Direction,
    DualDialogue,
    MeetingPlan,
    Question,
    Scene,
    Speech,
)
from booklet.plan import Members, PlanOptions, as_data, as_text, parse_members, plan
from booklet.read.keys.settings import read_settings
from tests.edit.making import HERE, course, scene, speech, verse


def words(count: int) -> str:
    return " ".join(["word"] * count)


def said(*lengths: tuple[str, int]) -> tuple[Speech, ...]:
    return tuple(speech(speaker, words(count)) for speaker, count in lengths)


FOUR = course(
    scene("One", *said(("Ada", 300), ("Bo", 150))),
    scene("Two", *said(("Ada", 150), ("Cy", 150))),
    scene("Three", *said(("Bo", 150), ("Cy", 300))),
    scene("Four", *said(("Di", 150), ("Ada", 150))),
    questions=(
        Question("q-all", "What is it all about?", HERE),
        Question("q-three", "Why three?", HERE, scene="3"),
        Question("q-one", "Why one?", HERE, scene="1"),
    ),
)


def made(of: Course, names: Members | None = None, **wishes: float) -> MeetingPlan:
    result = plan(of, options(**wishes), names)
    assert result.value is not None, result.problems
    return result.value


def codes(of: Course, names: Members | None = None, **wishes: float) -> list[str]:
    return [problem.code for problem in plan(of, options(**wishes), names).problems]


def options(**wishes: float) -> PlanOptions:
    base = PlanOptions(2, 90, directions=False)
    return replace(base, **wishes)  # type: ignore[arg-type]


def named(text: str) -> Members:
    result = parse_members(text, "names.txt")
    assert result.value is not None
    assert result.problems == ()
    return result.value


# ------------------------------------------------------------------------------- times


def test_time_is_words_by_words_per_minute() -> None:
    (only,) = made(FOUR, meetings=1).meetings
    assert only.milliseconds == 10 * MINUTE
    assert made(FOUR, meetings=1, words_per_minute=75).meetings[0].milliseconds == 20 * MINUTE


def test_a_role_may_have_a_pace_of_its_own() -> None:
    found = made(FOUR, named("Kim\nCy = 75"), meetings=1)
    assert found.meetings[0].milliseconds == 13 * MINUTE


def test_the_course_says_how_fast_it_is_read_and_the_group_has_the_last_word() -> None:
    cast = (CastMember("CY", words_per_minute=75), CastMember("Mute", words_per_minute=30))
    slow = replace(FOUR, settings=replace(FOUR.settings, words_per_minute=300, cast=cast))
    assert made(slow, meetings=1).meetings[0].milliseconds == (3.5 + 6) * MINUTE
    assert made(slow, meetings=1).words_per_minute == 300
    assert made(slow, named("Kim\nCy = 300"), meetings=1).meetings[0].milliseconds == 5 * MINUTE


def test_directions_are_read_or_not() -> None:
    stage = course(
        scene(
            "",
            Direction(words(150), HERE),
            speech("Ada", Direction(words(150), HERE, kind="parenthetical"), words(150)),
            Direction(words(150), HERE, kind="stage"),
        )
    )
    assert made(stage, meetings=1).meetings[0].milliseconds == MINUTE
    (read,) = made(stage, meetings=1, directions=True).meetings
    assert read.milliseconds == 3 * MINUTE
    assert {role.role: role.milliseconds for role in read.roles} == {"": 2 * MINUTE, "Ada": MINUTE}


def test_what_is_said_at_the_same_time_takes_as_long_as_the_longer() -> None:
    both = course(scene("", DualDialogue(said(("Ada", 150), ("Bo", 300)), HERE)))
    assert made(both, meetings=1).meetings[0].milliseconds == 2 * MINUTE


# ---------------------------------------------------------------------------- meetings


def test_meetings_are_as_even_as_scenes_allow() -> None:
    found = made(FOUR, meetings=2)
    assert [[part.number for part in meeting.parts] for meeting in found.meetings] == [
        ["1", "2"],
        ["3", "4"],
    ]
    assert [meeting.milliseconds for meeting in found.meetings] == [5 * MINUTE, 5 * MINUTE]


def test_a_scene_too_long_for_a_meeting_is_split_at_a_speech_and_said_so() -> None:
    long = course(scene("", *said(*[("Ada", 150), ("Bo", 150)] * 5)), scene("", *said(("Bo", 30))))
    result = plan(long, options(meetings=3, minutes=6))
    assert result.value is not None
    parts = [[(p.number, p.first, p.last) for p in m.parts] for m in result.value.meetings]
    assert parts == [[("1", "1.1", "1.5")], [("1", "1.6", "1.10")], [("2", "", "")]]
    (problem,) = result.problems
    assert (problem.code, problem.severity) == ("scene-split", "warning")
    assert "1.6 in meeting 2" in problem.message


def test_a_shared_verse_line_is_not_broken_off() -> None:
    begun = [replace(verse(words(150)), part="I"), replace(verse(words(150)), part="F")]
    pairs = [
        replace(said((name, 0))[0], body=(line,))
        for _ in range(3)
        for name, line in zip(("Ada", "Bo"), begun, strict=True)
    ]
    found = made(course(scene("", *pairs)), meetings=3, minutes=2)
    assert [meeting.parts[0].first for meeting in found.meetings] == ["1.1", "1.3", "1.5"]


def test_questions_go_to_the_meeting_that_ends_their_scene() -> None:
    found = made(FOUR, meetings=2)
    assert [[question.id for question in meeting.questions] for meeting in found.meetings] == [
        ["q-one"],
        ["q-three", "q-all"],
    ]


@given(
    st.lists(
        st.lists(st.tuples(st.sampled_from("ABCD"), st.integers(0, 400)), max_size=5),
        min_size=1,
        max_size=7,
    ),
    st.integers(1, 7),
    st.integers(1, 6),
    st.integers(1, 5),
)
def test_whatever_the_script_every_speech_is_read_once_in_order_by_somebody(
    lengths: list[list[tuple[str, int]]], meetings: int, minutes: int, members: int
) -> None:
    scenes = tuple(scene("", *said(*speeches)) for speeches in lengths)
    result = plan(course(*scenes), options(meetings=meetings, minutes=minutes, members=members))
    if result.value is None:
        assert [problem.code for problem in result.problems] == ["too-many-meetings"]
        return
    read: list[str] = []
    for meeting in result.value.meetings:
        assert meeting.parts
        for part in meeting.parts:
            names = spoken(scenes[part.scene], part.number)
            first = names.index(part.first) if part.first else 0
            last = names.index(part.last) if part.last else len(names) - 1
            read += names[first : last + 1]
        heard = [role.role for role in meeting.roles]
        assert sorted(heard) == sorted(r.role for one in meeting.readers for r in one.roles)
    assert read == [
        name for index, place in enumerate(scenes, 1) for name in spoken(place, str(index))
    ]


def spoken(of: Scene, number: str) -> list[str]:
    return [f"{number}.{index}" for index, _ in enumerate(of.speeches(), start=1)]


# ------------------------------------------------------------------------------- roles


def test_those_who_speak_to_each_other_have_different_readers() -> None:
    for meeting in made(FOUR, meetings=2, members=3).meetings:
        assert meeting.clashes == ()
        readers = {role.role: one.name for one in meeting.readers for role in one.roles}
        for part in meeting.parts:
            speakers = [s.speaker for s in FOUR.script.scenes[part.scene].speeches()]
            assert len({readers[str(name)] for name in speakers}) == len(speakers)


def test_what_cannot_be_avoided_is_said() -> None:
    (only,) = made(FOUR, meetings=1, members=1).meetings
    assert ("Ada", "Bo") in [clash.roles for clash in only.clashes]
    assert "has to read both Ada and Bo" in as_text(made(FOUR, meetings=1, members=1))


def test_a_direction_between_two_speeches_does_not_part_them() -> None:
    beat = Direction("A beat.", HERE)
    talk = course(scene("", *said(("Ada", 9)), beat, *said(("Bo", 9)), beat, *said(("Cy", 90))))
    (only,) = made(talk, meetings=1, members=2, directions=True).meetings
    readers = {role.role: one.name for one in only.readers for role in one.roles}
    assert readers["Ada"] != readers["Bo"] != readers["Cy"]
    assert only.clashes == ()


def test_two_voices_at_once_need_two_readers() -> None:
    both = course(scene("", DualDialogue(said(("Ada", 10), ("Bo", 10)), HERE)))
    assert codes(both, meetings=1, members=2) == []
    assert codes(both, meetings=1, members=1) == ["roles-at-once"]


def test_members_keep_to_the_roles_beside_their_names() -> None:
    found = made(FOUR, named("Kim: cy, DI\nLou\nMo  # comes late"), meetings=1)
    readers = {one.name: {role.role for role in one.roles} for one in found.meetings[0].readers}
    assert readers["Kim"] <= {"Cy", "Di"}
    assert set(readers) == {"Kim", "Lou", "Mo"}


# ----------------------------------------------------------------------------- bad wishes


@pytest.mark.parametrize(
    "wish",
    [{"minutes": 0}, {"meetings": 0}, {"members": -1}, {"words_per_minute": 0}, {"minutes": -5}],
)
def test_a_number_that_means_nothing_is_refused(wish: dict[str, float]) -> None:
    assert codes(FOUR, None, **wish) == ["wrong-number"]


def test_all_that_is_wrong_is_told_at_once() -> None:
    names = named("Kim: Nobody\nAda B = 100")
    assert codes(FOUR, names, minutes=0, meetings=0) == ["wrong-number"] * 2 + ["unknown-role"] * 2


def test_more_meetings_than_scenes_are_refused() -> None:
    result = plan(FOUR, options(meetings=5))
    assert result.value is None
    assert [problem.code for problem in result.problems] == ["too-many-meetings"]
    assert "5 meetings are more than 4 scenes can fill" in result.problems[0].message


def test_a_role_that_nobody_can_take_is_an_error() -> None:
    result = plan(FOUR, options(), named("Kim: Ada, Bo\nLou: Cy"))
    assert [problem.code for problem in result.problems] == ["role-without-reader"]
    assert "nobody reads Di" in result.problems[0].message


def test_an_unknown_role_gets_the_nearest_name() -> None:
    result = plan(FOUR, options(), named("Kim\nLou: Adda"))
    (problem,) = result.problems
    assert problem.code == "unknown-role"
    assert problem.hint == "Did you mean Ada?"
    assert str(problem.span) == "names.txt:2:1"


def test_too_little_time_is_said_with_what_it_would_take() -> None:
    result = plan(FOUR, options(meetings=2, minutes=4))
    assert [problem.code for problem in result.problems] == ["meeting-too-long"]
    assert "3 meetings of 4 at least, or 2 of 5" in result.problems[0].hint


def test_a_script_without_scenes_has_nothing_to_read() -> None:
    assert codes(course()) == ["nothing-to-read"]


# -------------------------------------------------------------------------- names, report


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("", "no-members", 1),
        ("# nobody yet\n", "no-members", 1),
        ("Kim\nLou\nKim\n", "duplicate-member", 3),
        ("Kim\nAda = quick\n", "wrong-number", 2),
        ("Kim\nAda = 0\n", "wrong-number", 2),
        (": Ada\n", "member-without-name", 1),
    ],
)
def test_a_file_of_names_says_what_is_wrong_and_where(text: str, code: str, line: int) -> None:
    (problem,) = parse_members(text, "names.txt").problems
    assert problem.code == code
    assert problem.span is not None
    assert (problem.span.file, problem.span.line) == ("names.txt", line)


@given(st.text(alphabet="Kim:=,# 12\n\t"))
def test_any_file_of_names_is_read_or_refused(text: str) -> None:
    result = parse_members(text, "names.txt")
    assert result.value is not None
    names = [member.name for member in result.value.members]
    assert len(set(names)) == len(names)
    assert names or result.problems


def test_the_text_fits_a_terminal_and_says_all() -> None:
    text = as_text(made(FOUR, meetings=2, members=3))
    assert max(map(len, text.splitlines())) <= 78
    assert "The Pier: 2 meetings of 90 minutes" in text
    assert "Meeting 2: 5 min to read, 85 min to talk" in text
    assert "? (3) Why three?" in text
    assert "Reader 3" in text


def test_the_data_has_times_in_minutes() -> None:
    data = as_data(made(FOUR, meetings=2, members=3))
    assert isinstance(data["meetings"], list)
    assert [meeting["minutes"] for meeting in data["meetings"]] == [5.0, 5.0]
    assert data["meetings"][0]["scenes"][0] == {
        "scene": "1",
        "heading": "One",
        "minutes": 3.0,
        "first": "",
        "last": "",
    }


def test_a_pace_in_booklet_yaml_is_a_number_of_words(tmp_path: Path) -> None:
    file = tmp_path / "booklet.yaml"
    file.write_text(
        "title: T\nwords_per_minute: 140\ncast:\n  - {name: Ada, words_per_minute: 90}\n", "utf-8"
    )
    read = read_settings(file, "booklet.yaml").value
    assert read is not None
    assert read.settings is not None
    assert read.settings.words_per_minute == 140
    assert read.settings.cast[0].words_per_minute == 90
    file.write_text("title: T\nwords_per_minute: quick\n", "utf-8")
    (problem,) = read_settings(file, "booklet.yaml").problems
    assert (problem.code, str(problem.span)) == ("wrong-number", "booklet.yaml:2:19")
