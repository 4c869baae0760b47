"""What the browser gets once: the record and the boundaries as one compact JSON.

The payload holds lines of time, not states: who had which status from which day
to which, so that the browser can show any date by itself. Days are counted from
2012-01-01. Its format is versioned and described at `PAYLOAD_VERSION`.
"""

from __future__ import annotations

import json
from datetime import date
from typing import Any, get_args

from dashboard.filters import operator_group, operators_of
from dashboard.map.boundaries import near
from dashboard.view import DRAWN_FIRST, OPERATORS, OTHER_OPERATORS, Language
from dashboard.wording import LANGUAGES, Wording, both, catalogue
from geodata.dates import PartialDate
from geodata.record import Record
from geodata.records import Alliance, Base, Event, Family, Force
from geodata.state import chronicle_of

PAYLOAD_VERSION = 2
"""Version of the format. Keys of version 2:

``epoch``, ``begins``, ``complete``
    The day counted as 0 (ISO date); the record's first day and the day up to
    which it is complete, as day numbers.
``alliances``
    In the order in which they fill the map: id, short and full names, the stages
    of its life, a note, its place in the record, whether drawn by default.
``spells``
    ``[alliance index, country, status, start, end or null]``; half-open, never
    overlapping for one alliance and country.
``bases``, ``forces``, ``capitals``, ``events``
    One object each, as `_base`, `_force`, `_capital` and `_event` write them.
``families``
    The family of each kind of event.
``presets``
    ``[key of the words, day]`` of each day that the panel offers.
``names``
    Names of the countries by code.
``words``
    By language: the [map] words; apart, the [panel] and [card] words and the names
    of kinds, families and operators.
``countries``
    Natural Earth's countries as TopoJSON, those in sight when the map opens; the others come apart.
"""

EPOCH = date(2012, 1, 1)

PRESETS = (
    ("before_coup", "niger-coup-2023", -1),
    ("founded", "aes-charter-2023", 0),
    ("handover", "us-leaves-air-base-201-2024", 0),
)
"""Days that the panel offers: key of the words, event, and how many days from it."""


def payload(record: Record) -> bytes:
    """Return the payload of a record as UTF-8 JSON."""
    drawn = sorted(record.alliances, key=lambda alliance: rank(alliance.id))
    position = {alliance.id: index for index, alliance in enumerate(drawn)}
    content = {
        "v": PAYLOAD_VERSION,
        "record": record.version,
        "epoch": EPOCH.isoformat(),
        "begins": day_number(record.coverage.begins.first),
        "complete": day_number(record.coverage.complete_until.last),
        "alliances": [_alliance(alliance, record) for alliance in drawn],
        "spells": [
            [position[spell.alliance], spell.country, spell.status, day_number(spell.start), _end(spell.end)]
            for spell in chronicle_of(record).spells
        ],
        "bases": [_base(base, record) for base in record.bases],
        "forces": [_force(force, record) for force in record.forces],
        "capitals": [
            {
                "name": both(capital.name),
                "country": capital.country,
                "at": [capital.lat, capital.lon],
                "from": _start(capital.start),
                "to": _start(capital.end),
            }
            for capital in record.capitals
        ],
        "events": [_event(event) for event in record.events],
        "presets": [
            [key, day_number(record.event_by_id[event].date.first) + days]
            for key, event, days in PRESETS
            if event in record.event_by_id
        ],
        "names": {code: [Wording(lang).country(code) for lang in LANGUAGES] for code in sorted(_countries(record))},
        "families": {kind.id: kind.family for kind in record.kinds},
        "words": {lang: _words(lang, record) for lang in LANGUAGES},
        "countries": near(),
    }
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()


def day_number(day: date) -> int:
    """Return a day as the browser counts it, from `EPOCH`."""
    return (day - EPOCH).days


def rank(alliance: str) -> tuple[int, str]:
    """Return by what alliances are sorted so that the foremost to fill the map comes first."""
    return (DRAWN_FIRST.index(alliance) if alliance in DRAWN_FIRST else len(DRAWN_FIRST), alliance)


def _end(day: date | None) -> int | None:
    return day_number(day) if day else None


def _start(when: PartialDate | None) -> int | None:
    return day_number(when.first) if when else None


def _written(when: PartialDate | None) -> str | None:
    return str(when) if when else None


def _alliance(alliance: Alliance, record: Record) -> dict[str, Any]:
    return {
        "id": alliance.id,
        "short": both(alliance.short),
        "name": both(alliance.name),
        "stages": [[day_number(stage.start.first), both(stage.name)] for stage in alliance.stages],
        "note": both(alliance.note) if alliance.note else None,
        "order": record.alliances.index(alliance),
        "drawn": alliance.id in DRAWN_FIRST,
    }


def _countries(record: Record) -> set[str]:
    """Return the codes of all countries that the panel may name."""
    hosts = {base.host for base in record.bases} | {host.country for force in record.forces for host in force.hosts}
    return hosts | {spell.country for spell in chronicle_of(record).spells} | {e.place.country for e in record.events}


def _base(base: Base, record: Record) -> dict[str, Any]:
    return {
        "id": base.id,
        "name": both(base.name),
        "at": [base.lat, base.lon],
        "host": base.host,
        **_lasting(base, record),
    }


def _force(force: Force, record: Record) -> dict[str, Any]:
    return {
        "id": force.id,
        "name": both(force.name),
        "hosts": [[host.country, _start(host.start), _start(host.end)] for host in force.hosts],
        **_lasting(force, record),
    }


def _lasting(lasting: Base | Force, record: Record) -> dict[str, Any]:
    """Return operator and time: ``from``/``to`` half-open; ``sure`` the days beyond doubt at both ends."""
    interval = lasting.interval
    unconfirmed = lasting.open_state == "unconfirmed" and lasting.last_confirmed
    return {
        "operator": [Wording(lang).actor(lasting.operator, record) for lang in LANGUAGES],
        "group": operator_group(lasting.operator),
        "from": day_number(interval.first_day),
        "to": _end(interval.end_day),
        "sure": [day_number(interval.start.last), _end(interval.end.last if interval.end else None)],
        "confirmed": day_number(lasting.last_confirmed.last) if unconfirmed and lasting.last_confirmed else None,
        "lost": lasting.lost_from_sight,
        "written": [
            _written(day) for day in (lasting.start, lasting.end, lasting.last_confirmed, lasting.first_confirmed)
        ],
    }


def _event(event: Event) -> dict[str, Any]:
    return {
        "id": event.id,
        "day": day_number(event.date.first),
        "date": str(event.date),
        "kind": event.kind,
        "title": both(event.title),
        "place": both(event.place.name),
        "at": [event.place.lat, event.place.lon],
        "alliance": event.organisations,
        "force": operators_of(event),
        "country": sorted({*event.countries, event.place.country}),
    }


def _words(lang: Language, record: Record) -> dict[str, Any]:
    own = {key: words[lang] for key, words in catalogue()["map"].items()}
    say = Wording(lang)
    operators = {code: say.actor(code, record) for code in OPERATORS} | {
        OTHER_OPERATORS: say(f"force.{OTHER_OPERATORS}")
    }
    families = {family: say(f"family.{family}") for family in get_args(Family)}
    kinds = {kind.id: kind.name.in_(lang) for kind in record.kinds}
    apart = {
        section: {key: words[lang] for key, words in catalogue()[section].items()} for section in ("panel", "card")
    }
    return own | apart | {"kinds": kinds, "families": families, "operators": operators}
