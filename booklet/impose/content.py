"""Content streams: the few operators that sheets need (ISO 32000-2, annex A).

In: numbers, lines, words. Out: bytes for a page.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from booklet.impose.geometry import Rectangle, Stroke

HAIRLINE = 0.25
"""Width of crop and fold marks in pt."""


def number(value: float) -> str:
    """A number as PDF writes it: no exponent, no needless zeros, the same everywhere."""
    text = f"{value:.4f}".rstrip("0").rstrip(".")
    return "0" if text in ("", "-0") else text


def numbers(values: Iterable[float]) -> str:
    """Numbers with spaces between them."""
    return " ".join(map(number, values))


def placed(name: str, at: Rectangle, scale: float, rotation: int, clip: Rectangle | None) -> str:
    """The form drawn into the rectangle, upright or on its head, cut off where `clip` ends."""
    matrix = (
        (scale, 0, 0, scale, at.x, at.y)
        if rotation == 0
        else (-scale, 0, 0, -scale, at.x + at.width, at.y + at.height)
    )
    cut = f"{numbers((clip.x, clip.y, clip.width, clip.height))} re W n " if clip else ""
    return f"q {cut}{numbers(matrix)} cm /{name} Do Q"


def stroked(strokes: Sequence[Stroke], dashed: bool = False) -> str:
    """Hairlines in black; dashed for folds."""
    if not strokes:
        return ""
    dash = "[3 2] 0 d " if dashed else ""
    lines = " ".join(
        f"{numbers((line.x1, line.y1))} m {numbers((line.x2, line.y2))} l S" for line in strokes
    )
    return f"q 0 G {HAIRLINE} w {dash}{lines} Q"
