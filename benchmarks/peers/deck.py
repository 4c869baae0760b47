"""Peer: deck.gl through ``st.pydeck_chart``; it draws on the graphics card where there is one.

Not named after pydeck: Streamlit puts a script's folder on the path, and `import pydeck` would find the script.
"""

from __future__ import annotations

import pydeck
import streamlit as st

from benchmarks.peers import data

OUTLINE = [138, 133, 119]


def rgb(colour: str) -> list[int]:
    """Return a colour such as ``#b34700`` as deck.gl takes it."""
    return list(bytes.fromhex(colour[1:]))


st.set_page_config(layout="wide")
first, last = data.period()
day = st.slider("Date", first, last, data.START)

areas, points = data.countries(day), data.events(day)
# With ids of their own the layers are updated; without, deck.gl would make new ones each time.
countries = pydeck.Layer(
    "GeoJsonLayer",
    areas.assign(fill=areas["fill"].map(rgb)),
    id="countries",
    get_fill_color="fill",
    get_line_color=OUTLINE,
    line_width_min_pixels=1,
    opacity=0.7,
)
events = pydeck.Layer(
    "ScatterplotLayer",
    points.drop(columns="geometry").assign(lon=points.geometry.x, lat=points.geometry.y),
    id="events",
    get_position=["lon", "lat"],
    get_fill_color=rgb(data.EVENT),
    get_line_color=[255, 255, 255],
    get_radius=5,
    radius_units=pydeck.types.String("pixels"),
    stroked=True,
    line_width_min_pixels=1,
    pickable=True,
)
latitude, longitude = data.LABEL_AT
label = pydeck.Layer(
    "TextLayer",
    [{"date": str(day), "at": [longitude, latitude]}],
    id="date",
    get_text="date",
    get_position="at",
    get_size=16,
)
latitude, longitude = data.CENTRE
st.pydeck_chart(
    pydeck.Deck(
        [countries, events, label],
        initial_view_state=pydeck.ViewState(latitude=latitude, longitude=longitude, zoom=data.ZOOM - 1),
        map_provider=None,  # no basemap, and no call to a public server
        tooltip={"text": "{date} {title_en}"},
    ),
    height=data.HEIGHT,
)
