"""What every peer shows: the countries of the opening window, and the events of a year.

All is read and prepared once in a process, as a careful app would. Only the
countries near the window that the map opens with are taken, where the atlas
itself draws the whole world: the peers are spared that.
"""

from __future__ import annotations

import json
import os
from datetime import date, timedelta
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from geopandas import GeoDataFrame

from geodata import frames
from geodata.record import Record, own_record, read_record
from geodata.state import State, as_of, chronicle_of

CENTRE, ZOOM, HEIGHT = (14.5, 3.5), 5, 640
WINDOW = (-25, 0, 35, 32)  # west, south, east, north: what a map 1,400 px wide shows, and a little more
LABEL_AT = (4.0, -12.0)  # in the Atlantic
START = date(2024, 4, 17)
TRAIL = timedelta(days=365)
LAND, EVENT = "#e8e2d4", "#1b2330"
COLOURS = {"AES": "#b34700", "G5S": "#00608a", "ECOWAS": "#5a8f29"}
"""Fill of an alliance's countries; where a country is in several, the first counts, as in the atlas."""


@cache
def record() -> Record:
    """Return the record, with the events file that ``ATLAS_BENCH_EVENTS`` names where it is set."""
    path = os.environ.get("ATLAS_BENCH_EVENTS")
    return read_record([Path(path)]) if path else own_record()


def period() -> tuple[date, date]:
    """Return the first and the last day of the slider."""
    coverage = record().coverage
    return coverage.begins.first, coverage.complete_until.last


@cache
def land() -> GeoDataFrame:
    """Return the countries near the opening window: ``code``, name and area."""
    west, south, east, north = WINDOW
    return frames.countries()[["en", "geometry"]].cx[west:east, south:north].reset_index()


@cache
def land_geojson() -> dict[str, Any]:
    """Return the same as GeoJSON, as making it anew costs 40 ms of each rerun."""
    geojson: dict[str, Any] = json.loads(land().to_json())
    return geojson


@cache
def _events() -> GeoDataFrame:
    table = frames.load(record()).events[["first_day", "title_en", "geometry"]].reset_index(drop=True)
    return table.assign(date=table["first_day"].astype(str)).rename(columns={"first_day": "day"})


def all_events() -> GeoDataFrame:
    """Return every event: ``date`` as text, ``title_en`` and its point."""
    return _events().drop(columns="day")


def last_days() -> list[str]:
    """Return the day from which each event is no longer shown, in the order of `all_events`."""
    return [str(day + TRAIL) for day in _events()["day"]]


def events(day: date) -> GeoDataFrame:
    """Return the events of the year up to a day."""
    table = _events()
    return table[(table["day"] > day - TRAIL) & (table["day"] <= day)].drop(columns="day")


def fills(day: date) -> dict[str, str]:
    """Return the colour of each country that is in an alliance on a day."""
    return _colours(as_of(day, record()))


def countries(day: date) -> GeoDataFrame:
    """Return the countries with their ``fill`` on a day."""
    return land().assign(fill=land()["code"].map(fills(day)).fillna(LAND))


def fill_spells() -> GeoDataFrame:
    """Return for each country one row per stretch of days with the same fill: ``fill``, ``start`` and ``end``."""
    first, last = period()
    days = sorted({first, *(day for day in chronicle_of(record()).days_of_change() if first < day <= last)})
    by_day = {day: fills(day) for day in days}
    rows = []
    for country in land().itertuples():
        cuts = [first, *(b for a, b in pairwise(days) if by_day[a].get(country.code) != by_day[b].get(country.code))]
        for start, end in pairwise([*cuts, last + timedelta(days=1)]):
            fill = by_day[start].get(country.code)
            if fill:
                rows.append({"fill": fill, "start": str(start), "end": str(end), "geometry": country.geometry})
    return GeoDataFrame(rows, geometry="geometry", crs=frames.CRS)


def _colours(state: State) -> dict[str, str]:
    found: dict[str, str] = {}
    for alliance, colour in COLOURS.items():
        standing = state.alliances[alliance]
        for country in (*standing.members, *standing.suspended, *standing.exit_announced):
            found.setdefault(country, colour)
    return found
