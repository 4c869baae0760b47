"""Comparing words whatever their case and accents."""

from __future__ import annotations

import unicodedata


def fold(text: str) -> str:
    """Return text without case and accents, so that "menaka" finds "Ménaka".

    Examples
    --------
    >>> fold("N’Djaména")
    "n'djamena"
    """
    decomposed = unicodedata.normalize("NFKD", text.replace("’", "'"))
    return "".join(sign for sign in decomposed if not unicodedata.combining(sign)).casefold()
