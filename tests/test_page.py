"""The page's logic, through Streamlit's own test runner."""

import base64
import json
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

import dashboard

PAGE = Path(dashboard.__file__).parent / "page" / "navigation.py"


def open_page(**address):
    page = AppTest.from_file(str(PAGE), default_timeout=60)
    for name, value in address.items():
        page.query_params[name] = value
    page.run()
    assert not page.exception
    return page


def told(page):
    """What the page tells the panel, and the map in the same words."""
    (panel,) = page.get("bidi_component")
    return json.loads(panel.proto.json)["message"]


def test_the_address_sets_the_widgets():
    page = open_page(date="2023-09-16", alliance=["AES", "ECOWAS"], trail="3m", q="niamey")
    assert page.session_state["filter-alliance"] == ["AES", "ECOWAS"]
    assert page.session_state["filter-trail"] == "3m"
    assert page.text_input(key="filter-q").value == "niamey"
    assert page.text_input(key="go-to").placeholder == "2023-09-16"


def test_a_filter_is_told_and_goes_into_the_address():
    page = open_page(date="2024-12-31")
    assert "kind" not in told(page)["view"]
    page.button_group(key="filter-kind").set_value(["coup"]).run()
    assert page.query_params["kind"] == "coup"
    assert told(page)["view"]["kind"] == ["coup"]


def test_search_finds_words_without_their_accents(record):
    page = open_page(date="2026-07-01", trail="all")
    page.text_input(key="filter-q").set_value("menaka").run()
    bits = base64.b64decode(told(page)["match"])
    found = [event for position, event in enumerate(record.events) if bits[position >> 3] & 1 << (position & 7)]
    assert found
    for event in found:
        assert "Ménaka" in " ".join(
            (event.title.en, event.title.fr, event.summary.en, event.summary.fr, event.place.name.en)
        )


def test_going_to_a_date():
    page = open_page()
    page.text_input(key="go-to").set_value("2013-01-11").run()
    assert page.session_state["view"].date == date(2013, 1, 11)
    assert page.query_params["date"] == "2013-01-11"


@pytest.mark.parametrize("written", ["tomorrow", "2024-13-01", "05/08/2024"])
def test_a_date_that_is_none_is_answered_kindly(written):
    page = open_page(date="2024-08-05")
    page.text_input(key="go-to").set_value(written).run()
    assert not page.exception
    assert "is not a date" in page.warning[0].value
    assert page.session_state["view"].date == date(2024, 8, 5)


def test_a_date_of_the_page_is_a_command_and_a_filter_is_none():
    page = open_page(date="2024-08-05")
    page.text_input(key="go-to").set_value("2024-01-28").run()
    page.button_group(key="filter-kind").set_value(["exit"]).run()
    assert told(page)["commands"] == {"date": 1, "event": 0, "window": 0}
    assert told(page)["view"]["date"] == "2024-01-28"


def test_french():
    page = open_page(date="2024-08-01", lang="fr")
    assert told(page)["view"]["lang"] == "fr"
    assert page.text_input(key="filter-q").label == "Rechercher"


def test_nonsense_in_the_address_is_answered_with_a_notice():
    page = open_page(date="soon", alliance="NATO")
    assert len(page.warning) == 2
    assert "date" not in page.query_params


def test_clearing_the_filters():
    page = open_page(date="2024-08-05", alliance="AES", q="niger")
    next(button for button in page.button if button.label == "Clear filters").click().run()
    assert set(page.query_params) == {"date"}


def test_a_failure_on_our_side_is_told_without_a_traceback():
    def fail():
        from dashboard.app import apologise

        assert apologise(RuntimeError("secret"))

    page = AppTest.from_function(fail, default_timeout=60).run()
    assert "reload the page" in page.error[0].value
    assert "secret" not in page.error[0].value
