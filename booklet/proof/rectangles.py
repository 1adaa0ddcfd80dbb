"""Rectangles on a page, and which of them lie over each other.

Lengths in pt, x to the right, y upwards (PDF's own space).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

Matrix = tuple[float, float, float, float, float, float]
"""A transformation: the six numbers of ISO 32000-1, 8.3.3."""

IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def times(first: Matrix, then: Matrix) -> Matrix:
    """Both transformations, one after the other (ISO 32000-1, 8.3.4)."""
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return (
        a * g + b * i,
        a * h + b * j,
        c * g + d * i,
        c * h + d * j,
        e * g + f * i + k,
        e * h + f * j + m,
    )


def moved(point: tuple[float, float], matrix: Matrix) -> tuple[float, float]:
    """The point after a transformation."""
    (x, y), (a, b, c, d, e, f) = point, matrix
    return a * x + c * y + e, b * x + d * y + f


def least_scale(matrix: Matrix) -> float:
    """How much is left of a length in the direction in which it is made smallest.

    The smaller singular value of the matrix: what is squeezed or slanted flat has little.
    """
    a, b, c, d, _, _ = matrix
    total, area = a * a + b * b + c * c + d * d, a * d - b * c
    greatest = (total + max(0.0, total * total - 4 * area * area) ** 0.5) / 2
    return abs(area) / greatest**0.5 if greatest > 0 else 0.0


@dataclass(frozen=True, slots=True)
class Rectangle:
    """A rectangle: `left` <= `right`, `bottom` <= `top`."""

    left: float
    bottom: float
    right: float
    top: float

    @classmethod
    def of(cls, x: float, y: float, other_x: float, other_y: float) -> Rectangle:
        """The rectangle between two opposite corners."""
        return cls(min(x, other_x), min(y, other_y), max(x, other_x), max(y, other_y))

    @classmethod
    def around(cls, points: Iterable[tuple[float, float]]) -> Rectangle:
        """The smallest rectangle that holds all points; there is at least one."""
        xs, ys = zip(*points, strict=True)
        return cls(min(xs), min(ys), max(xs), max(ys))

    @property
    def width(self) -> float:
        """From left to right."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """From bottom to top."""
        return self.top - self.bottom

    def joined(self, other: Rectangle) -> Rectangle:
        """The smallest rectangle that holds both."""
        return Rectangle(
            min(self.left, other.left),
            min(self.bottom, other.bottom),
            max(self.right, other.right),
            max(self.top, other.top),
        )

    def common(self, other: Rectangle) -> Rectangle | None:
        """What both cover, None where they are apart."""
        left, right = max(self.left, other.left), min(self.right, other.right)
        bottom, top = max(self.bottom, other.bottom), min(self.top, other.top)
        return Rectangle(left, bottom, right, top) if left < right and bottom < top else None

    def holds(self, other: Rectangle, slack: float = 0.5) -> bool:
        """Whether the other lies inside, `slack` pt over the edge allowed."""
        return self.beyond(other) <= slack

    def beyond(self, other: Rectangle) -> float:
        """How far the other reaches out of this one, on its farthest side; 0 if inside."""
        return max(
            self.left - other.left,
            self.bottom - other.bottom,
            other.right - self.right,
            other.top - self.top,
            0.0,
        )

    def moved(self, matrix: Matrix) -> Rectangle:
        """The rectangle around this one after a transformation."""
        return Rectangle.around(
            moved((x, y), matrix) for x in (self.left, self.right) for y in (self.bottom, self.top)
        )


def overlapping(rectangles: Sequence[Rectangle]) -> Iterator[tuple[int, int, Rectangle]]:
    """All pairs (i, j) that overlap, i before j, and what they have in common.

    A sweep from the bottom of the page up: only what is open at a height is compared.
    """
    order = sorted(range(len(rectangles)), key=lambda i: rectangles[i].bottom)
    opened: list[int] = []
    for i in order:
        mine = rectangles[i]
        opened = [j for j in opened if rectangles[j].top > mine.bottom]
        for j in opened:
            common = mine.common(rectangles[j])
            if common is not None:
                yield min(i, j), max(i, j), common
        opened.append(i)
