"""Names of countries, where no symbol and no other name stands, with marks for the forces they host.

Much as in ``browser/names.js``; as nobody can move a picture, a name also goes
sideways, and a country whose middle is not seen has its name in what is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import hypot

from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from dashboard.export.land import Area
from dashboard.export.lettering import width, write
from dashboard.export.marks import operator
from dashboard.export.seats import Box, Ground
from dashboard.map.palette import palette
from dashboard.view import Language

SHIFTS = sorted(
    ((across * 2.0, up * 1.3) for across in range(-6, 7) for up in range(-7, 8)),
    key=lambda shift: (hypot(shift[0], 1.5 * shift[1]), shift),
)
"""How far from a country's middle a name may stand, in sizes of its letters, the nearest first."""

WIDER = 1.15
"""How much wider than its country a name may be."""


def label(
    axes: Axes, areas: tuple[Area, ...], ground: Ground, hosts: Mapping[str, list[str]], lang: Language, size: float
) -> None:
    """Write the names of the countries.

    Parameters
    ----------
    axes
        The map's.
    areas
        The countries.
    ground
        What the symbols have left.
    hosts
        Groups of operators whose forces are present, by country.
    lang
        Language of the names.
    size
        Of the letters, in points.
    """
    for area in sorted(areas, key=lambda area: (area.code not in hosts, area.code)):
        groups = hosts.get(area.code, [])
        text = area.names[lang == "fr"].upper()
        room = width(text, size, bold=True)
        if room > area.box.width * WIDER:
            continue
        for box in _places(area, room, size, bool(groups)):
            if ground.free(box):
                ground.take(box)
                _write(axes, text, groups, box, size)
                break


def _places(area: Area, room: float, size: float, marked: bool) -> Iterator[Box]:
    x, y = area.label
    height = size * (2.2 if marked else 1.2)
    for across, up in SHIFTS:
        middle = x + across * size, y + up * size
        if area.shape.contains_point(middle):
            top = middle[1] + size * 0.6
            yield Box(middle[0] - room / 2, top - height, middle[0] + room / 2, top)


def _write(axes: Axes, text: str, groups: list[str], box: Box, size: float) -> None:
    colours = palette()
    middle = (box.left + box.right) / 2
    baseline = box.top - size * 0.97
    write(axes, middle, baseline, text, size, colours["ink"], bold=True, halo=colours["halo"], ha="center", zorder=4)
    side, step = size * 0.72, size * 0.98
    left = middle - (len(groups) * step - (step - side)) / 2
    for index, group in enumerate(groups):
        corner = left + index * step, baseline - size * 1.02
        axes.add_patch(
            Rectangle(
                corner,
                side,
                side,
                facecolor=operator(group),
                edgecolor=colours["halo"],
                linewidth=size * 0.09,
                zorder=4,
            )
        )
