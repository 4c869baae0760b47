"""What was new or corrected, with which version, on which day."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from dashboard import cli
from geodata.history import begun, digest, digests, edition, noted, own_history, read_history, write_history
from geodata.problems import RecordError
from geodata.record import own_record, read_record

FIRST, LATER = date(2026, 1, 1), date(2026, 2, 1)


def without(record, *ids):
    return replace(record, version="without", events=tuple(event for event in record.events if event.id not in ids))


def retitled(record, one, title):
    events = [
        event.model_copy(update={"title": event.title.model_copy(update={"en": title})}) if event.id == one else event
        for event in record.events
    ]
    return replace(record, version=title, events=tuple(events))


def test_the_history_in_the_repository_is_fresh(record):
    known = own_history()
    assert noted(known, record, date.today()) is known, "run: uv run sahel-atlas history --note"
    assert edition(record).date == known.releases[-1].date


def test_releases_are_in_order_and_name_what_is_known(record):
    known = own_history()
    assert [release.first for release in known.releases] == [True, *[False] * (len(known.releases) - 1)]
    days = [release.date for release in known.releases]
    assert days == sorted(set(days))
    for release in known.releases:
        for kind in release.new | release.corrected | release.removed:
            assert kind in digests(record)


def test_the_first_edition_dates_everything(record):
    known = begun(record, FIRST)
    for event in record.events:
        noting = known.noting("events", event)
        assert (noting.published, noting.updated, noting.corrected) == (FIRST, FIRST, False)


def test_new_corrected_and_removed_are_told_apart(record):
    gone, altered, come = (record.events[position].id for position in (3, 5, 7))
    known = begun(without(record, come), FIRST)
    known = noted(known, retitled(without(record, gone), altered, "Otherwise"), LATER)
    release = known.releases[-1]
    assert (release.date, release.version) == (LATER, "Otherwise")
    assert (release.new, release.corrected, release.removed) == (
        {"events": [come]},
        {"events": [altered]},
        {"events": [gone]},
    )
    corrected = known.noting("events", retitled(record, altered, "Otherwise").event_by_id[altered])
    assert (corrected.published, corrected.updated, corrected.corrected) == (FIRST, LATER, True)
    assert known.noting("events", record.event_by_id[come]).published == LATER


def test_one_day_has_one_release(record):
    one, other = record.events[2].id, record.events[4].id
    known = begun(without(record, one, other), FIRST)
    known = noted(known, without(record, other), LATER)
    known = noted(known, retitled(record, one, "Otherwise"), LATER)
    assert len(known.releases) == 2
    assert known.releases[-1].new == {"events": sorted([one, other])}
    assert known.releases[-1].corrected == {}
    known = noted(known, without(record, one), LATER)
    assert (known.releases[-1].new, known.releases[-1].removed) == ({"events": [other]}, {})


def test_the_first_edition_may_still_change_on_its_day(record):
    known = noted(begun(without(record, record.events[2].id), FIRST), record, FIRST)
    assert known == begun(record, FIRST)


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(st.sets(st.integers(0, 9)), st.booleans()), min_size=1, max_size=5))
def test_replaying_the_releases_gives_the_ids(steps):
    record = own_record()
    ids = [event.id for event in record.events[:10]]
    known, day = begun(record, FIRST), FIRST
    expected = set(digests(record)["events"])
    for left_out, next_day in steps:
        day = date.fromordinal(day.toordinal() + 1) if next_day or day == FIRST else day
        known = noted(known, without(record, *(ids[position] for position in left_out)), day)
    present = set(expected)
    for release in known.releases:
        new, removed = (set(listed.get("events", [])) for listed in (release.new, release.removed))
        assert not new & present
        assert removed <= present
        present = (present | new) - removed
    assert present == set(known.digests["events"])


def test_remarks_for_editors_correct_nothing(record):
    event = record.events[0]
    remarked = event.model_copy(
        update={"editor_note": "?", "place": event.place.model_copy(update={"located": "on a map"})}
    )
    assert digest(remarked) == digest(event)
    assert digest(event.model_copy(update={"confidence": "low"})) != digest(
        event.model_copy(update={"confidence": "high"})
    )


def test_a_record_that_others_have_joined_has_a_version_and_no_date(tmp_path, record):
    more = tmp_path / "more.json"
    event = record.events[0].model_dump(mode="json", by_alias=True, exclude_none=True)
    more.write_text(json.dumps({"events": [{**event, "id": "another-2012", "related": []}]}), encoding="utf-8")
    extended = read_record(more=[more])
    assert edition(extended).version == extended.version != record.version
    assert edition(extended).date is None
    assert own_history().noting("events", extended.event_by_id["another-2012"]) is None
    assert own_history().noting("events", extended.events[5])


def test_what_is_written_is_read_back(tmp_path, record):
    known = noted(begun(without(record, record.events[2].id), FIRST), record, LATER)
    write_history(known, tmp_path / "history.json")
    assert read_history(tmp_path / "history.json") == known
    assert [path.name for path in tmp_path.iterdir()] == ["history.json"]


def test_a_write_that_fails_leaves_the_old_one(tmp_path, record, monkeypatch):
    path = tmp_path / "history.json"
    write_history(begun(record, FIRST), path)
    before = path.read_bytes()

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OSError, match="No space"):
        write_history(begun(record, LATER), path)
    assert path.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["history.json"]


@pytest.mark.parametrize("damage", ["{", "<<<<<<< HEAD\n{}", '{"releases": [], "digests": {}}', None])
def test_a_damaged_history_is_told_kindly(tmp_path, damage):
    path = tmp_path / "history.json"
    if damage is not None:
        path.write_text(damage, encoding="utf-8")
    with pytest.raises(RecordError, match=r"geodata/history\.json:1:1: .*restore it"):
        read_history(path)


def test_the_command_notes_what_differs(tmp_path, record, monkeypatch):
    path = tmp_path / "history.json"
    write_history(begun(without(record, record.events[2].id), FIRST), path)
    monkeypatch.setattr(cli, "read_history", lambda: read_history(path))
    monkeypatch.setattr(cli, "write_history", lambda known: write_history(known, path))
    run = CliRunner().invoke(cli.app, ["history", "--note"])
    assert run.exit_code == 0
    assert run.stdout.splitlines()[-1] == f"{date.today()}  {record.version}  1 new, 0 corrected, 0 removed"
    assert read_history(path).releases[-1].version == record.version
    again = CliRunner().invoke(cli.app, ["history", "--note"])
    assert "Nothing differs" in again.stderr


def test_the_command_says_where_it_cannot_write(record, monkeypatch):
    def refused(_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(cli, "read_history", lambda: begun(without(record, record.events[2].id), FIRST))
    monkeypatch.setattr(cli, "write_history", refused)
    run = CliRunner().invoke(cli.app, ["history", "--note"])
    assert run.exit_code == 2
    assert "Permission denied" in run.stderr
    assert "Traceback" not in run.output
