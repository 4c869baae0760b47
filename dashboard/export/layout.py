"""Where things are on a picture, by its size. All lengths are points, 1/72 inch, from the lower left corner."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from dashboard.export.seats import Box

SizeName = Literal["projector", "print", "preview"]


@dataclass(frozen=True)
class Layout:
    """A picture's size and parts.

    Attributes
    ----------
    width, height
        Of the page.
    dpi
        Dots to an inch of a .png.
    map, title, legend, foot
        Its parts.
    flows
        Whether the legend begins where the title ends.
    brief
        Whether to leave out what a small picture has no room for.
    text, date, symbol
        Sizes of letters, of the date's and of a symbol.
    """

    width: float
    height: float
    dpi: int
    map: Box
    title: Box
    legend: Box
    foot: Box
    flows: bool
    brief: bool
    text: float
    date: float
    symbol: float

    @property
    def line(self) -> float:
        """A thin line."""
        return self.symbol / 26


LAYOUTS: Mapping[SizeName, Layout] = {
    "projector": Layout(
        width=1920,
        height=1080,
        dpi=72,
        map=Box(0, 0, 1400, 1080),
        title=Box(1436, 560, 1884, 1048),
        legend=Box(1436, 176, 1884, 1048),
        foot=Box(1436, 28, 1884, 160),
        flows=True,
        brief=False,
        text=25,
        date=50,
        symbol=34,
    ),
    "print": Layout(
        width=841.92,
        height=595.2,
        dpi=300,
        map=Box(0, 98, 841.92, 500),
        title=Box(24, 506, 817.92, 584),
        legend=Box(24, 30, 817.92, 94),
        foot=Box(24, 12, 817.92, 30),
        flows=False,
        brief=False,
        text=10,
        date=24,
        symbol=14.5,
    ),
    "preview": Layout(
        width=1200,
        height=630,
        dpi=72,
        map=Box(0, 0, 806, 630),
        title=Box(828, 300, 1182, 612),
        legend=Box(828, 92, 1182, 612),
        foot=Box(828, 16, 1182, 84),
        flows=True,
        brief=True,
        text=20,
        date=38,
        symbol=24,
    ),
}
"""For a projector (1920 by 1080 dots), for paper (A4 landscape at 300 dots an inch), for a link's preview."""
