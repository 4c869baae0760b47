from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.changes import changes
from geodata.record import own_record
from geodata.state import as_of

days = st.dates(date(2011, 6, 1), date(2027, 6, 1))


@settings(max_examples=300, deadline=None)
@given(days, days)
def test_changes_applied_to_one_state_give_the_other(one, other):
    start, end = sorted((one, other))
    record = own_record()
    assert changes(start, end, record).apply(as_of(start, record)) == as_of(end, record)


@settings(max_examples=100, deadline=None)
@given(days, days)
def test_every_change_lies_between_and_is_sourced(one, other):
    start, end = sorted((one, other))
    for item in changes(start, end, own_record()).items:
        assert start < item.date.last
        assert item.date.first <= end
        assert item.sources
        assert not item.event or list(item.sources) == item.event.sources


def test_nigers_road_out_of_ecowas(record):
    found = changes(date(2023, 7, 25), date(2025, 1, 30), record)
    niger = next(item for item in found.items if (item.alliance, item.country) == ("ECOWAS", "NER"))
    assert (niger.before, niger.after, niger.what) == ("member", None, "left")
    assert [(str(step.date), step.status) for step in niger.steps] == [
        ("2023-12-10", "suspended"),
        ("2024-01-28", "exit-announced"),
        ("2025-01-29", None),
    ]


def test_the_wrong_way_round_is_refused_with_advice(record):
    with pytest.raises(ValueError, match="swap them"):
        changes(date(2025, 1, 1), date(2024, 1, 1), record)


def test_changes_belong_to_their_first_day(record):
    found = changes(date(2024, 1, 1), date(2025, 1, 1), record)
    with pytest.raises(ValueError, match="2024-01-01"):
        found.apply(as_of(date(2023, 1, 1), record))


def test_what_fell_from_sight_is_not_called_closed(record):
    found = changes(date(2021, 3, 1), date(2021, 5, 1), record)
    dirkou = next(item for item in found.items if item.subject and item.subject.id == "niger-dirkou-cia")
    assert dirkou.what == "lost-from-sight"
