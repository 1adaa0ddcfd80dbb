"""The speeches of quotation lists, in the shapes in which they come."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booklet.ingest.blocks import from_text
from booklet.ingest.quotations import Exchange, exchanges
from booklet.ingest.speakers import answering, canonical_names, joined_names
from booklet.model import CastMember, Direction
from tests.ingest.miniatures import imported, page, text


def read(dump: str) -> tuple[Exchange, ...]:
    return exchanges(from_text(dump), "page.txt", "Page")


def speakers(found: tuple[Exchange, ...]) -> list[list[str]]:
    return [[speech.speaker for speech in exchange.speeches] for exchange in found]


@pytest.mark.parametrize(
    "row",
    [
        "• Orla : Is it noon?",
        "Orla: Is it noon?",
        "- Orla: Is it noon?",
        "**Orla**: Is it noon?",
        "**Orla:** Is it noon?",
        "'''Orla''': Is it noon?",
        "ORLA: Is it noon?",
        "“Is it noon?” — Orla",
        "“Is it noon?”\n— Orla",
        '"Is it noon?" - Orla',
    ],
)
def test_one_line_in_each_shape(row: str) -> None:
    (exchange,) = read(row)
    (speech,) = exchange.speeches
    assert (speech.speaker.casefold(), speech.text) == ("orla", "Is it noon?")


def test_directions_before_inside_and_after_stand_where_they_stood() -> None:
    (exchange,) = read("Orla: [whispers] Up here. [a bell] Did you hear? [laughs]")
    kinds = [(type(part) is Direction, part.text) for part in exchange.speeches[0].body]
    assert kinds == [
        (True, "whispers"),
        (False, "Up here."),
        (True, "a bell"),
        (False, "Did you hear?"),
        (True, "laughs"),
    ]


def test_a_speech_cut_in_three_by_a_flattened_page_is_whole_again() -> None:
    (exchange,) = read("• Orla : You always go\n• Orla : [ sighs ]\n• Orla : when you sit down.")
    assert len(exchange.speeches) == 1
    assert exchange.speeches[0].text == "You always go\nwhen you sit down."


def test_a_speech_of_a_direction_only_is_a_direction() -> None:
    (exchange,) = read("Orla: Knock first.\nDenny: [laughs]\nOrla: I mean it.")
    assert [type(part).__name__ for part in exchange.elements] == [
        "QuotedSpeech",
        "Direction",
        "QuotedSpeech",
    ]
    assert exchange.elements[1].text == "Denny laughs"


def test_blank_lines_bound_exchanges_and_nothing_is_doubtful() -> None:
    found = imported(page("blocks.txt"))
    assert found.doubtful == 0
    assert found.files["script.fountain"].decode().count("> · · · <") == 2


def test_the_same_speaker_twice_begins_a_new_exchange() -> None:
    found = read(
        "• Orla : The stairs are long today.\n"
        "• Orla : I never liked the second bell at all.\n"
        "• Denny : Why not?\n"
    )
    assert speakers(found) == [["Orla"], ["Orla", "Denny"]]


def test_a_bound_that_is_only_guessed_is_marked_doubtful() -> None:
    found = read("• Orla : Is it you?\n• Denny : It is me.\n• Baker : The bread is black again.\n")
    assert [exchange.doubtful for exchange in found] == [False, True]


def test_first_and_last_lines_are_marked() -> None:
    found = read("• [ first lines ]\n• Orla : Up.\n• [last lines]\n• Orla : Down.\n")
    assert [exchange.marker for exchange in found] == ["first", "last"]


def test_bounds_that_a_person_set_win() -> None:
    dump = "• Orla : Are you there?\n• Denny : Yes.\n• Orla : Good.\n• Denny : Is it?\n"
    found = exchanges(from_text(dump), "p", "P", bounds=((1, 1, False), (2, 4, False)))
    assert [(exchange.first, exchange.last) for exchange in found] == [(1, 1), (2, 4)]


def test_a_song_is_lines_of_a_lyric() -> None:
    (exchange,) = read("Orla: ♪ Low is the water ♪ slow is the bell ♪")
    assert [part.kind for part in exchange.speeches[0].body] == ["lyric", "lyric"]


def test_a_letter_goes_on_over_paragraphs() -> None:
    (exchange,) = read(
        "Denny: Dear Orla,\nI turned the boat round twice before noon today.\nOrla: Oh."
    )
    assert len(exchange.speeches[0].body) == 2
    assert speakers((exchange,)) == [["Denny", "Orla"]]


def test_full_name_and_first_name_are_one_person() -> None:
    names = canonical_names(["Orla", "Orla", "Orla Quill", "Old Man", "Man", "DENNY"])
    assert names["orla quill"] == "Orla"
    assert names["man"] == "Man"
    assert names["denny"] == "Denny"


def test_the_name_of_the_cast_is_printed() -> None:
    names = canonical_names(["Quill", "Orla"], [CastMember("Orla", aliases=("Orla Quill",))])
    assert {names["quill"], names["orla"]} == {"Orla"}


@given(
    st.lists(
        st.tuples(st.sampled_from(["Orla", "Denny", "Baker"]), st.sampled_from(["Up.", "So?"])),
        min_size=1,
        max_size=25,
    )
)
def test_no_speech_is_lost_and_none_is_doubled(rows: list[tuple[str, str]]) -> None:
    dump = "".join(f"• {name} : {words} {at}\n" for at, (name, words) in enumerate(rows))
    spoken = [speech.text for exchange in read(dump) for speech in exchange.speeches]
    assert spoken == [f"{words} {at}" for at, (_, words) in enumerate(rows)]


def test_wiki_and_database_pages_in_html() -> None:
    wiki = imported(page("wiki.html")).files["script.fountain"].decode()
    assert "ORLA\nWhen it is noon.\n(winds the clock)\n" in wiki
    base = imported(page("base.html")).files["script.fountain"].decode()
    assert "ORLA\n(on the stairs)\nOne hundred and nine.\n" in base
    assert "!The bell strikes once.\n" in base
    assert wiki.count("> · · · <") == 3
    assert base.count("> · · · <") == 2


def test_lines_listed_under_a_speakers_name_are_that_speakers() -> None:
    course = imported(page("wiki-dump.txt"))
    script = course.files["script.fountain"].decode()
    assert course.speeches == 10
    assert "DENNY FARROW\nA town that waits together is still a town.\n" in script
    assert "Every hour has a keeper" not in script


def test_comments_between_quotations_are_not_spoken() -> None:
    course = imported(page("quotes-with-comments.txt"))
    script = course.files["script.fountain"].decode()
    assert course.speeches == 3
    assert script.count("> · · · <") == 2
    assert "sums up" not in script


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("ORLA. One more.\nDENNY (aside). No.\nORLA. Yes.\nDENNY. Well.\n", "DENNY\n(aside)\nNo."),
        ("ОРЛА. Ещё одна.\nДЕНИ. Нет.\nОРЛА. Да.\nДЕНИ. Хорошо.\n", "ОРЛА\nЕщё одна."),
        ("ORLA. – Encore.\nDENI, riant. – Non.\nORLA. – Si.\nDENI. – Bon.\n", "(riant)\nNon."),
    ],
)
def test_a_play_with_a_stop_after_the_name(page: str, expected: str) -> None:
    assert expected in imported(text("play.txt", page)).files["script.fountain"].decode()


def test_sentences_in_capitals_are_no_play() -> None:
    dump = "Orla: Up.\nDenny: No.\nOrla: Yes.\nNOTE. One.\nALSO. Two.\nEND. Three.\nSTOP. Four.\n"
    assert imported(text("page.txt", dump)).speeches == 3


def test_a_direction_that_names_nobody_is_the_speakers_above_it() -> None:
    (exchange,) = read("• Orla : Nine hundred.\n• [ sighs ]\n• Denny : And ten.")
    first, second = exchange.speeches
    assert [part.text for part in first.body] == ["Nine hundred.", "sighs"]
    assert second.text == "And ten."


@pytest.mark.parametrize("told", ["Orla sighs", "a bell rings", "Cut to the square"])
def test_a_direction_with_a_subject_stands_alone(told: str) -> None:
    (exchange,) = read(f"• Orla : Nine hundred.\n• [ {told} ]\n• Denny : And ten.")
    assert [type(part) is Direction for part in exchange.elements] == [False, True, False]


def test_an_aside_begins_small_where_its_word_is_small_elsewhere() -> None:
    (exchange,) = read("Orla: [Winding the clock] There.\nDenny: You were winding.\nOrla: Yes.")
    assert exchange.speeches[0].body[0].text == "winding the clock"


def test_an_aside_keeps_the_capital_of_a_name_and_of_a_sentence() -> None:
    rows = "Orla: [Denny nods] There.\nDenny: [Winding it.] You were winding.\nOrla: Yes."
    (exchange,) = read(rows)
    assert [speech.body[0].text for speech in exchange.speeches[:2]] == [
        "Denny nods",
        "Winding it.",
    ]


def test_names_that_answer_each_other_are_two_persons() -> None:
    row = ["Miss Grove", "Grove", "Uncle Ben", "Ben", "", "Lady Brandt", "Brandt"]
    names = canonical_names(row * 2, (), answering(row))
    assert [names[name.casefold()] for name in row if name] == [name for name in row if name]


def test_names_that_never_answer_each_other_are_one() -> None:
    row = [*["Dr. Ines Varga"] * 3, "", "Dr. Varga", "", "Ines"]
    names = canonical_names(row, (), answering(row))
    assert {names[name.casefold()] for name in row if name} == {"Dr. Ines Varga"}
    assert joined_names(names) == (("Dr. Ines Varga", ("dr. varga", "ines")),)


def test_other_titles_are_other_persons() -> None:
    names = canonical_names(["Mrs. Ada Grove", "Mrs. Ada Grove", "Mr. Grove"])
    assert names["mr. grove"] == "Mr. Grove"
