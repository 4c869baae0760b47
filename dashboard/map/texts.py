"""The longer texts of the record, in pieces that the panel fetches when it shows them.

Summaries, notes and sources weigh more than all the rest, and a reader sees a
few of them at a time: they stay out of the payload. A piece never changes while
the record does not, so its address carries the record's version.
"""

from __future__ import annotations

import json
from typing import Any

from dashboard.map.map_options import leaflet_options
from dashboard.view import OTHER_OPERATORS, TRAIL_DAYS, facets_of
from dashboard.wording import LANGUAGES, Wording, both, catalogue
from geodata.record import Record
from geodata.records import Base, Event, Figure, Force, Source, Sourced, ThinCoverage

PIECE = 64
"""Events in one piece; ``browser/panel.js`` counts the same."""


def piece(name: str, record: Record) -> bytes | None:
    """Return a piece of the texts as UTF-8 JSON, or None where there is none of that name.

    Parameters
    ----------
    name
        ``about`` for what the record covers; ``presences`` for bases and forces
        by id; ``page`` for the words and choices of a page without a server;
        ``events-N`` for the Nth piece of the events, in the payload's order.
    record
        The record.
    """
    if name == "presences":
        lasting: tuple[Base | Force, ...] = (*record.bases, *record.forces)
        return _json({one.id: _presence(one) for one in lasting})
    if name == "page":
        return _json(_page(record))
    if name == "about":
        return _json({lang: about(record, Wording(lang)) for lang in LANGUAGES})
    kind, _, number = name.partition("-")
    if kind != "events" or not number.isdecimal() or len(number) > 9:
        return None
    events = record.events[int(number) * PIECE : (int(number) + 1) * PIECE]
    return _json([_event(event) for event in events]) if events else None


def _json(content: Any) -> bytes:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()


def about(record: Record, say: Wording) -> dict[str, Any]:
    """Return what the record covers, and where it is thin."""
    coverage = record.coverage
    begins, until = say.date(coverage.begins), say.date(coverage.complete_until)
    covers = say("about.coverage", n=len(record.events), begins=begins, until=until)
    thin = [{"when": _when(one, say), "what": say.text(one.what)} for one in coverage.thin]
    return {
        "title": say("about.title"),
        "text": " ".join(
            (covers, _readings(record, say), say("about.borders"), say("about.licence", version=record.version))
        ),
        "thin_title": say("about.thin"),
        "thin": thin,
    }


def _when(one: ThinCoverage, say: Wording) -> str:
    start = say.date(one.start)
    return f"{start} – {say.date(one.end)}" if one.end else say("about.since", date=start)


def _readings(record: Record, say: Wording) -> str:
    """Say how many of the records somebody else has read again, and when last."""
    ones: tuple[Sourced, ...] = (*record.events, *record.memberships, *record.bases, *record.forces)
    days = [one.reviewed for one in ones if one.reviewed]
    if not days:
        return say("about.reviewed_none")
    last = say.date(max(days))
    if len(days) == len(ones):
        return say("about.reviewed_all", n=len(days), date=last)
    return say("about.reviewed", n=len(days), total=say.number(len(ones)), date=last)


def pieces(record: Record) -> list[str]:
    """Return the names of all pieces."""
    return ["page", "about", "presences", *(f"events-{number}" for number in range(-(-len(record.events) // PIECE)))]


def _page(record: Record) -> dict[str, Any]:
    facets = facets_of(record)
    kinds = {kind.id: both(kind.name) for kind in record.kinds}
    named = {
        "alliance": {alliance.id: both(alliance.short) for alliance in record.alliances},
        "force": {force: [_operator(force, Wording(lang), record) for lang in LANGUAGES] for force in facets["force"]},
        "kind": {kind: kinds[kind] for kind in facets["kind"]},
        "country": {code: [Wording(lang).country(code) for lang in LANGUAGES] for code in facets["country"]},
    }
    sections = ("page", "filters", "trail", "notice", "alone")
    words = {
        lang: {name: {k: v[lang] for k, v in catalogue()[name].items()} for name in sections} for lang in LANGUAGES
    }
    return {"facets": facets, "trails": TRAIL_DAYS, "names": named, "words": words, "map": leaflet_options()}


def _operator(force: str, say: Wording, record: Record) -> str:
    return say("force.OTHER") if force == OTHER_OPERATORS else say.actor(force, record)


def _event(event: Event) -> dict[str, Any]:
    return {
        "summary": both(event.summary),
        "until": str(event.until) if event.until else None,
        "country": event.place.country,
        "figures": [_figure(figure) for figure in event.figures],
        "note": both(event.note) if event.note else None,
        "confidence": event.confidence,
        "reviewed": _reviewed(event),
        "sources": [_source(source) for source in event.sources],
    }


def _presence(lasting: Base | Force) -> dict[str, Any]:
    return {
        "actor": lasting.actor,
        "note": both(lasting.note) if lasting.note else None,
        "reviewed": _reviewed(lasting),
        "sources": [_source(source) for source in lasting.sources],
    }


def _reviewed(one: Sourced) -> str | None:
    return one.reviewed.isoformat() if one.reviewed else None


def _source(source: Source) -> dict[str, Any]:
    published = str(source.published) if source.published else None
    return {"url": source.url, "publisher": source.publisher, "title": source.title, "published": published}


def _figure(figure: Figure) -> dict[str, Any]:
    according = both(figure.according_to) if figure.according_to else None
    value = [_value(figure, Wording(lang)) for lang in LANGUAGES]
    return {"value": value, "what": both(figure.what), "according": according}


def _value(figure: Figure, say: Wording) -> str:
    def shown(value: float) -> str:
        return say.number(int(value) if value == int(value) else value)

    if figure.value is not None:
        value = say("figure.about", n=shown(figure.value)) if figure.about else shown(figure.value)
    elif figure.min is not None and figure.max is not None:
        value = say("figure.range", min=shown(figure.min), max=shown(figure.max))
    elif figure.min is not None:
        value = say("figure.at_least", n=shown(figure.min))
    else:
        assert figure.max is not None
        value = say("figure.at_most", n=shown(figure.max))
    return f"{value} {say(f'unit.{figure.unit}')}" if figure.unit else value
