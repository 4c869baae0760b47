"""The atlas without a server: opened from the disk with the network off, from a static site, embedded, frozen."""

import functools
import http.server
import json
import re
import threading
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from urllib.parse import urlencode, urlsplit

import pytest
from hypothesis import Phase, given, settings
from oracle import shown
from playwright.sync_api import expect
from test_view import NONSENSE, views

from dashboard.export import Order
from dashboard.export.alone import as_file
from dashboard.export.site import MARK, write_site
from dashboard.map.assets import build
from dashboard.map.basemaps import CHOICES
from dashboard.serving import frozen
from dashboard.serving.site import Site
from dashboard.view import Choices, View, decode, encode

TODAY = datetime.now(UTC).date()
HANDED_OVER = "us-leaves-air-base-201-2024"


@pytest.fixture(scope="module")
def choices(record):
    return Choices.of(record, TODAY, CHOICES)


@pytest.fixture(scope="module")
def order(record, choices):
    return Order(View(date(2024, 8, 5)), record, choices)


@pytest.fixture(scope="module")
def file(tmp_path_factory, record, choices):
    path = tmp_path_factory.mktemp("stick") / "atlas.html"
    path.write_bytes(as_file(View(date(2024, 8, 5)), record, choices, build(record)))
    return path


@pytest.fixture
def opened(browser, file):
    """Open the file with the network off; afterwards nothing was asked for and nothing failed."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="en-GB", offline=True)
    page = context.new_page()
    asked, failures = watched(page)

    def open_at(address=""):
        page.goto(file.as_uri() + (f"#{address}" if address else ""))
        expect(page.locator(".sa-timebar")).to_have_attribute("data-date", re.compile(r"\d{4}-\d\d-\d\d"))
        return page

    yield open_at
    assert [address for address in asked if urlsplit(address).scheme not in ("file", "data")] == []
    assert failures == []
    context.close()


def watched(page):
    """Collect what a page asks for, and what fails."""
    asked, failures = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: failures.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: failures.append(str(error)))
    return asked, failures


def test_a_file_is_light_and_needs_nobody(file):
    html = file.read_text(encoding="utf-8")
    assert file.stat().st_size < 2_000_000
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', html)[1]
    assert policy.startswith("default-src &#39;none&#39;")
    assert "unsafe" not in policy
    assert not re.search(r"<(?:script|link|img|iframe)[^>]+(?:src|href)=(?!\"data:)", html)


def test_a_file_opens_on_what_was_seen_and_can_be_driven(opened, record):
    page = opened()
    bar = page.locator(".sa-timebar")
    expect(bar).to_have_attribute("data-date", "2024-08-05")
    page.get_by_role("slider", name="Date").press("ArrowRight")
    expect(bar).to_have_attribute("data-date", "2024-08-06")
    expect(page.locator(".st-key-panel h2").first).to_have_text("On 6 August 2024")
    page.get_by_role("button", name="United States", exact=True).click()
    view = View(date(2024, 8, 6), force=("USA",))
    expect(page.locator("[data-ready]")).to_have_attribute("data-shown", str(len(shown(record, view))))
    page.get_by_role("button", name="US hands Air Base 201").first.click()
    card = page.locator(f'[data-card="{HANDED_OVER}"]')
    expect(card).to_have_attribute("data-selected", "true")
    card.locator("details.sources summary").click()
    assert card.locator("a").count() == len(record.event_by_id[HANDED_OVER].sources)
    expect(page).to_have_url(re.compile(f"#date=2024-08-06&force=USA&event={HANDED_OVER}$"))


def test_a_file_searches_by_itself(opened, record):
    page = opened("date=2026-07-01&trail=all")
    page.get_by_label("Search").fill("menaka")
    found = len(shown(record, View(date(2026, 7, 1), trail="all", q="menaka")))
    assert found
    expect(page.locator("[data-ready]")).to_have_attribute("data-shown", str(found))


def test_a_file_speaks_both_languages(opened):
    page = opened("date=2024-08-01")
    page.get_by_role("button", name="Français").click()
    expect(page.locator(".st-key-panel h2").first).to_have_text("Le 1er août 2024")
    expect(page.get_by_role("button", name="Coup d’État", exact=True)).to_be_visible()
    assert page.evaluate("document.documentElement.lang") == "fr"
    assert page.title() == "Atlas du Sahel · 1er août 2024"


def test_a_files_way_back_works(opened):
    page = opened("date=2024-08-05")
    page.get_by_role("button", name="AES founded").click()
    bar = page.locator(".sa-timebar")
    expect(bar).to_have_attribute("data-date", "2023-09-16")
    page.go_back()
    expect(bar).to_have_attribute("data-date", "2024-08-05")
    page.go_forward()
    expect(bar).to_have_attribute("data-date", "2023-09-16")


def test_keys_of_the_time_bar_are_its_own_where_the_page_holds_more(opened):
    page = opened("date=2024-08-05")
    bar = page.locator(".sa-timebar")
    page.get_by_role("button", name="today").focus()
    page.keyboard.press("PageDown")
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("Space")
    page.wait_for_timeout(300)
    expect(bar).to_have_attribute("data-date", "2024-08-05")
    expect(bar).not_to_have_attribute("data-playing", "true")
    page.get_by_role("slider", name="Date").press("PageDown")
    expect(bar).not_to_have_attribute("data-date", "2024-08-05")


def test_a_page_in_a_sandbox_can_be_driven_without_an_address(page, file):
    page.goto("about:blank")
    page.evaluate(
        """(content) => {
            const frame = document.createElement("iframe");
            frame.sandbox = "allow-scripts";
            Object.assign(frame, { srcdoc: content, width: 1200, height: 800 });
            document.body.append(frame);
        }""",
        file.read_text(encoding="utf-8"),
    )
    inside = page.frame_locator("iframe")
    inside.get_by_role("button", name="AES founded").click()
    expect(inside.locator(".sa-timebar")).to_have_attribute("data-date", "2023-09-16")
    expect(inside.locator(".st-key-panel h2").first).to_have_text("On 16 September 2023")


def test_a_file_does_not_run_what_is_not_its_own(page, file):
    _, failures = watched(page)
    page.goto(file.as_uri())
    page.evaluate("""() => {
        const script = document.createElement("script");
        script.textContent = "window.broken = true";
        document.body.append(script);
    }""")
    assert page.evaluate("window.broken") is None
    assert len(failures) == 1
    assert "Content Security Policy" in failures[0]


def test_a_file_takes_as_much_room_as_a_phone_has(opened):
    page = opened("date=2024-08-05&lang=fr")
    for width in (390, 360):
        page.set_viewport_size({"width": width, "height": 780})
        assert page.evaluate("document.documentElement.scrollWidth") == width


def test_addresses_mean_the_same_with_and_without_a_server(opened, choices):
    """Two hundred random views, there and back, in both languages of a browser."""
    cases = []

    @settings(max_examples=200, deadline=None, database=None, phases=[Phase.generate])
    @given(views())
    def collect(view):
        view = view.with_(basemap="atlas")
        cases.append((view, [encode(view, choices, lang) for lang in ("en", "fr")]))

    collect()
    page = opened()
    told = page.evaluate(
        """([cases, today]) => {
            const { SahelAtlas: atlas } = window;
            const data = JSON.parse(document.getElementById("sahel-atlas-data").textContent);
            const offered = atlas.address.choices(data.payload, data.page, today);
            return cases.map((addresses) => addresses.map((address, number) => {
                const lang = ["en", "fr"][number];
                const { view, notices } = atlas.address.decode(address, offered, lang);
                return { view, notices, again: atlas.address.encode(view, offered, lang) };
            }));
        }""",
        [[[urlencode(address, doseq=True) for address in addresses] for _, addresses in cases], TODAY.isoformat()],
    )
    assert len(told) >= 150
    for (view, addresses), pair in zip(cases, told, strict=True):
        for address, answer in zip(addresses, pair, strict=True):
            expected, _ = decode(address, choices, ("en", "fr")[addresses.index(address)])
            assert answer["notices"] == []
            assert answer["view"]["date"] == expected.date.isoformat()
            for part in ("alliance", "force", "kind", "country"):
                assert answer["view"][part] == list(getattr(view, part))
            assert (answer["view"]["trail"], answer["view"]["event"], answer["view"]["q"]) == (
                view.trail,
                view.event,
                view.q,
            )
            assert answer["view"]["window"] == (view.window.as_message() if view.window else None)
            assert sorted(re.split("&", answer["again"])) == sorted(
                re.split("&", urlencode(address, doseq=True).replace("%2A", "*").replace("~", "%7E"))
            )


def test_nonsense_is_noticed_alike_with_and_without_a_server(opened, choices):
    cases = [(address, notice) for address, notice in NONSENSE if "basemap" not in address]
    page = opened()
    told = page.evaluate(
        """([cases, today]) => {
            const { SahelAtlas: atlas } = window;
            const data = JSON.parse(document.getElementById("sahel-atlas-data").textContent);
            const offered = atlas.address.choices(data.payload, data.page, today);
            return cases.map((address) => atlas.address.decode(address, offered, "en"));
        }""",
        [[urlencode(address, doseq=True) for address, _ in cases], TODAY.isoformat()],
    )
    for (address, notice), answer in zip(cases, told, strict=True):
        assert [f"notice.{key}" for key, _ in answer["notices"]] == [notice], address
        assert answer["view"]["date"] == decode(address, choices)[0].date.isoformat()
    page.goto(page.url.partition("#")[0] + "#date=1066")
    page.reload()
    expect(page.locator(".notices")).to_contain_text("1066 lies outside the atlas")


@contextmanager
def hosted(folder):
    """Serve a folder as any web server would."""
    handler = functools.partial(Silent, directory=str(folder))
    with http.server.ThreadingHTTPServer(("localhost", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://localhost:{server.server_port}"
        server.shutdown()


class Silent(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


def test_a_static_site_works_behind_any_web_server(tmp_path, order, page):
    steps = []
    order = replace(order, address="https://atlas.example.org/sahel")
    write_site(tmp_path / "site", order, lambda name, done, total: steps.append((name, done, total)))
    assert [done for _, done, _ in steps] == list(range(steps[0][2]))
    asked, failures = watched(page)
    with hosted(tmp_path) as address:
        page.goto(f"{address}/site/?date=2023-09-16&alliance=AES")
        expect(page.locator(".sa-timebar")).to_have_attribute("data-date", "2023-09-16")
        expect(page.locator('[data-country="MLI"]')).to_have_attribute("data-alliance", "AES")
        expect(page.locator(".card").first).to_contain_text("Liptako-Gourma")
        page.goto(f"{address}/site/fr/")
        expect(page.locator(".st-key-panel h2").first).to_have_text("Le 5 août 2024")
        page.goto(f"{address}/site/?embed=true&date=2024-08-05")
        expect(page.locator(".sa-timebar")).to_be_visible()
        expect(page.locator(".st-key-filters")).to_be_hidden()
        assert {urlsplit(one).netloc for one in asked} == {urlsplit(address).netloc}
    assert failures == []
    site = tmp_path / "site"
    head = (site / "fr" / "index.html").read_text(encoding="utf-8")
    assert '<meta property="og:image" content="https://atlas.example.org/sahel/pictures/fr.png">' in head
    assert head.count("<title>") == 1
    assert json.loads((site / MARK).read_text()) == {"record": order.record.version}
    assert (site / "data" / "events.parquet").stat().st_size > 10_000
    assert (site / "pictures" / "fr.png").read_bytes().startswith(b"\x89PNG")


def test_a_page_made_in_french_that_is_turned_to_english_stays_so(tmp_path, record, choices, page):
    (tmp_path / "atlas.html").write_bytes(as_file(View(choices.default, lang="fr"), record, choices, build(record)))
    with hosted(tmp_path) as address:
        page.goto(f"{address}/atlas.html")
        expect(page.locator("html")).to_have_attribute("lang", "fr")
        page.get_by_role("button", name="English").click()
        expect(page).to_have_url(f"{address}/atlas.html?lang=en")
        page.reload()
        expect(page.locator(".sa-timebar")).to_be_visible()
        expect(page.locator("html")).to_have_attribute("lang", "en")


def test_a_site_that_fails_halfway_leaves_the_old_one(tmp_path, order, monkeypatch):
    site = tmp_path / "site"
    site.mkdir()
    (site / MARK).write_text("{}")
    (site / "index.html").write_text("old")
    monkeypatch.setattr("dashboard.export.site._piece", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        write_site(site, order)
    assert (site / "index.html").read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_a_folder_of_somebody_elses_is_not_replaced(tmp_path, order):
    (tmp_path / "thesis.txt").write_text("mine")
    with pytest.raises(ValueError, match="not a site of the atlas"):
        write_site(tmp_path, order)
    assert (tmp_path / "thesis.txt").read_text() == "mine"


def test_an_embedded_atlas_is_the_map_alone_and_needs_no_session(page, server):
    asked, failures = watched(page)
    sockets = []
    page.on("websocket", lambda socket: sockets.append(socket))
    page.goto(f"{server}/?embed=true&date=2024-08-05&force=USA&event={HANDED_OVER}")
    expect(page.locator(".sa-timebar")).to_have_attribute("data-date", "2024-08-05")
    expect(page.locator("header")).to_be_hidden()
    expect(page.locator(".card:visible")).to_have_count(1)
    whole = page.get_by_role("link", name="Sahel Atlas")
    assert urlsplit(whole.get_attribute("href")).query == f"force=USA&event={HANDED_OVER}"
    page.get_by_role("slider", name="Date").press("ArrowRight")
    expect(page).to_have_url(re.compile(r"\?embed=true&date=2024-08-06&force=USA"))
    assert sockets == []
    assert {urlsplit(address).hostname for address in asked} == {"localhost"}
    assert failures == []


def test_a_version_is_kept_for_ever(tmp_path, monkeypatch, record):
    monkeypatch.setenv(frozen.ARCHIVE, str(tmp_path / "kept"))
    frozen.file_of.cache_clear()
    site = Site(record, build(record))
    assert frozen.file_of(record.version, site, TODAY)
    kept = tmp_path / "kept" / f"{record.version}.html"
    assert record.version in kept.read_text(encoding="utf-8")
    kept.rename(kept.with_name("0123456789ab.html"))  # as if the record had gone on
    assert frozen.file_of("0123456789ab", site, TODAY)
    for unknown in ("ffffffffffff", "../../etc/passwd", ""):
        assert frozen.file_of(unknown, site, TODAY) is None
    frozen.file_of.cache_clear()


def test_a_frozen_version_is_served_and_an_unknown_one_leads_to_the_living_atlas(page, server, record):
    answer = page.goto(f"{server}/frozen/{record.version}?embed=true&date=2023-09-16")
    assert answer.status == 200
    assert "immutable" in answer.headers["cache-control"]
    expect(page.locator(".sa-timebar")).to_have_attribute("data-date", "2023-09-16")
    answer = page.goto(f"{server}/frozen/ffffffffffff/")
    assert answer.status == 404
    expect(page.get_by_role("link", name="Open the atlas as it is now")).to_have_attribute("href", "/")
