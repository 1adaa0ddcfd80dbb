"""Annotations, questions and the glossary: lists of entries."""

from __future__ import annotations

from booklet.model import AnnotationRecord, Selector
from booklet.read.annotations import parse_annotations
from booklet.read.glossary import parse_glossary
from booklet.read.questions import parse_questions

ANNOTATIONS = """\
# what the group found
annotations:
  # look again
  - id: hand-door
    target: "2.14"
    body: She closes it twice.
    kind: staging
    themes: doors
  - id: drawn-1
    source: wick
    quote: {exact: the door, prefix: close, start: 4, end: 12}
    body: What is a door?
    decision: pin
    status: placed
    score: "0.93"
    made: 9b1d
"""


def records_of(text: str) -> tuple[AnnotationRecord, ...]:
    read = parse_annotations(text, "annotations.yaml")
    assert read.problems == ()
    assert read.value is not None
    return read.value


def test_annotations_by_hand_and_drawn() -> None:
    door, drawn = records_of(ANNOTATIONS)
    assert (door.id, door.citation, door.kind, door.themes) == (
        "hand-door",
        "2.14",
        "staging",
        ("doors",),
    )
    assert (door.source, door.quote, door.decision, door.made) == ("", None, "", "")
    assert drawn.quote == Selector("the door", "close", "", 4, 12)
    assert (drawn.source, drawn.decision, drawn.made) == ("wick", "pinned", "9b1d")


def test_an_annotation_knows_its_own_lines() -> None:
    first, second = records_of(ANNOTATIONS)
    assert "# what the group found\nannotations:\n" + first.text + second.text == ANNOTATIONS
    assert first.text.startswith("  # look again\n  - id: hand-door\n")


def test_every_decision_has_its_name() -> None:
    entries = [f"- {{id: {word}, quote: {{exact: a}}, decision: {word}}}\n" for word in DECIDED]
    read = parse_annotations("annotations:\n" + "".join(entries), "annotations.yaml")
    assert read.value is not None
    assert tuple(record.decision for record in read.value) == tuple(DECIDED.values())


DECIDED = {"accept": "accepted", "reject": "rejected", "pin": "pinned"}


def test_a_rejected_entry_needs_no_more_than_its_id() -> None:
    (record,) = records_of("annotations: [{id: drawn-1, decision: reject}]\n")
    assert record.decision == "rejected"


def test_a_mistake_in_one_entry_leaves_the_others() -> None:
    text = 'annotations:\n  - {id: a, quote: []}\n  - {id: b, target: "1.1", body: c}\n'
    read = parse_annotations(text, "annotations.yaml")
    assert [record.id for record in read.value or ()] == ["b"]
    assert len(read.problems) == 1


def test_a_file_with_no_entries_has_no_problems() -> None:
    for text in ("", "# nothing yet\n", "annotations:\n", "annotations: []\n"):
        assert records_of(text) == ()


def test_questions_are_named_after_their_place() -> None:
    text = 'questions:\n  - {scene: "010", question: Why?}\n  - {id: x, question: How?}\n'
    read = parse_questions(text, "questions.yaml")
    assert read.problems == ()
    assert [(q.id, q.scene, q.question) for q in read.value or ()] == [
        ("q1", "010", "Why?"),
        ("x", "", "How?"),
    ]


def test_glossary_terms_have_forms() -> None:
    read = parse_glossary("terms:\n- {term: NO, meaning: 010, forms: [no, 'yes']}\n", "g.yaml")
    (term,) = read.value or ()
    assert (term.term, term.meaning, term.forms) == ("NO", "010", ("no", "yes"))
