"""Words as they are printed, and compared whatever their case and accents."""

from __future__ import annotations

import re
import unicodedata

NO_BREAK = "\N{NO-BREAK SPACE}"
STRAIGHT = str.maketrans("’“”", '\'""')


def fold(text: str) -> str:
    """Return text without case and accents, so that "menaka" finds "Ménaka".

    Examples
    --------
    >>> fold("N’Djaména")
    "n'djamena"
    """
    decomposed = unicodedata.normalize("NFKD", text.translate(STRAIGHT))
    return "".join(sign for sign in decomposed if not unicodedata.combining(sign)).casefold()


def typeset(text: str, language: str) -> str:
    r"""Return words as a printer would set them, however they were typed.

    Apostrophes and quotation marks are curved. In French no line begins with a mark
    that has a space before it, nor ends behind an opening one.

    Parameters
    ----------
    text
        One or more sentences.
    language
        ``"en"`` or ``"fr"``.

    Examples
    --------
    >>> typeset('the army\'s "retreat"', "en")
    'the army’s “retreat”'
    >>> typeset("l'accord : « oui »", "fr").replace(NO_BREAK, "_")
    'l’accord_: «_oui_»'
    """
    text = re.sub(r"(?<=\w)'(?=\w)|(?<=s)'(?=\s)", "’", text)
    if language != "fr":
        return re.sub(r'"([^"]*)"', r"“\1”", text)
    text = re.sub(r" (?=[:;!?»])", NO_BREAK, text)
    return re.sub(r"(?<=«) ", NO_BREAK, text)
