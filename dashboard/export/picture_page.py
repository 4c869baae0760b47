"""A picture's page: the map with its symbols and names, and beside it what it shows, a legend and the sources."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from math import hypot
from typing import TypeAlias

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from dashboard import shown
from dashboard.export import marks
from dashboard.export.labels import label
from dashboard.export.land import Land, land, paint
from dashboard.export.layout import Layout
from dashboard.export.legend import entries, write_legend
from dashboard.export.lettering import shortened, width, wrapped, write
from dashboard.export.seats import MOST_RINGS, RINGS, Box, Ground
from dashboard.map.palette import palette
from dashboard.shown import Symbol
from dashboard.view import FACETS, View
from dashboard.wording import Wording
from geodata.frames import CRS
from geodata.record import Record

LEADING = 1.28
"""From one baseline to the next, in sizes of the letters."""

BETWEEN = "  ·  "
"""What stands between two remarks on one line."""

CELLS = 4
"""Symbols without a seat are counted together within so many symbols' width."""


Hidden: TypeAlias = list[tuple[Symbol, float, float]]
"""Symbols that find no seat, each with its place on the page."""


@dataclass(frozen=True)
class Standing:
    """How symbols came to stand.

    Attributes
    ----------
    symbols
        Those that are drawn or counted on the map.
    counted
        How many are counted.
    beyond
        How many lie beyond the map's edge.
    """

    symbols: list[Symbol]
    counted: int
    beyond: int


def draw_page(figure: Figure, layout: Layout, view: View, record: Record, address: str | None) -> None:
    """Draw a page.

    Parameters
    ----------
    figure
        An empty one, of the layout's size.
    layout
        Where things are.
    view, record
        What to show.
    address
        Where the same view can be opened, or None.
    """
    say = Wording(view.lang)
    colours = palette()
    figure.set_facecolor(colours["paper"])
    page = _axes(figure, layout, Box(0, 0, layout.width, layout.height))
    page.axis("off")
    chart = _axes(figure, layout, layout.map)
    chart.set_facecolor(colours["sea"])
    ground = land(layout.map)
    fills = shown.fills(record, view)
    hosts = shown.forces_by_host(record, view)
    paint(chart, ground, fills, view.country, layout.line)
    free = Ground(layout.map, layout.symbol)
    standing = _stand(chart, ground, free, layout.symbol, view, record)
    label(chart, ground.areas, free, hosts, view.lang, layout.text * 0.72)
    seen = {area.code for area in ground.areas}
    listed = entries(
        (fill for code, fill in fills.items() if code in seen),
        standing.symbols,
        (group for host, groups in hosts.items() if host in seen for group in groups),
        standing.counted > 0,
        layout.brief,
        record,
        say,
    )
    bottom = _write_title(page, layout, _captions(layout, view, record, say, standing), view, record, say)
    box = layout.legend._replace(top=bottom) if layout.flows else layout.legend
    write_legend(page, listed, box, layout.text * 0.85)
    _write_foot(page, layout, record, say, address)


def _axes(figure: Figure, layout: Layout, box: Box) -> Axes:
    """Return axes over a box of the page, in points of the page."""
    place = box.left / layout.width, box.bottom / layout.height, box.width / layout.width, box.height / layout.height
    axes: Axes = figure.add_axes(place, xticks=[], yticks=[], frameon=True)
    axes.set(xlim=(box.left, box.right), ylim=(box.bottom, box.top), autoscale_on=False)
    for spine in axes.spines.values():
        spine.set_visible(False)
    return axes


