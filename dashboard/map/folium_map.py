"""The Folium map: an empty Leaflet map on which the atlas's engine draws.

The map itself never changes, so the browser mounts it once; what to show
travels as a small message. Folium's usual scripts are replaced by our own file.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

import folium
from branca.element import Element, MacroElement
from folium.utilities import camelize

from dashboard.filters import matches
from dashboard.map.assets import Assets
from dashboard.map.basemaps import as_message
from dashboard.map.map_options import MAP
from dashboard.templating import template
from dashboard.view import Choices, View
from dashboard.wording import LANGUAGES
from geodata.record import Record

MESSAGE_VERSION = 3
"""Version of what Python and the map tell each other: see ``browser/message.js``."""


class AtlasMap(folium.Map):
    """A Folium map that says no more than it must, because it travels with every message.

    Its page is left to our style sheet, and its script is one line. All sessions share it, so it has from the first
    the id that streamlit-folium gives it, and is rendered once.
    """

    _template = template("map.js.jinja")

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._id = "div"
        self._rendered = False

    @property
    def leaflet_options(self) -> dict[str, Any]:
        """Leaflet's options, under Leaflet's names."""
        return {"center": self.location, **{camelize(name): value for name, value in self.options.items()}}

    def render(self, **arguments: Any) -> str:
        """Render the map without the styles and switches that Folium puts into the head of its page."""
        if not self._rendered:
            self._rendered = True
            super().render(**arguments)  # type: ignore[no-untyped-call]
            self.get_root().header._children.clear()  # type: ignore[attr-defined]
        return ""  # as that of every Folium map, which is all in its page's head and script


class AtlasLayer(MacroElement):
    """A Folium element that mounts the engine on its map.

    Parameters
    ----------
    lang
        Language of the words shown before the first message arrives.
    data
        Payload, world and regions, where the map shall stand alone; else the engine fetches them.
    """

    _template = template("mount.js.jinja")

    def __init__(self, lang: str, **data: Any) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "AtlasLayer"
        self.options = {"lang": lang, **data}


class Carrier(folium.FeatureGroup):
    """A layer that carries a message to the living map; base64, so that nothing on the way can change a letter."""

    _template = template("receive.js.jinja")

    def __init__(self, content: Mapping[str, Any]) -> None:
        super().__init__(name="message")
        self.encoded = base64.b64encode(json.dumps(content, separators=(",", ":")).encode()).decode()

    def add_to(self, atlas_map: Element, *_: Any) -> Carrier:
        """Name the map it goes to; the map itself, which all sessions share, does not learn of it."""
        self._parent = atlas_map
        return self

    def render(self, **arguments: Any) -> str:
        """Render it only as part of a map: what goes to the living one is all in its script."""
        part_of_it = self._parent is not None and self.get_name() in self._parent._children
        return str(super().render(**arguments)) if part_of_it else ""  # type: ignore[no-untyped-call]


@cache
def build(assets: Assets, lang: str) -> folium.Map:
    """Return the page's map. It is the same in every rerun, whatever the view.

    Parameters
    ----------
    assets
        What it loads.
    lang
        Language in which the session began.
    """
    atlas_map = AtlasMap(**MAP)
    atlas_map.default_js = [("atlas", assets.script.address)]
    atlas_map.default_css = [("atlas", assets.style.address)]
    atlas_map.add_child(AtlasLayer(lang if lang in LANGUAGES else "en"))
    atlas_map.render()
    return atlas_map


def standalone(view: View, record: Record, choices: Choices, assets: Assets) -> folium.Map:
    """Return a map of a view that carries all it needs: its ``save`` writes a file that works without us.

    Parameters
    ----------
    view
        What it shows first.
    record, choices, assets
        As for `message` and `build`.
    """
    atlas_map = folium.Map(**MAP)
    atlas_map.default_js, atlas_map.default_css = [], []
    parts = ("payload", "world", "regions")
    data = {part: json.loads(getattr(assets, part).content) for part in parts}
    atlas_map.add_child(AtlasLayer(view.lang, **data))
    atlas_map.add_child(Carrier(message(view, {"date": 0, "event": 0, "window": 0}, "file", record, choices)))
    style = re.sub(r"@font-face \{.*?\}", "", assets.style.content.decode(), flags=re.DOTALL)
    head = atlas_map.get_root().header  # type: ignore[attr-defined]
    for name, content in (("style", style), ("script", assets.script.content.decode())):
        head.add_child(Element(f"<{name}>{{% raw %}}{content}{{% endraw %}}</{name}>"), name=f"atlas-{name}")
    return atlas_map


def message(view: View, commands: Mapping[str, int], session: str, record: Record, choices: Choices) -> dict[str, Any]:
    """Return what map and panel are told: see ``browser/message.js`` for the format.

    Parameters
    ----------
    view
        What to show.
    commands
        How often the page has set each of the parts that the map can set, too.
    session
        Which session speaks.
    record
        For the search.
    choices
        For the last day of the time bar.
    """
    basemap = as_message(view.basemap)
    return {
        "v": MESSAGE_VERSION,
        "session": session,
        "commands": dict(commands),
        "view": view.as_message(),
        "last": choices.last.isoformat(),
        **({"match": bitmap(matches(record.events, view.q), len(record.events))} if view.q else {}),
        **({"basemap": basemap} if basemap else {}),
    }


def bitmap(positions: Iterable[int], length: int) -> str:
    """Return positions among so many as base64 of one bit each: small, however many there are.

    Examples
    --------
    >>> bitmap([0, 3, 9], 12)
    'CQI='
    """
    bits = bytearray((length + 7) // 8)
    for position in positions:
        bits[position >> 3] |= 1 << (position & 7)
    return base64.b64encode(bits).decode()
