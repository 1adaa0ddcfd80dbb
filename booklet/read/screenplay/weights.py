"""The weights by which screenplays are read, as numbers in `weights.json`.

`python -m tools.screenplays fit` makes that file.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from booklet.read.chain import Weights, weights_of

FILE = Path(__file__).with_name("weights.json")


@cache
def shipped() -> tuple[Weights, Weights]:
    """The weights of the first and of the second reading."""
    return weights_of(FILE.read_text(encoding="utf-8"))
