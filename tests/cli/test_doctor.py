"""`booklet doctor`: what is found on this machine, on one screen."""

from __future__ import annotations

import json
from typing import Any

import pytest
from click.testing import CliRunner

from booklet.child import Child, MissingLibraryError
from booklet.cli import commands
from booklet.problems import Result

WELL = {
    "weasyprint": "70.0",
    "pango": "1.50.12",
    "fonts": 17,
    "fonts_broken": [],
    "fonts_missing": [],
    "no_network": True,
    "no_writing": True,
}


def doctor(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(commands, ["doctor", *arguments])
    return result.exit_code, result.stdout


@pytest.fixture
def found(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What the child says, to be changed."""
    told = dict(WELL)
    monkeypatch.setattr(Child, "run", lambda *_, **__: Result(told))
    return told


def test_everything_is_told_on_one_screen() -> None:
    code, out = doctor()
    assert code == 0
    names = ("booklet", "Python", "Pango", "fonts", "confinement", "editor", "browser")
    assert [line.split()[1] for line in out.splitlines() if line[:2].strip()] == list(names)
    assert len(out.splitlines()) < 24


def test_json_says_the_same(found: dict[str, Any]) -> None:
    code, out = doctor("--json")
    told = {part["name"]: part for part in json.loads(out)}
    assert code == 0
    assert told["Pango"] == {
        "name": "Pango",
        "well": True,
        "found": "1.50.12, with WeasyPrint 70.0",
        "hint": "",
    }
    assert told["fonts"]["found"].startswith(f"{found['fonts']} files")


def test_what_is_not_confined_is_said_and_is_no_failure(found: dict[str, Any]) -> None:
    found["no_writing"] = False
    code, out = doctor()
    assert code == 0
    assert "work on a course has no network\n" in out
    assert "Not held by the system: no writing" in out
    found["no_network"] = False
    assert "none: this system knows no way" in doctor()[1]


def test_a_font_that_is_broken_is_a_failure(found: dict[str, Any]) -> None:
    found["fonts_broken"] = ["EBGaramond-Bold.ttf"]
    code, out = doctor()
    assert code == 2
    assert "missing or broken: EBGaramond-Bold.ttf" in out


def test_without_pango_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(*_: object, **__: object) -> None:
        raise MissingLibraryError("cannot load library 'libpango-1.0-0'")

    monkeypatch.setattr(Child, "run", missing)
    code, out = doctor()
    assert code == 2
    assert "brew install pango" in out


@pytest.mark.usefixtures("found")
def test_an_editor_that_is_not_there_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", "no-such-editor --wait")
    assert "no-such-editor --wait is not there" in doctor()[1]


def test_strict_looks_at_the_ink() -> None:
    result = CliRunner().invoke(commands, ["check", ".", "--strict", "--no-ink"])
    assert result.exit_code == 2
    assert "--no-ink" in result.stderr
