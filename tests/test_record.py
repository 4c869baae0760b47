"""Every record, one by one, and the record as a whole."""

import json

import pytest

from geodata.record import own_record, read_record
from geodata.records import Base, Event, Force, Membership

RECORD = own_record()
EVERY = [*RECORD.events, *RECORD.memberships, *RECORD.bases, *RECORD.forces]


@pytest.mark.parametrize("one", EVERY, ids=lambda one: one.id)
def test_every_record(one: Event | Membership | Base | Force):
    assert 1 <= len(one.sources) <= 5
    for source in one.sources:
        assert source.url.startswith(("http://", "https://"))
        assert source.publisher.strip()
        assert "traffic_source=" not in source.url
        assert "utm_" not in source.url
    assert one.confidence in ("high", "medium", "low")
    texts = [getattr(one, name, None) for name in ("title", "summary", "name", "note", "after")]
    if isinstance(one, Event):
        texts.append(one.place.name)
        assert one.date.first >= RECORD.coverage.begins.first
        assert one.date.first <= RECORD.coverage.complete_until.last
        assert one.title.en != one.title.fr
        assert len(one.title.en) <= 110
        assert len(one.title.fr) <= 120
    else:
        assert one.interval.first_day is not None
    for text in filter(None, texts):
        assert text.en.strip() == text.en != ""
        assert text.fr.strip() == text.fr != ""
        for word in ("dossier", "mirror", "unsourced"):
            assert word not in text.en.lower()


def test_nothing_happens_twice():
    """No two events share a day, a kind, a place and a title's words."""
    seen = {}
    for event in RECORD.events:
        key = (str(event.date), event.kind, event.place.name.en, frozenset(event.countries))
        other = seen.setdefault(key, event)
        if other is not event:
            ours, theirs = (set(one.title.en.lower().split()) for one in (event, other))
            assert len(ours & theirs) / len(ours | theirs) < 0.5, (event.id, other.id)


def test_events_stand_in_order_of_date():
    days = [event.date.first for event in RECORD.events]
    assert days == sorted(days)


def test_the_record_says_how_far_it_goes():
    assert str(RECORD.coverage.complete_until) == "2026-07-02"
    assert RECORD.coverage.thin
    for thin in RECORD.coverage.thin:
        assert thin.what.en != thin.what.fr


def test_more_records_join_and_one_with_a_known_id_takes_its_place(tmp_path):
    known = RECORD.event_by_id["niger-coup-2023"]
    renamed = json.loads(known.model_dump_json(by_alias=True, exclude_none=True))
    renamed["title"] = {"en": "Another title", "fr": "Un autre titre"}
    added = {**renamed, "id": "another-event-2023", "related": []}
    file = tmp_path / "more.json"
    file.write_text(json.dumps({"events": [renamed, added]}), encoding="utf-8")
    joined = read_record(more=[file])
    assert len(joined.events) == len(RECORD.events) + 1
    assert joined.event_by_id[known.id].title.en == "Another title"
    assert joined.event_by_id["another-event-2023"].date == known.date
    assert joined.version != RECORD.version
    assert joined.memberships == RECORD.memberships
