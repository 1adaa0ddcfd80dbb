"""What is installed from a wheel works without the source tree."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tarfile
import tomllib
import venv
import zipfile
from importlib.metadata import PackageNotFoundError, packages_distributions, requires
from pathlib import Path

import pytest

from tests.conftest import ROOT


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built offline by the backend that pyproject.toml names."""
    folder = tmp_path_factory.mktemp("wheel")
    program = f"from hatchling.build import build_wheel; print(build_wheel({str(folder)!r}))"
    return folder / run(sys.executable, "-c", program, cwd=ROOT).splitlines()[-1]


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The programs of an environment that has the wheel and knows nothing of the source.

    The packages it depends on are those of the environment that runs the tests. A `.pth`
    file lends them; the `.pth` files among them, which lead to the source, do not count.
    """
    environment = tmp_path_factory.mktemp("environment")
    venv.create(environment)
    programs = environment / "bin"
    (packages,) = environment.glob("lib/python*/site-packages")
    lent = next(entry for entry in sys.path if entry.endswith("site-packages"))
    (packages / "lent.pth").write_text(lent)
    pip = [sys.executable, "-m", "pip", "--python", programs / "python", "--quiet"]
    run(*pip, "install", "--no-deps", "--no-index", "--ignore-installed", wheel, cwd=environment)
    return programs


def run(*command: object, cwd: Path) -> str:
    done = subprocess.run(
        [str(part) for part in command], cwd=cwd, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_wheel_holds_what_is_shipped_and_nothing_that_was_built(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    for shipped in (
        "booklet/shipped/templates/print.html",
        "booklet/shipped/styles/print.css",
        "booklet/shipped/styles/themes/default.css",
        "booklet/shipped/styles/fonts/eb-garamond/EBGaramond-Regular.ttf",
        "booklet/shipped/styles/fonts/eb-garamond/OFL.txt",
        "booklet/shipped/content/lamplight/script.fountain",
        "booklet/starter/script.fountain",
        "booklet/py.typed",
    ):
        assert shipped in names
    folders = {name.split("/")[0].partition("-")[0] for name in names}
    assert folders == {"booklet", "script_booklet"}
    assert not [name for name in names if "/build/" in name or name.endswith(".pyc")]


@pytest.mark.slow
def test_the_source_that_is_published_can_be_set_up_tested_and_released(tmp_path: Path) -> None:
    program = f"from hatchling.build import build_sdist; print(build_sdist({str(tmp_path)!r}))"
    name = run(sys.executable, "-c", program, cwd=ROOT).splitlines()[-1]
    with tarfile.open(tmp_path / name) as archive:
        held = {member.partition("/")[2] for member in archive.getnames()}
    here = {
        path.relative_to(ROOT).as_posix()
        for folder in ("benchmarks", "booklet", "docs", "requirements", "tests", "tools")
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and not {"build", "__pycache__"} & set(path.parts)
    }
    wanted = here | {"run", ".ci/run", ".github/workflows/test.yml", "CONTRIBUTING.md"}
    assert wanted - held == set()
    assert not {path.split("/")[0] for path in held} & {".venv", ".venv-newest", ".git"}


@pytest.mark.slow
def test_installed_wheel_builds_the_sample(installed: Path, tmp_path: Path) -> None:
    program = "import booklet, sys; print(*sys.path, booklet.__file__, sep='\\n')"
    *path, package = run(installed / "python", "-c", program, cwd=tmp_path).splitlines()
    assert str(ROOT) not in path
    sample = Path(package).parent / "shipped" / "content" / "lamplight"
    run(installed / "booklet", "build", sample, "--output", tmp_path, cwd=tmp_path)
    assert (tmp_path / "lamplight.pdf").read_bytes().startswith(b"%PDF")
    assert "<title>Lamplight" in (tmp_path / "lamplight.html").read_text("utf-8")


def test_installed_wheel_makes_a_course(installed: Path, tmp_path: Path) -> None:
    run(installed / "booklet", "new", "mine", cwd=tmp_path)
    assert (tmp_path / "mine" / "booklet.yaml").is_file()


def test_every_package_the_program_imports_is_one_it_asks_for() -> None:
    """The environment of the tests has more than a reader's: it would hide a missing one."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = project["optional-dependencies"]
    asked = {_name(line) for line in [*project["dependencies"], *extras["csl"], *extras["web"]]}
    while more := {name for one in asked for name in _needs(one)} - asked:
        asked |= more
    of = packages_distributions()
    unasked = {
        f"{file.relative_to(ROOT)}: {module}"
        for file in (ROOT / "booklet").rglob("*.py")
        for module in _imported(file)
        if module in of and not {_name(name) for name in of[module]} & (asked | {project["name"]})
    }
    assert not unasked


def _imported(file: Path) -> set[str]:
    """The first names of all modules that a file imports, wherever in it."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {name.name.partition(".")[0] for name in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.partition(".")[0])
    return found


def _name(requirement: str) -> str:
    """The name of a package as all spell it: `lxml_html_clean>=0.4` is `lxml-html-clean`."""
    (name,) = re.findall(r"^[\w.-]+", requirement)
    return re.sub(r"[-_.]+", "-", name).lower()


def _needs(package: str) -> set[str]:
    """What a package asks for on any machine, its extras left out; none if it is not here."""
    try:
        lines = requires(package) or []
    except PackageNotFoundError:
        return set()
    return {_name(line) for line in lines if "extra ==" not in line}
