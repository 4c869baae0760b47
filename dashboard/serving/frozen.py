"""The atlas as it was at a version of the record, for those who embed or cite it: its own file, kept.

A version's file is made when it is first asked for, and written into a folder, where it
outlives the record and the program that made it.
"""

from __future__ import annotations

import gzip
import logging
import os
import re
from collections.abc import Callable
from datetime import date
from functools import lru_cache
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from dashboard.export.alone import as_file
from dashboard.export.writing import write_whole
from dashboard.map.assets import FOR_EVER, root
from dashboard.serving.site import Site
from dashboard.templating import markup
from dashboard.view import View
from dashboard.wording import LANGUAGES, Wording

ARCHIVE = "SAHEL_ATLAS_ARCHIVE"
"""Name of the environment variable that names the folder; it should be one that is backed up."""

VERSION = re.compile(r"[0-9a-f]{12}")
log = logging.getLogger(__name__)


def folder() -> Path:
    """Return where the files are kept."""
    data = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    return Path(os.environ.get(ARCHIVE) or Path(data) / "sahel-atlas" / "frozen")


def routes(site: Site, today: Callable[[], date]) -> list[Route]:
    """Return the routes that serve the files.

    Parameters
    ----------
    site
        The record of now, with its assets.
    today
        Returns today's date: a file opens as the atlas does on the day on which it was made, where its address asks
        for nothing else.
    """

    async def serve(request: Request) -> Response:
        version = request.path_params["version"]
        found = await run_in_threadpool(file_of, version, site, today())
        if found is None:
            said = markup("not_kept.html.jinja").render(says=[Wording(lang) for lang in LANGUAGES], live=f"{root()}/")
            return Response(said, status_code=404, media_type="text/html")
        headers = {"Cache-Control": FOR_EVER, "Vary": "Accept-Encoding", "X-Content-Type-Options": "nosniff"}
        if "gzip" not in request.headers.get("accept-encoding", ""):
            return Response(gzip.decompress(found), headers=headers, media_type="text/html")
        return Response(found, headers=headers | {"Content-Encoding": "gzip"}, media_type="text/html")

    async def with_slash(request: Request) -> Response:
        return RedirectResponse(request.url.replace(path=request.url.path + "/"))

    path = root() + "/frozen/{version}"
    return [Route(path + "/", serve), Route(path, with_slash)]


@lru_cache(maxsize=8)
def file_of(version: str, site: Site, day: date) -> bytes | None:
    """Return the file of a version, compressed; None where it was never kept."""
    if not VERSION.fullmatch(version):
        return None
    path = folder() / f"{version}.html"
    if path.is_file():
        return gzip.compress(path.read_bytes())
    if version != site.record.version:
        return None
    choices = site.choices(day)
    content = as_file(View(choices.default), site.record, choices, site.assets)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path.parent, path.name, content)
    except OSError as error:
        log.warning("%s cannot be kept, and will be lost with the next version of the record: %s", path, error)
    return gzip.compress(content)
