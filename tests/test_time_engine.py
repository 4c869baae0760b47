"""The time engine in a real Chromium: every way to move, at once and for long; each piece of state has one owner."""

import base64
import json
import random
import re
from datetime import date, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from conftest import free_port, open_atlas, serving
from oracle import shown
from playwright.sync_api import expect

from dashboard.map import folium_map
from dashboard.map.basemaps import CHOICES
from dashboard.map.payload import PRESETS
from dashboard.serving.site import site
from dashboard.view import DRAWN_FIRST, FACETS, View
from geodata.state import as_of

SETTLED = 8_000  # ms, for what the server has a say in

READ = """() => ({
  date: document.querySelector(".sa-timebar").dataset.date,
  text: document.querySelector(".sa-date").textContent,
  fills: Object.fromEntries([...document.querySelectorAll("path[data-country]")].map(
    ({ dataset }) => [dataset.country, `${dataset.status} ${dataset.alliance} ${dataset.hatch}`])),
  events: [...document.querySelectorAll("[data-event]")].map(({ dataset }) => dataset.event),
  selected: document.querySelector('[data-event][data-selected="true"]')?.dataset.event ?? null,
  shown: Number(document.querySelector("[data-ready]").dataset.shown),
})"""

# Move in the page, and read once the next frame is there: what a reader would see then.
MOVE = """async (move) => {
  const frame = () => new Promise(requestAnimationFrame);
  const range = document.querySelector(".sa-range");
  if (move.day !== undefined) {
    range.value = move.day;
    range.dispatchEvent(new Event("input", { bubbles: true }));
  }
  if (move.click) document.querySelector(move.click).click();
  if (move.key) range.dispatchEvent(new KeyboardEvent("keydown", { ...move, bubbles: true, cancelable: true }));
  await frame();
  await frame();
}"""


def fills(day, record, alliances=()):
    """What the fills must be, from the model: the foremost alliance in which a country stands, and the hatching."""
    order = [*DRAWN_FIRST, *sorted({one.id for one in record.alliances} - set(DRAWN_FIRST))]
    order = [a for a in order if (a in alliances if alliances else a in DRAWN_FIRST)]
    state, found = as_of(day, record), {}
    for alliance in order:
        standing = state.alliances[alliance]
        lists = {"exit-announced": standing.exit_announced, "suspended": standing.suspended}
        lists |= {"member": standing.members, "observer": standing.observers}
        for status, countries in lists.items():
            for country in countries:
                found.setdefault(country, []).append((alliance, status))
    drawn = {}
    for country, statuses in found.items():
        hatched = next((one for one in statuses if one[1] in ("exit-announced", "suspended")), None)
        shown = next((one for one in statuses if one[1] in ("member", "observer")), hatched)
        drawn[country] = f"{shown[1]} {shown[0]} {'-'.join(hatched) if hatched else ''}"
    return drawn


def agrees(read, view, record, chosen=True):
    """What was read back from the map is the view, in its date, its fills and its markers."""
    assert read["date"] == view.date.isoformat()
    expected = fills(view.date, record, view.alliance)
    assert {code: read["fills"].get(code) for code in expected if code in read["fills"]} == {
        code: look for code, look in expected.items() if code in read["fills"]
    }, view
    assert all(look.startswith("none") for code, look in read["fills"].items() if code not in expected), view
    wanted = set(shown(record, view))
    assert read["shown"] == len(wanted), view
    assert not chosen or set(read["events"]) <= wanted | {view.event}, view
    assert not wanted or read["events"], view


def inner(page):
    return next(frame for frame in page.frames if frame != page.main_frame)


def mark(page):
    """Mark the frame's element and its window: another one would not carry the mark."""
    page.evaluate("document.querySelector('iframe').marked = true")
    inner(page).evaluate("window.marked = true")


def is_marked(page):
    return page.evaluate("document.querySelector('iframe').marked") and inner(page).evaluate("window.marked")


def address(page):
    return parse_qs(urlsplit(page.url).query)


