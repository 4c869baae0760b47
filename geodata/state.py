"""The state of affairs on a date: who stood with whom, which bases, which forces.

`Chronicle` turns a record into lines of time once (which status a country has
in an alliance from which day to which), and `as_of` reads them. A step costs
O(m + b + f + log n) for m memberships, b bases, f forces and n events.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from typing import Any, Literal

from geodata.dates import Interval
from geodata.record import Record, own_record
from geodata.records import Base, Event, Force, Lasting, Membership, Status

PRECEDENCE: tuple[Status, ...] = ("exit-announced", "suspended", "member", "observer")
"""Where several statuses hold at once, the first of these counts."""

Presence = Literal["open", "uncertain", "unconfirmed"]
"""Of a base or force on a day: in use; within a month or year in which it began; not confirmed of late."""


@dataclass(frozen=True, slots=True)
class Spell:
    """A stretch of time during which a country has one status in an alliance.

    Half-open: from `start` until the day before `end`; None is open.
    """

    alliance: str
    country: str
    status: Status
    start: date
    end: date | None
    membership: Membership

    def holds(self, day: date) -> bool:
        """Whether it holds on a day."""
        return self.start <= day and (self.end is None or day < self.end)


@dataclass(frozen=True, slots=True)
class Standing:
    """Who is what in one alliance: sorted ISO 3166-1 alpha-3 codes, each in one list."""

    members: tuple[str, ...] = ()
    suspended: tuple[str, ...] = ()
    exit_announced: tuple[str, ...] = ()
    observers: tuple[str, ...] = ()

    def status_of(self, country: str) -> Status | None:
        """Return a country's status, or None where it has none."""
        lists: Iterable[tuple[Status, tuple[str, ...]]] = (
            ("member", self.members),
            ("suspended", self.suspended),
            ("exit-announced", self.exit_announced),
            ("observer", self.observers),
        )
        return next((status for status, countries in lists if country in countries), None)

    @classmethod
    def of(cls, statuses: Mapping[str, Status]) -> Standing:
        """Sort countries into the lists by their status."""
        lists: dict[str, list[str]] = defaultdict(list)
        for country in sorted(statuses):
            lists[statuses[country]].append(country)
        return cls(
            tuple(lists["member"]), tuple(lists["suspended"]), tuple(lists["exit-announced"]), tuple(lists["observer"])
        )


@dataclass(frozen=True, slots=True)
class State:
    """The state of affairs on a date.

    Attributes
    ----------
    date
        The day.
    alliances
        Who is what, by alliance; in the record's order.
    bases, forces
        Those present, by id.
    events_so_far
        How many events have begun up to and including the day.
    """

    date: date
    alliances: Mapping[str, Standing]
    bases: tuple[Base, ...]
    forces: tuple[Force, ...]
    events_so_far: int

    def as_json(self) -> dict[str, Any]:
        """Return plain data: lists sorted, countries as ISO 3166-1 alpha-3."""
        return {
            "date": self.date.isoformat(),
            "alliances": {
                alliance: {
                    "members": list(standing.members),
                    "suspended": list(standing.suspended),
                    "exit_announced": list(standing.exit_announced),
                    "observers": list(standing.observers),
                }
                for alliance, standing in self.alliances.items()
            },
            "bases": [
                {"id": base.id, "operator": base.operator, "host": base.host, "name": base.name.en}
                for base in self.bases
            ],
            "forces": [
                {"id": force.id, "operator": force.operator, "hosts": force.hosts_on(self.date)}
                for force in self.forces
            ],
            "events_so_far": self.events_so_far,
        }


