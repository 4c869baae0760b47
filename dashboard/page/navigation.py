"""The pages: Streamlit runs this script for each reader, and it runs the page that the address names."""

from __future__ import annotations

import streamlit as st

NAME = "Sahel Atlas"  # until the page itself says its name in the reader's language

pages = [st.Page("map_page.py", title=NAME, default=True), st.Page("data_page.py", title=NAME, url_path="data")]
st.navigation(pages, position="hidden").run()
