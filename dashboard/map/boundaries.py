"""The countries that the first map needs, and the rest of the world, which can come later."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from geodata.frames import BOUNDARIES

IN_SIGHT = (-32.0, -9.0, 42.0, 40.0)
"""West, south, east, north in degrees: what the home view shows in windows of any usual shape."""

Topology = dict[str, Any]
Extent = tuple[float, float, float, float]


@cache
def near() -> Topology:
    """Return the countries in sight when the map opens, as TopoJSON; source: Natural Earth 1:10m."""
    return _split()[0]


@cache
def far() -> Topology:
    """Return the other countries, as TopoJSON; source: Natural Earth 1:10m."""
    return _split()[1]


@cache
def _split() -> tuple[Topology, Topology]:
    whole = json.loads((BOUNDARIES / "countries.topojson").read_text(encoding="utf-8"))
    seen: dict[bool, list[dict[str, Any]]] = {True: [], False: []}
    extents = [_extent(arc, whole["transform"]) for arc in whole["arcs"]]
    for geometry in whole["objects"]["countries"]["geometries"]:
        seen[any(_overlap(extents[index], IN_SIGHT) for index in _arcs_of(geometry))].append(geometry)
    return _part(whole, seen[True]), _part(whole, seen[False])


def _arcs_of(geometry: Mapping[str, Any]) -> set[int]:
    """Return the positions of the arcs that a geometry uses; a negative reference runs backwards."""
    return {index if index >= 0 else ~index for rings in geometry["arcs"] for ring in rings for index in ring}


def _part(whole: Topology, geometries: Sequence[dict[str, Any]]) -> Topology:
    """Return a topology of some of the geometries, with the arcs that they use."""
    used = sorted(set[int]().union(*map(_arcs_of, geometries)))
    place = {old: new for new, old in enumerate(used)}

    def moved(reference: int) -> int:
        return place[reference] if reference >= 0 else ~place[~reference]

    moved_geometries = [
        {**geometry, "arcs": [[list(map(moved, ring)) for ring in rings] for rings in geometry["arcs"]]}
        for geometry in geometries
    ]
    collection = {"type": "GeometryCollection", "geometries": moved_geometries}
    return {**whole, "arcs": [whole["arcs"][index] for index in used], "objects": {"countries": collection}}


def _extent(arc: Sequence[Sequence[int]], transform: Mapping[str, Any]) -> Extent:
    (kx, ky), (x0, y0) = transform["scale"], transform["translate"]
    x = y = 0
    xs, ys = [], []
    for dx, dy in arc:
        x, y = x + dx, y + dy
        xs.append(x * kx + x0)
        ys.append(y * ky + y0)
    return min(xs), min(ys), max(xs), max(ys)


def _overlap(one: Extent, other: Extent) -> bool:
    return one[0] <= other[2] and other[0] <= one[2] and one[1] <= other[3] and other[1] <= one[3]
