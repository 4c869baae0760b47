"""The picture that the server draws into the page: there before any script, true, and in the place of the map."""

import pytest
from conftest import open_atlas
from playwright.sync_api import expect

from dashboard.serving.first_picture import first_picture
from dashboard.view import View
from geodata.dates import PartialDate

SIZES = [(1440, 900), (1024, 768), (390, 844)]


def day(written):
    return PartialDate.parse(written).first


@pytest.fixture
def without_scripts(page):
    page.route("**/static/js/**", lambda route: route.abort())
    return page


@pytest.mark.parametrize("date", ["2013-02-01", "2019-06-01", "2023-08-05", "2024-08-05", "2025-03-01"])
def test_it_shows_who_was_in_the_aes_on_the_day(without_scripts, server, chronicle, date):
    without_scripts.goto(f"{server}/?date={date}")
    shown = without_scripts.locator("#first-picture path[data-alliance=AES]")
    members = chronicle.as_of(day(date)).alliances["AES"].members
    assert sorted(path.get_attribute("data-code") for path in shown.all()) == list(members)
    for path in shown.all():
        expect(path).to_have_css("fill", "rgb(231, 155, 109)")


def test_it_says_the_day_in_the_readers_language(without_scripts, server):
    without_scripts.goto(f"{server}/?date=2024-08-01&lang=fr")
    picture = without_scripts.locator("#first-picture")
    expect(picture.locator("b")).to_have_text("1er août 2024")
    expect(picture.get_by_role("status")).to_have_text("Chargement de la carte…")
    expect(picture.locator("text", has_text="Tchad")).to_be_visible()


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("where", ["", "&zoom=6.25&lat=14&lon=2"])
def test_the_map_takes_its_place_on_its_scale(page, server, size, where):
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.route("**/static/js/index.*", lambda route: route.abort())
    page.goto(f"{server}/?date=2024-08-05{where}")
    drawn = page.locator("#first-picture path[data-code=NER]").first.bounding_box()
    page.unroute("**/static/js/index.*")
    frame = open_atlas(page, server, f"date=2024-08-05{where}")
    expect(page.locator("#first-picture")).to_have_count(0)
    niger = frame.locator("[data-country=NER]")
    expect(niger).to_be_visible()
    page.wait_for_timeout(500)
    living = niger.bounding_box()
    for side in ("x", "y", "width", "height"):
        if not where:  # closer, the map draws no more of a country than it shows
            assert living[side] == pytest.approx(drawn[side], abs=4), side
    middle = page.locator(".st-key-map-frame").bounding_box()
    assert living["x"] < middle["x"] + middle["width"]


def test_where_the_map_fails_it_makes_way_for_the_reason(page, server):
    page.route("**/atlas/record-*", lambda route: route.abort())
    page.goto(server)
    expect(page.frame_locator("iframe").get_by_role("alert")).to_contain_text("did not arrive", timeout=20_000)
    expect(page.locator("#first-picture")).to_have_count(0)


def test_nothing_of_the_address_is_read_as_markup(record):
    html = first_picture(View(day("2024-08-05"), q="<script>alert(1)</script>"), record)
    assert html.count("<script>") == 1
    assert "alert" not in html
