"""What `booklet export` writes: read back, it is what the booklet holds."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from booklet.cli import commands
from booklet.exporter import Form, export
from booklet.gatherer import gather_notes
from booklet.markup.tree import Element, parse
from booklet.model import NOTE_IRI, Script
from booklet.read.tei.reader import parse_tei

COURSE = {
    "booklet.yaml": "title: The Spare Key\nlanguage: en-GB\ncast:\n  - {name: ODA, "
    "description: keeps *oranges*}\n  - JUN\n",
    "script.fountain": """\
Title: The Spare Key
Author: Nobody Yet

INT. STAIRWELL - EVENING

The light goes off.

ODA
(low)
Sit down, you are *blocking* the light.

JUN
It was off already. Sit down.

INT. LANDING - NIGHT

ODA
~Three is how many
~people I was ever sure of.
""",
    "annotations.yaml": """\
annotations:
  - id: light
    quote: {exact: you are blocking the light}
    body: The *only* light in the house.
    themes: [light, trust]
  - id: again
    quote: {exact: Sit down, prefix: "already. "}
    body: Said back to her.
    kind: staging
  - id: landing
    target: {scene: "2"}
    body: Nobody passes.
  - id: oda
    target: {cast: ODA}
    body: She counts.
  - id: all
    target: {work: yes}
    body: It is short.
""",
}


@pytest.fixture
def course(tmp_path: Path) -> Path:
    for name, text in COURSE.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def exported(course: Path, form: Form, address: str = "") -> str:
    made = export(lambda _: None, course, "c", form, address=address)
    assert made.problems == ()
    assert made.value is not None
    return made.value


def test_plain_text_has_all_that_is_said_and_written(course: Path) -> None:
    text = exported(course, "text")
    assert "1.1 ODA (low) Sit down, you are blocking the light[1]." in text
    assert "1.2 JUN It was off already. Sit down[2]." in text
    assert "2.1 ODA\nThree is how many\npeople I was ever sure of." in text
    assert "(The light goes off.)" in text
    assert "[1] you are blocking the light The only light in the house." in text
    for said in ("Nobody passes.", "She counts.", "It is short."):
        assert said in text


def test_markdown_has_notes_as_footnotes_and_escapes_what_would_be_markup(course: Path) -> None:
    text = exported(course, "markdown")
    assert text.startswith("# The Spare Key\n")
    assert "you are blocking the light[^1]." in text
    assert "[^1]: **you are blocking the light** The *only* light in the house." in text
    assert r"keeps \*oranges\*" in text


def test_tei_is_read_back_with_all_dialogue_and_every_note(course: Path) -> None:
    text = exported(course, "tei")
    read = parse_tei(text.encode(), "script.xml")
    assert isinstance(read.value, Script)
    said = [
        (speech.speaker, " ".join(speech.text.split()))
        for scene in read.value.scenes
        for speech in scene.speeches()
    ]
    assert said == [
        ("ODA", "Sit down, you are blocking the light."),
        ("JUN", "It was off already. Sit down."),
        ("ODA", "Three is how many people I was ever sure of."),
    ]
    assert [scene.heading for scene in read.value.scenes] == [
        "INT. STAIRWELL - EVENING",
        "INT. LANDING - NIGHT",
    ]
    for body in ("The only light in the house.", "Said back to her.", "Nobody passes."):
        assert body in {note.text for note in read.value.notes}
    assert "It is short." in text


def items_of(text: str) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = json.loads(text)["first"]["items"]
    return items


def body_text(page: str) -> str:
    """The `textContent` of the body."""
    parts: list[str] = []
    waiting: list[Element | str] = [parse(page).root]
    inside: list[Element | str] = []
    while waiting:
        node = waiting.pop()
        if isinstance(node, Element):
            if node.name == "body":
                inside = [node]
                break
            waiting += node.children
    while inside:
        node = inside.pop()
        if isinstance(node, str):
            parts.append(node)
        else:
            inside += reversed(node.children)
    return "".join(parts)


def test_selectors_find_their_words_in_the_page_and_in_the_script(course: Path) -> None:
    from booklet.build import build

    items = items_of(exported(course, "web-annotation", "https://example.org/key.html"))
    made = build(lambda _: None, course, "c", pdf=False).value
    assert made is not None
    assert made.page is not None
    text = body_text(made.page)
    found = {}
    for item in items:
        by_type = {each["type"]: each for each in item["target"].get("selector", ())}
        if "TextPositionSelector" in by_type:
            at = by_type["TextPositionSelector"]
            shown = text[at["start"] : at["end"]]
            found[item["id"].removeprefix(NOTE_IRI)] = shown
            assert by_type["TextQuoteSelector"]["exact"].split() == shown.split()
    assert found == {"light": "you are blocking the light", "again": "Sit down"}
    assert {item["target"]["source"] for item in items} == {"https://example.org/key.html"}


def test_annotations_come_back_without_loss(course: Path, tmp_path: Path) -> None:
    file = tmp_path / "notes.jsonld"
    file.write_text(exported(course, "web-annotation"), encoding="utf-8")
    again = gather_notes(lambda _: None, course, "c", [file])
    assert again.value is not None
    assert (again.value.new, again.value.same) == (0, 5)

    other = tmp_path / "other"
    other.mkdir()
    for name in ("booklet.yaml", "script.fountain"):
        (other / name).write_text(COURSE[name], encoding="utf-8")
    fresh = gather_notes(lambda _: None, other, "o", [file])
    assert fresh.value is not None
    assert (fresh.value.new, fresh.value.orphans, fresh.problems) == (5, 0, ())
    for said in ('scene: "2"', "cast: ", "work: yes", "- light", "exact: you are blocking"):
        assert said in fresh.value.annotations


def test_the_command_asks_for_a_form_and_writes_a_file(course: Path, tmp_path: Path) -> None:
    run = CliRunner()
    asked = run.invoke(commands, ["export", str(course)], prog_name="booklet")
    assert asked.exit_code == 2
    assert "say in which form" in asked.output
    shown = run.invoke(commands, ["export", str(course), "--tei", "-o", "-"])
    assert shown.output.startswith("<?xml")
    file = tmp_path / "key.md"
    made = run.invoke(commands, ["export", str(course), "--markdown", "-o", str(file)])
    assert made.exit_code == 0
    assert file.read_text("utf-8").startswith("# The Spare Key")