def wait_for(engine, view, record):
    """Wait until the map has followed what the page told it."""
    for _ in range(SETTLED // 50):
        read = engine.evaluate(READ)
        try:
            return agrees(read, view.with_(date=date.fromisoformat(read["date"])), record, chosen=False)
        except AssertionError:
            engine.page.wait_for_timeout(50)
    return agrees(read, view.with_(date=date.fromisoformat(read["date"])), record, chosen=False)


def preset(page, label):
    """Go to one of the days that the page offers."""
    page.locator(".presets").get_by_role("button", name=label).click()


def has_facets(url, view):
    found = parse_qs(urlsplit(url).query)
    return all(sorted(found.get(facet, [])) == sorted(getattr(view, facet)) for facet in FACETS)


def settle(page, view):
    """Wait until panel and address agree with the view."""
    expect(page.locator(".state h2")).to_have_text(f"On {view.date.day} {view.date:%B %Y}", timeout=SETTLED)

    def carries(url):
        found = parse_qs(urlsplit(url).query)
        return found.get("date", [view.date.isoformat()]) == [view.date.isoformat()] and has_facets(url, view)

    page.wait_for_url(carries, timeout=SETTLED)


@pytest.mark.parametrize("seed", [1])
def test_five_hundred_random_moves_end_with_map_panel_and_address_agreeing(atlas, page, record, seed):
    chance = random.Random(seed)
    begins, last = date(2012, 1, 1), date(2026, 7, 2)
    frame = atlas("date=2024-08-05")
    mark(page)
    engine = inner(page)
    engine.evaluate("map_div.setView([15, 5], 5.5, { animate: false })")
    view = View(date(2024, 8, 5))
    names = {"force": {"USA": "United States", "RUS": "Russia"}, "alliance": {"AES": "AES", "ECOWAS": "ECOWAS"}}
    presets = {"before Niger’s coup": PRESETS[0], "AES founded": PRESETS[1], "Base 201 handed over": PRESETS[2]}
    # The server's part is a tenth: each such move waits for the network, and is followed by a look at everything.
    for number in range(500):
        if number % 10 != 9:
            day = begins + timedelta(chance.randrange((last - begins).days))
            keys = [{"key": "ArrowRight", "shiftKey": True}, {"key": "PageUp"}, {"key": "PageDown"}]
            buttons = [{"click": ".sa-next"}, {"click": ".sa-previous"}, {"click": ".sa-first"}]
            move = chance.choice([{"day": (day - begins).days}] * 3 + keys + buttons)
            engine.evaluate(MOVE, move)
        else:
            what = chance.choice(["filter", "filter", "card", "preset"])
            if what == "filter":
                facet, code = chance.choice([(facet, code) for facet in names for code in names[facet]])
                page.get_by_role("button", name=names[facet][code], exact=True).click()
                chosen = set(getattr(view, facet)) ^ {code}
                view = view.with_(**{facet: tuple(sorted(chosen))})
            elif what == "preset":
                label, (_, event, days) = chance.choice(list(presets.items()))
                wanted = record.event_by_id[event].date.first + timedelta(days)
                preset(page, label)
                expect(frame.locator(".sa-timebar")).to_have_attribute("data-date", str(wanted), timeout=SETTLED)
            elif page.locator(".card").count():
                page.locator(".card .title").first.click()
            page.wait_for_url(lambda url: has_facets(url, view), timeout=SETTLED)  # noqa: B023 (called at once)
            wait_for(engine, view, record)
        read = engine.evaluate(READ)
        view = view.with_(date=date.fromisoformat(read["date"]), event=read["selected"])
        agrees(read, view, record)
        if number % 50 == 49:
            settle(page, view)
    settle(page, view)
    agrees(engine.evaluate(READ), view, record)
    assert is_marked(page)
    centre = engine.evaluate("[map_div.getCenter().lat, map_div.getCenter().lng, map_div.getZoom()]")
    assert centre == pytest.approx([15, 5, 5.5], abs=0.05)


def test_both_sides_at_once_end_in_agreement(atlas, page):
    frame = atlas("date=2020-01-01")
    mark(page)
    inner(page).evaluate(
        """() => {
          const range = document.querySelector(".sa-range");
          window.hammer = setInterval(() => {
            range.value = Math.floor(Math.random() * 5000);
            range.dispatchEvent(new Event("input", { bubbles: true }));
          }, 37);
        }"""
    )
    for label, chip in [("before Niger’s coup", "AES"), ("AES founded", "Coup"), ("Base 201 handed over", "AES")] * 2:
        preset(page, label)
        page.wait_for_timeout(90)
        page.get_by_role("button", name=chip, exact=True).click()
        page.wait_for_timeout(120)
    inner(page).evaluate("() => clearInterval(window.hammer)")
    page.wait_for_timeout(1_500)
    shown = date.fromisoformat(inner(page).evaluate(READ)["date"])
    settle(page, View(shown, kind=("coup",) if "kind" in address(page) else ()))
    assert is_marked(page)
    # The last writer wins: with the hammer at rest, the page's own word is followed.
    preset(page, "before Niger’s coup")
    expect(frame.locator(".sa-timebar")).to_have_attribute("data-date", "2023-07-25", timeout=SETTLED)
    page.wait_for_timeout(1_000)
    expect(frame.locator(".sa-timebar")).to_have_attribute("data-date", "2023-07-25")


def test_play_reaches_the_end_and_stops_and_begins_anew(atlas, page):
    frame = atlas("date=2026-01-01")
    frame.locator(".sa-speed").select_option("year")
    frame.get_by_role("button", name="Play").click()
    bar = frame.locator(".sa-timebar")
    expect(bar).to_have_attribute("data-playing", "true")
    expect(bar).to_have_attribute("data-playing", "false", timeout=10_000)
    last = frame.locator(".sa-range").get_attribute("max")
    assert frame.locator(".sa-range").input_value() == last
    ended = bar.get_attribute("data-date")
    expect(page.locator(".state h2")).to_have_text(re.compile(f"{date.fromisoformat(ended):%B %Y}"), timeout=SETTLED)
    frame.get_by_role("button", name="Play").click()
    expect(bar).to_have_attribute("data-date", re.compile("^2012"))
    frame.get_by_role("button", name="Pause").click()
    expect(bar).to_have_attribute("data-playing", "false")


def test_playing_goes_on_while_the_panel_updates(atlas, page):
    frame = atlas("date=2022-01-01")
    frame.get_by_role("button", name="Play").click()
    page.wait_for_url(re.compile("date=2022-0[2-9]"), timeout=SETTLED)
    page.get_by_role("button", name="AES", exact=True).click()
    page.wait_for_url(re.compile("alliance=AES"), timeout=SETTLED)
    expect(frame.locator(".sa-timebar")).to_have_attribute("data-playing", "true")
    before = frame.locator(".sa-timebar").get_attribute("data-date")
    expect(frame.locator(".sa-timebar")).not_to_have_attribute("data-date", before)
    # The heading of the panel follows while time plays, not only when it rests.
    heading = page.locator(".state h2").inner_text()
    expect(page.locator(".state h2")).not_to_have_text(heading)


def test_event_by_event_pauses_to_let_one_read(atlas, page, record):
    frame = atlas("date=2023-07-25")
    frame.locator(".sa-speed").select_option("event")
    frame.get_by_role("button", name="Play").click()
    coup = record.event_by_id["niger-coup-2023"]
    expect(frame.locator(".sa-caption")).to_contain_text(coup.title.en)
    expect(frame.locator(f'[data-event="{coup.id}"]')).to_have_attribute("data-selected", "true")
    page.wait_for_timeout(1_200)
    expect(frame.locator(".sa-caption")).to_contain_text(coup.title.en)
    expect(frame.locator(".sa-told")).to_contain_text(coup.title.en)
    expect(frame.locator(".sa-caption")).not_to_contain_text(coup.title.en, timeout=10_000)
    frame.get_by_role("button", name="Pause").click()


def test_next_walks_through_every_event_of_one_day(atlas, record):
    days = [event.date.first for event in record.events]
    day = next(day for day in days if days.count(day) >= 2)
    same = [event.id for event in record.events if event.date.first == day]
    frame = atlas(f"date={day - timedelta(1)}&trail=3m")
    walked = []
    for _ in same:
        frame.get_by_role("button", name="Next event").click()
        expect(frame.locator(".sa-timebar")).to_have_attribute("data-date", day.isoformat())
        selected = frame.locator('[data-event][data-selected="true"]')
        if walked:
            expect(selected).not_to_have_attribute("data-event", walked[-1])
        walked.append(selected.get_attribute("data-event"))
    assert walked == same


def test_the_keyboard_alone_can_do_everything(atlas, page, record):
    frame = atlas("date=2024-08-05")
    slider = frame.get_by_role("slider", name="Date")
    bar = frame.locator(".sa-timebar")

    def press(key, expected):
        page.keyboard.press(key)
        expect(bar).to_have_attribute("data-date", expected)

    frame.locator(".leaflet-container").focus()
    for _ in range(25):
        page.keyboard.press("Tab")
        if slider.evaluate("(node) => node === document.activeElement"):
            break
    expect(slider).to_be_focused()
    assert slider.evaluate("(node) => getComputedStyle(node).outlineStyle") == "solid"
    press("ArrowRight", "2024-08-06")
    press("ArrowLeft", "2024-08-05")
    press("Shift+ArrowRight", "2024-09-05")
    press("Shift+ArrowLeft", "2024-08-05")
    press("Home", "2012-01-01")
    press("PageDown", record.events[0].date.first.isoformat())
    page.keyboard.press("End")
    expect(bar).to_have_attribute("data-date", re.compile("^2026"))
    page.keyboard.press("Home")
    page.keyboard.press("Space")
    expect(bar).to_have_attribute("data-playing", "true")
    page.keyboard.press("Space")
    expect(bar).to_have_attribute("data-playing", "false")
    page.keyboard.press("f")
    expect(frame.locator("html")).to_have_attribute("data-full", "true")
    page.keyboard.press("f")
    expect(frame.locator("html")).to_have_attribute("data-full", "false")


def test_symbols_have_names_for_those_who_hear_them(atlas, record):
    frame = atlas("date=2024-08-05&lang=fr")
    event = record.event_by_id["us-leaves-air-base-201-2024"]
    named = frame.get_by_role("button", name=f"5 août 2024, {event.title.fr}, {event.place.name.fr}")
    expect(named.first).to_be_attached()
    expect(frame.locator(".sa-symbol:not([aria-label])")).to_have_count(0)


def test_symbols_are_one_stop_of_the_tab_key_and_arrows_walk_through_them(atlas, page):
    frame = atlas("date=2024-08-05")
    stops = frame.locator('.sa-symbol[tabindex="0"]')
    expect(stops).to_have_count(1)
    stops.focus()
    first = stops.get_attribute("data-key")
    page.keyboard.press("ArrowRight")
    expect(frame.locator(".sa-symbol:focus")).not_to_have_attribute("data-key", first)
    expect(frame.locator(".sa-symbol:focus")).to_have_attribute("aria-label", re.compile(r"\w"))
    for _ in range(40):
        if frame.locator(".sa-event:focus").count():
            break
        page.keyboard.press("ArrowRight")
    chosen = frame.locator(".sa-event:focus").get_attribute("data-event")
    page.keyboard.press("Enter")
    expect(frame.locator(f'[data-event="{chosen}"]')).to_have_attribute("data-selected", "true")
    expect(page.locator(f'[data-card="{chosen}"]')).to_have_attribute("data-selected", "true", timeout=SETTLED)
    expect(frame.locator(".sa-timebar")).to_have_attribute("data-date", "2024-08-05")


def test_the_keyboards_focus_stays_where_it_acts_in_the_panel(atlas, page):
    frame = atlas("date=2024-08-05")
    preset = page.get_by_role("button", name="AES founded")
    preset.press("Enter")
    expect(frame.locator(".sa-timebar")).to_have_attribute("data-date", "2023-09-16")
    page.wait_for_timeout(1_000)
    expect(preset).to_be_focused()
    card = page.locator(".card").nth(1)
    title = card.locator(".title")
    title.press("Enter")
    expect(card).to_have_attribute("data-selected", "true", timeout=SETTLED)
    page.wait_for_timeout(1_000)
    expect(title).to_be_focused()


def test_choosing_a_symbol_does_not_count_as_moving_the_map(atlas, page):
    frame = atlas("date=2024-08-05")
    frame.locator('[data-event="us-leaves-air-base-201-2024"]').click()
    page.wait_for_url(re.compile("event="), timeout=SETTLED)
    page.set_viewport_size({"width": 1200, "height": 760})
    page.wait_for_timeout(1_000)
    frame.get_by_role("slider", name="Date").press("ArrowRight")
    page.wait_for_url(re.compile("date=2024-08-06"), timeout=SETTLED)
    assert "zoom" not in page.url


@pytest.mark.parametrize(("lang", "text", "name"), [("en", "5 August 2024", "Play"), ("fr", "5 août 2024", "Lecture")])
def test_the_slider_speaks_the_pages_language(atlas, lang, text, name):
    frame = atlas(f"date=2024-08-05&lang={lang}")
    expect(frame.get_by_role("slider", name="Date")).to_have_attribute("aria-valuetext", text)
    expect(frame.get_by_role("button", name=name)).to_be_visible()


def test_full_screen_is_readable_from_the_back_row(atlas, page):
    page.set_viewport_size({"width": 1024, "height": 768})
    frame = atlas("date=2024-08-05")
    page.locator("h1").click()
    page.keyboard.press("f")
    expect(frame.locator("html")).to_have_attribute("data-full", "true")
    for part in (".sa-date", ".sa-caption"):
        assert float(frame.locator(part).evaluate("(node) => parseFloat(getComputedStyle(node).fontSize)")) >= 24
    box = frame.locator(".leaflet-container").bounding_box()
    assert (box["width"], box["height"]) == (1024, 768)
    expect(frame.locator(".leaflet-control-zoom")).to_be_hidden()
    frame.get_by_role("button", name="Leave full screen").click()
    expect(frame.locator("html")).to_have_attribute("data-full", "false")


def test_reduced_motion_moves_nothing_by_itself(browser, server):
    context = browser.new_context(reduced_motion="reduce")
    page = context.new_page()
    frame = open_atlas(page, server, "date=2024-08-05")
    moving = """(node) => [getComputedStyle(node).animationName, getComputedStyle(node).transitionProperty]"""
    assert frame.locator("[data-event]").first.evaluate(moving)[0] == "none"
    assert frame.locator("[data-country]").first.evaluate(moving)[1] in ("none", "all")
    assert frame.locator("[data-country]").first.evaluate("(node) => getComputedStyle(node).transitionDuration") == "0s"
    context.close()


BEGUN = """(root) => {
  const page = root.ownerDocument;
  page.begun = [];
  page.addEventListener("animationstart", ({ animationName, target }) => {
    const { event, base } = target.closest(".sa-symbol").dataset;
    page.begun.push(`${animationName} ${event || base}`);
  });
}"""


def test_what_changes_is_animated(atlas):
    frame = atlas("date=2024-08-04")
    root = frame.locator("html")
    root.evaluate(BEGUN)
    frame.get_by_role("slider", name="Date").press("ArrowRight")
    frame.locator('[data-base="niger-ab201-agadez-us"][data-phase="closed"]').wait_for()
    frame.locator('[data-event="us-leaves-air-base-201-2024"]').wait_for()
    frame.locator(".sa-symbol[data-news]").first.wait_for(state="detached")
    begun = root.evaluate("(root) => root.ownerDocument.begun")
    assert sorted(begun) == ["sa-arrive us-leaves-air-base-201-2024", "sa-emptied niger-ab201-agadez-us"]
    country = frame.locator('[data-country="NER"]')
    assert country.evaluate("(node) => getComputedStyle(node).transitionDuration") == "0.2s"


def test_what_came_in_a_hurry_does_not_arrive_anew_once_time_rests(atlas, page):
    frame = atlas("date=2023-01-01")
    root = frame.locator("html")
    frame.get_by_role("slider", name="Date").focus()
    root.evaluate(BEGUN)
    for _ in range(18):
        page.keyboard.press("Shift+ArrowRight")
    expect(page.locator(".st-key-panel h2").first).to_contain_text("1 July 2024")
    page.wait_for_url("**date=2024-07-01**")
    at_rest = len(root.evaluate("(root) => root.ownerDocument.begun"))
    page.wait_for_timeout(1_000)
    assert len(root.evaluate("(root) => root.ownerDocument.begun")) == at_rest
    assert at_rest < frame.locator("[data-event]").count() / 2


def test_names_are_written_where_the_map_looks(atlas, page):
    frame = atlas("date=2024-07-01")
    names = frame.locator(".sa-label:not([hidden])")
    expect(names.filter(has_text=re.compile("^Niger$"))).to_be_visible()
    expect(frame.locator("[data-world=there]")).to_have_count(1)
    expect(names.filter(has_text="Mongolia")).to_have_count(0)
    box = frame.locator(".leaflet-container").bounding_box()
    middle = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 3)
    for _ in range(3):
        page.mouse.move(*middle)
        page.mouse.down()
        page.mouse.move(middle[0] - 600, middle[1] + 40, steps=5)
        page.mouse.up()
    expect(names.filter(has_text="Iran")).to_be_visible()


