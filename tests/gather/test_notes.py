"""Exports of tools for annotations, in every form, as notes."""

from __future__ import annotations

import json
from typing import Any

import pytest

from booklet.gather import read_notes
from booklet.gather.notes import MOST_NOTES
from booklet.model import GatheredNote, Selector

PAGE = "https://example.org/page"


def w3c(identifier: str = "urn:one", **more: Any) -> dict[str, Any]:
    selector = {"type": "TextQuoteSelector", "exact": "the lamp", "prefix": "at "}
    plain = {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": identifier,
        "type": "Annotation",
        "creator": {"id": "https://example.org/anna", "name": "Anna"},
        "body": [
            {"type": "TextualBody", "value": "It is lit."},
            {"type": "TextualBody", "value": "light", "purpose": "tagging"},
        ],
        "target": {"source": PAGE, "selector": [selector]},
    }
    return plain | more


def row(identifier: str = "one", **more: Any) -> dict[str, Any]:
    plain = {
        "id": identifier,
        "uri": PAGE,
        "user": "acct:anna@hypothes.is",
        "user_info": {"display_name": "Anna"},
        "text": "It is lit.",
        "tags": ["light"],
        "target": w3c()["target"] | {"source": PAGE},
    }
    return plain | {"target": [plain["target"]]} | more


def read(data: Any, together: str = "") -> tuple[GatheredNote, ...]:
    result = read_notes(json.dumps(data), "notes.json", together)
    assert result.value is not None, result.problems
    return result.value


NOTE = GatheredNote("urn:one", "Anna", "It is lit.", Selector("the lamp", "at"), themes=("light",))


@pytest.mark.parametrize(
    "document",
    [
        w3c(),
        [w3c()],
        {"type": "AnnotationPage", "items": [w3c()]},
        {"type": "AnnotationCollection", "first": {"type": "AnnotationPage", "items": [w3c()]}},
        {"total": 1, "rows": [row("urn:one")]},
        {"export_date": "2026-01-30", "annotations": [row("urn:one")]},
    ],
    ids=["one", "list", "page", "collection", "query", "export"],
)
def test_a_note_is_the_same_in_every_form(document: Any) -> None:
    assert read(document) == (NOTE,)


def test_a_table_is_read_too() -> None:
    table = (
        "Created at,Author,Page URL,Group,Type,Quote,Comment,Tags\n"
        f'2026-01-30,Anna,{PAGE},Us,Annotation,the lamp,"It is lit.","light,oil"\n'
        f"2026-01-30,Ben,{PAGE},Us,Page note,,All of it.,\n"
    )
    first, second = read_notes(table, "notes.csv").value or ()
    assert (first.member, first.quote, first.themes) == (
        "Anna", Selector("the lamp"), ("light", "oil"),
    )  # fmt: skip
    assert (second.member, second.whole) == ("Ben", True)


def test_an_answer_shares_the_place_of_the_note_that_begins_the_thread() -> None:
    answers = [row("two", references=["one"]), row("three", references=["one", "two"])]
    notes = read({"rows": [row(), *answers]})
    assert [note.answers for note in notes] == ["", "one", "one"]
    assert {note.quote for note in notes} == {NOTE.quote}


def test_answers_in_a_circle_end() -> None:
    notes = read([row("one", references=["two"]), row("two", references=["one"])])
    assert len(notes) == 2


def test_two_members_of_one_name_are_told_apart() -> None:
    notes = read({"rows": [row(), row("two", user="acct:anna2@hypothes.is")]})
    assert [note.member for note in notes] == ["Anna (anna)", "Anna (anna2)"]


def test_all_members_may_write_under_one_name() -> None:
    (note,) = read(w3c(), "Us")
    assert (note.member, note.body) == ("Us", "It is lit. (Anna)")


def test_markup_in_a_body_is_read_as_what_it_shows() -> None:
    value = "<p>It is <b>lit</b>.</p><script>alert(1)</script>"
    (note,) = read(w3c(body={"type": "TextualBody", "format": "text/html", "value": value}))
    assert note.body == "It is lit ."


def test_a_place_of_the_page_is_a_citation() -> None:
    (note,) = read(w3c(target=f"{PAGE}#2.14"))
    assert (note.citation, note.quote, note.whole) == ("2.14", None, False)


@pytest.mark.parametrize(
    "text",
    ["", "{", "[1, 2]", "[" * 100_000, '{"title": "A holiday"}', "a,b\n1,2\n", '"'],
    ids=["empty", "cut", "numbers", "deep", "other", "table", "quote"],
)
def test_what_is_no_export_is_told(text: str) -> None:
    result = read_notes(text, "notes.json")
    assert not result.value
    assert not text or [problem.code for problem in result.problems] == ["gather-unreadable"]


def test_a_document_of_odd_values_is_no_fault() -> None:
    odd: list[Any] = [None, 1, "x", [], {}, {"selector": {"refinedBy": {"type": 1}}}, True]
    for value in odd:
        for key in ("id", "creator", "body", "target", "motivation"):
            read_notes(json.dumps(w3c(**{key: value})), "notes.json")
        for key in ("id", "user", "user_info", "text", "tags", "references", "target", "uri"):
            read_notes(json.dumps(row(**{key: value})), "notes.json")


def test_what_says_nothing_is_counted() -> None:
    result = read_notes(json.dumps([w3c("a", body=[]), w3c("b", body="*" * 500)]), "notes.json")
    assert [problem.code for problem in result.problems] == ["gather-left-out"] * 2


def test_too_many_are_not_taken() -> None:
    rows = [{"user": "a", "uri": "b", "id": str(number)} for number in range(MOST_NOTES + 1)]
    result = read_notes(json.dumps(rows), "notes.json")
    assert [problem.code for problem in result.problems] == ["gather-too-many"]
