"""The ASGI application: Streamlit's page with our own routes beside it.

``streamlit run dashboard/app.py`` and ``uvicorn dashboard.app:app`` both serve it.
"""

from __future__ import annotations

from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware

from dashboard.api import service
from dashboard.map import assets
from dashboard.page import session
from dashboard.serving import frozen
from dashboard.serving.served_page import ServedPage
from dashboard.serving.site import choices_of_today, deployment, site, today
from dashboard.serving.streamlit_files import StreamlitFiles
from dashboard.serving.warming import warming
from dashboard.wording import Wording
from geodata.history import own_history


def apologise(_: Exception) -> bool:
    """Tell the reader that something failed on our side, in place of a traceback; the log has it."""
    language = session.view().lang if session.has_begun() else session.browser_language()
    st.error(Wording(language)("page.failed"))
    return True


deployment()  # a setting that makes no sense is told now, not to the first reader
app = st.App(
    Path(__file__).parent / "page" / "navigation.py",
    routes=[
        *assets.routes(site().assets),
        *frozen.routes(site(), today),
        *service.routes(assets.root(), site().record, own_history(), choices_of_today),
    ],
    middleware=[Middleware(StreamlitFiles), Middleware(ServedPage, assets=site().assets)],
    lifespan=warming,
    on_script_error=apologise,
)
