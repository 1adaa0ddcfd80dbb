"""Damaged files end as a success or as problems, and as nothing else.

A short run with fixed numbers; `python -m benchmarks mutate` makes the long one.
"""

from __future__ import annotations

import pytest

from benchmarks.mutate import GOOD, all_seeds, outcome, run
from benchmarks.mutations import Seed


@pytest.mark.slow
@pytest.mark.parametrize(
    ("many", "number"),
    [(20, 1), *(pytest.param(120, number, marks=pytest.mark.slow) for number in (1, 2))],
)
def test_no_mutant_ends_in_an_uncaught_way(many: int, number: int) -> None:
    ended, faults = run(many, number)
    assert [f"{fault.what} from {fault.seed}: {fault.trace}" for fault in faults] == []
    assert sum(ended.values()) >= many
    assert set(ended) == set(GOOD)


def test_good_seeds_build_and_bad_ones_are_told_of() -> None:
    seeds = {seed.name: seed for seed in all_seeds()}
    assert _ends(seeds["small"]) == "built"
    assert _ends(seeds["tei"]) == "built"
    assert _ends(seeds["page wiki.html"]) == "built"
    assert _ends(seeds["pdf"]) == "built"
    assert _ends(seeds["corpus yaml: a key written twice"]) == "problems"


@pytest.mark.parametrize(
    ("name", "ended"),
    [
        ("raise_it", "ZeroDivisionError"),
        pytest.param("hang", "a hang", marks=pytest.mark.slow),
        ("die", "death by SIGABRT"),
        ("hoard", "memory"),
    ],
)
def test_what_must_not_happen_would_be_seen(
    name: str, ended: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if name == "hang":
        monkeypatch.setattr("benchmarks.mutate.SECONDS", 1)
    monkeypatch.setattr("booklet.build.build", globals()[f"_{name}"])
    assert _ends(Seed("a fault", "course", {"booklet.yaml": b"title: A\n"})) == ended


def _ends(seed: Seed) -> str:
    return outcome(seed.kind, seed.files, pdf=False).what


def _raise_it(*_: object, **__: object) -> None:
    raise ZeroDivisionError


def _hang(*_: object, **__: object) -> None:
    while True:
        pass


def _die(*_: object, **__: object) -> None:
    import os

    os.abort()


def _hoard(*_: object, **__: object) -> None:
    bytearray(1 << 40)
