"""The view: everything that a reader can set, as one small immutable value.

One codec serves every place where a view travels: `encode` and `decode` for the
address, `as_message` for the map. An address that makes no sense opens the
nearest valid view, and says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date as Date  # noqa: N812 (a view has a field named date)
from datetime import timedelta
from typing import Any, Literal, cast, get_args

from geodata.dates import PartialDate
from geodata.record import Record

Language = Literal["en", "fr"]
Trail = Literal["3m", "12m", "all"]

OPERATORS = ("USA", "FRA", "RUS", "UN", "EU")
OTHER_OPERATORS = "OTHER"
DRAWN_FIRST = ("AES", "G5S", "ECOWAS")
"""Alliances that fill the map while none is chosen, the foremost first."""

FACETS = ("alliance", "force", "kind", "country")
LONGEST_SEARCH = 80
TRAIL_DAYS: dict[Trail, int | None] = {"3m": 92, "12m": 365, "all": None}


@dataclass(frozen=True, slots=True)
class View:
    """What a reader looks at.

    Attributes
    ----------
    date
        The day shown.
    alliance, force, kind, country
        What is chosen of each facet, in the order of `Choices`; empty shows all.
    trail
        How far back events are still shown.
    event
        Id of the selected event, or None.
    q
        Words that an event must contain.
    lang
        Language of the page.
    basemap
        ``"atlas"`` for the atlas's own, or the name of an online one.
    """

    date: Date
    alliance: tuple[str, ...] = ()
    force: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    country: tuple[str, ...] = ()
    trail: Trail = "12m"
    event: str | None = None
    q: str = ""
    lang: Language = "en"
    basemap: str = "atlas"

    def with_(self, **changed: Any) -> View:
        """Return the view with some of it changed."""
        return replace(self, **changed)

    @property
    def trail_begins(self) -> Date:
        """The first day whose events are still shown."""
        days = TRAIL_DAYS[self.trail]
        return Date.min if days is None else self.date - timedelta(days=days - 1)

    def as_message(self) -> dict[str, Any]:
        """Return the view as map and panel take it: see ``dashboard/browser/message.js``."""
        chosen = {facet: list(getattr(self, facet)) for facet in FACETS if getattr(self, facet)}
        selected = {"event": self.event} if self.event else {}
        return {
            "date": self.date.isoformat(),
            "trail": TRAIL_DAYS[self.trail],
            "lang": self.lang,
            **chosen,
            **selected,
        }


@dataclass(frozen=True)
class Choices:
    """What can be chosen: the valid values of each part of a view.

    Attributes
    ----------
    first, last
        The days between which a date can lie.
    default
        The day shown when none is asked for.
    facets
        Valid values by facet, in the order in which the page lists them.
    events
        Day of each event, by id.
    basemaps
        Valid basemaps; the first is the default.
    """

    first: Date
    last: Date
    default: Date
    facets: Mapping[str, tuple[str, ...]]
    events: Mapping[str, Date]
    basemaps: tuple[str, ...] = ("atlas",)

    @classmethod
    def of(cls, record: Record, today: Date, basemaps: Sequence[str]) -> Choices:
        """Return what a record offers."""
        complete = record.coverage.complete_until.last
        used_kinds = {event.kind for event in record.events}
        used_countries = {code for event in record.events for code in event.countries}
        return cls(
            first=record.coverage.begins.first,
            last=max(today, complete),
            default=min(today, complete),
            facets={
                "alliance": tuple(alliance.id for alliance in record.alliances),
                "force": (*OPERATORS, OTHER_OPERATORS),
                "kind": tuple(kind.id for kind in record.kinds if kind.id in used_kinds),
                "country": tuple(sorted(used_countries)),
            },
            events={event.id: event.date.first for event in record.events},
            basemaps=tuple(basemaps),
        )

    def clamp(self, day: Date) -> Date:
        """Return the nearest day that can be shown."""
        return min(max(day, self.first), self.last)


@dataclass(frozen=True, slots=True)
class Notice:
    """Something in an address that was not followed: a key of the words, with its arguments."""

    key: str
    args: Mapping[str, str] = field(default_factory=dict)


def encode(view: View, choices: Choices, default_lang: Language = "en") -> dict[str, list[str]]:
    """Return a view as address parameters, defaults left out.

    Parameters
    ----------
    view
        The view.
    choices
        For the defaults.
    default_lang
        The language that the reader's browser asks for.
    """
    parameters: dict[str, list[str]] = {}
    if view.date != choices.default:
        parameters["date"] = [view.date.isoformat()]
    for facet in FACETS:
        if getattr(view, facet):
            parameters[facet] = list(getattr(view, facet))
    defaults = View(view.date, lang=default_lang, basemap=choices.basemaps[0])
    for name in ("trail", "event", "q", "lang", "basemap"):
        value = getattr(view, name)
        if value != getattr(defaults, name):
            parameters[name] = [value]
    return parameters


def decode(
    parameters: Mapping[str, Sequence[str]], choices: Choices, default_lang: Language = "en"
) -> tuple[View, tuple[Notice, ...]]:
    """Read a view from address parameters.

    Parameters
    ----------
    parameters
        The address's parameters, each with its values.
    choices
        What is valid.
    default_lang
        The language that the reader's browser asks for.

    Returns
    -------
    view
        The nearest valid view.
    notices
        What was not followed, and why.
    """
    notices: list[Notice] = []

    def single(name: str, allowed: Iterable[str] | None = None) -> str | None:
        values = parameters.get(name, ())
        if len(values) > 1:
            notices.append(Notice("notice.repeated", {"name": name}))
        value = values[0] if values else None
        if value is not None and allowed is not None and value not in allowed:
            notices.append(Notice("notice.unknown", {"name": name, "value": value[:40]}))
            return None
        return value

    event = single("event", choices.events)
    day = choices.events[event] if event and "date" not in parameters else choices.default
    written = single("date")
    if written is not None:
        day = _day(written, choices, notices)
    chosen: dict[str, tuple[str, ...]] = {}
    for facet in FACETS:
        given = dict.fromkeys(parameters.get(facet, ()))
        unknown = [value for value in given if value not in choices.facets[facet]]
        notices += (Notice("notice.unknown", {"name": facet, "value": value[:40]}) for value in unknown[:3])
        chosen[facet] = tuple(value for value in choices.facets[facet] if value in given)
    q = (single("q") or "").strip()
    if len(q) > LONGEST_SEARCH:
        notices.append(Notice("notice.long", {"name": "q"}))
    view = View(
        date=choices.clamp(day),
        trail=cast("Trail", single("trail", get_args(Trail)) or "12m"),
        event=event,
        q=q[:LONGEST_SEARCH],
        lang=cast("Language", single("lang", get_args(Language)) or default_lang),
        basemap=single("basemap", choices.basemaps) or choices.basemaps[0],
        **chosen,
    )
    return view, tuple(notices)


def _day(written: str, choices: Choices, notices: list[Notice]) -> Date:
    try:
        day = PartialDate.parse(written).first
    except ValueError:
        notices.append(Notice("notice.date", {"value": written[:40]}))
        return choices.default
    if day != choices.clamp(day):
        notices.append(Notice("notice.outside", {"value": written[:40]}))
    return day
