"""The record: every file of the atlas, read, validated and held together.

`read_record` is the way in for programs: it returns a `Record` or raises
`RecordError` with every problem. `examine` is the same for editors: it returns
what is sound together with the problems.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Annotated, Any, cast

from pydantic import TypeAdapter, ValidationError

from geodata import records as r
from geodata.explain import explain
from geodata.problems import Problem, RecordError, suggest
from geodata.rules import Entry, Sections, findings, sound
from geodata.yaml_source import YamlFile, read

HERE = Path(__file__).parent

SECTIONS: dict[str, type[r.Strict]] = {
    "events": r.Event,
    "alliances": r.Alliance,
    "memberships": r.Membership,
    "bases": r.Base,
    "forces": r.Force,
    "capitals": r.Capital,
    "kinds": r.Kind,
    "base_kinds": r.Kind,
    "organisations": r.Organisation,
    "coverage": r.Coverage,
    "open_leads": r.OpenLead,
}
"""The lists that the files hold, and what each is a list of (coverage is a single one)."""

FILES: dict[str, tuple[str, ...]] = {
    "events.yaml": ("events",),
    "geodata/alliances.yaml": ("alliances", "memberships"),
    "geodata/bases.yaml": ("bases",),
    "geodata/forces.yaml": ("forces",),
    "geodata/places.yaml": ("capitals",),
    "geodata/vocabulary.yaml": ("kinds", "base_kinds", "organisations"),
    "geodata/coverage.yaml": ("coverage", "open_leads"),
}
"""The files, and the lists that each holds."""


@dataclass(frozen=True, eq=False)
class Record:
    """All that the atlas knows.

    Events are in order of date. `version` is a hash of the content of all files.
    """

    version: str
    events: tuple[r.Event, ...]
    alliances: tuple[r.Alliance, ...]
    memberships: tuple[r.Membership, ...]
    bases: tuple[r.Base, ...]
    forces: tuple[r.Force, ...]
    capitals: tuple[r.Capital, ...]
    kinds: tuple[r.Kind, ...]
    base_kinds: tuple[r.Kind, ...]
    organisations: tuple[r.Organisation, ...]
    coverage: r.Coverage
    open_leads: tuple[r.OpenLead, ...]

    @cached_property
    def event_by_id(self) -> dict[str, r.Event]:
        """Events by id."""
        return {event.id: event for event in self.events}


def default_files() -> dict[str, Path]:
    """Return the atlas's own files: the name that messages use, and the path.

    In a checkout ``events.yaml`` stands beside ``geodata/``; in an installed
    package it stands inside it.
    """
    root = HERE.parent
    events = root / "events.yaml"
    paths = {name: root / name for name in FILES}
    paths["events.yaml"] = events if events.is_file() else HERE / "events.yaml"
    return paths


def read_record(files: Sequence[Path] = (), more: Sequence[Path] = ()) -> Record:
    """Read the record.

    Parameters
    ----------
    files
        YAML or JSON files that take the place of the atlas's own: each replaces
        the file that holds the same list.
    more
        Files whose records join the others; one with a known id takes its place.

    Raises
    ------
    RecordError
        If anything is wrong; it carries every problem, each with its place.
    """
    record, problems = examine(files, more)
    if record is None or problems:
        raise RecordError(problems)
    return record


@cache
def own_record() -> Record:
    """Return the atlas's own record, read once in a process."""
    return read_record()


def examine(files: Sequence[Path] = (), more: Sequence[Path] = ()) -> tuple[Record | None, list[Problem]]:
    """Read the record and find everything that is wrong with it.

    Parameters
    ----------
    files, more
        As for `read_record`.

    Returns
    -------
    record
        What is sound; None where too little is.
    problems
        In the order of files and lines.
    """
    return examine_sections(*read_sections(files, more))


def read_sections(
    files: Sequence[Path] = (), more: Sequence[Path] = ()
) -> tuple[Sections, list[YamlFile], list[Problem]]:
    """Read the files and validate each record by itself.

    Parameters
    ----------
    files, more
        As for `read_record`.

    Returns
    -------
    sections
        The entries of each list.
    sources
        The files.
    problems
        What was wrong with files and single records.
    """
    own, joining = list(_sources(files)), [read(path) for path in more]
    problems = [problem for source in (*own, *joining) for problem in source.problems]
    sections: Sections = {name: [] for name in SECTIONS}
    for source in own:
        for name, entry in _entries(source, problems):
            sections[name].append(entry)
    for source in joining:
        _join(sections, _entries(source, problems))
    return sections, [*own, *joining], problems


