"""What `./run release` changes, and what it waits for."""

from __future__ import annotations

import tomllib
from datetime import date

import pytest

from tests.conftest import ROOT
from tools.release import NotReadyError, check, released, with_version


def test_the_changelog_gets_the_day() -> None:
    before = "# Changelog\n\n## 0.2.0 (not released)\n\n* New.\n\n## 0.1.0 (2026-01-02)\n\n* Old.\n"
    after = released(before, "0.2.0", date(2026, 3, 4))
    assert after == before.replace("(not released)", "(2026-03-04)")


def test_a_version_that_the_changelog_does_not_tell_of_is_not_released() -> None:
    with pytest.raises(NotReadyError, match=r"## 0\.3\.0 \(not released\)"):
        released("## 0.2.0 (not released)\n", "0.3.0", date(2026, 3, 4))


def test_the_project_gets_the_version_and_its_packages_keep_theirs() -> None:
    before = (ROOT / "pyproject.toml").read_text("utf-8")
    old, new = tomllib.loads(before), tomllib.loads(with_version(before, "9.8.7"))
    assert new["project"].pop("version") == "9.8.7"
    del old["project"]["version"]
    assert new == old


@pytest.mark.parametrize(
    ("version", "status", "tags", "told"),
    [
        ("1.0", "", [], "no version like"),
        ("v1.0.0", "", [], "no version like"),
        ("1.0.0", "", ["v1.0.0"], "there already"),
        ("1.0.0", " M README.md", [], "README.md"),
    ],
)
def test_it_waits_until_all_is_ready(version: str, status: str, tags: list[str], told: str) -> None:
    with pytest.raises(NotReadyError, match=told):
        check(version, status, tags)


def test_what_is_ready_is_released() -> None:
    check("1.0.0", "", ["v0.9.0"])
    check("1.0.0rc1", "", [])
