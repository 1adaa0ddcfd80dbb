"""`booklet export`: the notes for other tools, and back by `booklet gather`."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from booklet.cli import commands
from tests.conftest import ROOT

ADDRESS = "https://example.org/lamplight.html"


@pytest.fixture
def course(tmp_path: Path) -> Path:
    shutil.copytree(
        ROOT / "content" / "lamplight", tmp_path / "c", ignore=shutil.ignore_patterns("build")
    )
    return tmp_path / "c"


def run(*arguments: str | Path) -> str:
    result = CliRunner().invoke(commands, list(map(str, arguments)))
    assert result.exit_code == 0, result.output
    return result.stdout


def exported(course: Path, *options: str) -> tuple[Path, list[dict[str, Any]]]:
    target = course.parent / "notes.jsonld"
    run("export", course, "--web-annotation", "--address", ADDRESS, "-o", target, *options)
    return target, json.loads(target.read_text("utf-8"))["first"]["items"]


def told(items: list[dict[str, Any]]) -> dict[str, Any]:
    """What each note says and of what, by its address; where the page has it may change."""
    found = {}
    for one in items:
        target = one["target"][-1] if isinstance(one["target"], list) else one["target"]
        selectors = {each["type"]: each for each in target.get("selector", [])}
        found[one["id"]] = (
            one["motivation"],
            one.get("creator"),
            one["body"],
            one["booklet:kind"],
            one.get("booklet:target"),
            selectors and selectors["TextQuoteSelector"]["exact"],
            selectors and selectors["FragmentSelector"]["value"],
        )
    return found


def test_every_note_selects_its_words_on_the_published_page(course: Path) -> None:
    _, items = exported(course)
    assert len(items) > 50
    assert {one["target"]["source"] for one in items} == {ADDRESS}
    on_words = [one for one in items if "booklet:target" not in one]
    for one in on_words:
        kinds = [selector["type"] for selector in one["target"]["selector"]]
        assert kinds == ["TextQuoteSelector", "TextPositionSelector", "FragmentSelector"]


@pytest.mark.slow
def test_gathered_into_the_course_itself_nothing_changes(course: Path) -> None:
    export = exported(course)[0]
    run("draw", course)
    before = (course / "annotations.yaml").read_bytes()
    counts = json.loads(run("gather", course, export, "--json"))
    assert (counts["new"], counts["updated"], counts["decided"]) == (0, 0, 0)
    assert (course / "annotations.yaml").read_bytes() == before


@pytest.mark.slow
def test_gathered_into_the_script_alone_every_note_is_there_again(course: Path) -> None:
    run("gather", course, ROOT / "docs" / "examples" / "gathering" / "hypothesis.json")
    export, before = exported(course)
    (course / "annotations.yaml").unlink()
    shutil.rmtree(course / "analyses")
    counts = json.loads(run("gather", course, export, "--json"))
    assert (counts["new"], counts["orphans"]) == (len(before), 0)
    assert told(exported(course)[1]) == told(before)


@pytest.mark.slow
def test_without_an_address_the_page_beside_it_is_named(course: Path) -> None:
    target = course.parent / "a.jsonld"
    run("export", course, "--web-annotation", "-o", target)
    items = json.loads(target.read_text("utf-8"))["first"]["items"]
    assert items[0]["target"]["source"] == "c.html"


@pytest.mark.slow
def test_the_address_may_stand_in_the_course(course: Path) -> None:
    settings = course / "booklet.yaml"
    text = settings.read_text("utf-8")
    settings.write_text(f"address: {ADDRESS}\n{text}", encoding="utf-8")
    run("export", course, "--web-annotation", "-o", course.parent / "a.jsonld")
    assert ADDRESS in (course.parent / "a.jsonld").read_text("utf-8")


def test_what_is_no_address_is_told(course: Path) -> None:
    arguments = ["export", str(course), "--web-annotation", "--address", "lamplight"]
    result = CliRunner().invoke(commands, arguments)
    assert result.exit_code == 2
    assert "is not a web address" in result.output