def test_the_histogram_respects_the_filters(atlas, page):
    frame = atlas("date=2024-08-05")
    bars = frame.locator(".sa-histogram")
    expect(bars).to_have_attribute("data-bars", re.compile(r"\d+"))
    before = int(bars.get_attribute("data-bars"))
    page.get_by_role("button", name="Coup", exact=True).click()
    expect(bars).not_to_have_attribute("data-bars", str(before), timeout=SETTLED)
    assert 0 < int(bars.get_attribute("data-bars")) < before / 4
    box = bars.bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(frame.locator(".sa-timebar")).to_have_attribute("data-date", re.compile("^2019"))


def test_a_payload_that_fails_says_so_and_can_be_had_again(page, server):
    page.route("**/atlas/record-*", lambda route: route.abort())
    page.goto(server)
    failed = page.frame_locator("iframe").get_by_role("alert")
    expect(failed).to_contain_text("data did not arrive", timeout=20_000)
    expect(page.locator(".st-key-panel")).to_contain_text("data did not arrive")
    page.unroute("**/atlas/record-*")
    failed.get_by_role("button", name="Try again").click()
    page.frame_locator("iframe").locator("[data-ready]").wait_for()
    expect(page.frame_locator("iframe").locator('[data-country="NER"]')).to_have_attribute("data-alliance", "AES")


