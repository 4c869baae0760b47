"""Where symbols stand so that none hides another: seats in rings around a place, as in ``browser/seats.js``."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from math import cos, pi, sin
from typing import NamedTuple

RINGS = 2
"""Rings of symbols around a place before the rest is counted."""

MOST_RINGS = 6
"""Rings in which a count may stand."""

SEATS: list[tuple[float, float]] = [(0.0, 0.0)] + [
    (ring * cos(turn), ring * sin(turn))
    for ring in range(1, MOST_RINGS + 1)
    for turn in (pi * seat / (3 * ring) - pi / 6 for seat in range(6 * ring))
]
"""One seat in the middle, six around it, then wider rings; in units of a symbol's size."""


class Box(NamedTuple):
    """A rectangle on the page, in points from its lower left corner."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def width(self) -> float:
        """From left to right."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """From bottom to top."""
        return self.top - self.bottom

    def holds(self, other: Box) -> bool:
        """Whether another lies within it."""
        inside = self.left <= other.left and other.right <= self.right
        return inside and self.bottom <= other.bottom and other.top <= self.top

    def meets(self, other: Box) -> bool:
        """Whether another lies on it at least in part."""
        beside = self.right < other.left or other.right < self.left
        return not (beside or self.top < other.bottom or other.top < self.bottom)

    @classmethod
    def around(cls, x: float, y: float, width: float, height: float) -> Box:
        """Return a rectangle by its middle."""
        return cls(x - width / 2, y - height / 2, x + width / 2, y + height / 2)


class Ground:
    """Ground on which boxes stand apart: O(1) to ask for a place and to take it.

    Parameters
    ----------
    bounds
        Where boxes may stand.
    cell
        About the size of a symbol: a box lies in few cells, a cell holds few boxes.
    """

    def __init__(self, bounds: Box, cell: float) -> None:
        self._bounds = bounds
        self._cell = cell
        self._taken: dict[tuple[int, int], list[Box]] = defaultdict(list)

    def free(self, box: Box) -> bool:
        """Whether nothing stands there yet, and it lies within the bounds."""
        near = (other for cell in self._around(box) for other in self._taken.get(cell, ()))
        return self._bounds.holds(box) and not any(box.meets(other) for other in near)

    def take(self, box: Box) -> None:
        """Stand there."""
        for cell in self._around(box):
            self._taken[cell].append(box)

    def seat(self, x: float, y: float, size: float, rings: int, width: float = 0) -> tuple[float, float] | None:
        """Take the first free seat around a point and return it, or None where all are taken.

        Parameters
        ----------
        x, y
            The point.
        size
            Of a symbol: how far apart seats are.
        rings
            How far to look.
        width
            Of what takes the seat, where it is wider than a symbol.
        """
        margin = size * 0.06  # boxes of neighbouring seats would touch
        for dx, dy in SEATS[: 1 + 3 * rings * (rings + 1)]:
            there = x + dx * size, y - dy * size
            box = Box.around(*there, max(size - 2 * margin, width), size - 2 * margin)
            if self.free(box):
                self.take(box)
                return there
        return None

    def _around(self, box: Box) -> Iterator[tuple[int, int]]:
        for column in range(int(box.left // self._cell), int(box.right // self._cell) + 1):
            for row in range(int(box.bottom // self._cell), int(box.top // self._cell) + 1):
                yield column, row
