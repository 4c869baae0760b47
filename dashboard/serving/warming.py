"""Warming up: what the first picture and the first table would wait for is loaded while nobody waits.

GeoPandas, matplotlib and the boundaries take seconds to load, and the map page needs
none of them. So a picture is drawn in a thread, once the first reader has had time to
get the page: the link preview of the atlas as it opens, which is asked for the most.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from threading import Timer

from dashboard.serving.site import choices_of_today, settle, site
from dashboard.view import View

REST = 4.0
"""Seconds between the start of the server and the warming."""


@asynccontextmanager
async def warming(_: object) -> AsyncIterator[None]:
    """Warm up some time after the server has started, unless it has ended by then."""
    timer = Timer(REST, warm_up)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def warm_up() -> None:
    """Draw a picture, and so load all that pictures and tables need."""
    from dashboard.export.picture import picture

    picture(View(choices_of_today().default), site().record, "png", "preview")
    settle()
