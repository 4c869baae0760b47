"""The record's history: what was new or corrected with which version, and on which day.

``history.json`` keeps a short hash of each record's content as it was last noted.
Where the record differs from it, `noted` adds a release; ``sahel-atlas history
--note`` writes it. What readers do not see, such as an editor's remarks, changes
the version but corrects nothing.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date as Date  # noqa: N812 (a release has a field named date)
from functools import cache, cached_property
from pathlib import Path
from typing import Annotated, TypeAlias

from pydantic import Field, ValidationError

from geodata.problems import Problem, RecordError
from geodata.record import Record
from geodata.records import Sourced, Strict

FILE = Path(__file__).parent / "history.json"
KINDS = ("events", "memberships", "bases", "forces")
"""The lists whose records are followed: those that are sourced."""

NO_CORRECTION = frozenset({"editor_note", "located", "reviewed"})
"""Fields that only editors see, and the day of the last reading: a change of theirs corrects nothing."""

Ids: TypeAlias = dict[str, list[str]]
"""Ids by kind: an event and a force may share one."""


class Release(Strict):
    """A version of the record, and what of it was new, corrected or taken out.

    The first edition lists nothing: all that no later release calls new came with it.
    """

    date: Date = Field(description="The day on which it was noted")
    version: str = Field(description="Version of the record: a hash of its content")
    first: bool = Field(False, description="Whether it is the first edition, with which everything was new")
    new: Ids = Field({}, description="Ids of the records that came with it, by kind")
    corrected: Ids = Field({}, description="Ids of the records that it changed, by kind")
    removed: Ids = Field({}, description="Ids of the records that it took out, by kind")


class History(Strict):
    """The releases, oldest first, and a hash of each record as it was last noted."""

    releases: Annotated[list[Release], Field(min_length=1)]
    digests: dict[str, dict[str, str]]

    @cached_property
    def _notings(self) -> dict[tuple[str, str], Noting]:
        first = self.releases[0].date
        known = {(kind, one): Noting(first, first) for kind, ids in self.digests.items() for one in ids}
        for release in self.releases:
            known |= {key: Noting(release.date, release.date) for key in _keys(release.new)}
            for key in _keys(release.corrected):
                known[key] = Noting(known[key].published if key in known else first, release.date, corrected=True)
        return known

    def noting(self, kind: str, one: Sourced) -> Noting | None:
        """Return when a record was noted, or None where it is not as it was noted.

        Parameters
        ----------
        kind
            One of `KINDS`.
        one
            The record.
        """
        known = self.digests.get(kind, {}).get(one.id)
        return self._notings[kind, one.id] if known and known == digest(one) else None


@dataclass(frozen=True, slots=True)
class Noting:
    """On which day a record came, on which day it became what it is, and whether by a correction."""

    published: Date
    updated: Date
    corrected: bool = False


@dataclass(frozen=True, slots=True)
class Edition:
    """What a citation names.

    Attributes
    ----------
    version
        Version of the record.
    date
        The day on which it was noted; None where it was not, as for a record
        that others have joined.
    """

    version: str
    date: Date | None


def edition(record: Record, history: History | None = None) -> Edition:
    """Return what a citation of a record names.

    Parameters
    ----------
    record
        The record.
    history
        The history; the atlas's own where None.
    """
    releases = (history or own_history()).releases
    dates = (release.date for release in reversed(releases) if release.version == record.version)
    return Edition(record.version, next(dates, None))


def digest(one: Sourced) -> str:
    """Return a short hash of what readers see of a record."""
    plain = one.model_dump(mode="json", by_alias=True, exclude_defaults=True, exclude=set(NO_CORRECTION))
    if "place" in plain:
        plain["place"] = {name: value for name, value in plain["place"].items() if name not in NO_CORRECTION}
    written = json.dumps(plain, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(written.encode()).hexdigest()[:12]


def digests(record: Record) -> dict[str, dict[str, str]]:
    """Return a hash of every record by kind and id, in the order of the ids."""
    lists: dict[str, Iterable[Sourced]] = {kind: getattr(record, kind) for kind in KINDS}
    return {kind: {one.id: digest(one) for one in sorted(ones, key=lambda one: one.id)} for kind, ones in lists.items()}


def begun(record: Record, day: Date) -> History:
    """Return a history whose first edition is a record as it is, noted on a day."""
    return History(releases=[Release(date=day, version=record.version, first=True)], digests=digests(record))


def noted(history: History, record: Record, today: Date) -> History:
    """Return the history with a record noted; the same one where nothing differs.

    Parameters
    ----------
    history
        What was noted so far.
    record
        The record as it is.
    today
        The day to note it on. A release of the same day takes up what differs.
    """
    now, last = digests(record), history.releases[-1]
    if (now, record.version) == (history.digests, last.version):
        return history
    of_today = last.date == today
    earlier = history.releases[:-1] if of_today else history.releases
    release = last if of_today else Release(date=today, version=record.version)
    changed = {} if release.first else _changed(release, history.digests, now)
    return History(releases=[*earlier, release.model_copy(update={"version": record.version, **changed})], digests=now)


def _changed(release: Release, before: dict[str, dict[str, str]], now: dict[str, dict[str, str]]) -> dict[str, Ids]:
    """Return the lists of a release, with what differs between two sets of hashes added to them."""
    lists: dict[str, Ids] = {"new": {}, "corrected": {}, "removed": {}}
    for kind in KINDS:
        was, is_now = before.get(kind, {}), now[kind]
        come, gone = is_now.keys() - was.keys(), was.keys() - is_now.keys()
        altered = {one for one in was.keys() & is_now.keys() if was[one] != is_now[one]}
        new, corrected, removed = (set(ids.get(kind, ())) for ids in (release.new, release.corrected, release.removed))
        still_new = (new - gone) | (come - removed)
        ids = {
            "new": still_new,
            "corrected": (corrected | altered | (come & removed)) - still_new - gone,
            "removed": (removed - come) | (gone - new),
        }
        for name in lists:
            if ids[name]:
                lists[name][kind] = sorted(ids[name])
    return lists


def _keys(ids: Ids) -> Iterator[tuple[str, str]]:
    return ((kind, one) for kind, listed in ids.items() for one in listed)


def read_history(path: Path = FILE) -> History:
    """Read a history.

    Raises
    ------
    RecordError
        If it is missing or damaged.
    """
    try:
        return History.model_validate_json(path.read_bytes())
    except OSError as error:
        what = f"it cannot be read: {error.strerror}"
    except ValidationError as error:
        what = f"it is damaged: {error.errors()[0]['msg']}"
    mend = "restore it from the last commit, then run: sahel-atlas history --note"
    raise RecordError([Problem(f"geodata/{path.name}", 1, 1, "", what, mend)])


@cache
def own_history() -> History:
    """Return the history of the atlas's own record, read once in a process."""
    return read_history()


def write_history(history: History, path: Path = FILE) -> None:
    """Write a history; a write that fails leaves the old one whole."""
    plain = history.model_dump(mode="json", exclude_defaults=True)
    beside = path.with_suffix(".new")
    try:
        beside.write_text(json.dumps(plain, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