OPACITY = "(node) => getComputedStyle(node).fillOpacity"


def test_a_tile_server_that_is_down_leaves_the_atlas_map(page, server):
    page.route(lambda url: urlsplit(url).hostname != "localhost", lambda route: route.abort())
    frame = open_atlas(page, server, f"date=2024-08-05&basemap={CHOICES[1]}")
    expect(frame.locator(".leaflet-container")).to_have_attribute("data-ground", "tiles")
    page.wait_for_timeout(1_000)
    expect(frame.locator(".leaflet-container")).not_to_have_attribute("data-tiles", "there")
    assert float(frame.locator('[data-country="DZA"]').evaluate(OPACITY)) == 1
    assert float(frame.locator('[data-country="NER"]').evaluate(OPACITY)) == 1


def test_tiles_that_arrive_show_through_the_atlas_map(page, server):
    tile = base64.b64decode(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII="
    )
    answer = {"body": tile, "content_type": "image/png"}
    page.route(lambda url: urlsplit(url).hostname != "localhost", lambda route: route.fulfill(**answer))
    frame = open_atlas(page, server, f"date=2024-08-05&basemap={CHOICES[1]}")
    expect(frame.locator(".leaflet-container")).to_have_attribute("data-tiles", "there")
    assert float(frame.locator('[data-country="DZA"]').evaluate(OPACITY)) == 0
    assert float(frame.locator('[data-country="NER"]').evaluate(OPACITY)) < 1


