"""The weights by which screenplays are read, as numbers in `weights.json`.

`python -m tools.screenplays fit` makes that file. Takes its text, gives two `Weights`; and back.
Numbers are hundredths; a feature is written with a number for each kind of `KINDS`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from booklet.read.screenplay.reading import Weights

FILE = Path(__file__).with_name("weights.json")

_UNIT = 100


@cache
def shipped() -> tuple[Weights, Weights]:
    """The weights of the first and of the second reading."""
    data = json.loads(FILE.read_text(encoding="utf-8"))
    return _weights(data["first"]), _weights(data["second"])


def weights_text(first: Weights, second: Weights) -> str:
    """The text of the file, a feature a line, sorted."""
    body = ",\n".join(
        f'"{name}": {_object(weights)}' for name, weights in (("first", first), ("second", second))
    )
    return f"{{\n{body}\n}}\n"


def _object(weights: Weights) -> str:
    def table(rows: Mapping[str, tuple[float, ...]]) -> str:
        kept = {name: _whole(row) for name, row in sorted(rows.items())}
        return ",\n".join(
            f"{json.dumps(name, ensure_ascii=False)}: {json.dumps(row, separators=(',', ':'))}"
            for name, row in kept.items()
            if any(row)
        )

    return (
        f'{{"pairs": {json.dumps(_whole(weights.pairs), separators=(",", ":"))},\n'
        f'"steps": {{\n{table(weights.steps)}\n}},\n"features": {{\n{table(weights.features)}\n}}}}'
    )


def _whole(row: tuple[float, ...]) -> list[int]:
    return [round(each * _UNIT) for each in row]


def _weights(data: Mapping[str, object]) -> Weights:
    def table(key: str) -> dict[str, tuple[float, ...]]:
        rows = data[key]
        assert isinstance(rows, dict)
        return {name: tuple(each / _UNIT for each in row) for name, row in rows.items()}

    pairs = data["pairs"]
    assert isinstance(pairs, list)
    return Weights(table("features"), table("steps"), tuple(each / _UNIT for each in pairs))
