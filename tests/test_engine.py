"""The browser's engine and the model give the same state of affairs."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from oracle import shown

import dashboard
from dashboard.map.folium_map import message
from dashboard.map.payload import EPOCH, day_number, payload
from dashboard.view import Choices, View
from geodata.state import PRECEDENCE, as_of

BROWSER = Path(dashboard.__file__).parent / "browser"

STATE = """(day) => {
  const { state } = SahelAtlas;
  window.index ||= SahelAtlas.events.index(payload.events);
  const view = { alliance: [], force: [], kind: [], country: [], match: null, trail: null };
  const standings = {};
  for (const [country, statuses] of state.standings(payload, day))
    for (const [alliance, status] of statuses)
      ((standings[payload.alliances[alliance].id] ||= {})[status] ||= []).push(country);
  const bases = state.bases(payload, view, day)
    .filter(({ base }) => base.to === null || day < base.to).map(({ base }) => base.id);
  const forces = {};
  for (const [host, present] of state.forcesByHost(payload, view, day))
    for (const { force } of present) (forces[force.id] ||= []).push(host);
  return { standings, bases, forces, events: index.shown(view, day).length };
}"""


@pytest.fixture(scope="module")
def ask(browser, record):
    """Ask the engine, in a page of its own, for the state on a day."""
    page = browser.new_page()
    page.evaluate("window.SahelAtlas = {}")
    for name in ("time.js", "state.js", "events.js", "message.js"):
        page.add_script_tag(path=BROWSER / name)
    page.evaluate("(text) => { window.payload = JSON.parse(text); }", payload(record).decode())
    page.evaluate("SahelAtlas.time.countFrom(payload.epoch)")
    page.evaluate(f"window.ask = {STATE}")

    def ask(day):
        return page.evaluate("(day) => ask(day)", day_number(day))

    ask.page = page
    yield ask
    page.close()


def agree(ask, day, record):
    theirs, ours = ask(day), as_of(day, record)
    for alliance, standing in ours.alliances.items():
        lists = (standing.exit_announced, standing.suspended, standing.members, standing.observers)
        named = dict(zip(("exit-announced", "suspended", "member", "observer"), lists, strict=True))
        assert set(named) == set(PRECEDENCE)
        found = {status: sorted(found) for status, found in theirs["standings"].get(alliance, {}).items()}
        assert found == {status: list(countries) for status, countries in named.items() if countries}, (day, alliance)
    assert sorted(theirs["bases"]) == [base.id for base in ours.bases], day
    forces = {force.id: force.hosts_on(day) for force in ours.forces if force.hosts_on(day)}
    assert {force: sorted(hosts) for force, hosts in theirs["forces"].items()} == forces, day
    assert theirs["events"] == ours.events_so_far, day


def test_on_every_day_of_change_and_the_day_before(ask, record, chronicle):
    days = {day for spell in chronicle.spells for day in (spell.start, spell.end) if day and day >= EPOCH}
    days |= {
        day
        for lasting in (*record.bases, *record.forces)
        for day in (lasting.interval.first_day, lasting.interval.end_day)
        if day and day >= EPOCH
    }
    assert len(days) > 100
    for day in sorted(days | {day - timedelta(1) for day in days if day > EPOCH}):
        agree(ask, day, record)


@settings(max_examples=60, deadline=None)
@given(offset=st.integers(0, 5500))
def test_on_any_day(ask, record, offset):
    agree(ask, EPOCH + timedelta(offset), record)


VIEWS = st.builds(
    View,
    date=st.dates(EPOCH, date(2026, 12, 31)),
    alliance=st.sampled_from([(), ("AES",), ("ECOWAS", "G5S")]),
    force=st.sampled_from([(), ("USA",), ("RUS", "OTHER")]),
    kind=st.sampled_from([(), ("coup",), ("attack", "talks")]),
    country=st.sampled_from([(), ("MLI",), ("NER", "TCD")]),
    trail=st.sampled_from(["3m", "12m", "all"]),
    q=st.sampled_from(["", "base", "niger accord"]),
)


@settings(max_examples=80, deadline=None)
@given(view=VIEWS)
def test_the_trail_holds_what_was_asked_for(ask, record, view):
    choices = Choices.of(record, view.date, ["atlas"])
    told = message(view, {"date": 0, "event": 0, "window": 0}, "test", record, choices)
    found = ask.page.evaluate(
        """(message) => {
          const { events, message: format } = SahelAtlas;
          const view = format.view(message);
          const index = events.index(payload.events);
          index.sift(view);
          const [begin, end] = index.trail(view.day, view.trail);
          const shown = index.shown(view, view.day).map(({ id }) => id);
          const newest = index.newest(begin, end, 1e6).map(({ id }) => id).reverse();
          const walked = [];
          let at = { day: -1e6, id: null };
          while ((at = index.neighbour(at.day, at.id, true))) walked.push(at.id);
          return { shown, newest, passed: index.passed(begin, end), walked };
        }""",
        told,
    )
    expected = shown(record, view)
    assert found["shown"] == found["newest"] == expected
    assert found["passed"] == len(expected)
    assert found["walked"] == shown(record, view.with_(date=date(2100, 1, 1), trail="all"))
