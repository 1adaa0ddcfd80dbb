"""The review as a state machine: what each key does."""

from __future__ import annotations

from functools import reduce

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booklet.model import Excerpt, ReviewItem, ReviewOffer, Selector
from booklet.review import Ruling, Session, edited, press, shown


def offer(citation: str, words: str = "ring the bell") -> ReviewOffer:
    return ReviewOffer(citation, "ADA", Excerpt("Do ", words, "."), 0.9, Selector(words))


AMBIGUOUS = ReviewItem(
    "a-ring",
    "ambiguous",
    "Una Reed",
    "2 places alike",
    Excerpt("She says “", "ring the bell", "” twice."),
    "Twice is once too often.",
    (offer("1.2"), offer("3.4")),
)
UNCERTAIN = ReviewItem(
    "a-late",
    "uncertain",
    "Una Reed",
    "fuzzy .85",
    Excerpt("“", "late, so late", "”"),
    "It is.",
    (offer("2.1", "late, too late"),),
)
UNPLACED = ReviewItem(
    "a-gone", "unplaced", "Bo Lund", "not in the script", Excerpt("", "where is it gone to", "")
)
ITEMS = (AMBIGUOUS, UNCERTAIN, UNPLACED)


def pressed(keys: str, items: tuple[ReviewItem, ...] = ITEMS) -> Session:
    return reduce(press, keys, Session(items))


def rulings(session: Session) -> list[tuple[str, Ruling]]:
    return [(session.items[s.at].id, s.ruling) for s in session.steps if s.ruling is not None]


def test_a_number_pins_the_place_of_that_number_and_goes_on() -> None:
    session = pressed("2")
    assert session.effect == "decide"
    assert rulings(session) == [("a-ring", Ruling("pin", AMBIGUOUS.offers[1]))]
    assert session.item == UNCERTAIN


def test_accept_reject_and_skip() -> None:
    session = pressed("sar")
    assert rulings(session) == [("a-late", Ruling("accept")), ("a-gone", Ruling("reject"))]
    assert (session.item, session.decided) == (None, 2)


def test_an_only_candidate_is_accepted_by_being_pinned() -> None:
    only = ReviewItem("x", "ambiguous", "s", "too short", Excerpt("", "b", ""), "", (offer("1.1"),))
    assert rulings(pressed("a", (only,))) == [("x", Ruling("pin", only.offers[0]))]


@pytest.mark.parametrize("keys", ["a", "3", "0", "x", "\x1b[A", "", "²", "é"])
def test_a_key_without_meaning_decides_nothing_and_says_so(keys: str) -> None:
    session = press(Session(ITEMS), keys)
    assert (session.at, session.steps, session.effect) == (0, (), "")
    assert session.told


def test_what_is_nowhere_cannot_be_accepted() -> None:
    session = pressed("ssa")
    assert session.item == UNPLACED
    assert session.told


def test_undo_takes_back_one_step_after_the_other() -> None:
    session = pressed("1su")
    assert (session.at, session.effect) == (1, "")  # a step that wrote nothing
    session = press(session, "u")
    assert (session.at, session.effect, session.steps) == (0, "restore", ())
    assert press(session, "u").told == "There is nothing to take back."


def test_after_the_last_item_one_can_take_back_or_leave() -> None:
    session = pressed("sss1")
    assert session.item is None
    assert session.told
    assert press(session, "u").item == UNPLACED
    assert press(session, "q").effect == "leave"


def test_an_edited_body_is_shown_and_can_be_taken_back() -> None:
    session = pressed("e")
    assert session.effect == "edit"
    session = edited(session, "Once would do.")
    assert session.item is not None
    assert (session.at, session.item.body) == (0, "Once would do.")
    session = press(session, "u")
    assert (session.effect, session.items) == ("restore", ITEMS)


@pytest.mark.parametrize("body", [None, AMBIGUOUS.body])
def test_an_unchanged_body_is_no_step(body: str | None) -> None:
    assert edited(pressed("e"), body).steps == ()


@given(st.text(alphabet="123arsue?q", max_size=30))
def test_keys_in_any_order_keep_the_count(keys: str) -> None:
    session = pressed(keys)
    assert 0 <= session.at <= len(ITEMS)
    assert session.at == len(session.steps)
    assert reduce(press, "u" * len(session.steps), session).steps == ()


@pytest.mark.parametrize("keys", ["", "s", "ss", "sss", "?", "x"])
@pytest.mark.parametrize("width", [1, 60, 300])
def test_the_screen_keeps_its_width_and_shows_where_one_is(keys: str, width: int) -> None:
    session = pressed(keys)
    rows = ["".join(run.text for run in row) for row in shown(session, width)]
    assert any(f"{session.at + 1} of 3" in row for row in rows) or session.item is None
    assert all(len(row) <= max(100, 40) for row in rows)


def test_quoted_words_are_strong_in_the_sentence_and_at_each_place() -> None:
    strong = [run.text for row in shown(pressed(""), 80) for run in row if run.weight == "strong"]
    assert strong == ["1 of 3", "ring the bell", "1", "ring the bell", "2", "ring the bell"]


def test_help_stands_below_the_item_until_the_next_key() -> None:
    def text(session: Session) -> str:
        return "\n".join("".join(run.text for run in row) for row in shown(session, 80))

    assert "in your editor" in text(pressed("?"))
    assert "ring the bell" in text(pressed("?"))
    assert "in your editor" not in text(pressed("?s"))


def rows_of(session: Session, width: int, height: int) -> list[str]:
    return ["".join(run.text for run in row) for row in shown(session, width, height)]


def test_many_places_are_told_shortly_so_that_the_quotation_stays_in_sight() -> None:
    around = Excerpt("What comes before it goes on and on, " * 3, "ring the bell", ", and on." * 9)
    places = tuple(
        ReviewOffer(f"{at}.1", "ADA", around, 1.0, Selector("ring the bell"), "Who was it?")
        for at in range(1, 9)
    )
    item = ReviewItem("a", "ambiguous", "Una", "8 places alike", AMBIGUOUS.excerpt, "So.", places)
    rows = rows_of(Session((item,)), 70, 23)
    assert len(rows) <= 23
    assert all(len(row) <= 70 for row in rows)
    assert sum("ring the bell" in row for row in rows) == 9
    assert len(rows_of(Session((item,)), 70, 90)) > 23


@pytest.mark.parametrize(
    ("keys", "named", "not_named"),
    [("", "1-2 choose", "accept"), ("s", "a accept", "choose"), ("ss", "r reject", "accept")],
)
def test_only_keys_that_mean_something_are_named(keys: str, named: str, not_named: str) -> None:
    last = rows_of(pressed(keys), 80, 24)[-1]
    assert named in last
    assert not_named not in last
    assert ("edit" in last) == bool(ITEMS[len(keys)].body)
