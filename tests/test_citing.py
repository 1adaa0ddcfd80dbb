"""Citations: acts, scenes and lines as each school writes them."""

from __future__ import annotations

import pytest

from booklet.citing import LAST, Cited, cited_in, cited_in_brackets, heading_number, number_of


def places(found: tuple[Cited, ...]) -> list[tuple[int, int, int, int]]:
    return [(each.act, each.scene, each.line, each.to) for each in found]


@pytest.mark.parametrize(
    "text",
    [
        "Act II, Scene 3",
        "act ii, sc. 3",
        "Act Two, Scene Three",
        "the third scene of the second act",
        "Akt II, Szene 3",
        "2. Akt, 3. Szene",
        "II. Akt, 3. Sz.",
        "Zweiter Aufzug, dritter Auftritt",
        "im dritten Auftritt des zweiten Aufzugs",
        "acte II, scène 3",
        "acte II, scène troisième",
        "à la scène 3 de l’acte II",
        "II, sc. 3",
        "acto segundo, escena tercera",
        "jornada II, escena 3",
        "en el tercer cuadro del acto II",
        "д. II, явл. 3",
        "действие второе, явление третье",
        "в третьем явлении II действия",
        "atto secondo, scena terza",
    ],
)
def test_every_school_cites_the_same_place(text: str) -> None:
    assert places(cited_in(f"So {text}: und")) == [(2, 3, 0, 0)]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("v. 6", (6, 6)),
        ("ll. 17-18", (17, 18)),
        ("vv. 117–9", (117, 119)),
        ("Vers 8", (8, 8)),
        ("ст. 17—18", (17, 18)),
    ],
)
def test_lines_are_cited_in_full_and_short(text: str, lines: tuple[int, int]) -> None:
    assert places(cited_in(text)) == [(0, 0, *lines)]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("I, 1", (1, 1, 0, 0)),
        ("I.iii", (1, 3, 0, 0)),
        ("I/1", (1, 1, 0, 0)),
        ("2.1.3", (2, 1, 3, 3)),
        ("II, 2, l. 23", (2, 2, 23, 23)),
        ("vgl. I, 1", (1, 1, 0, 0)),
        ("Ferry 3.1.65-7", (3, 1, 65, 67)),
        ("acte II, scène 2", (2, 2, 0, 0)),
        ("Akt II, Szene 1, V. 6", (2, 1, 6, 6)),
    ],
)
def test_in_brackets_bare_numbers_are_enough(text: str, place: tuple[int, int, int, int]) -> None:
    assert places(cited_in_brackets(text)) == [place]


def test_a_v_with_a_full_stop_is_a_line_before_it_is_act_five() -> None:
    assert places(cited_in_brackets("V. 13")) == [(0, 0, 13, 13), (5, 13, 0, 0)]


@pytest.mark.parametrize(
    "text",
    [
        "In this scene I think of acts",
        "as I act in two acts",
        "un tableau de maître",
        "die Szene war lang",
        "all 3 scenes",
        "a 2 escena",
    ],
)
def test_words_that_only_look_like_citations_cite_nothing(text: str) -> None:
    assert cited_in(text) == ()


def test_two_citations_stay_two() -> None:
    found = cited_in("2. Akt, 1. Szene und 3. Akt, 2. Szene")
    assert places(found) == [(2, 1, 0, 0), (3, 2, 0, 0)]


def test_the_last_scene_is_known_for_it() -> None:
    assert places(cited_in("the last scene of Act I")) == [(1, LAST, 0, 0)]
    assert heading_number("SCÈNE DERNIÈRE. Tous.") == LAST


@pytest.mark.parametrize(
    ("word", "value"),
    [("2", 2), ("XIV", 14), ("ii", 2), ("2nd", 2), ("1er", 1), ("1-й", 1), ("третьем", 3)],
)
def test_a_number_is_known_however_it_is_written(word: str, value: int) -> None:
    number = number_of(word)
    assert number is not None
    assert number.value == value


def test_other_words_are_no_number() -> None:
    assert number_of("mild") is None
    assert number_of("2x") is None
