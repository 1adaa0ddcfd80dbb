"""What an edition has to show, in the order of printing."""

from __future__ import annotations

from dataclasses import replace

from booklet.model import (
    Act,
    Direction,
    EditedDual,
    EditedLine,
    EditedSpeech,
    InlineDirection,
    Line,
    Mark,
    Span,
    Speech,
)
from booklet.proof.expected import Expected, expect
from tests.proof.pressroom import FILE, edition, line, note, speech


def spelled(expected: Expected, item: int | None = None) -> str:
    return " ".join(word.spelled for word in expected.words if item in (None, word.item))


def test_an_inline_direction_stands_within_its_line() -> None:
    whispering = InlineDirection(10, "whispering")
    spoken = EditedLine(Line("Hold fast. Now pull.", Span(FILE, 6), directions=(whispering,)))
    expected = expect(edition(speech(1, "Ines", 5, spoken), heading=""))
    assert spelled(expected) == "Ines Hold fast. whispering Now pull."
    assert [item.kind for item in expected.items] == ["speech", "direction"]
    assert spelled(expected, 0) == "Ines Hold fast. Now pull."


def test_speeches_side_by_side_are_all_expected() -> None:
    both = EditedDual(
        (speech(1, "Ines", 5, line("Pull!", 6)), speech(2, "Tomas", 7, line("Push!", 8)))
    )
    of = edition(heading="")
    of = replace(of, scenes=(replace(of.scenes[0], elements=(both,)),))
    assert spelled(expect(of)) == "Ines Pull! Tomas Push!"


def test_an_act_s_heading_is_expected_once() -> None:
    of = edition(heading="The Landing")
    act = Act("1", "Low Water", Span(FILE, 1))
    opening = replace(of.scenes[0], scene=replace(of.scenes[0].scene, act=act), opens_act=True)
    of = replace(of, scenes=(opening, replace(opening, opens_act=False)))
    assert spelled(expect(of)) == "Low Water The Landing The Landing"


def test_what_stands_before_the_first_scene_is_expected() -> None:
    verse = Line("A river, then.", Span(FILE, 2))
    prologue = EditedSpeech(Speech(None, (), (verse,), verse.span), "", "", (EditedLine(verse),))
    of = edition(heading="The Landing")
    of = replace(of, front=(Direction("The house lights stay on.", Span(FILE, 1)), prologue))
    assert spelled(expect(of)) == "The house lights stay on. A river, then. The Landing"


def test_a_note_is_anchored_at_the_first_of_its_words() -> None:
    mark = Mark(9, 17, 1, True, (note("n", 1, "Yes."),))
    expected = expect(edition(speech(1, "Ines", 5, line("It is no river at all", 6, [mark]))))
    word, span = expected.anchors["n"]
    assert expected.words[word].spelled == "river"
    assert span == Span(FILE, 6, 1)


def test_a_note_on_words_after_a_direction_is_anchored_there() -> None:
    mark = Mark(11, 14, 1, True, (note("n", 1, "Yes."),))
    spoken = Line("Hold fast. Now pull.", Span(FILE, 6), directions=(InlineDirection(11, "low"),))
    expected = expect(edition(speech(1, "Ines", 5, EditedLine(spoken, "", (mark,)))))
    assert expected.words[expected.anchors["n"][0]].spelled == "Now"