def test_a_reconnect_restores_what_was_seen(page):
    port = free_port()
    with serving(port=port) as server:
        frame = open_atlas(page, server, "date=2024-08-05&alliance=AES")
        mark(page)
        frame.get_by_role("slider", name="Date").press("ArrowRight")
        page.wait_for_url(re.compile("date=2024-08-06"), timeout=SETTLED)
    frame.get_by_role("slider", name="Date").press("ArrowRight")
    frame.get_by_role("slider", name="Date").press("ArrowRight")
    expect(frame.locator(".sa-timebar")).to_have_attribute("data-date", "2024-08-08")
    with serving(port=port):
        page.wait_for_url(re.compile("date=2024-08-08"), timeout=60_000)
        expect(page.locator(".state h2")).to_have_text("On 8 August 2024", timeout=SETTLED)
        expect(frame.locator(".sa-timebar")).to_have_attribute("data-date", "2024-08-08")
        assert address(page)["alliance"] == ["AES"]
        assert is_marked(page)


def test_a_message_of_another_version_asks_for_a_reload(atlas, page):
    frame = atlas()
    inner(page).evaluate("SahelAtlas.receive(btoa(JSON.stringify({ v: 99 })))")
    expect(frame.get_by_role("alert")).to_contain_text("renewed")
    expect(frame.locator('[data-country="NER"]')).to_have_attribute("data-alliance", "AES")


