"""Letters on a picture: one font, measured, wrapped, and never read as mathematics."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from matplotlib.axes import Axes
from matplotlib.font_manager import FontProperties
from matplotlib.patheffects import withStroke
from matplotlib.textpath import text_to_path

FAMILIES = ["DejaVu Sans", "sans-serif"]
"""The first comes with matplotlib, so that pictures look the same everywhere; an .svg may be read without it."""


@lru_cache(maxsize=64)
def font(size: float, *, bold: bool = False) -> FontProperties:
    """Return the font in a size, in points."""
    return FontProperties(family=FAMILIES, size=size, weight="bold" if bold else "normal")


@lru_cache(maxsize=4096)
def width(text: str, size: float, *, bold: bool = False) -> float:
    """Return how wide a line is, in points."""
    return float(text_to_path.get_text_width_height_descent(text, font(size, bold=bold), ismath=False)[0])


def wrapped(text: str, size: float, room: float, *, bold: bool = False) -> list[str]:
    """Return a text in lines that fit into a room, in points; a word that is too long for it is cut."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width(longer, size, bold=bold) <= room:
            lines[-1] = longer
            continue
        while width(word, size, bold=bold) > room and len(word) > 1:
            fits = next(n for n in range(len(word) - 1, 0, -1) if n == 1 or width(word[:n], size, bold=bold) <= room)
            lines.append(word[:fits])
            word = word[fits:]
        lines.append(word)
    return lines


def shortened(lines: list[str], most: int) -> list[str]:
    """Return at most so many lines; the last one says where more would follow."""
    return lines if len(lines) <= most else [*lines[: most - 1], f"{lines[most - 1]} …"]


def write(
    axes: Axes,
    x: float,
    y: float,
    text: str,
    size: float,
    colour: str,
    *,
    bold: bool = False,
    halo: str | None = None,
    **options: Any,
) -> None:
    """Write a line on a picture.

    Parameters
    ----------
    axes
        Where.
    x, y
        Its left end on the baseline, unless the options say otherwise; in points.
    text
        Taken as it is: a dollar is a dollar.
    size
        In points.
    colour
        Of the letters.
    bold
        Whether they are bold.
    halo
        Colour of a rim around them.
    options
        For matplotlib, such as ``ha="center"``.
    """
    around = [withStroke(linewidth=size * 0.28, foreground=halo)] if halo else []
    axes.text(
        x,
        y,
        text,
        fontproperties=font(size, bold=bold),
        color=colour,
        parse_math=False,
        path_effects=around,
        **options,
    )
