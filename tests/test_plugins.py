"""What an installed package adds to the program, and what becomes of one that is broken."""

from __future__ import annotations

import os
import re
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner

from booklet import plugins
from booklet.cli import commands
from booklet.cli.import_pages import help_text
from booklet.read import formats
from tests.conftest import ROOT

DOCUMENT = ROOT / "docs" / "extending.md"
_BLOCK = re.compile(r"^```\w+ (\S+)\n(.*?)^```", re.MULTILINE | re.DOTALL)
SETTINGS = """\
title: Low Water
script: script.bars
theme: dusk
back: [longest, credits]
"""
SCRIPT = "MARA | Is that you, out there on the wall?\nHORN | It is always me.\n"
NOTES = """\
annotations:
  - id: hand-wall
    target: "1.1"
    body: Three notes, falling.
    kind: music
"""


@dataclass(frozen=True, slots=True)
class Site:
    """A folder of installed packages, and a course beside it."""

    folder: Path
    course: Path

    def install(self, name: str, files: dict[str, str], points: dict[str, dict[str, str]]) -> None:
        """What an installer leaves of a package."""
        for file, text in files.items():
            (self.folder / file).parent.mkdir(parents=True, exist_ok=True)
            (self.folder / file).write_text(text, "utf-8")
        info = self.folder / f"{name.replace('-', '_')}-1.0.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
        rows = (
            f"[{group}]\n" + "".join(f"{k} = {v}\n" for k, v in each.items())
            for group, each in points.items()
        )
        (info / "entry_points.txt").write_text("\n".join(rows))


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """Packages that are put into its folder are installed while a test runs."""
    course = tmp_path / "low-water"
    course.mkdir()
    (course / "booklet.yaml").write_text(SETTINGS)
    (course / "script.bars").write_text(SCRIPT)
    (course / "annotations.yaml").write_text(NOTES)
    folder = tmp_path / "site"
    folder.mkdir()
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(folder)
    monkeypatch.setenv("PYTHONPATH", f"{folder}{os.pathsep}{ROOT}")
    before = set(sys.modules)
    forget()
    yield Site(folder, course)
    forget()
    for name in set(sys.modules) - before:
        if name.partition(".")[0] in ("harbour", "booklet_harbour"):
            del sys.modules[name]


def forget() -> None:
    """Let the tables be made anew."""
    for module in (plugins, formats):
        for table in vars(module).values():
            if hasattr(table, "cache_clear"):
                table.cache_clear()


def booklet(*arguments: str) -> str:
    done = CliRunner().invoke(commands, arguments)
    assert "Traceback" not in done.output
    return done.output


def documented() -> dict[str, str]:
    return dict(_BLOCK.findall(DOCUMENT.read_text("utf-8")))


def test_each_example_has_less_than_thirty_lines() -> None:
    assert {
        name: text.count("\n") for name, text in documented().items() if text.count("\n") > 29
    } == {}


@pytest.fixture
def harbour(site: Site) -> Site:
    """The package of the document is installed."""
    files = documented()
    project = tomllib.loads(files.pop("pyproject.toml"))["project"]
    site.install(project["name"], files, project["entry-points"])
    return site


@pytest.mark.slow
def test_the_documented_package_adds_one_of_each(harbour: Site) -> None:
    said = booklet("build", "low-water", "-o", "out", "--epub")
    page = Path("out/low-water.html").read_text("utf-8")
    assert "1 note" in said
    assert "always me" in page
    assert '<h2 id="longest">The longest speeches</h2>' in page
    assert "in\u00a0the\u00a0score" in page
    assert "#5b2a4e" in page
    with zipfile.ZipFile("out/low-water.epub") as file:
        assert any(name.endswith("longest.xhtml") for name in file.namelist())
    assert '"longest"' in booklet("schema")
    assert "longest.html" in booklet("templates")
    assert "themes/dusk.css" in booklet("templates")
    assert "Bars" in help_text()
    assert harbour.folder.exists()


@pytest.mark.slow
@pytest.mark.usefixtures("harbour")
def test_a_heading_that_is_missing_in_a_language_is_told() -> None:
    Path("low-water/booklet.yaml").write_text(SETTINGS + "language: fr\n")
    said = booklet("build", "low-water", "--no-pdf")
    assert "the piece `longest` has no heading in `fr`" in said
    assert "phrases: {longest: …}" in said
    Path("low-water/booklet.yaml").write_text(
        SETTINGS + "language: fr\nphrases: {longest: Les plus longues}\n"
    )
    assert "warning" not in booklet("build", "low-water", "--no-pdf")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("code", "says"),
    [
        ("1 / 0", "ZeroDivisionError"),
        ("import no_such_module", "ModuleNotFoundError"),
        ("raise SystemExit(3)", "SystemExit"),
        ("THING = 7", "it is no Format, but int"),
        ("import booklet.read.formats as f; THING = f.YAML", "there is another of the name 'yaml'"),
    ],
)
def test_a_broken_package_is_told_by_its_name_and_left_out(
    code: str, says: str, site: Site
) -> None:
    site.install("harbour-tools", {"harbour.py": code}, {"booklet.formats": {"x": "harbour:THING"}})
    (site.course / "script.bars").unlink()
    (site.course / "booklet.yaml").write_text("title: Low Water\n")
    (site.course / "script.fountain").write_text("MARA\nYes.\n\nHORN\nNo.\n")
    (site.course / "annotations.yaml").unlink()
    said = booklet("check", "low-water")
    assert "format `x` of the plug-in harbour-tools cannot be used" in said
    assert says in said
    assert "pip uninstall harbour-tools" in said
    assert "1 warning" in said


@pytest.mark.slow
@pytest.mark.usefixtures("child")
@pytest.mark.parametrize(
    ("was", "broken", "says"),
    [
        ("speeches = []", "speeches = [][0]", "IndexError: list index out of range"),
        ("return Result(", "return (", "it gave Script, which cannot be used"),
    ],
)
def test_a_package_that_fails_at_its_work_is_told_by_its_name(
    was: str, broken: str, says: str, harbour: Site
) -> None:
    module = harbour.folder / "booklet_harbour" / "bars.py"
    module.write_text(module.read_text("utf-8").replace(was, broken), "utf-8")
    said = booklet("check", "low-water")
    assert f"the plug-in booklet-harbour failed at its format `bars`: {says}" in said
    assert "plugin-failed" in said


def test_a_course_brings_no_code_with_it(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not even where the current folder is the course, which `python -m` takes for installed."""
    Site(site.course, site.course).install(
        "evil", {"harbour.py": "THING = 7"}, {"booklet.formats": {"x": "harbour:THING"}}
    )
    monkeypatch.chdir(site.course)
    monkeypatch.syspath_prepend(site.course)
    forget()
    assert plugins.plugged(plugins.FORMATS, formats.Format, ()).problems == ()
    assert "harbour" not in sys.modules


def test_help_loads_no_package(site: Site) -> None:
    site.install("slow", {"harbour.py": "THING = 7"}, {"booklet.formats": {"x": "harbour:THING"}})
    assert "Commands" in booklet("--help")
    assert "harbour" not in sys.modules
