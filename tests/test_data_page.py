"""The data's page: every record in tables, the filters of the map, and files that hold what is shown."""

import csv
import io
import json
import re
import urllib.request
from datetime import date
from html import unescape
from pathlib import Path

import pytest
from playwright.sync_api import expect
from streamlit.testing.v1 import AppTest

import dashboard
from dashboard.export.tables import tables
from dashboard.filters import EVER, passing
from dashboard.page.browsed import Browsed, OutsideError, decode
from dashboard.page.data_table import shown
from dashboard.serving.site import site
from dashboard.view import View
from geodata.columns import TABLES, columns, label
from geodata.dates import PartialDate

PAGES = Path(dashboard.__file__).parent / "page" / "navigation.py"
CHOICES = site().choices(date(2026, 8, 1))
MAP = "date=2024-08-05&force=USA&trail=3m&zoom=6&lat=16&lon=5"


def open_page(**address):
    page = AppTest.from_file(str(PAGES), default_timeout=60).run()
    page.switch_page("data_page.py")
    for name, value in address.items():
        page.query_params[name] = value
    page.run()
    assert not page.exception
    return page


def held(page, name):
    """The key of a widget: the address has set the view since the session began, and so widgets began anew."""
    return f"{name}-{page.session_state['generation']}" if page.session_state["generation"] else name


def links(page):
    """The addresses of the files."""
    html = "".join(one.proto.body for one in page.get("html"))
    return [unescape(address) for address in re.findall(r'href="(/api/[^"]+)" download', html)]


# In the script


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("table", TABLES)
def test_it_shows_every_record_under_readable_headings(record, table, lang):
    found = shown(View(CHOICES.default, lang=lang), Browsed(table), record, CHOICES, "./")
    whole = tables(View(CHOICES.default), record, EVER)[table]
    assert found.rows == found.of == len(found.frame) == len(whole)
    assert list(found.columns) == list(found.frame)
    guide = columns(table)
    for name, column in found.columns.items():
        if not name.startswith("source_"):
            assert (column.label, column.help) == (label(name).in_(lang), guide[name].in_(lang))
    assert not [name for name in found.columns if name.endswith("_fr" if lang == "en" else "_en")]


@pytest.mark.parametrize("table", TABLES)
def test_every_column_has_a_heading_in_both_languages(table):
    for name in columns(table):
        assert label(name).en
        assert label(name).fr


def test_dates_are_as_they_were_written_and_every_source_is_a_link(record):
    frame = shown(View(CHOICES.default), Browsed(), record, CHOICES, "./").frame
    assert list(frame["date"]) == [str(event.date) for event in record.events]
    urls = frame[[name for name in frame if name.startswith("source_")]].to_numpy().tolist()
    for row, event in zip(urls, record.events, strict=True):
        assert [url for url in row if isinstance(url, str)] == [source.url for source in event.sources]


def test_a_record_leads_to_the_map(record):
    events = shown(View(CHOICES.default, lang="fr"), Browsed(), record, CHOICES, "/").frame
    assert events["id"][0] == f"/?lang=fr&event={record.events[0].id}"
    bases = shown(View(CHOICES.default), Browsed("bases"), record, CHOICES, "/").frame
    for address, base in zip(bases["id"], record.bases, strict=True):
        day = max(base.interval.first_day, CHOICES.first)
        assert address == f"/?lang=en&date={day}#{base.id}"


def test_words_of_the_vocabulary_are_in_the_readers_language(record):
    frame = shown(View(CHOICES.default, lang="fr"), Browsed("memberships"), record, CHOICES, "/").frame
    assert {"membre", "suspendu", "retrait annoncé"} <= set(frame["status"])
    assert set(frame["confidence"]) <= {"fiabilité élevée", "fiabilité moyenne", "fiabilité faible"}


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({}, Browsed()),
        (
            {"table": ["bases"], "from": ["2023"], "to": ["2024-06"]},
            Browsed("bases", PartialDate(2023), PartialDate(2024, 6)),
        ),
    ],
)
def test_an_address_opens_what_wrote_it(asked, expected):
    assert decode(asked, CHOICES) == (expected, ())
    assert expected.as_address() == asked


@pytest.mark.parametrize(
    ("asked", "key"),
    [
        ({"table": ["cities"]}, "notice.unknown"),
        ({"from": ["soon"]}, "notice.date_typed"),
        ({"from": ["1999"]}, "notice.outside_data"),
        ({"to": ["2099"], "from": ["2098"]}, "notice.outside_data"),
        ({"from": ["2024"], "to": ["2023"]}, "notice.contrary"),
    ],
)
def test_an_address_that_makes_no_sense_opens_the_whole_record_and_says_so(asked, key):
    found, notices = decode(asked, CHOICES)
    assert found == Browsed()
    assert [notice.key for notice in notices] == [key]


