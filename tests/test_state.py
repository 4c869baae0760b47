"""The state of affairs, against a table checked by hand and against the records one by one."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.record import own_record
from geodata.state import PRECEDENCE, as_of, chronicle_of, presence

FIFTEEN = "BEN BFA CIV CPV GHA GIN GMB GNB LBR MLI NER NGA SEN SLE TGO"
TWELVE = "BEN CIV CPV GHA GIN GMB GNB LBR NGA SEN SLE TGO"
FIVE = "BFA MLI MRT NER TCD"
UEMOA = "BEN BFA CIV GNB MLI NER SEN TGO"


def but(countries, *others):
    return " ".join(country for country in countries.split() if country not in others)


# Date, alliance, members, suspended, exit announced, observers: each line written from the treaties,
# communiqués and withdrawals themselves, not from the record's YAML.
BY_HAND = [
    ("2012-01-01", "ECOWAS", FIFTEEN, "", "", ""),
    ("2012-03-26", "ECOWAS", FIFTEEN, "", "", ""),
    ("2012-03-27", "ECOWAS", but(FIFTEEN, "MLI"), "MLI", "", ""),
    ("2012-04-17", "AU", "", "GNB MLI", "", ""),
    ("2014-02-15", "G5S", "", "", "", ""),
    ("2014-02-16", "G5S", FIVE, "", "", ""),
    ("2015-09-20", "AU", "", "BFA CAF", "", ""),
    ("2017-06-01", "ECOWAS", FIFTEEN, "", "", ""),
    ("2020-08-18", "ECOWAS", but(FIFTEEN, "MLI"), "MLI", "", ""),
    ("2020-10-06", "ECOWAS", FIFTEEN, "", "", ""),
    ("2021-05-30", "ECOWAS", but(FIFTEEN, "MLI"), "MLI", "", ""),
    ("2021-09-08", "ECOWAS", but(FIFTEEN, "MLI", "GIN"), "GIN MLI", "", ""),
    ("2022-01-09", "UEMOA", but(UEMOA, "MLI"), "MLI", "", ""),
    ("2022-01-28", "ECOWAS", but(FIFTEEN, "MLI", "GIN", "BFA"), "BFA GIN MLI", "", ""),
    ("2022-05-15", "G5S", but(FIVE, "MLI"), "", "MLI", ""),
    ("2022-06-30", "G5S", but(FIVE, "MLI"), "", "", ""),
    ("2023-07-30", "ECOWAS", but(FIFTEEN, "MLI", "GIN", "BFA"), "BFA GIN MLI", "", ""),
    ("2023-09-15", "AES", "", "", "", ""),
    ("2023-09-16", "AES", "BFA MLI NER", "", "", ""),
    ("2023-12-02", "G5S", "MRT TCD", "", "", ""),
    ("2023-12-06", "G5S", "", "", "", ""),
    ("2023-12-09", "ECOWAS", but(FIFTEEN, "MLI", "GIN", "BFA"), "BFA GIN MLI", "", ""),
    ("2023-12-10", "ECOWAS", but(TWELVE, "GIN"), "BFA GIN MLI NER", "", ""),
    ("2024-01-28", "ECOWAS", but(TWELVE, "GIN"), "GIN", "BFA MLI NER", ""),
    ("2024-04-17", "ECOWAS", but(TWELVE, "GIN"), "GIN", "BFA MLI NER", ""),
    ("2024-04-17", "G5S", "", "", "", ""),
    ("2024-07-06", "AES", "BFA MLI NER", "", "", ""),
    ("2025-01-28", "ECOWAS", but(TWELVE, "GIN"), "GIN", "BFA MLI NER", ""),
    ("2025-01-29", "ECOWAS", but(TWELVE, "GIN"), "GIN", "", ""),
    ("2025-03-18", "OIF", "", "", "BFA MLI NER", ""),
    ("2025-03-28", "MNJTF", "BEN CMR NGA TCD", "NER", "", ""),
    ("2025-03-29", "MNJTF", "BEN CMR NGA TCD", "", "", ""),
    ("2025-09-22", "ICC", "", "", "BFA MLI NER", ""),
    ("2025-11-27", "ECOWAS", but(TWELVE, "GIN", "GNB"), "GIN GNB", "", ""),
    ("2026-01-28", "ECOWAS", but(TWELVE, "GNB"), "GNB", "", ""),
]


@pytest.mark.parametrize(("day", "alliance", *("members", "suspended", "leaving", "observers")), BY_HAND)
def test_who_is_what_by_hand(record, day, alliance, members, suspended, leaving, observers):
    standing = as_of(date.fromisoformat(day), record).alliances[alliance]
    expected = tuple(tuple(sorted(countries.split())) for countries in (members, suspended, leaving, observers))
    assert (standing.members, standing.suspended, standing.exit_announced, standing.observers) == expected


def test_the_table_has_at_least_25_dates():
    assert len({day for day, *_ in BY_HAND}) >= 25


BASES = [
    ("niger-ab201-agadez-us", "2016-04-18", False),
    ("niger-ab201-agadez-us", "2016-04-19", True),
    ("niger-ab201-agadez-us", "2024-08-04", True),
    ("niger-ab201-agadez-us", "2024-08-05", False),
    ("niger-ab101-niamey-us", "2024-04-17", True),
    ("niger-ab101-niamey-us", "2024-07-06", True),
    ("niger-ab101-niamey-us", "2024-07-07", False),
    ("niger-niamey-france-bap", "2023-12-21", True),
    ("niger-niamey-france-bap", "2023-12-22", False),
    ("niger-niamey-russia", "2024-04-09", False),
    ("niger-niamey-russia", "2024-04-10", True),
    ("niger-dirkou-cia", "2021-03-15", True),
    ("niger-dirkou-cia", "2021-04-01", False),
]


@pytest.mark.parametrize(("base", "day", "open_then"), BASES)
def test_bases_by_hand(record, base, day, open_then):
    assert (base in {known.id for known in as_of(date.fromisoformat(day), record).bases}) == open_then


def test_seed_day(record):
    """17 April 2024, as the domain's words tell it."""
    state = as_of(date(2024, 4, 17), record)
    in_niger = {base.operator for base in state.bases if base.host == "NER"}
    assert {base.id for base in state.bases} >= {"niger-ab201-agadez-us", "niger-ab101-niamey-us"}
    assert in_niger >= {"USA", "DEU", "ITA", "RUS"}
    assert "FRA" not in in_niger
    assert not any(force.operator == "FRA" and "NER" in force.hosts for force in state.forces)
    assert state.alliances["AES"].status_of("NER") == "member"
    assert state.alliances["ECOWAS"].status_of("NER") == "exit-announced"
    assert state.alliances["G5S"].status_of("NER") is None


