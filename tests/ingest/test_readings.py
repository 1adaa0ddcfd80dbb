"""The same line from two pages is one speech with two witnesses."""

from __future__ import annotations

import yaml
from hypothesis import given
from hypothesis import strategies as st

from booklet.ingest.alignment import matches, shared_words, words_in_common
from booklet.ingest.apparatus import BODY_WORDS
from booklet.ingest.blocks import from_text
from booklet.ingest.collation import collate
from booklet.ingest.quotations import exchanges
from booklet.ingest.readings import Collated, differences, variants
from tests.ingest.miniatures import imported, text

_WORDS = st.sampled_from(["bell", "rope", "tide", "lamp", "oar"])


def collated(*pages: str) -> tuple[Collated, ...]:
    return collate(
        [
            exchange
            for number, dump in enumerate(pages)
            for exchange in exchanges(from_text(dump), f"{number}.txt", f"Page {number}")
        ]
    )


def test_the_fullest_reading_is_printed_and_the_difference_noted() -> None:
    (exchange,) = collated(
        "Orla: I have wound it a thousand mornings.",
        "Orla: I have wound that a thousand mornings, and it never thanked me.",
    )
    (speech,) = exchange.speeches
    assert speech.text.endswith("never thanked me.")
    (variant,) = variants(speech)
    assert speech.text[variant.start : variant.end] == "that"
    assert (variant.reading, variant.witnesses) == ("it", ("Page 0",))


def test_punctuation_and_capitals_make_no_variant() -> None:
    assert differences("Well — it's noon, Orla!", "well it’s noon… orla") == []


def test_an_excerpt_says_nothing_about_the_rest() -> None:
    long = "You never asked. I keep the time for you, and I do not know what it is for."
    assert shared_words(long, "I keep the time for you") == 6
    assert differences(long, "I keep the time for you") == []


def test_an_ellipsis_in_a_witness_is_no_omission() -> None:
    long = "I turned the boat round twice, and then I rowed home in the dark without a lamp."
    assert differences(long, "I turned the boat round … I rowed home in the dark") == []


def test_short_answers_that_many_exchanges_have_are_not_confused() -> None:
    found = collated(
        "Orla: Is the water high?\nDenny: Yes.", "Baker: Is the oven warm?\nDenny: Yes."
    )
    assert [len(exchange.speeches) for exchange in found] == [2, 2]


def test_short_answers_between_lines_that_match_are_the_same() -> None:
    (exchange,) = collated(
        "Orla: Did you hear it from the boat?\nDenny: Yes.\nOrla: Then you know what I did.",
        "Orla: Did you hear it from your boat?\nDenny: Yes.\nOrla: So you know what I did.",
    )
    assert [len(speech.readings) for speech in exchange.speeches] == [2, 2, 2]


def test_what_is_said_twice_on_one_page_stays_twice() -> None:
    found = collated(
        "Baker: Do you know the way to the mill?\n"
        "Orla: What mill?\n\n"
        "Baker: But do you know the way to the mill?\n"
        "Orla: I do.\n\nDenny: Good.\nOrla: Is it?\n"
    )
    assert sum(len(exchange.speeches) for exchange in found) == 6


def test_an_exchange_with_more_lines_takes_in_the_other() -> None:
    (exchange,) = collated(
        "Orla: Why did the bell not ring this morning?\nDenny: It did.",
        "Orla: Why did the bell not ring this morning?\nDenny: Ask it.\nOrla: You.\nDenny: It did.",
    )
    spoken = [speech.text for speech in exchange.speeches]
    assert spoken[1:] == ["Ask it.", "You.", "It did."]


def test_the_apparatus_is_a_note_of_its_own_kind() -> None:
    course = imported(
        text(
            "a.txt", "Orla: I have wound it a thousand mornings.\nDenny: You have.\nOrla: I have."
        ),
        text("b.txt", "Orla: I wound it a thousand mornings.\nDenny: You have.\nOrla: I have."),
    )
    notes = course.files["annotations.yaml"].decode()
    assert "kind: apparatus" in notes
    assert "*b.txt* leaves out “have”." in notes
    assert course.files["script.fountain"].decode().count("thousand mornings") == 1


def body_of(printed: str, *others: str) -> str:
    """The body of the note on a line that other pages have otherwise."""
    rest = "\nDenny: You have told me that before.\nOrla: I have."
    pages = [
        text(f"{name}.txt", f"Orla: {line}{rest}")
        for name, line in zip("abc", (printed, *others), strict=False)
    ]
    (note,) = yaml.safe_load(imported(*pages).files["annotations.yaml"])["annotations"]
    assert note["quote"]["exact"] in printed
    return str(note["body"])


def test_a_reading_stands_with_its_witness() -> None:
    body = body_of(
        "I wound the big clock a thousand mornings in a row.",
        "I wound the old clock a thousand mornings in a row.",
    )
    assert body == "*b.txt* has “old clock”."


def test_words_that_a_reading_adds_stand_between_the_signs_of_the_printed_line() -> None:
    body = body_of(
        "I wound the big clock a thousand mornings. I am tired of the stairs, and of every bell.",
        "I wound the big clock a thousand mornings. You see I am tired of stairs.",
    )
    assert "mornings. You see I" in body


def test_several_readings_say_what_they_stand_for() -> None:
    body = body_of(
        "I wound the big clock a thousand mornings in a row, and the boat came every evening.",
        "I wound the old clock a thousand mornings in a row, and a ship came every evening.",
    )
    assert body.startswith("*b.txt* has “")
    assert body.count(" for “") == 2
    assert body.count("b.txt") == 1


def test_a_quotation_inside_a_reading_has_single_marks() -> None:
    body = body_of(
        "They called it the big clock for a thousand mornings, all of them.",
        'They called it "the old" clock for a thousand mornings, all of them.',
    )
    assert '"' not in body
    assert body.count("“") == body.count("”")


def test_a_long_note_on_readings_counts_what_it_does_not_tell() -> None:
    places = [f"and number {at} was a lamp that somebody had lit too early" for at in range(12)]
    printed = "We counted them " + " ".join(places)
    body = body_of(printed, printed.replace("a lamp", "one light"))
    assert len(body.split()) <= BODY_WORDS + 5
    assert body.endswith("more differences.")


NOUNS = ["bell", "boat", "stair", "gull", "noon", "wheel", "bread", "lamp"]
WORDS = st.lists(st.sampled_from(NOUNS), max_size=14)


@given(st.permutations(NOUNS), st.integers(1, len(NOUNS) - 2), st.sampled_from(["moon", "", "a b"]))
def test_one_word_read_otherwise_is_the_one_difference(
    row: list[str], at: int, instead: str
) -> None:
    other = [*row[:at], *instead.split(), *row[at + 1 :]]
    printed = " ".join(row)
    (difference,) = differences(printed, " ".join(other))
    start, end, words = difference
    assert (printed[start:end], words) == (row[at], instead)


@given(WORDS)
def test_a_reading_does_not_differ_from_itself(row: list[str]) -> None:
    assert differences(" ".join(row), " ".join(row)) == []


@given(st.lists(_WORDS, max_size=12), st.lists(_WORDS, max_size=12))
def test_words_in_common_in_order_are_never_more_than_in_any_order(
    one: list[str], other: list[str]
) -> None:
    in_order = sum(size for _, _, size in matches(one, other))
    assert in_order <= words_in_common(one, other)
