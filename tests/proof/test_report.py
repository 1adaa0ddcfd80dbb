"""The account told to people, as data, and as numbers."""

from __future__ import annotations

import json

import pytest

from booklet.model import Span
from booklet.proof import (
    Account,
    NoteAccount,
    as_json,
    displacements,
    percentile,
    share_at_home,
    summary,
)
from booklet.proof.account import ItemAccount, SpaceFault

EMPTY = Account(("i", "ii"), (), (), (), (), (), (), (), ())


def note(
    id: str, home: int | None, pages: tuple[int, ...], displacement: float | None
) -> NoteAccount:
    return NoteAccount(id, 1, "1.1", None, home, pages, displacement, (), False, False, False)


def account(*notes: NoteAccount) -> Account:
    cut = ItemAccount("speech", "1.2", "Ines: Yes.", Span("a", 2), (2,), ("Yes",), 2)
    lost = ItemAccount("speech", "1.3", "Ines: No.", Span("a", 3), (), ("Ines", "No"), 2)
    space = SpaceFault("lost", 1, "Ines:", "No.", Span("a", 3), "speech", "1.3")
    return Account(("i", "ii"), (cut, lost), (), (), notes, (), (), (), (), spaces=(space,))


SOME = account(
    note("a", 1, (1,), -4.0),
    note("b", 1, (1, 2), 30.0),
    note("c", 1, (2,), None),
    note("d", 2, (), None),
)


def test_displacements_are_distances_of_the_notes_at_home() -> None:
    assert displacements(SOME) == (4.0, 30.0)
    assert share_at_home(SOME) == 0.5
    assert share_at_home(EMPTY) == 1.0


@pytest.mark.parametrize(
    ("percent", "value"), [(0, 1.0), (50, 2.0), (75, 3.0), (99, 4.0), (100, 4.0)]
)
def test_percentiles_are_values_that_occur(percent: float, value: float) -> None:
    assert percentile((1.0, 2.0, 3.0, 4.0), percent) == value
    assert percentile((), percent) == 0.0


def test_the_summary_tells_what_is_lost_and_what_was_carried() -> None:
    text = summary(SOME)
    assert "2 speeches: 0 printed, 1 cut, 1 lost" in text
    assert "4 notes: 3 printed, 0 cut, 1 lost, 1 carried to another page" in text
    assert "0 directions: all printed" in text
    assert "spaces lost, added or doubled: 1" in text


def test_the_data_can_be_written_as_json() -> None:
    data = json.loads(json.dumps(as_json(SOME)))
    assert [speech["state"] for speech in data["speeches"]] == ["cut", "lost"]
    assert data["notes"][1]["page_labels"] == ["i", "ii"]
    assert data["speeches"][0]["span"] == "a:2:1"
    assert data["displacements"]["p90"] == 30.0
    assert data["share_at_home"] == 0.5
    assert data["spaces"][0] | {"fault": "lost", "span": "a:3:1"} == data["spaces"][0]
