"""The map on a date as a picture: .png, .svg and .pdf.

Drawn with GeoPandas and matplotlib, without pyplot, which keeps every figure
and is not made for threads: here one picture is drawn at a time, and nothing
is kept but its bytes. The same view gives the same bytes.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from threading import Lock
from typing import Literal

import matplotlib
from matplotlib.backend_bases import FigureCanvasBase
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_pdf import FigureCanvasPdf
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure

from dashboard.export.layout import LAYOUTS, SizeName
from dashboard.export.picture_page import draw_page
from dashboard.view import View
from dashboard.wording import Wording
from geodata.record import Record

PictureFormat = Literal["png", "svg", "pdf"]

KEPT = 64
"""Pictures whose bytes are kept."""

CANVASES: Mapping[PictureFormat, type[FigureCanvasBase]] = {
    "png": FigureCanvasAgg,
    "svg": FigureCanvasSVG,
    "pdf": FigureCanvasPdf,
}
_drawing = Lock()


@dataclass
class _Kept:
    """A picture's bytes, once they are drawn."""

    content: bytes | None = None


def picture(
    view: View, record: Record, form: PictureFormat, size: SizeName = "projector", address: str | None = None
) -> bytes:
    """Return the map of a view as a picture.

    Parameters
    ----------
    view
        What to show: date, trail, filters, language, and the event that stands out.
    record
        The record.
    form
        ``"png"``, ``"svg"`` or ``"pdf"``.
    size
        ``"projector"`` (1920 by 1080 dots), ``"print"`` (A4 landscape, 300 dots an
        inch) or ``"preview"`` (1200 by 630 dots).
    address
        Where the view can be opened, written at the foot; None leaves it out.
    """
    kept = _kept(view.with_(basemap="atlas"), record, form, size, address)
    if kept.content is None:
        with _drawing:
            if kept.content is None:
                kept.content = _draw(view, record, form, size, address)
    return kept.content


@lru_cache(maxsize=KEPT)
def _kept(*_: object) -> _Kept:
    return _Kept()


def _draw(view: View, record: Record, form: PictureFormat, size: SizeName, address: str | None) -> bytes:
    layout = LAYOUTS[size]
    written = io.BytesIO()
    settings = matplotlib.rc_context(
        {
            "svg.hashsalt": "sahel-atlas",  # or the ids in an .svg would differ each time
            "svg.fonttype": "none",  # letters stay letters: they can be searched, copied and read aloud
            "pdf.fonttype": 42,
        }
    )
    with settings:
        figure = Figure(figsize=(layout.width / 72, layout.height / 72), dpi=layout.dpi)
        canvas = CANVASES[form](figure)
        draw_page(figure, layout, view, record, address)
        canvas.print_figure(written, format=form, dpi=layout.dpi, facecolor="auto", metadata=_metadata(view, form))
    return written.getvalue()


def _metadata(view: View, form: PictureFormat) -> dict[str, str | None]:
    """Return what the file says of itself; without a time, so that the same view gives the same bytes."""
    say = Wording(view.lang)
    title = f"{say('page.title')}, {say.date(view.date)}"
    undated: dict[PictureFormat, dict[str, str | None]] = {
        "png": {"Software": None},
        "svg": {"Date": None},
        "pdf": {"CreationDate": None},
    }
    return {"Title": title, **undated[form]}
