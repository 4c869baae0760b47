"""One record as one flat row: the columns of the tables that people take away.

A row says everything that a reader needs: both languages, dates as they are
written beside days to reckon with, and the sources. Remarks for editors stay
out. Lists are tuples; what each column means is told in ``columns.toml``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from geodata.dates import PartialDate
from geodata.record import Record
from geodata.records import Base, Event, Figure, Force, Headcount, Host, Lasting, Membership, Sourced, Text

Row = dict[str, Any]
Pair = tuple[str, str]
"""Words in English and in French."""


@dataclass(frozen=True)
class Names:
    """What codes stand for, in both languages.

    Attributes
    ----------
    actors
        Names of countries, and short names of alliances and organisations, by code.
    kinds, base_kinds
        Kinds of event and of base, by id.
    """

    actors: Mapping[str, Pair]
    kinds: Mapping[str, Pair]
    base_kinds: Mapping[str, Pair]

    @classmethod
    def of(cls, record: Record, countries: Mapping[str, Pair]) -> Names:
        """Return the names that a record uses, those of its countries given by code."""
        short = {one.id: _pair(one.short) for one in record.alliances}
        short |= {one.id: _pair(one.short or one.name) for one in record.organisations}
        return cls(
            actors={**countries, **short},
            kinds={kind.id: _pair(kind.name) for kind in record.kinds},
            base_kinds={kind.id: _pair(kind.name) for kind in record.base_kinds},
        )


def event_row(event: Event, names: Names) -> Row:
    """Return an event as a row."""
    return {
        "id": event.id,
        "date": str(event.date),
        "until": _written(event.until),
        "precision": event.date.precision,
        "first_day": event.date.first,
        "last_day": (event.until or event.date).last,
        **_code("kind", event.kind, names.kinds),
        **_both("title", event.title),
        **_both("summary", event.summary),
        **_both("place", event.place.name),
        **_code("country", event.place.country, names.actors),
        "lat": event.place.lat,
        "lon": event.place.lon,
        "countries": tuple(event.countries),
        "organisations": tuple(event.organisations),
        **_both_lists("figures", [_figure(figure) for figure in event.figures]),
        **_sourced(event),
        "related": tuple(event.related),
    }


def membership_row(membership: Membership, names: Names) -> Row:
    """Return a membership as a row."""
    return {
        "id": membership.id,
        **_code("alliance", membership.alliance, names.actors),
        **_code("country", membership.country, names.actors),
        "status": membership.status,
        **_when(membership),
        **_sourced(membership),
    }


def base_row(base: Base, names: Names) -> Row:
    """Return a base as a row."""
    return {
        "id": base.id,
        **_both("name", base.name),
        **_code("kind", base.kind, names.base_kinds),
        **_code("operator", base.operator, names.actors),
        "actor": base.actor,
        **_code("host", base.host, names.actors),
        "lat": base.lat,
        "lon": base.lon,
        **_when(base),
        **_both("after", base.after),
        **_both_lists("personnel", [_headcount(count) for count in base.personnel]),
        "cost_usd": base.cost_usd,
        **_sourced(base),
    }


def force_row(force: Force, host: Host, names: Names) -> Row:
    """Return a force in one of its hosts as a row; its dates are those of its stay there."""
    when = _when(force)
    if host.start:
        when |= {"start": str(host.start), "first_day": host.start.first}
    if host.end:
        when |= {"end": str(host.end), "end_day": host.end.first}
    headquarters = force.headquarters
    return {
        "force": force.id,
        **_both("name", force.name),
        **_code("operator", force.operator, names.actors),
        "actor": force.actor,
        **_code("host", host.country, names.actors),
        **when,
        **_both_lists("peak", [_headcount(force.peak)] if force.peak else []),
        **_both("headquarters", headquarters.name if headquarters else None),
        **_sourced(force),
    }


def _when(lasting: Lasting) -> Row:
    interval = lasting.interval
    return {
        "start": _written(lasting.start),
        "end": _written(lasting.end),
        "first_day": interval.first_day,
        "end_day": interval.end_day,
        "open_state": lasting.open_state,
        "first_confirmed": _written(lasting.first_confirmed),
        "last_confirmed": _written(lasting.last_confirmed),
        "began_with": lasting.began_with,
        "ended_with": lasting.ended_with,
    }


def _sourced(one: Sourced) -> Row:
    return {
        "confidence": one.confidence,
        "reviewed": one.reviewed,
        **_both("note", one.note),
        "source_publishers": tuple(source.publisher for source in one.sources),
        "source_titles": tuple(source.title or "" for source in one.sources),
        "source_dates": tuple(_written(source.published) or "" for source in one.sources),
        "source_urls": tuple(source.url for source in one.sources),
        "source_supports": tuple(source.supports or "" for source in one.sources),
    }


def _written(when: PartialDate | None) -> str | None:
    return str(when) if when else None


def _pair(text: Text) -> Pair:
    return text.en, text.fr


def _both(name: str, text: Text | None) -> Row:
    return {f"{name}_en": text.en if text else None, f"{name}_fr": text.fr if text else None}


def _both_lists(name: str, pairs: list[Pair]) -> Row:
    return {f"{name}_en": tuple(en for en, _ in pairs), f"{name}_fr": tuple(fr for _, fr in pairs)}


def _code(name: str, code: str, known: Mapping[str, Pair]) -> Row:
    en, fr = known.get(code, (code, code))
    return {name: code, f"{name}_en": en, f"{name}_fr": fr}


def _figure(figure: Figure) -> Pair:
    """Return a figure with what it counts and who says so, in signs that both languages share."""
    if figure.value is not None:
        number = f"≈{_plain(figure.value)}" if figure.about else _plain(figure.value)
    elif figure.min is not None and figure.max is not None:
        number = f"{_plain(figure.min)}–{_plain(figure.max)}"
    elif figure.min is not None:
        number = f"≥{_plain(figure.min)}"
    else:
        assert figure.max is not None
        number = f"≤{_plain(figure.max)}"
    counted = " ".join([number, *([figure.unit] if figure.unit else [])])
    said = _pair(figure.according_to) if figure.according_to else ("", "")
    en, fr = (f"{counted} {what}" for what in _pair(figure.what))
    return _with_remark(en, said[0]), _with_remark(fr, said[1])


def _headcount(count: Headcount) -> Pair:
    number = str(count.number) + (f" ({count.as_of})" if count.as_of else "")
    note = _pair(count.note) if count.note else ("", "")
    return _with_remark(number, note[0]), _with_remark(number, note[1])


def _with_remark(text: str, remark: str) -> str:
    return f"{text} ({remark})" if remark else text


def _plain(number: float) -> str:
    return f"{number:.0f}" if number == int(number) else str(number)
