"""Bad input of every kind, through the real command line: see `cases.py` for what is asked."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.hostile.cases import Case, all_cases
from tests.hostile.running import ForkServer, Processes, complaints

CASES = all_cases()
QUICK = [case for case in CASES if not case.slow]
OF_A_THEME = 1
"""So many cases of each theme are in the quick tests."""


@pytest.fixture(scope="session")
def forks() -> Iterator[ForkServer]:
    server = ForkServer()
    yield server
    server.close()


def _marked(case: Case) -> object:
    first = [each for each in QUICK if each.theme == case.theme][:OF_A_THEME]
    marks = [] if case in first else [pytest.mark.slow]
    marks += [pytest.mark.xfail(reason=case.pending, strict=True)] if case.pending else []
    if case.not_as_root and hasattr(os, "geteuid") and not os.geteuid():
        marks.append(pytest.mark.skip(reason="root may read and write everything"))
    return pytest.param(case, id=case.name, marks=marks)


@pytest.mark.parametrize("case", [_marked(case) for case in QUICK])
def test_hostile(case: Case, tmp_path: Path, forks: ForkServer) -> None:
    assert complaints(case, tmp_path, forks) == []


@pytest.mark.parametrize(
    "name",
    [
        "impose: a PDF with a password",
        *(
            pytest.param(name, marks=pytest.mark.slow)
            for name in (
                "yaml: the small course as it is",
                "yaml: aliases that would double nine times",
                "links: a link that is a program",
            )
        ),
    ],
)
def test_hostile_in_processes_of_its_own(name: str, tmp_path: Path) -> None:
    """The fork server hides nothing: the same holds for the program as a person starts it."""
    (case,) = (case for case in CASES if case.name == name)
    assert complaints(case, tmp_path, Processes()) == []


def test_the_corpus_is_large_enough() -> None:
    assert len(CASES) >= 200
