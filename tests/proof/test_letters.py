"""A font that draws one letter for another is told from one that draws its own in its own way."""

from __future__ import annotations

import random
from string import ascii_lowercase, ascii_uppercase

import pytest

from booklet.compose import compose_print
from booklet.proof import prove
from booklet.proof.letters import FACES, swapped
from booklet.shipped import shipped_folder
from booklet.typeset import typeset
from tests.compose.booklets import screenplay
from tests.proof.fonts_made import SHIPPED, glyphs, with_letters_moved

FONTS = sorted(
    path.relative_to(shipped_folder("styles") / "fonts").as_posix()
    for folder in (*FACES, "fallback")
    for path in (shipped_folder("styles") / "fonts" / folder).glob("*.ttf")
)


def looked_at(moved: dict[str, str], name: str = SHIPPED) -> dict[str, str]:
    """The letters that are found to be drawn as others."""
    program = with_letters_moved(moved, name)
    characters = glyphs(program)
    # What was moved is said by the text, not by the font.
    says = {glyph: text for glyph, text in characters.items() if text not in moved.values()}
    back = {other: letter for letter, other in moved.items()}
    original = glyphs(with_letters_moved({}, name))
    says |= {glyph: back[text] for glyph, text in original.items() if text in back}
    return {says[glyph]: other for glyph, other in swapped(program, says).items()}


@pytest.mark.parametrize("name", FONTS)
def test_each_shipped_font_draws_its_letters(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    program = (shipped_folder("styles") / "fonts" / name).read_bytes()
    monkeypatch.setattr("booklet.proof.letters._shipped_letters", lambda *_: [])
    assert swapped(program, glyphs(program)) == {}


@pytest.mark.parametrize("name", FONTS)
def test_letters_of_a_shipped_font_need_no_drawing(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = (shipped_folder("styles") / "fonts" / name).read_bytes()
    monkeypatch.setattr("booklet.proof.letters._pictures", None)
    assert swapped(program, glyphs(program)) == {}


@pytest.mark.parametrize(
    "pair", [("a", "o"), ("n", "t"), ("6", "7"), ("в", "м"), ("α", "ω")], ids="-".join
)
def test_two_letters_that_change_places_are_found(pair: tuple[str, str]) -> None:
    one, other = pair
    assert looked_at({one: other, other: one}) == {one: other, other: one}


@pytest.mark.parametrize(
    ("pair", "name"), [(("e", "o"), SHIPPED), (("c", "e"), FACES[0] + "/EBGaramond-Regular.ttf")]
)
def test_so_are_two_that_are_rather_alike(pair: tuple[str, str], name: str) -> None:
    one, other = pair
    assert looked_at({one: other, other: one}, name) == {one: other, other: one}


def test_a_letter_with_the_picture_of_another_one_is_found() -> None:
    # What a substitution by the font does: its `a` is there for an `e` too, in a further font.
    program = with_letters_moved({})
    a = next(glyph for glyph, text in glyphs(program).items() if text == "a")
    assert swapped(program, {a: "e"}, [(a, "a")]) == {a: "a"}
    assert swapped(program, {a: "a"}, [(a, "e")]) == {}


@pytest.mark.slow
@pytest.mark.parametrize("name", [name for name in FONTS if "fallback" not in name])
def test_an_alphabet_that_is_shuffled_is_found(name: str) -> None:
    drawn = random.Random(name)
    moved: dict[str, str] = {}
    for letters in (ascii_lowercase, ascii_uppercase):
        moved |= dict(zip(letters, drawn.sample(letters, len(letters)), strict=True))
    assert len(looked_at(moved, name)) > 40


def test_what_is_drawn_alike_in_good_faces_may_be_exchanged() -> None:
    assert looked_at({"l": "I", "I": "l", "0": "O", "O": "0"}) == {}


def test_capitals_for_small_letters_are_no_other_letters() -> None:
    program = with_letters_moved({})
    capitals = {glyph: text.lower() for glyph, text in glyphs(program).items() if text.isupper()}
    assert swapped(program, capitals) == {}


def test_what_is_no_font_or_has_no_such_glyph_is_let_pass() -> None:
    assert swapped(b"no font", {1: "a"}) == {}
    assert swapped(b"", {1: "a"}) == {}
    assert swapped(with_letters_moved({}), {60000: "a"}) == {}


def test_latin_is_set_with_the_letters_that_it_has() -> None:
    latin = screenplay(language="la")
    document = compose_print(latin, None).value
    assert document is not None
    laid = typeset(document.html, document.stylesheets, latin, None)
    assert laid.value is not None
    assert "glyph-swapped" not in {each.code for each in prove(laid.value.pdf, latin).problems}
