"""One entry of annotations.yaml changed, all else byte for byte."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from booklet.read.annotation_edits import with_entry, with_values

FILE = """\
# mine, keep it
annotations:
  # about the bell
  - id: bell   # the first
    quote: {exact: "ring: it", prefix: 'a' }
    body: >-
      Somebody has to
      do it.
    status: ambiguous
    candidates:
      - place: "1.2"
        score: 0.90
      - place: "3.4"
    made: "0123abcd"

  - {id: boat, target: "2.1", body: It leaks.}   # odd, but mine
  -   body: Last.
      id: last
      target: 3.1
"""


def changed(identifier: str, drop: tuple[str, ...] = (), **values: str | dict[str, str]) -> str:
    text = with_values(FILE, identifier, values, drop)
    assert text is not None
    return text


def entry(text: str, identifier: str) -> dict[str, object]:
    (found,) = (e for e in yaml.safe_load(text)["annotations"] if e["id"] == identifier)
    return dict(found)


def lines_changed(text: str) -> tuple[list[str], list[str]]:
    old, new = FILE.splitlines(), text.splitlines()
    return [row for row in new if row not in old], [row for row in old if row not in new]


def test_a_new_key_stands_below_the_id_and_nothing_else_changes() -> None:
    text = changed("bell", decision="accept")
    assert lines_changed(text) == (["    decision: accept"], [])
    assert entry(text, "bell")["decision"] == "accept"


@pytest.mark.parametrize("identifier", ["bell", "boat", "last"])
def test_every_way_of_writing_an_entry_takes_a_decision(identifier: str) -> None:
    text = changed(identifier, decision="reject")
    assert entry(text, identifier) == {**entry(FILE, identifier), "decision": "reject"}
    again = with_values(text, identifier, {"decision": "pin"})
    assert again is not None
    assert entry(again, identifier)["decision"] == "pin"
    for other in {"bell", "boat", "last"} - {identifier}:
        assert entry(text, other) == entry(FILE, other)


def test_keys_with_lists_and_maps_are_dropped_whole() -> None:
    text = changed("bell", ("candidates",), status="placed", script={"exact": "ring: “it”"})
    assert "candidates" not in text
    assert "3.4" not in text
    assert entry(text, "bell")["script"] == {"exact": "ring: “it”"}
    assert lines_changed(text)[1] == [
        "    status: ambiguous",
        "    candidates:",
        '      - place: "1.2"',
        "        score: 0.90",
        '      - place: "3.4"',
    ]


@example("A?")  # in a mapping on one line
@given(st.text(max_size=40))
def test_any_body_comes_back_as_it_was(body: str) -> None:
    printable = "".join(letter for letter in body if letter.isprintable())
    for identifier in ("bell", "boat", "last"):
        assert entry(changed(identifier, body=printable), identifier)["body"] == printable


@pytest.mark.parametrize("text", ["annotations: []", "annotations: [", "x: 1", ""])
def test_a_file_without_the_entry_is_left_alone(text: str) -> None:
    assert with_values(text, "bell", {"decision": "accept"}) is None


def test_a_file_without_a_newline_at_its_end() -> None:
    text = with_values("annotations:\n  - id: a", "a", {"decision": "accept"})
    assert text == "annotations:\n  - id: a\n    decision: accept"


def test_a_key_without_a_value_gets_one() -> None:
    text = with_values("annotations:\n  - id: a\n    body:\n", "a", {"body": "It is so."})
    assert text == "annotations:\n  - id: a\n    body: It is so.\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "annotations:\n  - id: a\n    body: One.\n",
            "annotations:\n  - id: a\n    body: One.\n\n  - id: b\n    body: Two.\n",
        ),
        ("annotations:\n- id: a", "annotations:\n- id: a\n\n- id: b\n  body: Two.\n"),
        (
            "annotations:\n  - id: a\n    body: >-\n      One.\n# end\n",
            "annotations:\n  - id: a\n    body: >-\n      One.\n\n  - id: b\n    body: Two.\n"
            "# end\n",
        ),
        ("# mine\nannotations: []\n", "# mine\nannotations:\n  - id: b\n    body: Two.\n"),
    ],
)
def test_a_new_entry_stands_at_the_end_of_the_list(before: str, after: str) -> None:
    assert with_entry(before, "- id: b\n  body: Two.\n") == after


def test_a_list_in_square_brackets_gets_no_entry() -> None:
    assert with_entry("annotations: [{id: a}]\n", "- id: b\n") is None
