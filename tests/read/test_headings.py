"""Numbers and names in headings."""

from __future__ import annotations

import pytest

from booklet.read.headings import names_act, names_scene, number_in


@pytest.mark.parametrize(
    ("heading", "number"),
    [
        ("Act 2", "2"),
        ("ACT II", "2"),
        ("II. Akt", "2"),
        ("Scene 12A", "12A"),
        ("SCÈNE XIV.", "14"),
        ("Scene IX, a quay", "9"),
        ("IV", "4"),
        ("Действие первое", "1"),
        ("Dritter Auftritt", "3"),
        ("Scène dernière", ""),
        ("Jornada segunda", "2"),
        ("Two acts", ""),
        ("What I saw", ""),
        ("Act One", "1"),
        ("A room", ""),
        ("", ""),
    ],
)
def test_number_in_a_heading(heading: str, number: str) -> None:
    assert number_in(heading) == number


@pytest.mark.parametrize("text", ["Act Two", "ZWEITER AKT", "acte", "Действие первое", "Jornada 1"])
def test_words_for_an_act(text: str) -> None:
    assert names_act(text)
    assert not names_scene(text)


@pytest.mark.parametrize("text", ["scene", "3. Auftritt", "Prologue", "Явление 2", "EPILOG"])
def test_words_for_a_scene(text: str) -> None:
    assert names_scene(text)
    assert not names_act(text)


@pytest.mark.parametrize("text", ["Action", "Monday", "configuration", ""])
def test_other_words(text: str) -> None:
    assert not names_act(text)
    assert not names_scene(text)
