"""Peer: the map is rebuilt in each rerun, as Folium's and streamlit-folium's first examples do."""

from __future__ import annotations

import streamlit as st
from streamlit_folium import st_folium

from benchmarks.peers import data, layers

st.set_page_config(layout="wide")
first, last = data.period()
day = st.slider("Date", first, last, data.START)

folium_map = layers.base_map()
layers.countries(day).add_to(folium_map)
layers.events(day).add_to(folium_map)
layers.label(day).add_to(folium_map)
# Without returned_objects=[] the map reports back when it is mounted and the script runs twice for each step.
st_folium(folium_map, height=data.HEIGHT, use_container_width=True, returned_objects=[])
