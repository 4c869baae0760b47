"""What the map shows on a view's date: pure functions, the same as in ``browser/state.js`` and ``browser/map.js``."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from itertools import islice
from typing import Literal

from dashboard.filters import Span, operator_group, passing
from dashboard.map.payload import rank
from dashboard.view import DRAWN_FIRST, TRAIL_DAYS, View
from geodata.dates import Interval
from geodata.record import Record
from geodata.records import Base, Event, Status
from geodata.state import chronicle_of

Phase = Literal["open", "unsure", "closed"]
HATCHED: tuple[Status, ...] = ("exit-announced", "suspended")
AGES = 6
"""Shades in which events fade along the trail."""

JUST_CLOSED = 31
"""Days for which a closed base keeps its place before events."""

CROWD = 1500
"""Events that may have a symbol each; older ones are counted."""


@dataclass(frozen=True)
class Fill:
    """How a country is filled: by an alliance with a status, and hatched for another; None is nothing."""

    alliance: str | None = None
    status: Status | None = None
    hatch: str | None = None
    hatch_status: Status | None = None


@dataclass(frozen=True)
class Symbol:
    """Something that stands at a point.

    Attributes
    ----------
    type
        What it is.
    lon, lat
        Where it is, EPSG:4326.
    group, phase
        Of a base: its operator's group, and what is known of it.
    kind, family, age, precise, selected
        Of an event: its kind and family, its shade, whether its day is known, whether it is chosen.
    aes
        Of a capital: whether its country is a member of the AES.
    """

    type: Literal["capital", "base", "event"]
    lon: float
    lat: float
    group: str = ""
    phase: Phase | None = None
    kind: str = ""
    family: str = ""
    age: int = 0
    precise: bool = True
    selected: bool = False
    aes: bool = False


def filling(record: Record, view: View) -> list[str]:
    """Return the alliances that fill the map, the foremost first."""
    wanted = view.alliance or DRAWN_FIRST
    return sorted((alliance.id for alliance in record.alliances if alliance.id in wanted), key=rank)


def fills(record: Record, view: View) -> dict[str, Fill]:
    """Return how countries are filled on the view's date, by code."""
    standings: dict[str, dict[str, Status]] = defaultdict(dict)
    for spell in chronicle_of(record).spells:
        if spell.holds(view.date):
            standings[spell.country][spell.alliance] = spell.status
    order = filling(record, view)
    return {country: _fill(statuses, order) for country, statuses in standings.items()}


def _fill(statuses: Mapping[str, Status], order: Sequence[str]) -> Fill:
    drawn = [alliance for alliance in order if alliance in statuses]
    hatch = next((alliance for alliance in drawn if statuses[alliance] in HATCHED), None)
    plain = next((alliance for alliance in drawn if statuses[alliance] not in HATCHED), None)
    shown = hatch if plain is None else plain
    return Fill(shown, statuses[shown] if shown else None, hatch, statuses[hatch] if hatch else None)


def phase(base: Base, day: date, trail: int | None) -> Phase | None:
    """Return what is known of a base on a day, or None where it is not shown.

    Parameters
    ----------
    base
        The base.
    day
        The day.
    trail
        Days for which a closed base is still shown; None for ever.
    """
    interval = base.interval
    if interval.holds(day):
        seen = base.open_state != "unconfirmed" or base.last_confirmed is None or day <= base.last_confirmed.last
        return "open" if day >= interval.start.last and seen else "unsure"
    if interval.end is None or day < interval.first_day or base.lost_from_sight:
        return None
    if trail is not None and day - interval.end.last >= timedelta(trail):
        return None
    return "unsure" if day < interval.end.last else "closed"


def forces_by_host(record: Record, view: View) -> dict[str, list[str]]:
    """Return the groups of operators whose forces are present on the view's date, by host country."""
    hosts: dict[str, set[str]] = defaultdict(set)
    for force in record.forces:
        group = operator_group(force.operator)
        if view.force and group not in view.force:
            continue
        for host in force.hosts_on(view.date):
            if not view.country or host in view.country:
                hosts[host].add(group)
    return {host: sorted(groups) for host, groups in hosts.items()}


def events(record: Record, view: View) -> list[Event]:
    """Return the events of the trail that pass the filters, oldest first."""
    return passing(record, view, Span(view.trail_begins, view.date))


def selected(record: Record, view: View) -> Event | None:
    """Return the chosen event, if it has happened by the view's date."""
    event = record.event_by_id.get(view.event or "")
    return event if event and event.date.first <= view.date else None


def symbols(record: Record, view: View) -> tuple[list[Symbol], list[Symbol]]:
    """Return what stands on the map, the most telling first, and the events beyond `CROWD`."""
    trail = TRAIL_DAYS[view.trail]
    stand: dict[bool, list[Symbol]] = {True: [], False: []}
    for base in record.bases:
        asked = not view.force or operator_group(base.operator) in view.force
        known = phase(base, view.date, trail) if asked and (not view.country or base.host in view.country) else None
        if known:
            symbol = Symbol("base", base.lon, base.lat, group=operator_group(base.operator), phase=known)
            stand[known != "closed" or _just_closed(base.interval, view.date)].append(symbol)
    capitals = list(_capitals(record, view))
    chosen = selected(record, view)
    passing = (event for event in reversed(events(record, view)) if event is not chosen)
    shown = [_event(event, record, view) for event in ([chosen] if chosen else [])]
    aes = [capital for capital in capitals if capital.aes]
    others = [capital for capital in capitals if not capital.aes]
    newest = [_event(event, record, view) for event in islice(passing, CROWD)]
    rest = [_event(event, record, view) for event in passing]
    return [*aes, *shown, *stand[True], *newest, *stand[False], *others], rest


def _just_closed(interval: Interval, day: date) -> bool:
    return interval.end_day is not None and day - interval.end_day < timedelta(JUST_CLOSED)


def _capitals(record: Record, view: View) -> Iterator[Symbol]:
    members = chronicle_of(record).as_of(view.date).alliances
    aes: Iterable[str] = members["AES"].members if "AES" in members else ()
    for capital in record.capitals:
        begun = capital.start is None or capital.start.first <= view.date
        if begun and (capital.end is None or view.date < capital.end.first):
            yield Symbol("capital", capital.lon, capital.lat, aes=capital.country in aes)


def _event(event: Event, record: Record, view: View) -> Symbol:
    reach = TRAIL_DAYS[view.trail] or (view.date - record.coverage.begins.first).days + 1
    chosen = event.id == view.event
    age = min(1.0, max(0.0, (view.date - event.date.first).days / reach))
    return Symbol(
        "event",
        event.place.lon,
        event.place.lat,
        kind=event.kind,
        family=_families(record).get(event.kind, ""),
        age=0 if chosen else min(AGES - 1, int(age * AGES)),
        precise=event.date.precision == "day",
        selected=chosen,
    )


@lru_cache(maxsize=4)
def _families(record: Record) -> Mapping[str, str]:
    return {kind.id: kind.family or "" for kind in record.kinds}
