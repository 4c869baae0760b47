"""The legend of a picture: only what the picture shows, as large as its room allows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import get_args

from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from dashboard.export import marks
from dashboard.export.land import colour, hatching
from dashboard.export.lettering import width, wrapped, write
from dashboard.export.seats import Box
from dashboard.map.palette import palette
from dashboard.map.payload import rank
from dashboard.shown import Fill, Phase, Symbol
from dashboard.view import OPERATORS, OTHER_OPERATORS
from dashboard.wording import Wording
from geodata.record import Record
from geodata.records import Family, Status

LINE = 1.5
"""Height of a line, in sizes of its letters."""

SWATCH = 2.3
"""Room for a symbol before its words, in sizes of the letters."""

GAP = 1.3
"""Room between two entries of a row, in sizes of the letters."""

SMALLER = 0.95
SMALLEST = 0.45
"""How much smaller the letters become with each try to fit them in, and how small at most."""

FAMILY_SIGNS: Mapping[str, str] = {
    "power": "coup",
    "presence": "deployment",
    "ties": "treaty",
    "violence": "attack",
}
STATUS_WORDS: Mapping[Status, str] = {
    "member": "map.status_member",
    "observer": "map.status_observer",
    "suspended": "map.status_suspended",
    "exit-announced": "map.status_exit",
}

Draw = Callable[[Axes, float, float, float], None]


@dataclass(frozen=True)
class Entry:
    """A symbol with what it means; `draw` takes the symbol's middle and the size of the letters."""

    text: str
    draw: Draw


def entries(
    fills: Iterable[Fill],
    symbols: Sequence[Symbol],
    groups: Iterable[str],
    counted: bool,
    brief: bool,
    record: Record,
    say: Wording,
) -> list[Entry]:
    """Return what a legend lists.

    Parameters
    ----------
    fills
        Of the countries that are seen.
    symbols
        Those on the map.
    groups
        Operators of forces on the map.
    counted
        Whether some symbols are only counted.
    brief
        Whether to list only what a small picture can show: fills, bases, families and operators.
    record
        For names.
    say
        The picture's words.
    """
    found = [_fill(alliance, status, record, say) for alliance, status in _statuses(fills)]
    phases = {symbol.phase for symbol in symbols} - ({"unsure"} if brief else set())
    found += [Entry(say(f"map.base_{phase}"), _fort(phase)) for phase in get_args(Phase) if phase in phases]
    families = {symbol.family for symbol in symbols}
    for family in get_args(Family):
        if family in families:
            found.append(Entry(say(f"family.{family}"), _disc(FAMILY_SIGNS[family], family)))
    if not brief:
        found += _details(symbols, counted, say)
    operators = {symbol.group for symbol in symbols} | set(groups)
    names = {group: say.actor(group, record) for group in OPERATORS} | {OTHER_OPERATORS: say("force.OTHER")}
    return found + [Entry(name, _square(group)) for group, name in names.items() if group in operators]


def _details(symbols: Sequence[Symbol], counted: bool, say: Wording) -> Iterator[Entry]:
    if not all(symbol.precise for symbol in symbols):
        yield Entry(say("map.month_only"), _disc("diplomacy", "power", precise=False))
    if any(symbol.aes for symbol in symbols):
        yield Entry(say("map.capital_aes"), lambda axes, x, y, size: marks.star(axes, x, y, 1.5 * size, aes=True))
    if counted:
        yield Entry(say("picture.more"), lambda axes, x, y, size: marks.more(axes, 2, x, y, 1.4 * size, 1.7 * size))


def _statuses(fills: Iterable[Fill]) -> list[tuple[str, Status]]:
    """Return what the fills show, the foremost alliance first."""
    found: set[tuple[str, Status]] = set()
    for fill in fills:
        for alliance, status in ((fill.alliance, fill.status), (fill.hatch, fill.hatch_status)):
            if alliance and status:
                found.add((alliance, status))
    order = list(STATUS_WORDS)
    return sorted(found, key=lambda one: (rank(one[0]), order.index(one[1])))


def _fill(alliance: str, status: Status, record: Record, say: Wording) -> Entry:
    def draw(axes: Axes, x: float, y: float, size: float) -> None:
        box = Box.around(x, y, 1.8 * size, 1.1 * size)
        patch = Rectangle((box.left, box.bottom), box.width, box.height, facecolor=colour(Fill(alliance, status)))
        axes.add_patch(patch)
        if status in ("suspended", "exit-announced"):
            lines = hatching(alliance, status == "suspended", box, size / 16)
            axes.add_collection(lines, autolim=False)
            lines.set_clip_path(patch)

    return Entry(say(STATUS_WORDS[status], alliance=say.actor(alliance, record)), draw)


def _fort(phase: Phase) -> Draw:
    base = Symbol("base", 0, 0, group=OTHER_OPERATORS, phase=phase)
    return lambda axes, x, y, size: marks.fort(axes, base, x, y, 1.4 * size)


def _disc(kind: str, family: str, *, precise: bool = True) -> Draw:
    event = Symbol("event", 0, 0, kind=kind, family=family, precise=precise)
    return lambda axes, x, y, size: marks.disc(axes, event, x, y, 1.6 * size)


def _square(group: str) -> Draw:
    def draw(axes: Axes, x: float, y: float, size: float) -> None:
        box = Box.around(x, y, size, size)
        corner = box.left, box.bottom
        axes.add_patch(Rectangle(corner, size, size, facecolor=marks.operator(group), edgecolor=palette()["line"]))

    return draw


def write_legend(axes: Axes, listed: Sequence[Entry], box: Box, size: float) -> None:
    """Write a legend into a box, from its top left, in rows.

    Parameters
    ----------
    axes
        The page's.
    listed
        What it lists.
    box
        Its room.
    size
        Of the letters, in points; they are made smaller where the room is short.
    """
    fitting = size
    rows = _rows(listed, box.width, fitting)
    while sum(map(_height, rows)) * fitting > box.height and fitting > SMALLEST * size:
        fitting *= SMALLER
        rows = _rows(listed, box.width, fitting)
    y = box.top
    for row in rows:
        for entry, lines, x in row:
            middle = y - fitting * LINE / 2
            entry.draw(axes, box.left + x + fitting * 0.9, middle, fitting)
            for number, line in enumerate(lines):
                baseline = middle - fitting * (0.36 + number * LINE * 0.82)
                write(axes, box.left + x + fitting * SWATCH, baseline, line, fitting, palette()["ink"])
        y -= _height(row) * fitting


Row = list[tuple[Entry, list[str], float]]


def _rows(listed: Sequence[Entry], room: float, size: float) -> list[Row]:
    """Return entries in rows, each with its lines and its left end."""
    rows: list[Row] = []
    x = room
    for entry in listed:
        lines = wrapped(entry.text, size, room - SWATCH * size)
        needed = SWATCH * size + max(width(line, size) for line in lines)
        if x + needed > room:
            rows.append([])
            x = 0.0
        rows[-1].append((entry, lines, x))
        x += needed + GAP * size
    return rows


def _height(row: Row) -> float:
    """Return the height of a row, in sizes of its letters."""
    return LINE + 0.82 * LINE * (max(len(lines) for _, lines, _ in row) - 1)
