"""The numbers by which drawing weighs its evidence, from `weights.toml`.

They are fitted on labelled essays (`python -m benchmarks claims_fit`); nothing else in the program
knows them. A missing number counts nothing.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

Weights = Mapping[str, float]

FILE = Path(__file__).parent / "weights.toml"


@cache
def shipped() -> Mapping[str, Weights]:
    """The tables of `weights.toml`: `walk`, `worth`, `place`, `choice`."""
    with FILE.open("rb") as file:
        return tomllib.load(file)


def weigh(features: Mapping[str, float], weights: Weights) -> float:
    """The weighed sum of some features, in nats."""
    return sum(value * weights.get(name, 0.0) for name, value in features.items())