def _join(sections: Sections, entries: Iterable[tuple[str, Entry]]) -> None:
    """Add a file's records to the others; one whose id is known from another file takes its place."""
    coming: dict[str, list[Entry]] = {}
    for name, entry in entries:
        coming.setdefault(name, []).append(entry)
    for name, joined in coming.items():
        ids = {getattr(entry.record, "id", None) for entry in joined}
        sections[name] = [entry for entry in sections[name] if getattr(entry.record, "id", "") not in ids] + joined


def examine_sections(
    sections: Sections, sources: Sequence[YamlFile], problems: Sequence[Problem]
) -> tuple[Record | None, list[Problem]]:
    """Check what ties records together, and hold them together.

    Parameters
    ----------
    sections, sources, problems
        As `read_sections` returns them.
    """
    unreadable = any(not problem.record for problem in problems)
    found = {*problems, *(finding.problem() for finding in findings(sections, unreadable=unreadable))}
    record = _assemble(sections, sources) if sound(sections)["coverage"] else None
    return record, sorted(found)


def _sources(files: Sequence[Path]) -> Iterator[YamlFile]:
    given = [read(path) for path in files]
    replaced = {name for source in given if isinstance(source.data, dict) for name in source.data}
    yield from given
    for name, path in default_files().items():
        same_file = any(given_path.resolve() == path.resolve() for given_path in files)
        if not same_file and not replaced.intersection(FILES[name]):
            yield read(path, name)


def _entries(source: YamlFile, problems: list[Problem]) -> Iterator[tuple[str, Entry]]:
    if source.data is None:
        if not source.problems:
            problems.append(Problem(source.name, 1, 1, "", "the file is empty", "write a list of events or restore it"))
        return
    if not isinstance(source.data, dict):
        what = "the file is not a mapping"
        problems.append(Problem(source.name, 1, 1, "", what, f"begin it with one of: {', '.join(SECTIONS)}"))
        return
    for name, content in source.data.items():
        model = SECTIONS.get(name)
        if model is None:
            line, column = source.at((name, "#key"))
            problems.append(Problem(source.name, line, column, "", f"unknown list '{name}'", suggest(name, SECTIONS)))
            continue
        single = model is r.Coverage
        if not single and not isinstance(content, list):
            line, column = source.at((name,))
            problems.append(
                Problem(source.name, line, column, "", f"'{name}' is not a list", "begin each record with '- id:'")
            )
            continue
        for loc, raw in [((name,), content)] if single else [((name, i), item) for i, item in enumerate(content)]:
            entry = _validate(model, raw, loc, source, problems)
            if entry:
                yield name, entry


def _validate(
    model: type[r.Strict], raw: Any, loc: tuple[str | int, ...], source: YamlFile, problems: list[Problem]
) -> Entry | None:
    try:
        return Entry(model.model_validate(raw), source, loc)
    except ValidationError as error:
        problems.extend(explain(error, model, raw, loc, source))
        return Entry(_salvage(model, raw), source, loc, sound=False) if isinstance(raw, dict) else None


def _salvage(model: type[r.Strict], raw: dict[str, Any]) -> r.Strict:
    """Return what is right in an unsound record, and None for what is not."""
    values: dict[str, Any] = {}
    for name, field in model.model_fields.items():
        form: Any = Annotated[field.annotation, *field.metadata] if field.metadata else field.annotation
        try:
            values[name] = TypeAdapter(form).validate_python(raw[field.alias or name])
        except (KeyError, ValidationError):
            values[name] = None
    return model.model_construct(**{model.model_fields[name].alias or name: value for name, value in values.items()})


def _assemble(sections: Sections, sources: Iterable[YamlFile]) -> Record:
    digest = hashlib.sha256()
    for source in sorted(sources, key=lambda source: source.name):
        digest.update(repr(source.data).encode())
    lists = {name: tuple(entry.record for entry in entries) for name, entries in sound(sections).items()}
    events = cast("tuple[r.Event, ...]", lists.pop("events"))
    (coverage, *_) = cast("tuple[r.Coverage, ...]", lists.pop("coverage"))
    ordered = tuple(sorted(events, key=lambda event: (event.date.first, event.id)))
    return Record(version=digest.hexdigest()[:12], events=ordered, coverage=coverage, **cast("dict[str, Any]", lists))
