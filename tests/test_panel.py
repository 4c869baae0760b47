"""The panel beside the map, in Chromium: what it shows is what the model says."""

import json
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import expect

import dashboard
from dashboard.map.folium_map import message
from dashboard.map.payload import payload
from dashboard.map.texts import piece
from dashboard.view import Choices, View
from dashboard.wording import Wording
from geodata.records import Text
from geodata.state import as_of, presence

BROWSER = Path(dashboard.__file__).parent / "browser"


@pytest.fixture
def panel(page, record):
    """Show views in a panel, in a page of its own without a server."""
    page.evaluate("window.SahelAtlas = {}")
    for name in ("time.js", "state.js", "events.js", "message.js", "elements.js", "panel.js"):
        page.add_script_tag(path=BROWSER / name)
    shown = [record]
    page.expose_function("pieceOf", lambda name: (piece(name, shown[0]) or b"").decode())

    def show(record=record, **parts):
        shown[0] = record
        view = View(**{"date": date(2024, 8, 5), **parts})
        choices = Choices.of(record, max(view.date, date(2026, 11, 25)), ["atlas"])
        told = message(view, {"date": 0, "event": 0, "window": 0}, "test", record, choices)
        page.evaluate(
            """([text, message]) => {
              const payload = JSON.parse(text);
              SahelAtlas.time.countFrom(payload.epoch);
              window.chosen = [];
              const texts = (name) => window.pieceOf(name).then(JSON.parse);
              window.panel = SahelAtlas.panel.build(document.body, payload, texts, {
                choose: (id) => window.chosen.push(id),
                go: (day) => window.chosen.push(day),
              });
              window.panel.show(SahelAtlas.message.view(message), true);
            }""",
            [payload(record).decode(), told],
        )
        return page.locator("body")

    return show


def figures(body):
    return [int(text.replace("\u202f", "")) for text in body.locator(".figure dd").all_inner_texts()]


def test_the_figures_are_the_models(panel, page, record):
    body = panel(date=date(2012, 1, 1))
    for days in range(0, 5300, 97):
        day = date(2012, 1, 1) + timedelta(days)
        page.evaluate("(day) => window.panel.tell(day)", days)
        now = as_of(day, record)
        hosts = {host for force in now.forces for host in force.hosts_on(day)}
        expected = [len(now.alliances["AES"].members), len(now.alliances["ECOWAS"].members), len(now.bases)]
        assert figures(body) == [*expected, len(now.forces)], day
        unsure = sum(presence(base, day) == "unconfirmed" for base in now.bases)
        text = body.locator(".figures").inner_text()
        assert (f"{unsure} not confirmed" in text) == bool(unsure), day
        assert (f"in {len(hosts)} countr" in text) == bool(hosts), day


def test_filters_narrow_bases_and_forces(panel, record):
    body = panel(force=("RUS",), country=("MLI",))
    now = as_of(date(2024, 8, 5), record)
    assert figures(body)[2] == sum(base.operator == "RUS" and base.host == "MLI" for base in now.bases)


def test_the_state_of_a_day_in_words(panel):
    body = panel()
    expect(body.locator("h2").first).to_have_text("On 5 August 2024")
    expect(body.locator(".figures")).to_contain_text("3 exits announced")
    expect(body.locator(".figures")).to_contain_text("1 suspended")
    body.locator(".list-who summary").click()
    expect(body.locator(".list-who")).to_contain_text("Confederation of Sahel States")
    expect(body.locator(".list-who")).to_contain_text("Burkina Faso, Mali, Niger")


def test_french(panel):
    body = panel(date=date(2024, 8, 1), lang="fr")
    expect(body.locator("h2").first).to_have_text("Le 1er août 2024")
    expect(body.locator(".figures")).to_contain_text("retraits annoncés")


def test_a_list_names_operator_place_time_and_sources(panel, record):
    base = next(base for base in record.bases if base.id == "niger-ab201-agadez-us")
    body = panel(date=date(2024, 8, 4), force=("USA",))
    body.locator(".list-bases summary").click()
    item = body.locator(".presences li", has_text=base.name.en)
    expect(item).to_contain_text("Niger")
    expect(item.locator("a").first).to_have_attribute("href", base.sources[0].url)


