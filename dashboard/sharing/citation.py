r"""How to cite a view, in the styles that schools and universities ask for.

APA follows the Publication Manual, 7th edition (2020): a web page of a group
author, whose site has the author's name and is therefore not named again; the
version in parentheses, the form in brackets; and, as the page goes on changing,
the day on which it was retrieved. Its French form is Marc Couture's adaptation
of that edition. Chicago follows the Manual of Style, 17th edition (2017), notes
and bibliography, 14.205 to 14.210: the entry of the bibliography, with what a
site says of its last change, and the day of access, which 14.12 leaves to the
author; in French as the library of the Université de Montréal adapts it. BibTeX
is an ``@misc`` whose address is in ``howpublished``: every style prints that,
and so does biblatex.

All are plain text; what a style sets in italics is left to the one who writes.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from babel.dates import format_date

from dashboard.view import View
from dashboard.wording import Wording
from geodata.history import Edition
from geodata.record import Record

STYLES = ("apa", "chicago", "bibtex")
"""In the order in which they are offered."""

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
"""BibTeX's own names, which a style writes in its language."""

ACCENTS = {
    "\u0300": "`",
    "\u0301": "'",
    "\u0302": "^",
    "\u0303": "~",
    "\u0304": "=",
    "\u0308": '"',
    "\u030a": "r",
    "\u030c": "v",
    "\u0327": "c",
}
"""LaTeX's commands by Unicode's combining marks."""

COMMANDS = {
    "\\": r"{\textbackslash}",
    "{": r"\{",
    "}": r"\}",
    "$": r"\$",
    "&": r"\&",
    "#": r"\#",
    "%": r"\%",
    "_": r"\_",
    "^": r"{\textasciicircum}",
    "~": r"{\textasciitilde}",
    "œ": r"{\oe}",
    "Œ": r"{\OE}",
    "æ": r"{\ae}",
    "Æ": r"{\AE}",
    "ø": r"{\o}",
    "ß": r"{\ss}",
    "“": "``",
    "”": "''",
    "‘": "`",
    "’": "'",
    "–": "--",
    "—": "---",
    "…": r"{\ldots}",
    "\u00a0": "~",
    "\u202f": r"\,",
}
"""What LaTeX writes otherwise, by letter."""


@dataclass(frozen=True, slots=True)
class Cited:
    """What a citation names.

    Attributes
    ----------
    title
        Of the view: see `title`.
    edition
        Version of the record, and the day on which it was noted, if any.
    address
        Where the view can be opened.
    accessed
        The day on which it was.
    shown
        The day that the view shows.
    """

    title: str
    edition: Edition
    address: str
    accessed: date
    shown: date


def title(view: View, record: Record, say: Wording) -> str:
    r"""Return the title of a view: the atlas, the day, and the chosen event's title.

    Examples
    --------
    >>> from geodata.record import own_record
    >>> title(View(date(2024, 8, 1)), own_record(), Wording("fr"))
    'Atlas du Sahel\xa0: 1er août 2024'
    """
    parts = {"atlas": say("page.title"), "date": say.date(view.date)}
    event = next((event for event in record.events if event.id == view.event), None)
    return say("cite.title_event", **parts, event=say.text(event.title)) if event else say("cite.title", **parts)


def cite(style: str, cited: Cited, say: Wording) -> str:
    r"""Return a citation.

    Parameters
    ----------
    style
        One of `STYLES`.
    cited
        What to cite.
    say
        The language in which the citation is written.

    Examples
    --------
    >>> own = Cited("Sahel Atlas: 5 August 2024", Edition("c6f870cc6145", date(2026, 11, 24)),
    ...     "https://example.org/?date=2024-08-05&lang=en", date(2026, 11, 25), date(2024, 8, 5))
    >>> print(cite("apa", own, Wording("en")))  # doctest: +NORMALIZE_WHITESPACE
    Sahel Atlas. (2026, November 24). Sahel Atlas: 5 August 2024 (Version c6f870cc6145) [Interactive map].
    Retrieved November 25, 2026, from https://example.org/?date=2024-08-05&lang=en
    >>> print(cite("chicago", own, Wording("en")))  # doctest: +NORMALIZE_WHITESPACE
    Sahel Atlas. “Sahel Atlas: 5 August 2024.” Version c6f870cc6145, last modified November 24, 2026.
    Accessed November 25, 2026. https://example.org/?date=2024-08-05&lang=en.
    >>> print(cite("bibtex", own, Wording("en")))
    @misc{sahel-atlas-2024-08-05,
      author = {{Sahel Atlas}},
      title = {{Sahel Atlas: 5 August 2024}},
      year = {2026},
      month = nov,
      note = {Version c6f870cc6145. Accessed November 25, 2026},
      howpublished = {\url{https://example.org/?date=2024-08-05&lang=en}},
    }
    """
    return {"apa": _apa, "chicago": _chicago, "bibtex": _bibtex}[style](cited, say)


