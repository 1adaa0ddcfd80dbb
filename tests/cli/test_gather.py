"""`booklet gather`: a group's notes in annotations.yaml, and in the booklet."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from booklet.cli import commands
from tests.conftest import ROOT

EXPORT = ROOT / "docs" / "examples" / "gathering" / "hypothesis.json"


@pytest.fixture
def course(tmp_path: Path) -> Path:
    shutil.copytree(
        ROOT / "content" / "lamplight", tmp_path / "c", ignore=shutil.ignore_patterns("build")
    )
    return tmp_path / "c"


def gathered(course: Path, export: Path = EXPORT, *options: str) -> str:
    arguments = ["gather", str(course), str(export), *options]
    result = CliRunner().invoke(commands, arguments)
    assert result.exit_code == 0, result.output
    return result.stdout


def counts(course: Path, export: Path = EXPORT) -> dict[str, int]:
    found: dict[str, int] = json.loads(gathered(course, export, "--json"))
    return found


def text(course: Path) -> str:
    return (course / "annotations.yaml").read_text("utf-8")


def test_notes_are_in_the_page_under_their_members_names(course: Path) -> None:
    assert "4 notes: 4 new" in gathered(course)
    built = CliRunner().invoke(commands, ["build", str(course), "--no-pdf"])
    assert built.exit_code == 0, built.output
    page = next((course / "build").glob("*.html")).read_text("utf-8")
    for name in ("Anna", "Ben", "cleo"):
        assert name in page
    first, answer = page.index("A whole inventory"), page.index("And she is bending")
    assert first < answer


@pytest.mark.slow
def test_gathering_again_changes_nothing(course: Path) -> None:
    gathered(course)
    once = text(course)
    assert counts(course) == {"new": 0, "updated": 0, "same": 4, "decided": 0, "orphans": 0}
    assert text(course) == once


@pytest.mark.slow
def test_a_newer_export_updates_and_a_decision_stays(course: Path, tmp_path: Path) -> None:
    gathered(course)
    identifier = re.findall(r"gathered-[0-9a-f]+", text(course))[0]
    decided = text(course).replace(
        f"- id: {identifier}\n", f"- id: {identifier}\n    decision: reject\n", 1
    )
    (course / "annotations.yaml").write_text(decided, encoding="utf-8")
    data = json.loads(EXPORT.read_text("utf-8"))
    for one in data["rows"]:
        one["text"] = f"Newly: {one['text']}"
    newer = tmp_path / "newer.json"
    newer.write_text(json.dumps(data), encoding="utf-8")
    assert counts(course, newer) == {"new": 0, "updated": 3, "same": 0, "decided": 1, "orphans": 0}
    assert text(course).count("Newly:") == 3
    assert "decision: reject" in text(course)
    assert counts(course, newer)["same"] == 3


@pytest.mark.slow
def test_drawing_keeps_what_was_gathered(course: Path) -> None:
    gathered(course)
    once = text(course)
    assert CliRunner().invoke(commands, ["draw", str(course)]).exit_code == 0
    assert text(course) == once


@pytest.mark.slow
def test_a_note_without_a_place_is_kept_and_told(course: Path, tmp_path: Path) -> None:
    odd = tmp_path / "odd.json"
    selector = {"type": "TextQuoteSelector", "exact": "words that nobody ever says there"}
    note = {"id": "urn:odd", "body": "Hm.", "target": {"source": "x", "selector": selector}}
    odd.write_text(json.dumps(note), encoding="utf-8")
    assert counts(course, odd)["orphans"] == 1
    assert "words that nobody ever says there" in text(course)
    checked = CliRunner().invoke(commands, ["check", str(course), "--json"])
    assert "gather-orphan" in checked.output
    assert checked.exit_code == 0


@pytest.mark.slow
def test_an_edition_shows_the_members_alone(course: Path) -> None:
    gathered(course)
    settings = course / "booklet.yaml"
    group = "editions:\n  group: {notes: {sources: [members]}}\n"
    settings.write_text(
        settings.read_text("utf-8").replace("editions:\n", group, 1), encoding="utf-8"
    )
    built = CliRunner().invoke(commands, ["build", str(course), "--edition", "group", "--no-pdf"])
    assert built.exit_code == 0, built.output
    page = next((course / "build").glob("*group.html")).read_text("utf-8")
    assert "A whole inventory" in page
    assert len(re.findall(r'id="note-', page)) == 4


@pytest.mark.slow
def test_a_dry_run_writes_nothing(course: Path) -> None:
    before = text(course)
    gathered(course, EXPORT, "--dry-run")
    assert text(course) == before
