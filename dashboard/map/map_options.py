"""How the map begins, as Folium's options; the page without a server takes them as Leaflet's."""

from __future__ import annotations

from typing import Any

from folium.utilities import camelize

from dashboard.view import Window

MAP: dict[str, Any] = {
    "location": (14.5, 3.5),
    "zoom_start": 5,
    "tiles": None,
    "zoom_control": True,
    "min_zoom": Window.WIDEST,
    "max_zoom": Window.CLOSEST,
    "zoom_snap": 0.25,
    "zoom_delta": 0.5,
    "world_copy_jump": True,
}
"""What `folium.Map` is given."""


def leaflet_options() -> dict[str, Any]:
    """Return the same under Leaflet's names."""
    renamed = {"location": "center", "zoom_start": "zoom"}
    return {renamed.get(name) or camelize(name): value for name, value in MAP.items() if name != "tiles"}