def _apa(cited: Cited, say: Wording) -> str:
    noted = cited.edition.date
    year_first = say("cite.year_first", year=noted.year, day=_day_of_year(noted, say)) if noted else ""
    return say(
        "cite.apa",
        author=say("page.title"),
        date=year_first or say("cite.undated"),
        title=cited.title,
        version=cited.edition.version,
        accessed=_day(cited.accessed, say),
        address=cited.address,
    )


def _chicago(cited: Cited, say: Wording) -> str:
    noted = cited.edition.date
    return say(
        "cite.chicago",
        author=say("page.title"),
        title=_within_quotes(cited.title, say),
        version=cited.edition.version,
        modified=say("cite.modified", date=_day(noted, say)) if noted else say("cite.undated"),
        accessed=_day(cited.accessed, say),
        address=cited.address,
    )


def _bibtex(cited: Cited, say: Wording) -> str:
    noted = cited.edition.date
    address = cited.address.replace("%", r"\%")
    month = {"month": MONTHS[noted.month - 1]} if noted else {}
    fields = {
        "author": _braced(_braced(latex(say("page.title")))),
        "title": _braced(_braced(latex(cited.title))),
        "year": _braced(str(noted.year) if noted else latex(say("cite.undated"))),
        **month,
        "note": _braced(latex(say("cite.note", version=cited.edition.version, accessed=_day(cited.accessed, say)))),
        "howpublished": _braced(rf"\url{_braced(address)}"),
    }
    lines = "".join(f"  {name} = {value},\n" for name, value in fields.items())
    return f"@misc{{sahel-atlas-{cited.shown},\n{lines}}}"


def _braced(words: str) -> str:
    return f"{{{words}}}"


def _day(day: date, say: Wording) -> str:
    """Return a day as the language's citations write it: November 24, 2026, and 24 novembre 2026."""
    return say.date(day) if say.lang == "fr" else str(format_date(day, "MMMM d, y", locale=say.locale))


def _day_of_year(day: date, say: Wording) -> str:
    return _day(day, say).removesuffix(str(day.year)).rstrip(", ")


def _within_quotes(words: str, say: Wording) -> str:
    """Return words that stand between quotation marks: their own become those of the second degree."""
    if say.lang == "en":
        return words.replace("“", "‘").replace("”", "’")
    return _without_guillemets(words)


def _without_guillemets(words: str) -> str:
    """Return words with “ and ” for « and », which have a space inside."""
    return re.sub("«[\u00a0\u202f ]?", "“", re.sub("[\u00a0\u202f ]?»", "”", words))


def latex(words: str) -> str:
    r"""Return words as LaTeX prints them, in ASCII as far as it has commands for them that need no package.

    BibTeX sorts and shortens by bytes, and its older styles know nothing of UTF-8. What
    has no command stays as it is: LaTeX reads UTF-8 by default.

    Examples
    --------
    >>> print(latex("Coût : 5 % de R&D_2, « après » l’été"))
    Co{\^u}t : 5 \% de R\&D\_2, ``apr{\`e}s'' l'{\'e}t{\'e}
    """
    return "".join(map(_letter, _without_guillemets(words)))


def _letter(letter: str) -> str:
    plain = COMMANDS.get(letter)
    if plain is not None:
        return plain
    base, *marks = list(unicodedata.normalize("NFD", letter))
    if len(marks) == 1 and marks[0] in ACCENTS and base.isascii():
        accent = ACCENTS[marks[0]]
        return f"{{\\{accent}{{{base}}}}}" if accent.isalpha() else f"{{\\{accent}{base}}}"
    return letter