def test_only_the_filters_that_count_for_a_table_are_asked():
    view = View(CHOICES.default, alliance=("AES",), force=("USA",), kind=("coup",), country=("NER",), q="drone")
    assert Browsed("bases", PartialDate(2023)).as_question(view) == {
        "force": ["USA"],
        "country": ["NER"],
        "from": ["2023"],
    }
    assert set(Browsed().as_question(view)) == {"alliance", "force", "kind", "country", "q"}


def test_a_time_is_checked():
    with pytest.raises(OutsideError):
        Browsed().between(PartialDate(2025), PartialDate(2024), CHOICES)
    assert Browsed("bases").between(PartialDate(2024), None, CHOICES) == Browsed("bases", PartialDate(2024))


# On the page


def test_the_address_sets_the_widgets_and_the_files():
    page = open_page(table="bases", force="USA", **{"from": "2023"})
    assert page.session_state[held(page, "table")] == "bases"
    assert page.session_state[held(page, "filter-force")] == ["USA"]
    assert page.text_input(key=held(page, "data-from")).value == "2023"
    assert links(page) == [
        f"/api/bases.{suffix}?force=USA&from=2023" for suffix in ("csv", "xlsx", "geojson", "parquet")
    ]


def test_filters_go_into_the_address_and_the_files():
    page = open_page()
    page.button_group(key=held(page, "filter-kind")).set_value(["coup"]).run()
    page.text_input(key=held(page, "data-to")).set_value("2020").run()
    assert (page.query_params["kind"], page.query_params["to"]) == ("coup", "2020")
    assert links(page)[0] == "/api/events.csv?kind=coup&to=2020"


def test_a_date_that_is_none_is_answered_kindly():
    page = open_page()
    page.text_input(key=held(page, "data-from")).set_value("yesterday").run()
    assert "is not a date" in page.warning[0].value
    assert links(page)[0] == "/api/events.csv"
    page.text_input(key=held(page, "data-from")).set_value("2024").run()
    page.text_input(key=held(page, "data-to")).set_value("2023").run()
    assert "give the earlier date first" in page.warning[0].value
    assert links(page)[0] == "/api/events.csv?from=2024"


def test_where_nothing_matches_it_says_what_to_do():
    page = open_page(q="zzzz")
    assert not page.dataframe
    assert "No row matches" in "".join(one.proto.body for one in page.get("html"))


# In the browser


@pytest.fixture
def data(page, server):
    """Open the data's page; afterwards, nothing outside was asked and nothing failed."""
    asked, failures = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: failures.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: failures.append(str(error)))

    def go(query=""):
        page.goto(f"{server}/data?{query}")
        page.locator(".about-data").wait_for()
        page.locator("[data-testid=stDataFrame] canvas").first.wait_for()
        return page

    yield go
    assert [address for address in asked if not address.startswith((server, "data:", "blob:"))] == []
    assert failures == []


def cell(page, row, column):
    """A cell of the table, as it is read aloud; the head is in row 0."""
    cells = page.locator("[data-testid=stDataFrame] canvas [role=row]").nth(row)
    return cells.locator("[role=gridcell], [role=columnheader]").nth(column)


def test_filter_search_and_files_agree(data, server, record):
    page = data("q=drone")
    rows = page.locator(".rows")
    found = [event.id for event in passing(record, View(CHOICES.default, q="drone"))]
    expect(rows).to_have_text(f"{len(found)} rows of {len(record.events)}")
    page.get_by_role("button", name="France", exact=True).click()
    expect(rows).not_to_have_text(f"{len(found)} rows of {len(record.events)}")
    number = int(rows.inner_text().split()[0])
    with page.expect_download() as started:
        page.locator(".downloads a").first.click()
    assert started.value.suggested_filename == f"sahel-atlas-events-{record.coverage.complete_until}.csv"
    text = Path(started.value.path()).read_text(encoding="utf-8-sig")
    told = list(csv.DictReader(io.StringIO(text, newline="")))
    assert len(told) == number > 0
    assert {row["id"] for row in told} < set(found)
    for suffix in ("xlsx", "geojson", "parquet"):
        address = page.locator(f".downloads a[href*='.{suffix}']").get_attribute("href")
        with urllib.request.urlopen(server + address, timeout=30) as reply:
            content = reply.read()
        if suffix == "geojson":
            assert len(json.loads(content)["features"]) == number


