"""The record and the boundaries as GeoDataFrames, all in EPSG:4326.

Imports of GeoPandas stay inside the functions: a question such as
``sahel-atlas state`` has no use for it and should not wait for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geodata.record import Record, own_record
from geodata.records import Lasting

if TYPE_CHECKING:
    from geopandas import GeoDataFrame

BOUNDARIES = Path(__file__).parent / "boundaries"
CRS = "EPSG:4326"


@dataclass(frozen=True)
class Frames:
    """The atlas as tables with geometry, EPSG:4326.

    Attributes
    ----------
    events
        One row an event: points; indexed by id.
    bases
        One row a base: points; indexed by id.
    forces
        One row a force and host: the host's area; columns ``force`` and ``host``.
    countries
        One row a country: areas, indexed by ISO 3166-1 alpha-3 code (empty where
        ISO has none), with names in both languages and a label point.
    regions
        First-level regions of Mali, Burkina Faso, Niger and Chad: areas, indexed
        by ISO 3166-2 code.
    """

    events: GeoDataFrame
    bases: GeoDataFrame
    forces: GeoDataFrame
    countries: GeoDataFrame
    regions: GeoDataFrame


def load(record: Record | None = None) -> Frames:
    """Load the atlas as GeoDataFrames.

    Parameters
    ----------
    record
        The record; the atlas's own where None.

    Raises
    ------
    RecordError
        If the atlas's own record has a problem.
    """
    record = record or own_record()
    areas = countries()
    return Frames(
        events=_points({event.id: _event_row(event) for event in record.events}),
        bases=_points({base.id: _base_row(base) for base in record.bases}),
        forces=_force_hosts(record, areas),
        countries=areas,
        regions=regions(),
    )


@cache
def countries() -> GeoDataFrame:
    """Return the world's countries, finely drawn in Africa and around; source: Natural Earth 1:10m."""
    import geopandas

    frame = geopandas.read_file(BOUNDARIES / "countries.topojson").set_crs(CRS, allow_override=True)
    frame["code"] = frame["code"].fillna("")
    return frame.set_index("code")[["en", "fr", "lon", "lat", "geometry"]]


@cache
def regions() -> GeoDataFrame:
    """Return the first-level regions of Mali, Burkina Faso, Niger and Chad; source: Natural Earth 1:10m."""
    import geopandas

    return geopandas.read_file(BOUNDARIES / "regions.geojson").set_crs(CRS, allow_override=True).set_index("code")


def _event_row(event: Any) -> dict[str, Any]:
    return {
        "date": event.date.first,
        "precision": event.date.precision,
        "until": event.until.last if event.until else None,
        "kind": event.kind,
        "title_en": event.title.en,
        "title_fr": event.title.fr,
        "place_en": event.place.name.en,
        "place_fr": event.place.name.fr,
        "country": event.place.country,
        "countries": tuple(event.countries),
        "organisations": tuple(event.organisations),
        "confidence": event.confidence,
        "sources": tuple(source.url for source in event.sources),
        "lon": event.place.lon,
        "lat": event.place.lat,
    }


def _base_row(base: Any) -> dict[str, Any]:
    return {
        "name_en": base.name.en,
        "name_fr": base.name.fr,
        "operator": base.operator,
        "host": base.host,
        "kind": base.kind,
        **_when(base),
        "confidence": base.confidence,
        "lon": base.lon,
        "lat": base.lat,
    }


def _when(lasting: Lasting) -> dict[str, Any]:
    interval = lasting.interval
    return {"start": interval.first_day, "end": interval.end_day, "open_state": lasting.open_state}


def _points(rows: Mapping[str, dict[str, Any]]) -> GeoDataFrame:
    import geopandas
    import pandas

    table = pandas.DataFrame.from_dict(dict(rows), orient="index").rename_axis("id")
    points = geopandas.points_from_xy(table.pop("lon"), table.pop("lat"))
    return geopandas.GeoDataFrame(table, geometry=points, crs=CRS)


def _force_hosts(record: Record, areas: GeoDataFrame) -> GeoDataFrame:
    import geopandas

    rows: Iterable[dict[str, Any]] = [
        {
            "force": force.id,
            "host": host.country,
            "operator": force.operator,
            **_when(force),
            **({"start": host.start.first} if host.start else {}),
            **({"end": host.end.first} if host.end else {}),
            "geometry": areas.geometry[host.country],
        }
        for force in record.forces
        for host in force.hosts
    ]
    return geopandas.GeoDataFrame(rows, geometry="geometry", crs=CRS)
