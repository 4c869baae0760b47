"""What the command line asks for, as an `Order`; whatever is unknown or does not fit is said, with what would."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import cast, get_args

from dashboard.export import Order, format_of
from dashboard.export.layout import LAYOUTS, SizeName
from dashboard.filters import Period
from dashboard.sharing.links import checked, view_link
from dashboard.view import FACETS, LONGEST_SEARCH, Choices, Language, Trail, View
from dashboard.wording import LANGUAGES
from geodata.columns import TABLES, TableName
from geodata.dates import PartialDate
from geodata.problems import suggest
from geodata.record import Record

FOR_TABLES = ("from", "to", "table")
FOR_VIEWS = ("event", "size", "address")

Asked = Mapping[str, str | Sequence[str] | None]
"""Options by name, as they were written; None or empty where they were not."""


def order(path: Path, asked: Asked, record: Record, choices: Choices) -> Order:
    """Return what is asked for.

    Parameters
    ----------
    path
        The file, for its format.
    asked
        The options.
    record, choices
        What there is.

    Raises
    ------
    ValueError
        If an option is unknown or does not fit the format; the message says what would.
    """
    of_tables = bool(path.suffix) and format_of(path).shows == "tables"  # a folder is for a site
    given = {name for name, value in asked.items() if value}
    for name in FOR_VIEWS if of_tables else FOR_TABLES:
        if name in given:
            fits = "a picture, such as map.png" if of_tables else "a table, such as events.csv"
            raise ValueError(f"--{name} is for {fits}; leave it out, or name such a file")
    if of_tables and "trail" in given and "date" not in given:
        raise ValueError("--trail counts back from a date; give --date as well, or --from and --to instead")
    if "date" in given and given & {"from", "to"}:
        raise ValueError("--date is one day, --from and --to are a stretch of time; give the one or the other")
    view = _view(asked, choices)
    base = checked(str(asked.get("address") or ""), "--address")
    period = Period.of(view) if of_tables and "date" in given else _between(asked)
    return Order(
        view=view,
        record=record,
        choices=choices,
        period=period,
        table=cast("TableName | None", _one_of("table", asked, TABLES)),
        size=cast("SizeName", _one_of("size", asked, LAYOUTS) or "projector"),
        address=view_link(base, view, choices) if base and path.suffix else base or None,
    )


def _view(asked: Asked, choices: Choices) -> View:
    q = str(asked.get("q") or "").strip()
    if len(q) > LONGEST_SEARCH:
        raise ValueError(f"--q has {len(q)} letters; keep at most {LONGEST_SEARCH}")
    event = _one_of("event", asked, choices.events)
    day = _date("date", asked)
    if day and day != choices.clamp(day):
        raise ValueError(f"{day} lies outside the atlas; give a day from {choices.first} to {choices.last}")
    day = day or (choices.events[event] if event else choices.default)
    if event and choices.events[event] > day:
        raise ValueError(f"'{event}' happened on {choices.events[event]}, after {day}; give a later --date")
    chosen = {facet: _facet(facet, asked, choices.facets[facet]) for facet in FACETS}
    return View(
        date=day,
        trail=cast("Trail", _one_of("trail", asked, get_args(Trail)) or "12m"),
        event=event,
        q=q,
        basemap=choices.basemaps[0],
        lang=cast("Language", _one_of("lang", asked, LANGUAGES) or "en"),
        window=None,
        **chosen,
    )


def _between(asked: Asked) -> Period:
    first, last = _date("from", asked), _date("to", asked, end=True)
    if first and last and first > last:
        raise ValueError(f"--from {first} is after --to {last}; give the earlier date first")
    return Period.between(first, last)


def _date(name: str, asked: Asked, *, end: bool = False) -> date | None:
    """Return a day; a month or a year stands for its first, or at the end of a stretch for its last."""
    written = asked.get(name)
    if not written:
        return None
    when = PartialDate.parse(written)
    return when.last if end else when.first


def _facet(name: str, asked: Asked, known: Sequence[str]) -> tuple[str, ...]:
    values = asked.get(name) or ()
    for value in values:
        if value not in known:
            raise ValueError(f"--{name} '{value}' is unknown; {suggest(value, known)}")
    return tuple(value for value in known if value in values)


def _one_of(name: str, asked: Asked, known: Collection[str]) -> str | None:
    value = asked.get(name)
    if not value:
        return None
    if value not in known:
        raise ValueError(f"--{name} '{value}' is unknown; {suggest(str(value), known)}")
    return str(value)
