"""What our own server hands to the browser: scripts, styles, payload and regions.

Every file has a hash of its content in its address and may be kept for ever;
texts are compressed once. The scripts are joined into one file, Leaflet first,
so that a slow line waits for one answer and not for seven.
"""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import streamlit
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from streamlit import config
from xstatic.pkg import leaflet

from dashboard.payload import payload
from geodata.frames import BOUNDARIES
from geodata.record import Record

FOLDER = Path(__file__).parent / "browser"
SCRIPTS = (
    "time.js",
    "state.js",
    "events.js",
    "symbols.js",
    "seats.js",
    "countries.js",
    "names.js",
    "places.js",
    "crowd.js",
    "legend.js",
    "map.js",
    "regions.js",
    "player.js",
    "histogram.js",
    "timebar.js",
    "screen.js",
    "host.js",
)
"""The engine's scripts, in the order in which they need each other."""

ROUTE = "/atlas"
FOR_EVER = "public, max-age=31536000, immutable"


@dataclass(frozen=True)
class Asset:
    """A file as it is served.

    Attributes
    ----------
    name
        With the hash of its content.
    content, compressed
        As it is, and gzipped.
    media_type
        Its MIME type.
    """

    name: str
    content: bytes
    compressed: bytes
    media_type: str

    @property
    def address(self) -> str:
        """Its address on our server."""
        base = str(config.get_option("server.baseUrlPath") or "").strip("/")
        return f"{'/' + base if base else ''}{ROUTE}/{self.name}"


@dataclass(frozen=True)
class Assets:
    """All that the map needs: one script, one style sheet, one payload, regions."""

    script: Asset
    style: Asset
    payload: Asset
    regions: Asset

    def all(self) -> Iterable[Asset]:
        """Return every asset."""
        return (self.script, self.style, self.payload, self.regions)


def build(record: Record) -> Assets:
    """Make the assets of a record.

    Parameters
    ----------
    record
        The record that the payload carries.
    """
    leaflet_files = Path(leaflet.BASE_DIR)
    script = b"\n".join([_read(leaflet_files / "leaflet.js"), *(_read(FOLDER / name) for name in SCRIPTS)])
    style = b"\n".join([_read(leaflet_files / "leaflet.css"), _read(FOLDER / "atlas.css")])
    style = style.replace(b"url(atlas.woff2)", f"url(../static/media/{_font()})".encode())
    return Assets(
        script=_asset("atlas", "js", script, "text/javascript"),
        style=_asset("atlas", "css", style, "text/css"),
        payload=_asset("record", "json", payload(record), "application/json"),
        regions=_asset("regions", "json", _read(BOUNDARIES / "regions.geojson"), "application/geo+json"),
    )


def route(assets: Assets) -> Route:
    """Return the route that serves the assets."""
    by_name = {asset.name: asset for asset in assets.all()}

    async def serve(request: Request) -> Response:
        asset = by_name.get(request.path_params["name"])
        if asset is None:
            return Response("Not found", status_code=404)
        headers = {"Cache-Control": FOR_EVER, "ETag": f'"{asset.name}"', "X-Content-Type-Options": "nosniff"}
        if request.headers.get("if-none-match") == headers["ETag"]:
            return Response(status_code=304, headers=headers)
        if "gzip" in request.headers.get("accept-encoding", ""):
            headers |= {"Content-Encoding": "gzip", "Vary": "Accept-Encoding"}
            return Response(asset.compressed, headers=headers, media_type=asset.media_type)
        return Response(asset.content, headers=headers, media_type=asset.media_type)

    return Route(ROUTE + "/{name}", serve)


def _asset(stem: str, suffix: str, content: bytes, media_type: str) -> Asset:
    digest = hashlib.sha256(content).hexdigest()[:16]
    return Asset(f"{stem}-{digest}.{suffix}", content, gzip.compress(content, 9, mtime=0), media_type)


def _read(path: Path) -> bytes:
    return path.read_bytes()


def _font() -> str:
    """Return the name of the upright text font that Streamlit's page loads anyway: map and page are of one piece."""
    media = Path(streamlit.__file__).parent / "static" / "static" / "media"
    return min(media.glob("SourceSansVF-Upright*.woff2")).name