class Chronicle:
    """A record as lines of time, ready to be asked about any date.

    Parameters
    ----------
    record
        The record.
    """

    def __init__(self, record: Record) -> None:
        self.record = record

    @cached_property
    def spells(self) -> tuple[Spell, ...]:
        """Every country's statuses in every alliance, none overlapping, in order."""
        lines: dict[tuple[str, str], list[Membership]] = defaultdict(list)
        for membership in self.record.memberships:
            lines[membership.alliance, membership.country].append(membership)
        return tuple(spell for line in lines.values() for spell in _spells(line))

    @cached_property
    def _bases(self) -> tuple[Base, ...]:
        return tuple(sorted(self.record.bases, key=lambda base: base.id))

    @cached_property
    def _forces(self) -> tuple[Force, ...]:
        return tuple(sorted(self.record.forces, key=lambda force: force.id))

    @cached_property
    def _event_days(self) -> list[date]:
        return [event.date.first for event in self.record.events]

    def as_of(self, day: date) -> State:
        """Return the state of affairs on a day."""
        statuses: dict[str, dict[str, Status]] = {alliance.id: {} for alliance in self.record.alliances}
        for spell in self.spells:
            if spell.holds(day):
                statuses[spell.alliance][spell.country] = spell.status
        return State(
            date=day,
            alliances={alliance: Standing.of(countries) for alliance, countries in statuses.items()},
            bases=tuple(base for base in self._bases if base.interval.holds(day)),
            forces=tuple(force for force in self._forces if force.interval.holds(day)),
            events_so_far=bisect_right(self._event_days, day),
        )

    def events_between(self, after: date, until: date) -> Sequence[Event]:
        """Return the events that began after one day and up to another, in order."""
        days = self._event_days
        return self.record.events[bisect_right(days, after) : bisect_right(days, until)]

    def days_of_change(self) -> list[date]:
        """Return every day on which the state differs from the day before, in order."""
        days: set[date] = set(self._event_days)
        for spell in self.spells:
            days.update(day for day in (spell.start, spell.end) if day)
        for lasting in (*self._bases, *self._forces):
            days.update(day for day in (lasting.interval.first_day, lasting.interval.end_day) if day)
        for force in self._forces:
            days.update(end.first for host in force.hosts for end in (host.start, host.end) if end)
        return sorted(days)


@lru_cache(maxsize=4)
def chronicle_of(record: Record | None = None) -> Chronicle:
    """Return the chronicle of a record, of the atlas's own where None; made once for each."""
    return Chronicle(record or own_record())


def as_of(day: date, record: Record | None = None) -> State:
    """Return the state of affairs on a date.

    Parameters
    ----------
    day
        The date.
    record
        The record to read; the atlas's own where None.

    Examples
    --------
    >>> as_of(date(2024, 4, 17)).alliances["AES"].members
    ('BFA', 'MLI', 'NER')
    """
    return chronicle_of(record).as_of(day)


def presence(lasting: Lasting, day: date) -> Presence | None:
    """Say how sure a presence is on a day, or None where there is none.

    Parameters
    ----------
    lasting
        A base or force.
    day
        The day.
    """
    if not lasting.interval.holds(day):
        return None
    if lasting.open_state == "unconfirmed" and lasting.last_confirmed and day > lasting.last_confirmed.last:
        return "unconfirmed"
    return "open" if lasting.interval.certain(day) else "uncertain"


def _spells(line: Sequence[Membership]) -> Iterable[Spell]:
    """Cut one country's overlapping memberships in one alliance into spells."""
    intervals: list[tuple[Interval, Membership]] = [(membership.interval, membership) for membership in line]
    cuts = sorted({day for interval, _ in intervals for day in (interval.first_day, interval.end_day) if day})
    previous: Spell | None = None
    for index, start in enumerate(cuts):
        end = cuts[index + 1] if index + 1 < len(cuts) else None
        holding = [membership for interval, membership in intervals if interval.holds(start)]
        if not holding:
            continue
        winner = min(holding, key=lambda membership: PRECEDENCE.index(membership.status))
        if previous and previous.membership is winner and previous.end == start:
            start = previous.start
        elif previous:
            yield previous
        previous = Spell(winner.alliance, winner.country, winner.status, start, end, winner)
    if previous:
        yield previous
