"""What the filters ask of events: the operators that they concern, and the words that they contain.

On the page the browser decides which events pass, from these: see
``browser/events.js``. Off the page, `passing` decides the same.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from functools import lru_cache

from dashboard.view import OPERATORS, OTHER_OPERATORS
from geodata.record import Record
from geodata.records import Event
from geodata.text import fold


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


def passing(
    record: Record,
    alliance: Collection[str] = (),
    force: Collection[str] = (),
    kind: Collection[str] = (),
    country: Collection[str] = (),
    q: str = "",
    start: date | None = None,
    end: date | None = None,
) -> list[Event]:
    """Return the events that pass the filters, in the record's order.

    Parameters
    ----------
    record
        The record.
    alliance, force, kind, country
        What is chosen of each facet; empty lets all pass.
    q
        Words that an event must contain, whatever their case and accents.
    start, end
        The days from and up to which an event has begun, both included; None is open.
    """
    found = (record.events[index] for index in matches(record.events, q)) if q else record.events

    def chosen(values: Collection[str], of_event: Iterable[str]) -> bool:
        return not values or any(value in values for value in of_event)

    return [
        event
        for event in found
        if (start is None or start <= event.date.first)
        and (end is None or event.date.first <= end)
        and chosen(kind, (event.kind,))
        and chosen(alliance, event.organisations)
        and chosen(country, (*event.countries, event.place.country))
        and chosen(force, operators_of(event))
    ]


@lru_cache(maxsize=200_000)
def _folded(text: str) -> str:
    return fold(text)


def _searched_text(event: Event) -> str:
    texts = (event.title, event.summary, event.place.name)
    return " ".join(_folded(words) for text in texts for words in (text.en, text.fr))