def test_every_card_says_what_its_record_says(panel, record):
    event = next(event for event in record.events if event.note and event.figures and event.until)
    say = Wording("fr")
    body = panel(date=event.date.first, event=event.id, lang="fr")
    card = body.locator(f'[data-card="{event.id}"]')
    expect(card).to_have_attribute("data-selected", "true")
    expect(card.locator(".title")).to_have_text(event.title.fr)
    expect(card.locator(".meta")).to_contain_text(f"du {say.date(event.date)} au {say.date(event.until)}")
    expect(card.locator(".card-body > p").first).to_have_text(event.summary.fr)
    expect(card.locator(".numbers li").first).to_contain_text(event.figures[0].what.fr)
    expect(card.locator(".note")).to_contain_text(event.note.fr)
    expect(card.locator(".confidence")).to_have_attribute("data-confidence", event.confidence)
    read = card.locator(".reviewed")
    expect(read).to_have_text(f"Dernière relecture sur les sources : {say.date(event.reviewed)}")
    for position, source in enumerate(event.sources):
        link = card.locator("details.sources a").nth(position)
        expect(link).to_have_attribute("href", source.url)
        expect(link).to_have_attribute("rel", "noopener noreferrer")


@pytest.mark.parametrize(("lang", "words"), [("en", "about 24"), ("fr", "environ 24")])
def test_a_figure_says_when_it_is_approximate(panel, lang, words):
    body = panel(event="us-leaves-air-base-201-2024", lang=lang)
    expect(body.locator('[data-selected="true"] .numbers b').first).to_have_text(words)


def test_choosing_a_card_is_heard(panel, page):
    body = panel()
    title = body.locator(".card .title").first
    title.click()
    chosen = body.locator(".card").first.get_attribute("data-card")
    assert page.evaluate("window.chosen") == [chosen]


def test_days_to_go_to(panel, page):
    body = panel(date=date(2023, 7, 25))
    chip = body.get_by_role("button", name="before Niger’s coup")
    expect(chip).to_have_attribute("aria-pressed", "true")
    body.get_by_role("button", name="today").click()
    assert page.evaluate("window.chosen.map(SahelAtlas.time.iso)") == ["2026-11-25"]


def test_more_cards_on_demand(panel):
    body = panel(date=date(2026, 1, 31))
    few = body.locator(".card").count()
    body.get_by_role("button", name="Show more events").click()
    assert body.locator(".card").count() > few


def test_a_selected_event_outside_the_filters_is_shown_all_the_same(panel, record):
    coup = next(event for event in record.events if event.kind == "coup")
    first = panel(event=coup.id).locator(".card").first
    expect(first.locator(".title")).to_have_text(coup.title.en)
    expect(first.locator(".apart")).to_have_text("outside the period or the filters")


def test_no_event_matches(panel):
    expect(panel(date=date(2012, 1, 1), trail="3m").locator(".none")).to_contain_text("No event matches")


def test_what_lies_beyond_the_record_says_so(panel):
    body = panel(date=date(2026, 10, 1))
    expect(body.locator(".after")).to_contain_text("The record is complete up to")


def test_about_says_where_the_record_is_thin(panel, record):
    about = panel(lang="fr").locator(".about")
    expect(about).to_contain_text(record.coverage.thin[0].what.fr)
    expect(about).to_contain_text("Natural Earth")


def test_markup_in_a_record_stays_text(panel, page, record):
    evil = '<img src=x onerror="window.hurt = 1"> ${window.hurt = 1} \\1 l\'État'
    text = Text.model_construct(en=evil, fr=evil)
    event = record.events[-1].model_copy(update={"title": text, "summary": text})
    body = panel(replace(record, events=(*record.events[:-1], event)), event=event.id)
    card = body.locator(f'[data-card="{event.id}"]')
    expect(card.locator(".title")).to_have_text(evil)
    expect(card.locator(".card-body > p").first).to_have_text(evil)
    assert page.evaluate("window.hurt") is None


def test_pieces_hold_every_event_once(record):
    found, number = [], 0
    while content := piece(f"events-{number}", record):
        found += json.loads(content)
        number += 1
    assert [item["summary"] for item in found] == [[event.summary.en, event.summary.fr] for event in record.events]


@pytest.mark.parametrize("name", ["events-99999", "events--1", "events-x", "events-", "../secret", ""])
def test_there_is_no_other_piece(record, name):
    assert piece(name, record) is None
