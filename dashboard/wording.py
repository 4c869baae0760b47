"""Words, dates, numbers and names in the reader's language.

The words are in ``words.toml``; dates, numbers, plural rules and country names
are Babel's (Unicode CLDR).
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, cast

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_decimal

from dashboard.view import Language
from geodata.dates import PartialDate
from geodata.isocodes import alpha2_by_alpha3
from geodata.record import Record
from geodata.records import Text
from geodata.text import typeset

LANGUAGES: tuple[Language, ...] = ("en", "fr")
_DATE_PATTERNS = {"day": "d MMMM y", "month": "LLLL y", "year": "y"}


@cache
def catalogue() -> Mapping[str, Mapping[str, Mapping[str, Any]]]:
    """Return all words: section, key, language."""
    written = tomllib.loads((Path(__file__).parent / "words.toml").read_text(encoding="utf-8"))
    return cast("Mapping[str, Mapping[str, Mapping[str, Any]]]", _typeset(written, "en"))


def _typeset(words: Any, lang: str) -> Any:
    if isinstance(words, dict):
        return {key: _typeset(inner, key if key in LANGUAGES else lang) for key, inner in words.items()}
    return typeset(words, lang) if isinstance(words, str) else words


class Wording:
    """The page's words in one language.

    Parameters
    ----------
    lang
        ``"en"`` or ``"fr"``.

    Examples
    --------
    >>> Wording("fr")("panel.events", n=2)
    '2 événements'
    >>> Wording("fr").date(PartialDate.parse("2024-08-01"))
    '1er août 2024'
    >>> Wording("en").country("CIV")
    'Côte d’Ivoire'
    """

    def __init__(self, lang: Language) -> None:
        self.lang: Language = lang
        self.locale = Locale(lang)

    def __call__(self, key: str, **arguments: object) -> str:
        """Return the words of a key, filled in; `n` chooses between singular and plural."""
        section, _, name = key.partition(".")
        words = catalogue()[section][name][self.lang]
        if isinstance(words, dict):
            form = self.locale.plural_form(float(str(arguments["n"])))
            words = words.get(form, words["other"])
        shown = {name: self.number(value) if name == "n" else value for name, value in arguments.items()}
        return str(words).format(**shown)

    def text(self, text: Text) -> str:
        """Return a record's words in the language."""
        return text.in_(self.lang)

    def date(self, when: date | PartialDate) -> str:
        """Return a date as long as it is precise: 5 August 2024, August 2024, 2024."""
        written = when if isinstance(when, PartialDate) else PartialDate.parse(when)
        shown = format_date(written.first, _DATE_PATTERNS[written.precision], locale=self.locale)
        return f"1er{shown[1:]}" if self.lang == "fr" and written.precision == "day" and written.day == 1 else shown

    def number(self, value: object) -> str:
        """Return a number with the language's separators."""
        return format_decimal(value, locale=self.locale) if isinstance(value, int | float) else str(value)

    def country(self, code: str) -> str:
        """Return a country's name from its ISO 3166-1 alpha-3 code."""
        return str(self.locale.territories.get(alpha2_by_alpha3().get(code, ""), code))

    def actor(self, code: str, record: Record) -> str:
        """Return the short name of a state, an alliance or an organisation."""
        short = actors(record).get(code)
        return self.text(short) if short else self.country(code)


def both(text: Text) -> list[str]:
    """Return a record's words in both languages, as the browser gets them: English, then French."""
    return [text.in_(lang) for lang in LANGUAGES]


@cache
def actors(record: Record) -> Mapping[str, Text]:
    """Return short names of alliances and organisations by code."""
    alliances = {alliance.id: alliance.short for alliance in record.alliances}
    return alliances | {
        organisation.id: organisation.short or organisation.name for organisation in record.organisations
    }
