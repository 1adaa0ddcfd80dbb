"""Fair shares: what the margin has no room for stands at the end of its scene, weakest first."""

from __future__ import annotations

from dataclasses import replace

import pytest

from booklet.edit import edit
from booklet.model import Annotation, Edition, EditionChoice, NoteChoice, Paper
from tests.edit.making import analysis, course, note, scene, speech

WORDS = ("kettle", "lamp", "door", "rope", "bell", "boat")
QUIET = [speech("Ada", "It is quiet here. " * 8) for _ in range(12)]
HUT = course(
    scene("HUT", *(speech("Ada", f"The {word} is here.") for word in WORDS)),
    scene("PIER", *QUIET, speech("Bo", "A gull.")),
    analyses=(analysis("boats", "Una Reed"), analysis("tea", "Tom Ash")),
)


def remarks(length: int = 60, source: str = "tea") -> list[Annotation]:
    """A note on each word of the first scene, the first the strongest."""
    return [
        replace(
            note(f"n{number}", HUT, word, f"Of {word}. " + "What a thing it is. " * (length // 5)),
            source=source,
            strength=0.9 - number / 10,
        )
        for number, word in enumerate(WORDS)
    ]


def edited(*notes: Annotation, choice: EditionChoice | None = None) -> Edition:
    result = edit(HUT, notes, choice or EditionChoice())
    assert result.value is not None
    return result.value


def at_end(edition: Edition) -> list[str]:
    return [one.id for shown in edition.scenes for one in shown.end]


def test_notes_with_room_beside_their_lines_stay_there() -> None:
    assert at_end(edited(*remarks(20)[:3])) == []
    assert at_end(edited(note("gull", HUT, "A gull", "What a thing it is. " * 40))) == []


def test_of_too_many_the_weakest_go_in_the_order_of_the_text_and_none_is_lost() -> None:
    edition = edited(*remarks())
    went = at_end(edition)
    assert 0 < len(went) < len(WORDS)
    assert went == [f"n{number}" for number in range(len(WORDS) - len(went), len(WORDS))]
    assert len(edition.notes) == len(WORDS)
    assert {one.id for one in edition.notes if one.place == "end"} == set(went)


def test_numbers_do_not_change_by_it() -> None:
    crowded, roomy = edited(*remarks()), edited(*remarks(5))
    assert at_end(roomy) == []
    assert [(one.id, one.number, one.citation) for one in crowded.notes] == [
        (one.id, one.number, one.citation) for one in roomy.notes
    ]


def test_a_critic_keeps_one_note_beside_the_text_while_another_has_more() -> None:
    notes = remarks()
    notes[-1] = replace(notes[-1], source="boats", strength=0.0)
    edition = edited(*notes)
    assert at_end(edition)
    assert "n5" not in at_end(edition)


def test_what_a_person_decided_goes_last() -> None:
    notes = [*remarks()[:-1], replace(remarks()[-1], strength=1.0)]
    assert "n5" in at_end(edited(*remarks()))
    assert "n5" not in at_end(edited(*notes))


def test_a_wider_page_has_more_room() -> None:
    a4 = EditionChoice(paper=Paper("a4", 210, 297))
    assert len(at_end(edited(*remarks(), choice=a4))) < len(at_end(edited(*remarks())))


@pytest.mark.parametrize("at", ["below", "none"])
def test_without_a_margin_nothing_goes(at: str) -> None:
    choice = EditionChoice(notes=NoteChoice(at=at))  # type: ignore[arg-type]
    assert at_end(edited(*remarks(), choice=choice)) == []


def test_notes_that_an_edition_does_not_show_take_no_room() -> None:
    choice = EditionChoice(notes=NoteChoice(sources=("boats",)))
    crowd = [replace(one, source="tea") for one in remarks()]
    crowd[0] = replace(crowd[0], source="boats")
    assert at_end(edited(*crowd, choice=choice)) == []


def test_the_first_left_beside_the_text_shows_the_words_and_so_does_the_one_at_the_end() -> None:
    pair = [
        replace(one, id=f"{one.id}-{source}", source=source, strength=strength)
        for one in remarks(90)
        for source, strength in (("boats", 0.1), ("tea", 0.8))
    ]
    edition = edited(*pair)
    went = set(at_end(edition))
    assert went
    for number in range(1, len(WORDS) + 1):
        beside = [one for one in edition.notes if one.number == number and one.id not in went]
        assert [one.leads for one in beside] == [True, *[False] * (len(beside) - 1)][: len(beside)]