def test_the_table_is_sorted_and_searched_in_the_browser(data, record):
    page = data()
    expect(cell(page, 1, 0)).to_contain_text(record.events[0].id)
    box = page.locator("[data-testid=stDataFrame] canvas").first.bounding_box()
    page.mouse.click(box["x"] + 240, box["y"] + 17)
    page.mouse.click(box["x"] + 240, box["y"] + 17)
    latest = max(record.events, key=lambda event: str(event.date))
    expect(cell(page, 1, 1)).to_have_text(str(latest.date))
    page.locator("[data-testid=stDataFrame]").hover()
    page.get_by_role("button", name=re.compile("^Search")).click()
    page.get_by_test_id("search-input").fill("azawad")
    expect(page.get_by_text(re.compile(r"\d+ results?"))).to_be_visible()


def test_streamlits_own_download_is_not_offered(data):
    page = data()
    page.locator("[data-testid=stDataFrame]").hover()
    expect(page.get_by_role("button", name=re.compile("^Fullscreen"))).to_be_visible()
    expect(page.get_by_role("button", name=re.compile("^Download"))).to_have_count(0)


def test_it_speaks_french(data, page):
    page = data("lang=fr&table=forces")
    expect(page.get_by_role("heading", name="Données", exact=True)).to_be_visible()
    expect(page).to_have_title("Atlas du Sahel · Données")
    expect(page.locator("html")).to_have_attribute("lang", "fr")
    expect(cell(page, 0, 1)).to_have_text("Nom")
    expect(page.locator(".about-data")).to_contain_text("Où les données sont clairsemées")
    page.get_by_text("Guide des champs").click()
    expect(page.locator(".guide")).to_contain_text("De même en français")
    assert "lang=fr" in page.locator(".about-data a[href*=feed]").get_attribute("href")


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_on_a_phone_nothing_scrolls_sideways(data, page, lang):
    page.set_viewport_size({"width": 360, "height": 740})
    data(f"lang={lang}")
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    expect(page.locator(".st-key-other-page a")).to_be_in_viewport(ratio=1)
    title, link = page.locator("h1").bounding_box(), page.locator("[data-testid=stButtonGroup]").first.bounding_box()
    assert title["x"] + title["width"] <= link["x"]


def test_to_the_data_and_back_with_the_view_as_it_was(page, server):
    page.goto(f"{server}/?{MAP}")
    frame = page.frame_locator("iframe")
    frame.locator("[data-ready]").wait_for()
    page.get_by_role("link", name="Data", exact=True).click()
    expect(page.locator(".rows")).to_contain_text("rows of")
    expect(page.get_by_role("button", name="United States")).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_role("radio", name="English")).to_be_checked()
    page.get_by_role("button", name="Russia").click()
    expect(page).to_have_url(re.compile("force=USA&force=RUS"))
    page.get_by_role("link", name="Map", exact=True).click()
    frame.locator("[data-ready]").wait_for()
    expect(frame.locator(".sa-timebar")).to_have_attribute("data-date", "2024-08-05")
    expect(page).to_have_url(re.compile("date=2024-08-05&force=USA&force=RUS&trail=3m&zoom=6&lat=16&lon=5"))
    page.go_back()
    expect(page.locator(".rows")).to_be_visible()
    page.go_back()
    page.go_back()
    frame.locator("[data-ready]").wait_for()
    expect(page.get_by_role("button", name="Russia")).to_have_attribute("aria-pressed", "false")


LISTENING = """(() => {
  if (window !== window.top) return;
  const listening = { day: new Set(), key: new Set() };
  window.listening = () => [listening.day.size, listening.key.size];
  for (const [name, does] of [["addEventListener", "add"], ["removeEventListener", "delete"]]) {
    const own = EventTarget.prototype[name];
    EventTarget.prototype[name] = function (type, hear, ...more) {
      if (type === "sahel-atlas-day") listening.day[does](hear);
      if (type === "keydown" && String(hear).includes("toggle()")) listening.key[does](hear);
      return own.call(this, type, hear, ...more);
    };
  }
})()"""


def test_a_map_that_left_the_page_does_not_listen_any_more(page, server):
    page.add_init_script(LISTENING)
    page.goto(f"{server}/?{MAP}")
    frame = page.frame_locator("iframe")
    for _ in range(2):
        frame.locator("[data-ready]").wait_for()
        page.get_by_role("link", name="Data", exact=True).click()
        expect(page.locator(".rows")).to_contain_text("rows of")
        page.get_by_role("link", name="Map", exact=True).click()
    frame.locator("[data-ready]").wait_for()
    expect(page.locator(".st-key-panel h2").first).to_be_visible()
    frame.get_by_role("slider", name="Date").press("ArrowRight")
    expect(page.locator(".st-key-panel h2").first).to_have_text("On 6 August 2024")
    assert page.evaluate("listening()") == [1, 1]
