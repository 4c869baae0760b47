"""What ties records together: ids that must exist, intervals that must not overlap.

Each rule is a generator of findings over all sections; `findings` runs them all.
Rules that need geometry are in `geodata.geography`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Any, TypeAlias

from geodata.dates import Interval
from geodata.isocodes import alpha2_by_alpha3
from geodata.problems import Problem, suggest
from geodata.records import Base, Event, Force, Membership, Sourced, Strict
from geodata.yaml_source import Loc, YamlFile


@dataclass(frozen=True)
class Entry:
    """A record with the place where it was written.

    Of an unsound one, fields that are wrong are None: enough to see whether what it
    names exists, and for others to name it.
    """

    record: Any
    source: YamlFile
    loc: Loc
    sound: bool = True


@dataclass(frozen=True)
class Finding:
    """Something wrong in an entry's field."""

    entry: Entry
    field: Loc
    what: str
    mend: str

    def problem(self) -> Problem:
        """Return it as a problem with its line and column."""
        line, column = self.entry.source.at((*self.entry.loc, *self.field))
        return Problem(self.entry.source.name, line, column, getattr(self.entry.record, "id", ""), self.what, self.mend)


Sections: TypeAlias = dict[str, list[Entry]]
Findings: TypeAlias = Iterator[Finding]


def findings(sections: Sections, *, unreadable: bool = False) -> Findings:
    """Run every rule.

    Parameters
    ----------
    sections
        The sound entries of each list.
    unreadable
        Whether a file could not be read: then nothing is said of ids that are
        missing, since they may stand there.
    """
    rules: list[Callable[[Sections], Findings]] = [ids_are_unique, countries_exist]
    if not unreadable:
        rules.append(references_exist)
    for rule in rules:
        yield from rule(sections)
    for rule in (
        memberships_do_not_overlap,
        no_address_twice,
        translations_differ,
        events_lie_within_the_record,
        forces_have_hosts_throughout,
    ):
        yield from rule(sound(sections))


def forces_have_hosts_throughout(sections: Sections) -> Findings:
    """Find the forces that last while nobody hosts them: a mandate without soldiers is no presence."""
    for entry in sections["forces"]:
        force: Force = entry.record
        days = {force.interval.first_day, *(host.end.first for host in force.hosts if host.end)}
        alone = [day for day in sorted(days) if force.interval.holds(day) and not force.hosts_on(day)]
        if alone:
            yield Finding(
                entry,
                ("hosts",),
                f"nobody hosts it on {alone[0]}, while it lasts",
                "end it with its last host's, or give the hosts their own from and to",
            )


def never_reviewed(sections: Sections) -> Findings:
    """Find the records that only their writer has read against their sources: worth a warning, no error."""
    for entries in sections.values():
        for entry in entries:
            if isinstance(entry.record, Sourced) and entry.record.reviewed is None:
                yield Finding(
                    entry,
                    (),
                    "nobody but its writer has read it against its sources",
                    "let somebody else do so, and add reviewed: with the day (docs/curation.md)",
                )


def sound(sections: Sections) -> Sections:
    """Return the entries whose records are sound."""
    return {name: [entry for entry in entries if entry.sound] for name, entries in sections.items()}


def ids_are_unique(sections: Sections) -> Findings:
    """No two records share an id."""
    for names in (
        ("events",),
        ("memberships", "bases", "forces"),
        ("alliances", "organisations"),
        ("kinds",),
        ("base_kinds",),
    ):
        first: dict[str, Entry] = {}
        for name in names:
            for entry in sections[name]:
                if entry.record.id is None:
                    continue
                known = first.setdefault(entry.record.id, entry)
                if known is not entry:
                    line, _ = known.source.at(known.loc)
                    where = f"line {line}" if known.source is entry.source else f"{known.source.name}:{line}"
                    yield Finding(
                        entry, ("id",), f"the id stands at {where} too", "merge the two or give it another id"
                    )


