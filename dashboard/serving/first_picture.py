"""The first picture of the map, drawn into the page itself: a reader on a slow line sees it before any script.

It shows the countries of the day with their alliances, and where bases and events are, in the
place in which the living map will appear and on the same scale; that one takes it away.
Coordinates are pixels of the Web Mercator world at zoom `ZOOM`, as Leaflet counts them.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from typing import Any

from markupsafe import Markup
from shapely.geometry import LineString

from dashboard import BROWSER
from dashboard.map.boundaries import near
from dashboard.shown import Fill, Symbol, fills, symbols
from dashboard.templating import markup
from dashboard.view import View
from dashboard.wording import Wording
from geodata.record import Record

ZOOM = 6
TOLERANCE = 1.2
"""Pixels by which outlines may differ from those of the living map, which shows them at half the size."""

SEEN = (-26.0, -6.0, 33.0, 34.0)
"""West, south, east, north: what is drawn."""

Point = tuple[float, float]


@dataclass(frozen=True)
class Area:
    """A country: its code, its outline as an SVG path, the width of its box, and where its name stands."""

    code: str
    path: str
    width: float
    at: Point
    names: dict[str, str]


def first_picture(view: View, record: Record) -> str:
    """Return the picture of a view as HTML, to be put into the page.

    Parameters
    ----------
    view
        What it shows.
    record
        The record.
    """
    return _drawn(view, record)


@lru_cache(maxsize=512)
def _drawn(view: View, record: Record) -> str:
    say = Wording(view.lang)
    filled = fills(record, view)
    drawn = [(area, filled.get(area.code, Fill())) for area in areas()]
    stand, _ = symbols(record, view)
    return markup("first_picture.html.jinja").render(
        loading=say("early.loading"),
        date=say.date(view.date),
        title=say("page.title"),
        question=say("page.question"),
        areas=drawn,
        hatches=sorted({(fill.hatch, fill.hatch_status) for _, fill in drawn if fill.hatch}),
        dots=[(*pixel(one.lon, one.lat), _colour(one)) for one in reversed(stand) if _colour(one)],
        script=Markup((BROWSER / "first_picture.js").read_text(encoding="utf-8")),
        window=view.window,
        at=pixel(view.window.lon, view.window.lat) if view.window else None,
        lang=view.lang,
    )


def _colour(symbol: Symbol) -> str:
    """Return the name of a dot's colour; what is over has none."""
    if symbol.type == "base" and symbol.phase != "closed":
        return symbol.group
    return symbol.family if symbol.type == "event" else ""


def pixel(lon: float, lat: float) -> Point:
    """Return a point of WGS 84 in pixels of the world at `ZOOM`, to a tenth."""
    size = 256 * 2**ZOOM
    y = math.log(math.tan(math.pi / 4 + math.radians(lat) / 2))
    return round(size * (lon + 180) / 360, 1), round(size / 2 * (1 - y / math.pi), 1)


@cache
def areas() -> tuple[Area, ...]:
    """Return the countries in sight; source: Natural Earth 1:10m."""
    topology = near()
    arcs = [_simplified(arc, topology["transform"]) for arc in topology["arcs"]]
    found = (_area(geometry, arcs) for geometry in topology["objects"]["countries"]["geometries"])
    return tuple(area for area in found if area)


def _area(geometry: dict[str, Any], arcs: Sequence[Sequence[Point]]) -> Area | None:
    (west, north), (east, south) = pixel(SEEN[0], SEEN[3]), pixel(SEEN[2], SEEN[1])
    rings, points = [], []
    for polygon in geometry["arcs"]:
        for references in polygon:
            ring = _ring(references, arcs)
            xs, ys = [x for x, _ in ring], [y for _, y in ring]
            if len(ring) > 3 and min(xs) < east and max(xs) > west and min(ys) < south and max(ys) > north:
                rings.append(_path(ring))
                points += ring
    if not rings:
        return None
    known = geometry["properties"]
    width = max(x for x, _ in points) - min(x for x, _ in points)
    names = {"en": known["en"], "fr": known["fr"]}
    return Area(known["code"] or "", "".join(rings), width, pixel(known["lon"], known["lat"]), names)


def _simplified(deltas: Sequence[Sequence[int]], transform: dict[str, Any]) -> list[Point]:
    """Return an arc in pixels. Its ends stay, so that neighbours still meet."""
    (kx, ky), (x0, y0) = transform["scale"], transform["translate"]
    x = y = 0
    points = []
    for dx, dy in deltas:
        x, y = x + dx, y + dy
        points.append(pixel(x * kx + x0, y * ky + y0))
    return list(LineString(points).simplify(TOLERANCE).coords) if len(points) > 1 else points


def _ring(references: Sequence[int], arcs: Sequence[Sequence[Point]]) -> list[Point]:
    ring: list[Point] = []
    for reference in references:
        arc = arcs[reference] if reference >= 0 else arcs[~reference][::-1]
        ring += arc[1:] if ring else arc
    return ring


def _path(ring: Sequence[Point]) -> str:
    """Write a ring in whole pixels, each point as the way from the last one: short. One that has no room is empty."""
    grid = [(round(x), round(y)) for x, y in ring]
    steps = [(x - px, y - py) for (px, py), (x, y) in pairwise(grid)]
    written = [f"{dx},{dy}" for dx, dy in steps if (dx, dy) != (0, 0)]
    return f"M{grid[0][0]},{grid[0][1]}l{' '.join(written)}z" if len(written) > 2 else ""
