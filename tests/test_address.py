"""The address is the view: what a reader sees is in it, it opens on that again, and the browser's way back works."""

import json
import re
from datetime import UTC, date, datetime
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from conftest import open_atlas
from playwright.sync_api import expect

from dashboard.map.basemaps import CHOICES
from dashboard.view import Choices, View, Window, decode, encode

SETTLED = 8_000  # ms
LINKS = [
    line.split("\t")
    for line in (Path(__file__).parent / "old_links.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


@pytest.fixture(scope="module")
def choices(record):
    return Choices.of(record, datetime.now(UTC).date(), CHOICES)


def asked(page):
    return parse_qs(urlsplit(page.url).query)


def middle(frame):
    """Where Niger's middle is on the screen, and how large the country is: what a reader would notice."""
    box = frame.locator('[data-country="NER"]').bounding_box()
    return box["x"], box["y"], box["width"]


@pytest.mark.parametrize(("link", "expected"), LINKS)
def test_old_links_open_on_what_they_showed(choices, link, expected):
    view, notices = decode(parse_qs(link), choices)
    wanted = {name: tuple(value) if isinstance(value, list) else value for name, value in json.loads(expected).items()}
    if "window" in wanted:
        wanted["window"] = Window(**wanted["window"])
    day = date.fromisoformat(wanted.pop("date")) if "date" in wanted else choices.default
    assert view == View(day, **wanted)
    assert notices == ()


@pytest.mark.parametrize(
    "view",
    [
        View(date(2023, 9, 16), event="aes-charter-2023", window=Window(6.5, 13.25, -2.125)),
        View(date(2019, 6, 1), alliance=("G5S",), country=("MLI", "NER"), trail="all", lang="fr"),
        View(date(2024, 8, 5), force=("USA", "RUS"), kind=("base-closed",), q="base", window=Window(4.75, 20.0, 5.5)),
    ],
)
def test_a_view_opens_on_exactly_what_was_seen(atlas, page, choices, view):
    address = encode(view, choices)
    frame = atlas(urlencode(address, doseq=True))
    expect(frame.locator(".sa-timebar")).to_have_attribute("data-date", view.date.isoformat())
    page.wait_for_timeout(1_500)
    assert asked(page) == address
    pressed = page.locator('.st-key-filters button[data-selected="true"]')
    assert pressed.count() == len(view.alliance) + len(view.force) + len(view.kind) + 1


def test_where_the_map_was_moved_is_in_the_address_and_opens_again(atlas, page, server):
    frame = atlas("date=2024-08-05")
    steps = page.evaluate("history.length")
    frame.get_by_role("button", name="Zoom in").click()
    box = frame.locator(".leaflet-container").bounding_box()
    page.mouse.move(box["x"] + 300, box["y"] + 150)
    page.mouse.down()
    page.mouse.move(box["x"] + 380, box["y"] + 190, steps=5)
    page.mouse.up()
    page.wait_for_url(re.compile(r"zoom=.*&lat=.*&lon="), timeout=SETTLED)
    page.wait_for_timeout(1_000)
    page.get_by_role("button", name="Russia", exact=True).click()
    page.wait_for_url(re.compile(r"force=RUS&zoom="), timeout=SETTLED)
    assert page.evaluate("history.length") == steps + 1  # the filter; moving the map is no step
    page.wait_for_timeout(500)
    seen = middle(frame)
    again = page.context.new_page()
    reopened = open_atlas(again, server, urlsplit(page.url).query)
    again.wait_for_timeout(800)
    assert middle(reopened) == pytest.approx(seen, abs=2)


def test_the_browsers_way_back_and_forward(atlas, page):
    frame = atlas("date=2024-08-05")
    bar = frame.locator(".sa-timebar")
    page.get_by_role("button", name="Coup", exact=True).click()
    page.wait_for_url(re.compile("kind=coup"), timeout=SETTLED)
    page.get_by_role("button", name="AES founded").click()
    page.wait_for_url(re.compile("date=2023-09-16&kind=coup"), timeout=SETTLED)
    page.go_back()
    expect(bar).to_have_attribute("data-date", "2024-08-05", timeout=SETTLED)
    page.go_back()
    expect(page.locator('.st-key-filters button[data-selected="true"]')).to_have_count(1, timeout=SETTLED)
    page.wait_for_timeout(1_000)
    assert asked(page) == {"date": ["2024-08-05"]}
    page.go_forward()
    page.wait_for_url(re.compile("kind=coup"), timeout=SETTLED)
    page.go_forward()
    expect(bar).to_have_attribute("data-date", "2023-09-16", timeout=SETTLED)
    page.wait_for_timeout(1_000)
    assert asked(page) == {"date": ["2023-09-16"], "kind": ["coup"]}


def test_back_to_another_language_and_place(atlas, page):
    frame = atlas("date=2024-08-05&zoom=7&lat=14&lon=2")
    seen = middle(frame)
    page.locator(".st-key-lang").get_by_text("Français").click()
    page.wait_for_url(re.compile("lang=fr"), timeout=SETTLED)
    frame.get_by_role("button", name="Réduire").click()
    page.wait_for_url(re.compile("zoom=6"), timeout=SETTLED)
    page.go_back()
    expect(page.locator(".st-key-panel h2").first).to_have_text("On 5 August 2024", timeout=SETTLED)
    page.wait_for_timeout(800)
    assert middle(frame) == pytest.approx(seen, abs=2)


def test_playing_leaves_a_short_way_back(atlas, page):
    frame = atlas("date=2023-01-01")
    steps = page.evaluate("history.length")
    frame.get_by_role("button", name="Play").click()
    page.wait_for_timeout(4_000)
    frame.get_by_role("button", name="Pause").click()
    shown = frame.locator(".sa-timebar").get_attribute("data-date")
    page.wait_for_url(re.compile(f"date={shown}"), timeout=SETTLED)
    assert page.evaluate("history.length") <= steps + 2
