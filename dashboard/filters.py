"""What the filters ask of events: the operators that they concern, and the words that they contain.

Which events pass is decided in the browser, from these: see ``browser/events.js``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from dashboard.view import OPERATORS, OTHER_OPERATORS
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


@lru_cache(maxsize=200_000)
def _folded(text: str) -> str:
    return fold(text)


def _searched_text(event: Event) -> str:
    texts = (event.title, event.summary, event.place.name)
    return " ".join(_folded(words) for text in texts for words in (text.en, text.fr))
