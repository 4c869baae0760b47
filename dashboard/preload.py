"""What the browser is told to fetch while Streamlit still starts: `Link` headers on the page itself.

Without them one thing waits for the other: the page for its connection, the
connection for the script, the script's elements for their parts, the map's
frame for its engine, the engine for its payload.
"""

from __future__ import annotations

from pathlib import Path

import streamlit
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard.assets import Assets

PARTS = ("ComponentInstance", "BidiComponent", "Html", "TextInput", "ButtonGroup", "Multiselect", "Selectbox")
"""Streamlit's own scripts that our page needs, by the beginning of their names."""


def links(assets: Assets) -> str:
    """Return the value of a `Link` header: what is needed, in the order in which it is."""
    folder = Path(streamlit.__file__).parent / "static" / "static" / "js"
    parts = [f"<./static/js/{path.name}>; rel=modulepreload" for part in PARTS for path in folder.glob(f"{part}.*.js")]
    payload = f"<{assets.payload.address}>; rel=preload; as=fetch; crossorigin=anonymous"
    return ", ".join(
        [*parts, payload, f"<{assets.script.address}>; rel=prefetch", f"<{assets.style.address}>; rel=prefetch"]
    )


class Preload:
    """Middleware that adds the header to the page.

    Parameters
    ----------
    app
        What answers.
    header
        As `links` returns it.
    """

    def __init__(self, app: ASGIApp, header: str) -> None:
        self.app = app
        self.header = header

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""

        async def send_with_links(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                if headers.get("content-type", "").startswith("text/html"):
                    headers.append("Link", self.header)
            await send(message)

        is_page = scope["type"] == "http" and not scope["path"].startswith(("/component", "/_stcore"))
        await self.app(scope, receive, send_with_links if is_page else send)