def test_a_saved_map_works_from_disk_and_asks_nobody(page, record, tmp_path):
    shared = site()
    view = View(date(2024, 8, 4), lang="fr")
    saved = folium_map.standalone(view, record, shared.choices(date(2026, 11, 25)), shared.assets)
    saved.save(tmp_path / "map.html")
    asked, failures = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: failures.append(str(error)))
    page.goto((tmp_path / "map.html").as_uri())
    expect(page.locator(".sa-date")).to_have_text("4 août 2024")
    page.get_by_role("slider", name="Date").press("ArrowRight")
    base = page.locator('[data-base="niger-ab201-agadez-us"]')
    expect(base).to_have_attribute("data-phase", "closed")
    expect(page.locator('[data-country="NER"]')).to_have_attribute("data-alliance", "AES")
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
    assert failures == []


@pytest.fixture(scope="module")
def crowd(tmp_path_factory, record):
    """A server with 2,000 events more than the atlas's own."""
    chance = random.Random(7)
    own = [json.loads(event.model_dump_json(by_alias=True, exclude_none=True)) for event in record.events]
    more = []
    for number in range(2_000):
        event = chance.choice(own)
        day = date(2012, 1, 1) + timedelta(chance.randrange(5_000))
        changed = {"id": f"{event['id']}-{number}", "date": day.isoformat(), "until": None, "related": []}
        more.append({key: value for key, value in {**event, **changed}.items() if value is not None})
    file = tmp_path_factory.mktemp("data") / "more.json"
    file.write_text(json.dumps({"events": more}), encoding="utf-8")
    with serving("--data", str(file)) as address:
        yield address, [*(event.date.first for event in record.events), *(date.fromisoformat(e["date"]) for e in more)]


