"""A table of the record as readers see it: its words in one language, codes as names, sources and events as links.

What is left out here, such as codes and days to reckon with, is in the files that people take away.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from itertools import zip_longest
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import urlencode

from dashboard.export.tables import tables
from dashboard.page.browsed import Browsed
from dashboard.view import Choices, View
from dashboard.wording import Wording
from geodata.columns import TableName, columns, label
from geodata.record import Record
from geodata.records import Text

if TYPE_CHECKING:
    from pandas import DataFrame

MOST = 5_000
"""Rows that are shown; the files hold all."""

RECKONED = frozenset({"precision", "first_day", "last_day", "end_day", "lat", "lon"})
"""Columns for programs."""

OF_SOURCES = frozenset({"source_publishers", "source_titles", "source_dates", "source_supports"})
"""Columns that say more of a source than its address."""

NARROWEST, WIDEST = 7, 52
"""Widths of columns, in letters."""

LINK = 26
"""Letters of a link that have room: of a record's id, of the name of a source's site."""

BETWEEN = " · "
"""What stands between the parts of a list."""

Form = Literal["text", "number", "record", "event", "source"]


@dataclass(frozen=True)
class Column:
    """A column as it is shown.

    Attributes
    ----------
    label, help
        What it is called, and what it holds.
    form
        What its cells are; of the last three, addresses.
    width
        How many letters have room.
    """

    label: str
    help: str
    form: Form
    width: int = 0


@dataclass(frozen=True)
class Shown:
    """A table as it is shown.

    Attributes
    ----------
    frame
        At most `MOST` rows, without an index.
    columns
        Its columns by name, in their order.
    rows, of
        How many rows pass the filters, and how many the record has.
    """

    frame: DataFrame
    columns: dict[str, Column]
    rows: int
    of: int


def shown(view: View, browsed: Browsed, record: Record, choices: Choices, page: str) -> Shown:
    """Return a table as it is shown.

    Parameters
    ----------
    view
        For its filters and language.
    browsed
        Which table, of which time.
    record, choices
        The record, and what can be chosen.
    page
        Address of the map's page, to which rows lead.
    """
    filters = View(choices.default, view.alliance, view.force, view.kind, view.country, q=view.q, lang=view.lang)
    return _shown(filters, browsed, record, choices.first, page)


@lru_cache(maxsize=32)
def _shown(view: View, browsed: Browsed, record: Record, first: date, page: str) -> Shown:
    table, say = browsed.table, Wording(view.lang)
    frame = tables(view, record, browsed.period, view.lang, table)[table]
    rows = len(frame)
    found = frame.iloc[:MOST].drop(columns="geometry").reset_index(drop=table == "forces")
    guide = columns(table)
    named: dict[str, Column] = {}
    for name in [name for name in found if not _left_out(name, guide)]:
        heading, told = say.text(label(name)), say.text(guide[name])
        if name == "source_urls":
            for number, urls in enumerate(zip_longest(*found[name]), start=1):
                found[f"source_{number}"] = urls
                named[f"source_{number}"] = Column(f"{heading} {number}", told, "source")
            continue
        if name in ("id", "force"):
            days = [None] * len(found) if table == "events" else [max(day, first) for day in found["first_day"]]
            found[name] = [_to_map(page, one, day, say) for one, day in zip(found[name], days, strict=True)]
            named[name] = Column(heading, told, "record")
        elif name in ("began_with", "ended_with"):
            found[name] = [_to_map(page, one, None, say) if _is_known(one) else None for one in found[name]]
            named[name] = Column(heading, told, "event")
        elif name == "cost_usd":
            named[name] = Column(heading, told, "number")
        else:
            found[name] = [_words(name, value, record, say) for value in found[name]]
            named[name] = Column(heading, told, "text")
    fitted = {name: replace(column, width=_width(column, found[name])) for name, column in named.items()}
    return Shown(found[list(named)], fitted, rows, _size(table, record))


def _width(column: Column, cells: Iterable[object]) -> int:
    """Return how many letters have room: those of the longest cell, within `NARROWEST` and `WIDEST`."""
    if column.form in ("record", "event", "source"):
        return LINK
    said = (str(cell) for cell in cells if _is_known(cell))
    return min(WIDEST, max(NARROWEST, len(column.label), *map(len, said)))


def _left_out(name: str, guide: Mapping[str, Text]) -> bool:
    return name in RECKONED or name in OF_SOURCES or f"{name}_en" in guide


def _to_map(page: str, one: str, day: date | None, say: Wording) -> str:
    """Return the address at which the map shows an event, or the day on which something began: with its id at the end.

    Examples
    --------
    >>> _to_map("./", "gao-base", date(2013, 1, 26), Wording("en"))
    './?lang=en&date=2013-01-26#gao-base'
    """
    if day is None:
        return f"{page}?{urlencode({'lang': say.lang, 'event': one})}"
    return f"{page}?{urlencode({'lang': say.lang, 'date': str(day)})}#{one}"


def _words(name: str, value: Any, record: Record, say: Wording) -> str | None:
    """Return what a cell says, in the reader's language."""
    if not _is_known(value):
        return None
    match name, value:
        case (("countries" | "organisations"), codes):
            return ", ".join(say.actor(code, record) for code in codes) or None
        case "status", _:
            return say(f"status.{value}")
        case "confidence", _:
            return say(f"card.{value}")
        case "open_state", _:
            return say(f"open_state.{value}")
        case _, tuple():
            return BETWEEN.join(value) or None
        case _:
            return str(value)


def _is_known(value: object) -> bool:
    return value is not None and value == value  # NaN alone differs from itself


def _size(table: TableName, record: Record) -> int:
    return sum(len(force.hosts) for force in record.forces) if table == "forces" else len(getattr(record, table))
