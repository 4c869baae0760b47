"""The atlas's symbols as shapes for matplotlib; their one home is ``browser/symbols.js``.

They are drawn on a grid of 20 by 20, with y downwards; here they are shapes
around the origin, 2 wide, with y upwards.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from math import atan2, cos, hypot, pi, sin

from matplotlib.path import Path

from dashboard import BROWSER

SCRIPT = BROWSER / "symbols.js"
GRID = 10
ARC_STEPS = 24

Point = tuple[float, float]


@cache
def signs() -> Mapping[str, Path]:
    """Return the shapes by name: one for each kind of event, and ``BASE`` and ``STAR``."""
    drawn = re.findall(r"^\s*(?:const )?\"?([A-Za-z-]+)\"?(?::| =) \"(M[^\"]+)\"", SCRIPT.read_text(), re.MULTILINE)
    return {name: _shape(path) for name, path in drawn}


def _shape(path: str) -> Path:
    """Return an SVG path as a shape; it may move, draw straight lines and arcs of circles, and close."""
    points: list[Point] = []
    codes: list[int] = []
    at = start = (0.0, 0.0)
    for command, numbers in _steps(path):
        here = at if command.islower() else (0.0, 0.0)
        match command.upper():
            case "M":
                at = start = here[0] + numbers[0], here[1] + numbers[1]
                points.append(at)
                codes.append(int(Path.MOVETO))
                continue
            case "Z":
                points.append(start)
                codes.append(int(Path.CLOSEPOLY))
                at = start
                continue
            case "L":
                line = [(here[0] + numbers[0], here[1] + numbers[1])]
            case "H":
                line = [(here[0] + numbers[0], at[1])]
            case "V":
                line = [(at[0], here[1] + numbers[0])]
            case _:
                end = here[0] + numbers[5], here[1] + numbers[6]
                line = _arc(at, end, numbers[0], large=bool(numbers[3]), sweep=bool(numbers[4]))
        points += line
        codes += [int(Path.LINETO)] * len(line)
        at = line[-1]
    return Path([(x / GRID - 1, 1 - y / GRID) for x, y in points], codes)


def _steps(path: str) -> Iterator[tuple[str, list[float]]]:
    """Yield commands with their numbers; one that is not repeated in writing is repeated here."""
    lengths = {"M": 2, "L": 2, "H": 1, "V": 1, "A": 7}
    for command, written in re.findall(r"([MLHVAZ])([^MLHVAZ]*)", path, re.IGNORECASE):
        numbers = [float(number) for number in re.findall(r"-?(?:\d+\.?\d*|\.\d+)", written)]
        length = lengths.get(command.upper())
        if length is None:
            yield command, []
            continue
        for start in range(0, len(numbers), length):
            # What follows a move without a command of its own is drawn.
            again = {"M": "L", "m": "l"}.get(command, command) if start else command
            yield again, numbers[start : start + length]


def _arc(begin: Point, end: Point, radius: float, *, large: bool, sweep: bool) -> list[Point]:
    """Return points along an arc of a circle from one point to another, without the first."""
    middle = (begin[0] + end[0]) / 2, (begin[1] + end[1]) / 2
    half = hypot(end[0] - begin[0], end[1] - begin[1]) / 2
    away = max(0.0, radius**2 - half**2) ** 0.5 * (-1 if large == sweep else 1) / half
    centre = middle[0] - away * (end[1] - begin[1]) / 2, middle[1] + away * (end[0] - begin[0]) / 2
    first, last = (atan2(y - centre[1], x - centre[0]) for x, y in (begin, end))
    if sweep and last <= first:
        last += 2 * pi
    elif not sweep and last >= first:
        last -= 2 * pi
    angles = (first + (last - first) * step / ARC_STEPS for step in range(1, ARC_STEPS + 1))
    return [(centre[0] + radius * cos(angle), centre[1] + radius * sin(angle)) for angle in angles]
