"""The addresses under ``/api``: what may be asked at each, and how the answer is made."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from pydantic import BaseModel
from starlette.responses import JSONResponse, Response

from dashboard.api import shapes
from dashboard.api.events import as_json, collection
from dashboard.api.feed import feed
from dashboard.api.parameters import BETWEEN, DAY, FEED_LANGUAGE, FILTERS, Parameter
from dashboard.api.questions import Asked
from dashboard.filters import Span, passing
from dashboard.view import View
from geodata.changes import changes
from geodata.history import History, edition
from geodata.record import Record
from geodata.state import as_of


class GeoJson(JSONResponse):
    """GeoJSON, for the description."""

    media_type = "application/geo+json"


class Atom(Response):
    """An Atom feed, for the description."""

    media_type = "application/atom+xml"


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
    """

    path: str
    make: Callable[[Asked], bytes]
    parameters: Sequence[Parameter] = ()
    model: type[BaseModel] | None = None
    form: type[Response] = JSONResponse
    absolute: bool = False


def addresses(record: Record, history: History) -> list[Address]:
    """Return the addresses of a record.

    Parameters
    ----------
    record
        The record.
    history
        When its parts were noted.
    """

    def events(asked: Asked) -> bytes:
        filters = View(date.max, asked.alliance, asked.force, asked.kind, asked.country, q=asked.q)
        return collection(passing(record, filters, Span.between(asked.start, asked.end)), record, asked.lang)

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

    return [
        Address("/events.geojson", events, FILTERS, shapes.Events, GeoJson),
        Address("/state.json", state, (DAY,), shapes.State),
        Address("/changes.json", between, BETWEEN, shapes.Changes),
        Address("/feed.atom", news, (FEED_LANGUAGE,), None, Atom, absolute=True),
        Address("/history.json", versions, (), shapes.Versions),
    ]
