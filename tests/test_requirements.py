"""What is locked in requirements/ is what pyproject.toml asks for, and nothing else is named."""

from __future__ import annotations

import re
import tomllib

import pytest
from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from tests.conftest import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
EXTRAS = PROJECT["project"]["optional-dependencies"]
GROUPS = PROJECT["dependency-groups"]
RUN = [*PROJECT["project"]["dependencies"], *EXTRAS["csl"], *EXTRAS["web"], *GROUPS["setup"]]
DEV = [*RUN, *(line for line in GROUPS["dev"] if isinstance(line, str))]
_PINNED = re.compile(
    r"([\w.-]+)==([\w.!+]+)(?: ; ([^\\]+?))? \\\n((?: {4}--hash=sha256:[0-9a-f]{64}(?: \\)?\n)+)"
)


def locked(name: str) -> str:
    """A lock file without its head of comments."""
    text = (ROOT / "requirements" / f"{name}.txt").read_text("utf-8")
    return re.sub(r"(?m)\A(?:#.*\n)+", "", text)


def pins(name: str) -> dict[tuple[str, str], str]:
    """The versions by package and by what machine they are for."""
    return {(m[1], m[3] or ""): m[2] for m in _PINNED.finditer(locked(name))}


@pytest.mark.parametrize("name", ["run", "dev"])
def test_a_lock_holds_versions_and_hashes_and_names_no_place(name: str) -> None:
    assert _PINNED.sub("", locked(name)) == ""
    assert {package: machines for package, machines in pins(name) if machines == ""}


@pytest.mark.parametrize(("name", "asked"), [("run", RUN), ("dev", DEV)])
def test_a_lock_has_what_the_project_asks_for_in_an_allowed_version(
    name: str, asked: list[str]
) -> None:
    everywhere = {package: version for (package, where), version in pins(name).items() if not where}
    for requirement in map(Requirement, asked):
        found = everywhere.get(canonicalize_name(requirement.name), "0")
        assert Version(found) in requirement.specifier, f"{requirement}: ./run lock"


def test_what_runs_has_the_same_versions_as_what_is_developed_with() -> None:
    assert pins("run").items() <= pins("dev").items()


def test_one_version_serves_every_python() -> None:
    """Two would make two booklets of one course."""
    assert not [
        m for _, m in pins("dev") if m and "python" in str(Marker(m)).replace("_python_", "")
    ]
