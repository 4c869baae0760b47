from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.map.basemaps import CHOICES
from dashboard.view import Choices, View, Window, decode, encode, permanent
from geodata.record import own_record

TODAY = date(2026, 11, 24)


def choices():
    return Choices.of(own_record(), TODAY, CHOICES)


def some_of(values):
    return st.sets(st.sampled_from(values)).map(lambda chosen: tuple(value for value in values if value in chosen))


windows = st.builds(Window.of, st.floats(2, 12), st.floats(-85, 85), st.floats(-180, 180))


@st.composite
def views(draw):
    offered = choices()
    facets = {facet: draw(some_of(values)) for facet, values in offered.facets.items()}
    words = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Z")), max_size=80)
    return View(
        date=draw(st.dates(offered.first, offered.last)),
        trail=draw(st.sampled_from(["3m", "12m", "all"])),
        event=draw(st.none() | st.sampled_from(sorted(offered.events))),
        q=draw(words).strip(),
        lang=draw(st.sampled_from(["en", "fr"])),
        basemap=draw(st.sampled_from(offered.basemaps)),
        window=draw(st.none() | windows),
        **facets,
    )


@settings(max_examples=300, deadline=None)
@given(views(), st.sampled_from(["en", "fr"]))
def test_a_view_comes_back_from_its_address(view, browser):
    offered = choices()
    address = encode(view, offered, browser)
    back, notices = decode(address, offered, browser)
    assert back == view
    assert not notices


def test_defaults_leave_the_address_empty():
    offered = choices()
    assert encode(View(offered.default), offered) == {}


NONSENSE = [
    ({"date": ["yesterday"]}, "notice.date"),
    ({"date": ["2024-02-30"]}, "notice.date"),
    ({"date": ["1066-10-14"]}, "notice.outside"),
    ({"date": ["2999-01-01"]}, "notice.outside"),
    ({"date": ["2024-08-05", "2023-07-26"]}, "notice.repeated"),
    ({"alliance": ["NATO"]}, "notice.unknown"),
    ({"kind": ["<script>alert(1)</script>"]}, "notice.unknown"),
    ({"trail": ["5m"]}, "notice.unknown"),
    ({"lang": ["de"]}, "notice.unknown"),
    ({"event": ["no-such-event"]}, "notice.unknown"),
    ({"basemap": ["http://evil.example/"]}, "notice.unknown"),
    ({"q": ["x" * 5000]}, "notice.long"),
    ({"zoom": ["6"], "lat": ["14"]}, "notice.window"),
    ({"zoom": ["99"], "lat": ["14"], "lon": ["2"]}, "notice.window"),
    ({"zoom": ["nan"], "lat": ["14"], "lon": ["2"]}, "notice.window"),
    ({"zoom": ["6"], "lat": ["14"], "lon": ["1e999"]}, "notice.window"),
]


@pytest.mark.parametrize(("parameters", "notice"), NONSENSE)
def test_nonsense_opens_the_nearest_valid_view_and_says_so(parameters, notice):
    offered = choices()
    view, notices = decode(parameters, offered)
    assert [given.key for given in notices] == [notice]
    assert offered.first <= view.date <= offered.last
    assert len(view.q) <= 80
    assert decode(encode(view, offered), offered)[0] == view


@settings(max_examples=200, deadline=None)
@given(st.dictionaries(st.sampled_from(["date", "alliance", "trail", "q", "event", "lang", "x"]), st.lists(st.text())))
def test_any_address_gives_a_valid_view(parameters):
    offered = choices()
    view, _ = decode(parameters, offered)
    assert offered.first <= view.date <= offered.last
    for facet, values in offered.facets.items():
        assert set(getattr(view, facet)) <= set(values)


def test_an_events_own_link_opens_on_its_day():
    handed_over = next(event for event in own_record().events if event.date.first == date(2024, 8, 5))
    view, notices = decode({"event": [handed_over.id]}, choices())
    assert (view.date, notices) == (date(2024, 8, 5), ())


def test_a_month_alone_opens_on_its_first_day():
    assert decode({"date": ["2023-07"]}, choices())[0].date == date(2023, 7, 1)


@settings(max_examples=100, deadline=None)
@given(views(), st.dates(date(2026, 7, 3), date(2040, 1, 1)))
def test_an_address_for_others_shows_the_same_whatever_the_day_on_which_it_is_opened(view, later):
    address = permanent(view, choices())
    assert {"date", "lang"} <= address.keys()
    assert decode(address, Choices.of(own_record(), later, CHOICES), "fr")[0] == view
