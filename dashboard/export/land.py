"""The countries on a picture: projected once, filled by alliance, hatched where a member is suspended or leaving."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

import numpy
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from dashboard.export.seats import Box
from dashboard.map.palette import mixed, palette
from dashboard.shown import Fill
from geodata.frames import CRS, countries

if TYPE_CHECKING:
    from geopandas import GeoDataFrame, GeoSeries
    from numpy.typing import NDArray

MERCATOR = "EPSG:3857"
SEEN = (-18.6, 3.2, 18.6, 25.8)
"""West, south, east, north: from Guinea to Lake Chad, from the Gulf of Guinea to the Sahara."""

AROUND = (-40.0, -15.0, 50.0, 45.0)
"""What is kept of the world: more than any picture's shape shows beside `SEEN`."""

FINENESS = 600
"""Metres by which outlines may be simplified: less than a dot of the finest picture."""


@dataclass(frozen=True)
class Area:
    """A country on a page.

    Attributes
    ----------
    code
        ISO 3166-1 alpha-3, or empty.
    names
        In English and French.
    shape
        Its outline in points of the page.
    label
        Where its name may stand, in points.
    box
        What of it is seen.
    """

    code: str
    names: tuple[str, str]
    shape: Path
    label: tuple[float, float]
    box: Box


@dataclass(frozen=True)
class Land:
    """The map's part of a page: how it is projected, and the countries on it."""

    box: Box
    left: float
    bottom: float
    scale: float
    areas: tuple[Area, ...]

    def on_page(self, points: GeoSeries) -> NDArray[numpy.float64]:
        """Return points, in whatever CRS, as x and y on the page."""
        there = points.to_crs(MERCATOR)
        return self.moved(numpy.column_stack([there.x, there.y]))

    def moved(self, metres: NDArray[numpy.float64]) -> NDArray[numpy.float64]:
        """Return coordinates of Web Mercator as points of the page."""
        corner = numpy.array([self.box.left, self.box.bottom])
        moved: NDArray[numpy.float64] = (metres - [self.left, self.bottom]) * self.scale + corner
        return moved


@lru_cache(maxsize=8)
def land(box: Box) -> Land:
    """Return the countries as they lie in a box of a page; made once for each box."""
    import geopandas
    from shapely.geometry import box as rectangle

    west, south, east, north = geopandas.GeoSeries([rectangle(*SEEN)], crs=CRS).to_crs(MERCATOR).total_bounds
    scale = min(box.width / (east - west), box.height / (north - south))
    left = (west + east - box.width / scale) / 2
    bottom = (south + north - box.height / scale) / 2
    empty = Land(box, left, bottom, scale, ())
    seen = rectangle(left, bottom, left + box.width / scale, bottom + box.height / scale)
    shapes = _projected()
    shapes = shapes[shapes.intersects(seen)]
    areas = (_area(empty, row, row.geometry.intersection(seen)) for row in shapes.itertuples())
    return Land(box, left, bottom, scale, tuple(areas))


@cache
def _projected() -> GeoDataFrame:
    """Return the countries around, in Web Mercator."""
    world = countries().reset_index()
    world["geometry"] = world.geometry.make_valid()  # far shores cross themselves, and could not be cut
    around = world.clip(AROUND).to_crs(MERCATOR)
    around["geometry"] = around.geometry.simplify(FINENESS)
    return around


def _area(empty: Land, row: object, visible: object) -> Area:
    from geopandas import GeoSeries
    from shapely.geometry import Point

    code, en, fr, lon, lat, geometry = (getattr(row, name) for name in ("code", "en", "fr", "lon", "lat", "geometry"))
    middle = GeoSeries([Point(lon, lat)], crs=CRS).to_crs(MERCATOR).iloc[0]
    inside = middle if visible.contains(middle) else visible.representative_point()  # type: ignore[attr-defined]
    label = empty.moved(numpy.array([[inside.x, inside.y]]))[0]
    west, south, east, north = visible.bounds  # type: ignore[attr-defined]
    corners = empty.moved(numpy.array([[west, south], [east, north]]))
    return Area(
        code, (en, fr), _outline(empty, geometry), (float(label[0]), float(label[1])), Box(*map(float, corners.flat))
    )


def _outline(empty: Land, geometry: object) -> Path:
    """Return an area with its holes as one shape."""
    parts = getattr(geometry, "geoms", [geometry])
    rings = [ring for part in parts for ring in (part.exterior, *part.interiors)]
    shapes = [Path(empty.moved(numpy.array(ring.coords)[:, :2]), closed=True) for ring in rings]
    return Path.make_compound_path(*shapes)


def paint(axes: Axes, ground: Land, fills: Mapping[str, Fill], chosen: tuple[str, ...], line: float) -> None:
    """Draw the countries.

    Parameters
    ----------
    axes
        The map's.
    ground
        The countries.
    fills
        How they are filled, by code.
    chosen
        Countries that the filters name; they have a dark border.
    line
        A thin line, in points.
    """
    colours = palette()
    for area in ground.areas:
        fill = fills.get(area.code, Fill())
        axes.add_patch(
            PathPatch(area.shape, facecolor=colour(fill), edgecolor=colours["border"], linewidth=line, zorder=1)
        )
        if fill.hatch:
            lines = hatching(fill.hatch, fill.hatch_status == "suspended", area.box, line)
            axes.add_collection(lines, autolim=False)
            lines.set_clip_path(area.shape, axes.transData)
        if area.code in chosen:
            border = PathPatch(area.shape, fill=False, edgecolor=colours["ink"], linewidth=2.5 * line, zorder=3)
            axes.add_patch(border)


def colour(fill: Fill) -> tuple[float, ...] | str:
    """Return the colour of a fill, the hatching left out."""
    colours = palette()
    if fill.status == "member":
        return colours.get((fill.alliance or "").lower(), colours["other"])
    if fill.status == "observer":
        return mixed(colours["other"], colours["sea"], 0.5)
    return colours["land"]


def hatching(alliance: str, suspended: bool, box: Box, line: float) -> LineCollection:
    """Return slanted bars over a box for suspended, and rows of dashes the other way for exit announced."""
    step = 10 * line
    reach = box.height
    starts = numpy.arange(box.left - reach, box.right + reach, step)
    rise = (box.bottom, box.top) if suspended else (box.top, box.bottom)
    bars = [[(x, rise[0]), (x + reach, rise[1])] for x in starts]
    colours = palette()
    return LineCollection(
        bars,
        colors=colours.get(f"hatch-{alliance.lower()}", colours["hatch-other"]),
        linewidths=1.6 * line,
        linestyles="solid" if suspended else (0, (4, 4)),
        zorder=2,
    )
