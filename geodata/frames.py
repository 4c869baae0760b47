"""The record and the boundaries as GeoDataFrames, all in EPSG:4326.

Imports of GeoPandas stay inside the functions: a question such as
``sahel-atlas state`` has no use for it and should not wait for it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from geodata.columns import TableName, columns
from geodata.record import Record, own_record
from geodata.rows import Names, Row, base_row, event_row, force_row, membership_row

if TYPE_CHECKING:
    from geopandas import GeoDataFrame, GeoSeries

BOUNDARIES = Path(__file__).parent / "boundaries"
CRS = "EPSG:4326"


@dataclass(frozen=True)
class Frames:
    """The atlas as tables with geometry, EPSG:4326.

    What each column of the first four holds is told in ``columns.toml``.

    Attributes
    ----------
    events
        One row an event: points; indexed by id.
    memberships
        One row a membership: the country's area; indexed by id.
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
    memberships: GeoDataFrame
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
    return Frames(
        events=table("events", record),
        memberships=table("memberships", record),
        bases=table("bases", record),
        forces=table("forces", record),
        countries=countries(),
        regions=regions(),
    )


def table(name: TableName, record: Record) -> GeoDataFrame:
    """Return one of the tables that `Frames` describes.

    Parameters
    ----------
    name
        Which one.
    record
        The record.
    """
    areas = countries()
    names = Names.of(record, dict(zip(areas.index, zip(areas["en"], areas["fr"], strict=True), strict=True)))
    match name:
        case "events":
            return _points(name, [event_row(event, names) for event in record.events])
        case "memberships":
            return _areas(name, [membership_row(one, names) for one in record.memberships], "country")
        case "bases":
            return _points(name, [base_row(base, names) for base in record.bases])
        case "forces":
            hosted = [(force, host) for force in record.forces for host in force.hosts]
            return _areas(name, [force_row(force, host, names) for force, host in hosted], "host")


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


def _points(table: str, rows: Sequence[Row]) -> GeoDataFrame:
    import geopandas

    points = geopandas.points_from_xy([row["lon"] for row in rows], [row["lat"] for row in rows])
    return _frame(table, rows, geopandas.GeoSeries(points, crs=CRS))


def _areas(table: str, rows: Sequence[Row], column: str) -> GeoDataFrame:
    """Return rows with the areas of the countries that a column names."""
    import geopandas

    shapes = countries().geometry
    return _frame(table, rows, geopandas.GeoSeries([shapes[row[column]] for row in rows], crs=CRS))


def _frame(table: str, rows: Sequence[Row], geometry: GeoSeries) -> GeoDataFrame:
    """Return a table with its columns in order, even where it has no row; indexed by id where it has one."""
    import geopandas

    frame = geopandas.GeoDataFrame(rows, columns=list(columns(table)), geometry=geometry)
    return frame.set_index("id") if "id" in frame else frame
