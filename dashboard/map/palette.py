"""The colours of the map, for what is drawn without a browser; their one home is ``browser/atlas.css``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from dashboard import BROWSER

STYLE = BROWSER / "atlas.css"


@cache
def palette() -> Mapping[str, str]:
    """Return the colours of the light theme by name, such as ``"#e79b6d"`` for ``"aes"``."""
    return _colours(":root")


@cache
def dark() -> Mapping[str, str]:
    """Return the colours that differ in the dark theme."""
    return _colours(':root[data-theme="dark"]')


def _colours(selector: str) -> Mapping[str, str]:
    block = re.search(rf"^{re.escape(selector)} \{{(.*?)\}}", _style(), re.DOTALL | re.MULTILINE)
    assert block
    return dict(re.findall(r"--([a-z0-9-]+): (#[0-9a-f]+);", block[1]))


@cache
def fades() -> tuple[float, ...]:
    """Return how much of its colour an event keeps at each age, the youngest first."""
    shades = re.findall(r"\.sa-event(?:\[data-age=\"\d\"\])? \{\s*--fade: (\d+)%;", _style())
    return tuple(int(shade) / 100 for shade in shades)


def mixed(colour: str, other: str, share: float) -> tuple[float, float, float]:
    """Return a share of one colour with the rest of another, each from 0 to 1 in red, green and blue."""
    pairs = zip(_channels(colour), _channels(other), strict=True)
    red, green, blue = (share * one + (1 - share) * two for one, two in pairs)
    return red, green, blue


def _channels(colour: str) -> list[float]:
    digits = colour[1:] if len(colour) == 7 else "".join(digit * 2 for digit in colour[1:])
    return [int(digits[start : start + 2], 16) / 255 for start in (0, 2, 4)]


@cache
def _style() -> str:
    return STYLE.read_text(encoding="utf-8")
