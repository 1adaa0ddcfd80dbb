"""Pictures of the script: what they show, that nothing leaves them, and that all can read them."""

from __future__ import annotations

import re
from dataclasses import replace
from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from booklet.compose import compose_page, compose_print
from booklet.compose.preparing.data import EditionData, PictureData
from booklet.compose.preparing.prepare import prepare
from booklet.edit import edit
from booklet.model import Annotation, Course, Edition
from tests.edit.making import analysis, course, note, scene, speech

QUAY = course(
    scene(
        "QUAY",
        speech("Ada", "The rope is wet and the knot will not hold."),
        speech("Bo", "Then cut it."),
    ),
    scene("BOAT", speech("Bo", "Nobody comes.")),
    analyses=(analysis("knots", "Una Reed"), analysis("ropes", "Tom Ash")),
)
MET = (
    note("a", QUAY, "knot will not hold", source="knots"),
    note("b", QUAY, "knot will not hold", source="ropes"),
    note("c", QUAY, "The rope", source="ropes"),
)


def edition_of(of: Course, *notes: Annotation) -> Edition:
    edition = edit(of, notes).value
    assert edition is not None
    return edition


def data_of(of: Course, *notes: Annotation) -> EditionData:
    return prepare(edition_of(of, *notes), "print")


def pictures(of: Course, *notes: Annotation) -> dict[str, PictureData]:
    return {picture["kind"]: picture for picture in data_of(of, *notes)["pictures"]}


def test_a_picture_without_anything_to_show_is_left_out() -> None:
    assert set(pictures(QUAY)) == {"speaking"}
    assert set(pictures(QUAY, MET[2])) == {"speaking", "attention"}
    assert set(pictures(QUAY, *MET)) == {"speaking", "attention", "meetings"}


def test_who_says_most_stands_first_and_a_box_is_as_full_as_their_share() -> None:
    speaking = pictures(QUAY)["speaking"]
    assert [row["label"] for row in speaking["rows"]] == ["Ada", "Bo"]
    ada, bo = (row["bars"] for row in speaking["rows"])
    assert [len(ada), len(bo)] == [1, 2]
    row = speaking["rows"][1]
    assert bo[1]["height"] == row["height"], "Bo says all of the second scene"
    assert ada[0]["height"] > bo[0]["height"]
    assert speaking["alt"].startswith(
        "Ada speaks 10\u00a0words in 1\u00a0scene; Bo speaks 5\u00a0words"
    )


def test_a_scene_is_as_wide_as_it_is_long() -> None:
    first, second = pictures(QUAY)["speaking"]["columns"]
    assert first["width"] > 5 * second["width"]


def test_the_more_sources_the_taller_the_stroke_and_silent_scenes_are_named() -> None:
    attention = pictures(QUAY, *MET)["attention"]
    one, two = attention["rows"][0]["bars"]
    assert one["x"] < two["x"]
    assert two["height"] > one["height"]
    assert attention["rows"][1]["bars"] == []
    assert attention["silent"] == ["2"]
    (top,) = attention["top"]
    assert (top["citation"], [series["letter"] for series in top["series"]]) == ("1.1", ["A", "B"])


def test_notes_on_overlapping_words_meet_and_notes_side_by_side_do_not() -> None:
    apart = (
        note("a", QUAY, "The rope is", source="knots"),
        note("b", QUAY, "the knot will", source="ropes"),
    )
    assert "meetings" not in pictures(QUAY, *apart)
    over = replace(apart[1], target=replace(MET[2].target, end=25)) if MET[2].target else apart[1]
    assert len(pictures(QUAY, apart[0], over)["meetings"]["rows"]) == 1


def test_two_notes_of_one_source_do_not_meet() -> None:
    both = (MET[0], replace(MET[1], source="knots"))
    assert "meetings" not in pictures(QUAY, *both)


def test_whether_sources_agree_is_said_only_where_a_person_said_so() -> None:
    def stance(kind: str) -> tuple[str, str]:
        meetings = pictures(QUAY, MET[0], replace(MET[1], kind=kind))["meetings"]
        return meetings["rows"][0]["stance"], meetings["alt"]

    assert stance("comment") == ("", "1.1: A, B.")
    assert stance("agreement") == ("=", "1.1: A, B (agreement).")
    assert stance("conflict") == ("≠", "1.1: A, B (disagreement).")


def test_drawings_are_well_formed_told_in_words_and_without_colour() -> None:
    edition = edition_of(QUAY, MET[0], replace(MET[1], kind="conflict"), MET[2])
    printed = compose_print(edition, None).value
    assert printed is not None
    for html in (printed.html, compose_page(edition, None).value or ""):
        drawings = re.findall(r"<svg .*?</svg>", html, re.DOTALL)
        assert len(drawings) == 3
        for drawing in drawings:
            root = ElementTree.fromstring(drawing)
            title = root[0]
            assert title.tag.endswith("title")
            assert len(title.text or "") > 20
            assert root.get("role") == "img"
            paints = re.findall(r'(?:fill|stroke|color)="([^"]*)"', drawing)
            assert set(paints) <= {"currentColor", "#000", "none", "url(#hatch)"}


def test_a_long_name_and_a_hundred_scenes_find_room() -> None:
    name = "Players who take the roles of a King, a Queen and a Prologue"
    of = course(*(scene(f"ROOM {index}", speech(name, "One.")) for index in range(150)))
    data = pictures(of, note("a", of, "One."))
    assert data["speaking"]["rows"][0]["label"] == "Players who take …"
    assert data["attention"]["height"] <= 500
    labels = [row["label"] for row in data["attention"]["rows"]]
    assert labels[:4] == ["1", "", "", "4"]
    assert data["speaking"]["columns"][0]["x"] < 110
    shown = [column for column in data["speaking"]["columns"] if column["label"]]
    assert 10 < len(shown) < 75


WORDS = st.lists(st.integers(0, 400), min_size=1, max_size=160)


@given(WORDS, st.integers(1, 20))
def test_nothing_leaves_a_picture_and_it_keeps_to_its_page(
    lengths: list[int], speakers: int
) -> None:
    scenes = [
        scene(f"ROOM {index}", speech(f"S{index % speakers}", "word " * words + "end"))
        for index, words in enumerate(lengths)
    ]
    of = course(*scenes, analyses=(analysis("knots"), analysis("ropes")))
    notes = (note("a", of, "end", source="knots"), note("b", of, "end", source="ropes"))
    for picture in pictures(of, *notes).values():
        assert picture["height"] <= 520
        for row in picture["rows"]:
            assert 0 <= row["y"] <= row["y"] + row["height"] <= picture["height"] + 0.1
            for bar in row["bars"]:
                assert bar["width"] > 0
                assert 0 <= bar["x"] <= picture["width"] + 2
                assert row["y"] - 0.1 <= bar["y"]
                assert bar["y"] + bar["height"] <= row["y"] + row["height"] + 0.1
            assert all(0 <= sign["x"] <= picture["width"] for sign in row["signs"])
        for column in picture["columns"]:
            assert 0 <= column["x"] <= column["x"] + column["width"] <= picture["width"] + 0.5
