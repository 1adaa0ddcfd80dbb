"""What is installed from a wheel works without the source tree."""

from __future__ import annotations

import subprocess
import sys
import venv
import zipfile
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
    ):
        assert shipped in names
    assert {name.split("/")[0].partition("-")[0] for name in names} == {"booklet"}
    assert not [name for name in names if "/build/" in name or name.endswith(".pyc")]


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
