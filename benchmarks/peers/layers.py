"""The Folium layers that the Folium peers share."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import date
from typing import Any

import folium

from benchmarks.peers import data

SCRIPTS = os.environ.get("ATLAS_BENCH_SCRIPTS", "")
"""Address of the server that stands in for the public ones; see ``local_scripts.py``."""


def base_map() -> folium.Map:
    """Return an empty map.

    Of Folium's six scripts only Leaflet is loaded, as nothing here needs the
    others: that spares the peers five files each time a map is mounted.
    `prefer_canvas` is what Folium's documentation advises for many markers.
    """
    empty = folium.Map(data.CENTRE, zoom_start=data.ZOOM, tiles=None, prefer_canvas=True)
    empty.default_js = [("leaflet", f"{SCRIPTS}/leaflet.js")]
    empty.default_css = [("leaflet_css", f"{SCRIPTS}/leaflet.css")]
    return empty


def countries(day: date) -> folium.GeoJson:
    """Return the countries, filled by membership on a day."""
    return _areas(data.land_geojson(), data.fills(day))


def land() -> folium.GeoJson:
    """Return the countries without any membership."""
    return _areas(data.land_geojson(), {})


def members(day: date) -> folium.GeoJson:
    """Return only the countries that are in an alliance on a day."""
    every, fills = data.land_geojson(), data.fills(day)
    return _areas({**every, "features": [area for area in every["features"] if code(area) in fills]}, fills)


def events(day: date) -> folium.GeoJson:
    """Return the events of the year up to a day: one layer, not a Folium marker for each, which costs far more."""
    return folium.GeoJson(
        data.events(day),
        marker=folium.CircleMarker(radius=5, weight=1, color="white", fill_color=data.EVENT, fill_opacity=0.9),
        tooltip=folium.GeoJsonTooltip(["date", "title_en"], labels=False),
    )


def label(day: date) -> folium.Marker:
    """Return the date, written on the map; ``data-date`` is what the driver reads."""
    html = f'<b data-date="{day}">{day:%d %B %Y}</b>'
    return folium.Marker(data.LABEL_AT, icon=folium.DivIcon(html=html, icon_size=(180, 20)))


def code(area: dict[str, Any]) -> str:
    """Return the ISO 3166-1 alpha-3 code of a country's feature."""
    return str(area["properties"]["code"])


def _areas(geojson: dict[str, Any], fills: Mapping[str, str]) -> folium.GeoJson:
    def style(area: dict[str, Any]) -> dict[str, Any]:
        fill = fills.get(code(area), data.LAND)
        return {"fillColor": fill, "fillOpacity": 0.7, "color": "#8a8577", "weight": 1}

    return folium.GeoJson(geojson, style_function=style, tooltip=folium.GeoJsonTooltip(["en"], labels=False))
