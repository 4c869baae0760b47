"""The page as our server sends it: Streamlit's own, with what the browser should fetch while Streamlit still starts.

Without that one thing waits for the other: the page for its connection, the connection for
the script, the script's elements for their parts, the parts for theirs, the map's frame for
its engine, the engine for its payload.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from urllib.parse import parse_qs

import streamlit
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from dashboard.export.alone import beside
from dashboard.map.assets import ROUTE, Assets, root
from dashboard.serving.first_picture import first_picture
from dashboard.serving.site import choices_of_today, deployment
from dashboard.serving.streamlit_files import folium_script
from dashboard.sharing.links import public_address
from dashboard.sharing.preview import PageName, tags
from dashboard.templating import template
from dashboard.view import View, decode

INDEX = Path(streamlit.__file__).parent / "static" / "index.html"
SCRIPTS = INDEX.parent / "static" / "js"

COMMON = ("Html", "PageLink", "TextInput", "ButtonGroup", "Multiselect")
PARTS: Mapping[PageName, tuple[str, ...]] = {
    "": ("ComponentInstance", "BidiComponent", *COMMON, "Button", "Selectbox"),
    "data": (*COMMON, "DataFrame"),
}
"""Streamlit's own scripts that each of our pages needs, by the beginning of their names."""


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
        page = page_of(scope)
        if page is None:
            await self.app(scope, receive, send)
            return
        # In a thread: while a first picture is drawn, the readers who are there already go on.
        response = await run_in_threadpool(self._answer, scope, page)
        await response(scope, receive, send)

    def _answer(self, scope: Scope, page: PageName) -> Response:
        view, embedded = asked(scope)
        if embedded and not page:
            content = beside_assets(view, self.assets)
        else:
            content = html(self.assets, view, address_of(scope), page).encode()
        headers = {"Cache-Control": "no-cache", "Vary": "Accept-Encoding, Accept-Language"}
        if "gzip" in Headers(scope=scope).get("accept-encoding", ""):
            content, headers["Content-Encoding"] = gzip.compress(content, 5), "gzip"
        return Response(content, headers=headers, media_type="text/html")


def page_of(scope: Scope) -> PageName | None:
    """Return which of our pages a request asks for, or None where it asks for something else."""
    if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD"):
        return None
    pages: Mapping[str, PageName] = {root(): "", f"{root()}/": "", f"{root()}/data": "data"}
    return pages.get(scope["path"])


def asked(scope: Scope) -> tuple[View, bool]:
    """Return the view that a request's address asks for, and whether for somebody else's page."""
    parameters = parse_qs(scope["query_string"].decode("latin-1"), keep_blank_values=True)
    preferred = Headers(scope=scope).get("accept-language", "").strip().lower()
    view, _ = decode(parameters, choices_of_today(), "fr" if preferred.startswith("fr") else "en")
    return view, parameters.get("embed") == ["true"]


def address_of(scope: Scope) -> str:
    """Return the atlas's address for others, without a slash at its end."""
    return public_address(dict(Headers(scope=scope)), deployment(), scope["scheme"])


def beside_assets(view: View, assets: Assets) -> bytes:
    """Return the page for embedding: it needs no session, so that it is there at once, for any number of readers."""
    return beside(view, assets.record, choices_of_today(), assets, f"{root()}{ROUTE}/")


def html(assets: Assets, view: View, base: str, page: PageName) -> str:
    """Return the page, with the first picture of a view, and with what its head tells of it to others.

    Parameters
    ----------
    assets
        What the page fetches.
    view
        What it shows.
    base
        The atlas's address for others, without a slash at its end.
    page
        Which of the pages.
    """
    told = tags(view, assets.record, choices_of_today(), base, page)
    index = re.sub("<title>.*?</title>", lambda _: told, INDEX.read_text(encoding="utf-8"), count=1)
    index = index.replace('<html lang="en">', f'<html lang="{view.lang}">')
    folium, picture = ("", "") if page else (folium_script(), first_picture(view, assets.record))
    head = template("head.html.jinja").render(assets=assets, modules=modules(page), folium=folium)
    body = template("body.html.jinja").render(assets=assets, picture=picture)
    return index.replace("</head>", f"{head}</head>").replace("<body>", f"<body>{body}")


@cache
def modules(page: PageName) -> tuple[str, ...]:
    """Return the names of the scripts that a page's elements need, beyond those that Streamlit's page names."""
    named = set(re.findall(r"js/([\w.-]+\.js)", INDEX.read_text(encoding="utf-8")))
    wanted = [path.name for part in PARTS[page] for path in SCRIPTS.glob(f"{part}.*.js")]
    found: dict[str, None] = {}
    while wanted:
        name = wanted.pop(0)
        if name not in found and name not in named:
            found[name] = None
            wanted += re.findall(r'(?:from|import)\s*"\./([\w.-]+\.js)"', (SCRIPTS / name).read_text(encoding="utf-8"))
    return tuple(found)
