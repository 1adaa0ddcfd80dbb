"""Notes on more than words: where they stand, who of them leads, and what no number feels."""

from __future__ import annotations

from dataclasses import replace

from booklet.edit import edit, left_out
from booklet.model import (
    Annotation,
    CastMember,
    Course,
    EditedSpeech,
    Edition,
    EditionChoice,
    NoteChoice,
    Scope,
)
from tests.edit.making import HERE, analysis, course, note, scene, speech

BARE = course(
    scene("HUT", speech("Ada", "The kettle is on."), speech("Bo", "Take it off.")),
    scene("PIER", speech("Bo", "The boat has gone."), speech("Ada", "It will be back.")),
    scene("HUT AGAIN", speech("Ada", "Is it off?")),
    analyses=(analysis("boats", "Una Reed"), analysis("tea", "Tom Ash")),
)
CAST = (CastMember("Ada", aliases=("The Keeper",)), CastMember("Bo"), CastMember("Cat"))
HUT = replace(BARE, settings=replace(BARE.settings, cast=CAST))


def remark(
    name: str,
    scope: Scope,
    at: tuple[int, int] | str = "",
    source: str = "",
    themes: tuple[str, ...] = (),
) -> Annotation:
    return Annotation(
        name,
        source,
        f"What {name} says.",
        "placed",
        HERE,
        themes=themes,
        scope=scope,
        scenes=at if isinstance(at, tuple) else None,
        cast=at if isinstance(at, str) else "",
    )


def edited(*notes: Annotation, of: Course = HUT, choice: EditionChoice | None = None) -> Edition:
    result = edit(of, notes, choice or EditionChoice())
    assert result.value is not None
    assert result.problems == ()
    return result.value


def met_in(edition: Edition, scene: int) -> list[list[str]]:
    return [[one.id for one in speech.met] for speech in edition.scenes[scene].speeches()]


def test_notes_on_a_scene_stand_at_its_head_those_on_several_behind_them() -> None:
    edition = edited(
        remark("span", "scenes", (1, 2)),
        remark("b", "scene", (1, 1), "tea"),
        remark("a", "scene", (1, 1), "boats"),
    )
    head = edition.scenes[1].head
    assert [(one.id, one.citation, one.leads) for one in head] == [
        ("a", "2", True),
        ("b", "2", False),
        ("span", "2–3", True),
    ]
    assert edition.scenes[2].head == ()


def test_a_note_on_more_than_words_has_no_number_and_changes_none() -> None:
    on_words = (note("kettle", HUT, "The kettle"), note("off", HUT, "Take it off"))
    alone = edited(*on_words)
    together = edited(remark("a", "scene", (0, 0)), remark("b", "character", "Ada"), *on_words)
    numbers = {one.id: (one.number, one.citation) for one in together.notes}
    assert numbers["a"][0] == numbers["b"][0] == 0
    assert {name: numbers[name] for name in ("kettle", "off")} == {
        one.id: (one.number, one.citation) for one in alone.notes
    }


def test_notes_on_persons_are_in_the_order_of_the_cast_list_by_any_name() -> None:
    edition = edited(
        remark("whole", "work"),
        remark("bo", "character", "bo"),
        remark("late", "character", "THE KEEPER", "tea"),
        remark("early", "character", "Ada", "boats"),
    )
    assert [(one.id, one.place, one.citation, one.leads) for one in edition.notes] == [
        ("early", "cast", "Ada", True),
        ("late", "cast", "Ada", False),
        ("bo", "cast", "Bo", True),
        ("whole", "critics", "", True),
    ]


def test_without_a_printed_cast_they_stand_where_that_person_is_first_heard() -> None:
    choice = EditionChoice(front=("title-page",))
    edition = edited(remark("bo", "character", "Bo"), remark("ada", "character", "Ada"))
    assert met_in(edition, 0) == [[], []]
    edition = edited(
        remark("bo", "character", "Bo"), remark("ada", "character", "Ada"), choice=choice
    )
    assert met_in(edition, 0) == [["ada"], ["bo"]]
    assert {one.place for one in edition.notes} == {"margin"}


def test_who_is_not_in_the_cast_list_is_met_too() -> None:
    few = replace(HUT, settings=replace(HUT.settings, cast=(CAST[1],)))
    edition = edited(remark("ada", "character", "Ada"), of=few)
    assert met_in(edition, 0) == [["ada"], []]


def test_what_has_no_place_in_an_edition_is_told() -> None:
    choice = EditionChoice(front=("title-page",), back=("credits",))
    edition = edited(
        remark("whole", "work"),
        remark("cat", "character", "Cat"),
        remark("ada", "character", "Ada"),
        choice=choice,
    )
    assert [one.id for one in edition.notes] == ["ada"]
    assert left_out(edition) == (
        "not printed: 1 on the whole, as the piece `critics` is not asked for; "
        "those on Cat, in no cast list and not heard"
    )
    assert left_out(edited(remark("whole", "work"))) == ""


def test_notes_on_more_than_words_are_chosen_as_all_are() -> None:
    notes = (
        remark("a", "scene", (0, 0), "boats", ("tides",)),
        remark("b", "scene", (0, 0), "tea"),
        remark("c", "work", source="boats"),
        replace(remark("d", "work"), kind="leader"),
    )
    plain = edited(*notes)
    assert [one.id for one in plain.notes] == ["a", "b", "c"]
    tea = edited(*notes, choice=EditionChoice(notes=NoteChoice(sources=("tea",))))
    assert [(one.id, one.leads) for one in tea.scenes[0].head] == [("b", True)]
    nothing = edited(*notes, choice=EditionChoice(notes=NoteChoice(at="none")))
    assert (nothing.notes, nothing.left_out) == ((), ())
    themed = edited(*notes, choice=EditionChoice(notes=NoteChoice(themes=("tides",))))
    assert [one.id for one in themed.notes] == ["a"]


def test_a_part_has_no_note_on_a_scene_without_its_role() -> None:
    choice = EditionChoice(part=True, role="Bo", front=())
    edition = edited(
        remark("first", "scene", (0, 0)),
        remark("last", "scene", (2, 2)),
        remark("ada", "character", "Ada"),
        choice=choice,
    )
    assert [one.id for one in edition.notes] == ["first"]
    assert all(
        not element.met
        for shown in edition.scenes
        for element in shown.elements
        if isinstance(element, EditedSpeech)
    )
