"""What the documents tell people to type works, and their links lead somewhere."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from booklet.cli import commands
from tests.conftest import ROOT

DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
_SHELL = re.compile(r"^```sh\n(.*?)^```", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\]\((?!https?:|#)([^)#]+)")


def shell_lines(text: str) -> list[str]:
    return [line for block in _SHELL.findall(text) for line in block.splitlines()]


def as_arguments(line: str) -> list[str] | None:
    """The arguments of `booklet` in a line of shell; None for what is no such command.

    `run` itself is tested elsewhere: here its commands stand for what they call.
    """
    match shlex.split(line, comments=True):
        case ["./run", "build"]:
            return ["build", "content/lamplight"]
        case ["./run", "build", *rest]:
            return ["build", *rest]
        case ["./run", "booklet", *rest] | ["booklet", *rest]:
            return rest
        case _:
            return None


def commands_in(document: Path) -> list[list[str]]:
    lines = shell_lines(document.read_text("utf-8"))
    return [arguments for line in lines if (arguments := as_arguments(line)) is not None]


WITH_COMMANDS = [document for document in DOCUMENTS if commands_in(document)]


@pytest.mark.parametrize("document", WITH_COMMANDS, ids=lambda path: path.name)
def test_every_command_in_a_document_works(
    document: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = commands_in(document)
    monkeypatch.chdir(tmp_path)
    shutil.copytree(ROOT / "content", tmp_path / "content", ignore=shutil.ignore_patterns("build"))
    shutil.copytree(ROOT / "docs" / "examples", tmp_path / "docs" / "examples")
    if ["new", "my-course"] not in found:
        CliRunner().invoke(commands, ["new", "my-course"])
    for arguments in found:
        result = CliRunner().invoke(commands, arguments)
        assert result.exit_code == 0, f"booklet {shlex.join(arguments)}\n{result.output}"


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_link_to_a_file_leads_to_it(document: Path) -> None:
    targets = _LINK.findall(document.read_text("utf-8"))
    assert [target for target in targets if not (document.parent / target).exists()] == []


def test_the_readme_shows_the_two_commands() -> None:
    assert {"./run build", "./run test"} <= set(shell_lines(DOCUMENTS[0].read_text("utf-8")))
