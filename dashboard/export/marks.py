"""Symbols on a picture: a disc with a sign for an event, a hexagon for a base, a star for a capital."""

from __future__ import annotations

from typing import Any

from matplotlib.axes import Axes
from matplotlib.patches import Circle, FancyBboxPatch, PathPatch
from matplotlib.transforms import Affine2D

from dashboard.export.lettering import write
from dashboard.export.signs import signs
from dashboard.map.palette import fades, mixed, palette
from dashboard.shown import Symbol
from dashboard.view import OTHER_OPERATORS

WHITE = "#fff"
SMALL = 0.46
"""Size of a capital's star beside that of an AES member's."""

DARK_RIM = ("UN", "FRA")
"""Operators whose colour is light: their bases have a dark rim."""


def draw(axes: Axes, symbol: Symbol, x: float, y: float, size: float) -> None:
    """Draw a symbol.

    Parameters
    ----------
    axes
        Where.
    symbol
        What.
    x, y
        Its middle, in points.
    size
        Its width, in points.
    """
    if symbol.type == "event":
        disc(axes, symbol, x, y, size)
    elif symbol.type == "base":
        fort(axes, symbol, x, y, size)
    else:
        star(axes, x, y, size, aes=symbol.aes)


def disc(axes: Axes, event: Symbol, x: float, y: float, size: float) -> None:
    """Draw an event: the family's colour, paler the older it is; a dashed rim where its day is not known."""
    colours = palette()
    face = mixed(colours.get(event.family, colours["power"]), colours["faded"], fades()[event.age])
    rim = size * 0.07
    radius = size * 0.43
    if event.selected:
        axes.add_patch(Circle((x, y), radius + 3 * rim, facecolor=colours["accent"], edgecolor="none", zorder=7))
        axes.add_patch(Circle((x, y), radius + rim, facecolor=colours["paper"], edgecolor="none", zorder=7))
    dashes: Any = "solid" if event.precise else (0, (1.5, 1.5))
    axes.add_patch(Circle((x, y), radius, facecolor=face, edgecolor=WHITE, linewidth=rim, linestyle=dashes, zorder=7))
    if event.kind in signs():
        _shape(axes, event.kind, x, y, radius, fill=False, edgecolor=WHITE, linewidth=size * 0.068, zorder=7)


def fort(axes: Axes, base: Symbol, x: float, y: float, size: float) -> None:
    """Draw a base: filled in the operator's colour, hollow once closed, pale with a dashed rim where unsure."""
    colours = palette()
    colour = operator(base.group)
    look: dict[str, Any] = {"linewidth": size * 0.08, "edgecolor": colour, "zorder": 6}
    core = WHITE
    if base.phase == "closed":
        look["facecolor"] = (*mixed(colours["paper"], colours["paper"], 1), 0.75)
    elif base.phase == "unsure":
        look |= {"facecolor": (*mixed(colour, colour, 1), 0.45), "linestyle": (0, (1.5, 1.1))}
    else:
        rim = colours["ink"] if base.group in DARK_RIM else WHITE
        look |= {"facecolor": colour, "edgecolor": rim, "linewidth": size * 0.056}
    if base.phase != "closed" and base.group in DARK_RIM:
        core = colours["ink"]
    _shape(axes, "BASE", x, y, size / 2, **look)
    if base.phase != "closed":
        axes.add_patch(Circle((x, y), size * 0.12, facecolor=core, edgecolor="none", zorder=6))


def star(axes: Axes, x: float, y: float, size: float, *, aes: bool) -> None:
    """Draw a capital: large and bright for a member of the AES, else small and dark."""
    colours = palette()
    face, rim = (colours["accent"], WHITE) if aes else (colours["ink"], colours["paper"])
    size = size if aes else size * SMALL
    _shape(axes, "STAR", x, y, size / 2, facecolor=face, edgecolor=rim, linewidth=size * 0.07, zorder=8 if aes else 5)


def more(axes: Axes, count: int, x: float, y: float, size: float, width: float) -> None:
    """Draw how many more symbols there are at a place."""
    colours = palette()
    height = size * 0.86
    corner = x - width / 2, y - height / 2
    axes.add_patch(
        FancyBboxPatch(
            corner,
            width,
            height,
            boxstyle=f"round,pad=0,rounding_size={height / 2}",
            facecolor=colours["paper"],
            edgecolor=colours["ink"],
            linewidth=size * 0.04,
            zorder=9,
        )
    )
    text = size * 0.46
    write(axes, x, y - text * 0.36, f"+{count}", text, colours["ink"], bold=True, ha="center", zorder=10)


def operator(group: str) -> str:
    """Return the colour of a group of operators."""
    return palette()["else"] if group == OTHER_OPERATORS else palette()[group.lower()]


def _shape(axes: Axes, sign: str, x: float, y: float, half: float, **look: Any) -> None:
    shape = signs()[sign].transformed(Affine2D().scale(half).translate(x, y))
    axes.add_patch(PathPatch(shape, joinstyle="round", capstyle="round", **look))
