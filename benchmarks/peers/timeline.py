"""Peer: Folium's Timeline plugin; the browser has all the data and its own slider, Python hears nothing of it."""

from __future__ import annotations

import json

import streamlit as st
from folium.plugins import Timeline, TimelineSlider
from folium.utilities import JsCode
from streamlit_folium import st_folium

from benchmarks.peers import data, layers

# The plugin includes both ends of an interval unless told otherwise.
HALF_OPEN = JsCode("""function (feature) {
    return {
        start: Date.parse(feature.properties.start), end: Date.parse(feature.properties.end), endExclusive: true,
    };
}""")
COUNTRY = JsCode("""function (feature) {
    return {fillColor: feature.properties.fill, fillOpacity: 0.7, color: "#8a8577", weight: 1};
}""")
MARKER = JsCode("""function (feature, at) {
    return L.circleMarker(at, {radius: 5, weight: 1, color: "white", fillColor: "#1b2330", fillOpacity: 0.9});
}""")
TOOLTIP = JsCode("""function (feature, layer) {
    const text = document.createElement("span");
    text.textContent = `${feature.properties.start} ${feature.properties.title_en}`;
    layer.bindTooltip(text);
}""")


@st.cache_data
def events() -> str:
    """Return the events with the days from which and until which each is shown, as GeoJSON."""
    table = data.all_events().rename(columns={"date": "start"})
    return str(table.assign(end=data.last_days()).to_json())


@st.cache_data
def memberships() -> str:
    """Return the countries for as long as each has one fill, as GeoJSON."""
    return str(data.fill_spells().to_json())


st.set_page_config(layout="wide")
folium_map = layers.base_map()
layers.land().add_to(folium_map)
timelines = (
    Timeline(json.loads(memberships()), get_interval=HALF_OPEN, style=COUNTRY),
    Timeline(json.loads(events()), get_interval=HALF_OPEN, point_to_layer=MARKER, on_each_feature=TOOLTIP),
)
slider = TimelineSlider(auto_play=False, date_options="YYYY-MM-DD", enable_keyboard_controls=True)
for plugin in (*timelines, slider):
    plugin.default_js = [(name, f"{layers.SCRIPTS}/{name}.js") for name in ("timeline", "moment")]
for timeline in timelines:
    timeline.add_to(folium_map)
slider.add_timelines(*timelines).add_to(folium_map)
st_folium(folium_map, key="map", height=data.HEIGHT, use_container_width=True, returned_objects=[])