def references_exist(sections: Sections) -> Findings:
    """Whatever a record names by id stands in the record."""
    ids = {name: {e.record.id for e in sections[name] if hasattr(e.record, "id")} for name in sections}
    actors = ids["alliances"] | ids["organisations"]
    operators = actors | set(alpha2_by_alpha3())

    def must(entry: Entry, field: Loc, value: str | None, known: set[str], noun: str) -> Findings:
        if value is not None and value not in known:
            yield Finding(entry, field, f"unknown {noun} '{value}'", suggest(value, known))

    def must_all(entry: Entry, field: str, values: Iterable[str] | None, known: set[str], noun: str) -> Findings:
        for index, value in enumerate(values or ()):
            yield from must(entry, (field, index), value, known, noun)

    for entry in sections["events"]:
        event: Event = entry.record
        yield from must(entry, ("kind",), event.kind, ids["kinds"], "kind")
        yield from must_all(entry, "organisations", event.organisations, actors, "organisation")
        yield from must_all(entry, "related", event.related, ids["events"], "event")
    for entry in sections["memberships"]:
        yield from must(entry, ("alliance",), entry.record.alliance, ids["alliances"], "alliance")
    for entry in sections["bases"]:
        yield from must(entry, ("kind",), entry.record.kind, ids["base_kinds"], "kind of base")
    for entry in sections["bases"] + sections["forces"]:
        yield from must(entry, ("operator",), entry.record.operator, operators, "operator")
    for entry in sections["memberships"] + sections["bases"] + sections["forces"]:
        yield from must(entry, ("began_with",), entry.record.began_with, ids["events"], "event")
        yield from must(entry, ("ended_with",), entry.record.ended_with, ids["events"], "event")
    for entry in sections["alliances"]:
        for index, stage in enumerate(entry.record.stages or ()):
            yield from must(entry, ("stages", index, "event"), stage.event, ids["events"], "event")


def countries_exist(sections: Sections) -> Findings:
    """Country codes are those of ISO 3166-1 alpha-3."""
    known = set(alpha2_by_alpha3())
    for entries in sections.values():
        for entry in entries:
            for field, code in _country_fields(entry.record):
                if code not in known:
                    yield Finding(entry, field, f"unknown country '{code}'", suggest(code, known))


def _country_fields(record: Strict) -> Iterator[tuple[Loc, str]]:
    match record:
        case Event():
            if record.place:
                yield ("place", "country"), record.place.country
            yield from ((("countries", index), code) for index, code in enumerate(record.countries or ()))
        case Base() if record.host:
            yield ("host",), record.host
        case Force():
            yield from ((("hosts", index), host.country) for index, host in enumerate(record.hosts or ()))
            if record.headquarters:
                yield ("headquarters", "country"), record.headquarters.country
        case _ if country := getattr(record, "country", None):
            yield ("country",), country


def memberships_do_not_overlap(sections: Sections) -> Findings:
    """Find a country that is a member twice over, or suspended twice at once."""
    lines: dict[tuple[str, str, str], list[Entry]] = defaultdict(list)
    for entry in sections["memberships"]:
        membership: Membership = entry.record
        standing: str = "member" if membership.status == "observer" else membership.status
        lines[membership.alliance, membership.country, standing].append(entry)
    for (alliance, country, standing), entries in lines.items():
        for one, other in combinations(entries, 2):
            if _overlap(one.record.interval, other.record.interval):
                yield Finding(
                    other,
                    ("from",),
                    f"{country} is {standing} of {alliance} in '{one.record.id}' at the same time",
                    "end one where the other begins",
                )


def _overlap(one: Interval, other: Interval) -> bool:
    return (other.end_day is None or one.first_day < other.end_day) and (
        one.end_day is None or other.first_day < one.end_day
    )


def no_address_twice(sections: Sections) -> Findings:
    """Find a page that a record lists twice."""
    for entries in sections.values():
        for entry in entries:
            seen: set[str] = set()
            for index, source in enumerate(getattr(entry.record, "sources", [])):
                if source.url in seen:
                    yield Finding(
                        entry, ("sources", index, "url"), "this address stands in the record twice", "drop one"
                    )
                seen.add(source.url)


def translations_differ(sections: Sections) -> Findings:
    """Find French that is the English again."""
    for entries in sections.values():
        for entry in entries:
            for name in ("summary", "note"):
                text = getattr(entry.record, name, None)
                if isinstance(entry.record, Sourced) and text and text.en == text.fr:
                    yield Finding(entry, (name, "fr"), f"{name}.fr is the English again", "translate it")


def events_lie_within_the_record(sections: Sections) -> Findings:
    """Events begin no earlier than the record, and the record's end keeps up with them."""
    for coverage in (entry.record for entry in sections["coverage"]):
        for entry in sections["events"]:
            if entry.record.date.last < coverage.begins.first:
                yield Finding(
                    entry, ("date",), f"it is before {coverage.begins}, when the record begins", "correct the date"
                )
            if entry.record.date.first > coverage.complete_until.last:
                yield Finding(
                    entry,
                    ("date",),
                    f"it is after {coverage.complete_until}, up to which the record says that it is complete",
                    "correct the date, or complete_until in geodata/coverage.yaml",
                )
