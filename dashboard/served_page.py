"""The page as our server sends it: Streamlit's own, with what the browser should fetch while Streamlit still starts.

Without that one thing waits for the other: the page for its connection, the connection for
the script, the script's elements for their parts, the parts for theirs, the map's frame for
its engine, the engine for its payload.
"""

from __future__ import annotations

import gzip
import re
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from urllib.parse import parse_qs

import streamlit
from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from dashboard.alone import beside
from dashboard.assets import ROUTE, Assets, root
from dashboard.first_picture import first_picture
from dashboard.preview import tags
from dashboard.links import public_address
from dashboard.site import deployment, site
from dashboard.streamlit_files import folium_script
from dashboard.templating import template
from dashboard.view import Choices, View, decode

INDEX = Path(streamlit.__file__).parent / "static" / "index.html"
SCRIPTS = INDEX.parent / "static" / "js"

PARTS = ("ComponentInstance", "BidiComponent", "Html", "TextInput", "Button", "ButtonGroup", "Multiselect", "Selectbox")
"""Streamlit's own scripts that our page needs, by the beginning of their names."""


class ServedPage:
    """Middleware that answers for the page.

    Parameters
    ----------
    app
        What answers everything else.
    assets
        What the page fetches.
    """

    def __init__(self, app: ASGIApp, assets: Assets) -> None:
        self.app = app
        self.assets = assets

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD") or scope["path"].rstrip("/") != root():
            await self.app(scope, receive, send)
            return
        view, embedded = asked(scope)
        base = address_of(scope)
        content = beside_assets(view, self.assets) if embedded else html(self.assets, view, base).encode()
        headers = {"Cache-Control": "no-cache", "Vary": "Accept-Encoding, Accept-Language"}
        if "gzip" in Headers(scope=scope).get("accept-encoding", ""):
            content, headers["Content-Encoding"] = gzip.compress(content, 5), "gzip"
        await Response(content, headers=headers, media_type="text/html")(scope, receive, send)


def asked(scope: Scope) -> tuple[View, bool]:
    """Return the view that a request's address asks for, and whether for somebody else's page."""
    parameters = parse_qs(scope["query_string"].decode("latin-1"), keep_blank_values=True)
    preferred = Headers(scope=scope).get("accept-language", "").strip().lower()
    view, _ = decode(parameters, choices_of_today(), "fr" if preferred.startswith("fr") else "en")
    return view, parameters.get("embed") == ["true"]


def address_of(scope: Scope) -> str:
    """Return the atlas's address for others, without a slash at its end."""
    return public_address(dict(Headers(scope=scope)), deployment(), scope["scheme"])


def choices_of_today() -> Choices:
    """Return what can be chosen."""
    return site().choices(datetime.now(UTC).date())


def beside_assets(view: View, assets: Assets) -> bytes:
    """Return the page for embedding: it needs no session, so that it is there at once, for any number of readers."""
    return beside(view, assets.record, choices_of_today(), assets, f"{root()}{ROUTE}/")


def html(assets: Assets, view: View, base: str) -> str:
    """Return the page, with the first picture of a view, and with what its head tells of it to others.

    Parameters
    ----------
    assets
        What the page fetches.
    view
        What it shows.
    base
        The atlas's address for others, without a slash at its end.
    """
    told = tags(view, assets.record, choices_of_today(), base)
    index = re.sub("<title>.*?</title>", lambda _: told, INDEX.read_text(encoding="utf-8"), count=1)
    index = index.replace('<html lang="en">', f'<html lang="{view.lang}">')
    head = template("head.html.jinja").render(assets=assets, modules=modules(), folium=folium_script())
    body = template("body.html.jinja").render(assets=assets, picture=first_picture(view, assets.record))
    return index.replace("</head>", f"{head}</head>").replace("<body>", f"<body>{body}")


@cache
def modules() -> tuple[str, ...]:
    """Return the names of the scripts that our elements need, beyond those that Streamlit's page names."""
    named = set(re.findall(r"js/([\w.-]+\.js)", INDEX.read_text(encoding="utf-8")))
    wanted = [path.name for part in PARTS for path in SCRIPTS.glob(f"{part}.*.js")]
    found: dict[str, None] = {}
    while wanted:
        name = wanted.pop(0)
        if name not in found and name not in named:
            found[name] = None
            wanted += re.findall(r'(?:from|import)\s*"\./([\w.-]+\.js)"', (SCRIPTS / name).read_text(encoding="utf-8"))
    return tuple(found)
