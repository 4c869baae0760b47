"""What our own server hands to the browser: scripts, styles, the payload, the world around it, regions and texts.

Every file has a hash of its content in its address and may be kept for ever;
texts are compressed once. The scripts are joined into one file, Leaflet first,
so that a slow line waits for one answer and not for twenty.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

import streamlit
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from streamlit import config
from xstatic.pkg import leaflet

from dashboard import BROWSER
from dashboard.map.boundaries import far
from dashboard.map.palette import dark, palette
from dashboard.map.payload import payload
from dashboard.map.texts import piece
from dashboard.templating import template
from dashboard.wording import LANGUAGES, catalogue
from geodata.frames import BOUNDARIES
from geodata.record import Record

SCRIPTS = (
    "time.js",
    "state.js",
    "events.js",
    "message.js",
    "address.js",
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
    "home.js",
    "surroundings.js",
    "host.js",
)
"""The map's scripts, in the order in which they need each other."""

ALONE_SCRIPTS = ("elements.js", "panel.js", "filters.js", "search.js", "alone.js")
"""What a page without a server needs besides the map's scripts."""

PANEL_SCRIPTS = ("time.js", "state.js", "events.js", "message.js", "elements.js", "panel.js", "panel_host.js")
"""The panel's scripts; the last one makes it a module."""

ROUTE = "/atlas"
FONT = b"atlas.woff2"
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
        return f"{root()}{ROUTE}/{self.name}"


@dataclass(frozen=True, eq=False)
class Assets:
    """All that the browser needs: scripts, styles, the payload, the world around it, regions, texts."""

    script: Asset
    panel: Asset
    alone: Asset
    style: Asset
    page_style: Asset
    alone_style: Asset
    payload: Asset
    world: Asset
    regions: Asset
    record: Record

    def all(self) -> Iterable[Asset]:
        """Return every asset."""
        scripts, styles = (self.script, self.panel, self.alone), (self.style, self.page_style, self.alone_style)
        return (*scripts, *styles, self.payload, self.world, self.regions)

    @cached_property
    def texts(self) -> Callable[[str], Asset | None]:
        """Return a piece of the texts by its name, or None; made when it is first asked for."""

        @lru_cache(maxsize=256)
        def find(name: str) -> Asset | None:
            content = piece(name, self.record)
            return _asset(name, "json", content, "application/json") if content else None

        return find


@lru_cache(maxsize=2)
def build(record: Record) -> Assets:
    """Make the assets of a record, once.

    Parameters
    ----------
    record
        The record that the payload carries.
    """
    leaflet_files = Path(leaflet.BASE_DIR)
    data = _asset("record", "json", payload(record), "application/json")
    world = _asset("world", "json", json.dumps(far(), separators=(",", ":")).encode(), "application/json")
    regions = _asset("regions", "json", _read(BOUNDARIES / "regions.geojson"), "application/geo+json")
    early = _early(payload=data.name, world=world.name, regions=regions.name, texts=f"texts-{record.version}")
    style = styles("atlas.css").replace(FONT, f"../static/media/{font().name}".encode())
    alone_style = styles("atlas.css", "page.css", "alone.css").replace(FONT, f"../static/media/{font().name}".encode())
    engine = [_read(leaflet_files / "leaflet.js"), early, *map(_own, SCRIPTS)]
    return Assets(
        script=_script("atlas", engine),
        alone=_script("alone", [*engine, *map(_own, ALONE_SCRIPTS)]),
        alone_style=_asset("alone", "css", alone_style, "text/css"),
        panel=_script("panel", [early, *map(_own, PANEL_SCRIPTS)]),
        style=_asset("atlas", "css", style, "text/css"),
        page_style=_asset("page", "css", _page_style(), "text/css"),
        payload=data,
        world=world,
        regions=regions,
        record=record,
    )


def routes(assets: Assets) -> list[Route]:
    """Return the routes that serve the assets and the texts."""
    by_name = {asset.name: asset for asset in assets.all()}

    async def serve(request: Request) -> Response:
        return _answer(by_name.get(request.path_params["name"]), request)

    async def serve_text(request: Request) -> Response:
        version, name = request.path_params["version"], request.path_params["name"]
        return _answer(assets.texts(name) if version == assets.record.version else None, request)

    folder = f"{root()}{ROUTE}"
    return [Route(folder + "/texts-{version}/{name}.json", serve_text), Route(folder + "/{name}", serve)]


def _answer(asset: Asset | None, request: Request) -> Response:
    if asset is None:
        return Response("Not found", status_code=404)
    headers = {"Cache-Control": FOR_EVER, "ETag": f'"{asset.name}"', "X-Content-Type-Options": "nosniff"}
    if request.headers.get("if-none-match") == headers["ETag"]:
        return Response(status_code=304, headers=headers)
    if "gzip" in request.headers.get("accept-encoding", ""):
        headers |= {"Content-Encoding": "gzip", "Vary": "Accept-Encoding"}
        return Response(asset.compressed, headers=headers, media_type=asset.media_type)
    return Response(asset.content, headers=headers, media_type=asset.media_type)


def root() -> str:
    """Return the path under which Streamlit serves the page, without a slash at its end."""
    base = str(config.get_option("server.baseUrlPath") or "").strip("/")
    return f"/{base}" if base else ""


def _early(**files: str) -> bytes:
    """Return what scripts know before the payload, as a script: names of files beside them, and a few words."""
    words = {lang: {key: text[lang] for key, text in catalogue()["early"].items()} for lang in LANGUAGES}
    return f"window.SahelAtlas = {json.dumps({'files': files, 'words': words})};".encode()


def _script(stem: str, parts: list[bytes]) -> Asset:
    return _asset(stem, "js", b"\n".join(parts), "text/javascript")


def _own(name: str) -> bytes:
    return _read(BROWSER / name)


def _page_style() -> bytes:
    first = template("first_picture.css.jinja").render(light=palette(), dark=dark())
    return b"\n".join([_own("page.css"), first.encode()])


def _asset(stem: str, suffix: str, content: bytes, media_type: str) -> Asset:
    digest = hashlib.sha256(content).hexdigest()[:16]
    return Asset(f"{stem}-{digest}.{suffix}", content, gzip.compress(content, 9, mtime=0), media_type)


def _read(path: Path) -> bytes:
    return path.read_bytes()


def styles(*names: str) -> bytes:
    """Return style sheets of ours after Leaflet's own, joined; `FONT` in it stands for the font's address."""
    return b"\n".join([_read(Path(leaflet.BASE_DIR) / "leaflet.css"), *map(_own, names)])


def font() -> Path:
    """Return the upright text font that Streamlit's page loads anyway: map and page are of one piece."""
    media = Path(streamlit.__file__).parent / "static" / "static" / "media"
    return min(media.glob("SourceSansVF-Upright*.woff2"))