def _stand(axes: Axes, ground: Land, free: Ground, size: float, view: View, record: Record) -> Standing:
    """Draw every symbol at a seat of its own, and count those that find none."""
    import geopandas

    ranked, rest = shown.symbols(record, view)
    every = [*ranked, *rest]
    points = geopandas.GeoSeries.from_xy([one.lon for one in every], [one.lat for one in every], crs=CRS)
    places: list[tuple[float, float]] = ground.on_page(points).tolist()
    on_map = [(symbol, x, y) for symbol, (x, y) in zip(every, places, strict=True) if ground.box.holds(Box(x, y, x, y))]
    left: dict[tuple[int, int], Hidden] = defaultdict(list)
    small: list[tuple[Symbol, float, float]] = []
    for index, (symbol, x, y) in enumerate(on_map):
        if symbol.type == "capital" and not symbol.aes:
            small.append((symbol, x, y))
            continue
        seat = free.seat(x, y, size, RINGS) if index < len(ranked) else None
        if seat:
            marks.draw(axes, symbol, *seat, size)
        else:
            left[int(x // (CELLS * size)), int(y // (CELLS * size))].append((symbol, x, y))
    _count(axes, free, list(left.values()), size)
    for symbol, x, y in small:  # under the others, but no name may stand on them
        marks.draw(axes, symbol, x, y, size)
        free.take(Box.around(x, y, size * marks.SMALL, size * marks.SMALL))
    counted = sum(map(len, left.values()))
    events_and_bases = [one for one in every if one.type != "capital"]
    beyond = len(events_and_bases) - sum(symbol.type != "capital" for symbol, _, _ in on_map)
    return Standing([symbol for symbol, _, _ in on_map], counted, beyond)


def _count(axes: Axes, free: Ground, left: list[Hidden], size: float) -> None:
    """Draw how many symbols found no seat.

    One alone takes no more room than the count of one. Where the map is so full that a
    count finds none either, the nearest count takes it up.
    """
    standing: list[tuple[Hidden, tuple[float, float]]] = []
    for hidden in left:
        _, x, y = hidden[0]
        seat = free.seat(x, y, size, MOST_RINGS, _room(len(hidden), size))
        if seat or not standing:
            standing.append((hidden, seat or (x, y)))
        else:
            nearest, _ = min(standing, key=lambda one: hypot(one[1][0] - x, one[1][1] - y))
            nearest.extend(hidden)
    for hidden, seat in standing:
        if len(hidden) == 1:
            marks.draw(axes, hidden[0][0], *seat, size)
        else:
            marks.more(axes, len(hidden), *seat, size, _room(len(hidden), size))


def _room(number: int, size: float) -> float:
    return max(size * 0.86, width(f"+{number}", size * 0.46, bold=True) + size * 0.5)


def _captions(layout: Layout, view: View, record: Record, say: Wording, standing: Standing) -> list[str]:
    """Return what the picture shows in words: how many events of which time, what was asked for, what is not seen."""
    happened = shown.events(record, view)
    lines = [f"{say('panel.events', n=len(happened))} {say(f'panel.events_{view.trail}')}"]
    named = {
        "alliance": lambda code: say.actor(code, record),
        "force": lambda code: say("force.OTHER") if code == "OTHER" else say.actor(code, record),
        "kind": lambda code: next(say.text(kind.name) for kind in record.kinds if kind.id == code),
        "country": say.country,
    }
    asked = [named[facet](code) for facet in FACETS for code in getattr(view, facet)]
    q = "".join(sign for sign in view.q if sign.isprintable())  # an .svg may not hold any other
    asked += [say("picture.search", q=q)] if q else []
    if asked:
        lines.append(say("picture.only", names=", ".join(asked)))
    if standing.beyond and not layout.brief:
        lines.append(say("picture.beyond", n=standing.beyond))
    return lines if layout.flows else [BETWEEN.join(lines)]


def _write_title(page: Axes, layout: Layout, captions: list[str], view: View, record: Record, say: Wording) -> float:
    """Write the date and what is told of it, and return where it ends."""
    colours = palette()
    box, text = layout.title, layout.text
    y = box.top - text
    write(page, box.left, y, say("page.title"), text, colours["accent"], bold=True)
    date = say.date(view.date)
    size = min(layout.date, layout.date * box.width / width(date, layout.date, bold=True))
    y -= size * 1.12
    write(page, box.left, y, date, size, colours["ink"], bold=True)
    event = shown.selected(record, view)
    headline = say.text(event.title) if event else "" if layout.brief else say("page.question")
    y -= text * 0.4
    for line in shortened(wrapped(headline, text, box.width, bold=bool(event)), 4):
        y -= text * LEADING
        write(page, box.left, y, line, text, colours["ink"], bold=bool(event))
    y -= text * 0.3
    for caption in captions:
        for line in shortened(wrapped(caption, text * 0.82, box.width), 2):
            y -= text * 0.82 * LEADING
            write(page, box.left, y, line, text * 0.82, colours["faint"])
    return y - text * 0.9


def _write_foot(page: Axes, layout: Layout, record: Record, say: Wording, address: str | None) -> None:
    """Write where it comes from, at the page's bottom."""
    box, size = layout.foot, layout.text * 0.6
    until = say.date(record.coverage.complete_until)
    lines = [
        say("picture.source", version=record.version, until=until),
        say("map.credit"),
        *([address] if address else []),
    ]
    wide = BETWEEN.join(lines)
    fitted = (
        [wide]
        if width(wide, size) <= box.width
        else [part for line in lines for part in wrapped(line, size, box.width)]
    )
    y = box.bottom + (len(fitted) - 1) * size * LEADING
    for line in fitted:
        write(page, box.left, y, line, size, palette()["faint"])
        y -= size * LEADING
