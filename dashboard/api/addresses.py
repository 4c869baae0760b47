"""The addresses under ``/api``: what may be asked at each, and how the answer is made."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pydantic import BaseModel
from starlette.responses import JSONResponse, Response

from dashboard.api import shapes
from dashboard.api.answers import as_json
from dashboard.api.feed import feed
from dashboard.api.parameters import ATLAS, BETWEEN, DAY, FEED_LANGUAGE, PICTURE, Parameter, of_table
from dashboard.api.questions import Asked
from dashboard.export import FORMATS, Order
from dashboard.view import Choices
from geodata.changes import changes
from geodata.columns import TABLES, TableName
from geodata.history import History, edition
from geodata.record import Record
from geodata.state import as_of


class Atom(Response):
    """An Atom feed, for the description."""

    media_type = "application/atom+xml"


PICTURES = (".png", ".svg", ".pdf")


@dataclass(frozen=True)
class Address:
    """What can be asked at one address.

    Attributes
    ----------
    path
        The address, under ``/api``.
    make
        Makes the answer.
    parameters
        What may be asked.
    model, form
        What the answer looks like, and as what it is sent.
    absolute
        Whether the answer names its own address.
    file
        Returns the name under which it is kept as a file, where it is one.
    slow
        Whether making it takes so long that few may wait for it.
    inline
        Whether it is for looking at in the first place, and not for keeping.
    """

    path: str
    make: Callable[[Asked], bytes]
    parameters: Sequence[Parameter] = ()
    model: type[BaseModel] | None = None
    form: type[Response] = JSONResponse
    absolute: bool = False
    file: Callable[[Asked], str] | None = None
    slow: bool = False
    inline: bool = False

    def disposition(self, asked: Asked) -> str | None:
        """Return what a browser shall do with the answer, and what to call it."""
        if self.file is None:
            return None
        return f'{"inline" if self.inline else "attachment"}; filename="{self.file(asked)}"'


def addresses(record: Record, history: History, choices_of: Callable[[], Choices]) -> list[Address]:
    """Return the addresses of a record.

    Parameters
    ----------
    record
        The record.
    history
        When its parts were noted.
    choices_of
        Returns what can be chosen today.
    """

    def state(asked: Asked) -> bytes:
        reach = {"version": record.version, "complete_until": str(record.coverage.complete_until)}
        assert asked.day
        return as_json(as_of(asked.day, record).as_json() | reach)

    def between(asked: Asked) -> bytes:
        assert asked.start
        assert asked.end
        return as_json(changes(asked.start, asked.end, record).as_json())

    def news(asked: Asked) -> bytes:
        return feed(record, history, asked.lang or "en", asked.here)

    def versions(_: Asked) -> bytes:
        date = edition(record, history).date
        releases = [release.model_dump(mode="json") for release in history.releases]
        noted = {"date": date.isoformat() if date else None, "extended": date is None}
        return as_json({"version": record.version, **noted, "releases": releases})

    def file(suffix: str, table: TableName | None, stem: str, parameters: Sequence[Parameter]) -> Address:
        """Return the address of a file that people take away."""
        form, name = FORMATS[suffix], "sahel-atlas" if stem == "atlas" else f"sahel-atlas-{stem}"

        def make(asked: Asked) -> bytes:
            return form.make(
                Order(asked.view, record, choices_of(), asked.period, table, lang=asked.lang, size=asked.size)
            )

        return Address(
            f"/{stem}{suffix}",
            make,
            parameters,
            shapes.features(table) if table and suffix == ".geojson" else None,
            _sent_as(form.media_type),
            file=lambda asked: f"{name}-{_when(asked, record)}{suffix}",
            slow=form.shows == "view",
            inline=suffix in PICTURES,
        )

    tables = [suffix for suffix, form in FORMATS.items() if form.shows == "tables"]
    return [
        *(file(suffix, table, table, of_table(table)) for table in TABLES for suffix in tables),
        file(".xlsx", None, "atlas", of_table(None)),
        *(file(suffix, None, "map", PICTURE) for suffix in PICTURES),
        file(".html", None, "atlas", ATLAS),
        Address("/state.json", state, (DAY,), shapes.State),
        Address("/changes.json", between, BETWEEN, shapes.Changes),
        Address("/feed.atom", news, (FEED_LANGUAGE,), None, Atom, absolute=True),
        Address("/history.json", versions, (), shapes.Versions),
    ]


def _sent_as(media_type: str) -> type[Response]:
    """Return a kind of answer of a MIME type, for the description."""
    base = JSONResponse if "json" in media_type else Response
    return type("File", (base,), {"media_type": media_type})


def _when(asked: Asked, record: Record) -> str:
    """Return the time that a file is about, for its name: a day, a stretch, or all up to where the record is complete.

    Examples
    --------
    >>> from datetime import date
    >>> from geodata.record import own_record
    >>> _when(Asked(day=date(2024, 8, 5)), own_record()), _when(Asked(start=date(2024, 1, 1)), own_record())
    ('2024-08-05', 'from-2024-01-01')
    """
    if asked.day:
        return str(asked.day)
    ends = [f"{word}-{day}" for word, day in (("from", asked.start), ("to", asked.end)) if day]
    return "-".join(ends) or str(record.coverage.complete_until)
