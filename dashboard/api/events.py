"""Events as GeoJSON: RFC 7946, points in WGS 84, longitude first."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from dashboard.filters import operators_of
from dashboard.view import Language
from dashboard.wording import LANGUAGES
from geodata.record import Record
from geodata.records import Event, Figure, Source, Text


def collection(events: Iterable[Event], record: Record, lang: Language | None = None) -> bytes:
    """Return events as a collection of features, UTF-8.

    Parameters
    ----------
    events
        The events.
    record
        The record that holds them, for its version.
    lang
        Language of the words. Both where None: then ``title`` is ``title_en`` and
        ``title_fr``, and so on for the others.
    """
    head = {
        "type": "FeatureCollection",
        "version": record.version,
        "complete_until": str(record.coverage.complete_until),
        "licence": "CC-BY-4.0",
    }
    written = b",".join(as_json(feature(event, lang)) for event in events)
    return b"".join((as_json(head)[:-1], b',"features":[', written, b"]}"))


def as_json(content: Any) -> bytes:
    """Return compact JSON, UTF-8."""
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()


def feature(event: Event, lang: Language | None = None) -> dict[str, Any]:
    """Return an event as a feature; its properties are as flat as tables want them.

    Parameters
    ----------
    event
        The event.
    lang
        As for `collection`.
    """
    properties = {
        "date": str(event.date),
        "precision": event.date.precision,
        "until": str(event.until) if event.until else None,
        "kind": event.kind,
        **_words("title", event.title, lang),
        **_words("summary", event.summary, lang),
        **_words("place", event.place.name, lang),
        "country": event.place.country,
        "countries": event.countries,
        "organisations": event.organisations,
        "forces": operators_of(event),
        "figures": [_figure(figure, lang) for figure in event.figures],
        "confidence": event.confidence,
        **_words("note", event.note, lang),
        "sources": [_source(source) for source in event.sources],
        "related": event.related,
    }
    point = {"type": "Point", "coordinates": [event.place.lon, event.place.lat]}
    return {"type": "Feature", "id": event.id, "geometry": point, "properties": properties}


def _words(name: str, text: Text | None, lang: Language | None) -> dict[str, str | None]:
    if lang:
        return {name: text.in_(lang) if text else None}
    return {f"{name}_{each}": text.in_(each) if text else None for each in LANGUAGES}


def _figure(figure: Figure, lang: Language | None) -> dict[str, Any]:
    return {
        **_words("what", figure.what, lang),
        "value": figure.value,
        "min": figure.min,
        "max": figure.max,
        "about": figure.about,
        "unit": figure.unit,
        **_words("according_to", figure.according_to, lang),
    }


def _source(source: Source) -> dict[str, str | None]:
    published = str(source.published) if source.published else None
    return {"publisher": source.publisher, "title": source.title, "url": source.url, "published": published}
