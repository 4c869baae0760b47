"""Which events a view shows: the facets, the search and the trail, as pure functions.

The browser applies the same facets and trail to the same payload (see
``dashboard/browser/state.js``); a test holds the two together.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from dashboard.view import OPERATORS, OTHER_OPERATORS, View
from geodata.record import Record
from geodata.records import Event
from geodata.text import fold


def shown_events(record: Record, view: View) -> list[Event]:
    """Return the events of the view's trail that pass its filters, newest first."""
    return [
        event
        for event in reversed(record.events)
        if view.trail_begins <= event.date.first <= view.date and passes(event, view)
    ]


def passes(event: Event, view: View) -> bool:
    """Whether an event passes facets and search, whatever its date."""
    return (
        _any(view.alliance, event.organisations)
        and _any(view.force, operators_of(event))
        and _any(view.kind, (event.kind,))
        and _any(view.country, (*event.countries, event.place.country))
        and all(word in _searched_text(event) for word in fold(view.q).split())
    )


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


def _any(chosen: Sequence[str], values: Iterable[str]) -> bool:
    return not chosen or any(value in chosen for value in values)
