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
from typing import Any, ClassVar, Literal, cast, get_args

from geodata.dates import PartialDate
from geodata.record import Record

Language = Literal["en", "fr"]
Trail = Literal["3m", "12m", "all"]

OPERATORS = ("USA", "FRA", "RUS", "UN", "EU")
OTHER_OPERATORS = "OTHER"
DRAWN_FIRST = ("AES", "G5S", "ECOWAS")
"""Alliances that fill the map while none is chosen, the foremost first."""

PARTS = (
    *("date", "alliance", "force", "kind", "country", "trail", "event", "q", "lang", "basemap"),
    *("zoom", "lat", "lon"),
)
"""What an address may carry, in the order in which it is written; other names are nobody's business."""

FACETS = ("alliance", "force", "kind", "country")
LONGEST_SEARCH = 80
TRAIL_DAYS: dict[Trail, int | None] = {"3m": 92, "12m": 365, "all": None}


@dataclass(frozen=True, slots=True)
class Window:
    """The part of the map that a reader has moved to.

    Attributes
    ----------
    zoom
        Leaflet's zoom level, to a hundredth.
    lat, lon
        The middle, degrees of WGS 84, to a thousandth: about 100 m.
    """

    zoom: float
    lat: float
    lon: float

    WIDEST: ClassVar = 2.0
    CLOSEST: ClassVar = 12.0

    @classmethod
    def of(cls, zoom: object, lat: object, lon: object) -> Window:
        """Make a window from numbers or their digits, rounded to what an address holds.

        Raises
        ------
        ValueError
            If one is no number, or lies off the map.
        """
        z, y, x = (float(str(value)) for value in (zoom, lat, lon))
        if not (cls.WIDEST <= z <= cls.CLOSEST and -85 <= y <= 85 and -180 <= x <= 180):
            raise ValueError(f"zoom {zoom} at {lat}, {lon} is not on the map")
        return cls(round(z, 2), round(y, 3) + 0.0, round(x, 3) + 0.0)

    def as_message(self) -> dict[str, float]:
        """Return the window as map and address take it."""
        return {"zoom": self.zoom, "lat": self.lat, "lon": self.lon}


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
    window
        Where the reader has moved the map; None is the Sahel, as the map opens.
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
    window: Window | None = None

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
        moved = {"window": self.window.as_message()} if self.window else {}
        return {
            "date": self.date.isoformat(),
            "trail": TRAIL_DAYS[self.trail],
            "lang": self.lang,
            **chosen,
            **selected,
            **moved,
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
        return cls(
            first=record.coverage.begins.first,
            last=max(today, complete),
            default=min(today, complete),
            facets=facets_of(record),
            events={event.id: event.date.first for event in record.events},
            basemaps=tuple(basemaps),
        )

    def offers(self, part: str, value: Any) -> bool:
        """Whether a value of a part of a view is one that can be chosen."""
        if part in FACETS:
            return set(value) <= set(self.facets[part])
        return part not in ("trail", "basemap") or value in (self.basemaps if part == "basemap" else TRAIL_DAYS)

    def opens_on(self, event: str | None) -> Date:
        """Return the day on which an address without a date opens: the chosen event's, if any."""
        return self.clamp(self.events[event]) if event else self.default

    def clamp(self, day: Date) -> Date:
        """Return the nearest day that can be shown."""
        return min(max(day, self.first), self.last)


def facets_of(record: Record) -> dict[str, tuple[str, ...]]:
    """Return the valid values of each facet, in the order in which a page lists them."""
    used_kinds = {event.kind for event in record.events}
    used_countries = {code for event in record.events for code in event.countries}
    return {
        "alliance": tuple(alliance.id for alliance in record.alliances),
        "force": (*OPERATORS, OTHER_OPERATORS),
        "kind": tuple(kind.id for kind in record.kinds if kind.id in used_kinds),
        "country": tuple(sorted(used_countries)),
    }


@dataclass(frozen=True, slots=True)
class Notice:
    """Something in an address that was not followed: a key of the words, with its arguments."""

    key: str
    args: Mapping[str, str] = field(default_factory=dict)


def encode(view: View, choices: Choices, default_lang: Language = "en") -> dict[str, list[str]]:
    """Return a view as address parameters, defaults left out.

    The date is left out where the address opens on it anyway: on the default day, or on the chosen event's own.

    Parameters
    ----------
    view
        The view.
    choices
        For the defaults.
    default_lang
        The language that the reader's browser asks for.
    """
    written = _written(view)
    opening = _written(View(choices.opens_on(view.event), lang=default_lang, basemap=choices.basemaps[0]))
    return {name: values for name, values in written.items() if values != opening.get(name)}


def permanent(view: View, choices: Choices) -> dict[str, list[str]]:
    """Return a view as address parameters for others: with its date and language, whatever the defaults are by then."""
    written = _written(view)
    return {name: written[name] for name in PARTS if name in {"date", "lang", *encode(view, choices)} & written.keys()}


def _written(view: View) -> dict[str, list[str]]:
    window = view.window.as_message() if view.window else {}
    values: dict[str, list[str]] = {
        "date": [view.date.isoformat()],
        **{facet: list(getattr(view, facet)) for facet in FACETS},
        **{name: [getattr(view, name)] for name in ("trail", "event", "q", "lang", "basemap") if getattr(view, name)},
        **{name: [f"{value:g}"] for name, value in window.items()},
    }
    return {name: values[name] for name in PARTS if values.get(name)}


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
    day = choices.opens_on(event)
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
    asked = {name: single(name) for name in ("zoom", "lat", "lon")}
    window = None
    if any(asked.values()):
        try:
            window = Window.of(**asked)
        except ValueError:
            notices.append(Notice("notice.window"))
    view = View(
        date=choices.clamp(day),
        trail=cast("Trail", single("trail", get_args(Trail)) or "12m"),
        event=event,
        q=q[:LONGEST_SEARCH],
        lang=cast("Language", single("lang", get_args(Language)) or default_lang),
        basemap=single("basemap", choices.basemaps) or choices.basemaps[0],
        window=window,
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
