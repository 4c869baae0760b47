"""The ASGI application: Streamlit's page with our own routes beside it.

``streamlit run dashboard/app.py`` and ``uvicorn dashboard.app:app`` both serve it.
"""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from dashboard import assets
from dashboard.site import site

app = st.App(Path(__file__).parent / "page.py", routes=[assets.route(site().assets)])
