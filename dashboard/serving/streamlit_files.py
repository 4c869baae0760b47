"""The files of Streamlit's own page, from memory and compressed.

Streamlit reads each of its hundred scripts from the disk for each reader and sends it
uncompressed: 3 MB for a first visit, half a minute on a slow line. Their names carry a
hash of their content, so each can be compressed once and kept.
"""

from __future__ import annotations

import gzip
import mimetypes
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

import streamlit
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from dashboard.map.assets import FOR_EVER, root


def _folium() -> Path:
    """Return streamlit-folium's folder. It is not imported: its component is lost where no page runs yet."""
    spec = find_spec("streamlit_folium")
    assert spec
    assert spec.origin
    return Path(spec.origin).parent


FOLDERS = {
    "/static/": Path(streamlit.__file__).parent / "static" / "static",
    "/component/streamlit_folium.st_folium/static/": _folium() / "frontend" / "build" / "static",
}
"""Where the files of an address lie; all names below these have a hash in them."""

SHRINKS = (".js", ".css", ".json", ".svg")


class StreamlitFiles:
    """Middleware that answers for Streamlit's hashed files.

    Parameters
    ----------
    app
        What answers everything else.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        found = _file(scope["path"]) if scope["type"] == "http" and scope["method"] == "GET" else None
        accepted = dict(scope.get("headers", ())).get(b"accept-encoding", b"") if found else b""
        if found is None or b"gzip" not in accepted:
            await self.app(scope, receive, send)
            return
        content, headers = await run_in_threadpool(_read, found)
        await Response(content, headers=headers)(scope, receive, send)


def folium_script() -> str:
    """Return the address of streamlit-folium's own script."""
    prefix, folder = next((prefix, folder) for prefix, folder in FOLDERS.items() if "folium" in prefix)
    script = next(folder.glob("js/main.*.js"))
    return f"{root()}{prefix}js/{script.name}"


@lru_cache(maxsize=1024)
def _file(path: str) -> Path | None:
    """Return the file of an address, or None where there is none or it would not shrink."""
    for prefix, folder in FOLDERS.items():
        if path.startswith(root() + prefix) and path.endswith(SHRINKS):
            file = (folder / path.removeprefix(root() + prefix)).resolve()
            return file if file.is_relative_to(folder) and file.is_file() else None
    return None


@lru_cache(maxsize=512)
def _read(file: Path) -> tuple[bytes, dict[str, str]]:
    media_type = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    headers = {"Content-Type": media_type, "Content-Encoding": "gzip", "Cache-Control": FOR_EVER}
    return gzip.compress(file.read_bytes(), 6, mtime=0), headers | {"Vary": "Accept-Encoding"}
