"""What the documents tell people to type works, and their links lead somewhere."""

from __future__ import annotations

import contextlib
import re
import shlex
import shutil
import tomllib
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from booklet.cli import commands
from tests.conftest import ROOT
from tools import tables

DOCUMENTS = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").glob("*.md"))]
_SHELL = re.compile(r"^```sh\n(.*?)^```", re.MULTILINE | re.DOTALL)
_INSTALLED = re.compile(r"pip install '?([\w.\[\],-]+)(?<!,)")
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
def test_every_command_in_a_document_is_one_there_is(document: Path) -> None:
    for name, *arguments in commands_in(document):
        if name.startswith("-"):
            continue
        command = commands.get_command(click.Context(commands), name)
        assert command, name
        # A file that it names is not there; --help ends the command.
        with contextlib.suppress(click.BadParameter, click.exceptions.Exit):
            command.make_context(name, arguments)


@pytest.mark.slow
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


@pytest.mark.parametrize("document", tables.documents(), ids=lambda path: path.name)
def test_the_tables_of_a_document_are_those_of_the_program(document: Path) -> None:
    """`python -m tools.tables` writes them."""
    text = document.read_text("utf-8")
    assert tables.written(text) == text


def test_the_readme_shows_the_two_commands() -> None:
    assert {"./run build", "./run test"} <= set(
        shell_lines((ROOT / "README.md").read_text("utf-8"))
    )


def test_what_people_are_told_to_install_is_this_program_and_has_the_extra() -> None:
    """`pip install booklet` would bring another one."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    sources = [*DOCUMENTS, *(ROOT / "booklet").rglob("*.py"), *(ROOT / "booklet").rglob("*.toml")]
    told = {
        (path.name, named)
        for path in sources
        for named in _INSTALLED.findall(path.read_text("utf-8"))
    }
    assert len(told) > 5
    for _, named in told - {("README.md", "booklet")}:  # which warns of it
        name, _, extras = named.rstrip("]").partition("[")
        assert name in (".", project["name"]), told
        assert set(filter(None, extras.split(","))) <= set(project["optional-dependencies"])
