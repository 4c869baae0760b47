"""Peer: the map stays, what changes goes through ``feature_group_to_add``, as streamlit-folium's documentation advises.

https://folium.streamlit.app/dynamic_updates
"""

from __future__ import annotations

import folium
import streamlit as st
from streamlit_folium import st_folium

from benchmarks.peers import data, layers

st.set_page_config(layout="wide")
first, last = data.period()
day = st.slider("Date", first, last, data.START)

folium_map = layers.base_map()
layers.land().add_to(folium_map)
changing = folium.FeatureGroup(name="changing")
for layer in (layers.members(day), layers.events(day), layers.label(day)):
    layer.add_to(changing)
st_folium(
    folium_map,
    key="map",
    height=data.HEIGHT,
    use_container_width=True,
    returned_objects=[],
    feature_group_to_add=changing,
)
