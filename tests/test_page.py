"""The page's logic, through Streamlit's own test runner."""

from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

import dashboard

PAGE = Path(dashboard.__file__).parent / "page.py"


def open_page(**address):
    page = AppTest.from_file(str(PAGE), default_timeout=60)
    for name, value in address.items():
        page.query_params[name] = value
    page.run()
    assert not page.exception
    return page


def html(page):
    return "\n".join(element.proto.body for element in page.get("html"))


def titles(page):
    return [button.label for button in page.button if button.key and button.key.startswith("select-")]


def test_the_state_of_the_day_in_figures():
    text = html(open_page(date="2024-08-05"))
    assert "On 5 August 2024" in text
    assert "3 exits announced" in text
    assert "1 suspended" in text


def test_the_address_sets_the_widgets():
    page = open_page(date="2023-09-16", alliance=["AES", "ECOWAS"], trail="3m", q="niamey")
    assert page.session_state["filter-alliance"] == ["AES", "ECOWAS"]
    assert page.session_state["filter-trail"] == "3m"
    assert page.text_input(key="filter-q").value == "niamey"
    assert page.text_input(key="go-to").value == "2023-09-16"


def test_a_filter_narrows_the_cards_and_goes_into_the_address():
    page = open_page(date="2024-12-31")
    before = len(titles(page))
    page.button_group(key="filter-kind").set_value(["coup"]).run()
    assert page.query_params["kind"] == "coup"
    assert len(titles(page)) < before


def test_search_finds_words_without_their_accents(record):
    page = open_page(date="2026-07-01", trail="all")
    page.text_input(key="filter-q").set_value("menaka").run()
    found = titles(page)
    assert found
    by_title = {event.title.en: event for event in record.events}
    for title in found:
        event = by_title[title]
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


def test_choosing_a_card_selects_its_event_and_choosing_it_again_lets_it_go():
    page = open_page(date="2024-08-05")
    card = next(button for button in page.button if button.key.startswith("select-"))
    event = card.key.removeprefix("select-")
    card.click().run()
    assert page.query_params["event"] == event
    assert page.session_state["commands"]["event"] == 1
    page.button(key=f"select-{event}").click().run()
    assert "event" not in page.query_params


def test_more_cards_on_demand():
    page = open_page(date="2026-01-31")
    few = len(titles(page))
    next(button for button in page.button if button.label == "Show more events").click().run()
    assert len(titles(page)) > few


def test_a_selected_event_outside_the_filters_is_shown_all_the_same(record):
    coup = next(event for event in record.events if event.kind == "coup")
    page = open_page(date="2024-08-05", event=coup.id)
    assert titles(page)[0] == coup.title.en
    assert page.caption[0].value == "outside the period or the filters"


def test_french():
    page = open_page(date="2024-08-01", lang="fr")
    text = html(page)
    assert "Le 1er août 2024" in text
    assert "retraits annoncés" in text
    assert page.text_input(key="filter-q").label == "Rechercher"


def test_nonsense_in_the_address_is_answered_with_a_notice():
    page = open_page(date="soon", alliance="NATO")
    assert len(page.warning) == 2
    assert "date" not in page.query_params


def test_no_event_matches():
    page = open_page(date="2012-01-01", trail="3m")
    assert page.info[0].value.startswith("No event matches")


def test_what_lies_beyond_the_record_says_so():
    assert "The record is complete up to" in html(open_page(date="2026-10-01"))


def test_clearing_the_filters():
    page = open_page(date="2024-08-05", alliance="AES", q="niger")
    next(button for button in page.button if button.label == "Clear filters").click().run()
    assert set(page.query_params) == {"date"}


@pytest.mark.parametrize(("lang", "words"), [("en", "<b>about 24</b>"), ("fr", "<b>environ 24</b>")])
def test_a_figure_says_when_it_is_approximate(lang, words):
    page = open_page(date="2024-08-05", event="us-leaves-air-base-201-2024", lang=lang)
    assert words in html(page)


def test_a_failure_on_our_side_is_told_without_a_traceback():
    def fail():
        from dashboard.app import apologise

        assert apologise(RuntimeError("secret"))

    page = AppTest.from_function(fail, default_timeout=60).run()
    assert "reload the page" in page.error[0].value
    assert "secret" not in page.error[0].value
