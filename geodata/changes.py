"""What differs between two states of affairs, and which event made it so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal

from geodata.dates import PartialDate
from geodata.record import Record
from geodata.records import Base, Event, Force, Lasting, Source, Status
from geodata.state import Spell, Standing, State, chronicle_of

What = Literal[
    "joined", "left", "status", "base-opened", "base-closed", "force-arrived", "force-left", "lost-from-sight"
]


@dataclass(frozen=True, slots=True)
class Step:
    """One country's new status in an alliance on a day; None is: no longer in it."""

    date: PartialDate
    status: Status | None
    event: Event | None
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that differs.

    Attributes
    ----------
    date
        Since when it is as it is at the end, as precisely as known.
    what
        What happened to it, on balance.
    sources
        What supports it: the event's sources, else those of the state itself.
    event
        The event that made it, where the record tells of one.
    alliance, country, before, after
        For an alliance: which, who, and the status at both ends.
    steps
        The statuses in between, in order, the last included.
    subject
        For a base or force: which; with a country, where a force left or reached only that host.
    """

    date: PartialDate
    what: What
    sources: tuple[Source, ...]
    event: Event | None = None
    alliance: str | None = None
    country: str | None = None
    before: Status | None = None
    after: Status | None = None
    steps: tuple[Step, ...] = ()
    subject: Base | Force | None = None

    def as_json(self) -> dict[str, Any]:
        """Return plain data."""
        plain: dict[str, Any] = {
            "date": str(self.date),
            "what": self.what,
            "event": self.event.id if self.event else None,
            "sources": [source.url for source in self.sources],
        }
        if self.subject:
            kind = "base" if isinstance(self.subject, Base) else "force"
            where = {"host": self.country} if self.country else {}
            return plain | {kind: self.subject.id, "operator": self.subject.operator} | where
        steps = [{"date": str(step.date), "status": step.status} for step in self.steps]
        ends = {"before": self.before, "after": self.after}
        return plain | {"alliance": self.alliance, "country": self.country} | ends | {"steps": steps}


@dataclass(frozen=True, slots=True)
class Changes:
    """What differs between two days.

    Attributes
    ----------
    start, end
        The two days, start first.
    items
        The differences, in order of date.
    events
        What happened after the first day and up to the second.
    """

    start: date
    end: date
    items: tuple[Change, ...]
    events: tuple[Event, ...]

    def apply(self, state: State) -> State:
        """Return the state on the second day, given that of the first.

        Raises
        ------
        ValueError
            If the state is of another day than the first.
        """
        if state.date != self.start:
            raise ValueError(f"these are the changes since {self.start}, not since {state.date}")
        statuses: dict[str, dict[str, Status]] = {
            alliance: {
                country: status
                for group in (standing.members, standing.suspended, standing.exit_announced, standing.observers)
                for country in group
                if (status := standing.status_of(country))
            }
            for alliance, standing in state.alliances.items()
        }
        present: dict[str, Base | Force] = {base.id: base for base in state.bases}
        present.update((force.id, force) for force in state.forces)
        for item in self.items:
            if item.alliance and item.country:
                if item.after:
                    statuses[item.alliance][item.country] = item.after
                else:
                    del statuses[item.alliance][item.country]
            elif item.country:
                continue  # a force changed its hosts, which follow from the date
            elif item.subject and item.what in ("base-opened", "force-arrived"):
                present[item.subject.id] = item.subject
            elif item.subject:
                del present[item.subject.id]
        return replace(
            state,
            date=self.end,
            alliances={alliance: Standing.of(countries) for alliance, countries in statuses.items()},
            bases=tuple(thing for _, thing in sorted(present.items()) if isinstance(thing, Base)),
            forces=tuple(thing for _, thing in sorted(present.items()) if isinstance(thing, Force)),
            events_so_far=state.events_so_far + len(self.events),
        )

    def as_json(self) -> dict[str, Any]:
        """Return plain data."""
        return {
            "from": self.start.isoformat(),
            "to": self.end.isoformat(),
            "changes": [item.as_json() for item in self.items],
            "events": [event.id for event in self.events],
        }


def changes(start: date, end: date, record: Record | None = None) -> Changes:
    """List what differs between the states of affairs on two days.

    Parameters
    ----------
    start, end
        The two days; start must not be after end.
    record
        The record to read; the atlas's own where None.

    Raises
    ------
    ValueError
        If the days are the wrong way round.
    """
    if start > end:
        raise ValueError(f"the first day ({start}) is after the second ({end}); swap them")
    chronicle = chronicle_of(record)
    record = chronicle.record
    items = [
        *_in_alliances(chronicle.spells, start, end, record),
        *_presences(record.bases, start, end, record),
        *_presences(record.forces, start, end, record),
        *_hosts(record.forces, start, end),
    ]
    items.sort(key=lambda item: (item.date.first, item.alliance or "~", item.country or "", _key(item)))
    return Changes(start, end, tuple(items), tuple(chronicle.events_between(start, end)))


def _key(item: Change) -> str:
    return item.subject.id if item.subject else ""


def _in_alliances(spells: Iterable[Spell], start: date, end: date, record: Record) -> Iterator[Change]:
    lines: dict[tuple[str, str], list[Spell]] = {}
    for spell in spells:
        lines.setdefault((spell.alliance, spell.country), []).append(spell)
    for (alliance, country), line in lines.items():
        before = next((spell.status for spell in line if spell.holds(start)), None)
        after = next((spell.status for spell in line if spell.holds(end)), None)
        if before == after:
            continue
        steps = tuple(_steps(line, start, end, record))
        last = steps[-1]
        what: What = "joined" if before is None else "left" if after is None else "status"
        yield Change(last.date, what, last.sources, last.event, alliance, country, before, after, steps)


def _steps(line: list[Spell], start: date, end: date, record: Record) -> Iterator[Step]:
    """Yield the changes of status after one day and up to another."""
    for index, spell in enumerate(line):
        membership = spell.membership
        if start < spell.start <= end:
            earlier = line[index - 1] if index else None
            if membership.interval.first_day == spell.start:
                written, cause, by = membership.start or membership.first_confirmed, membership.began_with, membership
            else:  # it shows again, now that what overlaid it has ended
                assert earlier is not None
                written, cause, by = earlier.membership.end, earlier.membership.ended_with, earlier.membership
            yield _step(written or _day(spell.start), spell.status, cause, by, record)
        follows = index + 1 < len(line) and line[index + 1].start == spell.end
        if spell.end and start < spell.end <= end and not follows:
            yield _step(membership.end or _day(spell.end), None, membership.ended_with, membership, record)


def _step(when: PartialDate, status: Status | None, cause: str | None, by: Lasting, record: Record) -> Step:
    event = record.event_by_id.get(cause) if cause else None
    return Step(when, status, event, tuple(event.sources if event else by.sources))


def _presences(lasting: Iterable[Base | Force], start: date, end: date, record: Record) -> Iterator[Change]:
    for subject in lasting:
        before, after = subject.interval.holds(start), subject.interval.holds(end)
        if before == after:
            continue
        is_base = isinstance(subject, Base)
        if after:
            what: What = "base-opened" if is_base else "force-arrived"
            written, cause = subject.interval.start, subject.began_with
        else:
            what = "base-closed" if is_base else "force-left"
            what = "lost-from-sight" if subject.lost_from_sight else what
            written, cause = subject.interval.end or _day(end), subject.ended_with
        event = record.event_by_id.get(cause) if cause else None
        yield Change(written, what, tuple(event.sources if event else subject.sources), event, subject=subject)


def _hosts(forces: Iterable[Force], start: date, end: date) -> Iterator[Change]:
    """Yield the hosts that forces gained or lost while they stayed elsewhere."""
    for force in forces:
        if not (force.interval.holds(start) and force.interval.holds(end)):
            continue
        for host in force.hosts:
            before, after = host.holds(start), host.holds(end)
            written = host.start if after else host.end
            if before != after and written:
                what: What = "force-arrived" if after else "force-left"
                yield Change(written, what, tuple(force.sources), country=host.country, subject=force)


def _day(day: date) -> PartialDate:
    return PartialDate.parse(day)