def naive_statuses(record, day):
    """Say who is what by asking each membership, the slow and plain way."""
    statuses = {}
    for membership in record.memberships:
        if membership.interval.holds(day):
            key = membership.alliance, membership.country
            statuses[key] = min(statuses.get(key, "observer"), membership.status, key=PRECEDENCE.index)
    return statuses


def agree(record, day):
    state = as_of(day, record)
    told = {
        (alliance, country): status
        for alliance, standing in state.alliances.items()
        for group in (standing.members, standing.suspended, standing.exit_announced, standing.observers)
        for country in group
        if (status := standing.status_of(country))
    }
    assert told == naive_statuses(record, day)
    listed = [
        country
        for standing in state.alliances.values()
        for country in (*standing.members, *standing.suspended, *standing.exit_announced, *standing.observers)
    ]
    assert len(listed) == len(told), "a country stands in two lists of one alliance"


def test_every_day_on_which_a_membership_changes(record, chronicle):
    days = {day for spell in chronicle.spells for day in (spell.start, spell.end) if day}
    assert len(days) > 40
    for day in days:
        for shift in (-1, 0, 1):
            agree(record, day + timedelta(days=shift))


@settings(max_examples=200, deadline=None)
@given(st.dates(date(2011, 1, 1), date(2027, 12, 31)))
def test_any_day(day):
    agree(own_record(), day)


def test_json_has_the_promised_shape(record):
    plain = as_of(date(2024, 4, 17), record).as_json()
    assert list(plain) == ["date", "alliances", "bases", "forces", "events_so_far"]
    assert plain["date"] == "2024-04-17"
    assert all(
        list(lists) == ["members", "suspended", "exit_announced", "observers"] for lists in plain["alliances"].values()
    )
    assert all(codes == sorted(codes) for lists in plain["alliances"].values() for codes in lists.values())
    assert all(list(base) == ["id", "operator", "host", "name"] for base in plain["bases"])
    assert all(list(force) == ["id", "operator", "hosts"] for force in plain["forces"])
    assert plain["events_so_far"] == sum(event.date.first <= date(2024, 4, 17) for event in record.events)


def test_what_is_not_confirmed_of_late_says_so(record):
    unconfirmed = [base for base in record.bases if base.open_state == "unconfirmed"]
    assert unconfirmed
    for base in unconfirmed:
        assert presence(base, base.last_confirmed.last + timedelta(days=1)) == "unconfirmed"


def test_a_vague_beginning_is_uncertain(record):
    vague = [base for base in record.bases if base.start and base.start.precision != "day"]
    assert vague
    for base in vague:
        assert presence(base, base.start.first) == "uncertain"


def test_chronicle_is_made_once(record):
    assert chronicle_of(record) is chronicle_of(record)