def test_a_large_record_is_counted_on_a_canvas(crowd, page):
    address_, days = crowd
    frame = open_atlas(page, address_, "date=2020-06-01&trail=all")
    expect(frame.locator("canvas.leaflet-layer, .leaflet-sa-crowd-pane canvas")).to_have_count(1)
    expect(frame.locator("[data-event]")).to_have_count(0)
    for day in ("2016-02-03", "2023-09-16"):
        page.get_by_role("textbox", name="Go to date").fill(day)
        page.get_by_role("textbox", name="Go to date").press("Enter")
        expected = sum(one <= date.fromisoformat(day) for one in days)
        expect(frame.locator("[data-ready]")).to_have_attribute("data-shown", str(expected), timeout=SETTLED)
    painted = """(node) => node.getContext("2d").getImageData(0, 0, node.width, node.height).data.some(Boolean)"""
    assert frame.locator(".leaflet-sa-crowd-pane canvas").evaluate(painted)


def test_a_bubble_selects_its_newest_event_then_the_one_before(crowd, page):
    address_, _ = crowd
    frame = open_atlas(page, address_, "date=2020-06-01&trail=all")
    at = inner(page).evaluate(
        """() => {
          const { x, y } = map_div.latLngToContainerPoint([13.51, 2.11]);
          return [x, y];
        }"""
    )
    box = page.locator("iframe").bounding_box()
    chosen = []
    for _ in range(2):
        for dx, dy in [(0, 0), (14, 0), (-14, 0), (0, 14), (0, -14)]:
            page.mouse.click(box["x"] + at[0] + dx, box["y"] + at[1] + dy)
            page.wait_for_timeout(400)
            if "event" in address(page) and address(page)["event"] != chosen[-1:]:
                break
        page.wait_for_timeout(600)
        chosen += address(page)["event"]
    assert len(set(chosen)) == 2
    expect(frame.locator('[data-event][data-selected="true"]')).to_have_count(1)
