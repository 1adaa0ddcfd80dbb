"""Words are found again in their order; what is missing is missing, whatever stands around it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from booklet.proof.align import align, settle, taken_apart

WORD = st.sampled_from(["oar", "fog", "bell", "gull", "rope", "tide", "mud", "eel", "pier", "lamp"])
FOREIGN = st.sampled_from(["17", "204", "3", "cont"])


def found_words(expected: list[str], printed: list[str]) -> list[str | None]:
    return [printed[place] if place >= 0 else None for place in align(expected, printed)]


@given(st.lists(WORD, max_size=60))
def test_a_text_is_found_in_itself(words: list[str]) -> None:
    assert align(words, words) == list(range(len(words)))


@given(st.lists(WORD, min_size=1, max_size=60), st.data())
def test_of_one_dropped_word_one_word_is_missing(words: list[str], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(words) - 1))
    found = found_words(words, words[:at] + words[at + 1 :])
    assert found.count(None) == 1
    assert words[found.index(None)] == words[at]


@given(st.lists(WORD, max_size=40), st.lists(st.tuples(st.integers(0, 40), FOREIGN), max_size=12))
def test_numbers_among_the_words_hide_nothing(
    words: list[str], inserted: list[tuple[int, str]]
) -> None:
    printed = list(words)
    for at, foreign in inserted:
        printed.insert(min(at, len(printed)), foreign)
    places = align(words, printed)
    assert [printed[place] for place in places] == words
    assert places == sorted(places)


@given(st.lists(WORD, max_size=30), st.lists(st.one_of(WORD, FOREIGN), max_size=30))
def test_no_printed_word_serves_twice(expected: list[str], printed: list[str]) -> None:
    places = [place for place in align(expected, printed) if place >= 0]
    spelled = "".join(printed[place] for place in set(places))
    found = [
        word for word, place in zip(expected, align(expected, printed), strict=True) if place >= 0
    ]
    assert len("".join(found)) <= len(spelled) + sum(map(len, printed))
    assert all(0 <= place < len(printed) for place in places)


def test_a_word_printed_in_two_pieces_is_found() -> None:
    assert align(["ferryman", "rows"], ["ferry", "man", "rows"]) == [0, 2]


def test_two_words_printed_as_one_are_found() -> None:
    assert align(["can", "not", "row"], ["cannot", "row"]) == [0, 0, 1]


def test_a_word_is_not_spelled_from_letters_of_other_words() -> None:
    assert align(["boat", "he", "rows"], ["boat", "hall", "tree", "rows"])[1] == -1


def test_columns_that_both_go_on_overleaf_are_found() -> None:
    left = ["one", "oar", "in", "the", "water", "and", "one", "in", "the", "air"]
    right = ["two", "gulls", "above", "us", "and", "nobody", "below", "but", "eels"]
    printed = left[:5] + right[:5] + left[5:] + right[5:]
    assert -1 not in align(left + right, printed)


def test_words_before_the_script_do_not_stand_in_for_its_first() -> None:
    contents = ["mira", *(f"entry{number}" for number in range(200))]
    script = ["mira", "we", "cast", "off", "before", "the", "fog", "does"]
    assert align(script, contents + script[1:])[0] == -1


def test_words_after_the_script_do_not_stand_in_for_its_last() -> None:
    script = ["we", "cast", "off", "before", "the", "fog", "does", "mira"]
    credits = [*(f"entry{number}" for number in range(200)), "mira"]
    assert align(script, script[:-1] + credits)[-1] == -1


def test_a_loss_in_a_text_that_repeats_itself_is_no_greater_than_it_is() -> None:
    words = ["oar", "fog", "oar", "fog", "oar", "fog", "fog"]
    assert align(words, words[:4] + words[5:]).count(-1) == 1


def test_a_last_word_broken_over_very_many_lines_is_found_whole() -> None:
    script = [f"word{n}" for n in range(30)]
    pieces = ["w" * 32] * 62
    found = align([*script, "w" * 32 * 62, "end"], [*script, *pieces, "end", "credits"])
    assert min(found) >= 0


def test_words_printed_as_one_are_taken_apart_where_the_text_has_them_together() -> None:
    expected = ["so", "give", "tv", "a", "rest", "#the", "#sea", "arest"]
    printed = ["so", "givetv", "arest", "tvrest", "sogivetva", "#thesea", "thesea"]
    assert taken_apart(expected, printed) == (
        [
            "so",
            "give",
            "tv",
            "arest",
            "tvrest",
            *["so", "give", "tv", "a"],
            "#the",
            "#sea",
            "thesea",
        ],
        [0, 1, 1, 2, 3, 4, 4, 4, 4, 5, 5, 6],
    )


def test_on_a_line_read_from_right_to_left_a_number_may_stand_behind_its_sign_or_before_it() -> (
    None
):
    expected, printed = ["oar", "no5", "bell"], ["oar", "5no", "bell"]
    found = [0, -1, 2]
    assert settle(expected, printed, found, [1, 1, 1], [True] * 3) == [0, 1, 2]
    assert settle(expected, printed, found, [1, 1, 1], [False] * 3) == found
    assert settle(["oar", "bell"], ["oar", "llbe"], [0, -1], [1, 1], [True] * 2) == [0, -1]


def test_columns_that_go_on_over_many_pages_are_found_though_they_share_words() -> None:
    left = [f"{word}{n % 7}" for n in range(60) for word in ("the", "oar", "and")]
    right = [f"{word}{n % 5}" for n in range(60) for word in ("the", "gull", "and", "air")]
    pages = [column[turn * 30 : turn * 30 + 30] for turn in range(8) for column in (left, right)]
    printed = [word for page in pages for word in page]
    assert -1 not in align(left + right, printed)


def test_a_word_lost_from_columns_that_go_on_overleaf_is_missed() -> None:
    left = ["one", "oar", "in", "the", "water", "and", "one", "in", "the", "air"]
    right = ["two", "gulls", "above", "us", "and", "nobody", "below", "but", "eels"]
    printed = left[:5] + right[:3] + right[4:5] + left[5:] + right[5:]
    assert align(left + right, printed).count(-1) == 1


def test_a_word_broken_behind_two_letters_where_its_column_goes_on_overleaf_is_found() -> None:
    left = ["one", "oar", "nononono", "water", "and", "one", "in", "the", "air"]
    right = ["two", "gulls", "above", "us", "and", "nobody", "below", "but", "eels"]
    printed = [*left[:2], "no", *right[:5], "27", "nonono", *left[3:], *right[5:]]
    assert -1 not in align(left + right, printed)


def test_a_number_is_not_put_together_from_the_numbers_of_lines() -> None:
    words = ["one", "oar", "1520", "water", "and", "air"]
    assert align(words, ["one", "oar", "15", "water", "20", "and", "air"])[2] == -1


def test_pieces_of_a_word_are_looked_for_at_its_place_also_between_words_that_are_lost() -> None:
    before = [f"before{n}" for n in range(700)]
    column = [f"column{n}" for n in range(12)]
    after = [f"after{n}" for n in range(20)]
    expected = [*before, "gone", "nevertheless", "away", *after, *column]
    printed = [*before, "never", *column, "theless", *after]
    found = align(expected, printed)
    assert [expected[i] for i, j in enumerate(found) if j < 0] == ["gone", "away"]


def test_a_short_column_is_found_though_one_of_its_words_stands_behind_it_as_well() -> None:
    # The other column goes on overleaf, and says "ave" on its last lines.
    long = [f"line{n}" for n in range(200)]
    short = ["oda", "mother", "ave", "poet", "ill"]
    after = ["ave", *(f"after{n}" for n in range(20))]
    printed = [long[0], "oda", "mother", "ave", *long[1:3], "poet", "ill", *long[3:], *after]
    found = align([*long, *short, *after[1:]], printed)
    lost = [word for word, at in zip(short, found[200:205], strict=True) if at < 0]
    assert lost == []


def test_of_words_that_come_again_each_is_found_nearest_to_its_own_place() -> None:
    far = [f"far{n}" for n in range(640)]
    left = ["one", "oar", "in", "the", "water", "and", "one", "in", "the", "air"]
    right = ["two", "gulls", "above", "us", "and", "nobody", "below", "but", "eels"]
    columns = left[:5] + right[:5] + left[5:] + right[5:]
    # A number behind a name that is drawn from right to left stands before it.
    expected = ["david", "2", *far, *left, *right, "david", "2"]
    printed = ["2", "david", *far[:560], *columns, "2", "david"]
    found = align(expected, printed)
    assert found[-1] == len(printed) - 2
