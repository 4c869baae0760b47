"""What a reader sees and does, in a real Chromium against a running server."""

import gzip
import re
import urllib.request
from urllib.parse import parse_qs, urlsplit

import pytest
from conftest import open_atlas
from playwright.sync_api import expect

SETTLED = 5_000  # ms, for what the server has a say in


def expect_address(page, **wanted):
    """Wait until the address carries the view."""

    def carries(url):
        return {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()} == wanted

    page.wait_for_url(carries, timeout=SETTLED)


def test_the_default_view_is_whole_and_asks_nobody_else(atlas, page):
    frame = atlas()
    expect(page.locator("h1")).to_have_text("Sahel Atlas")
    expect(frame.locator('[data-country="NER"]')).to_have_attribute("data-alliance", "AES")
    expect(frame.locator(".sa-legend")).to_contain_text("AES member")
    expect(page.locator(".about")).to_contain_text("Borders are those of Natural Earth; showing them implies no")
    expect(frame.locator(".leaflet-control-attribution")).to_contain_text("Natural Earth")


def test_air_base_201_turns_from_open_to_handed_over_on_5_august_2024(atlas, page):
    frame = atlas("date=2024-08-04")
    base = frame.locator('[data-base="niger-ab201-agadez-us"]')
    expect(base).to_have_attribute("data-phase", "open")
    frame.get_by_role("slider", name="Date").press("ArrowRight")
    expect(frame.locator(".sa-timebar")).to_have_attribute("data-date", "2024-08-05")
    expect(base).to_have_attribute("data-phase", "closed")
    expect(page.locator(".state h2")).to_have_text("On 5 August 2024", timeout=SETTLED)
    expect(frame.locator(".sa-timebar")).to_have_attribute("data-date", "2024-08-05")


def test_moving_the_date_repaints_at_once_and_ends_in_the_address(atlas, page):
    frame = atlas("date=2025-01-28")
    niger = frame.locator('[data-country="NER"]')
    slider = frame.get_by_role("slider", name="Date")
    slider.press("ArrowRight")
    expect(frame.locator(".sa-date")).to_have_text("29 January 2025")
    slider.press("Shift+ArrowLeft")
    expect(frame.locator(".sa-timebar")).to_have_attribute("data-date", "2024-12-29")
    expect(niger).to_have_attribute("data-hatch", "ECOWAS-exit-announced")
    page.wait_for_url(re.compile("date=2024-12-29"), timeout=SETTLED)
    page.get_by_role("textbox", name="Go to date").fill("2022-01-10")
    page.get_by_role("textbox", name="Go to date").press("Enter")
    expect(frame.locator(".sa-timebar")).to_have_attribute("data-date", "2022-01-10", timeout=SETTLED)
    expect(niger).to_have_attribute("data-alliance", "G5S")


def test_the_server_hears_of_a_drag_once_it_has_settled(atlas, page):
    frame = atlas("date=2024-01-01")
    frame.locator("body").evaluate(
        """() => {
            window.reports = [];
            const send = window.Streamlit.setComponentValue;
            window.Streamlit.setComponentValue = (value) => { window.reports.push(value); send(value); };
        }"""
    )
    slider = frame.get_by_role("slider", name="Date")
    for _ in range(20):
        slider.press("ArrowRight")
    page.wait_for_url(re.compile("date=2024-01-21"), timeout=SETTLED)
    reports = frame.locator("body").evaluate("() => window.reports")
    assert len(reports) < 5
    assert reports[-1]["date"] == "2024-01-21"


def test_a_marker_selects_its_card_and_a_card_its_marker(atlas, page):
    frame = atlas("date=2024-04-20&trail=3m")
    event = "us-niger-accord-ended-2024"
    frame.locator(f'[data-event="{event}"]').click()
    selected = page.locator(f'[data-card="{event}"][data-selected="true"]')
    expect(selected).to_be_visible(timeout=SETTLED)
    expect_address(page, date="2024-04-20", trail="3m", event=event)
    other_id = page.locator('[data-card][data-selected="false"]').first.get_attribute("data-card")
    page.locator(f'[data-card="{other_id}"]').get_by_role("button").first.click()
    expect(frame.locator(f'[data-event="{other_id}"]')).to_have_attribute("data-selected", "true", timeout=SETTLED)
    expect(selected).to_have_count(0)


def test_filters_leave_only_what_was_asked_for(atlas, page):
    frame = atlas("date=2024-08-04")
    expect(frame.locator('[data-base][data-operator="FRA"]').first).to_be_attached()
    page.get_by_role("button", name="United States", exact=True).click()
    expect(frame.locator('[data-base]:not([data-operator="USA"])')).to_have_count(0, timeout=SETTLED)
    expect(frame.locator('[data-base="niger-ab201-agadez-us"]')).to_be_attached()
    page.get_by_role("button", name="AES", exact=True).click()
    expect(frame.locator('[data-country][data-alliance="ECOWAS"]')).to_have_count(0, timeout=SETTLED)
    expect_address(page, date="2024-08-04", alliance="AES", force="USA")
    expect(frame.locator(".sa-legend")).not_to_contain_text("ECOWAS member")
    page.get_by_role("button", name="Clear filters").click()
    expect(frame.locator('[data-country][data-alliance="ECOWAS"]').first).to_be_attached(timeout=SETTLED)


