"""What lies under the atlas: its own boundaries, or an online map that the reader asks for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import xyzservices.providers as online
from xyzservices import TileProvider

OWN = "atlas"
ONLINE: Mapping[str, TileProvider] = {
    "osm": online.OpenStreetMap.Mapnik,
    "positron": online.CartoDB.Positron,
    "topo": online.OpenTopoMap,
}
NAMES = {"osm": "OpenStreetMap", "positron": "CARTO Positron", "topo": "OpenTopoMap"}
CHOICES = (OWN, *ONLINE)


def as_message(basemap: str) -> dict[str, Any] | None:
    """Return an online map as the browser takes it, or None for the atlas's own.

    Parameters
    ----------
    basemap
        One of `CHOICES`.
    """
    provider = ONLINE.get(basemap)
    if provider is None:
        return None
    return {
        "url": provider.build_url(),
        "attribution": provider.html_attribution,
        "maxZoom": provider.get("max_zoom", 18),
    }
