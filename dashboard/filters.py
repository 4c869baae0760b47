"""What the filters ask of events, and what of a record passes them.

On the page this is decided in the browser: see ``browser/events.js`` and
``browser/state.js``, which mean the same. `chosen` is for the files that people
take away.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from dashboard.view import OPERATORS, OTHER_OPERATORS, View
from geodata.columns import TableName
from geodata.record import Record
from geodata.records import Base, Event, Force, Membership
from geodata.text import fold

ASKED: Mapping[TableName, tuple[str, ...]] = {
    "events": ("alliance", "force", "kind", "country", "q"),
    "memberships": ("alliance", "country"),
    "bases": ("force", "country"),
    "forces": ("force", "country"),
}
"""The parts of a view for which each table is asked."""


def operators_of(event: Event) -> tuple[str, ...]:
    """Return the operators that an event concerns, as the filter groups them."""
    return operator_groups((*event.countries, *event.organisations))


def operator_groups(actors: Iterable[str]) -> tuple[str, ...]:
    """Group states and organisations as the operators' filter does.

    Examples
    --------
    >>> operator_groups(["NER", "USA"])
    ('USA',)
    >>> operator_groups(["NER", "TUR"])
    ('OTHER',)
    """
    from_outside = [actor for actor in actors if actor in OPERATORS or actor in OTHER_POWERS]
    named = tuple(operator for operator in OPERATORS if operator in from_outside)
    return (*named, OTHER_OPERATORS) if any(actor not in OPERATORS for actor in from_outside) else named


# fmt: off
OTHER_POWERS = frozenset({
    "ARE", "BEL", "CAN", "CHN", "CZE", "DEU", "DNK", "ESP", "EST", "GBR",
    "HUN", "IRN", "ITA", "NLD", "NOR", "PRT", "SWE", "TUR", "UKR",
})
# fmt: on
"""States beyond the region whose forces, arms or envoys the record tells of."""


def matches(events: Sequence[Event], q: str) -> list[int]:
    """Return the positions of the events that contain every word of a search."""
    words = fold(q).split()
    return [index for index, event in enumerate(events) if all(word in _searched_text(event) for word in words)]


@lru_cache(maxsize=200_000)
def _folded(text: str) -> str:
    return fold(text)


def _searched_text(event: Event) -> str:
    texts = (event.title, event.summary, event.place.name)
    return " ".join(_folded(words) for text in texts for words in (text.en, text.fr))


@dataclass(frozen=True, slots=True)
class Span:
    """From a day to a day, both included."""

    first: date = date.min
    last: date = date.max

    @classmethod
    def between(cls, first: date | None, last: date | None) -> Span:
        """Return the span between two days, both included; None is open."""
        return cls(first or date.min, last or date.max)

    def meets(self, begins: date, ends: date | None) -> bool:
        """Whether something half-open, that ends before a day or never, lies in it at least in part."""
        return begins <= self.last and (ends is None or self.first < ends)


ALWAYS = Span()


@dataclass(frozen=True, slots=True)
class Period:
    """The time that a table is about.

    Attributes
    ----------
    happened
        When the events began.
    held
        When memberships, bases and forces held, at least for a day.
    """

    happened: Span = ALWAYS
    held: Span = ALWAYS

    @classmethod
    def between(cls, first: date | None, last: date | None) -> Period:
        """Return the period between two days, both included; None is open."""
        span = Span.between(first, last)
        return cls(span, span)

    @classmethod
    def of(cls, view: View) -> Period:
        """Return what a view shows: the events of its trail, and what holds on its date."""
        return cls(Span(view.trail_begins, view.date), Span(view.date, view.date))


EVER = Period()
"""All the time of the record."""


def chosen(record: Record, view: View, period: Period) -> Record:
    """Return what of a record passes the filters of a view.

    As on the page, events are asked for alliance, force, kind, country and words;
    memberships for alliance and country; bases and forces for force and country.

    Parameters
    ----------
    record
        The record.
    view
        For its filters; its date and trail count only through `period`.
    period
        The time that is asked for.
    """
    forces = (with_passing_hosts(force, view, period.held) for force in record.forces)
    return replace(
        record,
        events=tuple(passing(record, view, period.happened)),
        memberships=tuple(one for one in record.memberships if membership_passes(one, view, period.held)),
        bases=tuple(base for base in record.bases if base_passes(base, view, period.held)),
        forces=tuple(force for force in forces if force.hosts),
    )


def passing(record: Record, view: View, span: Span = ALWAYS) -> list[Event]:
    """Return the events that began within a span and pass the filters of a view, in the record's order."""
    found = (record.events[index] for index in matches(record.events, view.q)) if view.q else record.events
    return [
        event
        for event in found
        if span.first <= event.date.first <= span.last
        and _any(view.alliance, event.organisations)
        and _any(view.force, operators_of(event))
        and _any(view.kind, [event.kind])
        and _any(view.country, [*event.countries, event.place.country])
    ]


def membership_passes(membership: Membership, view: View, span: Span) -> bool:
    """Whether a membership held within a span and passes the facets of a view."""
    interval = membership.interval
    asked = _any(view.alliance, [membership.alliance]) and _any(view.country, [membership.country])
    return asked and span.meets(interval.first_day, interval.end_day)


def base_passes(base: Base, view: View, span: Span) -> bool:
    """Whether a base was there within a span and passes the facets of a view."""
    interval = base.interval
    asked = _any(view.force, [operator_group(base.operator)]) and _any(view.country, [base.host])
    return asked and span.meets(interval.first_day, interval.end_day)


def with_passing_hosts(force: Force, view: View, span: Span) -> Force:
    """Return a force with those hosts in which it was within a span and which pass the facets of a view."""
    interval = force.interval
    if not _any(view.force, [operator_group(force.operator)]):
        return force.model_copy(update={"hosts": []})
    stays = (
        (host, host.start.first if host.start else interval.first_day, host.end.first if host.end else interval.end_day)
        for host in force.hosts
        if _any(view.country, [host.country])
    )
    there = [host for host, begins, ends in stays if span.meets(begins, ends)]
    return force.model_copy(update={"hosts": there})


def operator_group(operator: str) -> str:
    """Return the group of operators to which a base or force belongs.

    Examples
    --------
    >>> operator_group("USA"), operator_group("MNJTF")
    ('USA', 'OTHER')
    """
    return next(iter(operator_groups([operator])), OTHER_OPERATORS)


def _any(asked: Sequence[str], values: Iterable[str]) -> bool:
    return not asked or any(value in asked for value in values)