def test_a_source_can_be_read_and_opens_apart(atlas, page, record):
    event = record.event_by_id["us-niger-disengagement-agreement-2024"]
    atlas(f"date=2024-06-01&event={event.id}")
    card = page.locator(f'[data-card="{event.id}"]')
    card.locator("details.sources summary").click()
    link = card.locator("details.sources a").first
    expect(link).to_be_visible()
    expect(link).to_have_attribute("href", event.sources[0].url)
    expect(link).to_have_attribute("target", "_blank")
    expect(link).to_have_attribute("rel", re.compile("noopener"))


def test_the_language_switch_changes_every_part_and_keeps_the_view(atlas, page):
    frame = atlas("date=2024-08-05&alliance=AES")
    page.get_by_role("radio", name="Français").click()
    expect(page.locator("h1")).to_have_text("Atlas du Sahel", timeout=SETTLED)
    expect(frame.locator(".sa-date")).to_have_text("5 août 2024")
    expect(frame.locator(".sa-legend")).to_contain_text("membre")
    expect(page.locator(".state h2")).to_have_text("Le 5 août 2024")
    expect_address(page, date="2024-08-05", alliance="AES", lang="fr")


def test_a_french_browser_gets_french(browser, server):
    context = browser.new_context(locale="fr-FR")
    page = context.new_page()
    page.goto(server)
    expect(page.get_by_role("heading", level=1)).to_have_text("Atlas du Sahel", timeout=15_000)
    context.close()


def test_a_shared_link_opens_on_what_was_seen(atlas, page):
    atlas("date=2023-09-16&trail=3m&q=Liptako")
    expect(page.locator(".state h2")).to_have_text("On 16 September 2023")
    expect(page.get_by_label("Search")).to_have_value("Liptako")
    expect_address(page, date="2023-09-16", trail="3m", q="Liptako")


def test_nonsense_in_the_address_is_answered_kindly(atlas, page):
    frame = atlas("date=yesterday&alliance=NATO")
    expect(page.get_by_text("“yesterday” is not a date")).to_be_visible()
    expect(page.get_by_text("NATO")).to_be_visible()
    expect(frame.locator('[data-country="NER"]')).to_have_attribute("data-alliance", "AES")


def test_regions_come_when_the_reader_is_near(atlas, page):
    frame = atlas()
    expect(frame.locator(".sa-region")).to_have_count(0)
    for _ in range(5):
        frame.get_by_role("button", name="Zoom in").click()
        page.wait_for_timeout(400)
    expect(frame.locator(".sa-region").first).to_be_attached()
    expect(frame.locator(".sa-region-name").first).to_be_attached()


@pytest.mark.parametrize("width", [390, 768, 1024])
def test_nothing_runs_off_the_side(browser, server, width):
    context = browser.new_context(viewport={"width": width, "height": 844}, locale="fr-FR")
    page = context.new_page()
    page.goto(server)
    page.frame_locator("iframe").locator("[data-ready]").wait_for(timeout=30_000)
    wide = page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0
    context.close()


def test_the_keyboard_reaches_the_events_without_the_filters(atlas, page):
    atlas("date=2024-08-05")
    skip = page.get_by_role("link", name="Skip to the events")
    skip.focus()
    expect(skip).to_be_in_viewport()
    page.set_viewport_size({"width": 390, "height": 844})
    skip.press("Enter")
    expect(page.locator("#events")).to_be_in_viewport()


def test_the_page_says_what_to_fetch_while_streamlit_starts(server):
    with urllib.request.urlopen(server, timeout=10) as page:
        html = page.read().decode()
    named = re.findall(r'<link rel="(modulepreload|preload|prefetch|stylesheet)"[^>]* href="([^"]+)"', html)
    assert len([address for relation, address in named if relation == "modulepreload"]) > 80
    assert {relation for relation, address in named if "/atlas/" in address} == {"preload", "prefetch", "stylesheet"}
    for _, address in named:
        with urllib.request.urlopen(f"{server}/{address.removeprefix('./').lstrip('/')}", timeout=10) as found:
            assert found.status == 200
            assert found.headers.get_content_type() != "text/html", address


def test_no_script_is_found_out_about_late(page, server):
    asked = []
    page.on("request", lambda request: asked.append(request) if request.resource_type == "script" else None)
    open_atlas(page, server)
    page.wait_for_timeout(1_000)
    with urllib.request.urlopen(server, timeout=10) as answer:
        named = set(re.findall(r'(?:href|src)="[^"]*?([^/"]+\.js)"', answer.read().decode()))
    late = {request.url.rpartition("/")[2] for request in asked if request.url.endswith(".js")} - named
    assert {name for name in late if not name.startswith("panel-")} == set()


def test_streamlits_own_scripts_come_compressed_and_may_be_kept(server):
    with urllib.request.urlopen(server, timeout=10) as page:
        script = re.search(r'src="\./(static/js/index\.[\w-]+\.js)"', page.read().decode())[1]
    asked = urllib.request.Request(f"{server}/{script}", headers={"Accept-Encoding": "gzip"})
    with urllib.request.urlopen(asked, timeout=10) as small, urllib.request.urlopen(f"{server}/{script}") as large:
        packed, plain = small.read(), large.read()
        assert gzip.decompress(packed) == plain
        assert len(packed) < len(plain) / 2
        assert "immutable" in small.headers["Cache-Control"]
